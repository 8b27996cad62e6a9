#!/usr/bin/python3
"""Forgetting, with the daemon at work: no byte is left, nothing comes twice, and the daemon goes on."""
import os
import sqlite3

import lab

WORD = "quince-and-thyme"


class Forget(lab.LabTest):
    def begin(self):
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.server = self.lab.start_fake_server()
        self.daemon = self.lab.start_steadyd()

    def steady(self, *arguments):
        done = self.lab.run_steady(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def files_that_hold(self, word):
        found = []
        for folder, _, names in os.walk(self.lab.path("data")):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path) and word.encode() in open(path, "rb").read():
                    found.append(path)
        return found

    def answer_all(self):
        """A check-in with the word in it, from its beginning to its end."""
        number = self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]
        while True:
            left = [p for p in self.lab.open_prompts() if p["id"] == number]
            if not left:
                return number
            item = left[0]["item"]
            if not item:
                continue
            answer = WORD if item == "regained" else "some"
            self.lab.steady("Answer", "(xss)", number, item, answer)

    def test_an_answered_check_in_leaves_no_byte_behind_while_the_daemon_runs(self):
        self.begin()
        self.answer_all()
        self.lab.eventually(lambda: self.files_that_hold(WORD), what="the word on the disk")
        self.steady("forget", "last", "--yes")
        self.assertEqual(self.files_that_hold(WORD), [])
        self.assertEqual(self.lab.rows("SELECT * FROM decision"), [])
        self.assertTrue(self.daemon.running())

    def test_a_prompt_on_the_screen_is_closed_and_goes_too(self):
        self.begin()
        self.lab.steady("ShowNow", "(s)", "checkin/evening")
        self.server.shown("")
        self.lab.eventually(lambda: self.lab.rows("SELECT shown FROM decision WHERE shown IS NOT NULL"))
        self.steady("forget", "all", "--yes")
        self.assertEqual(self.lab.rows("SELECT * FROM decision"), [])
        self.assertEqual(self.lab.open_prompts(), [])
        self.lab.eventually(lambda: self.server.words("close"), what="the bubble having gone")
        self.answer_all()
        self.assertEqual(len(self.lab.rows("SELECT * FROM decision")), 1, "the daemon writes on")

    def test_a_locked_store_loses_nothing_and_the_same_command_does_it_later(self):
        self.begin()
        self.answer_all()
        self.daemon.stop()
        before = self.lab.rows("SELECT * FROM response")
        lock = sqlite3.connect(self.lab.store, isolation_level=None)
        self.addCleanup(lock.close)
        lock.execute("BEGIN IMMEDIATE")
        done = self.lab.run_steady("forget", "all", "--yes")
        self.assertEqual(done.returncode, 1, done.stderr)
        lock.execute("ROLLBACK")
        self.assertEqual(self.lab.rows("SELECT * FROM response"), before)
        self.steady("forget", "all", "--yes")
        self.assertEqual(self.files_that_hold(WORD), [])


if __name__ == "__main__":
    lab.main()
