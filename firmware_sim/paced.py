"""A chest whose breaths and beats are as uneven as somebody's real ones, at any rate."""

from collections.abc import Callable
from itertools import count
from math import exp, pi, sin
from random import Random

from firmware_sim.chest import (
    BREATH_MM,
    DEPTH_MEMORY,
    DEPTH_SPREAD,
    FADE_S,
    HEART_MM,
    Ramp,
    beat_shape,
    breath_shape,
    nearer,
)
from firmware_sim.patients import Timing

SIGH_DEPTH, SIGH_LENGTH = 2.5, 1.4  # of a usual breath
PERIOD_S, PAUSE_S = 60.0, 20.0  # of periodic breathing: cycles of 45 to 90 s are usual
Depth = Callable[[float], float]


def periodic(second: float) -> float:
    """Breathing that swells and ebbs and rests for a third of a minute: Cheyne and Stokes'."""
    inside = second % PERIOD_S
    breathes_s = PERIOD_S - PAUSE_S
    return max(sin(pi * inside / breathes_s), 0.0) if inside < breathes_s else 0.0


class PacedChest:
    """Goes through somebody's breaths and beats in turn, from anywhere in them.

    ``breaths_s`` and ``beats_s`` are the moments at which each began: the truth to measure by.
    """

    def __init__(  # noqa: PLR0917  (a body's measures)
        self,
        timing: Timing,
        breathing_per_min: float,
        heart_per_min: float,
        rng: Random,
        breath_mm: float = BREATH_MM,
        heart_mm: float = HEART_MM,
        *,
        sighs_every_s: float | None = None,
        depth: Depth = lambda _second: 1.0,
    ) -> None:
        self.about = f"breath and beat as of {timing.name}"
        self.breaths_s: list[float] = []
        self.beats_s: list[float] = []
        self.heart_per_min = heart_per_min
        self._timing, self._rng, self._depth_at = timing, rng, depth
        self._rate = Ramp(breathing_per_min)
        self._breath_mm, self._heart_mm = breath_mm, heart_mm
        self._sighs_every_s, self._sighed_s = sighs_every_s, 0.0
        self._second, self._will = 0.0, 1.0
        self._breaths, self._beats = count(rng.randrange(1000)), count(rng.randrange(1000))
        self._breath, self._beat = rng.random(), rng.random()
        self._drift = 0.0
        self._next_breath()
        self._next_beat()

    def step(self, dt: float) -> None:
        self._second += dt
        self._rate.step(dt)
        self._will = nearer(self._will, float(self._rate.value > 0), dt, FADE_S)
        breaths_per_s = self._rate.value / 60 / self._long
        beats_per_s = self.heart_per_min / 60 / self._beats_long
        self._breath += dt * breaths_per_s
        self._beat += dt * beats_per_s
        if self._breath >= 1:
            self._breath -= 1
            self.breaths_s.append(self._second - self._breath / breaths_per_s)
            self._next_breath()
        if self._beat >= 1:
            self._beat -= 1
            self.beats_s.append(self._second - self._beat / beats_per_s)
            self._next_beat()

    def beat(self, per_min: float, over_s: float) -> None:
        """Paced by what was recorded: it cannot be asked for another."""

    def breathe(self, per_min: float, over_s: float) -> None:
        self._rate.towards(per_min, over_s)

    @property
    def breathing_per_min(self) -> float:
        return self._rate.value

    @property
    def mm(self) -> float:
        depth = self._breath_mm * self._deep * self._will * self._depth_at(self._second)
        return depth * breath_shape(self._breath) + self._heart_mm * beat_shape(self._beat)

    def _next_breath(self) -> None:
        self._long = self._timing.breaths[next(self._breaths) % len(self._timing.breaths)]
        self._drift = DEPTH_MEMORY * self._drift + self._rng.gauss(0, DEPTH_SPREAD)
        self._deep = exp(self._drift)
        sighs_s = self._sighs_every_s
        if sighs_s is not None and self._second - self._sighed_s >= sighs_s:
            self._sighed_s = self._second
            self._deep, self._long = SIGH_DEPTH * self._deep, SIGH_LENGTH * self._long

    def _next_beat(self) -> None:
        self._beats_long = self._timing.beats[next(self._beats) % len(self._timing.beats)]
