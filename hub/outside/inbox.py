"""The inbox: what happened, until the hub has its turn."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

MESSAGES_MOST = 20_000


def one_lane(_thing: object) -> str:
    """All in the order in which it came."""
    return ""


class Inbox(Generic[T]):
    """Lanes that are heard in turn, one word of each; within a lane first in, first out.

    A room that has a story of twenty minutes to tell so holds up no word of the next room by more
    than one of its own. Bounded for messages: what exceeds the bound is dropped and counted. A
    message that is dropped here was not receipted, so the node that owes it says it again.
    What is ``urgent`` (the broker's coming and going, what people do) is few, and never dropped.
    All of it in the hub's own loop.
    """

    def __init__(
        self, lane_of: Callable[[T], str] = one_lane, *, most: int = MESSAGES_MOST
    ) -> None:
        self.dropped = 0
        self._lane_of = lane_of
        self._most = most
        self._high = self._count = 0
        self._lanes: OrderedDict[str, deque[T]] = OrderedDict()  # none empty; the next is first
        self._woken: asyncio.Future[None] | None = None  # of whoever waits

    def __len__(self) -> int:
        return self._count

    @property
    def high_water(self) -> int:
        """The most that ever waited."""
        return max(self._high, self._count)

    def put(self, thing: T, *, urgent: bool = False) -> None:
        if self._count >= self._most and not urgent:
            self.dropped += 1
            return
        name = self._lane_of(thing)
        lane = self._lanes.get(name)
        if lane is None:
            lane = self._lanes[name] = deque()
        lane.append(thing)
        self._count += 1
        self.wake()

    def take(self) -> T | None:
        """The oldest of the lane whose turn it is, if there is one."""
        self._high = self.high_water
        if not self._count:
            return None
        name, lane = self._lanes.popitem(last=False)
        self._count -= 1
        thing = lane.popleft()
        if lane:
            self._lanes[name] = lane  # behind all others
        return thing

    def wake(self) -> None:
        """Let whoever waits look up."""
        if self._woken is not None and not self._woken.done():
            self._woken.set_result(None)

    async def wait(self, within_s: float) -> None:
        """Until something is there, but no longer than this. For one alone."""
        if self._count:
            return
        loop = asyncio.get_running_loop()
        self._woken = loop.create_future()  # an Event and a timeout cost an alarm 50 µs
        late = loop.call_later(within_s, self.wake)
        try:
            await self._woken
        finally:
            late.cancel()
