"""False clocks for Steady's programs in the lab, and the hand that moves them; the other end is clock.c."""
import datetime
import mmap
import os
import struct
import time

import lab

SECOND = 1_000_000
MINUTE, HOUR = 60 * SECOND, 3600 * SECOND
AT_ONCE, BEFORE_ARMING, BETWEEN_READINGS = range(3)


def moment(text):
    """Microseconds of a moment of UTC: "2026-06-01 10:00"."""
    return int(datetime.datetime.fromisoformat(text + "+00:00").timestamp()) * SECOND


class Clock:
    """The clocks of the programs that are started from now on: the wall says `begin`, and goes on from there."""

    def __init__(self, session, begin):
        self.session = session
        self.path = session.path("clock")
        with open(self.path, "wb") as out:
            out.write(bytes(mmap.PAGESIZE))
        with open(self.path, "r+b") as file:
            self.moved = mmap.mmap(file.fileno(), 0)
        os.mkfifo(self.path + ".do")
        self.set(begin)
        session.steady_env |= {"STEADY_LAB_CLOCK": self.path, "LD_PRELOAD": lab.preload("clock", "etc")}

    def read(self):
        """Microseconds that the wall and the boot clock are ahead, and the count of commands obeyed."""
        return struct.unpack_from("=qqq", self.moved)

    def now(self):
        return time.time_ns() // 1000 + self.read()[0]

    def listener(self):
        """The fifo's end for writing, or None while no daemon runs."""
        try:
            return os.open(self.path + ".do", os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            return None

    def move(self, wall, boot, when=AT_ONCE, wait=True):
        """Each clock goes ahead by so many microseconds more: done by the daemon while one runs, else here."""
        fifo, (wall_before, boot_before, count) = self.listener(), self.read()
        if fifo is None:
            struct.pack_into("=qqq", self.moved, 0, wall_before + wall, boot_before + boot, count + 1)
            return
        os.write(fifo, f"{wall} {boot} {when}\n".encode())
        os.close(fifo)
        if wait:
            self.await_move(count)

    def await_move(self, count):
        self.session.eventually(lambda: self.read()[2] > count, what="the clocks being moved")

    def step(self, span, **how):
        """Somebody sets the clock: the wall goes ahead, or back."""
        self.move(span, 0, **how)

    def set(self, wall, **how):
        """The same, to a moment."""
        self.step(wall - self.now(), **how)

    def suspend(self, span, **how):
        """The machine sleeps so long: the wall and the boot clock go on, the monotonic one does not."""
        self.move(span, span, **how)

    def suspend_until(self, wall, **how):
        self.suspend(wall - self.now(), **how)
