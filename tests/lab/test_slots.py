#!/usr/bin/python3
"""Slots and plans that are gone over: asked on a real desktop and in a terminal, answered by every way there is; nothing of them tells a stranger."""
import json

import lab

SETTINGS = lab.QUIET_SETTINGS + """
[slot goodnight]
when = 2199-01-01 22:15
was = our goodnight text
now = ten pages of a book
filled = routine

[slot sundays]
when = Sun 10:00
was = breakfast together
enabled = no

[nudge sunday]
when = 2199-01-01 11:00
plans = yes
"""

PLAN = """
[plan late]
if = it is after ten
then = I call Sam
cues = night
"""


class Base(lab.LabTest):
    plan = PLAN
    open = ""

    def setUp(self):
        self.lab.write_settings(SETTINGS.replace("[steady]", "[steady]\n" + self.open) + self.plan)

    def ask(self, schedule):
        return self.lab.steady("ShowNow", "(s)", schedule)[0]

    def outcome(self, count=1):
        return self.lab.eventually(lambda: (rows := self.lab.rows("SELECT * FROM outcome ORDER BY id")) and len(rows) == count and rows,
                                   what=f"{count} outcome(s)")[-1]

    def ended(self, number):
        return self.lab.eventually(lambda: self.lab.rows("SELECT * FROM decision WHERE id = ? AND closed IS NOT NULL", number),
                                   what="the end of the prompt")[0]

    def answer(self, number, *words, code=0):
        done = self.lab.run_steady("answer", str(number), *words)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done


class Desktop(Base):
    def setUp(self):
        super().setUp()
        self.lab.start_x()
        self.lab.start_dunst()
        self.lab.start_steadyd()

    def shown(self, count):
        self.lab.eventually(lambda: self.lab.dunst_shown() == count, what=f"{count} notification(s) on screen")

    def bubble(self):
        return self.lab.eventually(lambda: self.lab.rows("SELECT bubble FROM decision WHERE shown IS NOT NULL"))[0]["bubble"]

    def test_a_pressed_button_says_what_became_of_the_hour(self):
        number = self.ask("slot/goodnight")
        self.shown(1)
        self.lab.dunst_press("Done")
        row = self.outcome()
        self.assertEqual((row["kind"], row["name"], row["value"], row["decision"]), ("slot", "goodnight", "done", number))
        end = self.ended(number)
        self.assertEqual((end["kind"], end["content"], end["outcome"]), ("slot", "slot:goodnight", "answered"))
        self.assertEqual(self.lab.rows("SELECT * FROM response"), [])
        self.shown(0)

    def test_a_plan_comes_up_once_it_is_asked_for_and_is_gone_over(self):
        number = self.ask("nudge/sunday")
        self.shown(1)
        before = self.bubble()
        self.lab.dunst_press("Show it")
        self.lab.eventually(lambda: self.bubble() != before, what="the plan's own words")
        self.shown(1)
        self.lab.dunst_press("Not now")
        self.assertEqual(self.ended(number)["outcome"], "dismissed")
        again = self.ask("nudge/sunday")
        self.shown(1)
        self.lab.dunst_press("Gone over")
        row = self.outcome()
        self.assertEqual((row["kind"], row["name"], row["value"], row["decision"]), ("plan", "late", "rehearsed", again))
        self.assertEqual((self.ended(again)["content"], number < again), ("plan:late", True))


class Words(Base):
    def setUp(self):
        super().setUp()
        self.server = self.lab.start_fake_server()
        self.daemon = self.lab.start_steadyd()

    def keys(self, notification):
        return [key[max(key.find("="), 0):] for key, _ in notification["actions"]]

    def test_a_slot_shows_what_stands_there_now_and_never_what_was(self):
        self.ask("slot/goodnight")
        card = self.server.shown("ten pages of a book")
        self.assertEqual(self.keys(card), ["=done", "=else", "=empty"])
        self.assertNotIn("goodnight", json.dumps(card))
        self.assertIn("ten pages of a book: Did you do it?", " ".join(self.lab.run_steady("pending").stdout.split()))

    def test_a_slot_in_which_nothing_stands_asks_whether_something_did(self):
        self.lab.run_steady("config", "set", "slot/goodnight.now", "")
        self.lab.run_steady("reload")
        self.lab.eventually(lambda: self.ask("slot/goodnight") and self.server.shown("Did something good fill this hour?"))
        self.assertIn("=empty", self.keys(self.server.notified()[-1]))
        self.assertNotIn("=done", self.keys(self.server.notified()[-1]))

    def test_a_plan_is_neutral_until_it_is_asked_for(self):
        self.ask("nudge/sunday")
        first = self.server.shown("to go over")
        for word in ("Sam", "ten", "late", "plan"):
            self.assertNotIn(word, " ".join([first["summary"], first["body"], *[label for _, label in first["actions"]]]))
        self.assertEqual(self.keys(first), ["show", "=rehearsed", "later"])
        self.server.say(f"act {first['id']} show")
        second = self.server.shown("I call Sam", after=1)
        self.assertEqual(self.keys(second), ["=rehearsed", "later", "dismiss"])
        self.server.say(f"act {second['id']} =rehearsed")
        self.assertEqual(self.outcome()["value"], "rehearsed")

    def test_an_answer_by_the_command_closes_it(self):
        number = self.ask("slot/goodnight")
        self.server.shown("ten pages")
        self.assertIn("ten pages", self.lab.run_steady("pending").stdout)
        self.answer(number, "maybe", code=2)
        self.answer(number, "else")
        self.assertEqual((self.outcome()["value"], self.ended(number)["outcome"]), ("else", "answered"))

    def test_an_answer_can_be_given_anew_and_the_latest_counts(self):
        number = self.ask("slot/goodnight")
        self.server.shown("ten pages")
        self.answer(number, "done")
        self.ended(number)
        self.answer(number, "empty")
        self.assertEqual(self.outcome(2)["value"], "empty")
        slot = json.loads(self.lab.run_steady("slot", "--json").stdout)["slots"][0]
        self.assertEqual((slot["done"], slot["empty"]), (0, 1))
        self.assertEqual(self.ended(number)["outcome"], "answered")

    def test_an_answer_is_taken_back_and_counts_nowhere(self):
        number = self.ask("slot/goodnight")
        self.answer(number, "done")
        self.ended(number)
        said = self.lab.run_steady("undo").stderr
        self.assertIn('"Done"', said)
        self.assertIn("ten pages of a book", said)
        self.assertIn(f"`steady answer {number}`", said)
        self.assertIsNotNone(self.outcome()["withdrawn"])
        self.assertEqual(json.loads(self.lab.run_steady("slot", "--json").stdout)["slots"][0]["done"], 0)
        self.answer(number, "empty")
        self.assertEqual(self.outcome(2)["value"], "empty")
        taken = json.loads(self.lab.run_steady("undo", "--json").stdout)
        self.assertEqual((taken["response"], taken["outcome"], taken["protocol"], taken["value"]), (None, 2, "slot:goodnight", "empty"))

    def test_a_rehearsal_is_taken_back(self):
        self.lab.run_steady("plan", "rehearse", "late")
        self.assertIn("`steady plan rehearse late`", self.lab.run_steady("undo").stderr)
        self.assertEqual(json.loads(self.lab.run_steady("plan", "--json").stdout)["plans"][0]["rehearsed"], 0)

    def test_a_late_answer_is_kept_with_the_daemon_and_without(self):
        first, second = self.ask("slot/goodnight"), None
        self.server.shown("ten pages")
        self.lab.run_steady("dismiss", str(first))
        self.ended(first)
        self.assertIn("late", self.answer(first, "done").stderr)
        self.assertEqual((self.outcome()["decision"], self.outcome()["late"]), (first, 1))
        second = self.ask("slot/goodnight")
        self.server.shown("ten pages", after=1)
        self.daemon.stop()
        self.answer(second, "empty")
        self.assertEqual((self.outcome(2)["value"], self.outcome(2)["decision"], self.outcome(2)["late"]), ("empty", second, 0))

    def test_an_answer_that_is_kept_outlives_a_kill_ahead_of_its_end(self):
        number = self.ask("slot/goodnight")
        self.server.shown("ten pages")
        self.daemon.kill()
        self.answer(number, "done")
        self.lab.start_steadyd()
        self.assertEqual(self.ended(number)["outcome"], "answered")
        self.assertEqual(len(self.lab.rows("SELECT * FROM outcome")), 1)

    def test_a_plan_is_put_aside_and_snoozed_by_word(self):
        number = self.ask("nudge/sunday")
        self.server.shown("to go over")
        self.assertIn("I call Sam", self.answer(number).stderr)
        self.answer(number, "later")
        self.lab.eventually(lambda: self.lab.open_prompts()[0]["state"] == "snoozed", what="a snooze")
        self.answer(number, "dismiss")
        self.assertEqual(self.ended(number)["outcome"], "dismissed")
        self.assertEqual(self.lab.rows("SELECT * FROM outcome"), [])


class Open(Base):
    open = "discreet = no"

    def test_without_discretion_a_plan_shows_its_words_at_once(self):
        server = self.lab.start_fake_server()
        self.lab.start_steadyd()
        self.ask("nudge/sunday")
        server.shown("I call Sam")


class Without(Base):
    plan = ""

    def test_without_a_plan_an_article_comes(self):
        self.lab.start_fake_server()
        self.lab.start_steadyd()
        number = self.ask("nudge/sunday")
        row = self.lab.eventually(lambda: self.lab.rows("SELECT content FROM decision WHERE id = ?", number))[0]
        self.assertNotIn(":", row["content"])


class Terminal(Base):
    def test_a_slot_and_a_plan_are_answered_by_keys(self):
        daemon = self.lab.start_steadyd_in_terminal("--deliver", "terminal")
        self.ask("slot/goodnight")
        daemon.says("[3]")
        daemon.type("2")
        self.assertEqual(self.outcome()["value"], "else")
        self.ask("nudge/sunday")
        daemon.says("to go over once")
        daemon.type("1")
        daemon.says("I call Sam")
        daemon.type("1")
        self.assertEqual(self.outcome(2)["value"], "rehearsed")


if __name__ == "__main__":
    lab.main()
