#!/usr/bin/python3
"""The unit as it is shipped, under a real `systemd --user`; once as it stands, and once in the sandbox that is shipped with it."""
import fcntl
import json
import os
import re

import lab
import manager

SANDBOX = manager.as_installed("share/steady/systemd/sandbox.conf")
QUICK = "[Service]\nWatchdogSec=1s\nRestartSec=100ms\n"

# Stands where the browser would be started: says what it was asked for, on which display, and in which room it runs.
XDG_OPEN = """#!/bin/sh
{ echo "$1"; echo "$DISPLAY"; grep NoNewPrivs /proc/self/status; grep Seccomp: /proc/self/status; } > "$HOME/opened.new"
mv "$HOME/opened.new" "$HOME/opened"
"""


class Managed(manager.ManagedTest):
    def start(self):
        self.manager.systemctl("start", "steady")
        self.lab.wait_ready(self.manager)

    def pid(self):
        return self.manager.show("MainPID")[0]

    def steady_start(self):
        """Where it sees systemd, too."""
        return self.manager.run(lab.STEADY, "start")

    def comes_back(self, pid):
        self.lab.eventually(lambda: self.manager.show("ActiveState")[0] == "active" and self.pid() not in ("0", pid),
                            what="another steadyd")


class Service(Managed):
    """As it stands."""

    def test_it_is_ready_when_systemd_says_so_and_says_how_it_is(self):
        self.manager.systemctl("start", "steady")
        state, sub, kind, status = self.manager.show("ActiveState", "SubState", "Type", "StatusText")
        self.assertEqual((state, sub, kind), ("active", "running", "notify"))
        self.assertTrue(status)
        self.lab.wait_ready(self.manager)
        with open(self.lab.settings_path, "a", encoding="utf-8") as out:
            out.write("nonsense\n")
        self.lab.eventually(lambda: "steady config check" in self.manager.show("StatusText")[0], what="the status telling")

    def test_it_is_a_plain_users(self):
        self.start()
        owner = self.manager.run("stat", "-c", "%u", f"/proc/{self.pid()}").stdout.strip()
        self.assertEqual(int(owner), os.getuid())
        self.assertNotEqual(owner, "0")

    def lay_xdg_open(self, *environment):
        """Where the manager finds it; what else the manager knows from the beginning."""
        tools = self.lab.path("tools")
        os.mkdir(tools)
        with open(os.path.join(tools, "xdg-open"), "w", encoding="utf-8") as out:
            out.write(XDG_OPEN)
        os.chmod(os.path.join(tools, "xdg-open"), 0o755)
        self.manager.systemctl("set-environment", f"PATH={tools}:{os.environ['PATH']}", *environment)

    def read(self):
        """Presses the button of a nudge; what xdg-open said: page, display, NoNewPrivs, Seccomp."""
        server = self.lab.start_fake_server()
        self.lab.steady("ShowNow", "(s)", "nudge/reading")
        server.say(f"act {server.shown('min to read')['id']} read")
        opened = self.lab.path("home", "opened")
        self.lab.eventually(lambda: os.path.exists(opened), what="xdg-open started by systemd")
        with open(opened, encoding="utf-8") as said:
            return said.read().splitlines()

    def test_a_page_opens_outside_of_its_room(self):
        self.lay_xdg_open("DISPLAY=:77")  # only a name: nothing here draws
        self.start()
        page, display, privileges, filters = self.read()
        self.assertEqual((display, privileges.split(), filters.split()), (":77", ["NoNewPrivs:", "0"], ["Seccomp:", "0"]))
        with open(page, encoding="utf-8") as text:
            self.assertIn("<html", text.read().lower())

    def test_a_page_opens_on_a_display_that_came_after_the_daemon(self):
        self.lay_xdg_open()
        self.start()
        self.manager.systemctl("set-environment", "DISPLAY=:77")
        self.assertEqual(self.read()[1], ":77")

    def test_a_page_opens_on_the_display_of_now_and_not_on_that_of_a_former_login(self):
        self.lay_xdg_open("DISPLAY=:76")
        self.start()
        self.manager.systemctl("set-environment", "DISPLAY=:77")
        self.assertEqual(self.read()[1], ":77")

    def test_stopped_with_an_open_check_in_it_takes_it_away_and_brings_it_back(self):
        server = self.lab.start_fake_server()
        self.start()
        number = self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]
        shown = server.shown("")
        self.manager.systemctl("stop", "steady")
        self.assertEqual(self.manager.show("Result", "ActiveState"), ["success", "inactive"])
        self.lab.eventually(lambda: [w for w in server.words("close") if w["id"] == shown["id"]], what="the bubble closed")
        self.assertEqual(self.lab.rows("SELECT outcome FROM decision WHERE id = ?", number), [{"outcome": None}])
        self.start()
        server.shown("", after=1)
        self.assertEqual([prompt["id"] for prompt in self.lab.open_prompts()], [number])

    def test_one_that_hangs_is_ended_by_its_watchdog_and_comes_back(self):
        self.manager.write("steady.service.d/quick.conf", QUICK)
        self.manager.systemctl("daemon-reload")
        self.start()
        before = self.pid()
        self.manager.systemctl("kill", "-s", "STOP", "steady")
        self.comes_back(before)
        self.assertIn("Watchdog timeout", self.manager.log())


class ServiceThatFails(Managed):
    def test_one_that_always_fails_is_let_be_and_steady_start_tries_it_again(self):
        pause, tries, window = self.manager.show("RestartUSec", "StartLimitBurst", "StartLimitIntervalUSec")
        self.assertEqual((pause, tries, window), ("10s", "12", "5min"), "a bus may be away for two minutes")
        self.manager.write("steady.service.d/quick.conf", "[Service]\nRestartSec=10ms\n[Unit]\nStartLimitBurst=3\n")
        self.manager.systemctl("daemon-reload")
        os.makedirs(os.path.dirname(self.lab.store), 0o700)
        with open(os.path.join(os.path.dirname(self.lab.store), "steadyd.lock"), "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # as another steadyd would
            self.manager.systemctl("start", "steady", check=False)
            self.lab.eventually(lambda: "repeated too quickly" in self.manager.log(), what="systemd giving up")
        self.manager.systemctl("start", "steady", check=False)
        self.assertEqual(self.manager.state(), "failed", "systemd still waits")
        self.assertEqual(self.steady_start().returncode, 0)
        self.lab.eventually(lambda: self.manager.state() == "active")


class Sandbox(Managed):
    """Which its file says how to switch on."""

    def do(self, words):
        """What the file has behind these words."""
        text = manager.as_installed("share/steady/systemd/sandbox.conf")
        command = re.search(words + r".*?:\n#\n((?:#\t[^\n]*\n)+)", text, re.S)[1].replace("#\t", "")
        path = os.path.dirname(lab.STEADY) + ":" + os.environ["PATH"]
        return self.manager.run("env", "PATH=" + path, "sh", "-c", command)

    def rooms(self):
        return self.manager.show("ActiveState", "PrivateUsers", "ProtectSystem")

    def test_the_commands_in_its_head_switch_it_on_and_off(self):
        self.start()
        on = self.do("To switch it on")
        self.assertEqual((on.returncode, self.rooms()), (0, ["active", "yes", "strict"]), on.stderr)
        self.assertRegex(on.stdout, r"daemon +running")
        off = self.do("To switch it off")
        self.assertEqual((off.returncode, self.rooms()), (0, ["active", "no", "no"]), off.stderr)


class SandboxedService(Service):
    """The same in the sandbox, and what the room makes no difference to."""

    drop_ins = {"sandbox": SANDBOX}

    def test_the_room_is_as_small_as_it_says(self):
        self.start()
        self.assertEqual(self.manager.show("PrivateUsers", "PrivateNetwork", "ProtectSystem", "CapabilityBoundingSet"),
                         ["yes", "yes", "strict", ""])
        said = self.manager.run("systemd-analyze", "--user", "--no-pager", "security", "steady.service").stdout
        exposure = re.search(r"exposure level for steady.service: ([\d.]+)", said)
        self.assertTrue(exposure, said)
        self.assertLessEqual(float(exposure[1]), 2.0, said)

    def test_reading_commands_do_not_start_it_and_steady_start_does(self):
        for words in (["status"], ["status", "--json"], ["report"], ["agenda"], ["pending"], ["doctor"], ["why"], ["helplines", "DE"],
                      ["schedule", "list"], ["steadiness"], ["config", "check"], ["complete", "answer", ""], ["when", "daily"]):
            self.lab.run_steady(*words)
            self.assertEqual(self.manager.state(), "inactive", words)
        self.assertEqual(self.lab.run_steady("start").returncode, 0)
        self.lab.eventually(lambda: self.manager.state() == "active")
        self.assertEqual(self.manager.systemctl("is-system-running", check=False), "running")

    def test_steady_start_returns_when_the_daemon_knows_how_things_stand(self):
        self.lab.start_fake_server().freeze()  # which it waits for, for a while
        self.assertEqual(self.lab.run_steady("start").returncode, 0)
        self.assertNotEqual(self.lab.property("Unavailable"), "starting")

    def test_the_desktop_session_starts_it_once_it_is_enabled_and_ends_it(self):
        self.manager.systemctl("enable", "steady")
        self.manager.systemctl("start", "desktop.target")
        self.lab.eventually(lambda: self.manager.state() == "active")
        self.manager.systemctl("stop", "desktop.target")
        self.lab.eventually(lambda: self.manager.state() == "inactive")

    def test_it_reads_changed_settings_when_it_is_reloaded(self):
        self.start()
        self.lab.write_settings(lab.QUIET_SETTINGS.replace("2199-01-01 09:00", "2150-01-01 09:00"))
        before = self.pid()
        self.manager.systemctl("reload", "steady")
        self.assertEqual(self.lab.property("Next"), 5680314000 * lab.SECOND)
        self.assertEqual(self.pid(), before)

    def test_a_portal_gets_the_page_of_the_sandboxed_daemon(self):
        words = self.lab.path("logs", "desktop.json")
        lab.Program(self.lab, "fake-desktop", [os.path.join(lab.HERE, "fake-desktop"), "--log", words, "--portal", "0"])
        self.lab.eventually(lambda: os.path.getsize(words))
        self.manager.systemctl("set-environment", "DISPLAY=:77")
        server = self.lab.start_fake_server()
        self.start()
        self.lab.steady("ShowNow", "(s)", "nudge/reading")
        server.say(f"act {server.shown('min to read')['id']} read")

        def asked():
            with open(words, encoding="utf-8") as lines:
                return [word for word in map(json.loads, lines) if word["what"] == "portal"]
        self.assertIn("<html", self.lab.eventually(asked)[0]["text"].lower())

    def test_a_kill_brings_another(self):
        self.manager.write("steady.service.d/quick.conf", QUICK)
        self.manager.systemctl("daemon-reload")
        self.start()
        before = self.pid()
        self.manager.systemctl("kill", "-s", "KILL", "steady")
        self.comes_back(before)

    def test_a_bus_that_comes_back_finds_it_back(self):
        self.manager.write("steady.service.d/quick.conf", QUICK)
        self.manager.systemctl("daemon-reload")
        self.start()
        before = self.pid()
        self.manager.systemctl("restart", "dbus.service")
        self.comes_back(before)


class Autostart(lab.LabTest):
    """Where systemd does not start the session's programs."""

    def command(self):
        text = manager.as_installed("systemd/autostart.desktop")
        entry = lab.GLib.KeyFile()
        entry.load_from_data(text, len(text.encode()), lab.GLib.KeyFileFlags.NONE)
        self.assertTrue(entry.get_boolean("Desktop Entry", "X-systemd-skip"))
        return lab.GLib.shell_parse_argv(entry.get_string("Desktop Entry", "Exec"))[1]

    def test_a_login_starts_it_for_whoever_set_it_up_and_for_nobody_else(self):
        program = lab.Program(self.lab, "login", self.command())
        self.assertNotEqual(program.wait(), 0)
        self.assertIsNone(self.lab.owner(lab.NAME))
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.lab.wait_ready(lab.Program(self.lab, "login", self.command()))
        second = lab.Program(self.lab, "login", self.command())
        self.assertEqual(second.wait(), 1)
        self.assertIn("another steadyd", second.log())


if __name__ == "__main__":
    lab.main()
