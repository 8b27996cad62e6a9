#!/usr/bin/python3
"""One daemon a person: by the name on the bus, and by a lock beside the store."""
import lab


class Single(lab.LabTest):
    def setUp(self):
        self.lab.write_settings(lab.QUIET_SETTINGS)
        self.first = self.lab.start_steadyd()

    def refused(self, **env):
        second = self.lab.start_steadyd(ready=False, **env)
        self.assertEqual(second.wait(), 1)
        self.assertIn("another steadyd", second.log())
        self.assertTrue(self.first.running())
        self.assertTrue(self.lab.property("Version"))

    def test_a_second_one_on_the_same_store_says_so_and_ends(self):
        self.refused()

    def test_a_second_one_without_a_bus_still_meets_the_lock(self):
        self.refused(DBUS_SESSION_BUS_ADDRESS=f"unix:path={self.lab.dir}/no-bus")

    def test_a_second_one_with_its_own_store_still_meets_the_name(self):
        self.refused(XDG_DATA_HOME=self.lab.path("state"))

    def test_a_bus_of_its_own_lets_a_trial_run_beside(self):
        second = self.lab.start_steadyd(ready=False, XDG_DATA_HOME=self.lab.path("state"),
                                        STEADY_BUS=f"unix:path={self.lab.dir}/no-bus")
        self.lab.eventually(lambda: lab.os.path.exists(self.lab.path("state", "steady", "steady.db")), what="its store")
        self.assertTrue(second.running())
        self.assertEqual(second.stop(), 0)

    def test_when_the_first_was_killed_the_next_one_starts(self):
        self.first.kill()
        self.lab.eventually(lambda: not self.lab.owner(lab.NAME))
        self.first = self.lab.start_steadyd()
        self.assertTrue(self.lab.property("Version"))


if __name__ == "__main__":
    lab.main()
