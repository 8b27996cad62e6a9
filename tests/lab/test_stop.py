#!/usr/bin/python3
"""The daemon told to end, at any moment: cleanly, at once, and with everything written."""
import contextlib
import signal
import sqlite3
import threading
import time

import lab


class Stop(lab.LabTest):
    def setUp(self):
        self.server = self.lab.start_fake_server()
        self.lab.write_settings(lab.QUIET_SETTINGS)

    def test_while_it_starts(self):
        for milliseconds in (0, 5, 10, 15, 20, 30, 40, 60, 100):
            with self.subTest(milliseconds=milliseconds):
                daemon = self.lab.start_steadyd(ready=False)
                time.sleep(milliseconds / 1000 * lab.SLOW)
                self.assertIn(daemon.stop(), (0, -signal.SIGTERM), "a clean end, or it did not listen yet")

    def test_on_a_signal_from_the_keyboard(self):
        daemon = self.lab.start_steadyd()
        self.assertEqual(daemon.stop(signal.SIGINT), 0)

    def test_when_the_bus_goes_away(self):
        daemon = self.lab.start_steadyd()
        self.lab.programs[0].kill()
        self.assertEqual(daemon.wait(), 0)

    def ask_twice(self):
        """A check-in of which the last question is open; its number."""
        number = self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]
        self.server.shown("")
        self.lab.steady("Answer", "(xss)", number, "", "some")
        self.lab.steady("Answer", "(xss)", number, "", "no")
        return number

    @contextlib.contextmanager
    def held_store(self):
        """Another program is writing to the store; what ends that."""
        with contextlib.closing(sqlite3.connect(self.lab.store, isolation_level=None, check_same_thread=False)) as foreign:
            foreign.execute("BEGIN IMMEDIATE")
            yield lambda: foreign.execute("ROLLBACK")

    def answer_unheard(self, number, text):
        """Answers without waiting for the daemon's word."""
        answer = lab.GLib.Variant("(xss)", (number, "", text))
        self.lab.connection.call(lab.NAME, lab.PATH, lab.NAME, "Answer", answer, None, 0, -1, None, None)
        self.lab.connection.flush_sync(None)
        self.lab.property("Version")  # so far it has come by now

    def assert_all_written(self):
        self.assertEqual([row["value"] for row in self.lab.rows("SELECT value FROM response ORDER BY id")],
                         ["some", "no", "a walk"])
        self.assertEqual(self.lab.rows("SELECT outcome FROM decision")[0]["outcome"], "answered")

    def test_the_last_answer_is_written_with_what_follows_from_it(self):
        daemon = self.lab.start_steadyd()
        number = self.ask_twice()
        with self.held_store() as let_go:
            self.answer_unheard(number, "a walk")
            threading.Timer(1, let_go).start()
            self.assertEqual(daemon.stop(), 0)
        self.assert_all_written()

    @lab.alone
    def test_an_answer_is_written_though_another_program_holds_the_store_for_five_seconds(self):
        daemon = self.lab.start_steadyd()
        number = self.ask_twice()
        with self.held_store() as let_go:
            self.answer_unheard(number, "a walk")
            threading.Timer(5.5, let_go).start()
            begun = time.monotonic()
            daemon.process.terminate()
            self.assertEqual(daemon.wait(9), 0)
            self.assertLess(time.monotonic() - begun, 5.5 + 0.8 * lab.SLOW, "as soon as it is let go")
        self.assert_all_written()


if __name__ == "__main__":
    lab.main()
