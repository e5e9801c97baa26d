"""Simulated bodies that breathe and beat as unevenly as the real patients of ``bidmc_icu``.

Their depth is what the recordings with an ECG show: breathing of 2.5 mm, the heart a tenth of it.
Truth is what each body did: breaths and beats counted over the window.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from attune.vitals.listen import Line
from edge.sense.witnesses import Verdict
from firmware_sim.body import Body
from firmware_sim.chest import SyntheticChest
from firmware_sim.paced import PAUSE_S, PERIOD_S, PacedChest, periodic
from firmware_sim.patients import Timing, made_up, timings
from tests.bench.vitals.bodies import FAN, RATE_HZ, Array, Echoes, echoes, heard
from tests.conftest import where_shared
from ward.vitals import Vital

WINDOW_S = 60
LASTS_S = 150
BREATH_MM, HEART_MM = 2.5, 0.3
DEEP_MM = 5.0  # as somebody lying on their back may; the heart is then a twentieth
TOLERANCE = {Vital.BREATHING: 2.0, Vital.HEART: 5.0}
PATIENTS = 6  # each rate with so many people's timing
SIGHS_S = 45.0
RATES = (
    (4, 50), (6, 60), (8, 45), (10, 130), (12, 60), (14, 30), (14, 40), (16, 75), (20, 90),
    (24, 100), (30, 120), (36, 140), (40, 160),
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """How right one kind of body was told, by vital sign, over all its lines."""

    words: str
    lines: int
    off: dict[Vital, Array]

    def row(self) -> str:
        cells = [f"{self._off(v)} | {len(self.off[v]) / self.lines:.0%}" for v in Vital]
        return f"| {self.words} | {' | '.join(cells)} |"

    def _off(self, vital: Vital) -> str:
        off = self.off[vital]
        if not len(off):
            return "- | -"
        return f"{off.mean():.2f} | {(off <= TOLERANCE[vital]).mean():.0%}"


def people(count: int = PATIENTS) -> list[Timing]:
    """As many patients as asked for, the whole set among them from end to end."""
    found = timings(where_shared() / "data" / "radar" / "bidmc_icu")
    if not found:
        return [made_up(seed) for seed in range(count)]
    return [found[i * len(found) // count] for i in range(count)]


def moved_by(chest: PacedChest | Body, for_s: int) -> Array:
    mm = []
    for _ in range(round(for_s * RATE_HZ)):
        chest.step(1 / RATE_HZ)
        mm.append(chest.mm if isinstance(chest, PacedChest) else chest.displacement_mm)
    return np.array(mm)


def rates(
    breathing: float,
    heart: float,
    *,
    breath_mm: float = BREATH_MM,
    sighs_every_s: float | None = None,
    words: str = "",
    beside: Callable[[], Echoes] | None = None,
    count: int = PATIENTS,
) -> Told:
    """Bodies at this rate, one for each patient's timing."""
    off: dict[Vital, list[float]] = {v: [] for v in Vital}
    told = 0
    for seed, timing in enumerate(people(count)):
        chest = PacedChest(
            timing, breathing, heart, Random(seed), breath_mm, HEART_MM,
            sighs_every_s=sighs_every_s,
        )  # fmt: skip
        samples = echoes(moved_by(chest, LASTS_S), np.random.default_rng(seed))
        lines = heard(samples + beside() if beside else samples, WINDOW_S)[WINDOW_S:]
        told += len(lines)
        for vital, moments in ((Vital.BREATHING, chest.breaths_s), (Vital.HEART, chest.beats_s)):
            off[vital] += _off(lines, vital, moments)
    words = words or f"{breathing:g} breaths, heart {heart:g}"
    return Told(words, told, {v: np.array(each) for v, each in off.items()})


def fan_beside() -> Echoes:
    """What of a fan five metres off reaches the ranges of a bed: hardly anything, evenly."""
    second = np.arange(LASTS_S * RATE_HZ) / RATE_HZ
    fan = FAN * np.exp(2j * np.pi * 5 * second) + FAN * np.exp(8j * np.sin(np.pi / 2 * second))
    return np.asarray(fan[:, np.newaxis] * np.array([0.0, 0.0, 0.3, 1.0]))


def cases() -> Iterator[Told]:
    for breathing, heart in RATES:
        yield rates(breathing, heart)
    for breathing, heart in ((8, 45), (14, 70), (24, 100)):
        yield rates(
            breathing, heart, breath_mm=DEEP_MM,
            words=f"{breathing} breaths, heart {heart}, breathing twice as deep",
        )  # fmt: skip
    yield rates(14, 70, sighs_every_s=SIGHS_S, words="14 breaths with a sigh every 45 s, heart 70")
    yield rates(14, 70, beside=fan_beside, words="14 breaths beside a fan at 5 m, heart 70")


# ---- what must not be taken for quiet breathing ------------------------------------------------


@dataclass(frozen=True)
class Restless:
    """How often something was said where it may not be, and how often where it should be."""

    words: str
    lines: int
    false: int  # rates more than a tolerance off, or where there must be none
    answered: float


def turning() -> Restless:
    """Somebody who turns over for four seconds every minute and a half."""
    lines, truth, moving = _turned(90, 4.0)
    false = sum(
        _is_false(line, truth) or (moving[line.t - 1] and _has_rate(line)) for line in lines
    )
    answered = sum(_has_rate(line) for line in lines) / len(lines)
    return Restless("turns over for 4 s every 90 s", len(lines), false, answered)


def _turned(every_s: int, for_s: float) -> tuple[list[Line], Sequence[float], list[bool]]:
    chest = PacedChest(people()[1], 14, 70, Random(2), BREATH_MM, HEART_MM)
    body, mm, moving = Body(SyntheticChest(14, 70, Random(3)), Random(3)), list[float](), []
    for i in range(round(360 * RATE_HZ)):
        if i % round(every_s * RATE_HZ) == 0 and i:
            body.move(for_s)
        before = body.displacement_mm - body._chest.mm
        body.step(1 / RATE_HZ)
        chest.step(1 / RATE_HZ)
        mm.append(chest.mm + body.displacement_mm - body._chest.mm)
        moving.append(abs(body.displacement_mm - body._chest.mm - before) > 1.0)
    each_s = [any(moving[s * 20 : s * 20 + 20]) for s in range(360)]
    lines = heard(echoes(np.array(mm), np.random.default_rng(7)))
    return lines, chest.breaths_s, each_s


def walking() -> Restless:
    """Somebody who walks to and fro before the radar, and no chest at rest."""
    second = np.arange(180 * RATE_HZ) / RATE_HZ
    mm = 900 * np.abs((second / 2.6) % 2 - 1) + 12 * np.sin(2 * np.pi * 1.8 * second)
    lines = heard(echoes(mm, np.random.default_rng(7)))
    return Restless("walks to and fro", len(lines), sum(map(_says_anything, lines)), 0.0)


def visited() -> Restless:
    """A second person comes to the bed after a minute and stays, breathing at another rate."""
    here, there = (
        PacedChest(people()[i], rate, 70, Random(i), BREATH_MM, HEART_MM)
        for i, rate in ((1, 13), (2, 20))
    )
    alone = echoes(moved_by(here, 180), np.random.default_rng(7))
    with_them = 0.8 * echoes(moved_by(there, 180), np.random.default_rng(8))[:, ::-1]
    with_them[: round(60 * RATE_HZ)] = 0
    lines = heard(alone + with_them)
    false = sum(_is_false(line, here.breaths_s) for line in lines if line.t > 80)
    shown = sum(_has_rate(line) for line in lines if line.t > 80) / 100
    return Restless("a second person comes and stays; a rate of neither", 100, false, shown)


def breathes_periodically() -> tuple[Restless, float, float]:
    """Rates where breathing has rested for 10 s, and how late and how often the rest was told."""
    chest = PacedChest(people()[1], 16, 70, Random(2), 2 * BREATH_MM, HEART_MM, depth=periodic)
    lines = heard(echoes(moved_by(chest, 360), np.random.default_rng(7)))
    false = told = 0
    late: list[float] = []
    for begins in np.arange(PERIOD_S - PAUSE_S, 360, PERIOD_S):
        rest = [line for line in lines if begins < line.t <= begins + PAUSE_S]
        false += sum(_has_rate(line) for line in rest if line.t > begins + 10)
        stops = [line.t - begins for line in rest if line.heard.no_breath_s is not None]
        told += bool(stops)
        late += stops[:1]
    lines_at_rest = 6 * round(PAUSE_S - 10)
    words = "breathes periodically; a rate in a pause after 10 s of it"
    return Restless(words, lines_at_rest, false, 0.0), told / 6, float(np.mean(late or [np.nan]))


def _has_rate(line: Line) -> bool:
    return isinstance(line.heard.breathing, Verdict)


def _says_anything(line: Line) -> bool:
    heart = isinstance(line.heard.heart, Verdict)
    return _has_rate(line) or heart or line.heard.no_breath_s is not None


def _is_false(line: Line, moments: Sequence[float]) -> bool:
    return any(each > TOLERANCE[Vital.BREATHING] for each in _off([line], Vital.BREATHING, moments))


def _off(lines: Sequence[Line], vital: Vital, moments: Sequence[float]) -> list[float]:
    """How far off each answer is from what was breathed or beaten in the window before it."""
    out, at_s = [], np.array(moments)
    for line in lines:
        said = line.heard.breathing if vital is Vital.BREATHING else line.heard.heart
        inside = at_s[(at_s > line.t - WINDOW_S) & (at_s <= line.t)]
        if isinstance(said, Verdict) and len(inside) > 1:
            usual = np.mean if vital is Vital.BREATHING else np.median  # as the recordings' READMEs
            out.append(abs(said.per_minute - 60 / float(usual(np.diff(inside)))))
    return out
