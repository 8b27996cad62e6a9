#!/usr/bin/python3
"""Check-ins from end to end: by keys, by lines, by notification, left in the middle and gone on with, and taken back."""
import fcntl
import os
import signal
import sqlite3
import termios

import lab
from test_cli import CliTest

TIOCGPTPEER = 0x5441  # the other end of a terminal, as one more descriptor
UP, DOWN, RIGHT, LEFT = "\033[A", "\033[B", "\033[C", "\033[D"

OWN = """[protocol]
title = Mine
first = hours

[item hours]
type = number
ask = How many hours?
min = 0
max = 24
unit = hours
next.0..3 = tired
next = felt

[item tired]
type = yesno
ask = Tired?
next = felt

[item felt]
type = scale
ask = How was it?
optional = yes
next.0..2 = low
next = note

[item low]
type = choice
ask = What helps?
choices = rest, walk
next = note

[item note]
type = text
ask = A word?
optional = yes
next = end
"""

PULL = """[protocol]
title = A short check-in
first = urge

[item urge]
type = choice
ask = Is there a pull right now?
ask-open = Is there an urge to message them right now?
choices = no, some, strong
next.no = end
next = intensity

[item intensity]
type = scale
ask = How strong is it, from 0 to 10?
next = acted

[item acted]
type = choice
ask = What did you do with it so far?
choices = no, partly, yes
label.no = Let it pass
label-open.no = No message
next = end
"""

SCHEDULES = """[steady]
quiet = none
budget = 10000
apart = none

[checkin evening]
when = 2199-01-01 21:30
protocol = evening

[checkin pull]
when = 2199-01-01 21:30
protocol = pull

[checkin own]
when = 2199-01-01 21:30
protocol = mine
"""


class CheckinTest(CliTest):
    def setUp(self):
        folder = self.lab.path("config", "steady", "protocols")
        os.makedirs(folder, exist_ok=True)
        for name, text in (("mine", OWN), ("pull", PULL)):
            with open(os.path.join(folder, name + ".ini"), "w", encoding="utf-8") as out:
                out.write(text)
        self.lab.write_settings(SCHEDULES)

    def answers(self, more=""):
        return [(r["item"], r["value"]) for r in
                self.lab.rows(f"SELECT item, value FROM response WHERE withdrawn IS NULL {more} ORDER BY id")]

    def kept(self, *answers):
        self.lab.eventually(lambda: self.answers() == list(answers), what=f"{answers} in the store; there is {self.answers()}")


class Keys(CheckinTest):
    bus = False

    def test_digits_and_arrows_answer_and_back_takes_back(self):
        terminal = self.terminal("checkin", "pull")
        terminal.expect("Is there an urge")
        terminal.type("\n")
        terminal.expect("Nothing is chosen yet")
        terminal.type(DOWN + DOWN + UP + DOWN + "\n")
        terminal.expect("  > Some")
        terminal.expect("0 1 2 3 4 5 6 7 8 9 10")
        self.kept(("urge", "some"))
        terminal.type(UP)
        terminal.expect("> (back)")
        terminal.expect("Is there an urge")
        self.kept()
        terminal.type(LEFT)
        terminal.expect("This is the first question")
        terminal.type("3")
        terminal.expect("  > Strong")
        terminal.type("1")
        terminal.expect("[1]")
        terminal.type("0")
        terminal.expect("  > 10")
        terminal.expect("What did you do")
        terminal.type("b")
        terminal.expect("How strong")
        terminal.type(RIGHT + RIGHT + RIGHT + LEFT + "\n")
        terminal.expect("  > 1")
        terminal.type("?")
        terminal.expect("nobody monitors them")
        terminal.type("1")
        self.assertEqual(terminal.end(), 0)
        self.kept(("urge", "strong"), ("intensity", "1"), ("acted", "no"))
        rows = self.lab.rows("SELECT item, value, withdrawn, begun FROM response ORDER BY id")
        self.assertEqual([(r["item"], r["value"]) for r in rows if r["withdrawn"]], [("urge", "some"), ("intensity", "10")])
        self.assertEqual(len({r["begun"] for r in rows}), 1)

    def test_numbers_lead_by_their_value_and_what_may_be_skipped_is(self):
        terminal = self.terminal("checkin", "mine")
        terminal.expect("a number from 0 to 24 hours")
        terminal.type("25\n")
        terminal.expect("expected a number")
        terminal.type("3 hours\n")
        terminal.expect("Tired?")
        terminal.type("s")
        terminal.expect("needs an answer")
        terminal.type("y")
        terminal.expect("How was it?")
        terminal.type("2")
        terminal.expect("What helps?")
        terminal.type("2")
        terminal.expect("A word?")
        terminal.type("back\n")
        terminal.expect("What helps?")
        terminal.type("1")
        terminal.expect("A word?")
        terminal.type("-\n")
        terminal.expect("4 answers kept.")
        self.assertEqual(terminal.end(), 0)
        self.kept(("hours", "3"), ("tired", "yes"), ("felt", "2"), ("low", "rest"), ("note", None))

    def test_what_is_left_out_and_taken_back_is_no_answer_less(self):
        terminal = self.terminal("checkin", "mine")
        terminal.expect("How many hours?")
        terminal.type("7\n")
        terminal.expect("How was it?")
        terminal.type("s")
        terminal.expect("A word?")
        terminal.type("back\n")
        terminal.expect("How was it?")
        terminal.type("s")
        terminal.expect("A word?")
        terminal.type("-\n")
        terminal.expect("1 answer kept.")
        self.assertEqual(terminal.end(), 0)
        self.kept(("hours", "7"), ("felt", None), ("note", None))

    def test_plain_lines_move_nothing(self):
        for arguments, env in ((("--plain",), {}), ((), {"TERM": "dumb"})):
            with self.subTest(arguments=arguments, env=env):
                terminal = self.terminal("checkin", "pull", *arguments, **env)
                terminal.expect("1  No")
                terminal.type("back\n")
                terminal.expect("first question")
                terminal.type("2\n")
                terminal.expect("How strong")
                terminal.type("b\n")
                terminal.expect("Is there an urge")
                terminal.type("help\n")
                terminal.expect("takes the one before back")
                terminal.type("no\n")
                self.assertEqual(terminal.end(), 0)
                self.assertNotIn("\033", terminal.text)
        self.kept(("urge", "no"), ("urge", "no"))

    def test_answers_that_are_given_need_no_terminal(self):
        self.steady("checkin", "pull", "--answer", "urge=some", "--answer", "intensity=7", "--answer", "acted=no")
        self.kept(("urge", "some"), ("intensity", "7"), ("acted", "no"))
        self.steady("checkin", "mine", stdin="5 hours\n8\nwell\n")
        self.assertEqual(self.answers()[3:], [("hours", "5"), ("felt", "8"), ("note", "well")])

    def test_answers_that_are_given_choose_whose_turn_it_is(self):
        self.steady("checkin", "signs", "--answer", "missing-open=some", "--answer", "need-now=no")
        self.steady("checkin", "signs", "--answer", "missing-open=no", "--answer", "need-now=some")
        self.kept(("missing-open", "some"), ("need-now", "no"), ("missing-open", "no"), ("need-now", "some"))
        self.assertIn("an answer is missing", self.steady("checkin", "signs", "--answer", "missing-open=no", code=2).stderr)

    def test_the_signs_take_turns(self):
        seen = []
        for _ in range(5):
            self.steady("checkin", "signs", stdin="no\nno\n")
        for item, _ in self.answers():
            seen.append(item)
        self.assertEqual([i.split("-")[0] for i in seen], ["missing", "need"] * 5)
        self.assertEqual(len(set(seen[:8])), 8)
        self.assertEqual(seen[1], "need-alone")
        self.assertEqual(seen[9], "need-alone")


class Crash(CheckinTest):
    bus = False

    def leave(self, *how):
        terminal = self.terminal("checkin", "mine")
        terminal.expect("hours")
        terminal.type("2\n")
        terminal.expect("Tired?")
        terminal.type("n")
        terminal.expect("How was it?")
        self.kept(("hours", "2"), ("tired", "no"))
        if how[0] == "type":
            terminal.type(how[1])
        elif how[0] == "signal":
            os.kill(terminal.process.pid, how[1])
        else:
            os.close(terminal.master)
            terminal.master = os.open("/dev/null", os.O_RDWR)
        self.lab.eventually(lambda: terminal.process.poll() is not None, what="its end")
        return terminal

    def test_left_in_any_way_what_was_answered_is_kept_and_gone_on_with(self):
        for how in (("type", "\003"), ("type", "q"), ("type", "\004"), ("signal", signal.SIGKILL), ("signal", signal.SIGTERM), ("close",)):
            with self.subTest(how=how):
                self.leave(*how)
                terminal = self.terminal("checkin", "--resume")
                terminal.expect("Going on with `mine`, begun today")
                terminal.expect("How was it?")
                terminal.type("9")
                terminal.expect("A word?")
                terminal.type("\n")
                self.assertEqual(terminal.end(), 0)
                self.assertEqual(len(self.lab.rows("SELECT DISTINCT begun FROM response")), 1)
                self.assertEqual(len(self.answers()), 4)
                with sqlite3.connect(self.lab.store) as db:
                    db.execute("DELETE FROM response")
                db.close()
        self.assertIn("nothing is left unfinished", self.steady("checkin", "--resume", code=1).stderr)

    def test_the_terminal_is_as_it_was(self):
        for end in ("\003", signal.SIGTERM, signal.SIGHUP):
            with self.subTest(end=end):
                terminal = self.terminal("checkin", "pull")
                keeper = fcntl.ioctl(terminal.master, TIOCGPTPEER, os.O_RDWR | os.O_NOCTTY)
                self.addCleanup(os.close, keeper)
                terminal.expect("for help")
                self.assertFalse(termios.tcgetattr(keeper)[3] & termios.ICANON)
                if isinstance(end, str):
                    terminal.type(end)
                else:
                    os.kill(terminal.process.pid, end)
                self.lab.eventually(lambda: terminal.process.poll() is not None, what="its end")
                self.assertTrue(termios.tcgetattr(keeper)[3] & termios.ICANON)
                self.assertTrue(termios.tcgetattr(keeper)[3] & termios.ECHO)

    def test_gone_back_to_what_was_answered_before_it_was_left(self):
        self.leave("type", "q")
        terminal = self.terminal("checkin", "--resume")
        terminal.expect("How was it?")
        terminal.type("b")
        terminal.expect("Tired?")
        terminal.type("y")
        terminal.expect("How was it?")
        terminal.type("q")
        terminal.end()
        self.kept(("hours", "2"), ("tired", "yes"))


class Undo(CheckinTest):
    def test_the_last_answer_then_the_one_before(self):
        self.assertIn("no answer to take back", self.steady("undo", code=1).stderr)
        self.steady("checkin", "pull", "--answer", "urge=some", "--answer", "intensity=7", "--answer", "acted=no")
        self.assertIn("\"No message\"", self.steady("undo").stderr)
        taken = self.json("undo")
        self.assertEqual((taken["protocol"], taken["item"], taken["value"]), ("pull", "intensity", "7"))
        self.kept(("urge", "some"))
        self.assertEqual(self.json("report")["answers"], 1)
        self.assertEqual(sum('"intensity"' in line for line in self.steady("export").stdout.splitlines()), 1)
        self.steady("checkin", "--resume", "--answer", "intensity=3", "--answer", "acted=no")
        self.kept(("urge", "some"), ("intensity", "3"), ("acted", "no"))

    def test_an_open_prompt_asks_again_what_was_taken_back(self):
        self.start()
        number = self.show("evening")
        self.steady("answer", str(number), "some")
        self.server.shown("hard to bear")
        self.steady("undo")
        self.lab.eventually(lambda: self.lab.open_prompts()[0]["item"] == "missing-calm", what="the question once more")
        self.server.shown("the calm kind", after=2)
        self.steady("answer", str(number), "no")
        self.kept(("missing-calm", "no"))
        self.assertEqual(self.lab.open_prompts()[0]["item"], "need-alone")


class Chain(CheckinTest):
    """By notification, one item a bubble."""

    def act(self, words, key):
        shown = self.server.shown(words, after=self.seen)
        self.seen = len(self.server.notified())
        self.server.say(f"act {shown['id']} {key}")
        return shown

    def setUp(self):
        super().setUp()
        self.seen = 0

    def begin(self, schedule, *options):
        self.server = self.lab.start_fake_server(*options)
        self.lab.start_steadyd()
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop")
        return self.show(schedule)

    def test_a_scale_is_asked_in_two_steps(self):
        number = self.begin("pull")
        self.act("pull right now", "=some")
        shown = self.act("How strong", "4..6")
        self.assertEqual([key.partition("=")[2] for key, _ in shown["actions"]], ["0..3", "4..6", "7..10"])
        shown = self.act("nearest to", "=5")
        self.assertEqual([key.partition("=")[2] for key, _ in shown["actions"]], ["4", "5", "6"])
        self.act("What did you do", "=no")
        self.kept(("urge", "some"), ("intensity", "5"), ("acted", "no"))
        self.lab.eventually(lambda: self.decision(number)["outcome"] == "answered")

    def test_a_number_and_a_text_are_typed_where_the_server_takes_replies(self):
        number = self.begin("own", "--caps", "actions,body,inline-reply")
        shown = self.server.shown("How many hours?")
        self.assertIn("inline-reply", [key for key, _ in shown["actions"]])
        self.assertNotIn("steady answer", shown["body"])
        self.server.say(f"reply {shown['id']} 30")
        again = self.server.shown("How many hours?", after=1)
        self.server.say(f"reply {again['id']} 7 hours")
        self.seen = 2
        self.act("How was it?", "7..10")
        self.act("nearest to", "8..9")
        self.act("nearest to", "=8")
        shown = self.server.shown("A word?", after=self.seen)
        self.server.say(f"reply {shown['id']} a walk & <b>tea</b>")
        self.kept(("hours", "7"), ("felt", "8"), ("note", "a walk & <b>tea</b>"))
        self.assertEqual({r["route"] for r in self.lab.rows("SELECT route FROM response")}, {"notification"})
        self.lab.eventually(lambda: self.decision(number)["outcome"] == "answered")

    def test_without_replies_they_are_left_to_the_command_and_the_chain_goes_on(self):
        number = self.begin("own")
        shown = self.server.shown("How many hours?")
        self.assertIn(f"steady answer {number} 0..24", shown["body"])
        self.assertNotIn("inline-reply", [key for key, _ in shown["actions"]])
        self.steady("answer", str(number), "7", "hours")
        self.seen = 1
        self.act("How was it?", "0..3")
        self.act("nearest to", "=3")
        shown = self.act("A word?", "=")
        self.assertEqual([label for _, label in shown["actions"]], ["Skip"])
        self.assertIn("steady answer", shown["body"])
        self.kept(("hours", "7"), ("felt", "3"), ("note", None))
        self.lab.eventually(lambda: self.decision(number)["outcome"] == "answered")

    def test_begun_by_notification_it_goes_on_in_the_terminal_and_back(self):
        number = self.begin("pull")
        self.act("pull right now", "=some")
        self.server.shown("How strong")
        terminal = self.terminal("checkin", "--resume")
        terminal.expect("How strong")
        terminal.type("b")
        terminal.expect("Is there an urge")
        self.lab.eventually(lambda: self.lab.open_prompts()[0]["item"] == "urge", what="the daemon asking it again")
        terminal.type("3")
        terminal.expect("How strong")
        terminal.type("7")
        terminal.expect("What did you do")
        terminal.type("1")
        self.assertEqual(terminal.end(), 0)
        self.kept(("urge", "strong"), ("intensity", "7"), ("acted", "no"))
        self.lab.eventually(lambda: self.decision(number)["outcome"] == "answered")
        self.assertEqual(len(self.lab.rows("SELECT DISTINCT begun FROM response")), 1)

    def test_the_daemon_killed_in_the_middle_the_terminal_goes_on(self):
        self.server = self.lab.start_fake_server()
        daemon = self.lab.start_steadyd()
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop")
        number = self.show("pull")
        self.act("pull right now", "=strong")
        self.kept(("urge", "strong"))
        daemon.kill()
        self.steady("checkin", "--resume", "--answer", "intensity=9", "--answer", "acted=partly")
        self.kept(("urge", "strong"), ("intensity", "9"), ("acted", "partly"))
        self.assertEqual(self.decision(number)["outcome"], "answered")

    def test_an_answer_over_the_bus_to_what_is_over_is_kept_as_late(self):
        number = self.begin("pull")
        self.server.shown("pull right now")
        self.steady("dismiss", str(number))
        self.lab.eventually(lambda: self.decision(number)["outcome"] == "dismissed")
        self.assertEqual(self.lab.steady("Answer", "(xss)", number, "urge", "some")[0], "intensity")
        self.assertEqual(self.lab.steady("Answer", "(xss)", number, "", "7")[0], "acted")
        self.assertEqual([r["late"] for r in self.lab.rows("SELECT late FROM response")], [1, 1])
        with self.assertRaisesRegex(lab.GLib.Error, "NoPrompt"):
            self.lab.steady("Answer", "(xss)", 99, "", "7")


class Own(CheckinTest):
    bus = False

    def test_the_list_names_what_a_person_begins(self):
        names = [line.split()[0] for line in self.steady("checkin").stdout.splitlines()[1:]]
        for name in ("aftercare", "evening", "morning", "urge", "weekly"):
            self.assertIn(name, names)
        for name in ("after", "again", "again-first", "later", "opening"):
            self.assertNotIn(name, names)

    def test_a_wrong_one_is_told_with_its_line(self):
        path = self.lab.path("config", "steady", "protocols", "mine.ini")
        self.assertIn("OK", self.steady("config", "check").stdout)
        with open(path, "w", encoding="utf-8") as out:
            out.write(OWN.replace("next = felt", "next = flet", 1))
        said = self.steady("config", "check", code=1)
        self.assertRegex(said.stdout + said.stderr, r"mine\.ini:12: .*did you mean `felt`")
        self.assertIn("mine.ini:12", self.steady("checkin", "mine", code=1).stderr)
        self.assertIn("(its file has errors)", self.steady("checkin").stdout)


if __name__ == "__main__":
    lab.main()
