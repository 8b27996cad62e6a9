#!/usr/bin/python3
"""Care: somebody to turn to when nothing else works, and what is said and done after answers that were hard."""
import os
import stat
import time

import lab
from test_cli import CliTest

OWN = """[protocol]
title = Mine
first = intensity

[item intensity]
type = number
ask = How strong?
min = 0
max = 10
next = end
"""

SETTINGS = lab.QUIET_SETTINGS + "\n[checkin own]\nwhen = 2199-01-01 21:30\nprotocol = own\n"
WEEKLY = lab.QUIET_SETTINGS + "\n[checkin weekly]\nwhen = 2199-01-01 21:30\nprotocol = weekly\n"
CAPS = ("--caps", "actions,body,inline-reply")


class Lines(CliTest):
    """What must work when everything else is broken."""

    def text(self, *arguments, code=0):
        return self.steady("helplines", *arguments, code=code).stdout

    def test_a_country_is_named_with_numbers_and_days(self):
        said = self.text("us")
        self.assertEqual(self.text("united states"), said)
        self.assertIn("988", said)
        self.assertRegex(said, r"as its page said on 20\d\d-\d\d-\d\d")
        self.assertIn("https://", said)
        for line in said.splitlines():
            self.assertTrue(len(line) <= 80 or "https://" in line, line)

    def test_json_has_a_fixed_shape(self):
        for country in ("GB", "XX"):
            said = self.json("helplines", country, code=0 if country == "GB" else 1)
            self.assertEqual(set(said), {"country", "name", "emergency", "old", "own", "lines", "countries"})
        line = self.json("helplines", "GB")["lines"][0]
        self.assertEqual(set(line), {"title", "kind", "phone", "text", "chat", "hours", "languages", "note", "page", "checked"})

    def test_it_works_with_broken_settings_and_names_ones_own_first(self):
        self.lab.write_settings("[steady]\nbudget = many\n[helpline sam]\ntitle = Sam\nphone = 01234\n"
                                "[care]\ncountry = gb\nfrightened = yes\n[what")
        said = self.text()
        self.assertLess(said.index("Sam"), said.index("0808 2000 247"))
        self.assertLess(said.index("0808 2000 247"), said.index("116 123"), "fear was named: those lines first")
        first = self.steady("help").stdout
        self.assertLess(first.index("Sam"), first.index("Right now"))

    def test_it_works_without_home_store_or_share_folder_and_writes_nothing(self):
        home = self.lab.path("nowhere")
        os.mkdir(home)
        os.chmod(home, stat.S_IRUSR | stat.S_IXUSR)
        self.lab.env.update(HOME=home, XDG_CONFIG_HOME=home + "/c", XDG_DATA_HOME=home + "/d", STEADY_SHARE="/nonexistent")
        self.assertIn("112", self.text())
        self.assertIn("112", self.steady("help").stdout)
        self.assertEqual(os.listdir(home), [])

    @lab.alone
    def test_it_is_there_at_once(self):
        took = []
        for _ in range(5):
            begun = time.monotonic()
            self.text("DE")
            took.append(time.monotonic() - begun)
        self.assertLess(min(took), 0.1 * lab.SLOW)


class Distress(lab.LabTest):
    def begin(self, settings):
        self.server = self.lab.start_fake_server(*CAPS)
        self.lab.write_settings(settings)
        self.lab.write_protocol("own", OWN)
        self.lab.start_steadyd()

    def answer(self, schedule, asked, command):
        """One prompt, its first question answered, then put away."""
        before = len(self.server.notified())
        number = self.lab.steady("ShowNow", "(s)", schedule)[0]
        self.server.say(command.format(self.server.shown(asked, after=before)["id"]))
        self.lab.eventually(lambda: self.lab.rows("SELECT * FROM response WHERE decision = ?", number))
        if self.lab.open_prompts():
            self.lab.steady("Dismiss", "(x)", number)

    def rate(self, strength):
        self.answer("checkin/own", "How strong?", f"reply {{}} {strength}")

    def weekly(self, value):
        self.answer("checkin/weekly", "make it worse?", f"act {{}} ={value}")

    def strong(self, hours):
        now = int(time.time() * 1_000_000)
        self.lab.write_rows("INSERT INTO response (protocol, begun, item, value, number, at, zone_offset, route) "
                            "VALUES ('own', 1, 'intensity', '9', 9, ?, 0, 'command')", now - hours * 3600 * 1_000_000)

    def offers(self):
        return [n for n in self.server.notified() if "steady helplines" in n["body"]]

    def test_after_three_strong_answers_the_lines_are_offered_once_in_neutral_words(self):
        self.begin(SETTINGS)
        self.strong(3)
        self.rate(10)
        self.assertEqual(self.offers(), [])
        self.rate(9)
        self.lab.eventually(self.offers)
        self.assertNotRegex((self.offers()[0]["summary"] + self.offers()[0]["body"]).lower(), "crisis|suicid|urge|breakup")
        self.rate(10)
        self.assertEqual([row["value"] for row in self.lab.rows("SELECT * FROM outcome WHERE kind = 'helplines'")], ["offered"])
        self.assertEqual(len(self.offers()), 1)

    def test_makes_it_worse_halves_the_nudges_and_says_so_once(self):
        self.begin(WEEKLY)
        self.weekly("worse")
        self.server.shown("Half of them come now")
        self.assertIn('"fewer_worse":true', self.lab.run_steady("status", "--json").stdout)
        self.assertIn("half of the nudges", self.lab.run_steady("status").stdout)
        self.weekly("worse")
        self.assertEqual(len([n for n in self.server.notified() if "Half of them come now" in n["body"]]), 1)
        self.weekly("helps")
        self.server.shown("All of them come again")


if __name__ == "__main__":
    lab.main()
