"""The lab: real programs in a session of their own, one a test.

A test is a class derived from LabTest; `self.lab` is its Session: a home, a session bus that activates nothing, and what the
test starts in it (steadyd, a notification server, an X server). All of it is gone when the test ends, however it ends; when
it failed, the logs of all programs are printed. Under sanitizers any report in a log fails the test.

Environment: STEADYD, STEADY (the programs; else $O/steadyd and $O/steady, O=build), STEADY_SHARE (else share/steady here),
STACKS (full: sanitizers' reports with the whole way to each malloc, at seven times the work).
"""
import contextlib
import ctypes
import fcntl
import json
import os
import pty
import pwd
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import termios
import time
import unittest

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OUT = os.path.join(ROOT, os.environ.get("O", "build"))
STEADYD = os.path.abspath(os.environ.get("STEADYD", os.path.join(OUT, "steadyd")))
STEADY = os.path.abspath(os.environ.get("STEADY", os.path.join(OUT, "steady")))
SHARE = os.path.abspath(os.environ.get("STEADY_SHARE", os.path.join(ROOT, "share", "steady")))
SHOTS = os.path.join(HERE, "shots")

NAME = "org.steadyd.Steady1"
PATH = "/org/steadyd/Steady1"
NOTIFICATIONS = "org.freedesktop.Notifications"
SANITIZER = re.compile(r"ERROR: AddressSanitizer|runtime error:|LeakSanitizer|AddressSanitizer:DEADLYSIGNAL")
SLOW = 4 if "san" in os.path.basename(OUT) else 1  # how much longer to wait for programs under sanitizers
SECOND = 1_000_000  # microseconds

BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={0}/bus</listen>
  <servicedir>{0}/services</servicedir>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""

DUNSTRC = """[global]
    font = DejaVu Sans 11
    width = 420
    height = 300
    origin = top-right
    offset = 20x20
    frame_width = 1
    frame_color = "#7a8a99"
    separator_height = 1
    padding = 14
    horizontal_padding = 16
    corner_radius = 6
    markup = full
    format = "<b>%s</b>\\n%b"
    ellipsize = end
    word_wrap = yes
    show_indicators = yes
    icon_position = off
    dmenu = {0}/press
    idle_threshold = 0
[urgency_normal]
    background = "#f6f5f1"
    foreground = "#26303a"
    timeout = 10
"""

# Stands where dunst starts a menu: chooses the line that holds what the test wants pressed.
PRESS = """#!/bin/sh
grep -F -m 1 -- "$(cat {0}/wanted)"
"""


# Nothing stands in the way of a prompt, and none comes by itself.
QUIET_SETTINGS = """[steady]
quiet = none
budget = 10000
apart = none

[checkin evening]
when = 2199-01-01 21:30
protocol = evening

[nudge reading]
when = 2199-01-01 09:00
"""


def die_with_parent():
    """A test runner that is killed leaves nothing behind."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def eventually(predicate, timeout=5.0, what=None, logs=lambda: ""):
    """Waits until predicate() is true and returns what it returned; fails with the last value and the logs."""
    end = time.monotonic() + timeout * SLOW
    value = problem = None
    while True:
        try:
            value, problem = predicate(), None
            if value:
                return value
        except (AssertionError, GLib.Error, sqlite3.Error, OSError, IndexError, KeyError) as caught:
            problem = caught
        if time.monotonic() > end:
            raise AssertionError(f"{what or 'it'} did not happen within {timeout * SLOW:g} s; "
                                 f"last seen: {problem or value!r}\n{logs()}")
        time.sleep(0.01)


def alone(test):
    """For a test that measures how long something takes: `run` runs it beside no other."""
    test.alone = True
    return test


def as_user(user):
    """What Popen is told so that a program runs as that user; None: as this one."""
    return {} if user is None else {"user": user, "group": pwd.getpwuid(user).pw_gid, "extra_groups": []}


@contextlib.contextmanager
def acting_as(user):
    """For a while this process, which began as root, is that user, and may still become root again (as which what it starts then
    runs); None: as it is. Nothing that it starts may."""
    if user is None:
        yield
        return
    was, groups, end = (os.getuid(), os.getgid()), os.getgroups(), ctypes.c_int()
    ctypes.CDLL(None).prctl(2, ctypes.byref(end))  # PR_GET_PDEATHSIG: a change of user takes it away
    try:
        become(user, pwd.getpwuid(user).pw_gid, [] if user else groups, end.value)
        yield
    finally:
        become(*was, groups, end.value)


def become(user, group, groups, end):
    os.setresuid(0, 0, 0)
    os.setgroups(groups)
    os.setresgid(group, group, 0)
    os.setresuid(user, user, 0)
    ctypes.CDLL(None).prctl(1, end)


def preload(*names):
    """LD_PRELOAD with these libraries of the tests' own (tests/lab/NAME.c), behind the sanitizers' runtimes where there are any."""
    linked = subprocess.run(["ldd", STEADYD], capture_output=True, text=True, check=True).stdout
    runtimes = re.findall(r"=> (\S*/lib(?:a|ub)san\.so\S*)", linked)
    return " ".join(runtimes + [os.path.join(OUT, "tests", "lab", name + ".so") for name in names])


def image_tool(*names):
    """What ImageMagick calls this tool here."""
    return next(name for name in names if shutil.which(name))


def picture_of(what, env):
    """A window of the X server as PPM."""
    return subprocess.run([image_tool("import-im6", "import"), *what, "-depth", "8", "ppm:-"], env=env, check=True, timeout=20,
                          stdout=subprocess.PIPE).stdout


def keep_picture(name, ppm):
    """As tests/lab/shots/NAME.png; its path."""
    os.makedirs(SHOTS, exist_ok=True)
    path = os.path.join(SHOTS, name + ".png")
    subprocess.run([image_tool("convert-im6", "convert", "magick"), "ppm:-", path], input=ppm, check=True, timeout=20)
    return path


class Program:
    """A program that runs in the session; its output goes to a log, and what it starts itself ends with it. `user`, where it is
    given, is the number of the person that it runs as."""

    def __init__(self, session, name, argv, stdin=None, user=None, cwd=None, **more_env):
        self.session, self.name = session, name
        self.log_path = session.path("logs", f"{len(session.programs):02}-{name}")
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(argv, env={**session.env, **more_env}, cwd=cwd or session.home,
                                            stdin=stdin or subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                                            preexec_fn=die_with_parent, start_new_session=True, **as_user(user))
        session.programs.append(self)

    @property
    def pid(self):
        return self.process.pid

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def running(self):
        return self.process.poll() is None

    def wait(self, timeout=5.0):
        """Its exit code."""
        try:
            return self.process.wait(timeout * SLOW)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{self.name} did not end within {timeout * SLOW:g} s\n{self.session.logs()}") from None

    def stop(self, sig=signal.SIGTERM):
        """Ends it, at worst by force. Its exit code."""
        if self.process.stdin:
            self.process.stdin.close()
        if self.running():
            self.process.send_signal(signal.SIGCONT)  # first: it would undo the stops by which a leak checker looks at threads
            self.process.send_signal(sig)
        try:
            self.process.wait(5 * SLOW)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.sweep()
        return self.process.wait()

    def sweep(self):
        """What it started and left behind."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def kill(self):
        if self.process.stdin:
            self.process.stdin.close()
        self.process.kill()
        return self.process.wait()

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)


class TerminalProgram(Program):
    """A program in the foreground of a terminal of its own, 80 columns wide."""

    def __init__(self, session, name, argv, **more_env):
        self.session, self.name = session, name
        self.log_path = session.path("logs", f"{len(session.programs):02}-{name}")
        self.master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (24, 80))
        self.modes = termios.tcgetattr(slave)
        self.said = b""
        self.process = subprocess.Popen(argv, env={**session.env, "TERM": "xterm", **more_env}, cwd=session.home, stdin=slave,
                                        stdout=slave, stderr=slave, start_new_session=True,
                                        preexec_fn=lambda: (die_with_parent(), fcntl.ioctl(0, termios.TIOCSCTTY, 0)))
        self.slave = slave  # kept open: its modes outlive the program
        session.programs.append(self)

    def log(self):
        while select.select([self.master], [], [], 0)[0]:
            self.said += os.read(self.master, 65536)
        return self.said.decode("utf-8", errors="replace").replace("\r\n", "\n")

    def type(self, text):
        os.write(self.master, text.encode())

    def says(self, text, times=1, timeout=5.0):
        """Waits until it printed this text so many times."""
        self.session.eventually(lambda: self.log().count(text) >= times, timeout, f"{text!r} in the terminal")

    def restored(self):
        """The terminal is as it was before the program began."""
        return termios.tcgetattr(self.slave) == self.modes


class FakeServer(Program):
    """tests/lab/fake-server, and what it wrote down."""

    def __init__(self, session, *options):
        self.words_path = session.path("logs", f"{len(session.programs):02}-fake-server.json")
        open(self.words_path, "w").close()
        super().__init__(session, "fake-server", [os.path.join(HERE, "fake-server"), "--log", self.words_path, *options],
                         stdin=subprocess.PIPE)
        session.eventually(lambda: self.words("ready"), what="the fake server owning its name")

    def words(self, what):
        with open(self.words_path, encoding="utf-8") as lines:
            all_words = [json.loads(line) for line in lines if line.endswith("\n")]
        return [words for words in all_words if words["what"] == what]

    def notified(self):
        """Each Notify so far, oldest first."""
        return self.words("notify")

    def say(self, command):
        """A command (see fake-server), and waits until it is done."""
        before = len(self.words("did"))
        self.process.stdin.write(command.encode() + b"\n")
        self.process.stdin.flush()
        if command != "die":
            self.session.eventually(lambda: len(self.words("did")) > before, what=f"fake server: {command}")
        else:
            self.process.wait()

    def shown(self, text, after=0, timeout=5.0):
        """Waits for a Notify, not among the first `after`, with this text in summary or body."""
        return self.session.eventually(
            lambda: next((n for n in self.notified()[after:] if text in n["summary"] + "\n" + n["body"]), None),
            timeout, f"a notification with {text!r}")


class Session:
    """A home, a bus, and the programs in it."""

    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="steady-lab-")
        self.programs = []
        self._connection = None
        for name in ("home", "run", "logs", "services", "config", "data", "state", "cache"):
            os.mkdir(self.path(name), 0o700)
        self.home = self.path("home")
        self.env = {
            "PATH": os.environ["PATH"], "HOME": self.home, "LANG": "C.UTF-8", "TZ": "UTC",
            "XDG_CONFIG_HOME": self.path("config"), "XDG_DATA_HOME": self.path("data"),
            "XDG_STATE_HOME": self.path("state"), "XDG_CACHE_HOME": self.path("cache"),
            "XDG_RUNTIME_DIR": self.path("run"), "STEADY_SHARE": SHARE,
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.dir}/bus",
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.dir}/no-system-bus",
            "ASAN_OPTIONS": f"detect_leaks=1:fast_unwind_on_malloc={int(os.environ.get('STACKS') != 'full')}",
            "UBSAN_OPTIONS": "print_stacktrace=1",
            "NO_AT_BRIDGE": "1",
        }
        # icons of its own beside the system's
        self.env["XDG_DATA_DIRS"] = os.path.dirname(SHARE) + ":/usr/local/share:/usr/share"
        self.steady_env = {}  # for steadyd and steady only: what else they are to find
        self.store = self.path("data", "steady", "steady.db")
        self.settings_path = self.path("config", "steady", "steady.ini")

    def path(self, *names):
        return os.path.join(self.dir, *names)

    # --- looking ---

    def logs(self):
        parts = []
        for program in self.programs:
            state = "runs" if program.running() else f"ended with {program.process.returncode}"
            parts.append(f"--- {program.name} ({program.pid}, {state})\n{program.log()[-6000:]}")
            if isinstance(program, FakeServer):
                with open(program.words_path, encoding="utf-8") as words:
                    parts.append("--- what it wrote down\n" + words.read()[-4000:])
        return "\n".join(parts)

    def eventually(self, predicate, timeout=5.0, what=None):
        return eventually(predicate, timeout, what, self.logs)

    def rows(self, sql, *values):
        """Rows of the store, as dicts, read without waiting for or holding up the daemon."""
        with contextlib.closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=2)) as db:
            db.row_factory = sqlite3.Row
            return [dict(row) for row in db.execute(sql, values)]

    def write_rows(self, sql, *values):
        """What another program of the person's might write."""
        with contextlib.closing(sqlite3.connect(self.store, timeout=5)) as db, db:
            db.execute(sql, values)

    # --- the bus ---

    def start_bus(self):
        config = self.path("bus.conf")
        with open(config, "w", encoding="utf-8") as out:
            out.write(BUS_CONFIG.format(self.dir))
        program = Program(self, "dbus-daemon", ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"])
        self.eventually(lambda: os.path.exists(self.path("bus")), what="the bus")
        return program

    @property
    def connection(self):
        if not self._connection:
            flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
            self._connection = Gio.DBusConnection.new_for_address_sync(self.env["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)
            self._connection.set_exit_on_close(False)
        return self._connection

    def call(self, name, path, interface, method, arguments=None, timeout=5.0):
        """A method call, without activation; the unpacked answer. GLib.Error when it fails."""
        reply = self.connection.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START,
                                          int(timeout * SLOW * 1000), None)
        return reply.unpack()

    def steady(self, method, signature=None, *values, timeout=5.0):
        """A method of the daemon: steady("Answer", "(xss)", 1, "", "yes")."""
        arguments = GLib.Variant(signature, values) if signature else None
        return self.call(NAME, PATH, NAME, method, arguments, timeout)

    def property(self, name):
        return self.call(NAME, PATH, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (NAME, name)))[0]

    def owner(self, name):
        """Who owns a name on the bus; None: nobody."""
        try:
            return self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetNameOwner",
                             GLib.Variant("(s)", (name,)))[0]
        except GLib.Error:
            return None

    def add_service(self, name, *argv):
        """Makes a name activatable. To be called before start_bus()."""
        with open(self.path("services", name + ".service"), "w", encoding="utf-8") as out:
            out.write(f"[D-BUS Service]\nName={name}\nExec={' '.join(argv)}\n")

    # --- Steady ---

    def write_settings(self, text):
        os.makedirs(os.path.dirname(self.settings_path), 0o700, exist_ok=True)
        with open(self.settings_path, "w", encoding="utf-8") as out:
            out.write(text)
        os.chmod(self.settings_path, 0o600)

    def write_protocol(self, name, text):
        """One more check-in, in a share folder of the session's own. To be called before start_steadyd()."""
        if self.env["STEADY_SHARE"] == SHARE:
            self.env["STEADY_SHARE"] = shutil.copytree(SHARE, self.path("share"))
        with open(os.path.join(self.env["STEADY_SHARE"], "protocols", name + ".ini"), "w", encoding="utf-8") as out:
            out.write(text)

    def start_steadyd(self, *arguments, ready=True, **more_env):
        """The daemon, ready on the bus unless told otherwise."""
        program = Program(self, "steadyd", [STEADYD, *arguments], **{**self.steady_env, **more_env})
        if ready:
            self.wait_ready(program)
        return program

    def open_prompts(self):
        """What the daemon calls Pending, as dicts."""
        names = ("id", "schedule", "content", "item", "due", "expires", "state")
        return [dict(zip(names, prompt)) for prompt in self.steady("Pending")[0]]

    def worst_wait(self, seconds):
        """Calls the daemon again and again for so long; the longest that it took to answer, in ms."""
        worst, end = 0.0, time.monotonic() + seconds
        while time.monotonic() < end:
            begin = time.monotonic()
            self.property("Version")
            worst = max(worst, time.monotonic() - begin)
            time.sleep(0.002)
        return worst * 1000

    def start_steadyd_in_terminal(self, *arguments, **more_env):
        program = TerminalProgram(self, "steadyd", [STEADYD, *arguments], **more_env)
        self.wait_ready(program)
        return program

    def wait_ready(self, program):
        self.eventually(lambda: self.owner(NAME) or not program.running(), 10, "steadyd on the bus")
        if not program.running():
            raise AssertionError("steadyd ended\n" + self.logs())
        self.eventually(lambda: self.property("Delivery") and self.property("Unavailable") != "starting",
                        what="steadyd having read its store")

    def run_steady(self, *arguments, stdin="", timeout=10.0):
        """The command; CompletedProcess with text."""
        done = subprocess.run([STEADY, *arguments], env={**self.env, **self.steady_env}, cwd=self.home, input=stdin,
                              capture_output=True, encoding="utf-8", timeout=timeout * SLOW, check=False)
        report = SANITIZER.search(done.stderr)
        if report:
            raise AssertionError(f"steady {' '.join(arguments)}: {report.group()}\n{done.stderr}")
        return done

    # --- desktops ---

    def start_fake_server(self, *options):
        return FakeServer(self, *options)

    def start_x(self, size="800x600", *options):
        read, write = os.pipe()
        os.set_inheritable(write, True)
        log = open(self.path("logs", f"{len(self.programs):02}-Xvfb"), "wb")
        program = Program.__new__(Program)
        program.session, program.name, program.log_path = self, "Xvfb", log.name
        program.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset", *options],
            env=self.env, pass_fds=[write], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            preexec_fn=die_with_parent, start_new_session=True)
        self.programs.append(program)
        os.close(write)
        with os.fdopen(read) as numbers:
            self.env["DISPLAY"] = ":" + numbers.readline().strip()
        log.close()
        return program

    def start_dunst(self):
        """A real notification server; needs start_x()."""
        with open(self.path("dunstrc"), "w", encoding="utf-8") as out:
            out.write(DUNSTRC.format(self.dir))
        with open(self.path("press"), "w", encoding="utf-8") as out:
            out.write(PRESS.format(self.dir))
        os.chmod(self.path("press"), 0o700)
        program = Program(self, "dunst", ["dunst", "-config", self.path("dunstrc")])
        self.eventually(lambda: self.owner(NOTIFICATIONS), 10, "dunst on the bus")
        return program

    def dunst_shown(self):
        """How many notifications dunst displays."""
        get = GLib.Variant("(ss)", ("org.dunstproject.cmd0", "displayedLength"))
        return self.call(NOTIFICATIONS, "/org/freedesktop/Notifications", "org.freedesktop.DBus.Properties", "Get", get)[0]

    def dunst_press(self, label):
        """Presses the button whose line in dunst's menu holds this text."""
        with open(self.path("wanted"), "w", encoding="utf-8") as out:
            out.write(label)
        subprocess.run(["dunstctl", "context"], env=self.env, check=True, timeout=10)

    def dunst_dismiss(self):
        """Waves away what is on screen."""
        subprocess.run(["dunstctl", "close-all"], env=self.env, check=True, timeout=10)

    def screenshot(self, name):
        """The whole screen as tests/lab/shots/NAME.png; its path."""
        return keep_picture(name, picture_of(["-window", "root"], self.env))

    def allow_others(self):
        """Lets programs that run as another user to the bus; the home and what is Steady's stay closed to them."""
        os.chmod(self.dir, 0o711)

    # --- the end ---

    def reports(self):
        """What sanitizers said, by program."""
        found = []
        for program in self.programs:
            if SANITIZER.search(program.log()):
                found.append(f"{program.name} ({program.pid}):\n{program.log()[-8000:]}")
        return found

    def stop(self):
        """Ends every program, the last started first, so that each can say goodbye to those it needs."""
        for program in reversed(self.programs):
            program.stop(signal.SIGTERM)

    def remove(self):
        shutil.rmtree(self.dir, ignore_errors=True)


class LabTest(unittest.TestCase):
    """One test in a session of its own: self.lab. The bus runs when the test begins, unless `bus` is False."""

    bus = True

    def run(self, result=None):
        self.lab = Session()
        try:
            if self.bus:
                self.lab.start_bus()
            before = len(result.failures) + len(result.errors)
            super().run(result)
            failed = len(result.failures) + len(result.errors) > before
            self.lab.stop()
            if failed:
                print(self.lab.logs(), file=sys.stderr)
            elif self.lab.reports():
                self.fail_with(result, "\n".join(self.lab.reports()))
        finally:
            self.lab.stop()
            self.lab.remove()
        return result

    def fail_with(self, result, text):
        try:
            raise AssertionError(text)
        except AssertionError:
            result.addFailure(self, sys.exc_info())


def main():
    unittest.main(module="__main__", verbosity=2)
