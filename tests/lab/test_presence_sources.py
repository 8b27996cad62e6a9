#!/usr/bin/python3
"""Each of those who know whether the person can be disturbed is heard: by signals, and when they come, go or are replaced."""
import json
import time

import lab
import peers

SAVERS = [("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"), ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
          ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"), ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
          ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver")]
# What each desktop calls its server, the command that puts it into do-not-disturb, and the one that ends that.
DISTURBED = [
    ("Plasma", "change org.freedesktop.Notifications Inhibited true", "change org.freedesktop.Notifications Inhibited false"),
    ("Plasma", "void org.freedesktop.Notifications Inhibited true", "void org.freedesktop.Notifications Inhibited false"),
    ("dunst", "change org.dunstproject.cmd0 paused true", "change org.dunstproject.cmd0 paused false"),
    ("SwayNotificationCenter", "emit /org/freedesktop/Notifications org.freedesktop.Notifications OnDndToggle (true,)",
     "emit /org/freedesktop/Notifications org.freedesktop.Notifications OnDndToggle (false,)"),
    ("mako", "void fr.emersion.Mako Modes ['default', 'do-not-disturb']", "void fr.emersion.Mako Modes ['default']"),
    ("mako", "change fr.emersion.Mako Modes ['dnd']", "change fr.emersion.Mako Modes ['default']"),
]
XFCONF = "emit /org/xfce/Xfconf org.xfce.Xfconf PropertyChanged ('xfce4-notifyd', '/do-not-disturb', <true>)"
SETTLED = "[steady]\nquiet = none\nbudget = 10000\napart = none\nsettle = none\n"


class Sources(lab.LabTest):
    def setUp(self):
        peers.use_one_bus(self.lab)
        self.lab.write_settings(SETTLED)

    def believes(self, want):
        self.lab.eventually(lambda: self.lab.property("Unavailable") == want, what=f"Unavailable = {want!r}")

    def listens(self, *want):
        self.lab.eventually(lambda: sorted(who for who, _, _ in self.lab.property("Presence")) == sorted(want),
                            what=f"listening to {want}")

    def server(self, name, *commands):
        server = peers.server(self.lab, name, "set org.freedesktop.Notifications Inhibited false",
                              "set org.dunstproject.cmd0 paused false", "set fr.emersion.Mako Modes ['default']",
                              "answer GetDnd (false,)", *commands)
        return server

    def start(self):
        self.lab.start_steadyd()
        self.believes("")

    def test_do_not_disturb_is_heard_from_each_server_that_tells_of_it(self):
        for name, on, off in DISTURBED:
            with self.subTest(name=name, on=on):
                server = self.server(name)
                if not self.lab.owner(lab.NAME):
                    self.start()
                self.believes("")
                self.lab.eventually(lambda: len(self.lab.property("Presence")) == 1)
                server.say(on)
                self.believes("do-not-disturb")
                server.say(off)
                self.believes("")
                server.stop()
                self.believes("no-server")

    def test_do_not_disturb_that_is_on_when_the_daemon_starts_is_known_before_anything_is_shown(self):
        self.server("dunst", "set org.dunstproject.cmd0 paused true")
        self.lab.start_steadyd()
        self.assertEqual(self.lab.property("Unavailable"), "do-not-disturb")

    def test_a_server_that_goes_takes_its_do_not_disturb_along_and_the_next_one_is_asked(self):
        first = self.server("SwayNotificationCenter", "answer GetDnd (true,)")
        self.lab.start_steadyd()
        self.believes("do-not-disturb")
        first.kill()
        self.believes("no-server")
        self.server("dunst")
        self.believes("")
        self.listens("dunst")

    def test_what_another_desktop_left_behind_counts_for_nothing(self):
        peers.Peer(self.lab, peers.XFCONF_XML, "answer GetProperty (<true>,)", "own org.xfce.Xfconf")
        self.server("dunst")
        self.start()
        self.listens("dunst")

    def test_xfce_tells_by_its_settings_service_also_of_a_setting_that_is_new_or_gone(self):
        settings = peers.Peer(self.lab, peers.XFCONF_XML, "own org.xfce.Xfconf")  # GetProperty fails: never set
        self.server("Xfce Notify Daemon")
        self.start()
        self.listens("Xfce")
        settings.say(XFCONF)
        self.believes("do-not-disturb")
        settings.say("emit /org/xfce/Xfconf org.xfce.Xfconf PropertyChanged ('xfce4-notifyd', '/theme', <false>)")
        settings.say("emit /org/xfce/Xfconf org.xfce.Xfconf PropertyChanged ('xfce4-panel', '/do-not-disturb', <false>)")
        self.assertEqual(self.lab.property("Unavailable"), "do-not-disturb")
        settings.say("emit /org/xfce/Xfconf org.xfce.Xfconf PropertyRemoved ('xfce4-notifyd', '/do-not-disturb')")
        self.believes("")

    def test_each_screen_saver_locks_and_a_locker_that_dies_counts_as_unlocked(self):
        self.server("dunst")
        self.start()
        for name, path in SAVERS:
            with self.subTest(name=name):
                saver = peers.saver(self.lab, name, path)
                self.lab.eventually(lambda saver=saver: saver.calls("GetActive"), what="the daemon asking it")
                saver.say(f"emit {path} {name} ActiveChanged (true,)")
                self.believes("locked")
                saver.kill()
                self.believes("")

    def test_of_the_login_session_its_lock_its_idleness_and_sleep_are_heard(self):
        self.server("dunst")
        login = peers.login(self.lab)
        self.start()
        self.listens("dunst", "the login session", "the login session", "the system")
        for on, off, word in [
                (f"change {peers.SESSION} LockedHint true", f"change {peers.SESSION} LockedHint false", "locked"),
                (f"change {peers.SESSION} IdleHint true", f"change {peers.SESSION} IdleHint false", "away"),
                (f"emit /org/freedesktop/login1 {peers.LOGIN}.Manager PrepareForSleep (true,)",
                 f"emit /org/freedesktop/login1 {peers.LOGIN}.Manager PrepareForSleep (false,)", "asleep")]:
            with self.subTest(word=word):
                login.say(on)
                self.believes(word)
                login.say(off)
                self.believes("")
        login.say(f"change {peers.SESSION} LockedHint true")
        self.believes("locked")
        login.kill()
        self.believes("")

    def test_a_session_on_a_text_console_is_not_asked_whether_it_is_idle(self):
        self.server("dunst")
        peers.login(self.lab, f"set {peers.SESSION} IdleHint true", kind="tty")
        self.start()
        self.listens("dunst", "the login session", "the system")

    def test_a_session_that_begins_later_is_found(self):
        self.server("dunst")
        login = peers.login(self.lab, f"set {peers.LOGIN}.User Display ('', objectpath '/')", f"set {peers.SESSION} LockedHint true")
        self.start()
        self.listens("dunst", "the system")
        login.say(f"set {peers.LOGIN}.User Display ('1', objectpath '/org/freedesktop/login1/session/_31')")
        login.say(f"emit /org/freedesktop/login1 {peers.LOGIN}.Manager SessionNew ('1', objectpath '/org/freedesktop/login1/session/_31')")
        self.believes("locked")

    def test_gnomes_idle_monitor_says_that_nobody_is_there_and_that_they_are_back_as_often_as_it_happens(self):
        self.server("dunst")
        monitor = peers.Peer(self.lab, peers.IDLE_XML, "answer AddIdleWatch (uint32 7,)", "answer AddUserActiveWatch (uint32 8,)",
                             "own " + peers.IDLE)
        fire = f"emit /org/gnome/Mutter/IdleMonitor/Core {peers.IDLE} WatchFired (uint32 %d,)"
        self.start()
        self.listens("dunst", "GNOME's idle monitor")
        self.assertEqual(monitor.calls("AddIdleWatch"), [[300_000]])
        for n in (1, 2):
            monitor.say(fire % 9)  # another program's
            monitor.say(fire % 7)
            self.believes("away")
            self.lab.eventually(lambda n=n: len(monitor.calls("AddUserActiveWatch")) == n)
            monitor.say(fire % 8)
            self.believes("")

    def test_gnomes_setting_is_heard_where_gnome_shows_the_notifications_and_has_the_schema(self):
        schemas = self.lab.path("schemas")
        peers.make_schema(schemas)
        self.lab.env.update(GSETTINGS_BACKEND="keyfile", GSETTINGS_SCHEMA_DIR=schemas)
        server = self.server("gnome-shell")
        self.start()
        self.listens("GNOME")
        peers.set_banners(self.lab, False)
        self.believes("do-not-disturb")
        peers.set_banners(self.lab, True)
        self.believes("")
        peers.set_banners(self.lab, False)
        self.believes("do-not-disturb")
        server.kill()
        self.server("dunst")
        self.believes("")

    def test_gnome_without_the_schema_is_a_desktop_like_any_other(self):
        self.server("gnome-shell")
        self.lab.env.update(GSETTINGS_BACKEND="memory", XDG_DATA_DIRS=self.lab.path("empty"))
        self.start()
        self.listens()

    def test_one_who_never_answers_is_not_waited_for(self):
        peers.saver(self.lab, *SAVERS[0], "answer GetActive silence")
        self.server("dunst")
        self.start()

    def test_what_is_not_understood_changes_nothing(self):
        saver = peers.saver(self.lab, *SAVERS[0])
        server = self.server("dunst")
        login = peers.login(self.lab)
        self.start()
        for peer, command in [(saver, "emit /org/freedesktop/ScreenSaver org.freedesktop.ScreenSaver ActiveChanged ('yes',)"),
                              (saver, "emit /org/freedesktop/ScreenSaver org.freedesktop.ScreenSaver ActiveChanged ()"),
                              (server, "emit /org/freedesktop/Notifications org.freedesktop.DBus.Properties PropertiesChanged ('x',)"),
                              (login, f"emit /org/freedesktop/login1 {peers.LOGIN}.Manager PrepareForSleep (uint32 1,)")]:
            peer.say(command)
        saver.say("emit /org/freedesktop/ScreenSaver org.freedesktop.ScreenSaver ActiveChanged (true,)")
        self.believes("locked")

    def test_others_cannot_speak_for_the_screen_saver(self):
        peers.saver(self.lab, *SAVERS[0])
        self.server("dunst")
        self.start()
        self.lab.connection.emit_signal(None, SAVERS[0][1], SAVERS[0][0], "ActiveChanged", lab.GLib.Variant("(b)", (True,)))
        self.lab.connection.flush_sync(None)
        time.sleep(0.2)
        self.assertEqual(self.lab.property("Unavailable"), "")

    def test_nobody_is_asked_twice(self):
        monitor = peers.saver(self.lab, *SAVERS[0])
        server = self.server("SwayNotificationCenter")
        self.start()
        time.sleep(1)
        self.assertEqual(len(monitor.calls("GetActive")), 1)
        self.assertEqual(len(server.calls("GetDnd")), 1)


if __name__ == "__main__":
    lab.main()
