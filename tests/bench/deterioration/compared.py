"""Detectors beside each other: how late each is at how many false alarms a room-day."""

from collections.abc import Iterator
from functools import cache

import numpy as np

from firmware_sim.days.worse import Kind
from hub.deterioration.numbers import CHANGES, STEP_S
from tests.bench.deterioration.days import Heard, quiet_day, worse_day
from tests.bench.deterioration.rivals import RIVALS, Hits

CURVES_OF = tuple(range(1001, 1041))  # those that all of them were set on
FIRMNESS = (0.6, 0.7, 0.8, 0.9, 1.0, 1.15, 1.3)
APART_S = 1800  # hits further apart are two alarms
Curve = list[tuple[float, float, int]]  # false a day, median delay in min, missed


@cache
def curves() -> dict[str, Curve]:
    """As firm as each was set, and firmer, and less so."""
    return {name: [_point(name, firm) for firm in FIRMNESS] for name in RIVALS}


def compared() -> Iterator[str]:
    yield "\n## Detectors compared\n"
    yield "Each with its limits times so much, against the same usual rates, on seeds"
    yield f"{CURVES_OF[0]} to {CURVES_OF[-1]} (a stop is another rule's): false alarms a room-day,"
    yield "the delay in the middle, and how many were never told. Further left and lower is"
    yield "better. Hits within half an hour of each other are one alarm, so there are more here"
    yield "than above, where one that stands is told once.\n"
    yield "![delay against false alarms](images/deterioration-detectors.svg)\n"
    yield f"| detector | {' | '.join(f'times {firm:g}' for firm in FIRMNESS)} |"
    yield f"| --- |{' --- |' * len(FIRMNESS)}"
    for name, points in curves().items():
        cells = (f"{false:.2f} a day, {late:.1f} min, {miss}" for false, late, miss in points)
        yield f"| {name} | {' | '.join(cells)} |"


def _point(name: str, firm: float) -> tuple[float, float, int]:
    false = sum(len(_alarms(name, quiet_day(seed), firm)) for seed in CURVES_OF)
    delays, missed = list[float](), 0
    for seed in CURVES_OF:
        day = worse_day(seed)
        if day.worse is None or day.worse.kind is Kind.STOPS:
            continue  # another rule's
        later = [at for at in _hits(name, day, firm) if at * STEP_S >= day.worse.begins_s]
        missed += not later
        delays += [(min(later) * STEP_S - day.worse.begins_s) / 60] if later else []
    return false / len(CURVES_OF), float(np.median(delays)), missed


def _hits(name: str, day: Heard, firm: float) -> Hits:
    return sorted(
        hit for change in CHANGES for hit in RIVALS[name](change, day.points[change.vital], firm)
    )


def _alarms(name: str, day: Heard, firm: float) -> list[int]:
    """Hits of one change that are near each other are one alarm."""
    out = []
    for change in CHANGES:
        last = -APART_S
        for hit in RIVALS[name](change, day.points[change.vital], firm):
            out += [hit] if (hit - last) * STEP_S > APART_S else []
            last = hit
    return out
