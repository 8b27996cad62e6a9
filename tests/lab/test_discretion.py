#!/usr/bin/python3
"""What strangers could see: nothing of the person is in the log, at any level, and nothing in a notification but by their wish."""
import os
import re
import shutil

import lab

# Each stands in one place only, and must not get out of it.
NAMES = ("annelie", "bertram", "cosima", "dietlind", "eginhard", "friedhelm", "gerlinde", "hedwig")
WORDS = ("zwieback", "marzipan", "pumpernickel", "kohlrabi", "lebkuchen", "sauerteig", "bratapfel", "rhabarber",
         "sultanine", "gugelhupf", "kaiserschmarrn", "mirabelle", "stachelbeere", "holunder")
NOW = "marzipan"  # what stands in a slot is what its prompt is about; what was there is never shown
PRIVATE = re.compile("|".join(NAMES + WORDS), re.IGNORECASE)

SETTINGS = """[steady]
discreet = {discreet}
quiet = none
budget = 10000
apart = none

[checkin annelie]
when = 2199-01-01 21:30
protocol = bertram

[nudge cosima]
when = 2199-01-01 09:00

[slot dietlind]
when = 2199-01-01 22:15
was = zwieback
now = marzipan

[plan eginhard]
if = pumpernickel
then = kohlrabi
cues = night

[helpline friedhelm]
title = gerlinde
phone = 123
"""

PROTOCOL = """[protocol]
title = Three questions
title-open = lebkuchen
first = one

[item one]
type = choice
ask = How is it going?
ask-open = sauerteig
choices = no, yes
label.yes = Yes
next = two

[item two]
type = number
ask = How many?
ask-open = bratapfel
min = 0
max = 10
next = three

[item three]
type = text
ask = A word on it?
next = end
"""

ARTICLE = """---
title = rhabarber
neutral = Something to read
neutral = Three minutes
neutral = A page
open = sultanine
open = sultanine
open = sultanine
topics = jealousy
stance = any
flags = none
minutes = 3
action = Walk.
---

gugelhupf

## One thing to do

Walk.

## Sources

None.
"""


class Discretion(lab.LabTest):
    def begin(self, discreet):
        self.lab.write_settings(SETTINGS.format(discreet=discreet))
        self.write("config", "protocols", "bertram.ini", PROTOCOL)
        self.write("data", "articles", "hedwig.md", ARTICLE)
        self.lab.env["STEADY_SHARE"] = shutil.copytree(lab.SHARE, self.lab.path("share"))
        shutil.rmtree(os.path.join(self.lab.env["STEADY_SHARE"], "articles"))  # the person's own is the only one
        os.makedirs(os.path.join(self.lab.env["STEADY_SHARE"], "articles", "en"))
        self.server = self.lab.start_fake_server("--caps", "actions,body,body-markup,inline-reply")
        self.daemon = self.lab.start_steadyd(G_MESSAGES_DEBUG="all")

    def write(self, above, folder, name, text):
        place = self.lab.path(above, "steady", folder, name)
        os.makedirs(os.path.dirname(place), 0o700, exist_ok=True)
        with open(place, "w", encoding="utf-8") as out:
            out.write(text)

    def run_steady(self, *arguments, code=0, stdin=""):
        done = self.lab.run_steady(*arguments, stdin=stdin)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def show(self, schedule):
        before = len(self.server.notified())
        number = self.lab.steady("ShowNow", "(s)", schedule)[0]
        return number, self.next(before)

    def next(self, before):
        return self.lab.eventually(lambda: self.server.notified()[before:], what="a notification")[-1]

    def press(self, words, label):
        before = len(self.server.notified())
        key = next(key for key, called in words["actions"] if called == label)
        self.server.say(f"act {words['id']} {key}")
        return before

    def check_in(self):
        """By a button, then by a line that is no answer here, and by one that is."""
        number, words = self.show("checkin/annelie")
        words = self.next(self.press(words, "Yes"))
        for text in ("kaiserschmarrn", "3", "mirabelle"):
            before = len(self.server.notified())
            self.server.say(f"reply {words['id']} {text}")
            if text != "mirabelle":
                words = self.lab.eventually(lambda before=before: [n for n in self.server.notified()[before:] if n["actions"]],
                                            what=f"a question after {text}")[-1]
        self.lab.eventually(lambda: self.lab.rows("SELECT 1 FROM decision WHERE id = ? AND outcome = 'answered'", number))

    def day(self):
        """Of everything, right and wrong."""
        self.check_in()
        _, words = self.show("nudge/cosima")
        self.server.say("error org.freedesktop.DBus.Error.Failed stachelbeere")
        self.lab.steady("ShowNow", "(s)", "slot/dietlind")
        self.lab.eventually(lambda: any(n["error"] for n in self.server.notified()), what="a refusal")
        self.server.say("error off 0")
        self.press(words, "Read")
        self.run_steady("urge", "7", "--cue", "night", "--feeling", "holunder", "--acted", "no")
        self.run_steady("contact", "--began", "me", "--kind", "message", "--note", "holunder", "--count", "keep", "--confidence", "5")
        self.run_steady("note", "--line", stdin="holunder\n")
        self.run_steady("draft", "--line", stdin="holunder\n")
        self.run_steady("checkin", "bertram", stdin="yes\n3\nmirabelle\n")
        self.run_steady("answer", "last", "kaiserschmarrn", code=2)
        for bad in ("[nudge cosima]\nwhen = holunder\n", SETTINGS.format(discreet="no") + "[holunder]\nx = holunder\n"):
            self.lab.write_settings(bad)
            self.lab.eventually(lambda: self.lab.property("SettingsProblem"), what="a problem with the settings")
        self.write("config", "protocols", "bertram.ini", PROTOCOL + "\n[item holunder]\ntype = holunder\n")
        self.write("data", "articles", "hedwig.md", ARTICLE.replace("minutes = 3", "holunder = mirabelle"))
        self.lab.write_settings(SETTINGS.format(discreet="no"))
        self.lab.eventually(lambda: not self.lab.property("SettingsProblem"), what="good settings")
        self.lab.steady("ShowNow", "(s)", "slot/dietlind")
        self.run_steady("hide")
        self.run_steady("resume")

    def test_nothing_private_is_in_the_log_at_any_level_though_texts_are_open(self):
        self.begin("no")
        self.day()
        with open(f"/proc/{self.daemon.pid}/cmdline", encoding="utf-8") as arguments:
            self.assertIsNone(PRIVATE.search(arguments.read()))
        self.daemon.stop()
        shown = " ".join(n["summary"] + n["body"] for n in self.server.notified())
        for word in ("lebkuchen", "sauerteig", "bratapfel", "sultanine"):  # this day was one of open texts
            self.assertIn(word, shown)
        self.assertIn("refused", self.daemon.log())
        self.assertEqual(sorted(set(PRIVATE.findall(self.daemon.log()))), [], self.daemon.log())

    def test_by_itself_a_notification_tells_a_stranger_nothing(self):
        self.begin("yes")
        self.check_in()
        for schedule in ("nudge/cosima", "slot/dietlind"):
            self.show(schedule)
        for words in self.server.notified():
            said = " ".join([words["app"], words["icon"], words["summary"], words["body"], *sum(words["actions"], []),
                             *map(str, words["hints"].values())])
            self.assertEqual([word for word in PRIVATE.findall(said) if word != NOW], [], said)
            self.assertEqual((words["app"], words["icon"]), ("Steady", "org.steadyd.Steady"))


if __name__ == "__main__":
    lab.main()
