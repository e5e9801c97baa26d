"""A stretch of a seeded day through the whole signal chain: chest, echo, estimator, words.

It shows whether what ``firmware_sim.days`` has a node say is a fair stand-in for what the node's
own estimator says of such a body. Breath follows breath as in a real patient, on top of the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import numpy.typing as npt

from edge.sense.witnesses import Verdict
from firmware_sim.body import Body
from firmware_sim.days.day import Day
from firmware_sim.days.telling import CROWDED, DOUBTS, NOBODY, NONE, TOO_FAR, WEAK, Told
from firmware_sim.days.wander import mean_over
from firmware_sim.paced import PacedChest
from tests.bench.vitals.bodies import CHEST, RATE_HZ, Echoes, echoes, heard
from tests.bench.vitals.patients import BREATH_MM, HEART_MM, moved_by, people
from ward.vitals import Doubt

Line = npt.NDArray[np.float64]
A_SECOND = round(RATE_HZ)
VISITOR = 0.8  # of the echo
CODES = {Doubt(name): code for code, name in enumerate(DOUBTS)}
FIELDS = ("rate", "quality", "doubt", "none_since")


@dataclass(frozen=True)
class Heard:
    """What is said in each second of the stretch."""

    breathing: Told
    pulse: Told


def through_the_chain(day: Day, begins_s: int, ends_s: int) -> Heard:
    """What the estimator hears from one second of that day to another."""
    chest = PacedChest(
        people()[day.seed % 6], day.body.breathing[begins_s], day.body.pulse[begins_s],
        Random(day.seed), BREATH_MM, HEART_MM, depth=_depth(day, begins_s),
    )  # fmt: skip
    sways = Body(PacedChest(people()[0], 0, 60, Random(0), 0.0, 0.0), Random(day.seed))
    mm = []
    for second in range(begins_s, ends_s):
        chest.breathe(float(day.body.breathing[second]), 1.0)
        chest.heart_per_min = float(day.body.pulse[second])
        if day.moving[second]:
            sways.move(1.0)
        for _ in range(A_SECOND):
            chest.step(1 / RATE_HZ)
            sways.step(1 / RATE_HZ)
            mm.append(chest.mm + sways.displacement_mm)
    return _told(_echoes(day, begins_s, ends_s, np.array(mm)))


def _depth(day: Day, begins_s: int):
    """No breath goes anywhere while the day says that there is none."""
    since = day.breathing.none_since

    def depth(second: float) -> float:
        """Looked up a while later: the day tells of a pause only once it has lasted."""
        at = begins_s + int(second)
        later = since[at : at + 10]
        known = later[~np.isnan(later)]
        return 0.0 if len(known) and known[0] <= at and _paused(since, at) else 1.0

    return depth


def _paused(since: Line, at: int) -> bool:
    """It breathes again some seconds before the day's node says so."""
    ahead = since[at : at + 6]
    return bool(len(ahead) and not np.isnan(ahead[-1])) or bool(np.isnan(since[at]))


def _echoes(day: Day, begins_s: int, ends_s: int, mm: Line) -> Echoes:
    rng = np.random.default_rng(day.seed)
    doubt = np.repeat(day.breathing.doubt[begins_s:ends_s], A_SECOND)
    there = ~np.isin(doubt, (NOBODY, TOO_FAR))
    own = echoes(np.where(there, mm, 0.0), rng, CHEST)
    nobody = echoes(np.zeros(len(mm)), rng, 0.0)
    heard_ = np.where(there[:, np.newaxis], own, nobody)
    crowded = doubt == CROWDED
    if crowded.any():
        visitor = PacedChest(people()[0], 18, 80, Random(1), BREATH_MM, HEART_MM)
        other = VISITOR * echoes(moved_by(visitor, ends_s - begins_s), rng)[:, ::-1]
        heard_ = heard_ + other * crowded[:, np.newaxis]
    return np.asarray(heard_)


def _told(samples: Echoes) -> Heard:
    lines = [line.heard for line in heard(samples)]
    since = np.array([at - (one.no_breath_s or np.nan) for at, one in enumerate(lines)])
    none = np.full(len(lines), np.nan)
    return Heard(
        _said([one.breathing for one in lines], since), _said([one.heart for one in lines], none)
    )


def _said(found: Sequence[Verdict | Doubt | None], since: Line) -> Told:
    """As a day has it: where there is neither rate nor doubt, no breath was seen since then."""
    rate = [one.per_minute if isinstance(one, Verdict) else np.nan for one in found]
    quality = [one.quality if isinstance(one, Verdict) else 0.0 for one in found]
    doubt = [CODES.get(one, WEAK) if isinstance(one, Doubt) else NONE for one in found]
    return Told(np.array(rate), np.array(quality), np.array(doubt, dtype=np.int8), since)


def instead(day: Day, begins_s: int, stretch: Heard) -> Day:
    """The same day with the chain's words in that stretch."""
    shifted = replace(stretch.breathing, none_since=stretch.breathing.none_since + begins_s)
    return replace(
        day,
        breathing=_put(day.breathing, begins_s, shifted),
        heart=_put(day.heart, begins_s, stretch.pulse),
    )


def _put(whole: Told, begins_s: int, part: Told) -> Told:
    here = slice(begins_s, begins_s + len(part.rate))
    lines = [getattr(whole, each).copy() for each in FIELDS]
    for line, each in zip(lines, FIELDS, strict=True):
        line[here] = getattr(part, each)
    return Told(*lines)


@dataclass(frozen=True)
class Fair:
    """One stretch, said by the day and by the chain: how often answered, and how far off truth."""

    words: str
    answered: tuple[float, float]
    off: tuple[float, float]
    worst: tuple[float, float]  # of a hundred answers, the second worst or so


def fair(words: str, truth: Line, said: Line, chain: Line) -> Fair:
    minute = np.maximum(np.arange(len(truth)) - 59, 0)
    meant = mean_over(truth, minute)
    offs = [np.abs(each - meant)[~np.isnan(each)] for each in (said, chain)]
    answered = [float((~np.isnan(each)).mean()) for each in (said, chain)]
    off = [float(np.median(each)) if len(each) else float("nan") for each in offs]
    worst = [float(np.percentile(each, 98)) if len(each) else float("nan") for each in offs]
    return Fair(words, (answered[0], answered[1]), (off[0], off[1]), (worst[0], worst[1]))
