"""Living: tells whoever supervises this program that its loop still turns, while it does.

A program that hangs looks to its supervisor like one that works. So the loop that must not stand
still says at each turn that it does not, itself: a thread beside it would go on saying so for a
loop that hangs. Where nobody supervises, as at a terminal, nothing happens.

The protocol is systemd's sd_notify(3): datagrams to the socket that ``NOTIFY_SOCKET`` names.
"""

import logging
import os
import socket
import time
from collections.abc import Callable, Mapping

NAMED = "NOTIFY_SOCKET"
SAYS_EVERY_S = 1.0  # a loop turns more often, and each word is a call of the kernel
READY, ALIVE = b"READY=1\nWATCHDOG=1", b"WATCHDOG=1"
ABSTRACT = "@"

_log = logging.getLogger(__name__)


class Living:
    """Call it at each turn of the loop. The first turn is what makes the program ready.

    Surprising: it never raises and never waits. That a word is lost is no reason to end a program
    that lives; if many are, its supervisor ends it.
    """

    def __init__(
        self, environ: Mapping[str, str] = os.environ, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._to = environ.get(NAMED, "")
        self._clock = clock
        self._said_s: float | None = None
        self._lost = False

    def __call__(self) -> None:
        now_s = self._clock()
        if not self._to or (self._said_s is not None and now_s - self._said_s < SAYS_EVERY_S):
            return
        word = READY if self._said_s is None else ALIVE
        if self._says(word):
            self._said_s = now_s

    def _says(self, word: bytes) -> bool:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as speaking:
                speaking.setblocking(False)
                speaking.sendto(word, self._address)
        except OSError as refused:
            if not self._lost:
                _log.warning("the supervisor cannot be told that this program lives: %s", refused)
            self._lost = True
            return False
        self._lost = False
        return True

    @property
    def _address(self) -> str:
        """An abstract one begins with a null byte, for which its name has an ``@``."""
        return f"\0{self._to[1:]}" if self._to.startswith(ABSTRACT) else self._to
