"""What Attune is held against: a monitor with fixed limits, the same for everybody.

It takes every rate that a node says, of whatever quality, rounds it, and is told when it lies
beyond a limit for a quarter minute on end. Of breathing that is not seen it says what the hub says.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from firmware_sim.days.day import Day
from firmware_sim.days.telling import HEART_EVERY_S, Told
from hub.deterioration.numbers import STEP_S
from tests.bench.deterioration.alarms import NAMES, SEEN_AFTER_S, Alarm, stops
from ward.vitals import Vital


@dataclass(frozen=True, slots=True)
class Limits:
    """The highest rates that are too slow, and the lowest too fast."""

    slow: dict[Vital, int]
    fast: dict[Vital, int]


# NEWS2, RCP 2017, chart 1: three points for one rate, and one point or more.
FIXED = {
    "fixed limits: red in NEWS2": Limits(
        {Vital.BREATHING: 8, Vital.HEART: 40}, {Vital.BREATHING: 25, Vital.HEART: 131}
    ),
    "fixed limits: any point of NEWS2": Limits(
        {Vital.BREATHING: 11, Vital.HEART: 50}, {Vital.BREATHING: 21, Vital.HEART: 91}
    ),
}


def alarmed(day: Day, limits: Limits) -> tuple[Alarm, ...]:
    """Its alarms of that day; those of one kind within a visit of each other are one."""
    found = [Alarm(at, "no breathing seen") for at in stops(day)]
    for vital, said, every_s in (
        (Vital.BREATHING, day.breathing, 1), (Vital.HEART, day.heart, HEART_EVERY_S)
    ):  # fmt: skip
        for falls in (True, False):
            limit = (limits.slow if falls else limits.fast)[vital]
            seconds = _lasting(said, every_s, limit, falls=falls)
            found += [Alarm(at, NAMES[vital, falls]) for at in _apart(seconds)]
    return tuple(sorted(found, key=lambda alarm: alarm.at_s))


def _lasting(said: Told, every_s: int, limit: int, *, falls: bool) -> list[int]:
    """The seconds by which the rate was beyond for a quarter minute; a doubt begins it anew."""
    rates = np.floor(said.rate[::every_s] + 0.5)
    beyond = rates <= limit if falls else rates >= limit  # a doubt, no number, is neither
    words = STEP_S // every_s
    whole = np.convolve(beyond, np.ones(words))[: len(beyond)] > words - 0.5
    return [int(at) * every_s for at in np.flatnonzero(whole)]


def _apart(seconds: list[int]) -> Iterator[int]:
    last = -SEEN_AFTER_S
    for at in seconds:
        if at - last >= SEEN_AFTER_S:
            yield at
        last = at
