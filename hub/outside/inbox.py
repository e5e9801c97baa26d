"""The inbox: what happened, until the hub has its turn."""

import asyncio
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")

MESSAGES_MOST = 20_000


class Inbox(Generic[T]):
    """First in, first out, bounded for messages: what exceeds the bound is dropped and counted.

    A message that is dropped here was not receipted, so the node that owes it says it again.
    What is ``urgent`` (the broker's coming and going, what people do) is few, and never dropped.
    All of it in the hub's own loop.
    """

    def __init__(self, *, most: int = MESSAGES_MOST) -> None:
        self.dropped = 0
        self._most = most
        self._high = 0
        self._waiting: deque[T] = deque()
        self._woken: asyncio.Future[None] | None = None  # of whoever waits

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def high_water(self) -> int:
        """The most that ever waited."""
        return max(self._high, len(self._waiting))

    def put(self, thing: T, *, urgent: bool = False) -> None:
        if len(self._waiting) >= self._most and not urgent:
            self.dropped += 1
            return
        self._waiting.append(thing)
        self.wake()

    def take(self) -> T | None:
        """The oldest, if there is one."""
        self._high = self.high_water
        return self._waiting.popleft() if self._waiting else None

    def wake(self) -> None:
        """Let whoever waits look up."""
        if self._woken is not None and not self._woken.done():
            self._woken.set_result(None)

    async def wait(self, within_s: float) -> None:
        """Until something is there, but no longer than this. For one alone."""
        if self._waiting:
            return
        loop = asyncio.get_running_loop()
        self._woken = loop.create_future()  # an Event and a timeout cost an alarm 50 µs
        late = loop.call_later(within_s, self.wake)
        try:
            await self._woken
        finally:
            late.cancel()
