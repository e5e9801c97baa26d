"""How the vital-signs lab of Texas Instruments behaves: 20 packets a second, and a chosen bin."""

from cmath import exp as turned
from cmath import phase as angle
from math import exp, pi
from random import Random

from firmware_sim.radar import ti_dialect as ti
from firmware_sim.radar.mr60bha2 import Echo

EVERY_S = 0.05
CARRIER_HZ = 61.2e9
WAVELENGTH_MM = 299_792_458_000 / CARRIER_HZ
BIN_M = 0.043  # not on the wire; the width with which this chest is placed in bins
FIRST_BIN, LAST_BIN = 8, 26
CHEST, WALLS, NOISE = 1000.0, 400.0, 8.0
PULSE_BINS = 1.5


class TiLab:
    """Says the phase of the strongest bin, and rates whoever is there.

    Surprising: it always chooses some bin and always has rates; and when the strongest bin is
    another, its phase jumps.
    """

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._number, self._due_s = 1, 0.0
        self._walls = {
            each: WALLS * turned(2j * pi * rng.random()) for each in range(FIRST_BIN, LAST_BIN + 1)
        }
        self._unwrapped = 0.0

    def step(self, dt: float, echo: Echo) -> bytes:
        """Let time pass in front of this echo; what goes out on the wire meanwhile."""
        out, self._due_s = b"", self._due_s - dt
        while self._due_s <= 0:
            self._due_s += EVERY_S
            out += self._packet(echo)
        return out

    def hear(self, _received: bytes) -> bytes:
        """It is configured over another line, which is not simulated."""
        return b""

    def _packet(self, echo: Echo) -> bytes:
        points = {each: self._point(each, echo) for each in self._walls}
        chosen = max(points, key=lambda each: abs(complex(*points[each])))
        self._unwrap(angle(complex(*points[chosen])))
        rates = (72.0, 140.0, 66.0, 30.0, 15.0, 14.0, 9.0)
        floats = (self._unwrapped, 0.0, 0.0, *rates)
        vitals = ti.LabVitals(0, chosen, 1e6, 8_000, FIRST_BIN, LAST_BIN, floats)
        number, self._number = self._number, self._number + 1
        parts = (
            (ti.LAB_VITALS, vitals.content()),
            (ti.RANGE_PROFILE, ti.profile(list(points.values()))),
        )
        return ti.packet(number, parts)

    def _point(self, bin_: int, echo: Echo) -> tuple[int, int]:
        value = self._walls[bin_]
        if echo.in_cone:
            apart = (bin_ - echo.distance_cm / 100 / BIN_M) / PULSE_BINS
            turn = turned(4j * pi * echo.displacement_mm / WAVELENGTH_MM)
            value += CHEST * exp(-apart * apart) * turn
        gauss = self._rng.gauss
        return round(value.real + gauss(0, NOISE)), round(value.imag + gauss(0, NOISE))

    def _unwrap(self, now: float) -> None:
        turns = round((self._unwrapped - now) / (2 * pi))
        self._unwrapped = now + 2 * pi * turns
