"""Simulated bodies in front of a simulated radar of four ranges: what no recording holds.

Labelled so wherever they stand. Chests are those of ``firmware_sim``; echoes are circles on static
clutter with the noise of the ``xm125_belt`` sensor, some 5 units a frame beside a chest of 1000.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

from attune.vitals.listen import Line, listen
from attune.vitals.recording import Recording
from edge.sense.witnesses import Verdict
from firmware_sim.body import Body
from firmware_sim.chest import SyntheticChest
from ward.vitals import Vital

RATE_HZ = 20.0
RAD_PER_MM = 4 * np.pi / 4.955
RANGES = np.array([0.6, 1.0, 0.6, 0.2])  # how much of the echo falls on each
CLUTTER = np.array([80 + 30j, -60 + 90j, 20 - 70j, 10 + 15j])
NOISE, CHEST, FAN = 5.0, 1000.0, 40.0

Array = npt.NDArray[np.float64]
Echoes = npt.NDArray[np.complex128]


@dataclass(frozen=True)
class Case:
    """A story, and how right what was said of it is, by vital sign: answered, within, of lines."""

    words: str
    lines: int
    answered: dict[Vital, float]
    within: dict[Vital, float]
    wrong_said: int = 0  # rates said where there must be none
    told_s: float | None = None  # how late "no breath" was told


def echoes(mm: Array, rng: np.random.Generator, strength: float = CHEST) -> Echoes:
    """What four ranges hear of a wall that goes so far."""
    turning = strength * np.exp(1j * RAD_PER_MM * mm)[:, np.newaxis] * RANGES
    noise = rng.normal(0, NOISE / np.sqrt(2), (*turning.shape, 2))
    return np.asarray(turning + CLUTTER + noise[..., 0] + 1j * noise[..., 1])


def lying(breathing: float, heart: float, seed: int, for_s: int) -> Array:
    """The chest of somebody who lies still, in mm."""
    chest, mm = SyntheticChest(breathing, heart, Random(seed)), []
    for _ in range(round(for_s * RATE_HZ)):
        chest.step(1 / RATE_HZ)
        mm.append(chest.mm)
    return np.array(mm)


def heard(samples: Echoes, window_s: int = 60) -> list[Line]:
    return list(listen(Recording("simulated", RATE_HZ, samples, {}), window_s))


def rates(breathing: float, heart: float, seeds: int = 2, for_s: int = 120) -> Case:
    lines: list[Line] = []
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        lines += heard(echoes(lying(breathing, heart, seed, for_s), rng))[60:]
    truth = {Vital.BREATHING: (breathing, 2.0), Vital.HEART: (heart, 5.0)}
    off = {v: np.array(list(_off(lines, v, truth[v][0]))) for v in Vital}
    return Case(
        f"{breathing:g} breaths, heart {heart:g}",
        len(lines),
        {v: len(off[v]) / len(lines) for v in Vital},
        {v: float((off[v] <= truth[v][1]).mean()) if len(off[v]) else float("nan") for v in Vital},
    )


def must_be_silent(words: str, window_s: int = 60) -> Case:
    lines = heard(SILENT[words](), window_s)
    said = sum(isinstance(line.heard.breathing, Verdict) for line in lines)
    hearts = sum(isinstance(line.heard.heart, Verdict) for line in lines)
    return Case(words, len(lines), {}, {}, said + hearts)


def _empty() -> Echoes:
    return echoes(np.zeros(3600), np.random.default_rng(7), 0.0)


def _fan() -> Echoes:
    return echoes(8 * np.sin(np.pi / 2 * np.arange(3600) / RATE_HZ), np.random.default_rng(7), FAN)


def _machine(per_min: float) -> Echoes:
    turn = 2 * np.pi * per_min / 60 * np.arange(3600) / RATE_HZ
    return echoes(4 * np.sin(turn), np.random.default_rng(7))


def _restless() -> Echoes:
    body, mm = Body(SyntheticChest(14, 70, Random(3)), Random(3)), []
    for _ in range(3600):
        body.move(5.0)
        body.step(1 / RATE_HZ)
        mm.append(body.displacement_mm)
    return echoes(np.array(mm), np.random.default_rng(7))


def _two() -> Echoes:
    rng = np.random.default_rng(7)
    return echoes(lying(12, 60, 1, 180), rng) + echoes(lying(19, 75, 2, 180), rng)[:, ::-1]


# Where there must be no rate: three minutes of each.
SILENT: dict[str, Callable[[], Echoes]] = {
    "an empty room": _empty,
    "a fan at 5 m in an empty room": _fan,
    "a machine in the bed, 9 a minute": lambda: _machine(9),
    "a machine in the bed, 15 a minute": lambda: _machine(15),
    "a machine in the bed, 24 a minute": lambda: _machine(24),
    "somebody who tosses and turns all the time": _restless,
    "two people at once": _two,
}


def stopping(breathing: float, seed: int) -> Case:
    """Somebody breathes for 90 s and then no longer, while the heart goes on."""
    chest, mm = SyntheticChest(breathing, 66, Random(seed)), []
    for i in range(round(130 * RATE_HZ)):
        if i == round(90 * RATE_HZ):
            chest.breathe(0, 0)
        chest.step(1 / RATE_HZ)
        mm.append(chest.mm)
    lines = heard(echoes(np.array(mm), np.random.default_rng(seed)))
    told = [line.t - 90 for line in lines if line.heard.no_breath_s is not None]
    late = sum(isinstance(line.heard.breathing, Verdict) for line in lines if line.t > 102)
    words = f"{breathing:g} breaths a minute, then none"
    return Case(words, len(lines), {}, {}, late, told[0] if told else None)


def _off(lines: list[Line], vital: Vital, truth: float) -> Iterator[float]:
    for line in lines:
        told = line.heard.breathing if vital is Vital.BREATHING else line.heard.heart
        if isinstance(told, Verdict):
            yield abs(told.per_minute - truth)
