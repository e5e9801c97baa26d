"""The store: facts for ever, points for a week, in one SQLite file."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    tuple_,
    union,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from hub.effects import Chart
from hub.outside import schema
from hub.rooms.facts import FACTS, AnyFact
from ward.rooms import RoomId
from ward.units import Instant, Span

KEEP_POINTS = timedelta(days=7)
PRUNE_MOST = 5_000  # points in one small step
POINTS_SHOWN = 400  # of one series, on one chart
FACTS_AT_A_TIME = 1_000  # held while replaying
BUSY_MS = 5_000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PRAGMAS = (
    "synchronous=FULL",
    f"busy_timeout={BUSY_MS}",
    "foreign_keys=ON",
)

Line = tuple[str, str, str]


class StoreError(Exception):
    """The store cannot be used, or did not take what it was given; the text is for people."""


class Store:
    """One file, one writer: whoever opens it second is refused.

    ``commit`` and ``prune`` belong to one thread; ``points`` may be asked for by any. What
    ``commit`` returned from is on the disk, whatever happens next; a commit that raises stored
    nothing of it.
    """

    def __init__(self, path: Path, *, keep_points: Span = KEEP_POINTS) -> None:
        self.path = path
        self._keep_points = keep_points
        self._lines: dict[Line, int] = {}
        self._lock = _only_writer(path)
        self._engine = _engine(path)
        try:
            self._open()
        except (StoreError, DBAPIError) as refused:
            self.close()
            raise _plain(path, refused) from None

    def _open(self) -> None:
        """Nothing is written to a file before it is known to be a store."""
        with self._engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            if schema.is_empty(connection):
                schema.create(connection)
            if wrong := schema.what_is_wrong(connection):
                raise StoreError(wrong)
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            for line in connection.execute(select(schema.lines)):
                self._lines[line.room, line.series, line.sensor] = line.id

    def commit(self, facts: Sequence[AnyFact], points: Sequence[Chart]) -> None:
        """All of it or nothing, on the disk. Raises ``StoreError``."""
        try:
            with self._engine.begin() as connection:
                if facts:
                    connection.execute(insert(schema.facts), [_row(fact) for fact in facts])
                if points:
                    self._chart(connection, points)
        except DBAPIError as refused:
            raise _plain(self.path, refused) from refused

    def _chart(self, connection: Connection, points: Sequence[Chart]) -> None:
        rows = [
            {"line": self._line(connection, point), "at": _micros(point.at), "value": point.value}
            for point in points
        ]
        connection.execute(insert(schema.points).prefix_with("OR IGNORE"), rows)

    def _line(self, connection: Connection, point: Chart) -> int:
        """The number of this point's line. Forgotten with the process if its commit fails."""
        line = (str(point.room), str(point.series), point.sensor)
        if line not in self._lines:
            named = dict(zip(("room", "series", "sensor"), line, strict=True))
            made = connection.execute(insert(schema.lines).returning(schema.lines.c.id), named)
            self._lines[line] = made.scalar_one()
        return self._lines[line]

    def facts(self) -> Iterator[AnyFact]:
        """Every fact, in the order in which they were stored. Raises ``StoreError``."""
        asked = select(schema.facts.c.id, schema.facts.c.body).order_by(schema.facts.c.id)
        try:
            with self._engine.connect() as connection:
                streamed = connection.execution_options(yield_per=FACTS_AT_A_TIME)
                for number, body in streamed.execute(asked):
                    yield _fact(self.path, number, body)
        except DBAPIError as refused:
            raise _plain(self.path, refused) from None

    def points(
        self,
        room: RoomId,
        series: str,
        since: Instant,
        *,
        sensor: str | None = None,
        most: int = POINTS_SHOWN,
    ) -> tuple[tuple[Instant, float], ...]:
        """Points of one series since then, oldest first, of one sensor or of all.

        Where there are more than ``most``, each stretch of time is shown by its lowest and its
        highest point: no extreme is lost, none is invented, and a gap stays a gap.
        """
        numbers = [
            number
            for (room_name, name, by), number in self._lines.copy().items()
            if room_name == str(room) and name == series and sensor in (None, by)
        ]
        with self._engine.connect() as connection:
            found = connection.execute(_thinned(numbers, _micros(since), most)).all()
        return tuple((_EPOCH + at * _MICROSECOND, value) for at, value in found)

    def prune(self, now: Instant) -> int:
        """Forget points older than is kept, a few thousand at most; how many went."""
        before = _micros(now - self._keep_points)
        gone = 0
        try:
            with self._engine.begin() as connection:
                for number in self._lines.values():
                    if gone < PRUNE_MOST:
                        old = _oldest(number, before, PRUNE_MOST - gone)
                        gone += connection.execute(old).rowcount
        except DBAPIError as refused:
            raise _plain(self.path, refused) from refused
        return gone

    def close(self) -> None:
        self._engine.dispose()
        os.close(self._lock)


def _only_writer(path: Path) -> int:
    """A lock that goes with the process, however it ends."""
    try:
        lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as refused:
        raise StoreError(f"{path}: the store cannot be opened ({refused.strerror}).") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise StoreError(f"{path}: another hub has this store open.") from None
    return lock


def _engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)))

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _plain(path: Path, refused: StoreError | DBAPIError) -> StoreError:
    """One sentence, without the statement and its parameters, which are about people."""
    words = str(refused.orig) if isinstance(refused, DBAPIError) else str(refused)
    return StoreError(f"{path} {words}." if words.startswith("is ") else f"{path}: {words}.")


def _row(fact: AnyFact) -> dict[str, object]:
    return {
        "room": str(fact.room),
        "at": _micros(fact.at),
        "fact": fact.fact,
        "body": fact.model_dump_json(),
    }


def _fact(path: Path, number: int, body: str) -> AnyFact:
    try:
        return FACTS.validate_json(body)
    except ValidationError as wrong:
        kind = wrong.errors(include_url=False, include_input=False)[0]["type"]
        raise StoreError(f"{path}: fact {number} cannot be read ({kind}).") from None


def _micros(at: Instant) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _thinned(numbers: Sequence[int], since: int, most: int) -> Any:
    """The lowest and the highest point of each stretch; SQLite gives the row of its min or max."""
    at, value = schema.points.c.at, schema.points.c.value
    wanted = schema.points.c.line.in_(numbers) & (at >= since)
    newest = select(func.max(at)).where(wanted).scalar_subquery()
    count = select(func.count()).select_from(schema.points).where(wanted).scalar_subquery()
    stretch = func.iif(count <= most, 1, 1 + (newest - since) // max(1, most // 2))
    group = (at - since) // stretch
    lowest = select(at.label("at"), func.min(value).label("value")).where(wanted).group_by(group)
    highest = select(at.label("at"), func.max(value).label("value")).where(wanted).group_by(group)
    return union(lowest, highest).order_by("at", "value")


def _oldest(number: int, before: int, most: int) -> Any:
    line, at = schema.points.c.line, schema.points.c.at
    old = select(line, at).where(line == number, at < before).order_by(at).limit(most)
    return delete(schema.points).where(tuple_(line, at).in_(old))
