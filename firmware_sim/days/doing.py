"""What somebody does through a day in a locked room: sleep, meals, visits, the garden, pacing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

DAY_S = 86_400
HOUR_S = 3_600
Codes = npt.NDArray[np.int8]


class Doing(IntEnum):
    """One at a time, each second. Stages of sleep are doings: breathing differs between them."""

    LYING = 0  # awake on the bed: reading, looking at the wall; fidgets
    LIGHT_SLEEP = 1
    DEEP_SLEEP = 2
    DREAMING = 3
    EATING = 4  # sits on the bed, and moves most of the time
    PACING = 5
    VISITED = 6  # somebody is in the room with them
    ENSUITE = 7
    GARDEN = 8
    ELSEWHERE = 9  # in the room, and not where the radar sees


LIGHT, DEEP = Doing.LIGHT_SLEEP, Doing.DEEP_SLEEP
ASLEEP = (LIGHT, DEEP, Doing.DREAMING)
OUT_OF_SIGHT = (Doing.ENSUITE, Doing.GARDEN, Doing.ELSEWHERE)

# One turn of sleep, in minutes, first half of the night and second: deep sleep first, dreams later.
# Textbook figures: turns of 90 to 110 min, deep sleep a fifth of the night, dreams a quarter.
TURNS = (
    ((LIGHT, 28), (DEEP, 40), (LIGHT, 12), (Doing.DREAMING, 12)),
    ((LIGHT, 45), (DEEP, 8), (LIGHT, 20), (Doing.DREAMING, 26)),
)
TURNS_A_NIGHT, EARLY_TURNS = 8, 2  # at most; and those in which sleep is deep
NAPS, NAP_H = 0.4, (0.4, 1.5)  # on so many days, after the midday meal
UNEVEN = 0.25  # of each such length, from one to the next
GETS_UP_MIN = (2.0, 12.0)
Minutes = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Habit:
    """So many of these in a waking day, each so long; meals are at their hours."""

    doing: Doing
    times: tuple[int, int]
    minutes: Minutes
    at_hours: tuple[float, ...] = ()


# How a day in seclusion goes, made up: visits and the garden as a ward would wish them.
HABITS = (
    Habit(Doing.ELSEWHERE, (3, 8), (4, 40)),
    Habit(Doing.PACING, (3, 9), (3, 35)),
    Habit(Doing.VISITED, (4, 9), (3, 18)),
    Habit(Doing.EATING, (3, 3), (12, 28), (8.0, 12.5, 17.5)),
    Habit(Doing.GARDEN, (1, 2), (15, 45)),
    Habit(Doing.ENSUITE, (5, 9), (2, 9)),
)


def day(begins_h: float, restless: float, rng: np.random.Generator) -> Codes:
    """Each second's doing over twenty-four hours that begin at this hour of the clock.

    ``restless`` is 1 for somebody usual; 2 wakes twice as often at night.
    """
    clock = np.zeros(2 * DAY_S, dtype=np.int8)  # from midnight: today, and tomorrow
    for midnight_s in (0, DAY_S):
        _waking(clock, midnight_s, rng)
    for wakes_s in (0, DAY_S, 2 * DAY_S):
        _night(clock, wakes_s, restless, rng)
    begins = int(begins_h * HOUR_S)
    return clock[begins : begins + DAY_S]


def _waking(clock: Codes, midnight_s: int, rng: np.random.Generator) -> None:
    for habit in HABITS:
        hours = habit.at_hours or tuple(rng.uniform(7, 23, rng.integers(*habit.times) + 1))
        for hour in hours:
            at = midnight_s + int((hour + rng.uniform(-0.3, 0.3)) * HOUR_S)
            _put(clock, at, rng.uniform(*habit.minutes) * 60, habit.doing)
    if rng.random() < NAPS:
        begins = midnight_s + int(rng.uniform(13.2, 15) * HOUR_S)
        _sleep(clock, begins, begins + int(rng.uniform(*NAP_H) * HOUR_S), rng, lambda: 1e9)


def _night(clock: Codes, midnight_s: int, restless: float, rng: np.random.Generator) -> None:
    begins = midnight_s + int(rng.uniform(-2.0, 0.8) * HOUR_S)
    ends = midnight_s + int(rng.uniform(6.2, 8.2) * HOUR_S)
    _sleep(clock, begins, ends, rng, lambda: float(rng.exponential(5400 / restless)))


def _sleep(
    clock: Codes, begins: int, ends: int, rng: np.random.Generator, wakes: Callable[[], float]
) -> None:
    """Turns of sleep one after another; now and then somebody lies awake, or gets up."""
    at, wake_at = begins, begins + wakes()
    for doing, minutes in _turns():
        if at >= ends:
            return
        lasts = minutes * 60 * rng.uniform(1 - UNEVEN, 1 + UNEVEN)
        _put(clock, at, min(lasts, ends - at), doing)
        at += int(lasts)
        if at >= wake_at:
            awake = rng.choice([Doing.LYING, Doing.ENSUITE, Doing.PACING], p=[0.5, 0.35, 0.15])
            lasts = rng.uniform(*GETS_UP_MIN) * 60
            _put(clock, at, min(lasts, ends - at), awake)
            at += int(lasts)
            wake_at = at + wakes()


def _turns() -> Iterator[tuple[Doing, int]]:
    for turn in range(TURNS_A_NIGHT):
        yield from TURNS[turn >= EARLY_TURNS]


def _put(clock: Codes, at: int, lasts_s: float, doing: int) -> None:
    clock[max(at, 0) : max(at + int(lasts_s), 0)] = doing
