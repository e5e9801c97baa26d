"""The trial of the call button's line: let go of its current, and take it up again."""

import asyncio
from collections.abc import Callable
from typing import Any

from edge.call_line import BROKEN
from edge.events import Event, LineSensed, LineTried

STEP_S = 0.5  # for the line, and whatever is at the other end of it, to follow
STUCK = "the button reads as pressed all the time"
DEAF = "its line reads as whole though it carries nothing"
LOST = "its line did not come back"


class LineTrial:
    """One at a time. What the line says meanwhile is part of the trial, and nobody's news.

    Surprising: before the first trial has ended the line says nothing at all, because whatever
    feeds it may be slower to begin than this program.
    """

    def __init__(
        self,
        feed: Any,
        reads: Callable[[], bool],
        is_pressed: Callable[[], bool],
        loop: asyncio.AbstractEventLoop,
        say: Callable[[Event], None],
    ) -> None:
        self._feed, self._reads, self._is_pressed = feed, reads, is_pressed
        self._loop, self._say = loop, say
        self._running, self._ever = False, False
        self._next: asyncio.TimerHandle | None = None

    def senses(self, whole: bool) -> Event | None:
        """What the line's level means at this moment."""
        return LineSensed(whole) if self._ever and not self._running else None

    def begin(self) -> None:
        if self._running:
            return
        self._running = True
        self._feed.on()
        self._then(self._let_go)

    def close(self) -> None:
        """Its devices are to be closed: nothing more is done to them."""
        if self._next is not None:
            self._next.cancel()

    def _then(self, step: Callable[[], None]) -> None:
        self._next = self._loop.call_later(STEP_S, step)

    def _let_go(self) -> None:
        if not self._reads():
            self._end(BROKEN)
        elif self._is_pressed():
            self._end(STUCK)
        else:
            self._feed.off()
            self._then(self._take_up)

    def _take_up(self) -> None:
        deaf = self._reads()
        self._feed.on()
        self._then(lambda: self._look(deaf))

    def _look(self, deaf: bool) -> None:
        if deaf:
            self._end(DEAF)
        else:
            self._end("" if self._reads() else LOST)

    def _end(self, fault: str) -> None:
        self._running, self._ever = False, True
        self._say(LineTried(fault))
