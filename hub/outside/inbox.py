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
        self._something = asyncio.Event()

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
        self._something.set()

    def take(self) -> T | None:
        """The oldest, if there is one."""
        self._high = self.high_water
        return self._waiting.popleft() if self._waiting else None

    def wake(self) -> None:
        """Let whoever waits look up."""
        self._something.set()

    async def wait(self, within_s: float) -> None:
        """Until something is there, but no longer than this."""
        if self._waiting:
            return
        self._something.clear()
        try:
            async with asyncio.timeout(within_s):
                await self._something.wait()
        except TimeoutError:
            return
