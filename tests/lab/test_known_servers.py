#!/usr/bin/python3
"""Whatever shows notifications: it is called by its name, gets what it can do, and the person is told how to answer where it draws no buttons."""
import lab

PLAIN = "actions,body,body-markup,persistence"
# What it calls itself, what it says it can do; what the person calls it, what it lacks, how many buttons it is sent.
SERVERS = [
    ("gnome-shell", PLAIN, "GNOME Shell", ["replies"], 3),
    ("Plasma", PLAIN + ",inline-reply", "KDE Plasma", [], 3),
    ("dunst", PLAIN + ",x-canonical-private-synchronous", "dunst", ["buttons", "replies"], 3),
    ("mako", PLAIN, "mako", ["buttons", "replies"], 3),
    ("SwayNotificationCenter", PLAIN, "swaync", ["replies"], 3),
    ("Xfce Notify Daemon", PLAIN, "xfce4-notifyd", ["replies"], 3),
    ("lxqt-notificationd", PLAIN, "LXQt", ["replies"], 3),
    ("Notification Daemon", PLAIN, "notification-daemon", ["replies"], 3),
    ("notify-osd", "body,body-markup", "notify-osd", ["buttons", "replies"], 0),
    ("Something new", "actions,body", "Something new", ["replies"], 3),
    ("Something \x1b[31mloud, and longer than any name of a program has ever been, ü" + "ü" * 40, "body", None, ["buttons", "replies"], 0),
]


class KnownServers(lab.LabTest):
    def check(self, server, called, lacks, sent):
        self.lab.eventually(lambda: self.lab.property("Delivery") == "desktop", what="a server that is ready")
        self.lab.steady("ShowNow", "(s)", "checkin/evening")
        words = server.shown("")
        self.assertEqual(len(words["actions"]), sent)
        self.assertEqual("Answer: steady answer" in words["body"], "buttons" in lacks)
        self.assertEqual(self.lab.property("ServerLacks"), lacks)
        name = self.lab.property("Server")
        self.assertEqual(name, called or name)
        self.assertNotIn("\x1b", name)
        said = " ".join(self.lab.run_steady("status").stdout.split())
        self.assertEqual("shows no buttons" in said, "buttons" in lacks)
        self.assertIn("shown by " + name.split(",")[0], said)

    def test_each_is_called_by_its_name_and_gets_what_it_can_do(self):
        self.lab.write_settings(lab.QUIET_SETTINGS)
        daemon = self.lab.start_steadyd()
        for name, capabilities, called, lacks, sent in SERVERS:
            with self.subTest(name=name):
                server = self.lab.start_fake_server("--name", name, "--caps", capabilities)
                self.check(server, called, lacks, sent)
                for prompt in self.lab.open_prompts():
                    self.lab.steady("Dismiss", "(x)", prompt["id"])
                server.kill()
                self.lab.eventually(lambda: self.lab.property("Delivery") == "waiting")
                self.assertEqual((self.lab.property("Server"), self.lab.property("ServerLacks")), ("", []))
        self.assertTrue(daemon.running())


if __name__ == "__main__":
    lab.main()
