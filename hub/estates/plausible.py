"""What a room can be, and what no sensor of it can be believed beyond: without any arithmetic."""

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

from ward.readings import Quantity


class Plausible(NamedTuple):
    """Of one quantity: what a room can be, and how long one value may stand without a change.

    ``apart`` is by how much two sensors may differ and still both be right.
    """

    least: float
    most: float
    stuck_h: float
    apart: float = float("inf")


# Our own proposals, all: wider than any room, narrower than what a broken sensor says. A night's
# light and a quiet room may stand still for hours; warmth read to a hundredth does not.
PLAUSIBLE: Mapping[str, Plausible] = {
    Quantity.TEMPERATURE: Plausible(-10, 60, stuck_h=3, apart=2.0),  # the second as the node has it
    Quantity.HUMIDITY: Plausible(0, 100, stuck_h=24),
    Quantity.CO2: Plausible(300, 20_000, stuck_h=24),
    Quantity.LIGHT: Plausible(0, 65_535, stuck_h=48),
    Quantity.SOUND: Plausible(20, 130, stuck_h=48),
    Quantity.SURFACE: Plausible(-20, 120, stuck_h=24),
}


def bounds_of(series: str) -> tuple[float, float]:
    """Within which a value of it is one at all; without bounds where none are known."""
    known = PLAUSIBLE.get(series)
    return (known.least, known.most) if known else (-inf, inf)
