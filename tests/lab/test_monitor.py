#!/usr/bin/python3
"""`steady monitor`: events as they happen, whether the daemon comes, goes or is not there yet."""
import json
import os
import re

import lab


class Monitor(lab.LabTest):
    def setUp(self):
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.server = self.lab.start_fake_server()

    def start(self, *arguments):
        self.monitor = lab.Program(self.lab, "monitor", [lab.STEADY, "monitor", *arguments])
        self.says("daemon")

    def says(self, text):
        self.lab.eventually(lambda: text in self.monitor.log(), what=f"{text!r} from the monitor")

    def events(self):
        return [json.loads(line) for line in self.monitor.log().splitlines()]

    def test_it_waits_for_a_daemon_that_is_off_and_for_one_that_comes_back(self):
        self.start()
        self.says("daemon off")
        self.assertIsNone(self.lab.owner(lab.NAME))
        for _ in range(2):
            before = self.monitor.log().count("daemon running")
            daemon = self.lab.start_steadyd()
            self.lab.eventually(lambda b=before: self.monitor.log().count("daemon running") > b)
            off = self.monitor.log().count("daemon off")
            daemon.kill()
            self.lab.eventually(lambda o=off: self.monitor.log().count("daemon off") > o)
        self.assertEqual(self.monitor.stop(), 0)

    def test_what_happens_is_a_line_each(self):
        self.lab.start_steadyd()
        self.start()
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop")
        number = self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]
        self.says(f"shown {number}")
        self.lab.steady("Dismiss", "(x)", number)
        self.says(f"closed {number} dismissed")
        self.lab.steady("Pause", "(x)", 3600 * lab.SECOND)
        self.says("paused ")
        self.says("unavailable paused")
        self.lab.steady("Resume")
        self.says("resumed")

    def test_in_json_each_has_the_same_keys(self):
        self.lab.start_steadyd()
        self.start("--json")
        self.lab.steady("Pause", "(x)", 0)
        self.says("paused")
        self.lab.eventually(lambda: len(self.events()) > 1)
        for event in self.events():
            self.assertEqual(list(event), ["event", "id", "what", "at", "at_epoch"])

    def test_it_ends_with_the_session(self):
        self.start()
        self.lab.programs[0].stop()
        self.assertEqual(self.monitor.wait(), 0)

    # --- status bars ---

    def test_a_format_is_filled_in_and_other_braces_stay(self):
        done = self.lab.run_steady("status", "--format", '{"text": "{waiting}", "class": "{state}"} {}')
        self.assertEqual((done.returncode, done.stdout), (0, '{"text": "0", "class": "off"} {}\n'))

    def test_what_cannot_be_filled_in_is_named(self):
        done = self.lab.run_steady("status", "--format", "{waiting} {nothing}")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("{nothing}", done.stderr)

    def test_the_lines_of_the_documentation_follow_what_happens(self):
        with open(os.path.join(lab.ROOT, "docs", "status-bars.md"), encoding="utf-8") as page:
            text = page.read()
        waybar = json.loads("{" + re.search(r"```json\n(.*?)```", text, re.S)[1] + "}")["custom/steady"]["exec"]
        polybar = re.search(r"^exec = (.*)$", text, re.M)[1]
        self.lab.start_steadyd()
        path = os.path.dirname(lab.STEADY) + ":" + self.lab.env["PATH"]
        bars = [lab.Program(self.lab, "bar", ["sh", "-c", line], PATH=path) for line in (waybar, polybar)]
        self.lab.steady("ShowNow", "(s)", "checkin/evening")
        self.lab.eventually(lambda: json.loads(bars[0].log().splitlines()[-1])["class"] == "waiting")
        self.lab.eventually(lambda: bars[1].log().splitlines()[-1].startswith("1 "))


if __name__ == "__main__":
    lab.main()
