"""The store: the journal for ever, points for a week, their hours for years, in one SQLite file."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from hub.effects import Chart, KeepPin, Took
from hub.journal.itself import PERSON_ERASED
from hub.outside import journal, pins, sealing, snapshots, sqlite
from hub.outside import taken as boots
from hub.outside.erasing import LingersError, key_to_discard
from hub.outside.held import Held
from hub.outside.hours import Hour
from hub.outside.journal import UnreadableFactError, Written
from hub.outside.opening import (
    REFUSALS,
    Opened,
    StoreError,
    file_at,
    last_written_at,
    only_writer,
    opened,
    opened_to_write,
    plain,
)
from hub.outside.series import Made, Series
from hub.outside.snapshots import Snapshot
from hub.rooms.facts import AnyFact
from ward.announcements import Head
from ward.rooms import RoomId
from ward.units import Instant, Span

KEEP_POINTS = timedelta(days=7)
POINTS_SHOWN = 400  # of one series, on one chart

__all__ = ["LingersError", "Store", "StoreError"]

Seen = TypeVar("Seen")


def _nothing() -> None: ...


class Store:
    """One file, one writer: whoever opens it second is refused.

    Made while the disk takes nothing it can be read, and each commit tries to open it for good.
    ``leaving`` are the series that a series database is to have.

    ``commit`` and ``step`` belong to one thread; what only reads may be asked for by any. What
    ``commit`` returned from is on the disk, whatever happens next; a commit that raises stored
    nothing of it, and may be tried again.
    """

    def __init__(
        self, path: Path, *, keep_points: Span = KEEP_POINTS, leaving: Collection[str] = ()
    ) -> None:
        self.path = path = Path(os.path.realpath(path))  # by whatever name: one lock, one key
        self._keep_points, self._leaving = keep_points, frozenset(leaving)
        self._boots = boots.Boots()
        self._lock = only_writer(path)
        self.left_off_at = last_written_at(path)  # by the clock of then, before this one writes
        try:
            self._take(opened(path))
        except StoreError:
            os.close(self._lock)
            raise

    def _take(self, opened: Opened) -> None:
        self._key, self._journal, self._series = opened.key, opened.journal, opened.series
        self._series.leaving = self._leaving
        self._engine, self._only_read = opened.engine, opened.only_read
        self._held = Held(opened.engine)
        self._file = file_at(self.path)
        self._in_doubt = False
        self._doubted: tuple[tuple[AnyFact, ...], Written | None] | None = None

    def commit(
        self,
        facts: Sequence[AnyFact],
        points: Sequence[Chart],
        taken: Sequence[Took] = (),
        at_the_disk: Callable[[], None] = _nothing,
        pins_kept: Sequence[KeepPin] = (),
    ) -> Head:
        """All of it or nothing, on the disk; the journal's head then. Raises ``StoreError``.

        ``at_the_disk`` is called once there is nothing left to do but to wait for it.
        """
        if file_at(self.path) != self._file:
            raise StoreError(f"{self.path}: the file was moved, deleted or replaced. Put it back.")
        try:
            self._make_sure()
            if self._was_stored(facts):
                self._doubted = None
                return self._journal.head
            written = self._journal.written(facts)
            self._in_doubt, self._doubted = True, (tuple(facts), written)
            with self._held.begin() as connection:
                if written:
                    self._journal.write(connection, written)
                made = self._series.write(connection, points)
                numbers = self._boots.write(connection, taken)
                pins.write(connection, pins_kept)
                at_the_disk()
        except REFUSALS as refused:
            raise plain(self.path, refused) from refused
        self._in_doubt, self._doubted = False, None
        if written:
            self._journal.took(written)
        self._series.took(made)
        self._boots.took(numbers)
        return self._journal.head

    def _make_sure(self) -> None:
        """Once the disk takes it, open for good; after a commit that failed, look again."""
        if self._only_read:
            self._take(opened_to_write(self.path))
        if self._in_doubt:
            with self._engine.connect() as connection:
                self._journal.load(connection)
                self._series.load(connection)
            self._in_doubt = False

    def _was_stored(self, facts: Sequence[AnyFact]) -> bool:
        """Whether the commit before, of just these, was on the disk though it failed."""
        tried, written = self._doubted or ((), None)
        return written is not None and written.head == self._journal.head and tried == tuple(facts)

    @property
    def head(self) -> Head:
        """The end of the journal, as of the last commit."""
        return self._journal.head

    def erase(self, person: str, *, by: str, why: str) -> None:
        """Discard this person's key: their words are read by nobody again, here or in copies.

        Raises ``StoreError``, also while an episode of that person runs or somebody reads the
        file; ``LingersError`` where it is done and not yet all over the disk.
        """
        try:
            self._make_sure()
            alone = self._overwritten()
        except REFUSALS as refused:
            raise plain(self.path, refused) from refused
        if not alone:
            raise StoreError(f"{self.path}: some other program has it open. Close that first.")
        self._erase(person, by, why)
        try:
            alone = self._overwritten()
        except DBAPIError:
            alone = False
        if not alone:
            raise LingersError(self.path)

    def _erase(self, person: str, by: str, why: str) -> None:
        key = key_to_discard(self.path, self._journal.keys, person)
        self._in_doubt = True
        said = {"key": key.name, "by": by, "why": why, "person": self._key.fingerprint(person)}
        try:
            with self._engine.begin() as connection:
                sealing.discard(connection, key)
                snapshots.discard(connection)
                self._journal.note(connection, PERSON_ERASED, said)
        except DBAPIError as refused:
            raise plain(self.path, refused) from refused

    def _overwritten(self) -> bool:
        """Whether nothing is left beside the file in which older pages can be read."""
        with self._engine.connect() as connection:
            return sqlite.forget_what_was_written_over(connection)

    def snapshot(self, entry: int, stamp: str, rooms: Mapping[RoomId, bytes]) -> None:
        """Keep every room as it stood after that entry, in place of the one before.

        Raises ``StoreError``.
        """
        try:
            with self._engine.begin() as connection:
                snapshots.write(connection, self._key, entry, stamp, rooms)
        except (DBAPIError, LookupError) as refused:
            raise plain(self.path, refused) from refused

    def latest_snapshot(self, stamp: str) -> Snapshot | None:
        """The newest, if it is of this stamp and fits the journal. Raises ``StoreError``."""
        try:
            with self._engine.connect() as connection:
                return snapshots.read(connection, self._key, stamp)
        except DBAPIError as refused:
            raise plain(self.path, refused) from None

    def taken(self) -> tuple[Took, ...]:
        """What is stored of each boot of each node, the newest last. Raises ``StoreError``."""
        try:
            with self._engine.connect() as connection:
                return boots.read(connection)
        except DBAPIError as refused:
            raise plain(self.path, refused) from None
        except (ValueError, LookupError, TypeError):
            words = "what it says of the numbers that nodes gave cannot be read"
            raise StoreError(f"{self.path}: {words}.") from None

    def pin_hash(self, ref: str) -> str | None:
        """Of this member's PIN, if there is one. Raises ``StoreError``."""
        try:
            with self._engine.connect() as connection:
                return pins.hash_of(connection, ref)
        except DBAPIError as refused:
            raise plain(self.path, refused) from None

    def facts(self, after: int = 0) -> Iterator[AnyFact]:
        """Every fact after that entry, in the order in which they were stored.

        Raises ``StoreError``.
        """
        try:
            with self._engine.connect() as connection:
                for _, fact in journal.facts(connection, after):
                    yield fact
        except (DBAPIError, UnreadableFactError) as refused:
            raise plain(self.path, refused) from None

    def facts_since(
        self, since: Instant, most: int, also: Collection[str] = ()
    ) -> tuple[AnyFact, ...]:
        """What is known since then of alarms and of whoever came, the newest ``most`` of it.

        And what is ``also`` asked for, by kinds of facts.

        By any thread. Raises ``StoreError``.
        """
        try:
            with self._engine.connect() as connection:
                return tuple(journal.facts_since(connection, since, most, also))
        except (DBAPIError, UnreadableFactError) as refused:
            raise plain(self.path, refused) from None

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
        return self.look(
            lambda at, lines: lines.points(at, room, series, since, sensor=sensor, most=most)
        )

    def hours(self, room: RoomId, series: str, since: Instant, until: Instant) -> tuple[Hour, ...]:
        """What each hour of one series came to, of every sensor; by any thread."""
        return self.look(lambda at, lines: lines.hours(at, room, series, since, until))

    def roll_up(self, now: Instant) -> int:
        """A few of the hours that are over; how many, and nothing once all are. ``StoreError``."""
        return self.step(lambda at, lines: lines.roll_up(at, now)).gone

    def prune(self, now: Instant) -> int:
        """Forget points older than is kept, some thousands, once rolled up; how many went."""
        before = now - self._keep_points
        return self.step(lambda at, lines: lines.prune(at, before)).gone

    def look(self, at: Callable[[Connection, Series], Seen]) -> Seen:
        """What is seen in the series, by any thread. Raises ``StoreError``."""
        try:
            with self._engine.connect() as connection:
                return at(connection, self._series)
        except DBAPIError as refused:
            raise plain(self.path, refused) from None

    def step(self, do: Callable[[Connection, Series], Made]) -> Made:
        """One small change of the series: on the disk, and then remembered. ``StoreError``."""
        try:
            self._make_sure()
            self._in_doubt = True
            with self._engine.begin() as connection:
                made = do(connection, self._series)
        except REFUSALS as refused:
            raise plain(self.path, refused) from refused
        self._in_doubt = False
        self._series.took(made)
        return made

    def close(self) -> None:
        self._held.let_go()
        self._engine.dispose()
        os.close(self._lock)
