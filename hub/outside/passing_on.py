"""Passing on: what is stored goes on to a series database, which the hub never waits for."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Protocol

from hub.measurements import Point, lines
from hub.outside import outgoing
from hub.outside.outgoing import Stretch
from hub.outside.store import Store, StoreError
from hub.outside.threads import Threads
from hub.panel.behind import Behind
from ward.units import Instant

EVERY_S = 10.0  # points that come meanwhile share a request
SOON_S = 0.1  # while more wait than go at once
AT_ONCE = 2_000  # points of one request: to put them into words takes the loop's interpreter 10 ms
COUNT_EVERY = 3  # tries of a database that is not reached, before what waits is counted again
ALONE_LEAST = 100  # points refused together that are given up and not tried in halves
TRY_MOST_S = 60.0  # of one try, halves and all
HANGS = "an earlier request has not come back"

_log = logging.getLogger(__name__)


class NotReachedError(Exception):
    """The database has none of it, or it is not known whether it has; why, without a secret."""


class RefusedError(Exception):
    """The database was reached, and will not have some of these points however often."""


class Database(Protocol):
    """Where it goes: ``hub.outside.influx.Influx``."""

    def write(self, lines: str) -> None:
        """In a thread. Raises ``NotReachedError`` and ``RefusedError``."""


class PassingOn:
    """Gives a database what the store has and it has not, again and again.

    Points lie on the hub's disk already, and a mark says how far each line has been passed on: so
    nothing is lost while the database is away, and nothing waits for it. What it was given twice
    is one point there, by its time and its tags. What is forgotten before it went is counted.
    """

    def __init__(
        self, store: Store, writer: Executor, database: Database, now: Callable[[], Instant]
    ) -> None:
        self.behind: Behind | None = None
        self.counters = Counter({"points passed on": 0})
        self._store = store
        self._writer = writer
        self._database = database
        self._now = now
        self._threads = Threads(1)
        self._tries = 0

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            more = False
            try:
                more = await self.step()
            except StoreError:  # whoever records something says so too, and louder
                self.counters["passings on that failed"] += 1
            except Exception:  # noqa: BLE001  (nothing of the ward hangs on it)
                self.counters["passings on that failed"] += 1
                _log.exception("nothing was passed on to the series database")
            await asyncio.sleep(SOON_S if more else EVERY_S)

    async def step(self) -> bool:
        """The next points, once; whether there may be more."""
        stretches = await asyncio.to_thread(self._next)
        if not stretches:
            return False
        points = [point for stretch in stretches for point in stretch.points]
        if why := await self._asked(points):
            await self._not_reached(why)
            return False
        await asyncio.get_running_loop().run_in_executor(self._writer, self._mark, stretches)
        self.counters["points passed on"] += len(points)
        self._reached()
        return len(points) >= AT_ONCE

    async def _asked(self, points: Sequence[Point]) -> str:
        """Why the database has not got them. A call that does not come back is left behind."""
        asked = self._threads.call(lambda: self._given(points))
        if asked is None:
            return HANGS
        done, _ = await asyncio.wait({asked}, timeout=TRY_MOST_S)
        return asked.result() if done else HANGS

    def _next(self) -> Sequence[Stretch]:
        return self._store.look(lambda at, series: outgoing.waiting(at, series.leaving, AT_ONCE))

    def _mark(self, stretches: Sequence[Stretch]) -> None:
        self._store.step(lambda at, series: series.passed_on(at, stretches))

    def _given(self, points: Sequence[Point]) -> str:
        """In a thread: empty when the database has them, or never will; else why it has not."""
        try:
            self._database.write("\n".join(lines(points)))
        except NotReachedError as why:
            return str(why)
        except RefusedError as why:
            if len(points) > ALONE_LEAST:
                half = len(points) // 2
                return self._given(points[:half]) or self._given(points[half:])
            self.counters["points that the series database refused"] += len(points)
            _log.warning("%d points were refused by the series database: %s", len(points), why)
        return ""

    async def _not_reached(self, why: str) -> None:
        """Said once in the log, and on the panel for as long as it is so."""
        if self.behind is None:
            _log.warning("the series database is not reached: %s", why)
        if self._tries % COUNT_EVERY == 0:
            waits, dropped = await asyncio.to_thread(self._count)
            since = self.behind.since if self.behind else self._now()
            self.behind = Behind(since, waits, dropped)
        self._tries += 1

    def _count(self) -> tuple[int, int]:
        return self._store.look(
            lambda at, series: (outgoing.count(at, series.leaving), series.dropped)
        )

    def _reached(self) -> None:
        if self.behind is not None:
            _log.warning("the series database is reached again")
        self.behind, self._tries = None, 0
