#!/usr/bin/python3
"""Commands killed in the middle, at one after the other of the moments at which they change a file: nothing is lost, nothing is half done,
and the same command again finishes it."""
import contextlib
import os
import shutil
import signal
import sqlite3

import lab

WORD = "quince-and-thyme"  # what the command writes, or deletes
OTHER = "pears-and-honey"  # what is there before, and stays
MOST = 12 if lab.SLOW == 1 else 4  # moments tried of one command
PLAN = ("plan", "add", "late", "--if", "it is after ten", "--then", f"I put on {WORD}", "--cues", "night")
SLOT = ("slot", "add", "sunday", "--when", "Sun 10:00", "--now", WORD)


class BrokenOff(lab.LabTest):
    bus = False
    folders = ("config", "data", "run")

    def setUp(self):
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.steady("note", stdin=OTHER)

    at = ""

    def _formatMessage(self, msg, standardMsg):
        return super()._formatMessage(self.at + (f": {msg}" if msg else ""), standardMsg)

    # --- running ---

    def steady(self, *arguments, code=0, stdin="", **more_env):
        self.lab.steady_env = more_env
        done = self.lab.run_steady(*arguments, stdin=stdin)
        self.lab.steady_env = {}
        if code is not None:
            self.assertEqual(done.returncode, code, f"{arguments}: {done.stdout}{done.stderr}")
        return done

    def moments(self, arguments, stdin):
        """How many the command has. It is let run to its end once."""
        counted = self.lab.path("moments")
        self.steady(*arguments, stdin=stdin, LD_PRELOAD=lab.preload("crash"), STEADY_LAB_MOMENTS=counted)
        n = os.path.getsize(counted)
        os.remove(counted)
        return n

    def put_back(self):
        for name in self.folders:
            shutil.rmtree(self.lab.path(name))
            shutil.copytree(self.lab.path("before", name), self.lab.path(name))

    def killed(self, *arguments, stdin=""):
        """Yields after each kill, with all files as they were ahead of the command."""
        shutil.rmtree(self.lab.path("before"), ignore_errors=True)
        for name in self.folders:
            shutil.copytree(self.lab.path(name), self.lab.path("before", name))
        total = self.moments(arguments, stdin)
        self.assertGreater(total, 1)
        for moment in sorted({1 + i * (total - 1) // (MOST - 1) for i in range(MOST)}):
            self.put_back()
            self.steady(*arguments, stdin=stdin, code=-signal.SIGKILL, LD_PRELOAD=lab.preload("crash"), STEADY_LAB_CRASH=str(moment))
            self.at = f"killed at moment {moment} of {total}"
            yield moment
        self.put_back()

    # --- looking ---

    def rows(self, sql, path=None):
        """Of a store that is whole."""
        with contextlib.closing(sqlite3.connect(f"file:{path or self.lab.store}?mode=ro", uri=True)) as db:
            self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            return [row if len(row) > 1 else row[0] for row in db.execute(sql)]

    def texts(self, path=None):
        return self.rows("SELECT text FROM entry ORDER BY id", path)

    def files(self, folder="data"):
        return [os.path.join(at, name) for at, _, names in os.walk(self.lab.path(folder)) for name in names]

    def holding(self, word, folder="data"):
        found = []
        for path in self.files(folder):
            with open(path, "rb") as file:
                if word.encode() in file.read():
                    found.append(path)
        return found

    def settings(self):
        with open(self.lab.settings_path, encoding="utf-8") as file:
            return file.read()


class Writing(BrokenOff):
    def test_a_note_and_a_draft_are_there_or_not(self):
        for command in ("note", "draft"):
            for _ in self.killed(command, stdin=WORD):
                self.assertIn(self.texts(), ([OTHER], [OTHER, WORD]))
                self.steady(command, stdin=WORD)
                self.assertIn(WORD, self.texts())

    def test_what_was_written_in_an_editor_is_in_the_store_or_in_the_file_that_is_named(self):
        wrote = self.lab.path("home", "wrote")
        editor = f"env -u LD_PRELOAD sh -c 'printf {WORD} > \"$1\"; touch {wrote}' editor"
        found = []
        for moment in range(1, 100, 1 if lab.SLOW == 1 else 5):
            terminal = lab.TerminalProgram(self.lab, "steady", [lab.STEADY, "draft"], STEADY_LAB_CRASH=str(moment), EDITOR=editor,
                                           LD_PRELOAD=lab.preload("crash"))
            if terminal.wait() == 0:
                break
            if os.path.exists(wrote):
                found.append("store" if WORD in self.texts() else "file")
                for file in self.holding(WORD, "run"):
                    self.assertIn(file, self.steady("doctor", code=1).stdout)
                    self.assertEqual(self.files("run"), [file])
                self.assertTrue(found[-1] == "store" or self.holding(WORD, "run"), f"moment {moment}")
            for file in self.files("run") + [wrote]:
                if os.path.exists(file):
                    os.remove(file)
            self.steady("forget", "all", "--yes")
        self.assertEqual(set(found), {"store", "file"})

    def test_a_slip_comes_with_its_aftercare_or_not_at_all(self):
        for _ in self.killed("contact", "--began", "me", "--kind", "message"):
            contacts, asked = self.rows("SELECT count(*) FROM contact")[0], self.rows("SELECT count(*) FROM pending")[0]
            self.assertEqual(contacts, asked)


class Settings(BrokenOff):
    def check(self, *arguments):
        before = self.settings()
        self.steady(*arguments)
        after = self.settings()
        self.lab.write_settings(before)
        for _ in self.killed(*arguments):
            self.assertIn(self.settings(), (before, after))
            again = self.lab.run_steady(*arguments)
            self.assertTrue(again.returncode == 0 or "there is a" in again.stderr, again.stderr)
            self.assertEqual(self.settings(), after)
            self.assertEqual(os.listdir(os.path.dirname(self.lab.settings_path)), ["steady.ini"])

    def test_a_setting_is_the_old_one_or_the_new_one(self):
        self.check("config", "set", "steady.budget", "3")

    def test_a_plan_is_whole_or_not_there(self):
        self.check(*PLAN)

    def test_a_slot_is_whole_or_not_there(self):
        self.check(*SLOT)


class Copies(BrokenOff):
    def test_a_backup_is_whole_or_not_there_and_leaves_no_part_of_itself(self):
        path = self.lab.path("data", "copy.db")
        for _ in self.killed("backup", path):
            if os.path.exists(path):
                self.assertEqual(self.texts(path), [OTHER])
            self.assertEqual(self.texts(), [OTHER])
            self.steady("backup", "--force", path)
            self.assertEqual(self.texts(path), [OTHER])
            self.assertEqual([file for file in self.files() if ".part" in file], [])

    def test_a_part_of_a_backup_is_forgotten_with_the_rest(self):
        for _ in self.killed("backup", self.lab.path("data", "copy.db")):
            self.steady("forget", "all", "--yes")
            self.assertEqual(self.holding(OTHER), [])

    def test_the_way_back_loses_neither_what_was_there_nor_the_copy(self):
        copy = self.lab.path("data", "copy.db")
        self.steady("backup", copy)
        self.steady("note", stdin=WORD)
        for _ in self.killed("backup", "restore", copy):
            self.assertIn(self.texts(), ([OTHER], [OTHER, WORD]))
            self.assertEqual(self.texts(copy), [OTHER])
            self.assertTrue(self.holding(WORD))
            self.steady("note", stdin="in between")
            self.steady("backup", "restore", copy)
            self.assertEqual(self.texts(), [OTHER])
            self.assertTrue(self.holding(WORD) and self.holding("in between"))
            self.steady("forget", "all", "--yes")
            self.assertEqual(self.holding(WORD) + self.holding(OTHER) + self.holding("in between"), [])

    def test_an_export_is_whole_or_not_there_and_leaves_no_part_of_itself(self):
        for options, name in (((), "out.jsonl"), (("--format", "csv"), "sheets")):
            path = self.lab.path("data", name)
            command = ("export", "--output", path, *options)
            self.steady(*command)
            whole = self.contents(path)
            shutil.rmtree(path, ignore_errors=True)
            if os.path.exists(path):
                os.remove(path)
            for _ in self.killed(*command):
                for file, bytes_there in self.contents(path).items():
                    self.assertEqual(bytes_there, whole[file])
                self.steady(*command, "--force")
                self.assertEqual(self.contents(path), whole)
                self.assertEqual([file for file in self.files() if ".part" in file], [])

    def contents(self, path):
        """Without parts; a folder's files, or the one."""
        files = [os.path.join(path, name) for name in os.listdir(path)] if os.path.isdir(path) else [path]
        there = {}
        for file in files:
            if os.path.exists(file) and ".part" not in file:
                with open(file, "rb") as opened:
                    there[os.path.basename(file)] = opened.read()
        return there

    def test_an_import_takes_in_all_or_nothing(self):
        lines = self.lab.path("data", "lines")
        for word in (WORD, WORD + " once more"):
            self.steady("note", stdin=word)
        self.steady("export", "--output", lines)
        self.steady("forget", "all", "--yes")
        self.steady("note", stdin="new")
        whole = ["new", OTHER, WORD, WORD + " once more"]
        for _ in self.killed("import", lines):
            self.assertIn(self.texts(), (["new"], whole))
            self.steady("import", lines)
            self.assertEqual(self.texts(), whole)


class Forgetting(BrokenOff):
    def setUp(self):
        super().setUp()
        self.steady("draft", stdin=WORD)
        self.steady("backup", self.lab.path("data", "copy.db"))

    def check(self, first, again, stays):
        for _ in self.killed(*first):
            self.assertIn(self.texts(), (stays, [OTHER, WORD]))
            held, gone = self.holding(WORD), self.texts() == stays
            if held and gone:
                self.assertIn("A deletion was broken off", self.steady("doctor", code=1).stdout)
            self.steady(*again, code=0 if held else None)
            self.assertEqual(self.texts(), stays)
            self.assertEqual(self.holding(WORD), [])
            self.assertNotIn("A deletion", self.steady("doctor", code=1).stdout)
            self.assertEqual(self.texts(self.lab.path("data", "copy.db")), stays)

    def test_forgetting_is_finished_by_the_same_command(self):
        self.check(("forget", "all", "--yes"), ("forget", "all", "--yes"), [])

    def test_forgetting_is_finished_by_another_command_that_deletes(self):
        for _ in self.killed("draft", "burn", "last", "--yes"):
            gone = WORD not in self.texts()
            self.steady("forget", "range", "2001-01-01", "2001-01-02", "--yes")
            self.assertEqual(not self.holding(WORD), gone)

    def test_burning_is_finished_by_the_same_command(self):
        self.check(("draft", "burn", "2", "--yes"), ("draft", "burn", "2", "--yes"), [OTHER])


if __name__ == "__main__":
    lab.main()
