"""What a room was like, day by day: how warm, how bright and how loud, its gaps as gaps."""

from dataclasses import dataclass

import numpy as np

from hub.estates.measuring import is_night
from hub.estates.seen import Seen
from hub.estates.trace import Counts, Floats, Mask, Trace
from ward.readings import Quantity

KNOWN_LEAST = 0.25  # our own proposal: of a day or a night, before a number stands for it


@dataclass(frozen=True, slots=True)
class DayLike:
    """One day on the wall; ``None`` is not measured, or for too little of it.

    Warmth is the lowest, the middle and the highest; light is the middle one of the day and of the
    night; sound is the mean by energy of the day and of the night.
    """

    begins: float
    warmth: tuple[float, float, float] | None
    lux: tuple[float | None, float | None]
    dba: tuple[float | None, float | None]


def like(seen: Seen) -> tuple[DayLike, ...]:
    """Every day of the stretch, also one of which nothing is known."""
    stretch = seen.stretch
    minutes = stretch.minutes
    if not len(minutes):
        return ()
    days = stretch.day(minutes)
    night = is_night(stretch, minutes)
    first, where = np.unique(days, return_index=True)
    warm = _on_minutes(seen, Quantity.TEMPERATURE)
    lux, dba = _on_minutes(seen, Quantity.LIGHT), _on_minutes(seen, Quantity.SOUND)
    found = []
    for day, begins in zip(first, where, strict=True):
        today = _slice(days, int(day))
        dark = night[today]
        found.append(
            DayLike(
                float(minutes[begins]),
                _warmth(warm[today]),
                (_middle(lux[today], ~dark), _middle(lux[today], dark)),
                (_loud(dba[today], ~dark), _loud(dba[today], dark)),
            )
        )
    return tuple(found)


def _slice(days: Counts, day: int) -> slice:
    return slice(*np.searchsorted(days, [day, day + 1]))


def _on_minutes(seen: Seen, quantity: str) -> Floats:
    """Its value in each minute; NaN where there is none."""
    course: Trace = seen.course(quantity)
    which, known = seen.stretch.held(course)
    values = np.full(len(which), np.nan)
    if len(course):
        values[known] = course.value[which[known]]
    return values


def _known(values: Floats) -> Floats | None:
    there = values[~np.isnan(values)]
    return there if len(there) and len(there) >= KNOWN_LEAST * len(values) else None


def _warmth(values: Floats) -> tuple[float, float, float] | None:
    known = _known(values)
    if known is None:
        return None
    return float(known.min()), float(np.median(known)), float(known.max())


def _middle(values: Floats, mask: Mask) -> float | None:
    known = _known(values[mask])
    return None if known is None else float(np.median(known))


def _loud(values: Floats, mask: Mask) -> float | None:
    known = _known(values[mask])
    return None if known is None else float(10 * np.log10(np.mean(10 ** (known / 10))))
