#!/usr/bin/python3
"""The real daemon against time: the clock is set, the machine sleeps, the process is stopped, the zone is another one."""
import os
import shutil
import time

import lab
from clock import BEFORE_ARMING, BETWEEN_READINGS, HOUR, MINUTE, SECOND, Clock, moment

HEAD = "[steady]\nquiet = none\nbudget = 10000\nease = no\napart = {}\n"
NOON = "[checkin noon]\nwhen = 12:00\nprotocol = evening\n"
MARK = "[checkin mark]\nwhen = 2199-01-01 00:00\nprotocol = evening\n"
SETTLED = 3 * MINUTE  # after its start: what is set from then on had been set before


class ClockTest(lab.LabTest):
    def begin(self, at, *schedules, apart="none"):
        """The daemon runs since three minutes, and its clock says `at`."""
        self.server = self.lab.start_fake_server()
        self.clock = Clock(self.lab, moment(at) - SETTLED)
        self.lab.write_settings("\n".join((HEAD.format(apart), MARK, *schedules)))
        self.daemon = self.lab.start_steadyd()
        self.clock.suspend_until(moment(at))
        return self.daemon

    def decided(self, schedule):
        """The rows of a schedule, and before that: whatever was to be shown by now is shown."""
        for _ in range(2):
            self.lab.property("Version")  # once around the loop: it has looked at its timer
        before = len(self.server.notified())
        mark = self.lab.steady("ShowNow", "(s)", "checkin/mark")[0]
        self.server.shown("", after=before)
        self.lab.eventually(lambda: self.lab.rows("SELECT bubble FROM decision WHERE id = ? AND bubble", mark))
        self.lab.steady("Dismiss", "(x)", mark)
        return self.lab.rows("SELECT * FROM decision WHERE schedule = ? ORDER BY due", schedule)

    def shown(self, schedule):
        """Waits for a prompt of it on the screen; its row."""
        return self.lab.eventually(lambda: self.lab.rows(
            "SELECT * FROM decision WHERE schedule = ? AND shown ORDER BY shown DESC LIMIT 1", schedule), what=schedule)[0]

    def assert_due(self, rows, *moments):
        self.assertEqual([row["due"] for row in rows], [moment(text) for text in moments])


class Steps(ClockTest):
    def test_set_forward_over_one_moment_it_comes_once_with_its_row(self):
        self.begin("2026-06-01 10:00", NOON)
        self.clock.step(2 * HOUR + 30 * SECOND)
        self.shown("checkin/noon")
        self.clock.step(10 * MINUTE)
        rows = self.decided("checkin/noon")
        self.assert_due(rows, "2026-06-01 12:00")
        self.assertEqual((rows[0]["missed"], rows[0]["available"], rows[0]["outcome"]), (0, 1, None))
        self.assertEqual(len(self.server.notified()), 2, "it, and the mark")

    def test_set_forward_by_more_than_three_hours_nothing_was_missed(self):
        self.begin("2026-06-01 10:00", NOON)
        self.clock.step(4 * HOUR)
        self.assertEqual(self.decided("checkin/noon"), [])
        self.assertEqual(self.lab.property("Next"), moment("2026-06-02 12:00"))
        self.clock.set(moment("2026-06-02 12:00"))
        self.assertEqual(self.decided("checkin/noon"), [], "that is another correction")

    def test_set_back_a_little_nothing_comes_again_and_what_is_new_does(self):
        self.begin("2026-06-01 11:59", NOON, "[checkin later]\nwhen = 12:30\nprotocol = evening\n")
        self.clock.suspend(2 * MINUTE)
        self.shown("checkin/noon")
        self.clock.step(-2 * HOUR)
        self.clock.suspend_until(moment("2026-06-01 12:15"))
        self.assert_due(self.decided("checkin/noon"), "2026-06-01 12:00")
        self.clock.suspend_until(moment("2026-06-01 12:31"))
        self.shown("checkin/later")
        self.assert_due(self.decided("checkin/noon"), "2026-06-01 12:00")

    def test_set_back_far_its_days_begin_anew_from_there(self):
        self.begin("2026-06-03 11:59", NOON)
        self.clock.suspend(2 * MINUTE)
        self.shown("checkin/noon")
        self.clock.set(moment("2026-06-01 11:00"))
        self.assert_due(self.decided("checkin/noon"), "2026-06-03 12:00")
        self.assertEqual(self.lab.property("Next"), moment("2026-06-01 12:00"))
        self.clock.suspend_until(moment("2026-06-01 12:01"))
        self.lab.eventually(lambda: len(self.decided("checkin/noon")) == 2)

    def test_a_day_that_is_lived_again_has_its_prompt_again(self):
        self.begin("2026-06-03 11:59", NOON)
        self.clock.suspend(2 * MINUTE)
        self.shown("checkin/noon")
        self.clock.set(moment("2026-06-03 01:00"))
        self.decided("checkin/noon")
        before = len(self.server.notified())
        self.clock.suspend_until(moment("2026-06-03 12:01"))
        self.server.shown("", after=before)
        self.assertEqual([p["schedule"] for p in self.lab.open_prompts()], ["checkin/noon"])


class NotYetSet(ClockTest):
    def start_at(self, at):
        self.clock.set(moment(at))
        return self.lab.start_steadyd()

    def test_a_clock_set_soon_after_the_start_had_not_been_set_before(self):
        self.begin("2026-06-01 12:01", NOON)
        self.decided("checkin/noon")
        for wrong in ("1970-01-01 00:00:30", "2025-11-01 00:00"):
            with self.subTest(wrong):
                self.lab.programs[-1].stop()
                day = "2026-06-02" if wrong.startswith("1970") else "2026-06-03"
                self.start_at(wrong)
                known = len(self.decided("checkin/noon"))
                self.clock.set(moment(day + " 12:30"))
                rows = self.lab.eventually(lambda: self.decided("checkin/noon")[known:])
                self.assert_due(rows, day + " 12:00")
                self.assertEqual((rows[0]["missed"], rows[0]["first"]), (1, rows[0]["due"]))

    def test_nobody_missed_what_lies_before_the_first_start(self):
        self.begin("2026-06-01 10:00")
        self.lab.programs[-1].stop()
        self.lab.write_settings("\n".join((HEAD.format("none"), MARK, NOON)))
        self.start_at("1970-01-01 00:00:30")
        self.clock.set(moment("2026-06-02 12:30"))
        self.assertEqual(self.decided("checkin/noon"), [])
        self.assertEqual(self.lab.property("Next"), moment("2026-06-03 12:00"))


class Asleep(ClockTest):
    def test_thirty_slept_through_are_one_prompt_that_says_so(self):
        self.begin("2026-06-01 10:05", "[nudge often]\nwhen = *:0/10\n")
        self.clock.suspend_until(moment("2026-06-01 15:05"))
        bubble = self.server.shown("30 that came while you were away")
        rows = self.decided("nudge/often")
        self.assert_due(rows, "2026-06-01 15:00")
        self.assertEqual((rows[0]["first"], rows[0]["missed"]), (moment("2026-06-01 10:10"), 30))
        self.assertEqual(self.server.notified()[0]["id"], bubble["id"])
        self.assertEqual(len(self.server.notified()), 2, "it, and the mark")

    def test_thirty_check_ins_slept_through_are_one_that_says_so_under_its_first_question(self):
        self.begin("2026-06-01 10:05", "[checkin often]\nwhen = *:0/10\nprotocol = evening\n")
        self.clock.suspend_until(moment("2026-06-01 15:05"))
        bubble = self.server.shown("30 that came while you were away, the last at 15:00")
        self.assertEqual(self.decided("checkin/often")[0]["missed"], 30)
        self.server.say(f"act {bubble['id']} {bubble['actions'][0][0]}")
        again = self.server.shown("", after=2)
        self.assertNotIn("30 that came", again["body"])

    def test_several_that_wait_after_a_resume_keep_their_distance(self):
        names = ("one", "two", "three")
        self.begin("2026-06-01 10:00", *(f"[checkin {name}]\nwhen = 1{i}:00\nprotocol = evening\nexpires = 12h\n"
                                         for i, name in enumerate(names, 1)), apart="30min")
        self.clock.suspend_until(moment("2026-06-01 13:30"))
        for name in names:
            self.shown("checkin/" + name)
            self.clock.suspend(30 * MINUTE + SECOND)
        rows = self.lab.rows("SELECT schedule, shown FROM decision ORDER BY shown")
        self.assertEqual([row["schedule"] for row in rows], ["checkin/" + name for name in names])
        for earlier, later in zip(rows, rows[1:]):
            self.assertGreaterEqual(later["shown"] - earlier["shown"], 30 * MINUTE)

    def test_asleep_between_two_looks_at_the_clocks_nothing_is_lost(self):
        self.begin("2026-06-01 10:09:58", "[nudge often]\nwhen = *:0/10\n")
        self.decided("nudge/often")
        self.clock.suspend_until(moment("2026-06-01 15:05"), when=BETWEEN_READINGS, wait=False)
        self.lab.eventually(lambda: self.lab.rows("SELECT 1 FROM decision WHERE due = ?", moment("2026-06-01 15:00")),
                            what="the last one that it slept through")
        self.assertEqual(self.decided("nudge/often")[0]["first"], moment("2026-06-01 10:10"))

    def test_the_clock_set_between_looking_and_arming_is_noticed(self):
        self.begin("2026-06-01 10:00", NOON)
        self.lab.steady("Pause", "(x)", 2 * SECOND)
        pause = "SELECT * FROM pending WHERE kind = 'pause'"
        self.lab.eventually(lambda: self.lab.rows(pause), what="the pause in the store")
        self.clock.step(-2 * HOUR, when=BEFORE_ARMING, wait=False)
        self.lab.steady("Reload")
        self.lab.eventually(lambda: not self.lab.rows(pause), what="the end of a pause of two seconds")


class Stopped(ClockTest):
    def test_stopped_while_its_moment_passed_it_comes_once_and_its_row_says_how_late(self):
        daemon = self.begin("2026-06-01 11:59:58", NOON)
        self.decided("checkin/noon")
        daemon.freeze()
        self.lab.eventually(lambda: self.clock.now() > moment("2026-06-01 12:00:01"))
        thawed = self.clock.now()
        daemon.thaw()
        self.shown("checkin/noon")
        rows = self.decided("checkin/noon")
        self.assert_due(rows, "2026-06-01 12:00")
        self.assertGreaterEqual(rows[0]["shown"], rows[0]["decided"])
        self.assertGreaterEqual(rows[0]["decided"], thawed)
        self.assertEqual(rows[0]["missed"], 0)


class Elsewhere(ClockTest):
    def begin_in(self, zone, at, *schedules, copied=False):
        """The daemon runs since three minutes, and /etc/localtime is a link to the zone, or a copy of it."""
        self.local = self.lab.path("etc", "localtime")
        os.mkdir(self.lab.path("etc"))
        if copied:
            shutil.copyfile(self.file(zone), self.local)
        else:
            os.symlink(self.file(zone), self.local)
        del self.lab.env["TZ"]
        self.lab.steady_env["STEADY_LAB_ETC"] = self.lab.path("etc")
        return self.begin(at, *schedules)

    def file(self, zone):
        return "/usr/share/zoneinfo/" + zone

    def travel(self, change):
        """West and east, each time after noon where the daemon is."""
        for zone, here, due, east in (("America/New_York", "2026-06-01 10:00", "2026-06-01 16:00", -4),
                                      ("Asia/Tokyo", "2026-06-01 16:00", "2026-06-02 03:00", 9)):
            self.clock.suspend_until(moment(here) + SECOND)
            self.lab.eventually(lambda: self.lab.rows("SELECT 1 FROM decision WHERE due = ? AND shown", moment(here)))
            change(self.file(zone))
            self.lab.eventually(lambda: self.lab.property("Next") == moment(due), what=f"noon in {zone}")
            self.assertEqual(self.decided("checkin/noon")[-1]["due"], moment(here), "nothing is made up")
            self.assertRegex(self.lab.run_steady("agenda").stdout, r"12:00 .*checkin/noon")
            self.clock.suspend_until(moment(due))
            row = self.lab.eventually(lambda: self.lab.rows("SELECT * FROM decision WHERE due = ?", moment(due)))[0]
            self.assertEqual(row["zone_offset"], east * HOUR // SECOND)
        self.assert_due(self.decided("checkin/noon"), "2026-06-01 10:00", "2026-06-01 16:00", "2026-06-02 03:00")

    def test_a_zone_file_replaced_by_another_file_moves_the_hours(self):
        def rename(file):
            shutil.copyfile(file, self.local + ".new")
            os.rename(self.local + ".new", self.local)
        self.begin_in("Europe/Berlin", "2026-06-01 09:59", NOON)
        self.travel(rename)

    def test_a_zone_file_that_is_another_link_moves_the_hours(self):
        def link(file):
            os.symlink(file, self.local + ".new")
            os.rename(self.local + ".new", self.local)
        self.begin_in("Europe/Berlin", "2026-06-01 09:59", NOON)
        self.travel(link)

    def test_a_zone_file_unlinked_and_linked_anew_moves_the_hours(self):
        def relink(file):
            os.unlink(self.local)
            os.symlink(file, self.local)
        self.begin_in("Europe/Berlin", "2026-06-01 09:59", NOON)
        self.travel(relink)

    def test_a_zone_file_written_in_place_moves_the_hours(self):
        self.begin_in("Europe/Berlin", "2026-06-01 09:59", NOON, copied=True)
        self.travel(lambda file: shutil.copyfile(file, self.local))


class Killed(ClockTest):
    def restart(self):
        self.daemon.kill()
        self.daemon = self.lab.start_steadyd()

    def test_set_back_while_it_was_dead_what_was_asked_is_not_asked_again(self):
        self.begin("2026-06-01 11:59", NOON)
        self.clock.suspend(2 * MINUTE)
        first = self.server.shown("")
        self.lab.eventually(lambda: self.shown("checkin/noon")["bubble"], what="the bubble in the store")
        self.daemon.kill()
        self.clock.step(-HOUR)
        self.daemon = self.lab.start_steadyd()
        again = self.server.shown("", after=1)
        self.assertEqual((again["replaces"], again["open"]), (first["id"], 0), "in place of the old one")
        self.clock.suspend(HOUR)
        self.assert_due(self.decided("checkin/noon"), "2026-06-01 12:00")
        self.assertEqual(len(self.server.notified()), 3, "twice, and the mark")

    def test_set_forward_while_it_was_dead_what_came_meanwhile_comes_once(self):
        self.begin("2026-06-01 11:00", NOON)
        self.decided("checkin/noon")
        self.daemon.kill()
        self.clock.step(HOUR + 10 * MINUTE)
        self.daemon = self.lab.start_steadyd()
        self.assertEqual(self.shown("checkin/noon")["missed"], 1)
        self.restart()
        self.assert_due(self.decided("checkin/noon"), "2026-06-01 12:00")
        self.assertEqual([p["schedule"] for p in self.lab.open_prompts()], ["checkin/noon"])

    def test_killed_at_any_moment_after_a_step_it_comes_once(self):
        self.begin("2026-06-01 11:59:30", NOON)
        for day, milliseconds in enumerate((0, 1, 3, 6, 10, 20), 1):
            with self.subTest(milliseconds=milliseconds):
                self.decided("checkin/noon")
                count = self.clock.read()[2]
                self.clock.step(MINUTE, wait=False)
                time.sleep(milliseconds / 1000 * lab.SLOW)
                self.daemon.kill()
                if self.clock.read()[2] == count:
                    self.clock.step(MINUTE)  # it died before it heard of that
                self.daemon = self.lab.start_steadyd()
                number = self.lab.eventually(lambda: [p["id"] for p in self.lab.open_prompts() if p["state"] == "shown"])[0]
                self.assertEqual(len(self.decided("checkin/noon")), day)
                self.lab.steady("Dismiss", "(x)", number)
                self.clock.suspend_until(moment(f"2026-06-{day + 1:02} 11:59:30"))


if __name__ == "__main__":
    lab.main()
