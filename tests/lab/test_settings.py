"""The settings from the command line: setup, config and schedule as processes, with a terminal and without."""
import concurrent.futures
import json
import os
import re
import stat

from lab import LabTest, main
from test_cli import Terminal

DEFAULT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "config", "steady.ini")


def default():
    with open(DEFAULT, encoding="utf-8") as file:
        return file.read()


class SettingsTest(LabTest):
    bus = False

    def steady(self, *arguments, code=0, **more):
        done = self.lab.run_steady(*arguments, **more)
        self.assertEqual(done.returncode, code, f"steady {' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
        return done

    def text(self, path=None):
        with open(path or self.lab.settings_path, encoding="utf-8", newline="") as file:
            return file.read()

    def script(self, name, body):
        path = self.lab.path("home", name)
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + body)
        os.chmod(path, 0o755)
        return path

    def folder(self):
        return sorted(os.listdir(os.path.dirname(self.lab.settings_path)))


class Setup(SettingsTest):
    def test_without_questions_it_writes_the_annotated_default(self):
        self.steady("setup", "--yes")
        self.assertEqual(self.text(), default())
        self.assertEqual(stat.S_IMODE(os.stat(self.lab.settings_path).st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(os.stat(os.path.dirname(self.lab.settings_path)).st_mode), 0o700)
        self.assertEqual(self.folder(), ["steady.ini"])
        self.assertTrue(self.steady("config", "check").stdout.startswith("OK"))

    def test_answers_from_a_script_are_taken_and_the_end_of_input_takes_the_rest(self):
        self.steady("setup", stdin="20:15\n")
        self.assertEqual(self.text(), default().replace("when = 21:30", "when = 20:15"))

    def test_bad_answers_are_asked_again_and_never_written(self):
        terminal = Terminal(self.lab, "setup")
        try:
            for asked, typed in (("check-in?", "late\n"), ("check-in?", "23:30\n"), ("shown", "\n"), ("check-in (23:30)", ""),
                                 ("shown", "23:45-07:00\n"), ("meaning", "perhaps\n"), ("yes or no", ""), ("meaning", "n\n"),
                                 ("frightened", "\n"), ("ended it", "\n")):
                terminal.expect(asked)
                self.assertFalse(os.path.exists(self.lab.settings_path))
                terminal.type(typed)
            terminal.expect("Written")
            self.assertEqual(terminal.end(), 0)
        finally:
            terminal.close()
        self.assertEqual(self.text(), default().replace("when = 21:30", "when = 23:30").replace("23:00..07:30", "23:45..07:00")
                         .replace("discreet = yes", "discreet = no"))

    def test_who_was_frightened_is_asked_kindly_and_may_skip(self):
        for typed, side, written in (("\n", "\n", []), ("y\n", "they\n", ["frightened = yes", "stance = left"]),
                                     ("no\n", "both\n", ["frightened = no", "stance = any"])):
            terminal = Terminal(self.lab, "setup")
            try:
                for asked, answer in (("check-in?", "\n"), ("shown", "\n"), ("meaning", "\n"), ("anybody who can use", ""),
                                      ("followed you", typed), ("ended it", side)):
                    terminal.expect(asked)
                    terminal.type(answer)
                terminal.expect("Written")
                self.assertEqual(terminal.end(), 0)
            finally:
                terminal.close()
            lines = self.text().splitlines()
            for line in written:
                self.assertIn(line, lines)
            if not written:
                self.assertEqual(self.text(), default())
            os.remove(self.lab.settings_path)

    def test_leaving_in_the_middle_writes_nothing(self):
        terminal = Terminal(self.lab, "setup")
        try:
            terminal.expect("check-in?")
            terminal.type("20:00\n")
            terminal.expect("shown")
            terminal.type("\x04")
            self.assertEqual(terminal.end(), 1)
        finally:
            terminal.close()
        self.assertFalse(os.path.exists(self.lab.settings_path))

    def test_who_is_up_at_night_gets_the_nudges_at_night(self):
        self.steady("setup", stdin="04:00\n06:00..21:00\n\n")
        self.steady("config", "check")
        self.assertIn("2 times between 00:00 and 02:00, at least 90min apart", self.text())

    def test_what_is_there_is_shown_before_it_changes_and_silence_changes_nothing(self):
        mine = "# mine\n[steady]\nquiet = 22:00..06:00 ; early\n\n[checkin evening]\nwhen = 20:00\n"
        self.lab.write_settings(mine)
        said = self.steady("setup", stdin="19:00\n").stderr
        self.assertIn("checkin/evening.when: 20:00 -> 19:00", said)
        self.assertNotIn("quiet", said.split("would change")[1].split("Change it")[0])
        self.assertEqual(self.text(), mine)
        self.steady("setup", stdin="19:00\n\n\ny\n")
        self.assertEqual(self.text(), mine.replace("20:00", "19:00"))

    def test_what_is_broken_is_left_alone(self):
        self.lab.write_settings("[stedy]\n")
        self.assertIn('did you mean "steady"', self.steady("setup", "--yes", code=1).stderr)
        self.assertEqual(self.text(), "[stedy]\n")

    def test_the_unit_is_enabled_for_desktops_that_never_tell_systemd_too(self):
        tools, log = self.lab.path("home", "bin"), self.lab.path("home", "log")
        os.mkdir(tools)
        self.script("bin/systemctl", f'echo "$*" >> {log}\ncase $* in *is-*) exit 3;; esac\n')
        self.lab.env["PATH"] = tools + ":" + self.lab.env["PATH"]
        self.lab.env["DISPLAY"] = ":77"
        self.steady("setup", "--yes")
        said = self.text(log).splitlines()
        self.assertIn("--user enable --now steady.service", said)
        self.assertIn("--user add-wants default.target steady.service", said)
        os.remove(log)
        self.steady("setup", stdin="\n\n\nn\n")
        self.assertNotIn("enable --now", self.text(log))

    def test_without_systemd_it_says_what_to_do(self):
        self.assertIn("autostart", self.steady("setup", "--yes").stderr)


class Config(SettingsTest):
    def setUp(self):
        self.lab.write_settings(default())

    def test_check_lists_everything_with_a_caret_under_the_place(self):
        self.lab.write_settings("[steady]\nbudget = many\n[nudge a]\nwhen = Mon 9\n")
        said = self.steady("config", "check", code=1).stdout
        self.assertIn("steady.ini:2: steady.budget", said)
        self.assertIn("    Mon 9\n         ^\n", said)
        found = json.loads(self.steady("config", "check", "--json", code=1).stdout)
        self.assertEqual([problem["line"] for problem in found["problems"]], [2, 4])
        self.assertFalse(found["ok"])

    def test_check_names_a_protocol_and_a_topic_that_are_not_there(self):
        self.lab.write_settings("[checkin a]\nwhen = 9:00\nprotocol = evning\n[nudge b]\nwhen = 9:00\ntopics = rutine\n")
        said = self.steady("config", "check", code=1).stdout
        self.assertIn('did you mean "evening"', said)
        self.assertIn('did you mean "routine"', said)

    def test_get_set_and_unset_change_one_line(self):
        self.assertEqual(self.steady("config", "get", "steady.budget").stdout, "6\n")
        self.steady("config", "set", "steady.budget", "3")
        self.assertEqual(self.text(), default().replace("budget = 6 ", "budget = 3 "))
        self.steady("config", "unset", "steady.budget")
        self.assertEqual(self.text(), re.sub("budget = .*\n", "", default()))
        self.assertEqual(self.steady("config", "get", "steady.budget").stdout, "6\n")
        self.steady("config", "set", "steady.apart", "1h", "30min")
        self.assertEqual(self.steady("config", "get", "steady.apart").stdout, "1h 30min\n")
        every = json.loads(self.steady("config", "get", "--json").stdout)["settings"]
        self.assertIn({"key": "checkin/evening.when", "values": ["21:30"], "default": False}, every)

    def test_what_would_be_wrong_is_not_written(self):
        for arguments, code, words in ((("steady.budget", "-5"), 1, "expected a whole number"), (("steady.bugdet", "5"), 2, "steady.budget"),
                                       (("checkin/evning.when", "9:00"), 1, "schedule add"), (("checkin/evening.whn", "9:00"), 2, "checkin/evening.when"),
                                       (("checkin.when", "9:00"), 2, "NAME"), (("steady.budget", "4\n[x]"), 1, "one line"),
                                       (("checkin/evening.protocol", "none"), 1, "no protocol")):
            self.assertIn(words, self.steady("config", "set", "--", *arguments, code=code).stderr)
        self.assertEqual(self.text(), default())

    def test_a_link_is_followed(self):
        real = self.lab.path("home", "dots.ini")
        os.rename(self.lab.settings_path, real)
        os.symlink(real, self.lab.settings_path)
        self.steady("config", "set", "steady.budget", "3")
        self.assertTrue(os.path.islink(self.lab.settings_path))
        self.assertIn("budget = 3", self.text(real))

    def test_changes_of_many_at_once_are_all_kept(self):
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda i: self.steady("schedule", "add", f"nudge/n{i}", "--when", "9:00"), range(12)))
        text = self.text()
        self.assertEqual([i for i in range(12) if f"[nudge n{i}]" not in text], [])

    def edit(self, body, *answers):
        """In a terminal; what was said, and the exit code."""
        self.lab.env["VISUAL"] = self.script("editor", body)
        terminal = Terminal(self.lab, "config", "edit")
        try:
            for answer in answers:
                terminal.expect("Edit it again?")
                terminal.type(answer)
            code = terminal.end()
        finally:
            terminal.close()
        return terminal.text, code

    def test_the_editor_saves_what_is_right_and_says_what_changed(self):
        said, code = self.edit('sed -i "s/^budget = 6/budget = 4/" "$1"')
        self.assertIn("steady.budget: 6 -> 4", said)
        self.assertEqual(code, 0)
        self.assertEqual(self.text(), default().replace("budget = 6", "budget = 4"))
        self.assertEqual(self.folder(), ["steady.ini"])

    def test_a_broken_file_never_gets_out_of_the_editor(self):
        said, code = self.edit('sed -i "s/^budget = 6/budget = x/" "$1"', "n\n")
        self.assertIn("steady.budget: found", said)
        self.assertEqual(code, 1)
        self.assertEqual(self.text(), default())
        self.assertEqual(self.folder(), ["steady.ini"])
        again = 'grep -q "budget = x" "$1" && sed -i "s/budget = x/budget = 2/" "$1" || sed -i "s/^budget = 6/budget = x/" "$1"'
        self.assertEqual(self.edit(again, "y\n")[1], 0)
        self.assertIn("budget = 2", self.text())

    def test_a_change_beside_the_editor_is_kept_and_so_is_the_persons_own(self):
        said, code = self.edit(f'echo "# theirs" >> {self.lab.settings_path}\necho "# mine" >> "$1"')
        self.assertEqual(code, 1)
        self.assertTrue(self.text().endswith("# theirs\n"))
        kept = [name for name in self.folder() if name != "steady.ini"]
        self.assertEqual(len(kept), 1)
        self.assertIn(kept[0], re.sub(r"\s", "", said))

    def test_an_editor_that_fails_changes_nothing(self):
        self.assertEqual(self.edit('echo x > "$1"; exit 3')[1], 1)
        self.assertEqual(self.text(), default())


class Schedules(SettingsTest):
    def setUp(self):
        self.lab.write_settings(default())

    def test_one_is_added_shown_changed_switched_and_removed(self):
        self.steady("schedule", "add", "checkin/noon", "--when", "Mon..Fri 12:30", "--when", "Sat 11:00", "--protocol", "urge")
        self.assertEqual(self.text(), default() + "\n[checkin noon]\nwhen = Mon..Fri 12:30\nwhen = Sat 11:00\nprotocol = urge\n")
        self.steady("schedule", "disable", "noon")
        self.steady("schedule", "set", "checkin/noon", "--when", "13:00", "--expires", "20min")
        shown = json.loads(self.steady("schedule", "show", "noon", "--json").stdout)["schedules"]
        self.assertEqual([(one["id"], one["enabled"], one["when"], one["expires_seconds"], one["next"]) for one in shown],
                         [("checkin/noon", False, ["13:00"], 1200, None)])
        self.steady("schedule", "enable", "noon")
        listed = json.loads(self.steady("schedule", "--json").stdout)["schedules"]
        self.assertEqual([one["id"] for one in listed if one["next"]], ["checkin/evening", "nudge/afternoon", "checkin/noon"])
        self.steady("schedule", "remove", "noon")
        self.assertEqual(self.text(), default() + "\n")

    def test_the_list_shows_when_and_next_within_80_columns(self):
        lines = self.steady("schedule").stdout.splitlines()
        self.assertRegex(lines[1], r"^checkin/evening +yes +(today|tomorrow) at 21:30 +21:30$")
        self.assertLessEqual(max(map(len, lines)), 80)

    def test_a_time_that_is_wrong_is_shown_with_a_caret(self):
        said = self.steady("schedule", "add", "checkin/x", "--when", "Mon..Fri 12:66", code=1).stderr
        self.assertIn("    Mon..Fri 12:66\n                ^\n", said)
        self.assertEqual(self.text(), default())

    def test_what_cannot_be_is_refused_in_words(self):
        for code, words, *arguments in ((1, "already a [checkin evening]", "add", "checkin/evening", "--when", "9:00"),
                                        (2, "nudge/NAME", "add", "noon", "--when", "9:00"), (2, "nudge/NAME", "add", "thing/x", "--when", "9:00"),
                                        (2, "say when", "add", "nudge/x"), (2, "has no protocol", "set", "nudge/morning", "--protocol", "urge"),
                                        (2, "what to change", "set", "nudge/morning"), (1, "did you mean evening", "show", "evning"),
                                        (1, "did you mean nudge/morning", "remove", "nudge/mornin"), (2, "which schedule", "enable"),
                                        (2, "no `steady schedule frobnicate`", "frobnicate")):
            self.assertIn(words, " ".join(self.steady("schedule", *arguments, code=code).stderr.split()))
        self.assertEqual(self.text(), default())

    def test_every_key_beside_when_has_an_option_and_is_shown(self):
        beside = {"timezone": ["Asia/Tokyo"], "from": ["2026-12-01"], "until": ["2199-01-31"], "except": ["Sat,Sun", "Mon 12:00..14:00"],
                  "jitter": ["5min"], "chance": ["50%"], "missed": ["latest"], "grace": ["2h"], "dst-gap": ["skip"], "dst-overlap": ["first"]}
        options = [word for key, values in beside.items() for value in values for word in ("--" + key, value)]
        self.steady("schedule", "add", "nudge/x", "--when", "every 2 weeks on Tue at 10:00 from 2026-01-06", "--when", "20min after urge", *options)
        for key, values in beside.items():
            for value in values:
                self.assertIn(f"\n{key} = {value}\n", self.text())
        shown = json.loads(self.steady("schedule", "show", "x", "--json").stdout)["schedules"][0]
        self.assertEqual(shown["beside"], beside)
        self.assertEqual(shown["explanation"], ["every second Tuesday at 10:00, counted from 6 January 2026", "20 minutes after an urge"])
        self.assertIn("every second Tuesday", self.steady("schedule", "show", "x").stdout)
        self.steady("config", "check")

    def test_days_left_out_may_stand_in_a_file_beside_the_settings(self):
        with open(os.path.join(os.path.dirname(self.lab.settings_path), "holidays"), "w", encoding="utf-8") as file:
            file.write("# two\n2026-12-25\n26.12.2026\n")
        said = self.steady("schedule", "add", "nudge/x", "--when", "9:00", "--except", "file:holidays", code=1).stderr
        self.assertIn("holidays:3: nudge/x.except: ", said)
        self.assertIn('write "2026-12-26"', said)
        self.assertIn("    26.12.2026\n    ^\n", said)
        self.assertEqual(self.text(), default())


class TryingOut(SettingsTest):
    def when(self, *arguments, code=0):
        return self.steady("when", "--from", "2026-11-23 12:00", "--zone", "Europe/Berlin", *arguments, code=code)

    def test_a_time_is_said_in_plain_words_with_the_next_moments(self):
        lines = self.when("-n", "2", "every 2 weeks on Tue at 10:00 from 2026-01-06").stdout.splitlines()
        self.assertEqual(lines, ["every 2 weeks on Tue at 10:00 from 2026-01-06",
                                 "every second Tuesday at 10:00, counted from 6 January 2026, next on Tue 24 Nov at 10:00",
                                 "Tue 2026-11-24 10:00:00 +01:00", "Tue 2026-12-08 10:00:00 +01:00"])
        self.assertIn("next today at ", self.steady("when", "--zone", "UTC", "*:*:0/1").stdout)
        self.assertIn("next on Thu 24 Dec at 18:00", self.when("once", "2026-12-24", "18:00").stdout)
        drawn = self.when("-n", "3", "2 times between 11:00 and 19:00")
        self.assertEqual(len(drawn.stdout.splitlines()), 5)
        self.assertIn("example", drawn.stderr)

    def test_a_follow_up_says_what_it_waits_for_and_when_it_would_come(self):
        said = self.when("20min after urge")
        self.assertEqual(said.stdout.splitlines(), ["20min after urge", "20 minutes after an urge", "Mon 2026-11-23 12:20:00 +01:00"])
        self.assertIn("it waits for what it follows", said.stderr)
        self.assertEqual(json.loads(self.when("--json", "1h after contact").stdout)["waits_for"], "contact")

    def test_what_may_surprise_is_a_warning(self):
        self.assertIn("Warning: the step of 7", self.when("*:0/7").stderr)
        self.assertIn("Warning: on 28 March 2027 the clocks in Europe/Berlin skip 02:30", self.when("02:30").stderr)
        found = json.loads(self.when("--json", "*:0/7").stdout)
        self.assertEqual((found["form"], found["explanation"], len(found["warnings"])), ("calendar", "every seventh minute from :00 to :56", 1))

    def test_a_slip_is_refused_with_a_caret_and_the_fix(self):
        said = self.when("once", "24.12.2026", "18:00", code=1).stderr
        self.assertIn('write "once 2026-12-24 18:00"', said)
        self.assertIn("\n  once 24.12.2026 18:00\n       ^\n", said)


if __name__ == "__main__":
    main()
