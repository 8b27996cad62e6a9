#!/usr/bin/python3
"""What a person reads, in whatever language: weeks of a life are lived by the real programs, and every command that reads tells of
them. No line is too long, and no word comes from anywhere but the catalogue."""
import os
import re
import shutil
import subprocess
import unittest.mock

import lab
from clock import HOUR, MINUTE, Clock, moment
from test_cli import columns

SETTINGS = """[steady]
quiet = 23:00..07:30
budget = 6
apart = 30min

[urge]
delay = 15min
ask-again = 5min

[nudge morning]
when = 08:30
topics = routine, steadiness

[nudge afternoon]
when = 2 times between 11:00 and 19:00, at least 90min apart, on Mon..Fri
except = 2026-12-24
chance = 50%

[checkin evening]
when = 21:30
protocol = evening

[checkin pull]
when = 12:00
protocol = urge

[checkin week]
when = Sun 18:00
protocol = weekly

[slot goodnight]
when = 22:15
was = qqq
now = qqq
filled = routine

[slot lunch]
when = Mon,Wed 12:30
filled = empty

[plan late]
if = qqq
then = qqq
cues = night, lonely, drink, qqq

[plan rain]
if = qqq
then = qqq
"""

# What reads, each as it is typed. {why}: each prompt; {lines}, {copy}: files.
READING = """
    help; status; agenda; agenda --days 3; agenda --summary --days 30; report; report --days 3; steadiness; plan; plan show late
    plan show rain; slot; slot map; contact list; contact totals; schedule; schedule show nudge/afternoon; schedule show checkin/week
    schedule show slot/lunch; pending; note list; note read last; draft list; draft read last; checkin; read; read a-late-wave
    config check; helplines; helplines DE; doctor; version; when Mon..Fri; backup list; help urge; help schedule; help config
    config reference
""".replace("\n", ";").split(";")
READING = [line.strip() for line in READING if line.strip()]

ENDS = ("answered", "read", "dismissed", "expired", "dropped", "missed", "merged", "undelivered")
REASONS = ("paused", "quiet", "budget", "apart", "away", "no-server", "no-content", "chance", "locked", "do-not-disturb", "asleep", "settling")
DECISION = ("INSERT INTO decision (schedule, kind, due, at, zone_offset, first, missed, decided, expires, available, reason, option, content, "
            "shown, closed, outcome, content_probability, content_among, draw, probability) VALUES ('nudge/morning', 'nudge', ?1, ?1 + ?2, 0, ?1 - ?2, "
            "?3, ?1 + ?2, ?1 + 4 * ?2, 0, ?4, 'prompt', 'a-late-wave', ?5, ?6, ?7, 0.3, ?8, ?9, 0.25)")


class Life(lab.LabTest):
    """Two weeks of urges, check-ins, contact and prompts. What the person wrote themself is "qqq"."""

    def setUp(self):
        self.lab.write_settings(SETTINGS)
        self.clock = Clock(self.lab, moment("2026-11-09 09:00"))
        for day in range(14):
            self.live_a_day(day)
        self.write()
        self.decide()

    def say(self, line, code=0, **more):
        done = self.lab.run_steady(*line.split(), **more)
        self.assertEqual(done.returncode, code, f"steady {line}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def live_a_day(self, day):
        feeling, cue = (("lonely", "night"), ("restless", "their-page"), ("sad", "drink"), ("qqq", "qqq"), ("afraid", "alone"))[day % 5]
        sort, deed = ("missing", "need", "both")[day % 3], ("no", "partly", "yes")[day % 3]
        self.say(f"urge {4 + day % 6} --feeling {feeling} --cue {cue} --sort {sort} --forecast 5")
        self.clock.step(16 * MINUTE)
        self.lab.write_rows("INSERT INTO rating (urge, at, intensity) VALUES ((SELECT max(id) FROM urge), ?, ?)", self.clock.now(), 1 + day % 4)
        self.say(f"urge --acted {deed}" + (" --plan helped" if cue == "night" else ""))
        self.clock.step(12 * HOUR)
        missing, need = (("calm", "alone"), ("life", "reply"), ("both", "now"), ("open", "picture"))[day % 4]
        self.say(f"checkin evening -a missing-{missing}=some -a need-{need}=strong")
        self.clock.step(12 * HOUR - 16 * MINUTE)

    def write(self):
        for began, kind in (("me", "message"), ("them", "call"), ("chance", "met"), ("me", "checked")):
            self.say(f"contact --began {began} --kind {kind} --note qqq")
        for what in ("children", "work", "money", "law", "other"):
            self.say(f"contact --began me --kind necessary --necessity {what}")
        self.say("note", stdin="qqq")
        self.say("draft", stdin="qqq")
        self.say("draft seal last --until 1h")
        self.say("plan rehearse late")
        self.say("read a-late-wave --helped yes")
        self.clock.step(2 * HOUR)

    def decide(self):
        """A decision for each end and each reason, as the daemon writes them."""
        now = moment("2026-11-20 10:00")
        for i, end in enumerate(ENDS):
            shown = now + i * HOUR if end in ENDS[:4] else None
            self.lab.write_rows(DECISION, now + i * HOUR, MINUTE, i % 4, None, shown, now + (i + 1) * HOUR, end, i % 3, None)
        for i, reason in enumerate(REASONS):
            self.lab.write_rows(DECISION, now + 20 * HOUR + i * MINUTE, i % 2, 0, reason, None, now + 20 * HOUR + i * MINUTE + i % 2 * (1 + i % 4) * MINUTE,
                                "dropped", 1, 0.5 if reason == "chance" else None)

    def reading(self):
        """(the line, what it says) of all that reads."""
        numbers = [row["id"] for row in self.lab.rows("SELECT id FROM decision ORDER BY id")]
        for line in READING + [f"why {number}" for number in numbers]:
            yield line, self.lab.run_steady(*line.split())


# Said in the same words in every language: what the person typed, when it comes, names.
SAME = set(re.findall("[A-Za-z]+", SETTINGS)) | {"steady", "https", "findahelpline", "com", "dunst", "mako", "OK", "jitter"}
ENGLISH = ("help ", "config reference", "schedule show", "checkin", "read", "helplines", "version", "when")  # and these show texts that are not in the catalogue


def other_letters(text):
    """The text of a message in Greek letters, but for what a program reads: %s, `commands`, --options."""
    parts = re.split(r"(%(?:\d+\$)?[-.*\d]*l*[a-zA-Z%]|`[^`]*`|\\\\.|\\.|\{\w+\}|--[\w-]+)", text)
    return "".join(part if i % 2 else re.sub("[A-Za-z]", lambda letter: chr(0x3b1 + ord(letter[0].lower()) % 17), part) for i, part in enumerate(parts))


def write_catalogue(path):
    """A language in which every text is translated, and none is English."""
    done = subprocess.run(["msgen", os.path.join(lab.ROOT, "po", "steady.pot")], capture_output=True, text=True, check=True)
    head, *messages = done.stdout.replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=n != 1").split("\n\n")
    said = [re.sub(r'(^msgstr[^"]*"|^")(.*)"$', lambda line: line[1] + other_letters(line[2]) + '"', message[message.index("\nmsgstr"):], flags=re.M)
            for message in messages if "\nmsgstr" in message]
    whole = [message[:message.index("\nmsgstr")] + text for message, text in zip((m for m in messages if "\nmsgstr" in m), said)]
    os.makedirs(os.path.dirname(path))
    subprocess.run(["msgfmt", "--output-file", path, "-"], input="\n\n".join([head, *whole]) + "\n", text=True, check=True)


class Words(Life):
    def test_no_line_is_too_long(self):
        for language in ("en", "de"):
            self.lab.env |= {"LANGUAGE": language, "COLUMNS": "80"}
            for line, done in self.reading():
                with self.subTest(line=line, language=language):
                    long = [text for text in done.stdout.split("\n") if columns(text) > 80 and "https://" not in text]
                    self.assertEqual(long, [], "but for an address, which is not broken")

    def test_no_word_comes_from_anywhere_but_the_catalogue(self):
        program = shutil.copy(lab.STEADY, self.lab.path("steady"))
        write_catalogue(self.lab.path("locale", "zz", "LC_MESSAGES", "steady.mo"))
        names = {line.split("\t")[0] for line in self.lab.run_steady("complete", "").stdout.split("\n")}
        self.lab.env |= {"LANGUAGE": "zz"}
        with unittest.mock.patch.object(lab, "STEADY", program):
            for line, done in self.reading():
                if line.startswith(ENGLISH):
                    continue
                text = re.sub(r"`[^`]*`|--\w+|\S*/steady\S*", "", done.stdout + done.stderr)
                self.assertRegex(text, "[α-ω]|^$", line)
                with self.subTest(line=line):
                    self.assertEqual({word for word in re.findall("[A-Za-z]{2,}", text)} - SAME - names, set(), text)


if __name__ == "__main__":
    lab.main()
