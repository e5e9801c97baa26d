"""The measured clauses: for each a small function from what a room's sensors said to its number."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from math import inf

import numpy as np

from hub.estates import measuring_calls, measuring_profile
from hub.estates.answers import Measured
from hub.estates.clause import Clause, Way
from hub.estates.hourly import SOUND_AT_MOST
from hub.estates.limits import (
    AIR_MOST_PPM,
    HOUR_KNOWN,
    NIGHT_FROM_MIN,
    NIGHT_UNTIL_MIN,
    WARMTH_C,
)
from hub.estates.seen import Came, Seen, by_day, worst, worst_by_day
from hub.estates.trace import (
    GAP_S,
    HOUR_S,
    MINUTE_S,
    Counts,
    Floats,
    Stretch,
    each_until_next,
    instant,
    runs,
)
from hub.measurements import series_of_minute
from ward.readings import Quantity
from ward.units import Instant

# What the hub notes of a node once a minute, 1 or 0.
CLOCK_RIGHT = series_of_minute("node", "clock_right")
RADAR_WELL = series_of_minute("node", "radar_well")
SERIES = frozenset({
    Quantity.TEMPERATURE, Quantity.CO2, Quantity.LIGHT, Quantity.SOUND, Quantity.SURFACE,
    CLOCK_RIGHT, RADAR_WELL,
})  # fmt: skip
NOT_HEARD = "No node was ever heard from this room"
NOT_FITTED = "No sensor of it is fitted, or none that can be believed"
NOBODY_MEASURES = "Nothing here measures that"
NOT_YET = "Not in force at any time of this"


def bounds(seen: Seen) -> Came:
    """Minutes of the worst day outside 18 to 28 degrees, and the worst hour."""
    course = seen.course(Quantity.TEMPERATURE)
    if not len(course):
        return Came(None, 0.0, NOT_FITTED)
    least, most = WARMTH_C
    out = (course.value < least) | (course.value > most)
    held = course.held_s(seen.stretch.until)
    days = by_day(seen.stretch, course.at, held * out / MINUTE_S)
    words = f"{course.value.min():.1f} to {course.value.max():.1f} °C"
    if out.any():
        beyond = np.maximum(least - course.value, course.value - most)
        at = int(np.argmax(beyond))
        words += f"; worst hour that of {seen.stretch.clock(float(course.at[at]))}"
    return _worst_day(seen, days, seen.stretch.covered(course), words)


def _worst_day(
    seen: Seen, days: tuple[tuple[float, float], ...], covered: float, words: str
) -> Came:
    """The value is the worst day's; which day that was is said where there is anything to say."""
    found = worst(days)
    if found is None:
        return Came(None, covered, words)
    at, value = found
    said = f"{words}; worst day {seen.stretch.date(at)}" if value else words
    return Came(round(value, 1), covered, said.removeprefix("; "), days=days)


def surface(seen: Seen) -> Came:
    course = seen.course(Quantity.SURFACE)
    days = worst_by_day(seen.stretch, course.at, course.value)
    found = worst(days)
    if found is None:
        return Came(None, 0.0, NOT_FITTED)
    words = f"Hottest on {seen.stretch.clock(found[0])}"
    return Came(found[1], seen.stretch.covered(course), words, days=days)


def air(seen: Seen) -> Came:
    """The longest time in a row above 1,500 ppm; a gap ends it, for nobody knows.

    What began before this stretch counts whole, as of its beginning: cut at the edge, twice fifteen
    minutes would be no half hour.
    """
    course = seen.course(Quantity.CO2)
    if not len(course):
        return Came(None, 0.0, NOT_FITTED)
    at, lasted = _high(seen)
    days = worst_by_day(seen.stretch, at, lasted)
    said = f"highest {course.value.max():,.0f} ppm"
    covered = seen.stretch.covered(course)
    came = _worst_day(seen, days, covered, said) if days else Came(0.0, covered, said)
    return replace(came, perhaps=_began_unseen(seen, at))


def _high(seen: Seen) -> tuple[Floats, Floats]:
    """When each stretch of stale air began that reaches into this time, and its minutes."""
    course, since = seen.run_up(Quantity.CO2), seen.stretch.since
    ends = course.at + course.held_s(seen.stretch.until)
    broken = np.concatenate(([False], course.at[1:] - ends[:-1] > 1.0))
    at, lasted = _stretches(course.at, ends, course.value > AIR_MOST_PPM, broken)
    here = at + lasted * MINUTE_S > since
    return np.maximum(at[here], since), lasted[here]


def _began_unseen(seen: Seen, at: Floats) -> tuple[float, ...]:
    """However long, where it was stale from the first and the hour before leaves that open."""
    since, before = seen.stretch.since, seen.run_up(Quantity.CO2).left_open
    open_there = bool(((before < since) & (before >= since - HOUR_S)).any())
    return (inf,) if open_there and len(at) and at[0] <= since + GAP_S else ()


def _stretches(
    at: np.ndarray, ends: np.ndarray, high: np.ndarray, broken: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """When each began, and for how many minutes it lasted."""
    found = [
        (at[one], ends[other - 1])
        for begins, end in runs(high)
        for one, other in _parts(begins, end, broken)
    ]
    began = np.array([one for one, _ in found], dtype=np.float64)
    ended = np.array([other for _, other in found], dtype=np.float64)
    return began, (ended - began) / MINUTE_S


def _parts(begins: int, ends: int, broken: np.ndarray) -> list[tuple[int, int]]:
    cuts = [begins, *(begins + 1 + np.flatnonzero(broken[begins + 1 : ends])).tolist(), ends]
    return list(pairwise(cuts))


def sound(seen: Seen) -> Came:
    """The loudest hour of a night, as the mean by energy: what lasted counts as long as it did."""
    course, stretch = seen.course(Quantity.SOUND), seen.stretch
    night = course.where(is_night(stretch, course.at))
    if not len(night):
        return Came(None, 0.0, "No night was measured" if len(course) else NOT_FITTED)
    held = course.held_s(stretch.until)[is_night(stretch, course.at)]
    hour = (night.at // HOUR_S).astype(np.int64)  # no clock's, for one of those comes twice a year
    known, first, which = np.unique(hour, return_index=True, return_inverse=True)
    seconds = np.bincount(which, weights=held)
    energy = np.bincount(which, weights=held * 10 ** (night.value / 10))
    loud = 10 * np.log10(np.maximum(energy, 1e-9) / np.maximum(seconds, 1e-9))
    enough = seconds >= HOUR_KNOWN * HOUR_S
    days = worst_by_day(stretch, night.at[first][enough], loud[enough])
    nights_s = MINUTE_S * int(is_night(stretch, stretch.minutes).sum())
    covered = min(1.0, float(held.sum()) / nights_s) if nights_s else 0.0
    found = worst(days)
    if found is None:
        return Came(None, covered, "No hour of a night was measured for as much as half of it")
    words = f"Loudest that of {stretch.clock(found[0])}, of {len(known):,} hours"
    perhaps = _at_most(seen, known[enough])
    return Came(round(found[1], 1), covered, words, days=days, perhaps=perhaps)


def _at_most(seen: Seen, hours: Counts) -> tuple[float, ...]:
    """What those of these hours whose points are gone may have come to."""
    of_hours = seen.said(SOUND_AT_MOST)
    here = np.isin((of_hours.at // HOUR_S).astype(np.int64), hours)
    return tuple(of_hours.value[here].tolist())


def is_night(stretch: Stretch, at: np.ndarray) -> np.ndarray:
    """By the hours for which night's noise is asked."""
    minute = stretch.minute_of_day(at)
    return np.asarray((minute >= NIGHT_FROM_MIN) | (minute < NIGHT_UNTIL_MIN))


def clock(seen: Seen) -> Came:
    """Minutes of the worst day in which nobody could say that the node's clock was right."""
    said = seen.said(CLOCK_RIGHT)
    if not len(said):
        return Came(None, 0.0, "The hub never noted whether the node's clock was right")
    held = said.held_s(seen.stretch.until)
    days = by_day(seen.stretch, said.at, held * (said.value < 1) / MINUTE_S)
    return _worst_day(seen, days, seen.stretch.covered(said), "")


def facility(seen: Seen) -> Came:
    """The share of the known time in which the radar was there, well, and walked as it is now."""
    said, stretch = seen.said(RADAR_WELL), seen.stretch
    walked = _walked(seen)
    walks = _walks(seen)
    unwalked = not walks or not walks[-1][1]
    wrong = "Nobody has walked this room with the radar that hangs there now" if unwalked else ""
    if not len(said):
        return Came(None, 0.0, "The hub never noted whether the radar was well", wrong)
    which, known = stretch.held(said)
    well = known & (said.value[which] > 0) & walked
    share = 100.0 * float(well.sum()) / max(1, int(known.sum()))
    words = f"{int((known & ~well).sum()):,} min not well, or not walked"
    return Came(round(share, 2), float(known.mean()), words, wrong)


def _walks(seen: Seen) -> list[tuple[float, bool]]:
    """Oldest first; one after the stretch says nothing of it."""
    return sorted(one for one in seen.told.walks if one[0] < seen.stretch.until)


def _walked(seen: Seen) -> np.ndarray:
    """In which minutes a walk was signed for and held."""
    walks = _walks(seen)
    spans = each_until_next([at for at, _ in walks], seen.stretch.until)
    held = [span for span, (_, holds) in zip(spans, walks, strict=True) if holds]
    return seen.stretch.during(held)


Measuring = Callable[[Seen], Came]
# Every measured clause that ships, and what computes it. What is asked as another clause is, by
# "met_with", is answered there and has no line here.
MEASURING: Mapping[str, Measuring] = {
    "framework.21": measuring_profile.fitted,
    "framework.22": measuring_calls.calls,
    "framework.35": facility,
    "framework.39": measuring_profile.light,
    "framework.40": bounds,
    "local.surface": surface,
    "local.air": air,
    "local.sound": sound,
    "local.clock": clock,
}


def measured(clause: Clause, seen: Seen, now: Instant) -> Measured:
    """What one measured clause came to in one room over a stretch, up to ``now`` at the latest.

    A clause that was switched on meanwhile is measured from then on.
    """
    seen = since(seen, clause)
    came, left_open = seen.hours_left_open(lambda one: _came(clause, one))
    begins, ends = (instant(at, now) for at in (seen.stretch.since, seen.stretch.until))
    days = tuple((instant(at, now), value) for at, value in came.days)
    left_open += sum(not _allows(clause, one) for one in came.perhaps)
    return Measured(
        seen.room,
        clause.id,
        begins,
        ends,
        came.value,
        came.covered,
        came.words,
        came.wrong,
        days,
        left_open,
        came.applies,
    )


def daily(clause: Clause, seen: Seen, now: Instant) -> Iterator[Measured]:
    """The same of each day on the wall: since when it is so is asked of days, not of a week."""
    asked = clause.asked_since
    for day in seen.stretch.days():
        if asked is None or asked.timestamp() < day.until:
            yield replace(measured(clause, seen.over(day), now), days=())


def _allows(clause: Clause, value: float) -> bool:
    """Of what only may have been so: whether that would be no breach."""
    return clause.measure is not None and clause.measure.allows(value)


def _came(clause: Clause, seen: Seen) -> Came:
    measuring = MEASURING.get(clause.measured_as or clause.id)
    if measuring is None or clause.kind is not Way.MEASURED:
        return Came(None, 0.0, NOBODY_MEASURES)
    if not seen.is_heard:
        return Came(None, 0.0, NOT_HEARD)
    if seen.stretch.until <= seen.stretch.since:
        return Came(None, 0.0, NOT_YET)
    return measuring(seen)


def since(seen: Seen, clause: Clause) -> Seen:
    """The same from the day on which the clause is asked."""
    asked = clause.asked_since
    if asked is None or asked.timestamp() <= seen.stretch.since:
        return seen
    begins = min(asked.timestamp(), seen.stretch.until)
    return seen.over(Stretch(begins, seen.stretch.until, seen.stretch.zone), begins)
