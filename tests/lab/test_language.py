#!/usr/bin/python3
"""Languages: notifications and commands in German, by the environment or by the settings, where no locale is installed."""
import os
import re

import lab
from test_cli import CliTest

SETTINGS = "[nudge afternoon]\nwhen = 2030-01-01\n[checkin morning]\nwhen = 2030-01-01\nprotocol = morning\n"
BUTTONS = ("--caps", "actions,body")


class Languages(CliTest):
    def setUp(self):
        self.lab.env["LANG"] = "C"
        self.lab.write_settings(SETTINGS)

    def begin(self):
        self.server = self.lab.start_fake_server(*BUTTONS)
        self.lab.start_steadyd()
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop")

    def labels(self, shown):
        return [label for _, label in shown["actions"]]

    def assert_german(self):
        self.show("nudge/afternoon")
        self.lab.eventually(self.server.notified)
        self.assertEqual(self.labels(self.server.notified()[0])[:3], ["Lesen", "Später", "Jetzt nicht"])
        self.show("checkin/morning")
        shown = self.server.shown("Wie hast du geschlafen?")
        self.assertEqual(self.labels(shown)[:3], ["Schlecht", "Geht so", "Gut"])
        self.server.say(f"act {shown['id']} =well")
        self.lab.eventually(lambda: [row["value"] for row in self.lab.rows("SELECT value FROM response")] == ["well"])

    def test_the_setting_makes_prompts_german_in_an_english_environment(self):
        self.lab.write_settings("[steady]\nlanguage = de\n" + SETTINGS)
        self.begin()
        self.assert_german()

    def test_the_environment_makes_prompts_german(self):
        self.lab.env["LANG"] = "de_AT.UTF-8"
        self.begin()
        self.assert_german()

    def test_a_change_of_language_counts_from_the_next_prompt_on(self):
        self.begin()
        self.show("checkin/morning")
        self.server.shown("How did you sleep?")
        self.lab.write_settings("[steady]\nlanguage = de\n" + SETTINGS)
        self.lab.steady("Reload")
        self.show("checkin/morning")
        self.server.shown("Wie hast du geschlafen?")

    def test_commands_follow_the_environment_and_the_setting_goes_ahead(self):
        self.assertIn("nobody monitors it", self.steady("help").stdout)
        self.lab.env["LANG"] = "de_DE.UTF-8"
        self.assertRegex(re.sub(r"\s+", " ", self.steady("help").stdout), "niemand liest mit")
        self.assertIn("es gibt keinen Befehl", self.steady("nonsense", code=2).stderr)
        self.assertEqual(self.steady("when", "every 2 weeks on Tue 10:00", code=1).stderr.count("Spalte"), 1)
        self.lab.write_settings("[steady]\nlanguage = en\n" + SETTINGS)
        self.assertIn("nobody monitors it", self.steady("help").stdout)

    def test_the_manual_is_english_whoever_builds_it(self):
        for page in ("man1/steady.1", "man5/steady.ini.5"):
            english = self.steady("manual", os.path.join(lab.ROOT, "share", "man", page)).stdout
            self.lab.env["LANG"] = "de_DE.UTF-8"
            self.assertEqual(self.steady("manual", os.path.join(lab.ROOT, "share", "man", page)).stdout, english)
            self.lab.env["LANG"] = "C"

    def test_a_word_said_in_german_is_the_same_word(self):
        self.lab.env["LANG"] = "de_DE.UTF-8"
        self.steady("plan", "add", "late", "--if", "es ist nach zehn", "--then", "ich rufe Sam an", "--cues", "Nacht, Einsam,Grübeln am Fenster")
        self.assertIn("cues = night, lonely, grübeln am fenster", self.settings())
        self.assertIn("Nacht, einsam, grübeln am fenster", self.steady("plan", "show", "late").stdout)
        self.steady("urge", "7", "--cue", "nacht", "--feeling", "Ängstlich")
        self.assertEqual([(row["cue"], row["feeling"], row["plan"]) for row in self.lab.rows("SELECT cue, feeling, plan FROM urge")],
                         [("night", "afraid", "late")])
        self.assertEqual(self.json("plan", "show", "late")["plans"][0]["cues"], ["night", "lonely", "grübeln am fenster"])
        self.steady("urge", "7", "--cue", "Grübeln am Fenster")
        self.assertEqual(self.lab.rows("SELECT plan FROM urge ORDER BY id DESC")[0]["plan"], "late")

    def settings(self):
        with open(self.lab.settings_path, encoding="utf-8") as file:
            return file.read()

    def test_what_programs_read_is_the_same_in_every_language(self):
        english = self.json("agenda", "--days", "400")
        self.lab.env["LANG"] = "de_DE.UTF-8"
        self.assertEqual(self.json("agenda", "--days", "400").keys(), english.keys())
        self.assertIn("OK", self.steady("config", "check").stdout)


if __name__ == "__main__":
    lab.main()
