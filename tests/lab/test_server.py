#!/usr/bin/python3
"""The notification server as a peer that comes, goes and hangs; and a store that somebody else holds. Nothing of it stops
the daemon from answering."""
import contextlib
import sqlite3
import os
import time

import lab
import peers

HELD = 100 * lab.SLOW  # ms: nothing may hold the loop for longer


SYSTEMD_XML = """<node><node name="org/freedesktop/systemd1"><interface name="org.freedesktop.systemd1.Manager">
  <property name="Environment" type="as" access="read"/></interface></node></node>"""


class Startable(lab.LabTest):
    """A server that does not run, but could be started; it notes that somebody tried."""

    bus = False

    def setUp(self):
        self.tried = self.lab.path("tried")
        self.lab.add_service(lab.NOTIFICATIONS, "/usr/bin/touch", self.tried)
        self.lab.start_bus()

    def begin(self, **env):
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.daemon = self.lab.start_steadyd(**env)

    def ask(self):
        self.lab.steady("ShowNow", "(s)", "checkin/evening")

    def is_started(self):
        self.lab.eventually(lambda: os.path.exists(self.tried), what="the start of a server")

    def is_waiting(self):
        self.lab.eventually(lambda: self.lab.property("Delivery") == "waiting")
        self.assertFalse(os.path.exists(self.tried), "started where it has no display")

    def test_it_is_started_for_a_prompt_and_not_before(self):
        self.begin(DISPLAY=":77")
        self.assertFalse(os.path.exists(self.tried))
        self.ask()
        self.is_started()

    def test_without_a_display_it_is_not_started(self):
        self.begin()
        self.ask()
        self.is_waiting()

    def test_a_display_that_came_after_the_daemon_is_asked_for_when_there_is_a_prompt(self):
        systemd = peers.Peer(self.lab, SYSTEMD_XML, "set org.freedesktop.systemd1.Manager Environment ['HOME=/']",
                             "own org.freedesktop.systemd1")
        self.begin(NOTIFY_SOCKET=self.lab.path("nobody"))
        systemd.say("set org.freedesktop.systemd1.Manager Environment ['WAYLAND_DISPLAY=wayland-1']")
        self.ask()
        self.is_started()

    def test_where_no_display_came_it_is_not_started(self):
        peers.Peer(self.lab, SYSTEMD_XML, "set org.freedesktop.systemd1.Manager Environment ['HOME=/']",
                   "own org.freedesktop.systemd1")
        self.begin(NOTIFY_SOCKET=self.lab.path("nobody"))
        self.ask()
        self.is_waiting()


class Server(lab.LabTest):
    def begin(self):
        self.lab.write_settings(lab.QUIET_SETTINGS)
        return self.lab.start_steadyd()

    def ask(self):
        return self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]

    def answers(self):
        return self.lab.rows("SELECT item, value FROM response ORDER BY id")

    def test_a_prompt_waits_for_a_server_that_comes_late(self):
        self.begin()
        self.assertEqual(self.lab.property("Delivery"), "waiting")
        self.ask()
        time.sleep(0.3)
        self.assertEqual(self.lab.rows("SELECT shown FROM decision")[0]["shown"], None)
        server = self.lab.start_fake_server()
        server.shown("")
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop")
        self.lab.eventually(lambda: self.lab.rows("SELECT id FROM decision WHERE shown IS NOT NULL"))
        time.sleep(0.3)
        self.assertEqual(len(server.notified()), 1)

    def test_after_a_restart_of_the_server_the_prompt_is_there_once_and_answerable(self):
        server = self.lab.start_fake_server()
        self.begin()
        self.ask()
        server.shown("")
        server.say("die")
        self.lab.eventually(lambda: self.lab.property("Delivery") == "waiting")
        server = self.lab.start_fake_server()
        again = server.shown("")
        self.assertEqual(again["replaces"], 0, "an id of the server before means nothing to this one")
        server.say(f"act {again['id']} =some")
        server.shown("", after=1)
        self.assertEqual(self.answers(), [{"item": "missing-calm", "value": "some"}])
        self.assertEqual(len(server.notified()), 2)

    def test_another_server_takes_over_without_a_gap(self):
        self.lab.start_fake_server()
        self.begin()
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop")
        for _ in range(3):
            self.lab.programs[1 if len(self.lab.programs) == 3 else -1].kill()
            server = self.lab.start_fake_server()
            self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop")
        self.ask()
        server.shown("")

    def test_clicks_on_what_is_not_ours_are_ignored(self):
        server = self.lab.start_fake_server()
        self.begin()
        self.ask()
        words = server.shown("")
        for command in ("act! 77 =some", "close 77 2", f"act! {words['id']} nonsense", f"act! {words['id']} default"):
            server.say(command)
        time.sleep(0.2)
        self.assertEqual(self.answers(), [])
        self.assertEqual(self.lab.open_prompts()[0]["item"], "missing-calm")

    def test_expiry_on_the_server_is_no_answer_and_no_end(self):
        server = self.lab.start_fake_server()
        self.begin()
        number = self.ask()
        server.say(f"close {server.shown('')['id']} 1")
        time.sleep(0.2)
        self.assertEqual(self.lab.open_prompts()[0]["id"], number)

    def test_a_refused_notification_loses_nothing(self):
        server = self.lab.start_fake_server()
        server.say("error org.freedesktop.Notifications.MaxNotificationsExceeded too many")
        self.begin()
        number = self.ask()
        server.shown("")
        self.assertEqual(self.lab.open_prompts()[0]["id"], number)
        done = self.lab.run_steady("answer", str(number), "some")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.answers(), [{"item": "missing-calm", "value": "some"}])

    def test_a_refused_notification_is_tried_again_without_haste_and_shown_once(self):
        server = self.lab.start_fake_server()
        server.say("error org.freedesktop.Notifications.MaxNotificationsExceeded too many")
        self.begin()
        number = self.ask()
        self.lab.eventually(lambda: len(server.notified()) == 2, 5, "the next try")
        first, second = server.notified()
        self.assertGreater(second["time"] - first["time"], 1.5 * lab.SECOND)
        self.assertEqual(self.lab.rows("SELECT shown FROM decision")[0]["shown"], None)
        server.say("error off")
        self.lab.eventually(lambda: self.lab.rows("SELECT id FROM decision WHERE shown IS NOT NULL"), 7, "it on the screen")
        self.assertEqual(len(server.notified()), 3)
        server.say(f"act {server.notified()[-1]['id']} =some")
        self.lab.eventually(lambda: self.answers() == [{"item": "missing-calm", "value": "some"}], what="the answer")
        self.assertEqual(self.lab.open_prompts()[0]["id"], number)

    def test_where_a_question_is_refused_the_bubble_before_it_is_replaced_by_the_next_try(self):
        server = self.lab.start_fake_server()
        self.begin()
        number = self.ask()
        first = server.shown("")
        server.say("error org.freedesktop.DBus.Error.Failed no")
        self.lab.steady("Answer", "(xss)", number, "", "some")
        server.shown("", after=1)
        server.say("error off")
        self.lab.eventually(lambda: len(server.notified()) == 3, 5, "the next try")
        again = server.notified()[-1]
        self.assertEqual((again["replaces"], again["open"]), (first["id"], 0))

    def test_a_refused_prompt_that_is_over_is_not_tried_again_and_leaves_nothing(self):
        server = self.lab.start_fake_server()
        self.begin()
        number = self.ask()
        first = server.shown("")
        server.say("error org.freedesktop.DBus.Error.Failed no")
        self.lab.steady("Answer", "(xss)", number, "", "some")
        server.shown("", after=1)
        self.lab.steady("Dismiss", "(x)", number)
        self.lab.eventually(lambda: [w["id"] for w in server.words("close")] == [first["id"]], what="the bubble taken away")
        time.sleep(2.5)
        self.assertEqual(len(server.notified()), 2)

    def test_what_is_over_before_the_server_was_told_of_it_never_comes(self):
        server = self.lab.start_fake_server()
        self.begin()
        number = self.ask()
        server.shown("")
        server.say("delay 1")
        self.lab.steady("Answer", "(xss)", number, "", "some")
        server.shown("", after=1)
        over = self.lab.steady("ShowNow", "(s)", "nudge/reading")[0]
        self.lab.steady("Dismiss", "(x)", over)
        last = self.lab.steady("ShowNow", "(s)", "nudge/reading")[0]
        self.lab.eventually(lambda: self.lab.rows("SELECT id FROM decision WHERE id = ? AND shown IS NOT NULL", last), 8)
        self.assertEqual(len(server.notified()), 3)

    @lab.alone
    def test_a_server_that_hangs_does_not_hold_the_daemon(self):
        server = self.lab.start_fake_server()
        self.begin()
        number = self.ask()
        server.shown("")
        server.say("hang")
        self.lab.steady("Answer", "(xss)", number, "", "some")  # the next question goes to a server that does not answer
        self.assertLess(self.lab.worst_wait(2), HELD)
        self.lab.steady("Answer", "(xss)", number, "", "no")
        self.lab.steady("ShowNow", "(s)", "nudge/reading")
        self.assertLess(self.lab.worst_wait(2), HELD)
        self.assertEqual([row["value"] for row in self.answers()], ["some", "no"])

    @lab.alone
    def test_a_daemon_ends_at_once_while_the_server_hangs(self):
        server = self.lab.start_fake_server()
        daemon = self.begin()
        self.ask()
        server.shown("")
        server.freeze()
        self.lab.steady("ShowNow", "(s)", "nudge/reading")
        time.sleep(0.2)
        begin = time.monotonic()
        self.assertEqual(daemon.stop(), 0)
        self.assertLess(time.monotonic() - begin, 1 * lab.SLOW)
        server.thaw()

    def test_a_server_that_answers_after_half_a_minute_still_has_one_bubble(self):
        server = self.lab.start_fake_server()
        self.begin()
        number = self.ask()
        server.shown("")
        server.say("hang")
        self.lab.steady("Answer", "(xss)", number, "", "some")
        self.lab.eventually(lambda: self.lab.property("Delivery") == "waiting", 40, "the end of the daemon's patience")
        sent = len(server.notified())
        server.say("resume")
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop", what="delivery again")
        time.sleep(0.3)
        self.assertEqual(len(server.notified()), sent, "what hung is on screen by now: it is not shown again")
        server.say(f"act {server.notified()[-1]['id']} =no")
        self.lab.eventually(lambda: len(self.answers()) == 2, what="the click on what came late")


class Store(lab.LabTest):
    def setUp(self):
        self.server = self.lab.start_fake_server()
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.lab.start_steadyd()
        self.number = self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]
        self.words = self.server.shown("")

    @lab.alone
    def test_a_foreign_lock_of_five_seconds_neither_holds_the_daemon_nor_loses_an_answer(self):
        with contextlib.closing(sqlite3.connect(self.lab.store, isolation_level=None)) as foreign:
            foreign.execute("BEGIN IMMEDIATE")
            self.server.say(f"act {self.words['id']} =strong")
            self.assertLess(self.lab.worst_wait(5), HELD)
            self.assertEqual(self.lab.rows("SELECT * FROM response"), [])
            foreign.execute("ROLLBACK")
        self.server.shown("hard to bear")
        self.assertEqual(self.lab.rows("SELECT item, value FROM response"), [{"item": "missing-calm", "value": "strong"}])

    def test_the_next_question_waits_until_the_answer_is_on_disk(self):
        with contextlib.closing(sqlite3.connect(self.lab.store, isolation_level=None)) as foreign:
            foreign.execute("BEGIN IMMEDIATE")
            self.server.say(f"act {self.words['id']} =strong")
            time.sleep(0.5)
            self.assertEqual(len(self.server.notified()), 1)
            foreign.execute("ROLLBACK")
        self.server.shown("hard to bear")


if __name__ == "__main__":
    lab.main()
