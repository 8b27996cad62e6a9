#!/usr/bin/python3
"""A prompt on a real desktop: dunst under Xvfb, a button pressed, the row read back."""
import lab


class Desktop(lab.LabTest):
    def setUp(self):
        self.lab.start_x()
        self.lab.start_dunst()
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.lab.start_steadyd()

    def shown(self, count):
        self.lab.eventually(lambda: self.lab.dunst_shown() == count, what=f"{count} notification(s) on screen")

    def response(self, item):
        return self.lab.eventually(lambda: self.lab.rows("SELECT * FROM response WHERE item = ?", item),
                                   what=f"a row for {item}")[0]

    def test_a_pressed_button_becomes_a_row_and_the_next_question_comes(self):
        number = self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]
        self.shown(1)
        self.lab.dunst_press("=some")
        row = self.response("missing-calm")
        self.assertEqual((row["decision"], row["value"], row["number"], row["score"], row["route"]),
                         (number, "some", 50, "missing", "notification"))
        self.lab.eventually(lambda: self.lab.open_prompts()[0]["item"] == "need-alone", what="the second question")
        self.shown(1)
        self.lab.dunst_press("=no")
        self.assertEqual(self.response("need-alone")["value"], "no")
        self.lab.eventually(lambda: self.lab.open_prompts()[0]["item"] == "regained", what="the third question")

    def test_a_line_of_text_ends_the_check_in_and_takes_its_bubble_away(self):
        number = self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]
        self.shown(1)
        for answer in ("some", "no", "a walk <b>& tea"):
            done = self.lab.run_steady("answer", str(number), answer)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.shown(0)
        self.assertEqual(self.response("regained")["value"], "a walk <b>& tea")
        row = self.lab.eventually(lambda: self.lab.rows("SELECT * FROM decision WHERE closed IS NOT NULL"))[0]
        self.assertEqual((row["id"], row["outcome"], row["delivery"]), (number, "answered", "desktop"))
        self.assertEqual(self.lab.open_prompts(), [])

    def test_an_answer_to_a_question_that_a_button_answered_is_refused(self):
        number = self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]
        self.shown(1)
        self.lab.dunst_press("=some")
        self.response("missing-calm")
        with self.assertRaisesRegex(lab.GLib.Error, "org.steadyd.Steady1.Error.Answer"):
            self.lab.steady("Answer", "(xss)", number, "missing-calm", "no")
        self.assertEqual(self.lab.rows("SELECT count(*) AS n FROM response")[0]["n"], 1)
        self.assertEqual(self.lab.steady("Answer", "(xss)", number, "need-alone", "no")[0], "regained")

    def test_a_nudge_that_is_read_is_closed_as_read(self):
        self.lab.steady("ShowNow", "(s)", "nudge/reading")
        self.shown(1)
        self.lab.dunst_press("#Read")
        row = self.lab.eventually(lambda: self.lab.rows("SELECT * FROM decision WHERE closed IS NOT NULL"))[0]
        self.assertEqual((row["kind"], row["outcome"]), ("nudge", "read"))

    def test_a_bubble_that_is_waved_away_is_dismissed_and_no_answer(self):
        self.lab.steady("ShowNow", "(s)", "checkin/evening")
        self.shown(1)
        self.lab.dunst_dismiss()
        row = self.lab.eventually(lambda: self.lab.rows("SELECT * FROM decision WHERE closed IS NOT NULL"))[0]
        self.assertEqual(row["outcome"], "dismissed")
        self.assertEqual(self.lab.rows("SELECT * FROM response"), [])


class Words(lab.LabTest):
    """What the server is told, word for word."""

    def begin(self, *options):
        server = self.lab.start_fake_server("--store", self.lab.store, *options)
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.lab.start_steadyd()
        self.lab.steady("ShowNow", "(s)", "checkin/evening")
        return server, server.shown("")

    def test_the_decision_is_in_the_store_before_the_notification_goes_out(self):
        _, first = self.begin()
        self.assertEqual(first["rows"], 1)

    def test_hints_have_exact_types_and_nothing_presses(self):
        _, first = self.begin()
        self.assertEqual(first["types"]["urgency"], "y")
        self.assertEqual(first["hints"]["urgency"], 1)
        self.assertEqual(first["hints"]["desktop-entry"], "org.steadyd.Steady")
        self.assertTrue(first["hints"]["category"].startswith("x-steady."))
        self.assertEqual(first["timeout"], 0, "a check-in stays until it is answered")
        self.assertNotIn("transient", first["hints"])
        self.assertLessEqual(len(first["actions"]), 3)
        self.assertNotIn("default", [key for key, _ in first["actions"]])

    def test_a_server_that_draws_buttons_gets_no_command_to_type(self):
        _, first = self.begin()
        self.assertNotIn("steady answer", first["body"])
        self.assertEqual(len(first["actions"]), 3)

    def test_a_server_without_actions_gets_the_command_that_answers(self):
        _, first = self.begin("--caps", "body")
        self.assertEqual(first["actions"], [])
        self.assertRegex(first["body"], r"\nAnswer: steady answer 1 no\|some\|strong$")

    def test_mako_lists_actions_but_draws_none_so_it_gets_both(self):
        _, first = self.begin("--name", "mako", "--caps", "actions,body")
        self.assertEqual(len(first["actions"]), 3)
        self.assertIn("steady answer 1", first["body"])

    def test_a_nudge_fades_and_leaves_no_pile(self):
        server, _ = self.begin()
        self.lab.steady("ShowNow", "(s)", "nudge/reading")
        nudge = server.shown("min to read")
        self.assertEqual((nudge["timeout"], nudge["hints"]["transient"]), (-1, True))

    def test_what_a_stranger_sees_names_no_breakup(self):
        server, first = self.begin()
        self.lab.steady("ShowNow", "(s)", "nudge/reading")
        for words in (first, server.shown("min to read")):
            text = (words["app"] + words["summary"] + words["body"] + repr(words["actions"])).lower()
            for word in ("breakup", "break-up", "ex-", "them", "miss ", "missing", "urge", "relationship"):
                self.assertNotIn(word, text)

    def test_markup_is_escaped_only_for_servers_that_read_it(self):
        for caps, body in (("actions,body,body-markup", "1 &lt; 2 &amp; &lt;b&gt;so on&lt;/b&gt;"),
                           ("actions,body", "1 < 2 & <b>so on</b>")):
            with self.subTest(caps=caps):
                session = lab.Session()
                self.addCleanup(session.remove)
                self.addCleanup(session.stop)
                session.start_bus()
                server = session.start_fake_server("--caps", caps)
                session.write_settings(lab.QUIET_SETTINGS.replace("evening\n", "own\n"))
                session.write_protocol("own", "[protocol]\ntitle = Tom & <i>Ann</i>\nfirst = q\n\n[item q]\ntype = yesno\n"
                                              "ask = 1 < 2 & <b>so on</b>\nnext = end\n")
                session.start_steadyd()
                session.steady("ShowNow", "(s)", "checkin/evening")
                words = server.shown("so on")
                self.assertEqual(words["summary"], "Tom & <i>Ann</i>")
                self.assertEqual(words["body"], body)


class Time(lab.LabTest):
    @lab.alone
    def test_a_prompt_comes_when_it_is_due(self):
        server = self.lab.start_fake_server()
        self.lab.write_settings("[steady]\nquiet = none\nbudget = 10000\napart = none\n\n"
                                "[nudge often]\nwhen = *-*-* *:*:0/2\n")
        self.lab.start_steadyd()
        words = server.shown("min to read")
        row = self.lab.rows("SELECT * FROM decision ORDER BY id")[0]
        self.assertEqual(row["due"] % (2 * lab.SECOND), 0)
        self.assertGreaterEqual(words["time"], row["due"])
        self.assertLess(words["time"] - row["due"], 0.3 * lab.SLOW * lab.SECOND)


if __name__ == "__main__":
    lab.main()
