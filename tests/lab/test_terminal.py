#!/usr/bin/python3
"""Delivery in steadyd's own terminal: single keys become rows, and the terminal is given back as it was."""
import os
import signal
import subprocess
import time

import lab


class Terminal(lab.LabTest):
    def begin(self, *arguments, settings=lab.QUIET_SETTINGS, **env):
        self.lab.write_settings(settings)
        return self.lab.start_steadyd_in_terminal(*(arguments or ("--deliver", "terminal")), **env)

    def ask(self, schedule="checkin/evening"):
        return self.lab.steady("ShowNow", "(s)", schedule)[0]

    def answers(self, count):
        return self.lab.eventually(
            lambda: (rows := self.lab.rows("SELECT item, value, route FROM response ORDER BY id")) and len(rows) == count and rows,
            what=f"{count} answer(s)")

    def test_keys_and_a_line_walk_through_a_check_in(self):
        daemon = self.begin()
        self.ask()
        daemon.says("[3]")
        daemon.type("2")
        daemon.says("hard to bear")
        daemon.type("1")
        daemon.says("then Enter.")
        daemon.type("Füße im Gras\n")
        self.assertEqual([(r["value"], r["route"]) for r in self.answers(3)],
                         [("some", "terminal"), ("no", "terminal"), ("Füße im Gras", "terminal")])
        self.lab.eventually(lambda: self.lab.rows("SELECT id FROM decision WHERE outcome = 'answered'"))

    def test_a_line_may_be_left_out_with_its_number(self):
        daemon = self.begin()
        number = self.ask()
        self.lab.steady("Answer", "(xss)", number, "", "no")
        self.lab.steady("Answer", "(xss)", number, "", "no")
        daemon.says("then Enter.")
        daemon.type("1\n")
        self.assertEqual(self.answers(3)[2]["value"], None)

    def test_wrong_keys_arrows_and_what_was_typed_ahead_answer_nothing(self):
        daemon = self.begin()
        self.ask()
        daemon.says("[3]")
        for keys in ("x", "9", "\x1b[A", "\t"):
            daemon.type(keys)
            time.sleep(0.05)
        daemon.says("Press a number from 1 to 3.")
        self.assertEqual(self.lab.rows("SELECT * FROM response"), [])
        daemon.type("222")
        self.answers(1)
        daemon.says("hard to bear")
        time.sleep(0.2)
        self.answers(1)

    def test_a_line_too_long_is_refused_whole_and_the_question_stays(self):
        daemon = self.begin()
        number = self.ask()
        self.lab.steady("Answer", "(xss)", number, "", "no")
        self.lab.steady("Answer", "(xss)", number, "", "no")
        daemon.says("then Enter.")
        for count, length in enumerate((2001, 5000), 1):
            daemon.type("x" * length + "\n")
            daemon.says("longer than 2000 characters", times=count)
        daemon.type("y" * 2000 + "\n")
        self.assertEqual(self.answers(3)[2]["value"], "y" * 2000)

    def test_of_two_prompts_the_newest_is_asked_then_the_other_again(self):
        daemon = self.begin()
        self.ask()
        daemon.says("[3]")
        self.ask("nudge/reading")
        daemon.says("min to read")
        daemon.type("3")
        daemon.says("the calm kind", times=2)
        daemon.type("3")
        self.assertEqual(self.answers(1)[0]["value"], "strong")

    def test_no_line_is_wider_than_the_terminal(self):
        daemon = self.begin(NO_COLOR="1")
        self.ask()
        self.ask("nudge/reading")
        daemon.says("min to read")
        self.assertLessEqual(max(len(line) for line in daemon.log().split("\n") if not line.startswith("steadyd:")), 80)
        self.assertNotIn("\x1b", daemon.log())

    def test_the_terminal_is_given_back_however_it_ends(self):
        for how in ("\x03", signal.SIGTERM, signal.SIGINT):
            with self.subTest(how=how):
                daemon = self.begin()
                self.ask()
                daemon.says("[3]")
                self.assertFalse(daemon.restored(), "single keys are read")
                if isinstance(how, str):
                    daemon.type(how)
                    self.assertEqual(daemon.wait(), 0)
                else:
                    self.assertEqual(daemon.stop(how), 0)
                self.assertTrue(daemon.restored())

    def test_an_end_of_input_is_no_crash_and_no_busy_loop(self):
        daemon = self.begin()
        number = self.ask()
        self.lab.steady("Answer", "(xss)", number, "", "no")
        self.lab.steady("Answer", "(xss)", number, "", "no")
        daemon.says("then Enter.")
        daemon.type("\x04")
        time.sleep(0.1)
        before = self.busy(daemon)
        time.sleep(0.5)
        self.assertLess(self.busy(daemon) - before, 0.1)
        self.assertTrue(daemon.running())
        self.assertTrue(self.lab.property("Version"))

    def busy(self, program):
        """Seconds of processor time so far."""
        with open(f"/proc/{program.pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @lab.alone
    def test_a_stopped_terminal_does_not_hold_the_daemon(self):
        daemon = self.begin()
        self.lab.steady("ShowNow", "(s)", "nudge/reading")
        daemon.says("min to read")
        daemon.type("\x13")  # Ctrl-S
        for _ in range(3):
            self.ask()
        self.assertLess(self.lab.worst_wait(0.5), 100 * lab.SLOW)
        daemon.type("\x11")
        daemon.says("the calm kind")

    def test_auto_is_the_terminal_where_no_server_can_come(self):
        self.begin("--deliver", "auto")
        self.lab.eventually(lambda: self.lab.property("Delivery") == "terminal")

    def test_auto_is_the_desktop_where_a_server_is(self):
        self.lab.start_fake_server()
        self.begin("--deliver", "auto")
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop")


class NoTerminal(lab.LabTest):
    def test_prompts_are_printed_nothing_is_read_and_it_ends_when_all_is_shown(self):
        due = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + 2 * lab.SLOW))
        self.lab.write_settings(f"[steady]\nquiet = none\napart = none\n\n[checkin evening]\nwhen = {due}\n")
        done = subprocess.run([lab.STEADYD, "--deliver", "terminal", "--exit-when-done"], env=self.lab.env, input="1\n2\n",
                              capture_output=True, encoding="utf-8", timeout=15 * lab.SLOW, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("[1]", done.stdout)
        self.assertIn("Answer: steady answer 1 no|some|strong", done.stdout)
        self.assertNotIn("\x1b", done.stdout)
        self.assertEqual(self.lab.rows("SELECT * FROM response"), [])
        self.assertNotRegex(done.stderr, lab.SANITIZER)


if __name__ == "__main__":
    lab.main()
