"""What CO2 and humidity mean, in words, each with its source and by whose word.

CO2 is breathed out: it says how stale the air is, and harms nobody at what a bedroom reaches.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hub.panel.local import number
from hub.panel.sparkline import Point
from hub.rules.words import lasting
from ward.authority import Authority
from ward.readings import Quantity
from ward.units import Span


@dataclass(frozen=True, slots=True)
class Level:
    """From this value on, until the next that is listed."""

    least: float
    words: str
    authority: Authority
    source: str


_OURS = (Authority.LOCAL, "our own proposal")
# clinical.md §6, rows "CO2" and "Humidity", all of them from memory there, and so said here.
LEVELS: Mapping[Quantity, tuple[Level, ...]] = {
    Quantity.CO2: (
        Level(0, "good air", Authority.GUIDANCE, "HSE: under 800 ppm, from memory"),
        Level(800, "used air", Authority.GUIDANCE, "BB101: 1,000 ppm in a day's mean, from memory"),
        Level(1200, "stale: let air in", *_OURS),
        Level(1500, "poor: let air in now", Authority.GUIDANCE,
              "HSE: over 1,500 ppm; BB101: for 20 min at most; both from memory"),
    ),
    Quantity.HUMIDITY: (
        Level(0, "dry", *_OURS),
        Level(30, "rather dry", *_OURS),
        Level(40, "usual", *_OURS),
        Level(60, "rather damp", *_OURS),
        Level(70, "damp", *_OURS),
    ),
}  # fmt: skip
STALE_PPM, POOR_PPM = 1200.0, 1500.0
DRY_PERCENT, DAMP_PERCENT = 30.0, 70.0


def meaning(quantity: Quantity, value: float) -> str:
    """In a word or two; empty for what means nothing by itself."""
    reached = [one.words for one in LEVELS.get(quantity, ()) if value >= one.least]
    return reached[-1] if reached else ""


def limits(quantity: Quantity) -> tuple[tuple[float, str], ...]:
    """The lines of a picture, with whose they are."""
    return {
        Quantity.CO2: (
            (STALE_PPM, f"stale from {number(STALE_PPM)} ppm: our own proposal"),
            (POOR_PPM, f"poor over {number(POOR_PPM)} ppm: HSE, from memory"),
        ),
        Quantity.HUMIDITY: (
            (DRY_PERCENT, f"dry under {DRY_PERCENT:g} %: our own proposal"),
            (DAMP_PERCENT, f"damp from {DAMP_PERCENT:g} %: our own proposal"),
        ),
    }[quantity]


def air_words(series: Mapping[Quantity, Sequence[Point]], gap: Span) -> Iterator[str]:
    """For how long the air was stale or poor, dry or damp; nothing where nothing was measured."""
    if co2 := series[Quantity.CO2]:
        yield (
            f"Air: {_spent(co2, gap, STALE_PPM, POOR_PPM)} stale, "
            f"{_spent(co2, gap, POOR_PPM)} poor; at most {number(max(v for _, v in co2))} ppm CO2."
        )
    if humidity := series[Quantity.HUMIDITY]:
        yield (
            f"Humidity: {_spent(humidity, gap, 0, DRY_PERCENT)} dry, "
            f"{_spent(humidity, gap, DAMP_PERCENT)} damp."
        )


def _spent(points: Sequence[Point], gap: Span, least: float, most: float = float("inf")) -> str:
    """From point to point; no gap counts for anything."""
    steps = (
        later[0] - one[0]
        for one, later in pairwise(points)
        if least <= one[1] < most and later[0] - one[0] <= gap
    )
    spent = sum(steps, Span())
    return lasting(spent) if spent else "no time"
