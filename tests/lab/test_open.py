#!/usr/bin/python3
"""The article behind a nudge, opened by the desktop and never by a child of the daemon."""
import json
import os
import time

import lab


class Open(lab.LabTest):
    def setUp(self):
        self.lab.env["DISPLAY"] = ":77"  # only a name: nothing here draws
        self.words_path = self.lab.path("logs", "desktop.json")
        self.server = self.lab.start_fake_server()
        self.lab.write_settings(lab.QUIET_SETTINGS)

    def begin(self, *options, xdg_open=True):
        if options:
            lab.Program(self.lab, "fake-desktop", [os.path.join(lab.HERE, "fake-desktop"), "--log", self.words_path, *options])
            self.lab.eventually(lambda: self.words("ready"), what="the fake desktop")
        tools = self.lab.path("tools")
        os.mkdir(tools)
        if xdg_open:
            with open(os.path.join(tools, "xdg-open"), "w", encoding="utf-8") as out:
                out.write("#!/bin/sh\ntouch \"$HOME/started-by-the-daemon\"\n")
            os.chmod(os.path.join(tools, "xdg-open"), 0o755)
        self.lab.start_steadyd(PATH=tools)

    def words(self, what):
        if not os.path.exists(self.words_path):
            return []
        with open(self.words_path, encoding="utf-8") as lines:
            return [words for words in map(json.loads, lines) if words["what"] == what]

    def read(self):
        number = self.lab.steady("ShowNow", "(s)", "nudge/reading")[0]
        self.server.say(f"act {self.server.shown('min to read')['id']} read")
        row = self.lab.eventually(lambda: self.lab.rows("SELECT * FROM decision WHERE id = ? AND closed IS NOT NULL", number))
        self.assertEqual(row[0]["outcome"], "read")
        return row[0]["content"]

    def asked(self, what):
        return self.lab.eventually(lambda: self.words(what), what=f"the {what} being asked")[0]

    def check_told(self, name):
        told = self.server.shown("steady answer 1 read")
        self.assertNotIn(name, told["body"])

    def check_quiet(self):
        self.assertFalse(os.path.exists(os.path.join(self.lab.home, "started-by-the-daemon")))
        self.assertEqual([n for n in self.server.notified() if "No browser" in n["body"]], [])

    def test_the_portal_gets_a_private_page_with_a_neutral_name(self):
        self.begin("--portal", "0")
        name = self.read()
        asked = self.asked("portal")
        self.assertRegex(asked["path"], r"/page-\d+\.html$")
        self.assertNotIn(name, asked["path"])
        self.assertEqual(asked["mode"], 0o600)
        self.assertIn("<html", asked["text"].lower())
        self.assertEqual(os.stat(os.path.dirname(asked["path"])).st_mode & 0o777, 0o700)
        self.assertNotIn("/.", asked["path"].removeprefix(self.lab.dir), "confined browsers see no hidden folder")
        self.check_quiet()

    def test_a_person_who_declines_is_not_told_of_a_failure(self):
        self.begin("--portal", "1", "--systemd", "done")
        self.read()
        self.asked("portal")
        time.sleep(0.2)
        self.assertEqual(self.words("unit"), [])
        self.check_quiet()

    def test_without_a_portal_systemd_starts_it_apart_from_the_daemon(self):
        self.begin("--systemd", "done")
        self.read()
        unit = self.asked("unit")
        self.assertRegex(unit["name"], r"^steady-page-[0-9a-f]+\.service$")
        program, argv, _ = unit["properties"]["ExecStart"][0]
        self.assertTrue(program.endswith("/xdg-open"))
        self.assertRegex(argv[1], r"/page-\d+\.html$")
        self.assertEqual(unit["properties"]["CollectMode"], "inactive-or-failed")
        self.assertIn("DISPLAY=:77", unit["properties"]["Environment"])
        time.sleep(0.2)
        self.check_quiet()

    def test_a_portal_that_fails_leaves_it_to_systemd(self):
        self.begin("--portal", "2", "--systemd", "done")
        self.read()
        self.asked("portal")
        self.asked("unit")

    def test_a_portal_that_refuses_leaves_it_to_systemd(self):
        self.begin("--portal", "error", "--systemd", "done")
        self.read()
        self.asked("unit")

    def test_when_nothing_opens_it_the_person_is_told_how_to_read_it(self):
        self.begin()
        self.check_told(self.read())

    def test_when_the_browser_fails_the_person_is_told_how_to_read_it(self):
        self.begin("--systemd", "failed")
        self.check_told(self.read())

    def test_where_there_is_no_xdg_open_the_person_is_told_how_to_read_it(self):
        self.begin("--systemd", "done", xdg_open=False)
        self.check_told(self.read())


if __name__ == "__main__":
    lab.main()
