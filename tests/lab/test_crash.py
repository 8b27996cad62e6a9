#!/usr/bin/python3
"""kill -9 at the worst moments: nothing is asked twice, no answer is lost."""
import time

import lab


class Crash(lab.LabTest):
    def begin(self):
        self.lab.write_settings(lab.QUIET_SETTINGS)
        return self.lab.start_steadyd()

    def ask(self):
        return self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]

    def on_record(self):
        self.lab.eventually(lambda: self.lab.rows("SELECT bubble FROM decision WHERE bubble IS NOT NULL"),
                            what="the bubble in the store")

    def test_between_showing_and_answering_there_is_one_bubble_afterwards(self):
        server = self.lab.start_fake_server()
        daemon = self.begin()
        number = self.ask()
        first = server.shown("")
        self.on_record()
        daemon.kill()
        self.lab.start_steadyd()
        again = server.shown("", after=1)
        self.assertEqual((again["replaces"], again["open"]), (first["id"], 0), "in place of the old one")
        time.sleep(0.3)
        self.assertEqual(len(server.notified()), 2)
        self.assertEqual([p["id"] for p in self.lab.open_prompts()], [number])
        server.say(f"act {again['id']} =some")
        row = self.lab.eventually(lambda: self.lab.rows("SELECT * FROM response"))[0]
        self.assertEqual((row["decision"], row["value"]), (number, "some"))

    def test_on_a_real_desktop_too(self):
        self.lab.start_x()
        self.lab.start_dunst()
        daemon = self.begin()
        self.ask()
        self.lab.eventually(lambda: self.lab.dunst_shown() == 1)
        self.on_record()
        daemon.kill()
        self.lab.start_steadyd()
        time.sleep(0.5)
        self.assertEqual(self.lab.dunst_shown(), 1)
        self.lab.dunst_press("=some")
        self.lab.eventually(lambda: self.lab.rows("SELECT * FROM response WHERE value = 'some'"), what="the pressed button")

    def test_an_id_of_a_server_that_is_gone_is_never_used(self):
        server = self.lab.start_fake_server()
        daemon = self.begin()
        self.ask()
        server.shown("")
        self.on_record()
        daemon.kill()
        server.say("die")
        server = self.lab.start_fake_server()
        self.lab.start_steadyd()
        self.assertEqual(server.shown("")["replaces"], 0)

    def test_an_answer_that_led_to_the_next_question_is_never_asked_for_again(self):
        server = self.lab.start_fake_server()
        daemon = self.begin()
        self.ask()
        server.say(f"act {server.shown('')['id']} =some")
        server.shown("", after=1)
        daemon.kill()
        self.lab.start_steadyd()
        server.shown("", after=2)
        self.assertEqual([p["item"] for p in self.lab.open_prompts()], ["need-alone"])
        self.assertEqual(self.lab.rows("SELECT item, value FROM response"), [{"item": "missing-calm", "value": "some"}])

    def test_a_nudge_and_a_plan_to_go_over_are_there_again_and_so_is_a_snooze(self):
        server = self.lab.start_fake_server()
        self.lab.write_settings(lab.QUIET_SETTINGS + "[plan late]\nif = it is late\nthen = I call Sam\n"
                                "[nudge over]\nwhen = 2199-01-01 10:00\nplans = yes\n")
        daemon = self.lab.start_steadyd()
        for schedule, key, outcome in (("nudge/reading", "read", "read"), ("nudge/over", "=rehearsed", "answered")):
            seen = len(server.notified())
            number = self.lab.steady("ShowNow", "(s)", schedule)[0]
            server.shown("", after=seen)
            self.lab.eventually(lambda: self.lab.rows("SELECT bubble FROM decision WHERE id = ? AND bubble IS NOT NULL", number))
            daemon.kill()
            daemon = self.lab.start_steadyd()
            again = self.lab.eventually(lambda: next((n for n in server.notified()[seen:] if n["replaces"]), None), what="it once more")
            self.assertEqual([p["id"] for p in self.lab.open_prompts()], [number])
            server.say(f"act {again['id']} {key}")
            self.lab.eventually(lambda: self.lab.rows("SELECT outcome FROM decision WHERE id = ? AND outcome = ?", number, outcome))
        number = self.ask()
        self.lab.steady("Snooze", "(xx)", number, 3600 * lab.SECOND)
        self.lab.eventually(lambda: self.lab.rows("SELECT * FROM pending WHERE kind = 'snooze'"), what="the snooze in the store")
        daemon.kill()
        self.lab.start_steadyd()
        self.assertEqual([(p["id"], p["state"]) for p in self.lab.open_prompts()], [(number, "snoozed")])

    def test_a_clean_stop_takes_the_bubble_away_and_a_start_brings_it_back(self):
        server = self.lab.start_fake_server()
        daemon = self.begin()
        self.ask()
        first = server.shown("")
        self.on_record()
        self.assertEqual(daemon.stop(), 0)
        self.assertEqual([w["id"] for w in server.words("close")], [first["id"]])
        self.lab.start_steadyd()
        self.assertEqual(server.shown("", after=1)["open"], 0)


if __name__ == "__main__":
    lab.main()
