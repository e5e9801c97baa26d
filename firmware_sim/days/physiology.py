"""What the body does each second: how fast it breathes and beats through whatever it is doing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from firmware_sim.days.doing import ASLEEP, Codes, Doing
from firmware_sim.days.person import Person
from firmware_sim.days.wander import Line, following, wandering

# How much more than at rest, of breathing and of the pulse: textbook orders of size.
EXERTION: Mapping[Doing, tuple[float, float]] = {
    Doing.PACING: (0.60, 0.42),
    Doing.GARDEN: (0.50, 0.38),
    Doing.ELSEWHERE: (0.10, 0.08),
    Doing.ENSUITE: (0.20, 0.18),
    Doing.EATING: (0.08, 0.12),
    Doing.VISITED: (0.15, 0.12),
}
RISES_S, RECOVERS_S = 60.0, 170.0  # breath is regained in some minutes
LINGERS, LINGERS_S = 0.15, 1200.0  # and a part of it much later
STAGES: Mapping[Doing, tuple[float, float]] = {  # of the sleeper's own rate: breathing, pulse
    Doing.LIGHT_SLEEP: (1.0, 1.0),
    Doing.DEEP_SLEEP: (0.96, 0.97),
    Doing.DREAMING: (1.05, 1.07),
}
FALLS_ASLEEP_S, WAKES_S = 240.0, 40.0
# The spread of breathing within a minute or so, and of the pulse: dreams are the most uneven.
QUICK: Mapping[Doing, tuple[float, float]] = {
    Doing.LIGHT_SLEEP: (0.045, 0.030),
    Doing.DEEP_SLEEP: (0.025, 0.020),
    Doing.DREAMING: (0.110, 0.050),
}
QUICK_AWAKE = (0.085, 0.045)
QUICK_S, SLOW_S = 25.0, 1300.0
SLOW = (0.035, 0.035)  # the spread of what wanders over a quarter of an hour and more
CIRCADIAN = 0.03  # of the pulse


@dataclass(frozen=True, slots=True)
class Bodily:
    """Truth: breaths and beats a minute in each second, as they would be counted over a few."""

    breathing: Line
    pulse: Line


def bodily(doing: Codes, who: Person, rng: np.random.Generator) -> Bodily:
    """Through a day of such doings."""
    size = len(doing)
    asleep = _asleep(doing)
    tide = CIRCADIAN * np.sin(2 * np.pi * (np.arange(size) / 86_400 + rng.random()))
    breathing = who.breathing * _level(doing, asleep, who, 0) * _wander(doing, who, 0, rng)
    pulse = who.pulse * _level(doing, asleep, who, 1) * _wander(doing, who, 1, rng)
    return Bodily(breathing, pulse * np.exp(tide))


def _asleep(doing: Codes) -> Line:
    """0 awake to 1 asleep: the body takes minutes to get there."""
    return following(np.isin(doing, ASLEEP).astype(float), FALLS_ASLEEP_S, WAKES_S)


def _level(doing: Codes, asleep: Line, who: Person, which: int) -> Line:
    own = (who.asleep_breathing, who.asleep_pulse)[which]
    stage = _by_doing(doing, {each: both[which] for each, both in STAGES.items()}, 1.0)
    stage = following(stage, 120.0, 120.0)
    wanted = _by_doing(doing, {each: both[which] for each, both in EXERTION.items()}, 0.0)
    effort = following(wanted, RISES_S, RECOVERS_S)
    tired = following(wanted, RISES_S * 5, LINGERS_S)
    return (1 - asleep * (1 - own * stage)) * (1 + effort + LINGERS * tired)


def _wander(doing: Codes, who: Person, which: int, rng: np.random.Generator) -> Line:
    spread = _by_doing(
        doing, {each: both[which] for each, both in QUICK.items()}, QUICK_AWAKE[which]
    )
    quick = wandering(len(doing), QUICK_S, rng) * spread
    slow = wandering(len(doing), SLOW_S, rng) * SLOW[which]
    return np.asarray(np.exp(who.uneven * (quick + slow)))


def _by_doing(doing: Codes, table: Mapping[Doing, float], otherwise: float) -> Line:
    values = np.full(len(Doing), otherwise)
    for each, value in table.items():
        values[each] = value
    return values[doing]
