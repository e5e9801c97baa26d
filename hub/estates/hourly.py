"""Of months whose points are forgotten: a course out of what each hour came to, where that tells.

An hour's lowest, mean and highest do not say how long anything lasted. What they leave open is no
reading: nothing is broken by that, and nothing is met while a single hour is left open.
"""

from typing import NamedTuple

import numpy as np

from hub.estates.limits import AIR_MOST_PPM
from hub.estates.plausible import bounds_of
from hub.estates.trace import GAP_S, HOUR_S, Floats, Mask, Trace
from ward.readings import Quantity

QUANTITIES = frozenset(Quantity)
SOUND_AT_MOST = f"{Quantity.SOUND} at most"  # no series of the store: what an hour may have come to
SLOTS = round(HOUR_S / GAP_S)
STEADY = 1.2  # our own proposal: light that rose by less within an hour was as good as its mean


class Hours(NamedTuple):
    """Of one sensor, hour by hour: when each began, and what it came to."""

    at: Floats
    covered_s: Floats
    least: Floats
    mean: Floats
    most: Floats


def course(series: str, hours: Hours) -> Trace:
    """Twelve values an hour, as many of them as it was covered: its extremes once, then its mean.

    What is only 1 or 0 is as often 0 as its mean says, rounded up. Of sound only the mean stands
    there: a level by energy is never below it, and what it may be at most says ``at_most``.
    """
    tells = _tells(series, hours)
    left_open = hours.at[~tells]
    hours = Hours(*(each[tells & (hours.covered_s > 0)] for each in hours))
    slots = np.arange(SLOTS)
    at = hours.at[:, None] + GAP_S * slots
    value = np.repeat(hours.mean[:, None], SLOTS, axis=1)
    known = np.ceil(hours.covered_s / GAP_S - 0.5).clip(1, SLOTS)
    if series in QUANTITIES and series != Quantity.SOUND:
        value[:, 0], value[:, 1] = hours.most, hours.least
    elif series not in QUANTITIES:
        zeros = np.ceil((1 - hours.mean) * known - 1e-9)
        value = np.where(slots < zeros[:, None], 0.0, 1.0)
    there = slots < known[:, None]
    return Trace(at[there], value[there], left_open)


def at_most(hours: Hours) -> Trace:
    """Of each hour the highest that was said in it: by no reckoning it came to more."""
    known = _possible(Quantity.SOUND, hours) & (hours.covered_s > 0)
    return Trace(hours.at[known], hours.most[known])


def _tells(series: str, hours: Hours) -> Mask:
    """Whether an hour by itself says if it broke anything.

    One in which something was said that no room has does not: what else it came to, nobody kept.
    """
    tells = _possible(series, hours)
    match series:
        case Quantity.CO2:
            tells &= (hours.most <= AIR_MOST_PPM) | (hours.least > AIR_MOST_PPM)
        case Quantity.LIGHT:
            tells &= hours.most <= STEADY * hours.least + 1.0
    return tells


def _possible(series: str, hours: Hours) -> Mask:
    least, most = bounds_of(series)
    return np.asarray((hours.least >= least) & (hours.most <= most))


def before(later: Trace, earlier: Trace) -> Trace:
    """One course of both; where there are points, they speak."""
    if not len(later):
        return earlier
    earlier = ahead(later, earlier)
    at, value = (
        np.concatenate(pair) for pair in ((earlier.at, later.at), (earlier.value, later.value))
    )
    return Trace(at, value, earlier.left_open)


def ahead(later: Trace, earlier: Trace) -> Trace:
    """What of the earlier lies before the first hour of which there are points."""
    return earlier.within(-np.inf, later.at[0] // HOUR_S * HOUR_S) if len(later) else earlier
