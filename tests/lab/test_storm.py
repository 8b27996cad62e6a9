#!/usr/bin/python3
"""A notification server that does everything wrong, one thing after the other, while prompts go on coming: the daemon stays awake,
each prompt comes once to each server that lives, or its row says why not, and what is not for it is nothing to it."""
import collections
import time

import lab

HELD = 100 * lab.SLOW  # ms: nothing may hold the loop for longer
TAGS = "actions,body,body-markup,x-canonical-private-synchronous"  # with them a Notify names its prompt
SETTINGS = """[steady]
quiet = none
budget = 10000
apart = none
ease = no

[nudge often]
when = *-*-* *:*:0/0.5
expires = 1min

[checkin evening]
when = 2199-01-01 21:30
protocol = evening
"""


class Storm(lab.LabTest):
    def begin(self, settings=SETTINGS):
        self.server = self.lab.start_fake_server("--caps", TAGS)
        self.lab.write_settings(settings)
        self.daemon = self.lab.start_steadyd()
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop")

    def restart(self):
        self.server.say("die")
        self.server = self.lab.start_fake_server("--caps", TAGS)

    def hang_and_go_on(self):
        self.server.say("hang")
        self.lab.steady("ShowNow", "(s)", "checkin/evening")
        self.assertLess(self.lab.worst_wait(0.4), HELD)
        self.server.say("resume")

    def commands(self, *commands):
        return lambda: [self.server.say(command) for command in commands]

    def faults(self):
        """What goes wrong, and how that is ended."""
        return (
            ("slow", self.commands("delay 0.4"), self.commands("delay 0")),
            ("refuses", self.commands("error org.freedesktop.Notifications.Error.ExcessNotificationGeneration no"),
             self.commands("error off")),
            ("floods", self.commands("flood 1000"), self.commands("flood 1000")),
            ("closes everything", self.commands("closeall 1"), self.commands("closeall 2")),
            ("hangs", self.hang_and_go_on, self.commands()),
            ("closes everything for a reason that is none", self.commands("closeall 77"), self.commands()),
            ("dies", self.restart, self.restart),
            ("is about others", self.commands("act! 4000 =some", "act! 4001 read", "close 4002 2", "reply 4003 x"), self.commands()),
            ("is replaced in its sleep", lambda: (self.server.freeze(), self.server.kill(), self.restart_dead()), self.commands()),
        )

    def restart_dead(self):
        self.server = self.lab.start_fake_server("--caps", TAGS)

    def servers(self):
        return [program for program in self.lab.programs if isinstance(program, lab.FakeServer)]

    @lab.alone
    def test_whatever_a_server_does_the_daemon_stays_awake_and_no_prompt_is_lost_or_doubled(self):
        self.begin()
        for what, begin, end in self.faults():
            with self.subTest(what):
                self.one_more()
                begin()
                self.assertLess(self.lab.worst_wait(0.4), HELD)
                end()
                self.assertLess(self.lab.worst_wait(0.4), HELD)
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop", what="delivery again")
        self.lab.eventually(self.nothing_waits, 10, "all that came on the screen")
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.lab.steady("Reload")
        self.check_rows()
        self.check_bubbles()
        self.assertEqual(self.lab.rows("SELECT * FROM response"), [], "nobody answered anything")

    def taken(self):
        """What the server of now has shown."""
        return [words for words in self.server.notified() if not words["error"]]

    def one_more(self):
        before = len(self.taken())
        self.lab.eventually(lambda: len(self.taken()) > before, 10, "one more prompt on the screen")

    def nothing_waits(self):
        return not self.lab.rows("SELECT id FROM decision WHERE shown IS NULL AND closed IS NULL AND decided < ?",
                                 time.time_ns() // 1000 - lab.SECOND)

    def check_rows(self):
        """Shown, or with the reason why not, or waiting."""
        waiting = {prompt["id"] for prompt in self.lab.open_prompts()}
        rows = self.lab.rows("SELECT * FROM decision WHERE shown IS NULL")
        lost = [row for row in rows if row["id"] not in waiting and not (row["outcome"] or row["reason"])]
        self.assertEqual(lost, [])
        self.assertGreater(len(self.lab.rows("SELECT id FROM decision WHERE shown IS NOT NULL")), 10)

    def check_bubbles(self):
        """No server was sent the same words for a prompt twice, but where it had refused them."""
        for server in self.servers():
            taken = [words for words in server.notified() if not words["error"]]
            sent = collections.Counter((words["hints"]["x-canonical-private-synchronous"], words["body"]) for words in taken)
            self.assertEqual([(words, n) for words, n in sent.items() if n > 1], [])

    def test_an_id_that_is_anothers_since_the_server_restarted_answers_nothing(self):
        self.begin(lab.QUIET_SETTINGS)
        self.lab.steady("ShowNow", "(s)", "checkin/evening")
        old = self.server.shown("")
        self.server.say("die")
        self.server = self.lab.start_fake_server("--caps", TAGS, "--first-id", "40")  # others were quicker, and have 1 to 39
        new = self.server.shown("")
        self.assertNotEqual(old["id"], new["id"])
        for command in (f"act! {old['id']} =strong", f"close {old['id']} 2", "flood 500"):
            self.server.say(command)
        self.server.say(f"act {new['id']} =some")
        self.server.shown("", after=1)
        self.assertEqual([row["value"] for row in self.lab.rows("SELECT value FROM response")], ["some"])


if __name__ == "__main__":
    lab.main()
