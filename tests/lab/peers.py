"""Those of a desktop who know whether its person can be disturbed, as fakes: see fake-peer."""
import json
import os
import subprocess

import lab

PROPERTIES = '<signal name="PropertiesChanged"><arg type="s"/><arg type="a{sv}"/><arg type="as"/></signal>'
LOGIN = "org.freedesktop.login1"
SESSION = LOGIN + ".Session"
IDLE = "org.gnome.Mutter.IdleMonitor"
NOTIFICATIONS = "org.freedesktop.Notifications"
NOTIFICATIONS_PATH = "/org/freedesktop/Notifications"

SAVER_XML = """<node><node name="{path}"><interface name="{name}">
  <method name="GetActive"><arg type="b" direction="out"/></method>
  <signal name="ActiveChanged"><arg type="b"/></signal></interface></node></node>"""

LOGIN_XML = f"""<node>
<node name="org/freedesktop/login1"><interface name="{LOGIN}.Manager">
  <signal name="PrepareForSleep"><arg type="b"/></signal>
  <signal name="SessionNew"><arg type="s"/><arg type="o"/></signal>
  <signal name="SessionRemoved"><arg type="s"/><arg type="o"/></signal></interface></node>
<node name="org/freedesktop/login1/user/self"><interface name="{LOGIN}.User">
  <property name="Display" type="(so)" access="read"/></interface></node>
<node name="org/freedesktop/login1/session/_31"><interface name="{SESSION}">
  <property name="Type" type="s" access="read"/>
  <property name="LockedHint" type="b" access="read"/>
  <property name="IdleHint" type="b" access="read"/></interface></node></node>"""

IDLE_XML = f"""<node><node name="org/gnome/Mutter/IdleMonitor/Core"><interface name="{IDLE}">
  <method name="AddIdleWatch"><arg type="t" direction="in"/><arg type="u" direction="out"/></method>
  <method name="AddUserActiveWatch"><arg type="u" direction="out"/></method>
  <signal name="WatchFired"><arg type="u"/></signal></interface></node></node>"""

# What shows notifications, as far as it says who it is and whether it is to be left in peace.
SERVER_XML = f"""<node><node name="org/freedesktop/Notifications">
<interface name="{NOTIFICATIONS}">
  <method name="GetServerInformation">
    <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
  </method>
  <method name="GetCapabilities"><arg type="as" direction="out"/></method>
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
  <method name="GetDnd"><arg type="b" direction="out"/></method>
  <signal name="OnDndToggle"><arg type="b"/></signal>
  <property name="Inhibited" type="b" access="read"/></interface>
<interface name="org.dunstproject.cmd0"><property name="paused" type="b" access="read"/></interface></node>
<node name="fr/emersion/Mako"><interface name="fr.emersion.Mako"><property name="Modes" type="as" access="read"/></interface></node>
</node>"""

XFCONF_XML = """<node><node name="org/xfce/Xfconf"><interface name="org.xfce.Xfconf">
  <method name="GetProperty"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/></method>
  <signal name="PropertyChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
  <signal name="PropertyRemoved"><arg type="s"/><arg type="s"/></signal></interface></node></node>"""


class Peer(lab.Program):
    """fake-peer in a session, and what it wrote down."""

    def __init__(self, session, xml, *commands):
        number = f"{len(session.programs):02}"
        self.words_path, xml_path = session.path("logs", number + "-peer.json"), session.path(f"peer-{number}.xml")
        open(self.words_path, "w").close()
        with open(xml_path, "w", encoding="utf-8") as out:
            out.write(xml)
        super().__init__(session, "fake-peer", [os.path.join(lab.HERE, "fake-peer"), "--log", self.words_path, "--xml", xml_path],
                         stdin=subprocess.PIPE)
        session.eventually(lambda: self.words("ready"), what="the peer on the bus")
        for command in commands:
            self.say(command)

    def words(self, what):
        with open(self.words_path, encoding="utf-8") as lines:
            return [words for words in map(json.loads, (line for line in lines if line.endswith("\n"))) if words["what"] == what]

    def calls(self, method):
        return [call["arguments"] for call in self.words("call") if call["method"] == method]

    def say(self, command):
        before = len(self.words("did"))
        self.process.stdin.write(command.encode() + b"\n")
        self.process.stdin.flush()
        self.session.eventually(lambda: len(self.words("did")) > before, what=f"peer: {command}")


def use_one_bus(session):
    """The session's bus is the system's, too: names are enough to tell them apart."""
    session.env["DBUS_SYSTEM_BUS_ADDRESS"] = session.env["DBUS_SESSION_BUS_ADDRESS"]


def login(session, *commands, kind="wayland"):
    return Peer(session, LOGIN_XML, f"set {LOGIN}.User Display ('1', objectpath '/org/freedesktop/login1/session/_31')",
                f"set {SESSION} Type '{kind}'", f"set {SESSION} LockedHint false", f"set {SESSION} IdleHint false", *commands,
                "own " + LOGIN)


def saver(session, name, path, *commands):
    return Peer(session, SAVER_XML.format(name=name, path=path.strip("/")), "answer GetActive (false,)", *commands, "own " + name)


def server(session, name, *commands):
    """One that shows notifications and answers all of them with the number 1."""
    return Peer(session, SERVER_XML, f"answer GetServerInformation ('{name}', 'tests', '1', '1.2')",
                "answer GetCapabilities (['actions', 'body'],)", "answer Notify (1,)", "answer CloseNotification ()",
                *commands, "own " + NOTIFICATIONS)


def make_schema(folder):
    """GNOME's schema of do not disturb, as far as it goes, compiled."""
    os.mkdir(folder)
    with open(os.path.join(folder, "org.gnome.desktop.notifications.gschema.xml"), "w", encoding="utf-8") as out:
        out.write('<schemalist><schema id="org.gnome.desktop.notifications" path="/org/gnome/desktop/notifications/">'
                  '<key name="show-banners" type="b"><default>true</default></key></schema></schemalist>')
    subprocess.run(["glib-compile-schemas", folder], check=True, timeout=20)


def set_banners(session, shown):
    subprocess.run(["gsettings", "set", "org.gnome.desktop.notifications", "show-banners", str(shown).lower()],
                   env=session.env, check=True, timeout=20)
