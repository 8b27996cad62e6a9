#!/usr/bin/python3
"""`steady doctor` finds each thing that is wrong, says what helps, and is kept from none by another."""
import json
import os
import subprocess
import time

import clock
import lab
import manager
import peers

STEADY_XML = f"""<node><node name="{lab.PATH[1:]}"><interface name="{lab.NAME}">
  <property name="Version" type="s" access="read"/></interface></node></node>"""
SYSTEMD_XML = """<node><node name="org/freedesktop/systemd1"><interface name="org.freedesktop.systemd1.Manager">
  <method name="GetUnitFileState"><arg type="s" direction="in"/><arg type="s" direction="out"/></method></interface></node></node>"""


# who says it, by which name its server goes, what it answers, and who else is asked
PEACES = [
    ("Plasma", "Plasma", ["set org.freedesktop.Notifications Inhibited true"], None),
    ("dunst", "dunst", ["set org.dunstproject.cmd0 paused true"], None),
    ("swaync", "SwayNotificationCenter", ["answer GetDnd (true,)"], None),
    ("Xfce", "Xfce Notify Daemon", [], (peers.XFCONF_XML, "answer GetProperty (<true>,)", "own org.xfce.Xfconf")),
    ("mako", "mako", ["set fr.emersion.Mako Modes ['default', 'do-not-disturb']"], None),
]


class Doctor(lab.LabTest):
    def setUp(self):
        self.lab.write_settings(lab.QUIET_SETTINGS)

    def look(self, code=None, **env):
        """What is not fine: name -> (state, what is said, what helps)."""
        self.lab.steady_env = env
        done = self.lab.run_steady("doctor", "--json")
        report = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0 if report["well"] else 1, done.stderr)
        self.assertEqual(report["wrong"], sum(c["state"] == "wrong" for c in report["checks"]))
        if code is not None:
            self.assertEqual(done.returncode, code, done.stdout)
        return {c["name"]: (c["state"], c["said"], c["fix"]) for c in report["checks"] if c["state"] in ("wrong", "note")}

    def start(self):
        self.server = self.lab.start_fake_server()
        self.daemon = self.lab.start_steadyd()

    def finds(self, name, *texts, state="wrong", **env):
        found = self.look(**env)
        self.assertIn(name, found)
        self.assertEqual(found[name][0], state)
        for text in texts:
            self.assertIn(text, found[name][1] + "\n" + found[name][2])
        return found

    # --- all is well ---

    def test_where_nothing_is_wrong_it_says_so_and_ends_with_0(self):
        self.start()
        self.assertEqual(self.look(code=0), {})
        done = self.lab.run_steady("doctor")
        self.assertEqual((done.returncode, done.stdout.count("\n")), (0, 1))
        self.assertIn("Nothing is wrong", done.stdout)

    # --- the daemon ---

    def test_a_daemon_that_is_off_is_wrong_and_is_not_started(self):
        self.lab.start_fake_server()
        self.assertEqual(set(self.finds("daemon", "steady start")), {"daemon"})
        self.assertIsNone(self.lab.owner(lab.NAME))

    def test_a_daemon_that_hangs_is_told_from_one_that_is_off(self):
        self.start()
        self.daemon.freeze()
        self.assertEqual(set(self.finds("answers", "does not answer")), {"answers"})
        self.daemon.thaw()

    def test_a_daemon_of_another_version_is_told_by_both_numbers(self):
        peers.Peer(self.lab, STEADY_XML, f"set {lab.NAME} Version '0.0.1'", "own " + lab.NAME)
        self.lab.start_fake_server()
        version = self.lab.run_steady("version").stdout.split()[1]
        self.assertEqual(set(self.finds("version", "0.0.1", version, "restart")), {"version"})

    def test_a_unit_that_is_not_switched_on_is_wrong_and_one_that_is_is_not(self):
        self.start()
        systemd = peers.Peer(self.lab, SYSTEMD_XML, "own org.freedesktop.systemd1")
        for state, found in (("disabled", True), ("masked", True), ("enabled", False), ("enabled-runtime", False)):
            systemd.say(f"answer GetUnitFileState ('{state}',)")
            with self.subTest(state=state):
                self.assertEqual("unit" in self.look(), found)
        self.assertEqual(systemd.calls("GetUnitFileState")[0], ["steady.service"])
        systemd.say("answer GetUnitFileState ('disabled',)")
        self.finds("unit", "disabled", "systemctl --user enable --now steady")

    # --- what shows notifications ---

    def test_nobody_who_shows_notifications_is_wrong(self):
        self.lab.start_steadyd()
        self.assertEqual(set(self.finds("server", "steady pending")), {"server"})

    def test_a_server_that_hangs_is_wrong_and_holds_nobody_up(self):
        self.start()
        self.server.say("hang")
        begin = time.monotonic()
        self.finds("server-answers")
        self.assertLess(time.monotonic() - begin, 6 * lab.SLOW)
        self.server.say("resume")

    def test_a_server_without_buttons_is_worth_a_note_only(self):
        self.start()
        self.server.say("caps body")
        self.finds("buttons", "steady answer last", state="note")
        self.look(code=0)

    def test_dunst_says_that_it_knows_actions_and_draws_none(self):
        self.start()
        self.server.say("name dunst")
        self.finds("buttons", "dunst", state="note")

    def test_do_not_disturb_is_worth_a_note_whoever_it_is_set_with(self):
        for who, name, commands, other in PEACES:
            with self.subTest(who=who):
                servers = [peers.server(self.lab, name, *commands), *([peers.Peer(self.lab, *other)] if other else [])]
                self.finds("do-not-disturb", who, state="note")
                for server in servers:
                    server.stop()

    # --- settings, store, folders ---

    def test_no_settings_yet_name_the_way_to_some(self):
        os.unlink(self.lab.settings_path)
        self.finds("setup", "steady setup")

    def test_bad_settings_are_counted_and_the_first_is_shown(self):
        self.lab.write_settings("[steady]\nquiet = never\nbudget = many\n")
        self.finds("settings", "2 mistakes", "line 2", "steady.quiet", "steady config check")

    def test_a_damaged_store_is_wrong_and_stays_as_it_is(self):
        self.start()
        self.daemon.stop()
        with open(self.lab.store, "r+b") as store:
            store.write(b"x" * 200)
        with open(self.lab.store, "rb") as store:
            before = store.read()
        self.finds("store-whole", "damaged", "cannot be trusted", "steady backup list")
        with open(self.lab.store, "rb") as store:
            self.assertEqual(store.read(), before)

    def test_a_store_of_a_newer_steady_is_wrong(self):
        self.start()
        self.daemon.stop()
        self.lab.write_rows("PRAGMA user_version = 999")
        self.finds("store", "newer Steady")

    def test_a_folder_of_data_that_is_a_file_is_wrong(self):
        with open(self.lab.path("data", "steady"), "w", encoding="utf-8"):
            pass
        self.finds("store-writable", "not writable")

    def test_what_others_could_read_is_listed_with_the_command_that_mends_it(self):
        self.start()
        self.daemon.stop()
        os.chmod(self.lab.path("data", "steady"), 0o755)
        os.chmod(self.lab.store, 0o644)
        fix = self.finds("private", "Others")["private"][2]
        self.assertEqual(os.system(fix), 0)
        self.assertNotIn("private", self.look())

    def test_what_an_editor_left_is_worth_a_note(self):
        os.mkdir(self.lab.path("run", "steady-writing"), 0o700)
        with open(self.lab.path("run", "steady-writing", "draft-abc.txt"), "w", encoding="utf-8"):
            pass
        self.finds("leftovers", "draft-abc.txt", state="note")

    def test_a_disk_without_room_is_wrong(self):
        full = 'mount -t tmpfs -o size=1m tmpfs "$XDG_DATA_HOME" && exec "$0" doctor --json'
        rooms = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
        if subprocess.run([*rooms, "true"], capture_output=True, check=False).returncode:
            self.skipTest("namespaces are denied here")
        done = subprocess.run([*rooms, "sh", "-c", full, lab.STEADY], env=self.lab.env, capture_output=True, text=True, check=False)
        room = [check for check in json.loads(done.stdout)["checks"] if check["name"] == "room"][0]
        self.assertEqual(room["state"], "wrong")
        self.assertIn("MB", room["said"])

    # --- the world ---

    def test_a_clock_that_cannot_be_right_is_wrong(self):
        hand = clock.Clock(self.lab, clock.moment("2019-06-01 12:00"))
        env = dict(self.lab.steady_env)
        for day in ("2019-06-01", "1980-01-01", "2105-01-01"):
            hand.set(clock.moment(day + " 12:00"))
            with self.subTest(day=day):
                self.finds("clock", day[:4], "timedatectl", **env)

    def test_numbers_that_nobody_read_for_years_are_worth_a_note(self):
        clock.Clock(self.lab, clock.moment("2030-01-01 12:00"))
        self.finds("helplines", "update Steady", state="note", **self.lab.steady_env, TZ="Europe/Berlin")

    def test_a_zone_that_nobody_knows_is_wrong(self):
        self.finds("zone", "Nowhere/Land", "UTC", TZ="Nowhere/Land")

    def test_a_zone_in_the_c_librarys_words_is_none_to_complain_about(self):
        self.assertNotIn("zone", self.look(TZ="CET-1CEST,M3.5.0,M10.5.0/3"))

    # --- everything at once ---

    def test_it_works_with_everything_else_broken(self):
        self.lab.write_settings("[steady\n")
        os.makedirs(self.lab.path("data", "steady"), 0o755)
        with open(self.lab.store, "w", encoding="utf-8") as store:
            store.write("no database\n" * 1000)
        os.chmod(self.lab.store, 0o644)
        found = self.look(code=1, DBUS_SESSION_BUS_ADDRESS=f"unix:path={self.lab.dir}/no-bus", TZ="Nowhere/Land",
                          STEADY_SHARE=self.lab.path("nothing"))
        self.assertLessEqual({"installed", "settings", "bus", "private", "zone"}, set(found))
        for name, (_state, said, fix) in found.items():
            self.assertTrue(said and fix, name)
            self.assertNotIn("{}", said + fix)

    def test_in_a_terminal_of_80_columns_each_has_its_fix_below(self):
        self.lab.write_settings("[steady]\nquiet = never\n")
        done = self.lab.run_steady("doctor")
        lines = done.stdout.splitlines()
        self.assertEqual(done.returncode, 1)
        self.assertLessEqual(max(map(len, lines)), 80)
        self.assertEqual(sum(line.startswith("wrong") for line in lines), sum(line.startswith("       > ") for line in lines))


class Managed(manager.ManagedTest):
    """With the person's real systemd."""

    def unit(self):
        done = self.lab.run_steady("doctor", "--json")
        return next(check for check in json.loads(done.stdout)["checks"] if check["name"] == "unit")

    def test_the_unit_is_wrong_until_what_helps_was_done(self):
        self.lab.eventually(lambda: self.unit()["state"] == "wrong", what="the manager on the bus")
        self.assertEqual(self.unit()["fix"], "`systemctl --user enable --now steady`")
        self.manager.systemctl("enable", "--now", "steady")
        self.assertEqual(self.unit()["state"], "fine")


if __name__ == "__main__":
    lab.main()
