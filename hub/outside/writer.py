"""The writer: commits on a thread of its own, one at a time, until each is on the disk."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from hub.outside.store import Store, StoreError
from hub.outside.turn import Turn
from ward.announcements import Head
from ward.units import Instant

LATE_AFTER_S = 2.0  # then alarms are told unrecorded
FAILED_AFTER_S = 10.0  # then a disk that says nothing is as good as one that refuses
AGAIN_AFTER_S = 1.0
PRUNE_EVERY_S = 3600.0
ROLL_EVERY_S = 60.0
PAUSE_S = 0.05  # between two small steps


class Writer:
    """What it is given it stores, however often it has to try.

    ``at_the_disk`` is called when a commit waits for nothing but the disk, ``late`` when one takes
    long, ``failed`` with the reason when it is refused or takes very long. Once ``ending``, a
    refusal is the end: ``StoreError``.
    """

    def __init__(
        self,
        store: Store,
        *,
        at_the_disk: Callable[[], None],
        late: Callable[[], None],
        failed: Callable[[str], None],
    ) -> None:
        self.ending = False
        self._at_the_disk = at_the_disk
        self._store = store
        self._late = late
        self._failed = failed
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    async def commit(self, turn: Turn) -> Head:
        """The journal's head once it is stored."""
        loop = asyncio.get_running_loop()
        taken = tuple(turn.taken.values())

        def at_the_disk() -> None:
            loop.call_soon_threadsafe(self._at_the_disk)

        while True:
            committing = loop.run_in_executor(
                self.thread,
                self._store.commit,
                turn.facts,
                turn.points,
                taken,
                at_the_disk,
                turn.pins,
            )
            try:
                return await self._patiently(committing)
            except StoreError as refused:
                self._failed(str(refused))
                if self.ending:
                    raise
            await asyncio.sleep(AGAIN_AFTER_S)

    async def _patiently(self, committing: asyncio.Future[Head]) -> Head:
        """What it comes to, with a word when that takes long. Raises what such a word raised."""
        loop, waiting = asyncio.get_running_loop(), asyncio.current_task()
        broken: list[Exception] = []

        def say(word: Callable[[], None]) -> None:
            try:
                word()
            except Exception as wrong:  # noqa: BLE001  (raised by whoever waits)
                broken.append(wrong)
                if waiting is not None:
                    waiting.cancel()

        words = (
            loop.call_later(LATE_AFTER_S, say, self._late),
            loop.call_later(FAILED_AFTER_S, say, self._does_not_answer),
        )
        try:
            return await committing
        except asyncio.CancelledError:
            if broken:
                raise broken[0] from None
            raise
        finally:
            for word in words:
                word.cancel()

    def _does_not_answer(self) -> None:
        self._failed(f"the disk has not answered for {FAILED_AFTER_S:.0f} s")

    async def prune(self, now: Callable[[], Instant]) -> None:
        """Once an hour forget what is past keeping, between commits, a little at a time."""
        await self._now_and_then(self._store.prune, now, PRUNE_EVERY_S)

    async def roll_up(self, now: Callable[[], Instant]) -> None:
        """Once a minute roll up the hours that are over, or reached by a late point, likewise."""
        await self._now_and_then(self._store.roll_up, now, ROLL_EVERY_S)

    async def _now_and_then(
        self, step: Callable[[Instant], int], now: Callable[[], Instant], every_s: float
    ) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                done = await loop.run_in_executor(self.thread, step, now())
            except StoreError:
                done = 0  # the next commit will say so too, and louder
            await asyncio.sleep(PAUSE_S if done else every_s)

    def close(self) -> None:
        self.thread.shutdown(wait=False, cancel_futures=True)
