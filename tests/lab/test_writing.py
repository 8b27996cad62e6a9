#!/usr/bin/python3
"""Drafts, notes and plans: through pipes, an editor and a terminal; nothing written is lost, and what is burned is gone."""
import json
import os
import signal
import stat

import lab
from test_cli import Terminal

WORD = "quince-and-thyme"


class Writing(lab.LabTest):
    def setUp(self):
        self.lab.write_settings(lab.QUIET_SETTINGS)

    def steady(self, *arguments, code=0, **more):
        done = self.lab.run_steady(*arguments, **more)
        self.assertEqual(done.returncode, code, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def terminal(self, *arguments, **more_env):
        terminal = Terminal(self.lab, *arguments, **more_env)
        self.addCleanup(terminal.close)
        return terminal

    def files_that_hold(self, word):
        found = []
        for folder, _, names in os.walk(self.lab.path()):
            for name in names:
                path = os.path.join(folder, name)
                if stat.S_ISREG(os.lstat(path).st_mode) and word.encode() in open(path, "rb").read():
                    found.append(path)
        return found

    def editor(self, script):
        path = self.lab.path("editor")
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + script)
        os.chmod(path, 0o700)
        return path

    def test_a_draft_from_a_pipe_is_kept_and_burned_with_every_byte(self):
        self.steady("draft", stdin=f"our Sundays, {WORD}\n")
        self.steady("backup")
        self.assertTrue(self.files_that_hold(WORD))
        self.assertIn(WORD, self.steady("draft", "read", "last").stdout)
        self.steady("draft", "burn", "last", "--yes")
        self.assertEqual(self.files_that_hold(WORD), [])

    def test_a_draft_from_the_editor_is_kept_without_a_file_left(self):
        path = self.editor(f'echo "{WORD} first line" > "$1"\necho "# a comment" >> "$1"\n')
        terminal = self.terminal("draft", EDITOR=path, VISUAL="")
        terminal.expect("Kept as draft")
        self.assertEqual(terminal.end(), 0)
        drafts = json.loads(self.steady("draft", "list", "--json").stdout)["drafts"]
        self.assertEqual([draft["text"] for draft in drafts], [f"{WORD} first line"])
        os.remove(path)
        self.assertEqual([os.path.basename(found).split("-")[0] for found in self.files_that_hold(WORD)], ["steady.db"])

    def test_an_editor_that_fails_leaves_the_words_and_says_where(self):
        path = self.editor('echo "half a thought" > "$1"\nkill -9 $$\n')
        terminal = self.terminal("draft", EDITOR=path, VISUAL="")
        terminal.expect("What you wrote, if anything, is in")
        self.assertEqual(terminal.end(), 1)
        os.remove(path)
        self.assertEqual(len(self.files_that_hold("half a thought")), 1)

    def test_an_editor_that_fails_before_a_word_was_written_leaves_nothing(self):
        for editor in ("/bin/false", "/nonexistent"):
            terminal = self.terminal("note", EDITOR=editor, VISUAL="")
            self.assertEqual(terminal.end(), 1)
            self.assertIn("failed", terminal.text)
            self.assertNotIn("earlier", terminal.text)
        self.assertEqual(os.listdir(self.lab.path("run", "steady-writing")), [])

    def test_a_kill_while_the_editor_is_open_leaves_the_words_for_next_time(self):
        path = self.editor('echo "half a thought" > "$1"\necho ready\nsleep 60\n')
        terminal = self.terminal("draft", EDITOR=path, VISUAL="")
        terminal.expect("ready")
        os.killpg(terminal.process.pid, signal.SIGKILL)
        terminal.process.wait()
        again = self.terminal("draft", EDITOR="true", VISUAL="")
        again.expect("Something begun earlier was not kept, unless an editor has it open:")
        again.expect("Nothing was written")
        self.assertEqual(again.end(), 1)

    def test_a_sealed_draft_asks_before_it_opens_and_what_still_holds_after(self):
        self.steady("draft", stdin=WORD)
        self.steady("draft", "seal", "last", "--until", "2 weeks")
        self.assertNotIn(WORD, self.steady("draft", "list").stdout)
        self.steady("draft", "read", "last", code=1)
        terminal = self.terminal("draft", "read", "last")
        terminal.expect("Type open to break the seal")
        terminal.type("open\n")
        terminal.expect(WORD)
        terminal.expect("Still true?")
        terminal.type("2\n")
        terminal.expect("Still needed?")
        terminal.type("1\n")
        self.assertEqual(terminal.end(), 0)
        draft = json.loads(self.steady("draft", "list", "--json").stdout)["drafts"][0]
        self.assertEqual((draft["still_true"], draft["still_needed"]), ("partly", "no"))

    def test_a_store_that_cannot_be_written_prints_the_words_again(self):
        self.steady("note", stdin="the first one")
        os.chmod(self.lab.store, 0o400)
        os.chmod(os.path.dirname(self.lab.store), 0o500)
        self.addCleanup(os.chmod, os.path.dirname(self.lab.store), 0o700)
        if os.geteuid() == 0:
            with open(self.lab.store, "r+b") as file:
                file.write(b"no database at all, and that is that")
        done = self.steady("note", stdin=WORD, code=1)
        self.assertIn(WORD, done.stdout + done.stderr)

    def test_notes_ask_another_question_each_time(self):
        for _ in range(3):
            self.steady("note", stdin="soup")
        notes = json.loads(self.steady("note", "list", "--json").stdout)["notes"]
        self.assertEqual(len({note["question"] for note in notes}), 3)

    def test_a_plan_is_written_step_by_step_with_a_hint_where_its_form_slips(self):
        terminal = self.terminal("plan", "add", "late")
        terminal.expect("If ")
        terminal.type("if it is after ten,\n")
        terminal.expect("then ")
        terminal.type("I don't text\n")
        terminal.expect("what stands")
        terminal.expect("Write it anew?")
        terminal.type("\n")
        terminal.expect("If ")
        terminal.type("it is after ten\n")
        terminal.expect("then ")
        terminal.type("I put the phone in the kitchen\n")
        terminal.expect("Which words should bring it up")
        terminal.type("night, alone\n")
        terminal.expect("Saved")
        terminal.expect("Set it up?")
        terminal.type("n\n")
        self.assertEqual(terminal.end(), 0)
        plan = json.loads(self.steady("plan", "--json").stdout)["plans"][0]
        self.assertEqual((plan["if"], plan["then"], plan["cues"]),
                         ("it is after ten", "I put the phone in the kitchen", ["night", "alone"]))
        rehearsal = self.terminal("plan", "rehearse")
        rehearsal.expect("from memory")
        rehearsal.type("phone in the kitchen\n")
        rehearsal.expect("That is it.")
        self.assertEqual(rehearsal.end(), 0)
        self.assertEqual(json.loads(self.steady("plan", "--json").stdout)["plans"][0]["rehearsed"], 1)


if __name__ == "__main__":
    lab.main()
