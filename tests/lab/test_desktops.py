#!/usr/bin/python3
"""A check-in and a nudge on the servers that people have: a button is pressed, the row is read back, and a picture is kept."""
import lab
import servers

ALWAYS = ("dunst", "xfce4-notifyd", "mako", "swaync")  # the others where they happen to be installed


class Desktops(lab.LabTest):
    def begin(self, name):
        self.desktop = servers.start(self.lab, name)
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.lab.start_steadyd()

    def on_screen(self, schedule):
        number = self.lab.steady("ShowNow", "(s)", schedule)[0]
        self.lab.eventually(lambda: self.lab.rows("SELECT id FROM decision WHERE id = ? AND shown IS NOT NULL", number), 10,
                            f"{schedule} on the screen")
        return number

    def answered(self, item, value):
        row = self.lab.eventually(lambda: self.lab.rows("SELECT * FROM response WHERE item = ?", item), 5, f"a row for {item}")[0]
        self.assertEqual((row["value"], row["route"]), (value, "notification"))

    def ended(self, number, outcome):
        row = self.lab.eventually(lambda: self.lab.rows("SELECT * FROM decision WHERE id = ? AND closed IS NOT NULL", number),
                                  what="the end of the prompt")[0]
        self.assertEqual((row["outcome"], row["delivery"]), (outcome, "desktop"))
        self.desktop.cleared()

    def walk(self, name):
        """A check-in, each of its questions answered by a button; then something to read, waved away by one."""
        self.begin(name)
        number = self.on_screen("checkin/evening")
        for place, item, value in (2, "missing-calm", "some"), (1, "need-alone", "no"), (1, "regained", None):
            self.lab.eventually(lambda: self.lab.open_prompts()[0]["item"] == item, what=f"the question {item}")
            self.desktop.picture("checkin-" + item)
            self.desktop.press(place, f"={value or ''}")
            self.answered(item, value)
        self.ended(number, "answered")
        number = self.on_screen("nudge/reading")
        self.desktop.picture("nudge")
        self.desktop.press(3, "dismiss")
        self.ended(number, "dismissed")


def add_test(name):
    setattr(Desktops, "test_a_button_pressed_on_" + name.replace("-", "_"), lambda self: self.walk(name))


for one, (_, program) in servers.SERVERS.items():
    if one in ALWAYS or program:
        add_test(one)

if __name__ == "__main__":
    lab.main()
