#!/usr/bin/python3
"""Settings that change under the daemon: all or nothing, told once, however the file is written."""
import datetime
import os
import signal
import time

import lab

BAD = "[checkin evening]\nwhen = half past never\n"


def settings(hour):
    return f"[steady]\nquiet = none\n\n[checkin evening]\nwhen = {hour:02}:30\n"


class Reload(lab.LabTest):
    def setUp(self):
        self.server = self.lab.start_fake_server()

    def begin(self, text=settings(3)):
        self.lab.write_settings(text)
        return self.lab.start_steadyd()

    def next_hour(self):
        at = self.lab.property("Next")
        return datetime.datetime.fromtimestamp(at // lab.SECOND, datetime.timezone.utc).hour if at else None

    def comes(self, hour):
        self.lab.eventually(lambda: self.next_hour() == hour, what=f"the prompt of {hour}:30")

    def told(self):
        return [n for n in self.server.notified() if "settings" in n["summary"].lower()]

    def replace(self, path, text):
        """As editors do: another file, renamed over it."""
        with open(path + "~new", "w", encoding="utf-8") as out:
            out.write(text)
        os.rename(path + "~new", path)

    def test_a_file_written_in_place_is_read_again(self):
        self.begin()
        self.comes(3)
        self.lab.write_settings(settings(4))
        self.comes(4)

    def test_a_file_replaced_by_an_editor_is_read_again_each_time(self):
        self.begin()
        for hour in (4, 5, 6):
            self.replace(self.lab.settings_path, settings(hour))
            self.comes(hour)

    def test_a_bad_file_keeps_the_last_good_one_and_is_told_once(self):
        self.begin()
        self.comes(3)
        for _ in range(3):
            self.replace(self.lab.settings_path, BAD)
            time.sleep(0.15)
        problem = self.lab.eventually(lambda: self.lab.property("SettingsProblem"), what="a problem on the bus")
        self.assertIn("steady.ini:2", problem)
        self.assertIn("when", problem)
        self.lab.eventually(self.told, what="a notification about it")
        time.sleep(0.3)
        self.assertEqual(len(self.told()), 1)
        self.assertEqual(self.next_hour(), 3)

    def holidays(self, text):
        with open(os.path.join(os.path.dirname(self.lab.settings_path), "holidays"), "w", encoding="utf-8") as out:
            out.write(text)

    def test_a_file_of_days_left_out_is_read_again_and_when_it_is_gone_the_last_days_stay(self):
        today = datetime.datetime.now(datetime.timezone.utc).date()
        week = [(today + datetime.timedelta(days=i)).isoformat() for i in range(8)]
        days = lambda: (self.lab.property("Next") // lab.SECOND - time.time()) / 86400

        self.lab.write_settings(settings(3) + "except = file:holidays\n")
        self.holidays(week[0] + "\n")
        self.lab.start_steadyd()
        self.lab.eventually(lambda: 0 < days() < 3, what="the next one")
        self.holidays("\n".join(week) + "\n")
        self.lab.eventually(lambda: days() > 7, what="the next one, a week later")
        os.unlink(os.path.join(os.path.dirname(self.lab.settings_path), "holidays"))
        problem = self.lab.eventually(lambda: self.lab.property("SettingsProblem"), what="a problem on the bus")
        self.assertIn("holidays", problem)
        self.lab.eventually(self.told, what="a notification about it")
        self.assertGreater(days(), 7)
        self.holidays(week[0] + "\n")
        self.lab.eventually(lambda: 0 < days() < 3, what="the next one, as before")
        self.assertEqual(self.lab.property("SettingsProblem"), "")
        self.assertEqual(len(self.told()), 1)

    def test_a_file_that_is_good_again_is_used_and_a_new_mistake_is_told_again(self):
        self.begin()
        self.replace(self.lab.settings_path, BAD)
        self.lab.eventually(self.told, what="the first mistake told")
        self.replace(self.lab.settings_path, settings(7))
        self.comes(7)
        self.assertEqual(self.lab.property("SettingsProblem"), "")
        self.replace(self.lab.settings_path, BAD)
        self.lab.eventually(lambda: len(self.told()) == 2, what="the second mistake told")

    def test_a_hangup_reads_it_again(self):
        daemon = self.begin()
        self.comes(3)
        self.assertNotIn("Settings read again", daemon.log())
        daemon.process.send_signal(signal.SIGHUP)
        self.lab.eventually(lambda: "Settings read again" in daemon.log(), what="the settings read again")
        self.comes(3)

    def test_the_method_says_what_is_wrong(self):
        self.begin()
        self.lab.write_settings(BAD)
        with self.assertRaisesRegex(lab.GLib.Error, "steady.ini:2"):
            self.lab.steady("Reload")

    def test_a_link_into_a_folder_of_dotfiles_is_followed(self):
        dotfiles = os.path.join(self.lab.home, "dotfiles")
        target = os.path.join(dotfiles, "steady.ini")
        os.makedirs(dotfiles)
        os.makedirs(os.path.dirname(self.lab.settings_path), 0o700)
        with open(target, "w", encoding="utf-8") as out:
            out.write(settings(3))
        os.symlink(target, self.lab.settings_path)
        self.lab.start_steadyd()
        self.comes(3)
        self.replace(target, settings(5))
        self.comes(5)
        with open(target, "w", encoding="utf-8") as out:
            out.write(settings(6))
        self.comes(6)
        done = self.lab.run_steady("config", "set", "steady.budget", "3")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(os.path.islink(self.lab.settings_path), "the link is still one")
        with open(target, encoding="utf-8") as file:
            self.assertIn("budget = 3", file.read())

    def test_a_bad_file_at_the_start_leaves_the_daemon_up_with_nothing_scheduled(self):
        daemon = self.begin(BAD)
        self.assertIsNone(self.next_hour())
        self.assertIn("steady.ini:2", self.lab.property("SettingsProblem"))
        self.server.shown("Nothing is scheduled")
        self.replace(self.lab.settings_path, settings(8))
        self.comes(8)
        self.assertTrue(daemon.running())

    def test_a_file_that_appears_later_is_found(self):
        self.lab.start_steadyd()
        self.assertIsNone(self.next_hour())
        time.sleep(0.1)
        self.lab.write_settings(settings(9))
        self.comes(9)


QUESTION = """[protocol]
title = A word
first = one
[item one]
type = text
ask = {0}
next = end
"""


class OwnCheckIns(lab.LabTest):
    def write(self, text):
        folder = self.lab.path("config", "steady", "protocols")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "own.ini"), "w", encoding="utf-8") as out:
            out.write(text)

    def asked(self, question):
        self.lab.eventually(lambda: self.lab.steady("ShowNow", "(s)", "checkin/own") and self.server.shown(question, timeout=0.5))

    def test_what_is_written_in_their_folder_counts_at_once_and_what_is_broken_leaves_it_as_it_was(self):
        self.lab.write_settings(lab.QUIET_SETTINGS + "[checkin own]\nwhen = 2199-01-01 03:00\nprotocol = own\n")
        self.write(QUESTION.format("First?"))
        self.server = self.lab.start_fake_server()
        daemon = self.lab.start_steadyd()
        self.asked("First?")
        self.write(QUESTION.format("Second?"))
        self.asked("Second?")
        self.write("[protocol]\n[item")
        self.lab.eventually(lambda: "to look at" in daemon.log(), what="word of the mistake")
        count = len(self.server.notified())
        self.lab.steady("ShowNow", "(s)", "checkin/own")
        self.server.shown("Second?", after=count)


if __name__ == "__main__":
    lab.main()
