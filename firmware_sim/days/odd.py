"""What is odd in a night's breathing: sighs, pauses, ebbing stretches, and what weakens an echo."""

from dataclasses import dataclass

import numpy as np

from firmware_sim.days.doing import Codes, Doing
from firmware_sim.days.person import Person
from firmware_sim.days.stirring import Flags
from firmware_sim.days.wander import Line

SIGH_SLOWS, SIGH_LASTS_S = 0.06, 50.0  # of the rate as it is counted: one breath half as long again
PAUSE_S = (10.0, 16.5)  # shorter than any delay before an alarm
EBBS_FOR_S = (600.0, 2400.0)
EBB_EVERY_S, EBB_PAUSE_SHARE, EBB_PAUSE_S = 60, 0.25, (8.0, 14.0)
FAINT_S = (120.0, 1500.0)


@dataclass(frozen=True, slots=True)
class Odd:
    """``pauses`` are second and length. ``slowed`` is what sighs take off the rate, as a share."""

    slowed: Line
    pauses: tuple[tuple[int, float], ...]
    ebbing: Flags
    faint: Flags


def odd(doing: Codes, who: Person, rng: np.random.Generator) -> Odd:
    ebbing = _ebbing(doing, who, rng)
    pauses = (*_pauses(doing, who, rng), *_ebb_pauses(ebbing, rng))
    return Odd(_sighs(len(doing), who, rng), pauses, ebbing, _faint(len(doing), who, rng))


def _sighs(size: int, who: Person, rng: np.random.Generator) -> Line:
    slowed, at = np.zeros(size), 0.0
    while (at := at + rng.exponential(who.sighs_every_s)) < size:
        slowed[int(at) : int(at + SIGH_LASTS_S)] = SIGH_SLOWS
    return slowed


def _pauses(doing: Codes, who: Person, rng: np.random.Generator) -> list[tuple[int, float]]:
    if not who.pauses_an_hour:
        return []
    at, found = 0.0, []
    while (at := at + PAUSE_S[1] + 20 + rng.exponential(3600 / who.pauses_an_hour)) < len(doing):
        if doing[int(at)] in (Doing.LIGHT_SLEEP, Doing.DREAMING):
            found.append((int(at), float(rng.uniform(*PAUSE_S))))
    return found


def _ebbing(doing: Codes, who: Person, rng: np.random.Generator) -> Flags:
    out = np.zeros(len(doing), dtype=bool)
    for at in rng.integers(0, len(doing), 6 if who.ebbs else 0).tolist():
        out[at : at + int(rng.uniform(*EBBS_FOR_S))] = True
    return np.asarray(out & (doing == Doing.LIGHT_SLEEP))


def _ebb_pauses(ebbing: Flags, rng: np.random.Generator) -> list[tuple[int, float]]:
    return [
        (at, float(rng.uniform(*EBB_PAUSE_S)))
        for at in range(0, len(ebbing), EBB_EVERY_S)
        if ebbing[at] and rng.random() < EBB_PAUSE_SHARE
    ]


def _faint(size: int, who: Person, rng: np.random.Generator) -> Flags:
    out = np.zeros(size, dtype=bool)
    for at in rng.integers(0, size, rng.poisson(who.faint)).tolist():
        out[at : at + int(rng.uniform(*FAINT_S))] = True
    return out
