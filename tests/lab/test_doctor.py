#!/usr/bin/python3
"""`steady doctor` finds each thing that is wrong, says what helps, and is kept from none by another."""
import json
import os
import time

import lab


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

    # --- the world ---

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


if __name__ == "__main__":
    lab.main()
