"""When somebody moves: bouts that come oftener awake than asleep, and seldom in deep sleep."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from firmware_sim.days.doing import Codes, Doing
from firmware_sim.days.person import Person

Flags = npt.NDArray[np.bool_]
GETS_THERE_S = 5  # of moving whenever they begin to do something else, awake


@dataclass(frozen=True, slots=True)
class Bouts:
    """So long between two, on average, and how long each is."""

    every_s: float
    least_s: float
    most_s: float


def moving(doing: Codes, who: Person, rng: np.random.Generator) -> Flags:
    """Each second, whether they move."""
    table = _table(who)
    out = np.zeros(len(doing), dtype=bool)
    at, codes = 0.0, doing.tolist()
    while at < len(codes):
        bouts = table[Doing(codes[int(at)])]
        until = at + rng.exponential(bouts.every_s)
        changed = _changes(codes, int(at), min(int(until), len(codes) - 1))
        if changed is not None:  # from then on another table holds
            at = changed
            out[changed : changed + GETS_THERE_S] = True
            continue
        lasts = rng.uniform(bouts.least_s, bouts.most_s)
        out[int(until) : int(until + lasts) + 1] = True
        at = until + lasts
    return out


def _changes(codes: list[int], at: int, until: int) -> int | None:
    """The first second after ``at`` and up to ``until`` at which something else is done."""
    here = codes[at]
    return next((i for i in range(at + 1, until + 1) if codes[i] != here), None)


def _table(who: Person) -> Mapping[Doing, Bouts]:
    turns = who.turns_every_s
    return {
        Doing.LYING: Bouts(who.fidgets_every_s, 1, 7),
        Doing.LIGHT_SLEEP: Bouts(turns, 2, 9),
        Doing.DEEP_SLEEP: Bouts(2.5 * turns, 2, 9),
        Doing.DREAMING: Bouts(0.5 * turns, 1, 2),
        Doing.EATING: Bouts(14, 4, 30),
        Doing.PACING: Bouts(5, 20, 90),
        Doing.VISITED: Bouts(15, 3, 20),
        Doing.ENSUITE: Bouts(20, 3, 20),
        Doing.GARDEN: Bouts(20, 3, 20),
        Doing.ELSEWHERE: Bouts(60, 3, 20),
    }
