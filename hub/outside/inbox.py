"""The inbox: what happened, from any thread, until the hub's loop takes it."""

import asyncio
import threading
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")

MESSAGES_MOST = 20_000


class Inbox(Generic[T]):
    """First in, first out, bounded for messages: what exceeds the bound is dropped and counted.

    A message that is dropped here was not receipted, so the node that owes it says it again.
    What is ``urgent`` (the broker's coming and going, what people do) is few, and never dropped.
    """

    def __init__(self, *, most: int = MESSAGES_MOST) -> None:
        self.dropped = 0
        self.high_water = 0
        self._most = most
        self._waiting: deque[T] = deque()
        self._loop = asyncio.get_running_loop()
        self._something = asyncio.Event()
        self._told = False
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, thing: T, *, urgent: bool = False) -> None:
        """From any thread."""
        with self._lock:
            if len(self._waiting) >= self._most and not urgent:
                self.dropped += 1
                return
            self._waiting.append(thing)
            self.high_water = max(self.high_water, len(self._waiting))
            told, self._told = self._told, True
        if not told:
            self._loop.call_soon_threadsafe(self._something.set)

    def take(self) -> T | None:
        """The oldest, if there is one."""
        return self._waiting.popleft() if self._waiting else None

    def wake(self) -> None:
        """Let whoever waits look up. From the loop."""
        self._something.set()

    async def wait(self, within_s: float) -> None:
        """Until something is there, but no longer than this."""
        if self._waiting:
            return
        with self._lock:
            self._something.clear()
            self._told = bool(self._waiting)
            if self._told:
                return
        try:
            async with asyncio.timeout(within_s):
                await self._something.wait()
        except TimeoutError:
            return
