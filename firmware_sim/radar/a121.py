"""How an A121 measures: sweeps of complex echo from walls, a chest, and its own noise."""

from cmath import exp as turned
from dataclasses import dataclass
from math import exp, pi
from random import Random

from firmware_sim.radar.mr60bha2 import Echo

CARRIER_HZ = 60.5e9
WAVELENGTH_MM = 299_792_458_000 / CARRIER_HZ
STEP_M = 0.00250227400101721  # of a real sensor
PULSE_M = 0.14  # half width of an echo with the longest pulse
NOISE = 25.0  # of one sweep, root mean square; about what real sweeps spread by
WALLS = 150.0
CHEST = 900.0
LIMIT = 32767
WALLS_KEPT = 64  # different ones
CALIBRATED_C, DRIFTS_C = 27, 15  # further from there, it asks to be calibrated


@dataclass(frozen=True, slots=True)
class Measuring:
    """What it was set up to do, in its own words."""

    start_point: int
    num_points: int
    step_length: int
    sweeps_per_frame: int
    frame_rate: float

    @property
    def range_m(self) -> tuple[float, ...]:
        return tuple(
            (self.start_point + i * self.step_length) * STEP_M for i in range(self.num_points)
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """Sweep by sweep, point by point; each a pair of whole numbers, real and imaginary."""

    points: tuple[tuple[int, int], ...]
    saturated: bool


class A121:
    """The sensor: what stands before it and how warm it is make its frames."""

    def __init__(self, rng: Random) -> None:
        self.temperature_c = CALIBRATED_C
        self._calibrated_c = CALIBRATED_C
        self._rng = rng
        self._walls = [WALLS * turned(2j * pi * rng.random()) for _ in range(WALLS_KEPT)]

    def calibrate(self) -> None:
        self._calibrated_c = self.temperature_c

    @property
    def wants_calibration(self) -> bool:
        return abs(self.temperature_c - self._calibrated_c) > DRIFTS_C

    def frame(self, measuring: Measuring, echo: Echo, gain: float = 1.0) -> Frame:
        still = [
            gain * (self._walls[i % WALLS_KEPT] + chest_at(range_m, echo))
            for i, range_m in enumerate(measuring.range_m)
        ]
        return digitised(still, [NOISE] * len(still), measuring.sweeps_per_frame, self._rng)


def chest_at(range_m: float, echo: Echo) -> complex:
    """The chest's echo in one range: strongest at its distance, turned by its displacement."""
    if not echo.in_cone:
        return 0j
    apart = (range_m - echo.distance_cm / 100) / PULSE_M
    return CHEST * exp(-apart * apart) * turned(4j * pi * echo.displacement_mm / WAVELENGTH_MM)


def digitised(still: list[complex], spread: list[float], sweeps: int, rng: Random) -> Frame:
    """Whole numbers around these means, spread so far around them; what is too large is cut."""
    found = [
        round(part + rng.gauss(0, noise / 2**0.5))
        for _ in range(sweeps)
        for mean, noise in zip(still, spread, strict=True)
        for part in (mean.real, mean.imag)
    ]
    cut = [min(max(part, -LIMIT - 1), LIMIT) for part in found]
    return Frame(tuple(zip(cut[::2], cut[1::2], strict=True)), cut != found)
