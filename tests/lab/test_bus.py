#!/usr/bin/python3
"""The interface on the session bus: what it offers, what it refuses and in which words, and that nothing which comes in does harm."""
import os
import random
import re
import subprocess
import time
import unittest
import xml.etree.ElementTree

import lab
from lab import GLib, Gio

ERROR = lab.NAME + ".Error."
STANDARD = "org.freedesktop.DBus.Error."
HOUR = 3600 * lab.SECOND
FAR = 2**63 - 1
LONG = "x" * 300
TOO_LONG = "y" * 8193

# What is refused: method, signature, arguments, error. {id} is a prompt that is open.
REFUSED = [
    ("Answer", "(xss)", (1 << 40, "", "yes"), ERROR + "NoPrompt"),
    ("Answer", "(xss)", (-1, "", "yes"), ERROR + "NoPrompt"),
    ("Answer", "(xss)", (0, "", "yes"), ERROR + "NoPrompt"),
    ("Answer", "(xss)", ("{id}", "", "no such answer"), ERROR + "Answer"),
    ("Answer", "(xss)", ("{id}", "another-item", "yes"), ERROR + "Answer"),
    ("Answer", "(xss)", ("{id}", "", ""), ERROR + "Answer"),
    ("Answer", "(xss)", ("{id}", LONG, "yes"), STANDARD + "InvalidArgs"),
    ("Answer", "(xss)", ("{id}", "", TOO_LONG), STANDARD + "InvalidArgs"),
    ("Answer", "(xs)", ("{id}", ""), STANDARD + "InvalidArgs"),
    ("Answer", "(sss)", ("1", "", "yes"), STANDARD + "InvalidArgs"),
    ("Snooze", "(xx)", (1 << 40, HOUR), ERROR + "NoPrompt"),
    ("Snooze", "(xx)", ("{id}", 0), ERROR + "Answer"),
    ("Snooze", "(xx)", ("{id}", -HOUR), ERROR + "Answer"),
    ("Snooze", "(xx)", ("{id}", FAR), ERROR + "Answer"),
    ("Dismiss", "(x)", (-FAR - 1,), ERROR + "NoPrompt"),
    ("Dismiss", "(x)", (FAR,), ERROR + "NoPrompt"),
    ("ShowNow", "(s)", ("checkin/nobody",), ERROR + "NoSchedule"),
    ("ShowNow", "(s)", ("",), ERROR + "NoSchedule"),
    ("ShowNow", "(s)", (LONG,), STANDARD + "InvalidArgs"),
    ("BeginUrge", "(i)", (11,), ERROR + "Answer"),
    ("BeginUrge", "(i)", (-2,), ERROR + "Answer"),
    ("EndUrge", "(xs)", (1 << 40, "no"), ERROR + "NoPrompt"),
    ("EndUrge", "(xs)", (1, "perhaps"), ERROR + "Answer"),
    ("EndUrge", "(xs)", (1, LONG), STANDARD + "InvalidArgs"),
    ("Pause", "(x)", (-1,), ERROR + "Answer"),
    ("Pause", "(x)", (FAR,), ERROR + "Answer"),
    ("Pause", "(t)", (1,), STANDARD + "InvalidArgs"),
    ("NoSuchMethod", None, (), STANDARD + "UnknownMethod"),
]

WORDS = ["", "yes", "no", "read", "later", "dismiss", "checkin/evening", "nudge/reading", "'; DROP TABLE decision; --", "%s%n%n", "\x01\x1b[2J",
         "\u202e\ufeff", "ü" * 128, LONG, TOO_LONG, "-1", "9" * 30, "../../etc/passwd", "[steady]\n"]
NUMBERS = [0, 1, 2, 3, -1, 10, 11, lab.SECOND, HOUR, 2**31 - 1, -2**31, FAR, -FAR - 1]
METHODS = [("Pending", ""), ("Answer", "xss"), ("Snooze", "xx"), ("Dismiss", "x"), ("ShowNow", "s"), ("BeginUrge", "i"), ("EndUrge", "xs"),
           ("HoldUrge", "xb"), ("Pause", "x"), ("Hide", ""), ("Resume", ""), ("Reload", ""), ("Refresh", "")]


class Bus(lab.LabTest):
    def setUp(self):
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.server = self.lab.start_fake_server()
        self.daemon = self.lab.start_steadyd()
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop")

    def refusal(self, method, signature, *values):
        """The name of the error that it ends with."""
        with self.assertRaises(GLib.Error, msg=f"{method} {values}") as caught:
            self.lab.steady(method, signature, *values)
        return Gio.DBusError.get_remote_error(caught.exception)

    def check_well(self):
        """It still answers, and has nothing to say about it."""
        self.lab.property("Version")
        self.assertNotRegex(self.daemon.log(), "CRITICAL|WARNING|assertion|Lost")

    # --- what it offers ---

    def test_it_offers_what_its_description_says(self):
        with open(os.path.join(lab.ROOT, "share/dbus-1/interfaces", lab.NAME + ".xml"), encoding="utf-8") as text:
            described = self.parts(text.read())
        offered = self.parts(self.lab.call(lab.NAME, lab.PATH, "org.freedesktop.DBus.Introspectable", "Introspect")[0])
        self.assertEqual(offered, described)

    def parts(self, text):
        interface = xml.etree.ElementTree.fromstring(text).find(f"interface[@name='{lab.NAME}']")
        return {(part.tag, part.get("name"), part.get("type")):
                [(arg.get("name"), arg.get("type"), arg.get("direction")) for arg in part.findall("arg")]
                for part in interface if part.tag != "annotation"}

    def heard(self):
        """What PropertiesChanged says, as it comes."""
        changes = []
        self.lab.connection.signal_subscribe(
            lab.NAME, "org.freedesktop.DBus.Properties", "PropertiesChanged", lab.PATH, None, Gio.DBusSignalFlags.NONE,
            lambda *arguments: changes.append(arguments[5].unpack()[1]))
        return changes

    def hears(self, changes, name, value, since=0):
        def found():
            while GLib.MainContext.default().iteration(False):
                pass
            return any(change.get(name) == value for change in changes[since:])
        self.lab.eventually(found, what=f"{name} told to be {value!r}")

    def test_properties_tell_of_their_changes_and_of_nothing_else(self):
        changes = self.heard()
        number = self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]
        self.hears(changes, "Waiting", 1)
        self.lab.steady("Dismiss", "(x)", number)
        self.hears(changes, "Waiting", 0)
        self.lab.steady("Hide")
        self.hears(changes, "Hidden", True)
        self.hears(changes, "Unavailable", "paused")
        self.lab.steady("Resume")
        self.hears(changes, "Hidden", False)
        self.hears(changes, "Unavailable", "")
        before = len(changes)
        for _ in range(20):
            self.lab.steady("Refresh")
            self.lab.steady("Resume")
            self.lab.property("Next")
        self.lab.steady("Pause", "(x)", 0)
        self.hears(changes, "PausedUntil", FAR, since=before)
        self.assertEqual(len(changes), before + 1, changes)

    def test_properties_cannot_be_set(self):
        with self.assertRaisesRegex(GLib.Error, "not writable|read-only|InvalidArgs|PropertyReadOnly"):
            self.lab.call(lab.NAME, lab.PATH, "org.freedesktop.DBus.Properties", "Set",
                          GLib.Variant("(ssv)", (lab.NAME, "Version", GLib.Variant("s", "9"))))

    # --- what it refuses ---

    def test_what_is_refused_is_refused_by_a_name_of_its_own(self):
        number = self.lab.steady("ShowNow", "(s)", "checkin/evening")[0]
        for method, signature, values, error in REFUSED:
            with self.subTest(method=method, values=[str(value)[:40] for value in values]):
                values = [number if value == "{id}" else value for value in values]
                self.assertEqual(self.refusal(method, signature, *values), error)
        self.assertEqual([prompt["id"] for prompt in self.lab.open_prompts()], [number], "and changes nothing")
        self.check_well()

    def test_settings_with_mistakes_are_an_error_that_lists_them(self):
        self.lab.write_settings("[steady]\nbudget = many\n")
        self.assertEqual(self.refusal("Reload", None), ERROR + "Settings")
        done = self.lab.run_steady("reload")
        self.assertEqual(done.returncode, 1)
        self.assertIn("budget", done.stderr)
        self.assertNotIn("GDBus", done.stderr)

    @unittest.skipIf(os.geteuid(), "only root can call as somebody else")
    def test_another_user_is_not_heard_though_the_bus_lets_them_in(self):
        self.lab.programs[0].stop()
        self.daemon.wait()
        os.chmod(self.lab.dir, 0o711)
        config = lab.BUS_CONFIG.replace('<policy context="default">', '<policy context="default"><allow user="*"/>')
        with open(self.lab.path("bus.conf"), "w", encoding="utf-8") as out:
            out.write(config.format(self.lab.dir))
        lab.Program(self.lab, "dbus-daemon", ["dbus-daemon", f"--config-file={self.lab.path('bus.conf')}", "--nofork", "--nopidfile"])
        self.lab._connection = None
        self.lab.eventually(lambda: self.lab.owner("org.freedesktop.DBus"))
        self.lab.start_steadyd()
        call = ["gdbus", "call", "--address", self.lab.env["DBUS_SESSION_BUS_ADDRESS"], "--dest", lab.NAME, "--object-path", lab.PATH,
                "--method", lab.NAME + ".Pending"]
        theirs = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *call], capture_output=True, text=True,
                                check=False)
        self.assertNotEqual(theirs.returncode, 0)
        self.assertIn("AccessDenied", theirs.stderr)
        own = subprocess.run(call, capture_output=True, text=True, check=False)
        self.assertEqual(own.returncode, 0, own.stderr)

    # --- what comes in ---

    def value(self, chance, kind):
        if kind == "s":
            return GLib.Variant("s", chance.choice(WORDS))
        if kind == "b":
            return GLib.Variant("b", chance.random() < 0.5)
        number = chance.choice(NUMBERS)
        return GLib.Variant(kind, number if kind == "x" else max(-2**31, min(number, 2**31 - 1)))

    def test_whatever_comes_in_it_lives_on(self):
        seed = random.randrange(1 << 32)
        chance = random.Random(seed)
        for _ in range(250):
            method, kinds = chance.choice(METHODS)
            if chance.random() < 0.1:
                kinds = "".join(chance.choice("xsib") for _ in range(chance.randrange(5)))
            arguments = GLib.Variant.new_tuple(*[self.value(chance, kind) for kind in kinds])
            try:
                self.lab.call(lab.NAME, lab.PATH, lab.NAME, method, arguments)
            except GLib.Error as error:
                self.assertRegex(Gio.DBusError.get_remote_error(error) or error.message, re.escape(ERROR) + "|" + re.escape(STANDARD),
                                 f"seed {seed}: {method}{arguments.print_(False)[:200]}")
            self.assertTrue(self.daemon.running(), f"seed {seed}: {method}{arguments.print_(False)[:200]}")
        self.check_well()

    @lab.alone
    def test_a_flood_of_calls_holds_nobody_up(self):
        flood = Gio.DBusConnection.new_for_address_sync(
            self.lab.env["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        replies = {}

        def replied(connection, result):
            try:
                connection.call_finish(result)
                name = "done"
            except GLib.Error as error:
                name = Gio.DBusError.get_remote_error(error) or error.message
            replies[name] = replies.get(name, 0) + 1

        for number in range(1500):
            method, arguments = (("Answer", GLib.Variant("(xss)", (number, "", "yes"))), ("Pending", None),
                                 ("ShowNow", GLib.Variant("(s)", ("nudge/reading",))))[number % 3]
            flood.call(lab.NAME, lab.PATH, lab.NAME, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START, 60000, None, replied)
        begun = time.monotonic()
        self.lab.property("Version")
        waited = time.monotonic() - begun

        def all_replied():
            while GLib.MainContext.default().iteration(False):
                pass
            return sum(replies.values()) == 1500
        self.lab.eventually(all_replied, 20, "a reply to each")
        self.assertLess(waited, 2 * lab.SLOW)
        self.assertLessEqual(set(replies), {"done", ERROR + "NoPrompt", ERROR + "Answer", STANDARD + "LimitsExceeded"})
        self.check_well()


# What goes wrong between the two programs: the error of the call, the command's exit code, what it says.
BETWEEN = [
    (ERROR + "NoPrompt", 1, "words of the daemon's own"),
    (ERROR + "Settings", 1, "words of the daemon's own"),
    (STANDARD + "NoReply", 3, "steady start"),
    (STANDARD + "ServiceUnknown", 3, "steady start"),
    (STANDARD + "AccessDenied", 1, "somebody else"),
    (STANDARD + "UnknownMethod", 1, "steady doctor"),
    (STANDARD + "LimitsExceeded", 1, "try again"),
]


class Between(lab.LabTest):
    """A daemon that answers as it is told to."""

    def test_each_error_has_its_words_and_its_exit_code(self):
        with open(os.path.join(lab.ROOT, "share/dbus-1/interfaces", lab.NAME + ".xml"), encoding="utf-8") as text:
            interface = Gio.DBusNodeInfo.new_for_xml(text.read()).interfaces[0]
        error = None
        self.lab.connection.register_object(
            lab.PATH, interface, lambda *call: call[6].return_dbus_error(error, "words of the daemon's own"), None, None)
        Gio.bus_own_name_on_connection(self.lab.connection, lab.NAME, Gio.BusNameOwnerFlags.NONE, None, None)
        self.lab.eventually(lambda: self.lab.owner(lab.NAME))
        for error, code, words in BETWEEN:
            with self.subTest(error=error):
                command = lab.Program(self.lab, "steady", [lab.STEADY, "reload"])
                self.lab.eventually(lambda c=command: (GLib.MainContext.default().iteration(False), not c.running())[1])
                self.assertEqual(command.wait(), code)
                self.assertIn(words, command.log())
                self.assertNotIn("GDBus", command.log())


if __name__ == "__main__":
    lab.main()
