"""One room over one stretch: its sensors, what the journal tells, and what a clause came to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

import numpy as np

from hub.estates.believing import believed
from hub.estates.told import Told
from hub.estates.trace import NOTHING, Counts, Floats, Mask, Stretch, Trace, each_until_next
from ward.profile import Profile
from ward.rooms import RoomId

Day = tuple[float, float]  # a moment in it, and what it came to


@dataclass(frozen=True, slots=True)
class Came:
    """What a clause came to in a room: its own measure, and how much of the time that covers.

    ``wrong`` is a breach that is in no number. ``days`` is what each day came to by itself, where
    that has a meaning: the value is the worst of them. It ``applies`` unless there was nobody of
    whom it is asked. ``perhaps`` is what hours of which too little is kept may have come to.
    """

    value: float | None
    covered: float
    words: str = ""
    wrong: str = ""
    days: tuple[Day, ...] = ()
    applies: bool = True
    perhaps: tuple[float, ...] = ()


@dataclass(frozen=True)
class Seen:
    """A room over a stretch. ``lines`` are what each sensor said of each quantity, ever.

    ``asked_s`` is since when anything is asked at all: nothing of before is looked at.
    """

    room: RoomId
    stretch: Stretch
    told: Told
    lines: Mapping[tuple[str, str], Trace]
    default: Profile
    asked_s: float = -inf
    _whole: dict[str, Trace] = field(default_factory=dict)
    _believed: dict[str, Trace] = field(default_factory=dict, init=False)
    _asked: set[str] = field(default_factory=set, init=False)

    @property
    def is_heard(self) -> bool:
        return self.told.heard or any(len(trace) for trace in self.lines.values())

    def course(self, quantity: str) -> Trace:
        """What may be believed of it, over this stretch."""
        self._asked.add(quantity)
        if quantity not in self._believed:
            whole = self._ever(quantity)
            self._believed[quantity] = whole.within(self.stretch.since, self.stretch.until)
        return self._believed[quantity]

    def run_up(self, quantity: str) -> Trace:
        """The same with what came before: what began there may last into this stretch."""
        return self._ever(quantity).within(self.asked_s, self.stretch.until)

    def _ever(self, quantity: str) -> Trace:
        if quantity not in self._whole:
            self._whole[quantity] = believed(quantity, self._of(quantity))
        return self._whole[quantity]

    def hours_left_open(self, came: Callable[["Seen"], Came]) -> tuple[Came, int]:
        """What a clause came to, and how many hours of what it looked at tell too little."""
        self._asked.clear()
        found = came(self)
        return found, sum(len(self._believed[one].left_open) for one in self._asked)

    def said(self, series: str) -> Trace:
        """What the hub itself noted of the room; nothing is to be doubted in it."""
        found = self._of(series)
        whole = found[0] if found else NOTHING
        return whole.within(self.stretch.since, self.stretch.until)

    def _of(self, series: str) -> Sequence[Trace]:
        """The best thermometer first: by name, a "sht" before whatever else measures warmth too."""
        found = [(sensor, trace) for (name, sensor), trace in self.lines.items() if name == series]
        return [trace for _, trace in sorted(found, key=lambda one: ("sht" not in one[0], one[0]))]

    def clipped(self, spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """As far as they lie within the stretch."""
        since, until = self.stretch.since, self.stretch.until
        inside = [(max(begins, since), min(ends, until)) for begins, ends in spans]
        return [(begins, ends) for begins, ends in inside if begins < ends]

    def over(self, stretch: Stretch, asked_s: float = -inf) -> "Seen":
        """The same room over another stretch."""
        lines, whole = self.lines, self._whole
        return Seen(self.room, stretch, self.told, lines, self.default, asked_s, whole)

    @cached_property
    def lived(self) -> Mask:
        """Of the minutes of the stretch, those in which somebody lives there."""
        return self.stretch.during(self.told.stays)

    @cached_property
    def profiles(self) -> Sequence[tuple[Mask, Profile | None]]:
        """Whose profile holds in which minutes; ``None`` where nobody signed one."""
        known = sorted(self.told.profiles, key=lambda one: one[0])
        spans = each_until_next([at for at, _ in known], inf)
        return [
            (self.stretch.during([span]) & self.lived, profile)
            for span, (_, profile) in zip(spans, known, strict=True)
        ]


def by_day(stretch: Stretch, at: Floats, weight: Floats) -> tuple[Day, ...]:
    """Sums by day on the wall; a day of which nothing is known is not among them."""
    if not len(at):
        return ()
    first, of_day = _days(stretch, at)
    sums = np.bincount(of_day, weights=weight)
    return tuple((float(at[where]), float(sums[day])) for day, where in first)


def worst_by_day(stretch: Stretch, at: Floats, value: Floats) -> tuple[Day, ...]:
    """The highest of each day, with when it was."""
    if not len(at):
        return ()
    _, of_day = _days(stretch, at)
    order = np.lexsort((-value, of_day))
    firsts = np.concatenate(([True], np.diff(of_day[order]) > 0))
    return tuple((float(at[here]), float(value[here])) for here in order[firsts])


def _days(stretch: Stretch, at: Floats) -> tuple[list[tuple[int, int]], Counts]:
    days = stretch.day(at)
    of_day = days - days.min()
    known, where = np.unique(of_day, return_index=True)
    return list(zip(known.tolist(), where.tolist(), strict=True)), of_day


def worst(days: Sequence[Day]) -> Day | None:
    """The first of the worst."""
    return max(days, key=lambda one: (one[1], -one[0]), default=None)
