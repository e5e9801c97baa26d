"""What a simulated site is made of: rooms, their lines, what happened, and what was planted."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
DAY_S = 86_400.0
UNMET, NOT_MEASURED, EXPIRED, NOT_CHECKED = "not met", "not measured", "expired", "not checked"
NOT_APPLICABLE = "does not apply"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that took place in a room, ``at`` in seconds since 1970."""

    at: float
    what: str
    detail: str = ""
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Planted:
    """What ought to be found: the answer to this clause in this room, and why."""

    room: str
    clause: str
    answer: str
    since: float
    until: float
    words: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody found on a walk-round."""

    room: str
    clause: str
    at: float
    met: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody lives there from then until then, and this much light suits them by day.

    ``signed`` whether anybody signed a sensory profile of theirs.
    """

    begins: float
    ends: float
    day_lux: float
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """The time that is simulated, and what its clocks on the wall show at each sample."""

    at: Floats
    minute: Floats  # of the day, local
    day: NDArray[np.int64]  # counted from the first, local

    @property
    def since(self) -> float:
        return float(self.at[0])

    @property
    def until(self) -> float:
        return float(self.at[-1])

    def window(self, day: int, from_min: float, lasts_min: float) -> Mask:
        """The samples of one stretch of one day."""
        here = (self.minute >= from_min) & (self.minute < from_min + lasts_min)
        return np.asarray(here & (self.day == day))


@dataclass
class Room:
    """One room. ``lines`` are by quantity and sensor, as long as the span; NaN where silent."""

    name: str
    span: Span
    stays: tuple[Stay, ...] = ()
    lines: dict[tuple[str, str], Floats] = field(default_factory=dict)
    happened: list[Happening] = field(default_factory=list)
    looked: list[Looked] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    @property
    def has_node(self) -> bool:
        return bool(self.lines)

    def plant(self, window: Mask, words: str, *clauses: str, answer: str = UNMET) -> None:
        """Write down what ought to be found of these samples."""
        times = self.span.at[window]
        for clause in clauses:
            self.planted.append(
                Planted(self.name, clause, answer, float(times[0]), float(times[-1]), words)
            )

    def lived_in(self, at: float) -> bool:
        return any(one.begins <= at < one.ends for one in self.stays)

    def lived_days(self, *, lived: bool) -> list[int]:
        """Whole days in which somebody lives there all day, or nobody does; free ones only."""
        days = []
        for day in range(1, int(self.span.day[-1])):
            times = self.span.at[self.span.day == day]
            ends = {self.lived_in(float(at)) for at in (times[0], times[-1])}
            if ends == {lived} and not {day - 1, day, day + 1} & self.taken:
                days.append(day)
        return days

    def take_day(self, rng: np.random.Generator, *, lived: bool | None = None) -> int:
        """A day that nothing else is planted in; ``lived`` in, or empty, or either."""
        either = [True, False] if lived is None else [lived]
        days = [day for kind in either for day in self.lived_days(lived=kind)]
        day = int(rng.choice(sorted(days)))
        self.taken.add(day)
        return day
