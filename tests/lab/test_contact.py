#!/usr/bin/python3
"""Contact: noted step by step or by options; after a slip the daemon asks how it is, by its rules and across a kill."""
import json
import re
import time

import lab
from test_cli import Terminal

SHORT = lab.QUIET_SETTINGS


class Contact(lab.LabTest):
    def setUp(self):
        self.lab.write_settings(SHORT)

    def steady(self, *arguments, code=0):
        done = self.lab.run_steady(*arguments)
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def listed(self):
        return json.loads(self.steady("contact", "list", "--json").stdout)["contacts"]

    def slip(self, minutes_ago):
        self.steady("contact", "--began", "me", "--kind", "message", "--at", f"@{int(time.time()) - 60 * minutes_ago}")

    def soon(self):
        """The moment of the next question is now: as if the hours had passed."""
        self.lab.eventually(lambda: self.lab.rows("SELECT * FROM pending WHERE kind = 'aftercare'"))
        self.lab.write_rows("UPDATE pending SET boot_id = 'another', wall = (strftime('%s', 'now') - 1) * 1000000 "
                            "WHERE kind = 'aftercare'")
        self.lab.steady("Refresh")

    def asked(self):
        return [p for p in self.lab.open_prompts() if p["schedule"].startswith("aftercare/")]

    def test_step_by_step_in_a_terminal(self):
        terminal = Terminal(self.lab, "contact")
        self.addCleanup(terminal.close)
        for words, answer in (("Who began it?", None), ("1 to 3:", "1\n"), ("What was it?", None), ("1 to 5:", "2\n"),
                              ("A slip is a slip", None), ("1 to 2:", "1\n"), ("0 to 10?", "6\n"), ("asks how you are", None)):
            terminal.expect(words)
            if answer:
                terminal.type(answer)
        self.assertEqual(terminal.end(), 0)
        contact = self.listed()[0]
        self.assertEqual((contact["began"], contact["kind"], contact["count"], contact["confidence"], contact["slip"]),
                         ("me", "call", "keep", 6, True))

    def test_what_was_necessary_or_theirs_is_no_slip_and_nothing_follows_it(self):
        self.steady("contact", "--began", "them", "--kind", "call")
        self.steady("contact", "--began", "me", "--kind", "necessary", "--necessity", "children")
        self.assertEqual([contact["slip"] for contact in self.listed()], [False, False])
        self.assertEqual(self.lab.rows("SELECT * FROM pending WHERE kind = 'aftercare'"), [])

    def test_a_script_is_told_what_was_noted_and_who_asks_later(self):
        said = self.steady("contact", "--began", "me", "--kind", "message").stderr
        self.assertRegex(said, r"^Noted\.\n.*`steady start`")
        self.lab.start_steadyd()
        said = self.steady("contact", "--began", "me", "--kind", "message").stderr
        self.assertTrue(said.startswith("Noted.\n"), said)
        self.assertNotIn("steady start", said)

    def test_what_only_a_slip_has_is_refused_elsewhere(self):
        for option in (("--count", "restart"), ("--confidence", "5")):
            said = self.steady("contact", "--began", "them", "--kind", "message", *option, code=2).stderr
            self.assertIn(f"{option[0]} is for after a slip", said)
        self.assertEqual(self.listed(), [])

    def test_a_note_has_a_length(self):
        self.steady("contact", "--began", "them", "--kind", "call", "--note", "a" * 2000)
        self.assertIn("at most 2000", self.steady("contact", "--began", "them", "--kind", "call", "--note", "a" * 2001, code=2).stderr)
        self.assertEqual(len(self.listed()), 1)

    def test_the_list_has_minutes_and_heads_as_other_tables(self):
        self.steady("contact", "--began", "them", "--kind", "call", "--at", "@1795000001")
        head, row = self.steady("contact", "list").stdout.splitlines()
        self.assertEqual(head.split("  ")[0], "DATE")
        self.assertNotIn(" - ", head)
        self.assertRegex(row, r" \d\d:\d\d ")

    def test_no_number_of_days_is_shown_unasked(self):
        self.slip(5)
        for command in (["status"], ["report"], ["contact", "list"]):
            self.assertIsNone(re.search(r"days? (without|since)|streak", self.steady(*command).stdout), command)

    def test_after_a_slip_the_daemon_asks_and_asks_once_more(self):
        server = self.lab.start_fake_server()
        self.lab.start_steadyd()
        self.slip(125)
        self.soon()
        shown = server.shown("")
        self.lab.eventually(self.asked)
        self.assertNotIn("contact", (shown["summary"] + shown["body"]).lower())
        left = self.lab.eventually(lambda: self.lab.rows("SELECT subject FROM pending WHERE kind = 'aftercare'"))
        self.assertEqual(len(left), 1, "the second one is still to come")

    def test_a_kill_in_between_asks_about_it_once(self):
        server = self.lab.start_fake_server()
        daemon = self.lab.start_steadyd()
        self.slip(125)
        self.soon()
        server.shown("")
        self.lab.eventually(self.asked)
        daemon.kill()
        self.lab.start_steadyd()
        self.lab.eventually(self.asked)
        self.assertEqual(len(self.lab.rows("SELECT * FROM decision WHERE schedule GLOB 'aftercare/*'")), 1)

    def test_in_quiet_hours_it_waits(self):
        self.lab.write_settings(SHORT.replace("quiet = none", "quiet = 00:01..00:00"))
        server = self.lab.start_fake_server()
        self.lab.start_steadyd()
        self.slip(125)
        self.soon()
        self.lab.eventually(lambda: self.lab.rows("SELECT * FROM decision WHERE schedule GLOB 'aftercare/*'"))
        self.assertEqual(server.notified(), [])


if __name__ == "__main__":
    lab.main()
