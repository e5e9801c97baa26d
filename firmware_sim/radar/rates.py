"""A breathing module that reports rates and no phases, as the cheaper ones do every 3 s."""

from dataclasses import dataclass
from random import Random

from firmware_sim.radar.mr60bha2 import HOLDS_PRESENCE_S, MOST_BREATHS_PER_MIN, Echo

REPORTS_EVERY_S = 3.0  # 0x81 0x02 in the manual of its kind
STILL_NONE_AFTER_S = 6.0  # without a breath it says "none", about two breaths late
WANDERS_PER_MIN = 0.6
LEAST_PER_MIN = 1.0  # under this nothing is breathed


@dataclass(frozen=True, slots=True)
class Report:
    """One round of its words. ``breaths_per_min`` is ``None`` while it says "none"."""

    somebody: bool
    moving: bool
    breaths_per_min: float | None


class RatesModule:
    """Says what it makes of the echo, in whole breaths a minute.

    Surprising, as its manual says: after somebody left it goes on saying "somebody" for 40 s.
    """

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._due_s = rng.random() * REPORTS_EVERY_S
        self._gone_s = HOLDS_PRESENCE_S
        self._breathless_s = 0.0
        self._moved = False
        self._was_in_cone = False
        self._rate = 0.0

    def step(
        self, dt: float, echo: Echo, breaths_per_min: float, *, machine: bool = False
    ) -> Report | None:
        """Let time pass in front of this echo; its words, when they are due.

        What a ``machine`` does to it is a breathing like any other, though nobody is there.
        """
        self._gone_s = 0.0 if echo.in_cone else self._gone_s + dt
        came_or_went, self._was_in_cone = echo.in_cone != self._was_in_cone, echo.in_cone
        stirs = echo.in_cone and echo.moving  # what moves elsewhere in the room is not heard
        self._moved = self._moved or stirs or came_or_went
        breathes = (echo.in_cone or machine) and breaths_per_min >= LEAST_PER_MIN
        self._breathless_s = 0.0 if breathes else self._breathless_s + dt
        self._rate = breaths_per_min if breathes else self._rate
        self._due_s -= dt
        if self._due_s > 0:
            return None
        self._due_s += REPORTS_EVERY_S
        moved, self._moved = self._moved, False
        return Report(self._gone_s < HOLDS_PRESENCE_S, moved, self._says())

    def _says(self) -> float | None:
        if self._breathless_s >= STILL_NONE_AFTER_S or not self._rate:
            return None
        wandering = self._rate + self._rng.gauss(0, WANDERS_PER_MIN)
        return float(round(min(max(wandering, LEAST_PER_MIN), MOST_BREATHS_PER_MIN)))
