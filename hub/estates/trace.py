"""What a room's sensors said over a stretch of time, as arrays, and the clocks on its wall."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ward.units import Instant, seconds

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Counts = NDArray[np.int64]
# Framework row 40: a reading is never older than five minutes; the number is our own proposal.
GAP_S = 300.0
DAY_S, HOUR_S, MINUTE_S = 86_400, 3_600, 60


@dataclass(frozen=True, slots=True)
class Trace:
    """Values and when they were so, in seconds since 1970, rising. A value holds until the next.

    And for no longer than five minutes: what nobody said meanwhile is not known. ``left_open`` are
    the beginnings of hours whose points are gone, and of which the rest does not tell enough.
    """

    at: Floats
    value: Floats
    left_open: Floats = field(default_factory=lambda: np.empty(0))

    def __len__(self) -> int:
        return len(self.at)

    def within(self, since: float, until: float) -> "Trace":
        """Only of then, its end not included."""
        here = slice(*np.searchsorted(self.at, [since, until]))
        still = (self.left_open >= since) & (self.left_open < until)
        return Trace(self.at[here], self.value[here], self.left_open[still])

    def where(self, mask: Mask) -> "Trace":
        return Trace(self.at[mask], self.value[mask], self.left_open)

    def held_s(self, until: float) -> Floats:
        """For how long each value stands for what is so."""
        return np.clip(np.diff(self.at, append=until), 0.0, GAP_S)


NOTHING = Trace(np.empty(0), np.empty(0))


@dataclass(frozen=True)
class Stretch:
    """From one moment to another, by the clocks of one time zone.

    ``minutes`` are the beginnings of its minutes: what is asked of two sensors at once is asked
    minute by minute.
    """

    since: float
    until: float
    zone: tzinfo

    @cached_property
    def minutes(self) -> Floats:
        return np.arange(self.since, self.until, MINUTE_S, dtype=np.float64)

    @cached_property
    def _offsets(self) -> Floats:
        """By how much the clocks are ahead of UTC, hour by hour."""
        first, last = int(self.since // HOUR_S), int(self.until // HOUR_S)
        return np.array([self._ahead((first + hour) * HOUR_S) for hour in range(last - first + 1)])

    def _ahead(self, at: float) -> float:
        ahead = datetime.fromtimestamp(at, self.zone).utcoffset()
        return ahead.total_seconds() if ahead else 0.0

    def local(self, at: Floats) -> Floats:
        """Seconds since 1970 as if the clocks on the wall were UTC."""
        hour = (at // HOUR_S).astype(np.int64) - int(self.since // HOUR_S)
        return np.asarray(at + self._offsets[hour])

    def minute_of_day(self, at: Floats) -> Counts:
        return np.asarray((self.local(at) % DAY_S) // MINUTE_S, dtype=np.int64)

    def day(self, at: Floats) -> Counts:
        """Days on the wall, from some day on."""
        return np.asarray(self.local(at) // DAY_S, dtype=np.int64)

    def held(self, trace: Trace) -> tuple[Counts, Mask]:
        """For each minute which value stands for it, and whether there is one."""
        which = np.searchsorted(trace.at, self.minutes, side="right") - 1
        if not len(trace):
            return which, np.zeros(len(which), dtype=bool)
        return which, (which >= 0) & (self.minutes - trace.at[which] < GAP_S)

    def covered(self, trace: Trace) -> float:
        """The share of it for which there is a value."""
        whole = self.until - self.since
        return float(trace.held_s(self.until).sum() / whole) if whole > 0 else 0.0

    def during(self, spans: Iterable[tuple[float, float]]) -> Mask:
        """Which of its minutes lie in any of these."""
        inside = np.zeros(len(self.minutes), dtype=bool)
        for begins, ends in spans:
            here = slice(*np.searchsorted(self.minutes, [begins, ends]))
            inside[here] = True
        return inside

    def days(self) -> Iterator["Stretch"]:
        """Each day on the wall by itself, the first and the last as far as they lie within."""
        begins = self.since
        while begins < self.until:
            next_day = datetime.fromtimestamp(begins, self.zone).date() + timedelta(days=1)
            ends = datetime.combine(next_day, time(), self.zone).timestamp()
            yield Stretch(begins, min(ends, self.until), self.zone)
            begins = ends

    def clock(self, at: float) -> str:
        """``3 Oct 14:05``, as the clock on the wall had it."""
        local = datetime.fromtimestamp(at, self.zone)
        return f"{local.day} {local:%b %H:%M}"

    def date(self, at: float) -> str:
        local = datetime.fromtimestamp(at, self.zone)
        return f"{local.day} {local:%b %Y}"


def instant(at: float, like: Instant) -> Instant:
    """That moment, in the same zone as another."""
    return like + seconds(at - like.timestamp())


def each_until_next(times: Sequence[float], last: float) -> list[tuple[float, float]]:
    """From each to the next, and from the last of them to the end."""
    return list(zip(times, [*times[1:], last], strict=False))


def runs(mask: Mask) -> Sequence[tuple[int, int]]:
    """From where to where it is so without a break; the end is the first where it is not."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
