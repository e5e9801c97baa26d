"""A store read and not written, also while a hub writes it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from hub.journal.chain import Entry, Linked
from hub.outside import journal, pins, schema, sealing, sqlite
from hub.outside.sealing import Keys
from hub.outside.store import StoreError
from hub.rooms.facts import AnyFact
from ward.announcements import Head
from ward.rooms import RoomId
from ward.units import Instant

if TYPE_CHECKING:
    from hub.estates.trace import Trace

ENTRIES_AT_A_TIME = 1_000


class DamagedError(Exception):
    """The file cannot be read on; the text says why, after which the rest is unknown."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A snapshot as it stands there, believed or not."""

    entry: int
    stamp: str
    rooms: Mapping[str, bytes]


class Reading:
    """One moment of a store: what is committed meanwhile is not seen.

    Raises ``StoreError`` for whatever is no store, ``DamagedError`` where one cannot be read on.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise StoreError(f"{path}: there is no such file.")
        self._engine = sqlite.reading_engine(path)
        wrong: str | None
        try:
            self._connection = self._engine.connect()
            wrong = sqlite.what_cannot_be_read(self._connection)
        except DBAPIError as refused:
            wrong = sqlite.words_of(refused)
        if wrong:
            self._engine.dispose()
            raise StoreError(sqlite.plain(path, wrong))

    def last(self) -> int:
        """The highest number of an entry; 0 for none."""
        asked = select(schema.entries.c.number).order_by(schema.entries.c.number.desc()).limit(1)
        with _damage():
            return int(self._connection.execute(asked).scalar() or 0)

    def span(self) -> tuple[Instant, Instant]:
        """The earliest and the latest moment at which anything was written down of a room."""
        at, room = schema.entries.c.at, schema.entries.c.room
        asked = select(func.min(at), func.max(at)).where(room != "")
        with _damage():
            first, last = self._connection.execute(asked).one()
        return schema.instant(first or 0), schema.instant(last or 0)

    def entries(self) -> Iterator[Linked]:
        """Every entry as it stands there, by its number; text as the bytes that are stored."""
        streamed = self._connection.execution_options(yield_per=ENTRIES_AT_A_TIME)
        with _damage():
            for number, room, at, kind, body, digest in streamed.exec_driver_sql(sqlite.AS_BYTES):
                if type(at) is not int or None in (room, kind, body, digest):
                    raise DamagedError(f"entry {number} lacks what every entry has")
                yield Linked(Entry(number, room, at, kind, body), digest)

    def heads(self) -> list[Head]:
        try:
            with _damage():
                return journal.heads(self._connection)
        except (ValueError, OverflowError):
            raise DamagedError("a head that is kept in it is none that a hub signs") from None

    def keys(self) -> Keys:
        """Those that were not discarded."""
        with _damage():
            return sealing.read(self._connection)

    def facts(self, after: int = 0) -> Iterator[tuple[int, AnyFact]]:
        """With their words, as far as there are keys. Raises ``UnreadableFactError`` too."""
        with _damage():
            yield from journal.facts(self._connection, after)

    def snapshot(self) -> Stored | None:
        with _damage():
            row = self._connection.execute(select(schema.snapshots)).first()
            rooms = self._connection.execute(select(schema.snapshot_rooms)).all()
        return Stored(row.entry, row.stamp, {one.room: one.state for one in rooms}) if row else None

    def pins_set(self) -> Mapping[str, Instant]:
        """Since when each who has a PIN has it; nobody, in a store of before there were any."""
        with _damage():
            if sqlite.version(self._connection) < schema.PINS_SINCE:
                return {}
            return pins.when_set(self._connection)

    def courses(
        self, room: RoomId, series: Collection[str], since: Instant, until: Instant
    ) -> "Mapping[tuple[str, str], Trace]":
        """Every point of these series of a room, by series and sensor."""
        from hub.outside.courses import courses  # noqa: PLC0415  (numpy, which nobody else needs)

        with _damage():
            return courses(self._connection, room, series, since, until)

    def foreign_triggers(self) -> list[str]:
        with _damage():
            return sqlite.foreign_triggers(self._connection)

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except DBAPIError as refused:
        raise DamagedError(sqlite.words_of(refused)) from None
