#!/usr/bin/python3
"""Prompts wait while the screen is locked, and one of them is there afterwards."""
import time

import lab

SAVER = "org.freedesktop.ScreenSaver"


class Presence(lab.LabTest):
    def setUp(self):
        self.server = self.lab.start_fake_server()
        self.lab.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                      lab.GLib.Variant("(su)", (SAVER, 0)))
        self.lab.write_settings("[steady]\nquiet = none\nbudget = 10000\napart = none\nsettle = none\n\n"
                                "[nudge often]\nwhen = *-*-* *:*:0/2\n")
        self.lab.start_steadyd()

    def lock(self, locked):
        self.lab.connection.emit_signal(None, "/org/freedesktop/ScreenSaver", SAVER, "ActiveChanged",
                                        lab.GLib.Variant("(b)", (locked,)))
        self.lab.connection.flush_sync(None)
        want = "locked" if locked else ""
        self.lab.eventually(lambda: self.lab.property("Unavailable") == want, what=f"Unavailable = {want!r}")

    def test_nothing_is_shown_while_locked_and_one_prompt_after_it(self):
        self.lock(True)
        before = len(self.server.notified())
        time.sleep(2.5)
        self.assertEqual(len(self.server.notified()), before)
        self.lock(False)
        self.lab.eventually(lambda: len(self.server.notified()) > before, what="a prompt after the lock")
        self.assertEqual(len(self.server.notified()), before + 1)

    def test_a_locker_that_dies_counts_as_unlocked(self):
        self.lock(True)
        self.lab.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ReleaseName",
                      lab.GLib.Variant("(s)", (SAVER,)))
        self.lab.eventually(lambda: self.lab.property("Unavailable") == "", what="the person being here again")


if __name__ == "__main__":
    lab.main()
