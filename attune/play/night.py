"""A night as written: who is where, what happens when, and what is expected of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any, Literal

from hub.staff.facts import Shift
from ward.care import Staff
from ward.rooms import RoomId

Where = RoomId | Literal["hub", "broker", "site"]


@dataclass(frozen=True, slots=True)
class Bed:
    """One room at the beginning. Nobody is in it when ``person`` is ``None``."""

    room: RoomId
    person: str | None = None
    every_min: int | None = None
    breathing: float = 14.0
    authorised: bool = False
    locked: bool = True


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens, at one moment, at one place. ``act`` is the head of its word."""

    at: datetime
    where: Where
    act: str
    values: Mapping[str, Any]
    words: str
    line: int
    group: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that is expected. Times in ``values`` are moments of the night."""

    pattern: str
    values: Mapping[str, Any]
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a night file. ``joiners`` are those who come to work here during the night."""

    begins: datetime
    ends: datetime
    title: str = ""
    radar: str = "waveform"
    seed: int = 1
    tolerance: timedelta = timedelta(seconds=1)
    staff: tuple[Staff, ...] = ()
    beds: tuple[Bed, ...] = ()
    rota: tuple[Shift, ...] = ()
    joiners: tuple[Staff, ...] = ()
    cctv: tuple[RoomId, ...] = ()
    limits: tuple[tuple[str, float], ...] = ()

    @property
    def everybody(self) -> tuple[Staff, ...]:
        """Whoever works here at any time of the night."""
        return (*self.staff, *self.joiners)

    @property
    def rooms(self) -> tuple[RoomId, ...]:
        return tuple(bed.room for bed in self.beds)

    def member(self, initials: str) -> Staff:
        """Whoever has these initials; the parser has made sure that somebody has."""
        return next(one for one in self.everybody if one.initials == initials)


@dataclass(frozen=True, slots=True)
class Night:
    """A whole night that can be played."""

    file: str
    head: Head
    events: tuple[Event, ...] = field(default=())
    expectations: tuple[Expectation, ...] = field(default=())

    @property
    def name(self) -> str:
        """What it is called when it has no title: its file, without folder and ending."""
        return PurePath(self.file).stem
