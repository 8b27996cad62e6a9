#!/usr/bin/python3
"""`steady plan` and `steady slot` from scripts and in a terminal, and what the report says of them."""
import json

import lab
from test_cli import Terminal
from test_slots import PLAN, SETTINGS


class Base(lab.LabTest):
    settings = lab.QUIET_SETTINGS

    def setUp(self):
        self.lab.write_settings(self.settings)

    def steady(self, *arguments, code=0, **more):
        done = self.lab.run_steady(*arguments, **more)
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def json(self, *arguments):
        return json.loads(self.steady(*arguments, "--json").stdout)

    def terminal(self, *arguments, **more_env):
        terminal = Terminal(self.lab, *arguments, **more_env)
        self.addCleanup(terminal.close)
        return terminal

    def narrow(self, text):
        self.assertLessEqual(max(len(line) for line in text.split("\n")), 80, text)


class Plans(Base):
    def test_a_script_writes_changes_shows_and_removes_one(self):
        self.steady("plan", "add", "late", "--if", "it is after ten", "--then", "I call Sam", "--cues", "night,alone")
        self.assertEqual(self.json("plan")["plans"][0]["cues"], ["night", "alone"])
        self.steady("plan", "set", "late", "--then", "I walk round the block")
        shown = self.steady("plan", "show", "late").stdout
        self.assertIn("then  I walk round the block.", shown)
        self.assertIn("night, alone", shown)
        self.narrow(self.steady("plan", "list").stdout)
        self.steady("plan", "remove", "late")
        self.assertEqual(self.json("plan")["plans"], [])

    def test_what_a_script_leaves_out_or_mistakes_is_told_and_nothing_is_written(self):
        for arguments, code in ((("add", "late", "--if", "it is late"), 2), (("add", "Late Night", "--if", "a", "--then", "b"), 2),
                                (("add",), 2), (("show", "nope"), 1), (("set", "nope", "--then", "x"), 1), (("fly",), 2),
                                (("rehearse",), 1), (("list", "late"), 2)):
            with self.subTest(arguments=arguments):
                self.assertIn("steady", self.steady("plan", *arguments, code=code).stderr)
        with open(self.lab.settings_path, encoding="utf-8") as settings:
            self.assertEqual(settings.read(), lab.QUIET_SETTINGS)

    def test_a_name_that_is_taken_is_not_overwritten(self):
        self.steady("plan", "add", "late", "--if", "it is after ten", "--then", "I call Sam")
        self.assertIn("plan set late", self.steady("plan", "add", "late", "--if", "a", "--then", "b", code=1).stderr)
        self.assertEqual(self.json("plan")["plans"][0]["then"], "I call Sam")

    def test_step_by_step_with_a_slip_and_a_weekly_prompt(self):
        terminal = self.terminal("plan", "add", "late")
        terminal.expect("If ")
        terminal.type("If it is after ten,\n")
        terminal.expect("then ")
        terminal.type("I message them\n")
        terminal.expect("leads to them")
        terminal.expect("Write it anew?")
        terminal.type("\n")
        terminal.expect("If ")
        terminal.type("it is after ten\n")
        terminal.expect("then ")
        terminal.type("then I call Sam.\n")
        terminal.expect("Which words")
        terminal.type("night\n")
        terminal.expect("Set it up?")
        terminal.type("y\n")
        self.assertEqual(terminal.end(), 0)
        plan = self.json("plan")["plans"][0]
        self.assertEqual((plan["if"], plan["then"], plan["cues"]), ("it is after ten", "I call Sam", ["night"]))
        nudge = self.json("schedule", "show", "nudge/plans")["schedules"][0]
        self.assertEqual((nudge["when"], nudge["plans"]), (["Sun 11:00"], True))

    def test_the_weekly_prompt_is_offered_once_and_can_be_left(self):
        for answer in ("n\n", "y\n"):
            terminal = self.terminal("plan", "add", "plan-" + answer[0])
            for words, line in (("If ", "it is after ten\n"), ("then ", "I call Sam\n"), ("Which words", "\n"), ("Set it up?", answer)):
                terminal.expect(words)
                terminal.type(line)
            self.assertEqual(terminal.end(), 0)
        terminal = self.terminal("plan", "add", "third")
        for words, line in (("If ", "it is after ten\n"), ("then ", "I call Sam\n"), ("Which words", "\n")):
            terminal.expect(words)
            terminal.type(line)
        self.assertEqual(terminal.end(), 0)
        self.assertNotIn("Set it up?", terminal.text)

    def test_an_end_of_input_in_the_middle_writes_nothing(self):
        terminal = self.terminal("plan", "add", "late")
        terminal.expect("If ")
        terminal.type("it is after ten\n")
        terminal.expect("then ")
        terminal.type("\x04")
        self.assertEqual(terminal.end(), 1)
        self.assertEqual(self.json("plan")["plans"], [])


class Rehearsal(Base):
    settings = SETTINGS + PLAN

    def rehearsed(self):
        return self.json("plan", "show", "late")["plans"][0]["rehearsed"]

    def test_by_heart_in_a_terminal(self):
        terminal = self.terminal("plan", "rehearse")
        terminal.expect("then  I call Sam")
        terminal.type("call sam\n")
        terminal.expect("That is it.")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual(self.rehearsed(), 1)

    def test_an_end_of_input_notes_nothing(self):
        terminal = self.terminal("plan", "rehearse", "late")
        terminal.expect("from memory")
        terminal.type("\x04")
        self.assertEqual(terminal.end(), 1)
        self.assertEqual(self.rehearsed(), 0)

    def test_a_script_prints_it_and_notes_it(self):
        self.assertIn("then  I call Sam.", self.steady("plan", "rehearse").stdout)
        self.assertEqual(self.rehearsed(), 1)

    def test_it_ends_the_prompt_that_asked_for_it(self):
        server = self.lab.start_fake_server()
        self.lab.start_steadyd()
        number = self.lab.steady("ShowNow", "(s)", "nudge/sunday")[0]
        server.shown("to go over")
        self.steady("plan", "rehearse")
        row = self.lab.eventually(lambda: self.lab.rows("SELECT * FROM decision WHERE closed IS NOT NULL"), what="the prompt's end")[0]
        self.assertEqual((row["id"], row["outcome"]), (number, "answered"))
        self.assertEqual(self.lab.rows("SELECT decision FROM outcome")[0]["decision"], number)

    def test_it_ends_the_prompt_without_the_daemon_too(self):
        server = self.lab.start_fake_server()
        daemon = self.lab.start_steadyd()
        number = self.lab.steady("ShowNow", "(s)", "nudge/sunday")[0]
        server.shown("to go over")
        daemon.stop()
        self.steady("plan", "rehearse")
        self.assertEqual(self.lab.rows("SELECT outcome FROM decision WHERE id = ?", number)[0]["outcome"], "answered")

    def test_the_report_says_what_became_of_it(self):
        self.steady("plan", "rehearse")
        plan = self.json("report")["plans"][0]
        self.assertEqual((plan["name"], plan["rehearsed"], plan["used"]), ("late", 1, 0))
        report = self.steady("report").stdout
        self.assertIn("late  not called for yet; gone over 1 time", report)
        self.narrow(report)


class Slots(Base):
    def test_a_script_writes_changes_maps_and_removes_one(self):
        self.steady("slot", "add", "goodnight", "--when", "22:15", "--was", "our text", "--now", "ten pages of a book")
        self.steady("slot", "add", "lunch", "--when", "Mon..Fri 12:30", "--was", "the call")
        self.steady("slot", "set", "goodnight", "--filled", "interest")
        slot = self.json("slot")["slots"][0]
        self.assertEqual((slot["was"], slot["now"], slot["filled"]), ("our text", "ten pages of a book", "interest"))
        week = self.json("slot", "map")
        self.assertEqual(week["hours_a_week"], {"empty": 5, "routine": 0, "person": 0, "interest": 7})
        self.assertEqual([hour["hour"] for hour in week["hours"]], ["12:30", "22:15"])
        shown = self.steady("slot", "map").stdout
        self.narrow(shown)
        self.assertNotIn("our text", shown)
        self.steady("slot", "remove", "goodnight")
        self.assertEqual([slot["name"] for slot in self.json("slot")["slots"]], ["lunch"])

    def test_mistakes_are_told_and_nothing_is_written(self):
        for arguments, code in ((("add", "x"), 2), (("add", "x", "--when", "25:00"), 1), (("add", "A B", "--when", "9:00"), 2),
                                (("add", "x", "--when", "9:00", "--filled", "cake"), 1), (("set", "nope", "--now", "x"), 1),
                                (("remove", "nope"), 1), (("set",), 2), (("fly",), 2), (("map", "x"), 2)):
            with self.subTest(arguments=arguments):
                self.steady("slot", *arguments, code=code)
        self.assertEqual(self.json("slot")["slots"], [])

    def test_step_by_step_in_a_terminal(self):
        terminal = self.terminal("slot", "add", "goodnight")
        for words, line in (("What was there?", "our goodnight text\n"), ("When was it?", "22:15\n"),
                            ("What could stand there now?", "a call with Sam\n"), ("a routine, 2 a person", "2\n")):
            terminal.expect(words)
            terminal.type(line)
        self.assertEqual(terminal.end(), 0)
        slot = self.json("slot")["slots"][0]
        self.assertEqual((slot["was"], slot["now"], slot["filled"]), ("our goodnight text", "a call with Sam", "person"))

    def test_an_end_of_input_writes_nothing(self):
        terminal = self.terminal("slot", "add", "goodnight")
        terminal.expect("What was there?")
        terminal.type("\x04")
        self.assertEqual(terminal.end(), 1)
        self.assertEqual(self.json("slot")["slots"], [])

    def test_schedules_cope_with_slots(self):
        self.steady("schedule", "add", "slot/lunch", "--when", "12:30", "--now", "soup", "--filled", "routine")
        self.steady("schedule", "disable", "lunch")
        shown = self.steady("schedule", "show", "slot/lunch").stdout
        self.assertIn("soup", shown)
        self.assertNotIn("topics", shown)
        self.assertIn("a slot has no topics", self.steady("schedule", "set", "slot/lunch", "--topics", "x", code=2).stderr)
        one = self.json("schedule", "show", "slot/lunch")["schedules"][0]
        self.assertEqual((one["kind"], one["now"], one["filled"], one["enabled"]), ("slot", "soup", "routine", False))
        self.steady("schedule", "remove", "slot/lunch")

    def test_what_was_answered_stands_in_the_map_and_in_the_report(self):
        self.lab.write_settings(SETTINGS.replace("2199-01-01 22:15", "22:15"))
        server = self.lab.start_fake_server()
        self.lab.start_steadyd()
        number = self.lab.steady("ShowNow", "(s)", "slot/goodnight")[0]
        server.shown("ten pages")
        self.steady("answer", str(number), "done")
        hour = self.json("slot", "map")["hours"][0]
        self.assertEqual(sum(day["answered"] for day in hour["days"]), 1)
        for text in (self.steady("slot", "map").stdout, self.steady("report").stdout):
            self.assertIn("1 of 1", text)
            self.narrow(text)
        self.assertEqual(self.json("report")["slots"]["hours"][0]["slot"], "goodnight")
        why = self.steady("why", str(number)).stdout
        self.assertNotIn("our goodnight text", why)


if __name__ == "__main__":
    lab.main()
