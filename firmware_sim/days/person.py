"""Somebody's own measures: how they breathe and beat awake and asleep, and what is odd in it."""

from dataclasses import dataclass

import numpy as np

PAUSE, EBB = 0.15, 0.2  # of all people, those whose breathing pauses asleep, and ebbs


@dataclass(frozen=True, slots=True)
class Person:
    """Rates a minute at rest and awake; the rest as shares, or so many an hour.

    Where the figures come from: resting adults breathe 12 to 20 and beat 51 to 90 (the normal
    columns of NEWS2); asleep breathing is slower by up to a fifth and the heart by a tenth to a
    fifth (textbooks, from memory). ``pauses_an_hour`` are rests of 10 to 16 s in light sleep and
    dreams, as half-severe sleep apnoea has them.
    """

    breathing: float
    pulse: float
    asleep_breathing: float  # of the waking rate
    asleep_pulse: float
    uneven: float  # 1 is usual: how much rates wander
    restless: float
    fidgets_every_s: float
    turns_every_s: float
    sighs_every_s: float
    pauses_an_hour: float
    ebbs: bool  # breathing that swells and ebbs for stretches of light sleep
    faint: float  # how often a blanket or a turned back weakens the echo, times a day


def person(rng: np.random.Generator) -> Person:
    """Anybody."""
    return Person(
        breathing=float(np.clip(rng.normal(15.5, 2.2), 11.5, 20.5)),
        pulse=float(np.clip(rng.normal(74, 10), 54, 98)),
        asleep_breathing=float(rng.uniform(0.82, 0.97)),
        asleep_pulse=float(rng.uniform(0.80, 0.91)),
        uneven=float(rng.uniform(0.7, 1.4)),
        restless=float(rng.uniform(0.5, 2.5)),
        fidgets_every_s=float(rng.uniform(45, 200)),
        turns_every_s=float(rng.uniform(500, 1500)),
        sighs_every_s=float(rng.uniform(240, 900)),
        pauses_an_hour=float(rng.uniform(6, 24)) if rng.random() < PAUSE else 0.0,
        ebbs=bool(rng.random() < EBB),
        faint=float(rng.uniform(1, 7)),
    )
