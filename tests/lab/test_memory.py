#!/usr/bin/python3
"""Memory over a life of prompts: the short one of tests/bench/bench-memory.c; `make soak` is the long one."""
import os
import subprocess
import tempfile

import lab

PROMPTS = 1000  # 250 days
GROWTH = 500    # KiB; half of that is SQLite's cache filling up and what is remembered, a leak of 1 KiB a prompt as much again
BENCH = os.path.join(lab.OUT, "tests", "bench", "bench-memory")


class Memory(lab.LabTest):
    bus = False

    def in_memory(self):
        """A folder that is no disk's, where there is one."""
        folder = tempfile.TemporaryDirectory(prefix="steady-lab-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        self.addCleanup(folder.cleanup)
        return folder.name

    def live(self, prompts, growth):
        return subprocess.run([BENCH], cwd=lab.ROOT, env={**os.environ, "O": lab.OUT, "TMPDIR": self.in_memory(), "PROMPTS":
                              str(prompts), "GROWTH": str(growth)}, stdout=subprocess.PIPE, text=True, timeout=300, check=False)

    if lab.SLOW == 1:  # sanitizers keep what was freed
        def test_a_thousand_prompts_later_the_daemon_is_hardly_bigger(self):
            done = self.live(PROMPTS, GROWTH)
            self.assertEqual(done.returncode, 0, done.stdout)


if __name__ == "__main__":
    lab.main()
