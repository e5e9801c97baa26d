"""Measured clauses of what suits the person: light and warmth follow the profile in force."""

from collections.abc import Sequence

import numpy as np

from hub.estates.seen import Came, Seen, by_day, worst
from hub.estates.trace import Floats, Mask
from ward.profile import DAY_MIN, Profile, ceiling_lux, hours_at
from ward.rank import Thing
from ward.readings import Quantity

DIM_BELOW = 0.75  # our own proposal: of the light that is asked by day; eyes hardly tell less apart
LIGHTS = frozenset({Thing.MAIN, Thing.NIGHT})
WARMTHS = frozenset({Thing.WARMTH})
NOBODY_LIVED = "Nobody lived there in this time"
NOT_FITTED = "No sensor of it is fitted, or none that can be believed"


def light(seen: Seen) -> Came:
    """Minutes of the worst day in which light was not as the profile has it."""
    out, known = _light(seen)
    return _came(seen, out, known)


def fitted(seen: Seen) -> Came:
    """Minutes of the worst day outside the bands of light or warmth, or without any profile."""
    dim, lit = _light(seen)
    cold, warm = _warmth(seen)
    unsigned = seen.lived & ~_signed(seen)
    out = np.asarray((dim | cold | unsigned) & seen.lived)
    came = _came(seen, out, np.asarray((lit & warm) | unsigned))
    if came.value is None or not unsigned.any():
        return came
    said = f"; {int(unsigned.sum()):,} min with no signed profile"
    return Came(came.value, came.covered, came.words + said, came.wrong, came.days)


def _came(seen: Seen, out: Mask, known: Mask) -> Came:
    """Of the time in which somebody lived there."""
    lived = seen.lived
    if not lived.any():
        return Came(None, 0.0, NOBODY_LIVED, applies=False)
    covered = float(known[lived].mean())
    if not known[lived].any():
        return Came(None, 0.0, NOT_FITTED)
    at = seen.stretch.minutes[lived]
    days = by_day(seen.stretch, at, out[lived].astype(np.float64))
    found = worst(days)
    words = f"{int(out[lived].sum()):,} min in {len(days)} days"
    if found and found[1]:
        words += f", most on {seen.stretch.date(found[0])}"
    return Came(found[1] if found else None, covered, words, days=days)


def _signed(seen: Seen) -> Mask:
    signed = np.zeros(len(seen.stretch.minutes), dtype=bool)
    for mask, profile in seen.profiles:
        if profile is not None:
            signed |= mask
    return signed


def _light(seen: Seen) -> tuple[Mask, Mask]:
    """In which minutes it was wrong, and of which it is known.

    By night too bright is wrong, by day too dim: brighter by day may be the sun, which no lamp
    takes away. While the person's own choice leads, or staff for a while, nothing is.
    """
    course, stretch = seen.course(Quantity.LIGHT), seen.stretch
    which, known = stretch.held(course)
    out = np.zeros(len(which), dtype=bool)
    if not len(course):
        return out, known
    lux, minute = course.value[which], stretch.minute_of_day(stretch.minutes)
    for mask, profile in seen.profiles:
        if not mask.any():
            continue
        least, most = _bands(profile or seen.default)
        out |= mask & ((lux < least[minute]) | (lux > most[minute]))
    return np.asarray(out & known & ~_led(seen, LIGHTS)), known


def _bands(profile: Profile) -> tuple[Floats, Floats]:
    """The least and the most light of each minute of a day."""
    least, most = np.zeros(DAY_MIN), np.full(DAY_MIN, np.inf)
    for minute in range(DAY_MIN):
        ceiling, hours = ceiling_lux(profile, minute), hours_at(profile.hours, minute)
        if ceiling is not None:
            most[minute] = ceiling
        elif hours is not None:
            least[minute] = DIM_BELOW * hours.lux
    return least, most


def _warmth(seen: Seen) -> tuple[Mask, Mask]:
    course, stretch = seen.course(Quantity.TEMPERATURE), seen.stretch
    which, known = stretch.held(course)
    out = np.zeros(len(which), dtype=bool)
    if not len(course):
        return out, known
    celsius = course.value[which]
    for mask, profile in seen.profiles:
        holds = profile or seen.default
        out |= mask & ((celsius < holds.temperature_least_c) | (celsius > holds.temperature_most_c))
    return np.asarray(out & known & ~_led(seen, WARMTHS)), known


def _led(seen: Seen, things: frozenset[Thing]) -> Mask:
    spans: Sequence[tuple[float, float]] = seen.told.by_another_word(things)
    return seen.stretch.during(spans)
