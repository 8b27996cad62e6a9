#!/usr/bin/python3
"""Do not disturb, switched on and off by hand on the desktops that people have: what waits, what is let go, and what is said of it."""
import json
import subprocess

import lab
import servers

# A question and an article, due every two seconds; two prompts are half an hour apart.
SETTINGS = """[steady]
quiet = none
budget = 10000
apart = 30min
settle = none

[checkin one]
when = *:*:0/2
protocol = evening

[checkin two]
when = *:*:1/2
protocol = urge

[nudge reading]
when = *:*:0/2
"""


class Desktops(lab.LabTest):
    def begin(self, settings=SETTINGS):
        self.lab.write_settings(settings)
        self.lab.start_steadyd()

    def believes(self, want):
        self.lab.eventually(lambda: self.lab.property("Unavailable") == want, what=f"Unavailable = {want!r}")

    def run_steady(self, *arguments):
        done = self.lab.run_steady(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def run_here(self, *argv):
        subprocess.run(argv, env=self.lab.env, check=True, timeout=10)

    def shown(self):
        return self.lab.rows("SELECT * FROM decision WHERE shown IS NOT NULL AND reason = 'do-not-disturb'")

    def waits(self, who):
        """What came due meanwhile, and what is said of it."""
        self.lab.eventually(lambda: len(self.lab.rows("SELECT DISTINCT schedule FROM decision WHERE kind = 'checkin' AND reason = 'do-not-disturb' "
                                                      "AND shown IS NULL AND closed IS NULL")) == 2, what="two check-ins that wait")
        self.lab.eventually(lambda: self.lab.rows("SELECT 1 FROM decision WHERE kind = 'nudge' AND outcome = 'dropped' "
                                                  "AND reason = 'do-not-disturb'"), what="a nudge let go")
        self.assertEqual(self.shown(), [])
        self.assertIn(f"set to do not disturb (says {who})", " ".join(self.run_steady("status").split()))
        self.assertIn({"who": who, "reason": "do-not-disturb", "on": True}, json.loads(self.run_steady("status", "--json"))["listens_to"])

    def goes_and_comes(self, who, switch):
        self.believes("")
        switch(True)
        self.believes("do-not-disturb")
        switch(False)
        self.believes("")

    def test_dunst_paused_holds_check_ins_lets_nudges_go_and_one_comes_when_it_goes_on(self):
        self.lab.start_x()
        self.lab.start_dunst()
        self.run_here("dunstctl", "set-paused", "true")
        self.begin()
        self.waits("dunst")
        self.assertIn("shows no buttons (`dunstctl context` lists them)", " ".join(self.run_steady("status").split()))
        self.assertEqual(self.lab.dunst_shown(), 0)
        self.run_here("dunstctl", "set-paused", "false")
        row = self.lab.eventually(self.shown, what="one that has waited")[0]
        self.lab.eventually(lambda: self.lab.rows("SELECT 1 FROM held WHERE reason = 'apart'"), what="the other one waiting on")
        self.assertEqual((len(self.shown()), self.lab.dunst_shown()), (1, 1))
        self.assertIn("set to do not disturb", self.run_steady("why", str(row["id"])))

    def test_xfce_is_heard(self):
        lab.Program(self.lab, "xfconfd", [servers.library("xfce4", "xfconf", "xfconfd")])
        self.lab.eventually(lambda: self.lab.owner("org.xfce.Xfconf"), what="xfconfd on the bus")
        servers.start(self.lab, "xfce4-notifyd")
        self.begin(lab.QUIET_SETTINGS)
        query = ("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb")
        self.goes_and_comes("Xfce", lambda on: self.run_here(*query, *(("-n", "-t", "bool") if on else ()), "-s", str(on).lower()))
        self.run_here(*query, "-s", "true")
        self.believes("do-not-disturb")
        self.run_here(*query, "-r")
        self.believes("")

    def test_swaync_is_heard(self):
        desktop = servers.start(self.lab, "swaync")
        self.begin(lab.QUIET_SETTINGS)
        self.goes_and_comes("swaync", lambda on: desktop.run("swaync-client", "--dnd-" + ("on" if on else "off")))
        self.assertIn("swaync", self.run_steady("status"))

    def test_a_mako_that_tells_of_no_change_is_not_listened_to(self):
        servers.start(self.lab, "mako")
        self.begin(lab.QUIET_SETTINGS)
        self.believes("")
        if not any(who == "mako" for who, _, _ in self.lab.property("Presence")):
            self.assertIn("nobody", self.run_steady("status"))


if __name__ == "__main__":
    lab.main()
