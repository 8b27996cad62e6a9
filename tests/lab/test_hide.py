#!/usr/bin/python3
"""`steady hide`: off the screen, and nothing at all comes until `steady resume`, with the daemon and without."""
import configparser
import os

import lab



class Hide(lab.LabTest):
    def setUp(self):
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.server = self.lab.start_fake_server()
        self.daemon = self.lab.start_steadyd()
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop")

    def run_steady(self, *arguments):
        done = self.lab.run_steady(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def show(self, schedule="checkin/evening"):
        before = len(self.server.notified())
        number = self.lab.steady("ShowNow", "(s)", schedule)[0]
        self.lab.eventually(lambda: len(self.server.notified()) > before, what="the prompt")
        self.lab.eventually(lambda: self.lab.rows("SELECT shown FROM decision WHERE id = ? AND bubble > 0", number))
        return number

    def state_of(self, number):
        return next((p["state"] for p in self.lab.open_prompts() if p["id"] == number), None)

    def hidden(self):
        return self.lab.rows("SELECT * FROM pending WHERE kind = 'hidden'")

    def test_the_menu_of_the_icon_has_it_and_the_way_back(self):
        entry = configparser.ConfigParser(interpolation=None)
        entry.read(os.path.join(lab.ROOT, "share", "applications", "org.steadyd.Steady.desktop"), encoding="utf-8")
        number = self.show()
        for action, hidden in (("hide", True), ("resume", False)):
            self.assertIn(action, entry["Desktop Entry"]["Actions"].split(";"))
            program, *words = entry["Desktop Action " + action]["Exec"].split()
            self.assertEqual(program, "@BINDIR@/steady")
            self.run_steady(*words)
            self.lab.eventually(lambda: self.lab.property("Hidden") == hidden)
        self.assertIsNotNone(self.state_of(number))

    def test_what_is_on_the_screen_goes_and_comes_back_with_resume(self):
        number = self.show()
        self.run_steady("hide")
        self.lab.eventually(lambda: self.server.words("close"), what="the bubble closed")
        self.lab.eventually(lambda: self.state_of(number) == "held")
        before = len(self.server.notified())
        self.run_steady("resume")
        self.lab.eventually(lambda: len(self.server.notified()) > before, what="the prompt again")
        self.lab.eventually(lambda: not self.hidden(), what="the row having gone")

    def test_not_even_what_was_asked_for_is_shown(self):
        self.run_steady("hide")
        number = self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]
        self.lab.eventually(lambda: self.state_of(number) == "held")
        urge = self.lab.steady("BeginUrge", "(i)", 7)[0]
        self.lab.eventually(lambda: self.lab.rows("SELECT 1 FROM urge WHERE id = ?", urge))
        self.assertEqual(self.server.notified(), [])
        self.run_steady("resume")
        self.server.shown("")

    def test_an_answer_by_command_shows_no_next_question(self):
        number = self.show()
        self.run_steady("hide")
        self.lab.eventually(lambda: self.state_of(number) == "held")
        before = len(self.server.notified())
        self.run_steady("answer", str(number), "1")
        self.assertEqual(len(self.server.notified()), before)

    def test_it_outlives_a_pause_that_ends_and_a_pause_that_is_asked_for(self):
        self.run_steady("hide")
        self.lab.steady("Pause", "(x)", lab.SECOND)
        self.assertEqual(self.lab.property("PausedUntil"), 2**63 - 1)

    def test_it_outlives_the_daemon(self):
        number = self.show()
        self.run_steady("hide")
        self.lab.eventually(self.hidden)
        self.daemon.kill()
        self.lab.eventually(lambda: not self.lab.owner(lab.NAME))
        before = len(self.server.notified())
        self.lab.start_steadyd()
        self.lab.eventually(lambda: self.state_of(number) == "held")
        self.assertEqual(self.lab.property("Unavailable"), "paused")
        self.assertEqual(len(self.server.notified()), before)

    def test_without_the_daemon_what_it_left_on_the_screen_goes_and_the_next_one_shows_nothing(self):
        number = self.show()
        self.daemon.kill()
        self.lab.eventually(lambda: not self.lab.owner(lab.NAME))
        self.run_steady("hide")
        self.lab.eventually(lambda: self.server.words("close"), what="the bubble closed")
        before = len(self.server.notified())
        self.lab.start_steadyd()
        self.lab.eventually(lambda: self.state_of(number) == "held")
        self.assertEqual(len(self.server.notified()), before)
        self.run_steady("resume")
        self.lab.eventually(lambda: len(self.server.notified()) > before, what="the prompt again")

    def test_without_the_daemon_resume_ends_it_too(self):
        self.daemon.stop()
        self.run_steady("hide")
        self.assertEqual(len(self.hidden()), 1)
        self.run_steady("resume")
        self.assertEqual(self.hidden(), [])


if __name__ == "__main__":
    lab.main()
