"""Real notification servers for the lab, and the hand of the person in front of them.

`SERVERS` has one row a server: how it is started, and on what kind of desktop. A Desktop is one of them in a Session: press()
clicks a real button with a real pointer (mako and dunst, which draw none, are asked in their own way), picture() is what the person sees.

Where buttons are, a style sheet tells: the n-th button is of a colour of its own, so near to the others that only the program
that looks for it sees a difference.
"""
import json
import os
import pwd
import re
import shutil
import subprocess

import lab

BUTTON = "#e9e8e{}"  # of the n-th button
LOOKS = 6  # at a screen that goes on changing
GTK_STYLE = "".join(f"button:nth-child({n}) {{ background-image: none; "
                    f"background-color: {BUTTON.format(n)}; color: #26303a; }}\n" for n in (1, 2, 3))
SWAYNC_STYLE = "".join(f".notification-action:nth-child({n}) {{ background-image: none; "
                       f"background: {BUTTON.format(n)}; color: #26303a; }}\n" for n in (1, 2, 3))
MAKO_CONFIG = """icon-path={0}/icons/hicolor
"""
SWAY_CONFIG = """xwayland disable
output * resolution {0} position 0,0
output * background #5b6b78 solid_color
"""


def library(*path):
    """Where Debian and others keep programs that nobody calls by hand; None: nowhere."""
    roots = ("/usr/lib", "/usr/libexec", "/usr/lib/" + os.uname().machine + "-linux-gnu", "/usr/lib64")
    return next((p for p in (os.path.join(root, *path) for root in roots) if os.path.exists(p)), None)


class Picture:
    """A screen as it was: its pixels as rows of RGB."""

    def __init__(self, ppm):
        kind, size, depth, self.pixels = ppm.split(b"\n", 3) if ppm[:2] == b"P6" else (b"", b"0 0", b"", b"")
        self.width, self.height = map(int, size.split())

    def blank(self):
        return self.pixels == self.pixels[:3] * (len(self.pixels) // 3)

    def find(self, colour):
        """The middle of the last line but three that has this colour, (x, y); None: nothing has."""
        wanted, lines = bytes.fromhex(colour[1:]), []
        for y in range(self.height):
            line = self.pixels[3 * y * self.width:3 * (y + 1) * self.width]
            columns = [at.start() // 3 for at in re.finditer(re.escape(wanted), line) if at.start() % 3 == 0]
            if columns:
                lines.append(((columns[0] + columns[-1]) // 2, y))
        return lines[-4] if len(lines) > 3 else None


def look_at_x(session):
    return Picture(lab.picture_of(["-window", "root"], session.env))


def click_in_x(session, x, y):
    subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], env=session.env, check=True, timeout=10)


class Desktop:
    """A server, on a screen that nobody sees."""

    size = "460x330"

    def __init__(self, session, name, argv, **env):
        self.session, self.name, self.argv, self.env = session, name, argv, env

    def start(self):
        """Starts screen and server; returns when the server has its name on the bus."""
        self.start_screen()
        self.server = self.start_program(self.name, self.argv)
        self.session.eventually(lambda: self.session.owner(lab.NOTIFICATIONS), 10, f"{self.name} on the bus")
        return self

    def press(self, number, _end):
        """Clicks the button that stands there, counted from 1; the key of its action ends so."""
        self.click(*self.session.eventually(lambda: self.look().find(BUTTON.format(number)), 10, f"button {number} on the screen"))

    def drawn(self):
        """The screen, as soon as there is something on it that no longer changes, or only as a clock that runs down does."""
        looks = []

        def settled():
            looks.append(self.look())
            if looks[-1].blank():
                looks.clear()
            same = len(looks) > 1 and looks[-1].pixels == looks[-2].pixels
            return looks[-1] if same or len(looks) >= LOOKS else None
        return self.session.eventually(settled, 10, f"something of {self.name} on the screen")

    def cleared(self):
        """Waits until nothing is on the screen."""
        self.session.eventually(lambda: self.look().blank(), 10, f"an empty screen of {self.name}")

    def picture(self, what):
        """Kept as shots/SERVER-WHAT.png; its path."""
        picture = self.drawn()
        return lab.keep_picture(f"{self.name}-{what}", b"P6\n%d %d\n255\n" % (picture.width, picture.height) + picture.pixels)


class XDesktop(Desktop):
    def start_screen(self):
        self.session.start_x(self.size, "-wr")
        os.makedirs(self.session.path("config", "gtk-3.0"), exist_ok=True)
        with open(self.session.path("config", "gtk-3.0", "gtk.css"), "w", encoding="utf-8") as out:
            out.write(GTK_STYLE)

    def start_program(self, name, argv):
        return lab.Program(self.session, name, argv, **self.env)

    def look(self):
        return look_at_x(self.session)

    def click(self, x, y):
        click_in_x(self.session, x, y)


class Dunst(XDesktop):
    """It draws no buttons: its menu is asked."""

    def start_program(self, _name, _argv):
        return self.session.start_dunst()

    def press(self, _number, end):
        self.session.dunst_press(end + "]")


class SwayDesktop(Desktop):
    """Under sway without a screen and without a pointer; it refuses to run as root: where the tests do, screen and server are
    nobody's."""

    size = "560x330"
    backend = "headless"

    def start_screen(self):
        self.user = pwd.getpwnam("nobody").pw_uid if os.getuid() == 0 else None
        self.home = self.session.path("wayland")
        os.mkdir(self.home, 0o700)
        self.session.allow_others()
        self.write("sway", SWAY_CONFIG.format(self.size))
        self.write(os.path.join("mako", "config"), MAKO_CONFIG.format(os.path.dirname(lab.SHARE)))
        self.write(os.path.join("swaync", "style.css"), self.swaync_style())
        if self.user is not None:
            os.chown(self.home, self.user, -1)
        self.env |= {"HOME": self.home, "XDG_RUNTIME_DIR": self.home, "XDG_CONFIG_HOME": self.home, "XDG_CACHE_HOME": self.home,
                     "XDG_DATA_HOME": self.home, "XDG_STATE_HOME": self.home, "WLR_BACKENDS": self.backend, "WLR_RENDERER": "pixman",
                     "WLR_LIBINPUT_NO_DEVICES": "1", "GDK_BACKEND": "wayland", "GSETTINGS_BACKEND": "memory"}
        self.start_program("sway", ["sway", "-c", os.path.join(self.home, "sway")])
        self.env["WAYLAND_DISPLAY"] = self.session.eventually(lambda: self.socket("wayland-", ""), 10, "sway's display")
        self.env["SWAYSOCK"] = os.path.join(self.home, self.session.eventually(lambda: self.socket("sway-ipc.", ".sock")))

    def write(self, name, text):
        path = os.path.join(self.home, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)

    def swaync_style(self):
        shipped = "/etc/xdg/swaync/style.css"
        if not os.path.exists(shipped):
            return SWAYNC_STYLE
        with open(shipped, encoding="utf-8") as text:
            return text.read() + SWAYNC_STYLE

    def socket(self, begin, end):
        return next((n for n in os.listdir(self.home) if n.startswith(begin) and n.endswith(end) and not n.endswith(".lock")), None)

    def start_program(self, name, argv):
        return lab.Program(self.session, name, argv, user=self.user, cwd=self.home, **self.env)

    def run(self, *argv):
        return subprocess.run(argv, env={**self.session.env, **self.env}, cwd="/", check=True, timeout=10, stdout=subprocess.PIPE,
                              **lab.as_user(self.user)).stdout

    def look(self):
        return Picture(self.run("grim", "-t", "ppm", "-"))


class Mako(SwayDesktop):
    def press(self, _number, end):
        shown = json.loads(self.run("makoctl", "list"))["data"][0]
        self.run("makoctl", "invoke", next(key for key in shown[0]["actions"]["data"] if key.endswith(end)))


class SwayWindow(SwayDesktop):
    """Under sway in an X server's window: that one has a pointer."""

    backend = "x11"

    def start_screen(self):
        self.session.start_x(self.size)
        super().start_screen()

    def look(self):
        return look_at_x(self.session)

    def click(self, x, y):
        click_in_x(self.session, x, y)


SERVERS = {
    "dunst": (Dunst, shutil.which("dunst")),
    "xfce4-notifyd": (XDesktop, library("xfce4", "notifyd", "xfce4-notifyd")),
    "mate": (XDesktop, library("mate-notification-daemon", "mate-notification-daemon")),
    "notification-daemon": (XDesktop, library("notification-daemon", "notification-daemon")),
    "mako": (Mako, shutil.which("mako")),
    "swaync": (SwayWindow, shutil.which("swaync")),
}


def start(session, name):
    """That server, ready, on a desktop of its own."""
    kind, program = SERVERS[name]
    return kind(session, name, [program]).start()
