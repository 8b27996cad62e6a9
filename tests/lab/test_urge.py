#!/usr/bin/python3
"""An urge, from its first rating to the day after: in a terminal, by notification, and from the one to the other."""
import contextlib
import json
import os
import re
import signal
import sqlite3
import select
import time

from clock import MINUTE, Clock, moment
from lab import SLOW, main
from test_cli import CliTest

SETTINGS = """[steady]
quiet = none
apart = none
budget = 100
[checkin pull]
when = 2199-01-01 03:00
protocol = urge
[plan late]
if = it is after ten and I feel alone
then = I call Sam
cues = night, lonely, photo
"""
NIGHT = SETTINGS.replace("quiet = none", "quiet = 00:00..23:59").replace("budget = 100", "budget = 1").replace("apart = none", "apart = 24h")
BEGIN = "2026-06-01 23:00"


class UrgeTest(CliTest):
    def setUp(self):
        self.lab.write_settings(SETTINGS)

    def urge(self):
        return self.lab.rows("SELECT * FROM urge ORDER BY id DESC LIMIT 1")[0]

    def ratings(self):
        return [r["intensity"] for r in self.lab.rows("SELECT intensity FROM rating ORDER BY id")]

    def pending(self):
        """What is still to be asked, and in how many minutes from its beginning."""
        begun = self.urge()["begun"]
        return {p["kind"]: round((p["wall"] - begun) / MINUTE) for p in self.lab.rows("SELECT * FROM pending")}

    def outcomes(self):
        return [(o["name"], o["value"]) for o in self.lab.rows("SELECT * FROM outcome WHERE kind = 'plan' ORDER BY at, id")]

    def waiting(self, schedule):
        """The prompt of that name, once it waits on the screen."""
        return self.lab.eventually(lambda: next((p for p in self.lab.open_prompts() if p["schedule"] == schedule and
                                                 p["state"] == "shown"), None), what=f"{schedule} on the screen")

    def answer(self, schedule, **items):
        for item, value in items.items():
            prompt = self.lab.eventually(lambda: next((p for p in self.lab.open_prompts() if p["schedule"] == schedule and
                                                       p["item"] == item.replace("_", "-")), None), what=item)
            self.lab.steady("Answer", "(xss)", prompt["id"], item.replace("_", "-"), value)

    def clocks(self):
        """False clocks for all that is started from now on; only a daemon that runs can move them."""
        self.clock = Clock(self.lab, moment(BEGIN))
        return self.clock

    def terminal(self, *arguments, **more_env):
        return super().terminal(*arguments, **{**self.lab.steady_env, **more_env})

    def to_the_delay(self, *arguments, strength=None):
        """A terminal in which all was left out up to the offer of the delay."""
        terminal = self.terminal("urge", *arguments)
        if strength is not None:
            terminal.expect("How strong is it")
            terminal.type(f"{strength}\n")
        for _ in range(2):
            terminal.expect("of your own")
            terminal.type("\n")
        terminal.expect("[Y/n]")
        return terminal

    def to_the_wait(self, *arguments, **more):
        """And on: the wait runs."""
        terminal = self.to_the_delay(*arguments, **more)
        terminal.type("\n")
        for question in ("[y/n]", "[y/n]", "do you think"):
            terminal.expect(question)
            terminal.type("\n")
        terminal.expect("Ctrl-C")
        return terminal

    def at_rest(self):
        """The daemon has read what was written, and done what comes of it: so many turns of its loop later."""
        for _ in range(60):
            self.lab.property("Version")


class Script(UrgeTest):
    bus = False

    def test_noted_from_a_script(self):
        self.assertEqual(self.steady("urge", "7").stdout, "Noted: 7 of 10.\n")
        self.assertEqual(self.json("urge", "3")["urge"], 2)
        self.assertEqual(self.json("urge", "--acted", "no")["urge"], 2)
        self.assertEqual(self.json("urge", "--acted", "partly")["acted"], "partly")
        self.steady("urge", "--acted", "yes", code=1)
        self.assertEqual([u["acted"] for u in self.lab.rows("SELECT acted FROM urge ORDER BY id")], ["partly", "no"])
        self.assertEqual(self.ratings(), [7, 3])

    def test_noted_and_ended_in_one(self):
        self.assertEqual(self.json("urge", "9", "--acted", "yes")["acted"], "yes")
        self.assertIsNotNone(self.urge()["ended"])

    def test_all_of_it_in_one_line_has_a_fixed_shape(self):
        said = self.json("urge", "7", "--feeling", "restless", "--sort", "need", "--cue", "night", "--forecast", "8",
                         "--plan", "helped", "--acted", "no")
        self.assertEqual({key: said[key] for key in ("intensity", "feeling", "sort", "cue", "plan", "forecast", "acted")}, {
            "intensity": 7, "feeling": "restless", "sort": "need", "cue": "night", "plan": "late", "forecast": 8, "acted": "no"})
        row = self.urge()
        self.assertEqual((row["feeling"], row["sort"], row["cue"], row["plan"], row["forecast"], row["acted"]),
                         ("restless", "need", "night", "late", 8, "no"))
        self.assertEqual(self.outcomes(), [("late", "offered"), ("late", "used"), ("late", "helped")])
        self.assertEqual(set(self.json("urge", "2")), set(said))

    def test_what_a_plan_did_can_be_said_when_it_is_over(self):
        self.steady("urge", "7", "--cue", "photo", "--acted", "no")
        self.steady("urge", "--plan", "used")
        self.assertEqual(self.outcomes(), [("late", "offered"), ("late", "used")])

    def test_what_cannot_be_is_refused_and_nothing_is_noted(self):
        for words in (("7", "--sort", "love"), ("7", "--plan", "worked"), ("7", "--forecast", "11"), ("7", "--feeling", ""),
                      ("7", "--cue", "x" * 41), ("7", "--wait", "--acted", "no")):
            self.assertRegex(self.steady("urge", *words, code=2).stderr, r"^steady: \S")
        self.assertIn("cues", self.steady("urge", "7", "--cue", "drink", "--plan", "used", code=1).stderr)
        self.assertFalse(os.path.exists(self.lab.store))

    def test_a_wait_chosen_in_a_script_is_left_to_the_daemon(self):
        self.assertTrue(self.json("urge", "7", "--wait")["waits_until"])
        self.assertEqual(self.pending(), {"delay": 15, "again": 1, "later": 24 * 60})


class InTheTerminal(UrgeTest):
    def test_gone_through_with_every_question(self):
        terminal = self.terminal("urge")
        for question, typed in (("How strong is it", "12"), ("0 to 10", "8"), ("how it feels", "2"), ("set it off", "their page"),
                                ("[Y/n]", ""), ("missing them", "y"), ("needing them", "y"), ("do you think", "9")):
            terminal.expect(question)
            terminal.type(typed + "\n")
        terminal.expect("15 minutes left")
        self.assertEqual(self.pending(), {"delay": 15, "again": 1, "later": 24 * 60})
        terminal.expect("Ctrl-C")
        terminal.type("\n")
        for question, typed in (("some other time", None), ("How strong is it now", "4"), ("Your plan", "1"), ("What did you do", "1")):
            terminal.expect(question)
            if typed:
                terminal.type(typed + "\n")
        self.assertEqual(terminal.end(), 0)
        row = self.urge()
        self.assertEqual((row["feeling"], row["cue"], row["sort"], row["forecast"], row["acted"], row["delay"], self.ratings()),
                         ("lonely", "their-page", "both", 9, "no", 15 * MINUTE, [8, 4]))
        self.assertEqual(self.outcomes(), [("late", "offered"), ("late", "used"), ("late", "helped")])
        self.assertEqual(self.lab.rows("SELECT * FROM pending WHERE kind <> 'later'"), [])
        self.assertIn("If it is after ten and I feel alone, then I call Sam.", terminal.text)
        self.assertNotRegex(terminal.text, r"(?i)well done|great|\bwe\b|you may (now )?send|minutes? (an|the) urge")
        for line in re.split(r"\r\n|\r|(?<=\)): |(?<=[\])]) ", re.sub(r"\x1b\[K", "", terminal.text)):
            self.assertLess(len(line), 80, line)

    def test_every_question_can_be_left_out_and_the_third_tap_is_the_delay(self):
        terminal = self.to_the_delay(strength="")
        self.assertEqual(terminal.text.count("leave it out):") + terminal.text.count("leave it out) "), 3, terminal.text)
        terminal.type("n\n")
        terminal.expect("some other time")
        self.assertEqual(terminal.end(), 0)
        row = self.urge()
        self.assertEqual((self.ratings(), row["delay"], row["feeling"], row["cue"], row["sort"]), ([], None, None, None, None))

    def test_an_arrow_key_is_no_word(self):
        terminal = self.terminal("urge", "7")
        terminal.expect("of your own")
        terminal.type("\x1b[B\n")
        terminal.expect("type it again")
        terminal.expect("of your own")
        terminal.type("Sad\n")
        terminal.expect("of your own")
        terminal.type("\x04")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual(self.urge()["feeling"], "sad")

    def test_the_input_that_ends_loses_nothing(self):
        terminal = self.terminal("urge", "7")
        terminal.expect("of your own")
        terminal.type("sad\n")
        terminal.expect("of your own")
        terminal.type("\x04")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual((self.urge()["feeling"], self.ratings()), ("sad", [7]))

    def test_asked_on_the_way_and_at_the_end(self):
        clock = self.clocks()
        terminal = self.to_the_wait("8")
        for minutes, typed in ((1, "7"), (4, "x"), (0, "6"), (10, None)):
            clock.suspend(minutes * MINUTE)
            if typed:
                terminal.expect("How strong is it now, 0 to 10?" if minutes else "A number from 0 to 10")
                terminal.type(typed + "\n")
            if typed and typed != "x":
                terminal.expect(f"Noted: {typed} of 10.")
        terminal.expect("The time is over.")
        terminal.expect("How strong is it now")
        terminal.type("3\n")
        terminal.expect("What did you do")
        terminal.type("1\n")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual(self.ratings(), [8, 7, 6, 3])

    def test_a_number_typed_at_any_time_is_how_strong_it_is(self):
        terminal = self.to_the_wait("8")
        terminal.type("6\n")
        terminal.expect("Noted: 6 of 10.")
        terminal.expect("minutes left")
        self.assertEqual(self.ratings(), [8, 6])

    def test_a_question_that_nobody_answers_stands_in_nobodys_way(self):
        clock = self.clocks()
        terminal = self.to_the_wait("8")
        clock.suspend(MINUTE)
        terminal.expect("How strong is it now")
        self.lab.eventually(lambda: self.pending()["again"] == 5, what="the next one being the daemon's, should this terminal go")
        clock.suspend(3 * MINUTE)
        terminal.expect("minutes left")
        clock.suspend(11 * MINUTE)
        terminal.expect("The time is over.")

    def test_lines_only_where_nothing_can_be_drawn(self):
        for words, more in ((("8", "--plain"), {}), (("8",), {"TERM": "dumb"}), (("8",), {"TERM": "dumb", "NO_COLOR": "1"})):
            terminal = self.terminal("urge", *words, **more)
            for question in ("of your own", "of your own", "[Y/n]", "[y/n]", "[y/n]", "do you think", "count to 6"):
                terminal.expect(question)
                if "count" not in question:
                    terminal.type("\n")
            terminal.type("\n")
            terminal.expect("some other time")
            self.assertNotIn("\x1b", terminal.text)
            self.assertNotRegex(terminal.text, "\r[^\n]")
            terminal.process.kill()
            self.steady("urge", "--acted", "no")

    def test_what_is_drawn_again_fits_a_narrow_terminal(self):
        terminal = self.terminal("urge", "8", width=40)
        for question in ("of your own", "of your own", "[Y/n]", "[y/n]", "[y/n]", "do you think"):
            terminal.expect(question)
            terminal.type("\n")
        terminal.expect("Breathe in 1")
        terminal.expect("Breathe in 2")
        for line in terminal.text.split("\r\x1b[K")[1:]:
            self.assertLess(len(line.split("\r\n")[0]), 40, line)

    def test_what_past_waves_did_is_counted_and_few_tell_nothing(self):
        terminal = self.to_the_delay("8")
        self.assertIn("Too few to tell", terminal.text.replace("\r\n", " "))
        terminal.process.kill()
        with contextlib.closing(sqlite3.connect(self.lab.store)) as db, db:
            for i in range(6):
                db.execute("INSERT INTO urge (id, begun, zone_offset, ended) VALUES (?, ?, 0, 1)", (100 + i, i * 10**10))
                db.executemany("INSERT INTO rating (urge, at, intensity) VALUES (?, ?, ?)",
                               ((100 + i, i * 10**10, 8), (100 + i, i * 10**10 + 16 * MINUTE, 7 if i == 0 else 4)))
        terminal = self.to_the_delay("8")
        self.assertIn("of 6 waves, 5 had fallen by 3 or more after 15 minutes", terminal.text.replace("\r\n", " "))

    def test_no_wait_when_it_is_not_wanted(self):
        terminal = self.to_the_delay("5")
        terminal.type("n\n")
        terminal.expect("some other time")
        self.assertEqual(terminal.end(), 0)
        self.assertIsNone(self.urge()["delay"])
        self.assertIsNone(self.urge()["ended"])

    def test_a_store_that_cannot_be_written_stops_nobody(self):
        data = self.lab.path("data", "steady")
        with open(data, "w", encoding="utf-8"):
            pass
        terminal = self.to_the_wait("7")
        terminal.type("\n")
        terminal.expect("How strong is it now")
        terminal.type("\n")
        terminal.expect("What did you do")
        os.unlink(data)  # it can be written again: nothing is lost
        terminal.type("2\n")
        self.assertEqual(terminal.end(10), 0)
        self.assertEqual((self.urge()["acted"], self.ratings()), ("partly", [7]))

    def test_what_could_not_be_written_is_said_at_the_end(self):
        with open(self.lab.path("data", "steady"), "w", encoding="utf-8"):
            pass
        terminal = self.terminal("urge", "7", "--feeling", "so so", "--sort", "need")
        for question, typed in (("of your own", ""), ("[Y/n]", ""), ("do you think", ""), ("Ctrl-C", ""), ("How strong is it now", "5"),
                                ("What did you do", "1")):
            terminal.expect(question)
            terminal.type(typed + "\n")
        terminal.expect("could not be written down")
        self.assertEqual(terminal.end(), 1)
        said = " ".join(terminal.text.split())
        self.assertIn("cannot be saved for now", said)
        self.assertNotIn("Noted", said, "nothing was")
        self.assertIn("did not act on it", said)
        self.assertIn("steady urge 7 --feeling 'so so' --sort need --acted no", said)
        done = self.steady("urge", "7", code=1)
        self.assertEqual(done.stdout, "")
        self.assertIn("could not be written down", done.stderr)
        done = self.lab.run_steady("urge", "7", "--json")
        self.assertEqual((done.returncode, json.loads(done.stdout)["recorded"]), (1, False))


RECONNECTING = r"(?i)missing them|needing them|back in touch|between you and them|losing them|without them|write back"


class Frightened(UrgeTest):
    def setUp(self):
        self.lab.write_settings(SETTINGS + "[care]\nfrightened = yes\n")

    def test_somebody_to_talk_to_comes_first_and_nothing_is_about_reunion(self):
        terminal = self.to_the_wait(strength="8")
        terminal.type("\n")
        for question, typed in (("How strong is it now", ""), ("What did you do", "3"), ("not to blame", None)):
            terminal.expect(question)
            if typed is not None:
                terminal.type(typed + "\n")
        self.assertEqual(terminal.end(), 0)
        said = " ".join(terminal.text.split())
        self.assertTrue(said.startswith("If you are afraid of them"), said)
        self.assertEqual(said.count("If you are afraid"), 1)
        self.assertIn("steady read when-it-was-not-safe", said)
        self.assertNotRegex(said, RECONNECTING + "|slip")

    def test_a_check_in_says_so_too_and_asks_in_other_words(self):
        for name in ("evening", "signs", "aftercare", "morning"):
            terminal = self.terminal("checkin", name, "--plain")
            terminal.expect("If you are afraid of them")
            terminal.expect("? helps.")
            terminal.type("1\n1\n1\n\n")
            terminal.end()
            self.assertNotRegex(terminal.text, RECONNECTING)

    def test_by_notification_they_are_one_command_away(self):
        self.start()
        self.lab.steady("BeginUrge", "(i)", -1)
        self.server.shown("steady helplines")
        self.answer("urge/1/opening", intensity="8")
        self.server.shown("Leave it for a while, and be asked again? Somebody to talk to")


class Leaving(UrgeTest):
    def leave(self, how):
        terminal = self.to_the_wait("6")
        how(terminal)
        terminal.end()
        left = self.lab.rows("SELECT wall FROM pending WHERE kind = 'delay'")[0]["wall"] / 1e6 - time.time()
        self.assertTrue(14 * 60 < left <= 15 * 60 + 1, left)
        self.assertEqual(self.pending(), {"delay": 15, "again": 1, "later": 24 * 60})
        return terminal

    def test_leaving_the_waiting_leaves_the_delay(self):
        self.assertIn("--acted", self.leave(lambda terminal: terminal.type("\x03")).text)

    def test_a_terminal_that_goes_away_leaves_the_delay(self):
        self.leave(lambda terminal: terminal.process.send_signal(signal.SIGHUP))

    def test_killed_between_two_questions_what_was_said_stands(self):
        terminal = self.terminal("urge", "8")
        terminal.expect("of your own")
        terminal.type("2\n")
        terminal.expect("What set it off?")
        terminal.expect("of your own")
        terminal.process.kill()
        terminal.process.wait()
        self.assertEqual(self.urge()["feeling"], "lonely")

    def test_killed_it_leaves_the_delay(self):
        self.leave(lambda terminal: terminal.process.kill())

    def killed_at(self, question, typed):
        """A terminal in which so much was typed, killed while this question stands."""
        terminal = self.terminal("urge", "8")
        for words in ("of your own", "of your own", "[Y/n]", "[y/n]", "[y/n]", "do you think"):
            terminal.expect(words)
            if not typed:
                break
            terminal.type(typed.pop(0) + "\n")
        self.assertIn(question, " ".join(terminal.text.split()))
        terminal.process.kill()
        terminal.process.wait()

    def test_killed_at_any_question_the_daemon_goes_on_with_the_one_that_was_next(self):
        clock = self.begin_at_night(NIGHT)
        steps = ((("how it feels", []), ("opening", "wait", "feeling")), (("set it off", ["sad"]), ("opening", "wait", "cue")),
                 (("[Y/n]", ["sad", "night"]), ("opening", "wait", "")),
                 (("missing them", ["sad", "night", ""]), ("again", "intensity", "sort-calm")),
                 (("do you think", ["sad", "night", "", "y", "n"]), ("again", "intensity", "forecast")))
        for (question, typed), (ask, first, then) in steps:
            self.killed_at(question, list(typed))
            urge = self.urge()["id"]
            clock.suspend(MINUTE)
            prompt = self.waiting(f"urge/{urge}/{ask}")
            self.assertEqual(prompt["item"], first, question)
            self.assertEqual(self.lab.steady("Answer", "(xss)", prompt["id"], first, "yes" if first == "wait" else "7")[0], then, question)
            self.lab.steady("EndUrge", "(xs)", urge, "no")
            self.lab.eventually(lambda: not self.lab.open_prompts())

    def test_killed_before_the_wait_was_offered_the_terminal_goes_on_as_well(self):
        self.killed_at("set it off", ["sad"])
        terminal = self.terminal("urge")
        for question, typed in (("still open: 8 of 10", None), ("How strong is it now", "7"), ("set it off", "night"), ("I call Sam", None),
                                ("[Y/n]", ""), ("[y/n]", "y"), ("[y/n]", "n"), ("do you think", "5"), ("Ctrl-C", "")):
            terminal.expect(question)
            if typed is not None:
                terminal.type(typed + "\n")
        terminal.expect("some other time")
        row = self.urge()
        self.assertEqual((row["feeling"], row["cue"], row["sort"], row["forecast"], self.ratings()), ("sad", "night", "missing", 5, [8, 7]))
        self.assertNotIn("how it feels", terminal.text)

    def test_no_to_the_wait_and_the_end_of_the_input_are_answers_and_nothing_asks_again(self):
        clock = self.begin_at_night(NIGHT)
        for typed in ("n\n", "\x04"):
            terminal = self.to_the_delay("8")
            terminal.type(typed)
            self.assertEqual(terminal.end(), 0)
            clock.suspend(5 * MINUTE)
            self.at_rest()
            self.assertEqual(self.lab.open_prompts(), [])
            self.steady("urge", "--acted", "no")

    def begin_at_night(self, settings=SETTINGS):
        self.lab.write_settings(settings)
        clock = self.clocks()
        self.start()
        return clock

    def test_while_the_terminal_asks_the_daemon_does_not_and_killed_it_does(self):
        clock = self.begin_at_night(NIGHT)
        terminal = self.to_the_wait("8")
        clock.suspend(5 * MINUTE)
        terminal.expect("How strong is it now")
        self.at_rest()
        self.assertEqual(self.lab.open_prompts(), [])
        terminal.process.kill()
        terminal.process.wait()
        self.at_rest()
        self.assertEqual(self.lab.open_prompts(), [], "its question was the terminal's")
        clock.suspend(10 * MINUTE)
        self.answer("urge/1", intensity="4", acted="no")
        self.lab.eventually(lambda: self.urge()["acted"] == "no")
        self.assertEqual(self.ratings(), [8, 4])

    def test_left_the_daemon_asks_at_the_same_moments(self):
        clock = self.begin_at_night(NIGHT)
        terminal = self.to_the_wait("8")
        terminal.type("\x03")
        terminal.expect("Steady asks again in 15 minutes at the latest")
        self.assertEqual(terminal.end(), 0)
        for minutes, strength in ((1, "7"), (4, "6")):
            clock.suspend(minutes * MINUTE)
            self.answer("urge/1/again", intensity=strength)
        clock.suspend(10 * MINUTE)
        self.answer("urge/1", intensity="3", acted="partly")
        self.lab.eventually(lambda: self.urge()["acted"] == "partly")
        begun = self.urge()["begun"]
        self.assertEqual([round((r["at"] - begun) / MINUTE) for r in self.lab.rows("SELECT at FROM rating ORDER BY id")], [0, 1, 5, 15])
        self.assertEqual(self.lab.rows("SELECT DISTINCT urge FROM response")[0]["urge"], 1)

    def test_back_in_the_terminal_it_goes_on_where_it_is(self):
        clock = self.begin_at_night()
        terminal = self.to_the_wait("8")
        terminal.type("\x03")
        terminal.end()
        clock.suspend(MINUTE)
        self.waiting("urge/1/again")
        terminal = self.terminal("urge")
        terminal.expect("still open: 8 of 10")
        for question in ("[y/n]", "[y/n]", "How strong in 14 minutes"):  # left out before, and not asked on the way yet
            terminal.expect(question)
            terminal.type("\n")
        terminal.expect("14 minutes left")
        self.assertEqual(self.lab.open_prompts(), [], "it is asked in the terminal by now")
        clock.suspend(4 * MINUTE)
        terminal.expect("How strong is it now")
        terminal.type("5\n")
        clock.suspend(10 * MINUTE)
        terminal.expect("The time is over.")
        terminal.expect("How strong is it now")
        terminal.type("2\n")
        terminal.expect("What did you do")
        terminal.type("1\n")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual((self.ratings(), self.urge()["acted"]), ([8, 5, 2], "no"))
        self.assertEqual(self.lab.open_prompts(), [])

    def test_a_daemon_that_is_killed_learns_of_the_terminal_again(self):
        clock = self.begin_at_night()
        terminal = self.to_the_wait("8")
        self.lab.programs[-1].kill()
        self.lab.start_steadyd()
        terminal.expect("Breathe")
        self.at_rest()
        while terminal.read(0) and select.select([terminal.master], [], [], 0)[0]:
            pass
        terminal.seen = len(terminal.text)
        for _ in range(2):  # drawn by the loop that tells the new one, and after it
            terminal.expect("Breathe")
        clock.suspend(5 * MINUTE)
        terminal.expect("How strong is it now")
        self.at_rest()
        self.assertEqual(self.lab.open_prompts(), [])
        terminal.process.kill()
        terminal.process.wait()
        clock.suspend(10 * MINUTE)
        self.waiting("urge/1")

    def test_a_daemon_that_is_killed_asks_on_at_the_same_moments(self):
        clock = self.begin_at_night()
        self.steady("urge", "8", "--wait")
        clock.suspend(MINUTE)
        before = self.waiting("urge/1/again")["id"]
        self.lab.programs[-1].kill()
        self.lab.start_steadyd()
        self.assertEqual(self.waiting("urge/1/again")["id"], before, "the same question, once")
        clock.suspend(4 * MINUTE)
        self.lab.eventually(lambda: self.waiting("urge/1/again")["id"] > before)
        self.lab.programs[-1].kill()
        clock.suspend(20 * MINUTE)
        self.lab.start_steadyd()
        self.waiting("urge/1")
        self.assertEqual([p["schedule"] for p in self.lab.open_prompts()], ["urge/1"], "what was on the way is over")

    def test_paused_it_is_asked_all_the_same(self):
        clock = self.begin_at_night()
        self.steady("pause")
        self.steady("urge", "8", "--wait")
        clock.suspend(MINUTE)
        self.waiting("urge/1/again")

    def test_without_a_daemon_the_one_that_comes_asks(self):
        clock = self.clocks()
        self.steady("urge", "8", "--wait")
        clock.suspend(16 * MINUTE)
        self.start()
        self.waiting("urge/1")


class ByNotification(UrgeTest):
    def setUp(self):
        super().setUp()
        self.clocks()

    def test_from_the_first_question_to_the_day_after(self):
        self.start()
        self.assertEqual(self.lab.steady("BeginUrge", "(i)", -1), (1,))
        self.answer("urge/1/opening", intensity="8", wait="yes", feeling="more", feeling_more="more", feeling_rest="longing",
                    cue="seen", cue_seen="photo")
        self.assertIn("Too few to tell", self.server.shown("Leave it for a while")["body"])
        self.server.shown("I call Sam")
        self.assertNotIn("alone", "".join(n["summary"] + n["body"] for n in self.server.notified()))
        self.assertEqual(self.pending(), {"delay": 15, "again": 1, "later": 24 * 60})
        self.clock.suspend(MINUTE)
        self.answer("urge/1/again", intensity="7", sort_calm="no", sort_pressing="yes", forecast="9", go_on="on")
        self.clock.suspend(14 * MINUTE)
        self.answer("urge/1", intensity="3")
        self.server.shown("You expected 9 for now; it is 3.")
        self.answer("urge/1", acted="no", plan="helped")
        self.lab.eventually(lambda: self.outcomes() == [("late", "offered"), ("late", "used"), ("late", "helped")])
        row = self.urge()
        self.assertEqual((row["feeling"], row["cue"], row["plan"], row["sort"], row["forecast"], row["acted"], self.ratings()),
                         ("longing", "photo", "late", "need", 9, "no", [8, 7, 3]))
        self.assertAlmostEqual(row["forecast_for"], row["begun"] + 15 * MINUTE, delta=30 * SLOW * 1000000)
        self.clock.suspend(24 * 60 * MINUTE)
        self.answer("urge/1/later", later="smaller")
        self.lab.eventually(lambda: self.urge()["later"] == "smaller")
        self.assertEqual(self.lab.rows("SELECT * FROM pending"), [])
        self.assertEqual({r["urge"] for r in self.lab.rows("SELECT urge FROM response")}, {1})

    def test_a_check_in_that_found_it_strong_offers_it_at_any_hour(self):
        self.lab.write_settings(NIGHT)
        self.start()
        self.lab.steady("ShowNow", "(s)", "checkin/pull")
        self.answer("checkin/pull", urge="strong", intensity="9", stay="yes")
        self.assertEqual(self.waiting("urge/1/opening")["item"], "wait", "how strong it is, is known")
        self.lab.eventually(lambda: self.ratings() == [9])
        self.answer("urge/1/opening", wait="no", feeling="apart", cue="self", cue_self="solo")
        self.lab.eventually(lambda: self.urge()["cue"] == "alone")
        self.assertEqual(self.pending(), {"later": 24 * 60})

    def test_killed_in_the_middle_of_it_it_goes_on_with_the_next_question(self):
        self.start()
        self.lab.steady("BeginUrge", "(i)", 7)
        self.lab.eventually(lambda: self.ratings() == [7])
        self.waiting("urge/1/opening")
        self.lab.programs[-1].kill()
        self.lab.start_steadyd()
        self.assertEqual(self.waiting("urge/1/opening")["item"], "wait")
        self.answer("urge/1/opening", wait="yes")
        self.lab.programs[-1].kill()
        self.lab.start_steadyd()
        self.assertEqual(self.waiting("urge/1/opening")["item"], "feeling")
        self.lab.eventually(lambda: self.pending() == {"delay": 15, "again": 1, "later": 24 * 60})

    def test_from_notification_to_terminal_it_is_the_same_urge(self):
        self.start()
        self.lab.steady("BeginUrge", "(i)", 8)
        self.answer("urge/1/opening", wait="yes", feeling="sad", cue="self", cue_self="solo")
        self.lab.eventually(lambda: self.urge()["cue"])
        terminal = self.terminal("urge")
        terminal.expect("still open: 8 of 10")
        for question in ("[y/n]", "[y/n]", "How strong in 15 minutes"):
            terminal.expect(question)
            terminal.type("\n")
        terminal.expect("15 minutes left")
        terminal.type("\n")
        terminal.expect("How strong is it now")
        terminal.type("4\n")
        terminal.expect("What did you do")
        terminal.type("1\n")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual((self.urge()["id"], self.urge()["cue"], self.ratings()), (1, "alone", [8, 4]))

    def test_ended_over_the_bus_nothing_is_asked_any_more(self):
        self.start()
        self.lab.steady("BeginUrge", "(i)", 8)
        self.answer("urge/1/opening", wait="yes")
        self.lab.steady("EndUrge", "(xs)", 1, "no")
        self.lab.eventually(lambda: not self.lab.open_prompts())
        self.assertEqual((self.urge()["acted"], self.pending()), ("no", {"later": 24 * 60}))
        for arguments, said in (((99, "no"), "there is no urge 99"), ((1, "maybe"), "no, partly or yes")):
            with self.assertRaisesRegex(Exception, said):
                self.lab.steady("EndUrge", "(xs)", *arguments)
        with self.assertRaisesRegex(Exception, "0 to 10"):
            self.lab.steady("BeginUrge", "(i)", 11)

    def test_several_in_one_evening_are_one_question_a_day_later(self):
        self.start()
        for strength in ("5", "8", "6"):
            self.steady("urge", strength, "--acted", "no")
        self.clock.suspend(24 * 60 * MINUTE)
        self.waiting("urge/3/later")
        self.assertEqual([p["schedule"] for p in self.lab.open_prompts()], ["urge/3/later"])

    def test_killed_before_and_while_it_asks_the_day_after_it_asks_once(self):
        self.start()
        self.steady("urge", "8", "--acted", "no")
        self.at_rest()
        self.lab.programs[-1].kill()
        self.lab.start_steadyd()
        self.clock.suspend(24 * 60 * MINUTE)
        number = self.waiting("urge/1/later")["id"]
        self.lab.programs[-1].kill()
        self.lab.start_steadyd()
        self.assertEqual(self.waiting("urge/1/later")["id"], number)
        self.answer("urge/1/later", later="smaller")
        self.lab.eventually(lambda: self.urge()["later"] == "smaller")
        self.assertEqual(len(self.lab.rows("SELECT id FROM decision WHERE schedule = 'urge/1/later'")), 1)


if __name__ == "__main__":
    main()
