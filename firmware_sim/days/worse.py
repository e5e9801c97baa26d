"""How somebody gets worse: what changes in what they do and in their body, from a moment on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from firmware_sim.days.doing import ASLEEP, HOUR_S, Codes, Doing
from firmware_sim.days.odd import Odd
from firmware_sim.days.person import Person
from firmware_sim.days.physiology import Bodily
from firmware_sim.days.stirring import Flags
from firmware_sim.days.wander import Line, wandering

EARLIEST_H, LATEST_H = 10.0, 20.0  # of the day: what is usual was seen before, and time is left
RESTRAINED_S = (240.0, 720.0)
STILLER, RESTLESS = 4.0, 1.5  # times as long, and as short, between two bouts
UNEVEN = 0.04


class Kind(StrEnum):
    """What goes wrong."""

    SLOWS = "breathing slows, as after an opioid"
    STOPS = "breathing stops"
    FEVER = "fast breathing with fever"
    SLOW_PULSE = "slow pulse"
    FAST_PULSE = "fast pulse"
    RESTRAINT = "does not recover after restraint"


# Which kind a seed is of: of each twenty, so many.
TWENTY = (
    *(Kind.SLOWS,) * 7, *(Kind.STOPS,) * 2, *(Kind.FEVER,) * 4,
    *(Kind.SLOW_PULSE,) * 2, *(Kind.FAST_PULSE,) * 3, *(Kind.RESTRAINT,) * 2,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Course:
    """Where breathing and pulse come to, a minute, over how many minutes; ``None`` leaves one."""

    over_min: tuple[float, float]
    breathing: tuple[float, float] | None = None
    pulse: tuple[float, float] | None = None


# Orders of size: 26 and more, or 131 and more, are red in NEWS2, as are 8 and 40 and less.
COURSES: Mapping[Kind, Course] = {
    Kind.SLOWS: Course((12, 150), breathing=(4.5, 8.0)),
    Kind.STOPS: Course((0.1, 0.2)),
    Kind.FEVER: Course((40, 150), breathing=(25, 34), pulse=(105, 135)),
    Kind.SLOW_PULSE: Course((5, 60), pulse=(32, 44)),
    Kind.FAST_PULSE: Course((0.5, 25), breathing=(18, 23), pulse=(128, 160)),
    Kind.RESTRAINT: Course((1, 4), breathing=(26, 32), pulse=(116, 140)),
}


@dataclass(frozen=True, slots=True)
class Worse:
    """One person's: from ``begins_s`` on; it is as bad as it gets after ``over_s``."""

    kind: Kind
    begins_s: int
    over_s: float
    breathing: float | None
    pulse: float | None

    def share(self, size: int) -> Line:
        """0 until it begins, 1 once it is as bad as it gets; a straight line between."""
        return np.clip((np.arange(size) - self.begins_s) / self.over_s, 0.0, 1.0)


def worse(kind: Kind, rng: np.random.Generator) -> Worse:
    course = COURSES[kind]
    least, most = np.log(course.over_min)
    return Worse(
        kind=kind,
        begins_s=int(rng.uniform(EARLIEST_H, LATEST_H) * HOUR_S),
        over_s=float(np.exp(rng.uniform(least, most)) * 60),
        breathing=float(rng.uniform(*course.breathing)) if course.breathing else None,
        pulse=float(rng.uniform(*course.pulse)) if course.pulse else None,
    )


def doing_then(doing: Codes, how: Worse, rng: np.random.Generator) -> Codes:
    """Whoever is ill lies down, and whoever is drugged sleeps."""
    out, begins = doing.copy(), how.begins_s
    after = out[begins:]
    if how.kind in (Kind.SLOWS, Kind.STOPS):
        after[:] = Doing.LIGHT_SLEEP
        return out
    after[~np.isin(after, ASLEEP)] = Doing.LYING
    if how.kind in (Kind.FEVER, Kind.RESTRAINT):
        after[np.isin(after, ASLEEP)] = Doing.LYING
    if how.kind is Kind.RESTRAINT:
        out[begins - int(rng.uniform(*RESTRAINED_S)) : begins] = Doing.VISITED
    return out


def stirs_then(how: Worse, who: Person) -> Person:
    """Whoever is drugged hardly turns; whoever is feverish tosses."""
    if how.kind in (Kind.SLOWS, Kind.STOPS):
        return replace(who, turns_every_s=STILLER * who.turns_every_s)
    if how.kind in (Kind.FEVER, Kind.RESTRAINT):
        return replace(who, fidgets_every_s=who.fidgets_every_s / RESTLESS)
    return who


def body_then(body: Bodily, how: Worse, rng: np.random.Generator) -> Bodily:
    share = how.share(len(body.breathing))
    return Bodily(
        _towards(body.breathing, how.breathing, share, rng),
        _towards(body.pulse, how.pulse, share, rng),
    )


def odd_then(odd: Odd, how: Worse, stirs: Flags) -> Odd:
    """A stop is a pause without an end, of somebody who lies still in a good signal."""
    if how.kind is not Kind.STOPS:
        return odd
    stirs[how.begins_s :] = False
    size = len(odd.faint)
    before = tuple(one for one in odd.pauses if one[0] < how.begins_s - 60)
    clear = np.arange(size) < how.begins_s - 120
    return replace(
        odd,
        pauses=(*before, (how.begins_s, float(size))),
        faint=odd.faint & clear,
        ebbing=odd.ebbing & clear,
    )


def _towards(truth: Line, to: float | None, share: Line, rng: np.random.Generator) -> Line:
    if to is None:
        return truth
    there = to * np.exp(UNEVEN * wandering(len(truth), 60, rng))
    return np.asarray(truth ** (1 - share) * there**share)
