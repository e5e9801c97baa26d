"""A site held against its standards: read from its store, measured room by room, two at a time."""

import os
import sys
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import NamedTuple, Self

from hub.estates.answers import Evidence, Measured, Standing
from hub.estates.catalogue import Catalogue
from hub.estates.clause import Clause, Way
from hub.estates.measuring import SERIES, measured
from hub.estates.rooms import standings
from hub.estates.seen import Seen
from hub.estates.told import Telling, Told
from hub.estates.trace import Stretch
from hub.estates.trials import trials
from hub.outside.reading import Reading
from ward.profile import Profile
from ward.rooms import RoomId
from ward.units import Instant, hours

BEFORE = hours(48)  # what hangs may have hung before the time that is asked for
TOLD_EVERY_S = 0.5
WORKERS_MOST = 4


class Asked(NamedTuple):
    """Which rooms, of which time, by which clocks and standards."""

    store: Path
    rooms: tuple[RoomId, ...]
    since: Instant
    until: Instant
    zone: tzinfo
    default: Profile
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of every clause in every room that was asked for."""

    asked: Asked
    standings: Mapping[RoomId, tuple[Standing, ...]]
    evidence: tuple[Evidence, ...]
    measured: Mapping[tuple[RoomId, str], Measured]


class Of(NamedTuple):
    """One room, as it is handed to whoever measures it."""

    room: RoomId
    told: Told
    asked: Asked


def site(asked: Asked, looked: Collection[Evidence]) -> Site:
    """Raises ``StoreError`` and ``DamagedError``."""
    told = _told(asked.store)
    of = [Of(room, told.get(room, Told()), asked) for room in asked.rooms]
    came: list[Measured] = []
    evidence = list(looked)
    with _workers(len(of)) as workers, Progress(len(of)) as progress:
        for found, tried in workers.map(measure, of) if workers else map(measure, of):
            came += found
            evidence += tried
            progress.one_more()
    known = {(one.room, one.clause): one for one in came}
    answers = standings(asked.catalogue, asked.rooms, evidence, came, asked.until)
    return Site(asked, answers, tuple(evidence), known)


def measure(of: Of) -> tuple[list[Measured], list[Evidence]]:
    """Everything that one room's own sensors say of the clauses; in a process of its own."""
    asked = of.asked
    reading = Reading(asked.store)
    try:
        lines = reading.courses(of.room, SERIES, asked.since - BEFORE, asked.until)
    finally:
        reading.close()
    stretch = Stretch(asked.since.timestamp(), asked.until.timestamp(), asked.zone)
    seen = Seen(of.room, stretch, of.told, lines, asked.default)
    came = [measured(clause, seen, asked.until) for clause in _measured(asked.catalogue)]
    return came, list(trials(seen, asked.until))


def _measured(catalogue: Catalogue) -> Iterator[Clause]:
    """What is asked as another clause is, is answered there."""
    for clause in catalogue.clauses:
        if clause.kind is Way.MEASURED and clause.met_with is None:
            yield clause


def _told(store: Path) -> Mapping[RoomId, Told]:
    telling = Telling()
    reading = Reading(store)
    try:
        for _, fact in reading.facts():
            telling.feed(fact)
    finally:
        reading.close()
    return telling.of()


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


def rooms_of(rooms: Sequence[RoomId], room: str | None, ward: str | None) -> tuple[RoomId, ...]:
    """Those that are asked for. Raises ``ValueError``, one sentence."""
    chosen = tuple(one for one in rooms if room in (None, str(one)) and ward in (None, one.ward))
    if not chosen:
        known = ", ".join(map(str, rooms))
        raise ValueError(f"there is no such room here; there are {known}.")
    return chosen
