"""Passing on: what is stored goes on to a series database, which the hub never waits for."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from typing import NamedTuple, Protocol

from hub.measurements import Point, lines
from hub.outside import outgoing
from hub.outside.outgoing import Stretch
from hub.outside.store import Store, StoreError
from hub.outside.threads import Threads
from hub.panel.behind import Behind
from ward.units import Instant, hours

EVERY_S = 10.0  # points that come meanwhile share a request
SOON_S = 0.1  # while more wait than go at once
AT_ONCE = 2_000  # points of one request: to put them into words takes the loop's interpreter 10 ms
COUNT_EVERY = 3  # tries of a database that is not reached, before what waits is counted again
FEW = 250  # points of one request once some were refused: to halve them takes 500 requests at most
TRIED_ALONE = 16  # points of either kind, before it is believed that it refuses whatever it is sent
REFUSED_SHOWN = hours(1)  # on the panel, after the last that was refused
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


class Came(NamedTuple):
    """What came of points: why it has none of them, or which it will never have, and its word."""

    not_reached: str = ""
    refused: tuple[Point, ...] = ()
    word: str = ""
    are_too_many: bool = False


class PassingOn:
    """Gives a database what the store has and it has not, again and again.

    Points lie on the hub's disk already, and a mark says how far each line has been passed on: so
    nothing is lost while the database is away, and nothing waits for it. What it was given twice
    is one point there, by its time and its tags. What is forgotten before it went is counted.

    A point that is refused is given up, and it alone; but only by a database that takes others at
    the same time. Whoever refuses whatever it is sent is not reached, and everything waits.
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
        self._most = AT_ONCE
        self._said = set[str]()

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
        most = self._most
        stretches = await asyncio.to_thread(self._next, most)
        if not stretches:  # which says nothing of whether it is reached
            self._forget_refused()
            return False
        points = [point for stretch in stretches for point in stretch.points]
        came = await self._asked(points)
        if came.not_reached:
            await self._not_reached(came.not_reached)
            return False
        self._most = FEW if came.are_too_many or came.refused else AT_ONCE
        if came.are_too_many:
            return True
        await asyncio.get_running_loop().run_in_executor(self._writer, self._mark, stretches)
        self.counters["points passed on"] += len(points) - len(came.refused)
        self._reached(came)
        return len(points) >= most

    async def _asked(self, points: Sequence[Point]) -> Came:
        """What came of them. A call that does not come back is left behind."""
        found = list[Came]()

        def ask() -> str:
            found.append(self._given(points))
            return ""

        asked = self._threads.call(ask)
        if asked is None:
            return Came(HANGS)
        done, _ = await asyncio.wait({asked}, timeout=TRY_MOST_S)
        if not done:
            return Came(HANGS)
        return found[0] if found else Came(asked.result())

    def _next(self, most: int) -> Sequence[Stretch]:
        return self._store.look(lambda at, series: outgoing.waiting(at, series.leaving, most))

    def _mark(self, stretches: Sequence[Stretch]) -> None:
        self._store.step(lambda at, series: series.passed_on(at, stretches))

    def _given(self, points: Sequence[Point]) -> Came:
        """In a thread."""
        try:
            self._database.write("\n".join(lines(points)))
        except NotReachedError as why:
            return Came(str(why))
        except RefusedError as why:
            try:
                return self._without_refused(points, str(why))
            except NotReachedError as gone:
                return Came(str(gone))
        return Came()

    def _without_refused(self, points: Sequence[Point], word: str) -> Came:
        """All but those that it refuses by themselves. Raises ``NotReachedError``.

        One that it takes is found first, and it has to take it still when all were tried: else
        it may be what stands before the database that answers, and no point was weighed.
        """
        taken = next((one for one in self._samples(points) if not self._refuses([one])), None)
        if taken is None:
            raise NotReachedError(f"{word} to every point")
        if len(points) > FEW:
            return Came(are_too_many=True)
        refused = tuple(self._refused_of(points))
        if self._refuses([taken]):
            raise NotReachedError(f"{word} to every point")
        return Came(refused=refused, word=word)

    def _samples(self, points: Sequence[Point]) -> Iterator[Point]:
        """The newest of any line, gone already or not, and some of these, from end to end."""
        yield from self._store.look(
            lambda at, series: outgoing.newest(at, series.leaving, TRIED_ALONE)
        )
        yield from points[:: max(1, len(points) // TRIED_ALONE)]

    def _refused_of(self, points: Sequence[Point]) -> Iterator[Point]:
        """Of what was refused together. The rest it has by then."""
        if len(points) == 1:
            yield from points
            return
        half = len(points) // 2
        for some in (points[:half], points[half:]):
            if self._refuses(some):
                yield from self._refused_of(some)

    def _refuses(self, points: Sequence[Point]) -> bool:
        """Raises ``NotReachedError``."""
        try:
            self._database.write("\n".join(lines(points)))
        except RefusedError:
            return True
        return False

    async def _not_reached(self, why: str) -> None:
        """Said once in the log, and on the panel for as long as it is so."""
        known = None if self.behind is None or self.behind.is_reached else self.behind
        if known is None:
            _log.warning("the series database is not reached: %s", why)
            self._tries = 0
        if self._tries % COUNT_EVERY == 0:
            waits, dropped = await asyncio.to_thread(self._count)
            self.behind = Behind(known.since if known else self._now(), waits, dropped, why)
        self._tries += 1

    def _count(self) -> tuple[int, int]:
        return self._store.look(
            lambda at, series: (outgoing.count(at, series.leaving), series.dropped)
        )

    def _reached(self, came: Came) -> None:
        """What it refused meanwhile stays on the panel for a while."""
        if self.behind is not None and not self.behind.is_reached:
            _log.warning("the series database is reached again")
            self.behind = None
        self._tries = 0
        if came.refused:
            self._refused(came)
        self._forget_refused()

    def _forget_refused(self) -> None:
        known = self.behind
        if known and known.is_reached and self._now() > known.since + REFUSED_SHOWN:
            self.behind = None

    def _refused(self, came: Came) -> None:
        """Counted apart, said of each series once in the log, and shown with what it answers."""
        self.counters["points that the series database refused"] += len(came.refused)
        for one in came.refused:
            if one.series not in self._said:
                self._said.add(one.series)
                of = (one.series, one.room, came.word)
                _log.warning("a point was refused by the series database, of %s in %s: %s", *of)
        refused = self.counters["points that the series database refused"]
        self.behind = Behind(self._now(), 0, why=came.word, refused=refused)
