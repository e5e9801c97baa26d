"""A site held against its standards: read from its store, measured room by room, two at a time."""

import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import NamedTuple, Self

from hub.estates.answers import Evidence, Measured, Standing
from hub.estates.catalogue import Catalogue
from hub.estates.clause import Clause, Way
from hub.estates.evidence import past_their_day, standing_looks
from hub.estates.measuring import SERIES, daily, measured
from hub.estates.rooms import standings
from hub.estates.seen import Seen
from hub.estates.sensory import DayLike, like
from hub.estates.told import Telling, Told
from hub.estates.trace import Stretch
from hub.estates.trials import BOTH_LAMPS, tested_before, trials
from hub.outside.reading import Reading
from hub.rooms.kept_up import after_upkeep, look_of, made_at
from hub.rooms.upkeep import UNLOOKED, Found, Regardless, Upkeep
from hub.rooms.upkeep_facts import DefectChecked, Inspected, OfUpkeep, UsedRegardless
from hub.staff.facts import AnySiteFact
from hub.staff.register import Register
from ward.profile import Profile
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.units import Instant, hours

BEFORE = hours(48)  # what hangs may have hung before the time that is asked for
TOLD_EVERY_S = 0.5
WORKERS_MOST = 4
TESTS_MOST = 12  # of the lamps, of before the time that is asked for


class Asked(NamedTuple):
    """Which rooms, of which time, by which clocks and standards."""

    store: Path
    rooms: tuple[RoomId, ...]
    since: Instant
    until: Instant
    zone: tzinfo
    default: Profile
    catalogue: Catalogue
    like: bool = False  # whether to say, too, what each room was like
    daily: bool = False  # and what each calendar day came to by itself


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of every clause in every room that was asked for."""

    asked: Asked
    standings: Mapping[RoomId, tuple[Standing, ...]]
    evidence: tuple[Evidence, ...]
    measured: Mapping[tuple[RoomId, str], Measured]
    like: Mapping[RoomId, tuple[DayLike, ...]]
    upkeeps: Mapping[RoomId, Upkeep]
    register: Register = field(default_factory=Register)


class Of(NamedTuple):
    """One room, as it is handed to whoever measures it."""

    room: RoomId
    told: Told
    asked: Asked


class Came(NamedTuple):
    """What one room's own sensors came to."""

    measured: list[Measured]
    tried: list[Evidence]
    like: tuple[DayLike, ...]
    daily: tuple[Measured, ...] = ()


def site(asked: Asked, also: Iterable[Evidence] = ()) -> Site:
    """Raises ``StoreError``, ``DamagedError`` and ``UnreadableFactError``."""
    told, looked, upkeeps, register = _told(asked)
    of = [Of(room, told.get(room, Told()), asked) for room in asked.rooms]
    came: list[Came] = []
    with _workers(len(of)) as workers, Progress(len(of)) as progress:
        for one in workers.map(measure, of) if workers else map(measure, of):
            came.append(one)
            progress.one_more()
    measured_ = [one for each in came for one in each.measured]
    all_looked = [
        replace(one, by=register.known_as(one.by))
        for one in (*looked, *also, *(one for each in came for one in each.tried))
    ]
    answers = standings(asked.catalogue, asked.rooms, all_looked, measured_, asked.until)
    known = {(one.room, one.clause): one for one in measured_}
    days = {one.room: each.like for one, each in zip(of, came, strict=True)}
    return Site(asked, answers, tuple(all_looked), known, days, upkeeps, register)


def measure(of: Of) -> Came:
    """Everything that one room's own sensors say of the clauses; in a process of its own."""
    asked = of.asked
    reading = Reading(asked.store)
    try:
        lines = reading.courses(of.room, SERIES, asked.since - BEFORE, asked.until)
    finally:
        reading.close()
    stretch = Stretch(asked.since.timestamp(), asked.until.timestamp(), asked.zone)
    seen = Seen(of.room, stretch, of.told, lines, asked.default)
    clauses = tuple(_measured(asked.catalogue))
    came = [measured(clause, seen, asked.until) for clause in clauses]
    tried = list(trials(seen, asked.until))
    by_day = (one for clause in clauses for one in daily(clause, seen, asked.until))
    return Came(
        came,
        [*tried, *_failed_before(seen, of, tried)],
        like(seen) if asked.like else (),
        tuple(by_day) if asked.daily else (),
    )


def _failed_before(seen: Seen, of: Of, tried: Sequence[Evidence]) -> Iterator[Evidence]:
    """A failed test of the lamps of before this time, which nothing has passed since: it stands.

    As long as the light of then is stored; of what nobody can tell any more an older one decides.
    """
    if any(one.clause == BOTH_LAMPS for one in tried):
        return
    for at in tested_before(seen)[:TESTS_MOST]:
        found = next(_tried_at(at, of), None)
        if found is not None:
            if found.found is Found.UNMET:
                yield found
            return


def _tried_at(at: float, of: Of) -> Iterator[Evidence]:
    asked = of.asked
    then = datetime.fromtimestamp(at, UTC)
    since, until = then - hours(1), min(then + hours(1), asked.until)
    reading = Reading(asked.store)
    try:
        lines = reading.courses(of.room, {Quantity.LIGHT}, since, until)
    finally:
        reading.close()
    stretch = Stretch(since.timestamp(), until.timestamp(), asked.zone)
    there = Seen(of.room, stretch, of.told, lines, asked.default)
    yield from (one for one in trials(there, asked.until) if one.clause == BOTH_LAMPS)


def _measured(catalogue: Catalogue) -> Iterator[Clause]:
    """What is asked as another clause is, is answered there."""
    for clause in catalogue.clauses:
        if clause.kind is Way.MEASURED and clause.met_with is None:
            yield clause


def _told(
    asked: Asked,
) -> tuple[Mapping[RoomId, Told], list[Evidence], Mapping[RoomId, Upkeep], Register]:
    """From the whole journal: what it tells of each room, and what anybody looked at by then."""
    telling, kept = Telling(), KeptUp(asked.until)
    register = Register()
    reading = Reading(asked.store)
    try:
        for _, fact in reading.facts():
            telling.feed(fact)
            if isinstance(fact, AnySiteFact):
                register = register.after(fact)
            if isinstance(fact, OfUpkeep):
                kept.feed(fact)
    finally:
        reading.close()
    return telling.of(), list(kept.seen(asked.zone)), kept.upkeeps, register


class KeptUp:
    """What was known of each building by the end of a time, however much was written since.

    A look counts by when it was made. Every look and every answer for a room's use is in it, where
    a running hub remembers the last of them.
    """

    def __init__(self, until: Instant) -> None:
        self.upkeeps: dict[RoomId, Upkeep] = {}
        self._until = until
        self._looked: dict[RoomId, list[Evidence]] = {}

    def feed(self, fact: OfUpkeep) -> None:
        made = made_at(fact)
        if made >= self._until:
            return
        before = self.upkeeps.get(fact.room, UNLOOKED)
        after = after_upkeep(before, fact)
        if isinstance(fact, UsedRegardless):
            said = Regardless(fact.at, fact.by, fact.why, fact.lacking)
            after = replace(after, regardless=(*before.regardless, said))
        if isinstance(fact, Inspected | DefectChecked):
            self._looked.setdefault(fact.room, []).append(look_of(fact))
        self.upkeeps[fact.room] = after

    def seen(self, zone: tzinfo) -> Iterator[Evidence]:
        """All looks, and what is past its day on the last day of the time."""
        today = self._until.astimezone(zone).date()
        for room, upkeep in self.upkeeps.items():
            yield from standing_looks(self._looked.get(room, ()), upkeep)
            yield from past_their_day(room, upkeep, today, self._until)


@contextmanager
def _workers(rooms: int) -> Iterator[Executor | None]:
    """As many processes as there are processors; none where there is one, or hardly a room."""
    many = min(os.cpu_count() or 1, rooms, WORKERS_MOST)
    if many < 2:  # noqa: PLR2004
        yield None
        return
    with ProcessPoolExecutor(many) as workers:
        yield workers


class Progress:
    """How many rooms are done, on a terminal's standard error, in one line that changes."""

    def __init__(self, of: int) -> None:
        self._of, self._done, self._next = of, 0, time.monotonic() + TOLD_EVERY_S
        self._shows = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shows:
            sys.stderr.write("\r\033[K")

    def one_more(self) -> None:
        self._done += 1
        if self._shows and time.monotonic() >= self._next:
            self._next = time.monotonic() + TOLD_EVERY_S
            sys.stderr.write(f"\r{self._done} of {self._of} rooms measured")
            sys.stderr.flush()
