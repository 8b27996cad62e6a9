"""A real `systemd --user` in a session of the lab, and the unit that is shipped in it. tests/lab/user-manager is its other end."""
import contextlib
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
import unittest
import unittest.mock

import lab

SHIPPED = "/usr/lib/systemd/user"
TARGETS = ("basic", "default", "exit", "graphical-session", "paths", "shutdown", "sockets", "timers")  # systemd's own, without what they pull in
UNITS = {
    "default.target.d/bus.conf": "[Unit]\nRequires=dbus.socket\n",
    "desktop.target": "[Unit]\nBindsTo=graphical-session.target\n",
    "dbus.socket": "[Socket]\nListenStream=%t/bus\n",
    "dbus.service": "[Unit]\nRequires=dbus.socket\n[Service]\nType=notify\n"
                    "ExecStart={dbus} --config-file={dir}/bus.conf --address=systemd: --nofork --nopidfile --systemd-activation\n",
}


def as_installed(path):
    """A shipped file that starts programs or names others, with those of this build in it."""
    with open(os.path.join(lab.ROOT, path), encoding="utf-8") as text:
        whole = text.read().replace("@BINDIR@/steadyd", lab.STEADYD).replace("@BINDIR@/steady", lab.STEADY)
        return whole.replace("@SHARE@", lab.SHARE)


def cgroups():
    """Folders of the control groups that this process is in, as far as systemd uses them to keep track of processes."""
    with open("/proc/self/cgroup", encoding="utf-8") as lines:
        for _, names, path in (line.rstrip("\n").split(":", 2) for line in lines):
            roots = {"": ("/sys/fs/cgroup/unified", "/sys/fs/cgroup"), "name=systemd": ("/sys/fs/cgroup/systemd",)}.get(names, ())
            root = next((r for r in roots if os.path.exists(r + "/cgroup.procs")), None)
            if root:
                yield os.path.normpath(root + "/" + path.removesuffix("/init.scope"))


def plain_user():
    """Whose manager it is where the tests run as root: somebody's who may not do everything. None: one's own."""
    return pwd.getpwnam("daemon").pw_uid if may_all() else None


@contextlib.contextmanager
def readable_by_all():
    """For a while what was built, and what is shipped and tested with it, is a copy that every user can read."""
    with tempfile.TemporaryDirectory(prefix="steady-lab-") as folder:
        for path in (lab.STEADYD, lab.STEADY, *glob.glob(lab.HERE + "/user-manager"), *glob.glob(lab.HERE + "/fake-*")):
            shutil.copy(path, folder)
        for name in ("share", "systemd"):
            shutil.copytree(os.path.join(lab.ROOT, name), os.path.join(folder, name))
        subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
        copies = {"STEADYD": "steadyd", "STEADY": "steady", "SHARE": "share/steady", "HERE": "", "ROOT": ""}
        with unittest.mock.patch.multiple(lab, **{name: os.path.join(folder, path) for name, path in copies.items()}):
            yield


def namespaces():
    """The words that give a process rooms of its own; who is not root needs one of users, too, for the right to lay them."""
    words = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    return words if may_all() else [*words, "--map-current-user", "--keep-caps"]


def may_all():
    return 0 in os.getresuid()


def with_all_rights():
    """What follows is done as root where the tests run as root."""
    return lab.acting_as(0) if may_all() else contextlib.nullcontext()


def why_not():
    """Why no manager can run here; None: it can. To be asked with all rights."""
    if not glob.glob("/usr/lib/systemd/systemd") + glob.glob("/lib/systemd/systemd"):
        return "systemd is not installed"
    tried = subprocess.run([*namespaces(), "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        return "namespaces are denied here: " + tried.stderr.strip()
    if closed := [folder for folder in cgroups() if not os.access(folder, os.W_OK)]:
        return f"no control group can be made here: {closed[0]} is not writable"
    return None


class Manager(lab.Program):
    """The manager of a session whose bus it starts itself."""

    def __init__(self, session, drop_ins):
        self.units = session.path("units")
        self.group = os.path.basename(session.dir)
        self.write_units(session)
        for name, text in drop_ins.items():
            self.write(f"steady.service.d/{name}.conf", text)
        own = os.path.join(session.env["XDG_CONFIG_HOME"], "systemd/user")  # where `enable` makes its links
        session.env.update(SYSTEMD_UNIT_PATH=f"{own}:{self.units}",
                           DBUS_SESSION_BUS_ADDRESS=f"unix:path={session.path('run')}/bus")
        os.chmod(session.path("run"), 0o700)
        self.user = plain_user()
        with with_all_rights():
            self.make_groups()
            join = " && ".join(f"echo 0 > {folder}/cgroup.procs" for folder in self.groups)
            command = " ".join([*namespaces(), os.path.join(lab.HERE, "user-manager"), *([str(self.user)] if self.user else [])])
            super().__init__(session, "systemd", ["sh", "-c", f"{join} && exec {command}"])
        self.inside = session.eventually(self.rooms, what="the rooms of systemd")
        session.eventually(lambda: self.state("default.target") == "active", what="systemd --user running")

    def make_groups(self):
        """They are the user's, as those that logind has made."""
        self.groups = [os.path.join(folder, self.group) for folder in cgroups()]
        for folder in self.groups:
            os.mkdir(folder)
            if self.user:
                for path in (folder, *glob.glob(folder + "/*")):
                    os.chown(path, self.user, pwd.getpwuid(self.user).pw_gid)

    def write_units(self, session):
        os.mkdir(self.units)
        for name in TARGETS:
            os.symlink(f"{SHIPPED}/{name}.target", os.path.join(self.units, name + ".target"))
        for name, text in UNITS.items():
            self.write(name, text.replace("{dir}", session.dir).replace("{dbus}", shutil.which("dbus-daemon")))
        self.write("steady.service", as_installed("systemd/steady.service"))
        with open(session.path("bus.conf"), "w", encoding="utf-8") as out:
            out.write(lab.BUS_CONFIG.format(session.dir))
        with open(session.path("services", lab.NAME + ".service"), "w", encoding="utf-8") as out:
            out.write(as_installed(f"share/dbus-1/services/{lab.NAME}.service"))

    def write(self, name, text):
        path = os.path.join(self.units, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)

    def rooms(self):
        """The words that run a command where the manager runs: it takes none from a process that it cannot see."""
        with open(f"/proc/{self.pid}/task/{self.pid}/children", encoding="utf-8") as children:
            first = children.read().split()[0]
        users = [] if may_all() else ["--user", "--preserve-credentials"]
        if self.user:
            users = ["--setuid", str(self.user), "--setgid", str(pwd.getpwuid(self.user).pw_gid)]
        return ["nsenter", "--target", first, "--mount", "--pid", *users]

    def run(self, *command):
        """A command where the manager runs: CompletedProcess with text."""
        with with_all_rights():
            return subprocess.run([*self.inside, *command], env=self.session.env, capture_output=True, text=True, timeout=20 * lab.SLOW,
                                  check=False)

    def systemctl(self, *words, check=True):
        done = self.run("systemctl", "--user", "--no-pager", *words)
        if check and done.returncode:
            raise AssertionError(f"systemctl {' '.join(words)}: {done.stderr}\n{self.session.logs()}")
        return done.stdout.strip()

    def show(self, *properties, unit="steady.service"):
        """Properties of a unit, in this order."""
        said = self.systemctl("show", unit, *("-p" + name for name in properties))
        found = dict(line.split("=", 1) for line in said.splitlines())
        return [found.get(name, "") for name in properties]

    def state(self, unit="steady.service"):
        return self.systemctl("is-active", unit, check=False)

    def stop(self, sig=None):
        """With everything in it: the kernel ends what is left in a namespace whose first process is gone."""
        with with_all_rights():
            code = self.kill()
            lab.eventually(self.remove_groups, what="the end of all that systemd started")
        covers = self.session.path("run", "systemd", "inaccessible", "dir")
        if os.path.exists(covers):  # which systemd lays over folders, and nobody can remove as it is
            os.chmod(covers, 0o700)
        return code

    def remove_groups(self):
        """Whether none is left; one with a process in it cannot be removed."""
        left = set(self.groups) | set(glob.glob(f"/sys/fs/cgroup/*/{self.group}"))
        for folder in [step[0] for group in left for step in os.walk(group, topdown=False)]:
            os.rmdir(folder)
        return True


class ManagedTest(lab.LabTest):
    """One test in a session that systemd manages: self.manager. XDG folders are where everybody has them."""

    bus = False
    drop_ins = {}  # name -> text, beside the shipped unit

    def run(self, result=None):
        user = plain_user()
        with readable_by_all() if user else contextlib.nullcontext(), lab.acting_as(user):
            return super().run(result)

    def setUp(self):
        with with_all_rights():
            reason = why_not()
        if reason:
            raise unittest.SkipTest(reason)
        home = self.lab.home
        for name, folder in (("CONFIG", ".config"), ("DATA", ".local/share"), ("STATE", ".local/state"), ("CACHE", ".cache")):
            self.lab.env[f"XDG_{name}_HOME"] = os.path.join(home, folder)
        self.lab.store = os.path.join(home, ".local/share/steady/steady.db")
        self.lab.settings_path = os.path.join(home, ".config/steady/steady.ini")
        self.lab.env["ASAN_OPTIONS"] += ":detect_leaks=0"  # the leak checker traces, which no sandbox lets it
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.manager = Manager(self.lab, self.drop_ins)
