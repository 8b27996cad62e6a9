#!/usr/bin/python3
"""--json, by every command and verb: one object of a fixed shape on standard output, or a mistake that is told; never silence."""
import json
import os
import re

import lab

SETTINGS = lab.QUIET_SETTINGS + """
[slot goodnight]
when = 2199-01-01 22:15
now = ten pages of a book
filled = routine

[plan late]
if = it is after ten
then = I call Sam
cues = night
"""

# In this order: some need what those before made. {copy}, {lines}: files; {prompt}: a prompt that waits.
LINES = (
    "agenda", "agenda --summary", "backup {copy}", "backup list", "checkin", "checkin urge -a urge=no", "config check",
    "config path", "config get", "config set steady.budget 9", "config unset steady.budget",
    "contact --began me --kind message", "contact list", "contact totals", "draft", "draft list", "draft seal last --until 1w",
    "draft read last --open", "draft burn last --yes", "helplines DE", "note", "note list", "note read last",
    "note burn last --yes", "pending", "plan", "plan list", "plan show late", "plan add rain --if a --then b",
    "plan set rain --then c", "plan rehearse rain", "plan remove rain", "read", "read a-late-wave", "report", "schedule",
    "schedule show checkin/evening", "schedule add nudge/x --when 10:00", "schedule set nudge/x --when 11:00",
    "schedule disable nudge/x", "schedule enable nudge/x", "schedule remove nudge/x", "slot", "slot map",
    "slot add walk --when 10:00", "slot set walk --now tea", "slot remove walk", "status", "steadiness", "urge 5", "undo",
    "version", "when 10:00", "lint", "show checkin/evening", "why {prompt}", "answer {prompt} no", "snooze {prompt} 5min",
    "dismiss {prompt}", "pause 5min", "resume", "hide", "resume", "doctor", "forget last --yes", "import {lines}",
    "backup restore {copy}",
)
REFUSES = ("config edit", "config reference", "export", "help", "reload", "setup --yes", "start")
ASKS = ("answer {prompt}", "checkin evening", "when --stdin")  # these ask, or print lines for a program anyway
OWN = {"monitor"}  # goes on until it is ended; test_monitor.py has it


def documented():
    """The shapes that docs/json.md promises, a row each."""
    with open(os.path.join(lab.ROOT, "docs", "json.md"), encoding="utf-8") as file:
        rows = [line.split(" | ") for line in file if line.startswith("| `")]
    return {tuple(re.findall("`([^`]+)`", fields)): command for command, fields in rows}


class EveryCommand(lab.LabTest):
    def setUp(self):
        self.lab.write_settings(SETTINGS)
        self.files = {"copy": self.lab.path("data", "copy.db"), "lines": self.lab.path("data", "lines"), "prompt": "1"}

    def run_words(self, line):
        return self.lab.run_steady(*(word.format(**self.files) for word in line.split()), "--json", stdin="a line")

    def shape(self, line):
        done = self.run_words(line)
        self.assertIn(done.returncode, (0, 1), f"{line}: {done.stderr}")
        try:
            return tuple(json.loads(done.stdout))
        except json.JSONDecodeError:
            self.fail(f"{line}: {done.stdout}{done.stderr}")

    def test_each_verb_prints_one_object_or_says_that_it_has_none(self):
        self.lab.run_steady("note", stdin="to be copied")
        self.lab.run_steady("export", "--output", self.files["lines"])
        daemon = self.lab.start_steadyd("--deliver", "terminal")
        shapes = documented()
        for line in LINES:
            if line.startswith("backup restore"):
                daemon.stop()
            if line.split()[0] in ("answer", "dismiss", "snooze", "why"):
                self.files["prompt"] = str(self.lab.steady("ShowNow", "(s)", "checkin/evening")[0])
            with self.subTest(line=line):
                shape = self.shape(line)
                self.assertTrue(shape in shapes, f"{line}: docs/json.md has no row of {shape}")
        for line in REFUSES + ASKS:
            done = self.run_words(line)
            self.assertEqual((done.returncode, done.stdout), (2, ""), line + done.stderr)
            self.assertIn("--json", done.stderr)

    def test_no_command_was_left_out(self):
        listed = self.lab.run_steady("complete", "").stdout.split("\n")
        names = {line.split("\t")[0] for line in listed if line} - {"--help", "--version", "-h", "-V"}
        tried = {line.split()[0] for line in LINES} | {line.split()[0] for line in REFUSES} | OWN
        self.assertEqual(names, tried)


if __name__ == "__main__":
    lab.main()
