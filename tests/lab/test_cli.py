"""Every command of `steady` as a process: with and without daemon, bad input, exit codes, JSON, 80 columns."""
import csv
import fcntl
import io
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unicodedata

from lab import NAME, SLOW, STEADY, STEADYD, LabTest, main

SETTINGS = """[steady]
quiet = none
apart = none
budget = 100
[urge]
delay = 1min
[checkin evening]
when = 21:30
protocol = evening
[checkin pull]
when = 03:00
protocol = urge
[nudge walk]
when = 2 times between 11:00 and 19:00, at least 90min apart
"""

COMMANDS = ("agenda answer backup checkin config contact dismiss draft export forget help helplines import lint note pause "
            "pending plan read reload report resume schedule setup show slot snooze start status steadiness undo urge version "
            "when why").split()


def columns(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


class Terminal:
    """`steady`, or another program, with a terminal of 80 columns in front of it."""

    def __init__(self, lab, *arguments, program=STEADY, width=80, **more_env):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))

        def own_terminal():
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored where the tests run in the background

        self.process = subprocess.Popen([program, *arguments], env={**lab.env, "TERM": "xterm", **more_env}, cwd=lab.home,
                                        stdin=slave, stdout=slave, stderr=slave, preexec_fn=own_terminal)
        os.close(slave)
        self.text, self.seen = "", 0

    def read(self, wait):
        ready, _, _ = select.select([self.master], [], [], wait)
        try:
            data = os.read(self.master, 4096) if ready else b""
        except OSError:
            return False
        self.text += data.decode("utf-8", "replace")
        return bool(data) or not ready

    def expect(self, words, timeout=5.0):
        """Waits for the words in what was printed since the last one."""
        end = time.monotonic() + timeout * SLOW
        while True:
            at = self.text.find(words, self.seen)
            if at >= 0:
                self.seen = at + len(words)
                return
            if not self.read(0.05) or time.monotonic() > end:
                if self.text.find(words, self.seen) < 0:
                    raise AssertionError(f"{words!r} did not come; on the terminal:\n{self.text}")

    def type(self, text):
        os.write(self.master, text.encode())

    def end(self, timeout=5.0):
        """Its exit code, once it ended."""
        end = time.monotonic() + timeout * SLOW
        while self.process.poll() is None:
            if time.monotonic() > end:
                self.process.kill()
                raise AssertionError(f"it does not end; on the terminal:\n{self.text}")
            self.read(0.05)
        while self.read(0) and select.select([self.master], [], [], 0)[0]:
            pass
        return self.process.returncode

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)


class CliTest(LabTest):
    def setUp(self):
        self.lab.write_settings(SETTINGS)

    def steady(self, *arguments, code=0, **more):
        done = self.lab.run_steady(*arguments, **more)
        self.assertEqual(done.returncode, code, f"steady {' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
        return done

    def json(self, *arguments, **more):
        value = json.loads(self.steady(*arguments, "--json", **more).stdout)
        self.assertIsInstance(value, dict)
        return value

    def terminal(self, *arguments, **more_env):
        terminal = Terminal(self.lab, *arguments, **more_env)
        self.addCleanup(terminal.close)
        return terminal

    def start(self):
        self.server = self.lab.start_fake_server()
        daemon = self.lab.start_steadyd()
        self.lab.eventually(lambda: self.lab.property("Next"), what="the daemon having read its settings")
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop", what="the daemon having found the server")
        return daemon

    def show(self, schedule):
        return int(self.steady("show", schedule).stdout)

    def prompt(self, schedule):
        """A prompt that is open in the store, and no daemon."""
        daemon = self.start()
        number = self.show(schedule)
        self.lab.eventually(lambda: self.lab.rows("SELECT shown FROM decision WHERE id = ?", number)[0]["shown"])
        daemon.stop()
        self.server.stop()
        return number

    def decision(self, number):
        return self.lab.rows("SELECT * FROM decision WHERE id = ?", number)[0]


class Words(CliTest):
    bus = False

    def test_the_first_screen_names_help_in_a_crisis(self):
        for arguments in ((), ("help",), ("--help",), ("-h",)):
            text = self.steady(*arguments).stdout
            for words in ("112", "911", "999", "https://findahelpline.com", "doctor"):
                self.assertIn(words, text)

    def test_the_first_screen_names_every_command(self):
        text = self.steady().stdout
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {command} ")

    def test_every_command_explains_itself(self):
        for command in COMMANDS:
            text = self.steady("help", command).stdout
            self.assertTrue(text.startswith(f"usage: steady {command}"), text)
            self.assertEqual(text, self.steady(command, "--help").stdout)
        self.assertFalse(os.path.exists(self.lab.store), "asking for help made a store")

    def test_a_usage_line_names_json_where_the_command_prints_it(self):
        for command in COMMANDS:
            usage, options = self.steady("help", command).stdout.split("\n\n", 1)
            takes = any(line.lstrip().startswith("--json") for line in options.splitlines())
            self.assertEqual(takes, "--json" in usage, usage)

    def test_help_fits_80_columns(self):
        for arguments in [(), *(("help", command) for command in COMMANDS)]:
            for line in self.steady(*arguments).stdout.splitlines():
                if not line.startswith("usage:"):
                    self.assertLessEqual(columns(line), 80, line)

    def test_an_option_stands_apart_from_what_it_does(self):
        for command in COMMANDS:
            for line in self.steady("help", command).stdout.splitlines():
                if line.startswith("  -"):
                    self.assertRegex(line, r"^  (-\w, )?--[\w-]+(=[\w|.,=]+)?($| {2,}\S| \S)", line)

    def test_the_first_screen_fits_a_narrow_terminal(self):
        terminal = self.terminal("help", width=40)
        self.assertEqual(terminal.end(), 0)
        for line in re.sub(r"\x1b\[[0-9;]*m", "", terminal.text).splitlines():
            self.assertLessEqual(columns(line), 40, line)

    def test_an_unknown_command_names_the_nearest(self):
        done = self.steady("agend", code=2)
        self.assertIn("`steady agenda`", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertNotIn("did you mean", self.steady("xyzzy", code=2).stderr)
        self.assertIn("urge", self.steady("help", "urg", code=2).stderr)

    def test_the_version_is_one_line(self):
        for arguments in (("--version",), ("-V",), ("version",)):
            self.assertRegex(self.steady(*arguments).stdout, r"^steady \d+\.\d+\.\d+\n$")

    def test_what_a_terminal_would_obey_is_not_repeated(self):
        done = self.steady("\x1b[2Jagenda", code=2)
        self.assertNotIn("\x1b", done.stderr)

    def test_words_that_are_no_text_are_refused(self):
        done = subprocess.run([STEADY, "answer", b"1", b"\xff\xfe"], env=self.lab.env, capture_output=True, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"UTF-8", done.stderr)

    def test_no_colour_where_there_is_no_terminal(self):
        self.assertNotIn("\x1b", self.steady().stdout)

    def test_colour_on_a_terminal_unless_it_is_unwanted(self):
        for more, wanted in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
            terminal = self.terminal("help", **more)
            self.assertEqual(terminal.end(), 0)
            self.assertEqual("\x1b[1m" in terminal.text, wanted, more)

    def test_output_that_cannot_be_written_is_a_failure(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([STEADY, "help"], env=self.lab.env, stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"could not be written", done.stderr)

    def test_a_reader_that_leaves_early_is_no_failure(self):
        done = subprocess.run(f"{STEADY} help | true; exit ${{PIPESTATUS[0]}}", shell=True, executable="/bin/bash",
                              env=self.lab.env, capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))


class BadInput(CliTest):
    CASES = (
        ("agenda", "-n", "0"), ("agenda", "-n", "x"), ("agenda", "--days", "-1"), ("agenda", "--days", "99999999999"),
        ("agenda", "--from", "some day"), ("agenda", "--from", "2026-02-30"), ("agenda", "--from", "25:00"), ("agenda", "extra"),
        ("answer",), ("answer", "x"), ("answer", "0"), ("answer", "-3"), ("answer", "99999999999999999999"),
        ("dismiss",), ("dismiss", "x"), ("dismiss", "1", "2"), ("snooze",), ("snooze", "x"), ("snooze", "1", "soon"),
        ("snooze", "1", "8 days"), ("pause", "soon"), ("pause", "0s"), ("pause", "-1h"), ("resume", "x"), ("reload", "x"),
        ("show",), ("show", "a", "b"), ("start", "x"), ("status", "x"), ("status", "--bogus"), ("pending", "x"),
        ("report", "--days", "0"), ("report", "--days", "1e9"), ("export", "--format", "xml"), ("export", "--format", "csv"),
        ("urge",), ("urge", "11"), ("urge", "-1"), ("urge", "7.5"), ("urge", "seven"), ("urge", "7", "8"), ("urge", ""),
        ("urge", "--acted", "maybe"), ("urge", "--json"), ("version", "x"), ("help", "a", "b"), ("-x",), ("",),
        ("urge", "9" * 5000), ("answer", "last" * 2000),
    )

    def test_wrong_words_say_what_was_expected_and_change_nothing(self):
        for arguments in self.CASES:
            with self.subTest(arguments[:3]):
                done = self.steady(*arguments, code=2)
                self.assertEqual(done.stdout, "")
                self.assertRegex(done.stderr, r"^steady: \S")
                self.assertLess(len(done.stderr), 1000)
        self.assertFalse(os.path.exists(self.lab.store))


class WithoutDaemon(CliTest):
    def test_what_only_reads_makes_no_store(self):
        for arguments in (("status",), ("agenda",), ("pending",), ("report",), ("export",), ("resume",)):
            self.steady(*arguments)
            if arguments[0] not in ("resume", "export"):
                self.assertNotEqual(self.steady(*arguments).stdout + self.steady(*arguments).stderr, "")
        for arguments in (("answer", "1"), ("answer", "last"), ("snooze", "1"), ("dismiss", "last"), ("urge", "--acted", "no")):
            self.steady(*arguments, code=1)
        self.assertEqual(os.listdir(self.lab.path("data")), [])
        self.assertEqual(os.listdir(self.lab.home), [])
        self.assertEqual(os.listdir(self.lab.path("cache")), [])

    def test_what_needs_the_daemon_says_so(self):
        for arguments in (("reload",), ("show", "evening")):
            self.assertIn("`steady start`", self.steady(*arguments, code=3).stderr)

    def test_without_settings_the_way_on_is_named(self):
        os.unlink(self.lab.settings_path)
        self.assertIn("`steady setup`", self.steady("agenda", code=1).stderr)
        self.assertIn("steady setup", self.json("status")["settings_problem"])

    def test_settings_with_errors_are_told_and_stop_no_urge(self):
        self.lab.write_settings("[checkin evening]\nwhen = never ever\n")
        self.assertIn("steady.ini:2", self.steady("agenda", code=1).stderr)
        self.assertIn("steady.ini:2", self.json("status")["settings_problem"])
        self.assertTrue(self.json("urge", "5")["recorded"])

    def test_status_has_a_fixed_shape(self):
        status = self.json("status")
        self.assertEqual(set(status), {
            "daemon", "version", "delivery", "paused", "hidden", "paused_until", "paused_until_epoch", "next", "next_epoch", "available",
            "unavailable", "pending", "fewer_unanswered", "fewer_worse", "helplines", "helplines_old", "settings",
            "settings_problem", "store", "store_problem", "server", "server_lacks", "listens_to"})
        self.assertEqual((status["daemon"], status["paused"], status["pending"]), (False, False, 0))
        self.assertGreater(status["next_epoch"], time.time() - 1)

    def test_the_agenda_lists_what_comes_in_order(self):
        agenda = self.json("agenda", "--from", "2026-11-23", "--days", "2")
        self.assertFalse(agenda["drawn"])
        self.assertEqual([(a["schedule"], a["random"]) for a in agenda["agenda"]],
                         [("checkin/pull", False), ("nudge/walk", True), ("nudge/walk", True), ("checkin/evening", False)] * 2)
        dues = [a["due_epoch"] for a in agenda["agenda"]]
        self.assertEqual(dues, sorted(dues))
        self.assertEqual(agenda["agenda"][0]["due"], "2026-11-23T03:00:00+00:00")

    def test_the_agenda_tells_what_will_be_held_or_left_out(self):
        self.lab.write_settings("[steady]\nquiet = 23:00..07:30\napart = 45min\nbudget = 6\n"
                                "[nudge late]\nwhen = 23:30\n[checkin early]\nwhen = 07:00\nprotocol = evening\n"
                                "[checkin evening]\nwhen = 21:30\nprotocol = evening\n"
                                "[checkin close]\nwhen = 21:45\nprotocol = urge\n")
        agenda = self.json("agenda", "--from", "2099-11-23", "--days", "1")["agenda"]
        self.assertEqual([(a["schedule"], a["shown"] and a["shown"][11:16], a["reason"]) for a in agenda], [
            ("checkin/early", "07:30", "quiet"), ("checkin/evening", "21:30", None), ("checkin/close", "22:15", "apart"),
            ("nudge/late", None, "quiet")])
        text = self.steady("agenda", "--from", "2099-11-23", "--days", "1").stdout
        self.assertIn("at 07:30: quiet hours until then", text)
        self.assertIn("not shown: quiet hours", text)

    def test_the_agenda_tells_what_except_leaves_out(self):
        self.lab.write_settings("[steady]\napart = 0\n[nudge morning]\nwhen = 08:30\nexcept = Sat,Sun\nexcept = 2099-11-25\n")
        agenda = self.json("agenda", "--from", "2099-11-23", "--days", "7")
        self.assertEqual([a["due"][:10] for a in agenda["agenda"]], [f"2099-11-{day}" for day in (23, 24, 26, 27)])
        self.assertEqual([(run["except"], run["first"][:10], run["last"][:10], run["count"]) for run in agenda["left_out"]],
                         [("2099-11-25", "2099-11-25", "2099-11-25", 1), ("Sat,Sun", "2099-11-28", "2099-11-29", 2)])
        text = self.steady("agenda", "--from", "2099-11-23", "--days", "7").stdout
        self.assertIn("left out: except 2099-11-25\n", text)
        self.assertIn("left out: except Sat,Sun (2", text)
        self.assertEqual(len(self.json("agenda", "--from", "2099-11-23", "-n", "3")["agenda"]), 3)

    def test_a_year_is_told_in_numbers(self):
        self.lab.write_settings("[steady]\nquiet = 23:00..07:30\napart = 45min\nbudget = 2\n"
                                "[nudge late]\nwhen = 23:30\n[nudge noon]\nwhen = 12:00\nexcept = Sat,Sun\n"
                                "[checkin evening]\nwhen = 21:30\nprotocol = evening\n"
                                "[nudge close]\nwhen = 21:55\n")
        year = self.json("agenda", "--from", "2099-01-01", "--summary")
        self.assertEqual((year["days"], year["from"][:10], year["until"][:10]), (365, "2099-01-01", "2100-01-01"))
        rows = {row["schedule"]: row for row in year["schedules"]}
        for row in [*rows.values(), year["all"]]:
            self.assertEqual(row["occurrences"], row["shown"] + sum(row["taken_out"].values()))
        self.assertEqual(rows["nudge/late"]["taken_out"]["quiet"], 365)
        self.assertEqual((rows["nudge/noon"]["shown"], rows["nudge/noon"]["taken_out"]["except"]), (261, 104))
        self.assertEqual((rows["nudge/close"]["taken_out"]["budget"], rows["nudge/close"]["later"]), (261, 104))
        self.assertEqual(year["prompts_a_day"], {"mean": 2, "least": 2, "most": 2, "distribution": [{"prompts": 2, "days": 365}]})
        text = self.steady("agenda", "--from", "2099-01-01", "--summary").stdout
        self.assertIn("2.0 a day on average, at least 2, at most 2.", text)
        self.assertIn("except 104", text)
        self.assertIn("Longest silence: ", text)
        for line in text.splitlines():
            self.assertLessEqual(columns(line), 80, line)
        self.steady("agenda", "--summary", "-n", "3", code=2)

    def test_the_agenda_knows_of_a_pause(self):
        self.steady("pause")
        self.assertEqual({a["reason"] for a in self.json("agenda")["agenda"]}, {"paused"})
        self.assertIn("Paused", self.steady("agenda").stderr)

    def test_a_schedule_every_second_is_listed_in_time(self):
        self.lab.write_settings("[nudge often]\nwhen = *:*:*\n")
        done = self.steady("agenda", "--days", "3660")
        self.assertEqual(len(done.stdout.splitlines()), 10001)
        self.assertIn("first 10000", done.stderr)

    def test_the_agenda_counts_days_over_a_change_of_clocks(self):
        self.lab.env["TZ"] = "Europe/Berlin"
        self.lab.write_settings("[checkin evening]\nwhen = *:00\nprotocol = evening\n")
        agenda = self.json("agenda", "--from", "2026-10-25", "--days", "1")["agenda"]
        self.assertEqual(len(agenda), 25)
        self.assertEqual(agenda[-1]["due"], "2026-10-25T23:00:00+01:00")

    def test_tables_fit_80_columns(self):
        self.prompt("evening")
        self.steady("urge", "7")
        for arguments in (("status",), ("agenda",), ("pending",), ("report",)):
            for line in self.steady(*arguments).stdout.splitlines():
                if self.lab.dir not in line:
                    self.assertLessEqual(columns(line), 80, line)

    def test_a_pause_is_kept_for_the_next_daemon(self):
        self.steady("pause", "2h")
        status = self.json("status")
        self.assertTrue(status["paused"])
        self.assertAlmostEqual(status["paused_until_epoch"], time.time() + 7200, delta=5 * SLOW)
        self.start()
        self.assertEqual(self.json("status")["unavailable"], "paused")
        self.steady("resume")
        self.assertFalse(self.json("status")["paused"])

    def test_a_pause_without_a_span_lasts_until_resume(self):
        self.steady("pause")
        status = self.json("status")
        self.assertEqual((status["paused"], status["paused_until"]), (True, None))
        self.steady("resume")
        self.assertFalse(self.json("status")["paused"])

    def test_what_a_pause_takes_out_is_not_the_next(self):
        self.steady("config", "set", "checkin/evening.when", "*:00/5")
        self.steady("pause", "2h")
        status = self.json("status")
        self.assertGreaterEqual(status["next_epoch"], status["paused_until_epoch"])
        self.steady("pause")
        self.assertIsNone(self.json("status")["next"])
        self.assertIn("nothing before `steady resume`", self.steady("status").stdout)

    def test_hidden_is_called_so_with_and_without_a_daemon(self):
        self.steady("hide")
        self.assertIn("hidden", self.steady("status").stdout)
        self.start()
        self.assertTrue(self.json("status")["hidden"])
        self.steady("resume")
        self.assertFalse(self.json("status")["hidden"])
        self.assertIn("paused", self.steady("status").stdout)

    def test_words_keep_to_the_width_that_is_wished(self):
        self.steady("urge", "7", "--acted", "no")
        for line in (("when", "2 times between 11:00 and 19:00, at least 90min apart"), ("report",)):
            self.assertTrue(any(columns(text) > 40 for text in self.steady(*line).stdout.splitlines()), line)
            self.lab.env["COLUMNS"] = "40"
            for text in self.steady(*line).stdout.splitlines():
                self.assertLessEqual(columns(text), 40, text)
            del self.lab.env["COLUMNS"]

    def test_the_store_is_private(self):
        self.steady("urge", "3")
        self.assertEqual(os.stat(self.lab.store).st_mode & 0o777, 0o600)
        self.assertEqual(os.stat(os.path.dirname(self.lab.store)).st_mode & 0o777, 0o700)

    def test_start_says_what_to_do_where_nothing_starts_it(self):
        self.lab.env["PATH"] = "/nowhere"
        self.assertIn("steadyd", self.steady("start", code=1).stderr)

    def test_no_bus_is_no_daemon(self):
        for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            del self.lab.env[name]
        self.assertFalse(self.json("status")["daemon"])
        self.lab.env["STEADY_BUS"] = "nonsense"
        self.assertFalse(self.json("status")["daemon"])
        self.lab.env["STEADY_BUS"] = "unix:path=/nowhere"
        self.steady("reload", code=3)


class Answers(CliTest):
    def walk(self, number):
        for choice in ("some", "3", "a walk; \"good\", at last"):
            self.steady("answer", str(number), *choice.split(" "))
        rows = self.lab.rows("SELECT item, value, number, score, late, route FROM response WHERE decision = ? ORDER BY id", number)
        self.assertEqual([(r["item"], r["value"], r["number"], r["score"]) for r in rows], [
            ("missing-calm", "some", 50, "missing"), ("need-alone", "strong", 100, "need"),
            ("regained", "a walk; \"good\", at last", None, None)])
        self.assertEqual({r["late"] for r in rows}, {0})

    def test_through_the_daemon(self):
        self.start()
        number = self.show("evening")
        self.assertIn("1  No", self.steady("answer", "last").stderr)
        self.assertIn("expected no, some or strong", self.steady("answer", "last", "perhaps", code=2).stderr)
        self.walk(number)
        self.lab.eventually(lambda: self.decision(number)["outcome"] == "answered")
        self.assertEqual(self.json("pending")["pending"], [])
        self.assertIn("has all its answers", self.steady("answer", str(number), "no", code=1).stderr)

    def test_without_the_daemon(self):
        number = self.prompt("evening")
        self.assertEqual(self.json("pending")["pending"][0]["item"], "missing-calm")
        self.walk(number)
        self.assertEqual(self.decision(number)["outcome"], "answered")
        self.assertEqual(len({r["begun"] for r in self.lab.rows("SELECT begun FROM response")}), 1)

    def test_begun_with_the_daemon_and_ended_without(self):
        daemon = self.start()
        number = self.show("evening")
        self.steady("answer", "last", "no")
        daemon.stop()
        self.assertEqual(self.json("pending")["pending"][0]["item"], "need-alone")
        self.steady("answer", "last", "no")
        self.steady("answer", "last", "skip")
        self.assertEqual([r["value"] for r in self.lab.rows("SELECT value FROM response ORDER BY id")], ["no", "no", None])
        self.assertEqual(self.decision(number)["outcome"], "answered")

    def expire(self, number, outcome):
        import sqlite3
        with sqlite3.connect(self.lab.store) as db:
            db.execute("UPDATE decision SET expires = 1000000, closed = ?, outcome = ? WHERE id = ?",
                       (2000000 if outcome else None, outcome, number))
        db.close()

    def test_why_says_what_became_of_a_prompt(self):
        self.assertIn("nothing was decided yet", self.steady("why", "last", code=1).stderr)
        number = self.prompt("evening")
        minute = 60 * 1000000
        import sqlite3
        with sqlite3.connect(self.lab.store) as db:
            db.execute("UPDATE decision SET asked = 0, due = 0, at = 0, first = 0, decided = 0, available = 0, reason = 'quiet', "
                       "shown = ?, closed = ?, outcome = 'answered' WHERE id = ?",
                       (16 * minute, 16 * minute + 40000000, number))
            db.execute("INSERT INTO held VALUES (?, ?, 'away', NULL)", (number, 5 * minute))
        db.close()
        said = "evening: held from 00:00, quiet hours; held from 00:05, screen locked, or away; shown 00:16; " \
               "answered after 40 seconds\n"
        self.assertTrue(self.steady("why", str(number)).stdout.endswith(said))
        self.assertTrue(self.steady("why", "last").stdout.endswith(said))
        why = self.json("why", "last")
        self.assertEqual((why["reason"], why["outcome"], why["probability"], why["draw"]), ("quiet", "answered", 1, None))
        self.assertEqual([h["reason"] for h in why["held"]], ["away"])
        self.assertIn("no prompt has the number 99", self.steady("why", "99", code=1).stderr)
        self.steady("why", "evening", code=2)

    def test_why_tells_a_locked_screen_from_a_snooze(self):
        number = self.prompt("evening")
        minute = 60 * 1000000
        import sqlite3
        with sqlite3.connect(self.lab.store) as db:
            db.execute("UPDATE decision SET asked = 0, due = 0, at = 0, first = 0, decided = 0, available = 0, reason = 'locked', "
                       "shown = ?, closed = ?, outcome = 'answered' WHERE id = ?",
                       (16 * minute, 33 * minute + 40000000, number))
            db.execute("INSERT INTO held VALUES (?, ?, 'do-not-disturb', NULL)", (number, 5 * minute))
            db.execute("INSERT INTO held VALUES (?, ?, 'snoozed', ?)", (number, 18 * minute, 33 * minute))
        db.close()
        self.assertTrue(self.steady("why", "last").stdout.endswith(
            "evening: held from 00:00, screen locked; held from 00:05, set to do not disturb; shown 00:16; "
            "snoozed 00:18 until 00:33; answered after 40 seconds\n"))
        self.assertEqual([(h["reason"], h["until_epoch"]) for h in self.json("why", "last")["held"]],
                         [("do-not-disturb", None), ("snoozed", 33 * 60)])

    def test_why_knows_a_snooze_without_the_daemon_and_with_it(self):
        number = self.prompt("evening")
        self.steady("snooze", "last", "20min")
        self.assertRegex(self.steady("why", "last").stdout, "snoozed ..:.. until ..:..; waits")
        self.start()
        self.steady("snooze", str(number), "30min")
        self.lab.eventually(lambda: len([h for h in self.json("why", "last")["held"] if h["reason"] == "snoozed"]) == 2)

    def test_late_answers_are_kept_as_late(self):
        number = self.prompt("evening")
        self.expire(number, "expired")
        self.assertEqual(self.json("pending")["pending"], [])
        self.assertIn("late", self.steady("answer", "last", "some").stderr)
        self.steady("answer", str(number), "no")
        self.steady("answer", str(number), "-")
        self.assertEqual([r["late"] for r in self.lab.rows("SELECT late FROM response")], [1, 1, 1])
        self.assertEqual(self.decision(number)["outcome"], "expired")

    def test_what_expired_without_a_daemon_is_late_too(self):
        number = self.prompt("pull")
        self.expire(number, None)
        self.assertEqual(self.json("pending")["pending"], [])
        self.steady("answer", str(number), "no")
        self.assertEqual([r["late"] for r in self.lab.rows("SELECT late FROM response")], [1])
        self.assertEqual(self.decision(number)["outcome"], "expired")

    def test_late_answers_work_beside_a_daemon(self):
        number = self.prompt("pull")
        self.expire(number, "expired")
        self.start()
        self.steady("answer", str(number), "no")
        self.assertEqual([(r["value"], r["late"]) for r in self.lab.rows("SELECT value, late FROM response")], [("no", 1)])

    def test_asked_in_the_terminal(self):
        number = self.prompt("pull")
        terminal = self.terminal("answer", "last")
        terminal.expect("Is there an urge to message them right now?")
        terminal.type("what\n")
        terminal.expect("expected no, some or strong")
        terminal.type("2\n")
        terminal.expect("How strong")
        terminal.type("11\n")
        terminal.expect("expected a number")
        terminal.type("6\n")
        terminal.expect("What did you do")
        terminal.type("1\n")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual([r["value"] for r in self.lab.rows("SELECT value FROM response ORDER BY id")], ["some", "6", "no"])
        self.assertEqual(self.decision(number)["outcome"], "answered")

    def test_leaving_in_between_keeps_what_was_answered(self):
        self.prompt("pull")
        terminal = self.terminal("answer", "last")
        terminal.expect("right now?")
        terminal.type("some\n")
        terminal.expect("How strong")
        terminal.type("\x03")
        terminal.end()
        self.assertEqual([r["value"] for r in self.lab.rows("SELECT value FROM response")], ["some"])
        self.assertEqual(self.json("pending")["pending"][0]["item"], "intensity")

    def test_a_text_of_any_kind_comes_back_as_it_was(self):
        number = self.prompt("evening")
        self.steady("answer", str(number), "no")
        self.steady("answer", str(number), "no")
        text = "'; DROP TABLE response; -- \"=1+1\" %s %n ñ 日本 \\ " + "x" * 1900
        self.steady("answer", str(number), "--", text)
        self.assertEqual(self.lab.rows("SELECT value FROM response WHERE item = 'regained'")[0]["value"], text)

    def test_a_text_that_is_too_long_is_refused_whole(self):
        number = self.prompt("evening")
        self.steady("answer", str(number), "no")
        self.steady("answer", str(number), "no")
        self.assertIn("2001", self.steady("answer", str(number), "x" * 2001, code=2).stderr)
        self.assertEqual(len(self.lab.rows("SELECT * FROM response")), 2)

    def test_something_to_read_is_read_later_or_dismissed(self):
        for words, outcome in (("dismiss", "dismissed"), ("read", "read")):
            number = self.prompt("walk")
            self.steady("answer", str(number), "no", code=2)
            self.steady("answer", str(number), words)
            self.assertEqual(self.decision(number)["outcome"], outcome)
        number = self.prompt("walk")
        self.steady("answer", "last", "later")
        self.assertEqual(self.json("pending")["pending"][0]["state"], "snoozed")

    def test_snooze_and_dismiss_without_and_with_the_daemon(self):
        number = self.prompt("evening")
        self.steady("snooze", str(number), "10", "min")
        self.assertEqual(self.json("pending")["pending"][0]["state"], "snoozed")
        self.start()
        self.lab.eventually(lambda: self.json("pending")["pending"][0]["state"] == "snoozed")
        self.steady("dismiss", "last")
        self.lab.eventually(lambda: self.decision(number)["outcome"] == "dismissed")
        self.steady("dismiss", str(number), code=1)
        self.steady("snooze", str(number), code=1)


class Troubles(CliTest):
    def broken(self, *arguments):
        done = self.steady(*arguments, code=1)
        self.assertEqual(done.stderr.count("steady: "), 1, done.stderr)
        return done.stderr

    def test_a_damaged_store(self):
        os.makedirs(os.path.dirname(self.lab.store))
        with open(self.lab.store, "wb") as out:
            out.write(b"this was never a database, " * 400)
        for arguments in (("pause", "1h"), ("answer", "1"), ("pending",), ("report",), ("export",), ("dismiss", "1")):
            self.assertIn("damaged", self.broken(*arguments))
        self.assertIn("damaged", self.json("status")["store_problem"])
        self.steady("agenda")
        with open(self.lab.store, "rb") as back:
            self.assertTrue(back.read().startswith(b"this was never"))

    def test_a_newer_store(self):
        import sqlite3
        self.steady("urge", "3")
        with sqlite3.connect(self.lab.store) as db:
            db.execute("PRAGMA user_version = 999")
        db.close()
        for arguments in (("pause",), ("urge", "3"), ("report",), ("export",)):
            self.assertIn("newer", self.broken(*arguments))

    def test_a_locked_store_is_waited_for_and_then_told(self):
        import sqlite3
        self.steady("urge", "3")
        db = sqlite3.connect(self.lab.store, isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        self.assertIn("Try again", self.broken("pause", "1h"))
        self.assertGreater(time.monotonic() - began, 1.5)
        self.steady("report")  # reading goes on
        db.execute("COMMIT")
        db.close()
        self.steady("pause", "1h")

    def test_a_daemon_that_hangs_holds_nobody_up(self):
        daemon = self.start()
        self.steady("urge", "3")
        daemon.freeze()
        try:
            began = time.monotonic()
            status = json.loads(self.lab.run_steady("status", "--json", timeout=30).stdout)
            self.assertTrue(status["daemon"])
            self.assertIsNone(status["version"])
            self.assertIn("does not answer", self.lab.run_steady("pause", timeout=30).stderr)
            self.assertLess(time.monotonic() - began, 20 * SLOW)
        finally:
            daemon.thaw()


class WithDaemon(CliTest):
    def test_status_comes_from_the_daemon(self):
        self.start()
        status = self.lab.eventually(lambda: (lambda s: s if s["available"] else None)(self.json("status")))
        self.assertEqual((status["daemon"], status["delivery"], status["settings_problem"]), (True, "desktop", None))
        self.assertRegex(status["version"], r"^\d+\.\d+")

    def test_show_brings_a_prompt(self):
        self.start()
        number = self.show("evening")
        self.server.shown("How was today?")
        self.assertEqual(self.json("pending")["pending"][0]["id"], number)
        self.assertIn("checkin/evening", self.steady("show", "evenin", code=1).stderr + "checkin/evening")
        self.assertIn("did you mean", self.steady("show", "evenin", code=1).stderr)

    def test_the_daemon_hears_of_what_is_written(self):
        self.start()
        self.steady("pause", "1h")
        self.lab.eventually(lambda: self.lab.property("Unavailable") == "paused")
        self.steady("resume")
        self.lab.eventually(lambda: self.lab.property("Unavailable") == "")

    def test_reload_tells_what_is_wrong_and_keeps_the_old(self):
        self.start()
        before = self.json("status")["next"]
        self.lab.write_settings(SETTINGS.replace("21:30", "25:70"))
        done = self.steady("reload", code=1)
        self.assertIn("25:70", done.stderr)
        self.assertIn("settings it had", done.stderr)
        self.assertEqual(self.json("status")["next"], before)
        self.lab.write_settings(SETTINGS)
        self.steady("reload")

    def test_the_agenda_has_the_daemons_own_moments(self):
        self.start()
        self.lab.eventually(lambda: os.path.exists(self.lab.store))
        agenda = self.lab.eventually(lambda: (lambda a: a if a["drawn"] else None)(self.json("agenda")))
        self.lab.eventually(lambda: self.json("status")["next_epoch"] == self.json("agenda")["agenda"][0]["due_epoch"])
        self.assertEqual(agenda, self.json("agenda"))

    def test_start_starts_it_by_the_bus(self):
        self.lab.programs[0].stop()
        with open(self.lab.path("services", NAME + ".service"), "w", encoding="utf-8") as out:
            out.write(f"[D-BUS Service]\nName={NAME}\nExec=/usr/bin/env {STEADYD}\n")
        self.lab.start_bus()
        self.assertFalse(self.json("status")["daemon"], "asking started it")
        self.steady("start", timeout=20)
        self.assertTrue(self.json("status")["daemon"])
        self.assertIn("already", self.steady("start").stderr)

    def test_start_says_of_one_that_ends_at_once_that_it_does_not_run(self):
        self.lab.programs[0].stop()
        self.lab.add_service(NAME, "/usr/bin/dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
                             "org.freedesktop.DBus.RequestName", "string:" + NAME, "uint32:0")
        self.lab.start_bus()
        self.assertIn("not on this bus", self.steady("start", code=1, timeout=20).stderr)


class Export(CliTest):
    def fill(self):
        number = self.prompt("evening")
        for choice in ("no", "strong", "=HYPERLINK(\"x\"), and a \"quote\"\nnext line"):
            self.steady("answer", str(number), choice)
        self.steady("urge", "7", "--acted", "no")

    def test_json_lines_hold_every_row(self):
        self.fill()
        rows = [json.loads(line) for line in self.steady("export").stdout.splitlines()]
        for table in ("decision", "response", "urge", "rating", "schedule"):
            self.assertEqual(sum(r["table"] == table for r in rows), self.lab.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"])
        self.assertIn("=HYPERLINK(\"x\"), and a \"quote\"\nnext line", [r.get("value") for r in rows])

    def test_json_lines_go_into_a_private_file_once(self):
        self.fill()
        self.steady("export", "--output", "all.jsonl")
        path = os.path.join(self.lab.home, "all.jsonl")
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        with open(path, encoding="utf-8") as lines:
            self.assertEqual(lines.read(), self.steady("export").stdout)
        self.assertIn("--force", self.steady("export", "--output", "all.jsonl", code=1).stderr)
        self.steady("export", "--output", "all.jsonl", "--force")
        self.steady("export", "--output", "/nowhere/all.jsonl", code=1)
        self.assertEqual(os.listdir(self.lab.home), ["all.jsonl"])

    def test_csv_reads_back_and_is_no_formula(self):
        self.fill()
        self.steady("export", "--format", "csv", "--output", "sheets")
        folder = os.path.join(self.lab.home, "sheets")
        self.assertEqual(os.stat(folder).st_mode & 0o777, 0o700)
        with open(os.path.join(folder, "response.csv"), encoding="utf-8", newline="") as file:
            text = file.read()
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        self.assertEqual([r["value"] for r in rows], ["no", "strong", "'=HYPERLINK(\"x\"), and a \"quote\"\nnext line"])
        self.assertEqual([r["number"] for r in rows], ["0", "100", ""])
        for name in os.listdir(folder):
            self.assertEqual(os.stat(os.path.join(folder, name)).st_mode & 0o777, 0o600)
        self.steady("export", "--format", "csv", "--output", "sheets", code=1)
        self.steady("export", "--format", "csv", "--output", "sheets", "--force")

    def test_a_sheet_without_rows_has_its_head_and_no_sheet_is_taken_in(self):
        self.steady("note", stdin="a line")
        self.steady("export", "--format", "csv", "--output", "sheets")
        with open(os.path.join(self.lab.home, "sheets", "rating.csv"), encoding="utf-8", newline="") as file:
            self.assertEqual(file.read(), "id,urge,at,intensity\r\n")
        said = self.steady("import", "sheets/rating.csv", code=1).stderr
        self.assertIn("is CSV, which is for spreadsheets", said)
        self.assertIn("is a folder", self.steady("import", "sheets", code=1).stderr)

    def test_a_full_disk_is_told(self):
        self.fill()
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([STEADY, "export"], env=self.lab.env, stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 1)


class Reports(CliTest):
    def test_nothing_recorded_is_said(self):
        self.assertIn("nothing to tell yet", self.steady("report").stderr)
        report = self.json("report")
        self.assertEqual((report["missing"]["answers"], report["missing"]["value"]), (0, None))

    def test_missing_and_need_are_told_apart(self):
        number = self.prompt("evening")
        for choice in ("some", "no", "-"):
            self.steady("answer", str(number), choice)
        self.steady("urge", "7", "--acted", "no")
        self.steady("urge", "4", "--acted", "yes")
        report = self.json("report", "--days", "7")
        self.assertEqual((report["missing"]["value"], report["need"]["value"]), (50, 0))
        self.assertEqual((report["urges"]["recorded"], report["urges"]["acted_no"], report["urges"]["weeks"][-1]), (2, 1, 2))
        self.assertEqual((report["prompts"]["shown"], report["prompts"]["answered"], report["checkins"]), (1, 1, 1))
        text = self.steady("report").stdout
        self.assertIn("not a validated measure", " ".join(text.split()))
        self.assertIn("█", text)
        self.assertRegex(text, r"(?m)^  missing +50 of 100, from one answer$")

    def test_the_weeks_follow_the_days(self):
        self.steady("urge", "7")
        for days, most in ((1, 1), (7, 2), (14, 3), (84, 12), (400, 12)):
            weeks = self.json("report", "--days", str(days))["urges"]["weeks"]
            self.assertLessEqual(len(weeks), most)
            self.assertGreaterEqual(len(weeks), most - 1)
            self.assertEqual(weeks[-1], 1)


if __name__ == "__main__":
    main()
