"""A day from its seed: quiet, or one on which somebody gets worse; and what a node says of it.

The same seed is the same day. Seeds 1 to 20 are the ones that figures are published of; any other
is as good, and nothing may be chosen by looking at those twenty alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from firmware_sim.days import doing as doings
from firmware_sim.days.doing import Codes
from firmware_sim.days.odd import odd
from firmware_sim.days.person import Person, person
from firmware_sim.days.physiology import Bodily, bodily
from firmware_sim.days.stirring import Flags, moving
from firmware_sim.days.telling import DOUBTS, HEART_EVERY_S, NONE, Told, told
from firmware_sim.days.worse import (
    TWENTY,
    Worse,
    body_then,
    doing_then,
    odd_then,
    stirs_then,
    worse,
)

PUBLISHED = tuple(range(1, 21))


@dataclass(frozen=True, slots=True)
class Word:
    """What a node says of one vital sign in one second: just one of the first three is there."""

    rate: float | None
    doubt: str | None
    none_since: float | None
    quality: float


@dataclass(frozen=True, slots=True)
class Said:
    """A second of the day, and what is said in it; of the heart only now and then."""

    second: int
    breathing: Word
    heart: Word | None


@dataclass(frozen=True, slots=True)
class Day:
    """``worse`` is how they get worse, if they do. Arrays have a place for each second."""

    seed: int
    begins_h: float
    who: Person
    worse: Worse | None
    doing: Codes
    moving: Flags
    body: Bodily
    breathing: Told
    heart: Told

    def said(self) -> Iterator[Said]:
        for second in range(len(self.doing)):
            heart = word(self.heart, second) if second % HEART_EVERY_S == 0 else None
            yield Said(second, word(self.breathing, second), heart)


def quiet(seed: int) -> Day:
    """Nothing is wrong with them all day."""
    return _day(seed, np.random.default_rng([seed, 0]), gets_worse=False)


def deteriorating(seed: int) -> Day:
    """They get worse; of twenty seeds in a row each kind has its number."""
    return _day(seed, np.random.default_rng([seed, 1]), gets_worse=True)


def word(told_: Told, second: int) -> Word:
    rate, since = float(told_.rate[second]), float(told_.none_since[second])
    doubt = int(told_.doubt[second])
    return Word(
        rate=None if np.isnan(rate) else rate,
        doubt=None if doubt == NONE else DOUBTS[doubt],
        none_since=None if np.isnan(since) else since,
        quality=float(told_.quality[second]),
    )


def _day(seed: int, rng: np.random.Generator, *, gets_worse: bool) -> Day:
    who = person(rng)
    begins_h = float(rng.uniform(0, 24))
    doing = doings.day(begins_h, who.restless, rng)
    how = worse(TWENTY[(seed - 1) % len(TWENTY)], rng) if gets_worse else None
    if how is not None:
        doing = doing_then(doing, how, rng)
    stirs = moving(doing, who, rng)
    body, strange = bodily(doing, who, rng), odd(doing, who, rng)
    if how is not None:
        begins = how.begins_s
        stirs[begins:] = moving(doing[begins:], stirs_then(how, who), rng)
        body, strange = body_then(body, how, rng), odd_then(strange, how, stirs)
    breathing, heart = told(doing, stirs, body, strange, rng)
    return Day(seed, begins_h, who, how, doing, stirs, body, breathing, heart)
