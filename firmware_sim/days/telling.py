"""What a node says of it, second by second: a rate with its quality, a doubt, or no breath since.

Nothing of the node's own code is here. Its habits are copied from its page, docs/vital-signs.md: a
rate is a mean over a minute, or since whatever broke the window; after a break it settles for 20 s;
a rest longer than 8 s has no rate; a heart on a harmonic of breathing is mostly doubted. How often
it is wrong and does not know it is what its estimator makes of such bodies: see `make bench`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from firmware_sim.days.doing import OUT_OF_SIGHT, Codes, Doing
from firmware_sim.days.odd import Odd
from firmware_sim.days.physiology import Bodily
from firmware_sim.days.stirring import Flags
from firmware_sim.days.wander import Line, mean_over, wandering

# As they stand on the wire.
DOUBTS = ("nobody there", "moving", "more than one person", "too far", "weak signal", "settling")
NOBODY, MOVING, CROWDED, TOO_FAR, WEAK, SETTLING = range(len(DOUBTS))
NONE = -1
HEART_EVERY_S = 5
WINDOW_S, SETTLES_S, HEART_SETTLES_S = 60, 20, 35
BREAKS_S, RESTS_S = 3, 2  # a bout as long as this breaks the window; shorter ones are cut out
UNSURE_S = 15  # a radar still says "moving" for so long after somebody went
STOPPED_AFTER_S, RETURNED_S = 8.0, 2.0  # as the estimator does of such a chest
WRONG_AN_HOUR, WRONG_S = (3.0, 30.0), ((8.0, 40.0), (1.0, 12.0))
WRONG_BY = ((0.5, 0.8, 0.87, 1.15, 1.25, 1.5, 2.0), (0.5, 0.64, 0.7, 0.75, 0.8, 1.33))
ERROR, ERROR_S = (0.6, 1.6), 15.0  # a minute
QUALITY, QUALITY_LEAST = 0.95, (0.6, 0.7)
OUT_OF_CONE = 0.6  # while pacing, a quarter of the time
VISITORS = 0.7  # of what is then said, the visitor's
RATIO, HARMONIC = (2.5, 9.0), 0.12  # beats a breath between which, and off which, they are told
USUALLY = 0.3  # less often than not
NOT_TAKEN_FOR_TWO = (
    -1.9
)  # of a visit a thirtieth, in which the visitor's breath may pass for theirs
BOUNDS = ((3.0, 45.0), (30.0, 180.0))  # a minute, breathing and heart

Numbers = npt.NDArray[np.int8]
Seconds = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Told:
    """One vital sign: where ``rate`` is no number there is a doubt, or none since a second."""

    rate: Line
    quality: Line
    doubt: Numbers
    none_since: Line


def told(
    doing: Codes, stirs: Flags, body: Bodily, odd: Odd, rng: np.random.Generator
) -> tuple[Told, Told]:
    """Of breathing, each second, and of the heart, of which every fifth is said."""
    against = _against(doing, stirs, odd, rng)
    since, settled = _windows(against)
    breathing = _rates(body.breathing * (1 - odd.slowed), since, 0, odd, rng)
    breathing = _wrong(_visitor(breathing, doing, against, rng), 0, rng)
    pulse = _wrong(_rates(body.pulse, since, 1, odd, rng), 1, rng)
    quality = _quality(doing, odd, 0, rng)
    first = _said(breathing, quality, against, settled >= SETTLES_S, 0)
    hearts = _beats_apart(body, rng) & (settled >= HEART_SETTLES_S)
    second = _said(pulse, _quality(doing, odd, 1, rng), against, hearts, 1)
    return _with_pauses(first, odd, against), second


def _against(doing: Codes, stirs: Flags, odd: Odd, rng: np.random.Generator) -> Numbers:
    """What speaks against any rate, strongest last."""
    size = len(doing)
    out = np.full(size, NONE, dtype=np.int8)
    out[odd.faint & (wandering(size, 40, rng) > 0)] = WEAK
    still_long = np.convolve(stirs, np.ones(RESTS_S + 1))[:size] > 0
    out[still_long] = MOVING
    visited = doing == Doing.VISITED
    out[visited & (wandering(size, 20, rng) > NOT_TAKEN_FOR_TWO)] = CROWDED
    out[visited & stirs] = MOVING
    roams = (doing == Doing.PACING) & (wandering(size, 15, rng) > OUT_OF_CONE)
    out[roams] = TOO_FAR
    out[_gone(doing)] = NOBODY
    return out


def _gone(doing: Codes) -> Flags:
    """Out of sight, as the radar comes to know it."""
    out = np.isin(doing, OUT_OF_SIGHT)
    late = np.concatenate((np.zeros(UNSURE_S, dtype=bool), out[:-UNSURE_S]))
    return np.asarray(out & late)


def _windows(against: Numbers) -> tuple[Seconds, Seconds]:
    """Since which second the rate of each is a mean, and for how long nothing broke it."""
    since, settled = np.zeros(len(against), np.int64), np.zeros(len(against), np.int64)
    began, run = 0, 0
    for i, doubt in enumerate(against.tolist()):
        run = run + 1 if doubt != NONE else 0
        if run > BREAKS_S + RESTS_S or doubt in (NOBODY, CROWDED, TOO_FAR):
            began = i + 1
        since[i] = max(began, i + 1 - WINDOW_S)
        settled[i] = i + 1 - began
    return np.minimum(since, np.arange(len(against))), settled


def _rates(truth: Line, since: Seconds, which: int, odd: Odd, rng: np.random.Generator) -> Line:
    error = wandering(len(truth), ERROR_S, rng) * ERROR[which]
    if which == 0:
        error = error * np.where(odd.ebbing, 2.0, 1.0)
    return mean_over(truth, since) + error


def _visitor(rate: Line, doing: Codes, against: Numbers, rng: np.random.Generator) -> Line:
    other = float(rng.uniform(12, 20))
    taken = (doing == Doing.VISITED) & (against == NONE)
    return np.where(taken & (rng.random(len(rate)) < VISITORS), other, rate)


def _wrong(rate: Line, which: int, rng: np.random.Generator) -> Line:
    """Halves, doubles and the like, for some seconds."""
    out, at = rate.copy(), 0.0
    while (at := at + rng.exponential(3600 / WRONG_AN_HOUR[which])) < len(rate):
        ends = int(at + rng.uniform(*WRONG_S[which]))
        out[int(at) : ends] *= rng.choice(WRONG_BY[which])
    return np.clip(out, *BOUNDS[which])


def _quality(doing: Codes, odd: Odd, which: int, rng: np.random.Generator) -> Line:
    lost = np.abs(wandering(len(doing), 20, rng)) * 0.05
    lost += 0.06 * (doing == Doing.DREAMING) + 0.2 * odd.ebbing + 0.15 * odd.faint
    return np.clip(QUALITY - lost, 0.0, 0.99) - 0.02 * which


def _beats_apart(body: Bodily, rng: np.random.Generator) -> Flags:
    """Whether the heart is told from what breathing leaves over: seldom on its harmonics."""
    ratio = body.pulse / np.maximum(body.breathing, 1.0)
    on_it = np.abs(ratio - np.round(ratio)) < HARMONIC
    least = np.select([ratio < RATIO[0], on_it, ratio > RATIO[1]], [9.0, 1.3, 1.0], USUALLY)
    return np.asarray(wandering(len(ratio), 90, rng) > least)


def _said(rate: Line, quality: Line, against: Numbers, ready: Flags, which: int) -> Told:
    enough = quality >= QUALITY_LEAST[which]
    doubt = against.copy()
    doubt[(against == NONE) & ~enough] = WEAK
    doubt[(against == NONE) & ~ready] = SETTLING
    is_said = doubt == NONE
    nothing = np.full(len(rate), np.nan)
    return Told(np.where(is_said, rate, np.nan), quality, doubt, nothing)


def _with_pauses(said: Told, odd: Odd, against: Numbers) -> Told:
    """In a pause there is first the rate of before, then none since it began."""
    rate, doubt, since = said.rate.copy(), said.doubt.copy(), said.none_since.copy()
    for at, lasts_s in odd.pauses:
        ends = min(int(at + lasts_s + RETURNED_S), len(rate))
        seen = np.arange(int(at + STOPPED_AFTER_S), ends)
        seen = seen[against[seen] == NONE]
        rate[seen], doubt[seen], since[seen] = np.nan, NONE, float(at)
    return Told(rate, said.quality, doubt, since)
