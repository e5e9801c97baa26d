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
PRUNE_PAUSE_S = 0.05  # between two small steps


class Writer:
    """What it is given it stores, however often it has to try.

    ``late`` is called when a commit takes long, ``failed`` with the reason when it is refused or
    takes very long. Once ``ending``, a refusal is the end: ``StoreError``.
    """

    def __init__(
        self, store: Store, *, late: Callable[[], None], failed: Callable[[str], None]
    ) -> None:
        self.ending = False
        self._store = store
        self._late = late
        self._failed = failed
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    async def commit(self, turn: Turn) -> Head:
        """The journal's head once it is stored."""
        loop = asyncio.get_running_loop()
        taken = tuple(turn.taken.values())
        while True:
            committing = loop.run_in_executor(
                self.thread, self._store.commit, turn.facts, turn.points, taken
            )
            try:
                await self._patiently(committing)
                return await committing
            except StoreError as refused:
                self._failed(str(refused))
                if self.ending:
                    raise
            await asyncio.sleep(AGAIN_AFTER_S)

    async def _patiently(self, committing: asyncio.Future[Head]) -> None:
        if await _done(committing, LATE_AFTER_S):
            return
        self._late()
        if not await _done(committing, FAILED_AFTER_S - LATE_AFTER_S):
            self._failed(f"the disk has not answered for {FAILED_AFTER_S:.0f} s")

    async def prune(self, now: Callable[[], Instant]) -> None:
        """Once an hour forget what is past keeping, between commits, a little at a time."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                gone = await loop.run_in_executor(self.thread, self._store.prune, now())
            except StoreError:
                gone = 0  # the next commit will say so too, and louder
            await asyncio.sleep(PRUNE_PAUSE_S if gone else PRUNE_EVERY_S)

    def close(self) -> None:
        self.thread.shutdown(wait=False, cancel_futures=True)


async def _done(committing: asyncio.Future[Head], within_s: float) -> bool:
    done, _ = await asyncio.wait((committing,), timeout=within_s)
    return bool(done)
