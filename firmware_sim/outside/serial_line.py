"""A serial line as a pseudo-terminal that a driver opens like any other."""

import os
import select
import tty
from pathlib import Path

READ_AT_ONCE = 4096


class SerialLine:
    """One end of a wire; the other is a terminal with a symlink to it.

    Surprising: like a real wire it does not wait. Bytes sent while nobody has it open, or
    faster than they are read, are dropped and counted.
    """

    def __init__(self, link: Path) -> None:
        self.dropped_bytes = 0
        self._link = link
        self._ours, theirs = os.openpty()
        tty.setraw(theirs)
        self._name = os.ttyname(theirs)
        os.close(theirs)  # held open here, nobody could see whether a driver is there
        os.set_blocking(self._ours, False)
        self._poll = select.poll()
        self._poll.register(self._ours, select.POLLIN)
        link.unlink(missing_ok=True)
        link.symlink_to(self._name)

    def received(self) -> bytes:
        """What a driver has sent since last asked; never waits."""
        events = self._events()
        if not events & select.POLLIN:
            return b""
        try:
            return os.read(self._ours, READ_AT_ONCE)
        except OSError:  # closed by the driver between the two calls
            return b""

    def send(self, sent: bytes) -> None:
        """Put bytes on the wire; never waits."""
        if self._events() & select.POLLHUP:
            self.dropped_bytes += len(sent)
            return
        try:
            written = os.write(self._ours, sent)
        except (BlockingIOError, OSError):
            written = 0
        self.dropped_bytes += len(sent) - written

    def close(self) -> None:
        """Take the line away; the symlink only if it is still this line's."""
        os.close(self._ours)
        if self._link.is_symlink() and str(self._link.readlink()) == self._name:
            self._link.unlink()

    def _events(self) -> int:
        return sum(event for _, event in self._poll.poll(0))
