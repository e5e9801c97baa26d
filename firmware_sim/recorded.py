"""A chest played from a recording of a real one in front of a radar."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from firmware_sim.chest import FADE_S, SHALLOW_BELOW_PER_MIN, Heart, Ramp, nearer

WAVELENGTH_60_GHZ_M = 299_792_458 / 60e9
CROSSFADE_S = 3.0
SPARE_S = 5.0  # a slow breath: somewhere in it the end is like the beginning
SHORTEST_S = 12.0
SLOWEST_PER_MIN, FASTEST_PER_MIN = 6.0, 40.0
HEART_PER_MIN = 66.0  # of the heart that goes on when the recorded breathing is stopped

Signal = npt.NDArray[np.float64]
Echoes = npt.NDArray[np.complexfloating]


class RecordingError(Exception):
    """The file is not a recording that can be played."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A chest wall's displacement that may be played round and round without a step."""

    name: str
    rate_hz: float
    mm: tuple[float, ...]
    breathing_per_min: float

    def at(self, second: float) -> float:
        """The displacement at this moment of the loop, in mm."""
        place = second * self.rate_hz
        i = int(place)
        here, there = self.mm[i % len(self.mm)], self.mm[(i + 1) % len(self.mm)]
        return here + (there - here) * (place - i)

    @property
    def lasts_s(self) -> float:
        return len(self.mm) / self.rate_hz


def load(path: Path, from_s: float = 0.0) -> Recording:
    """Read an ``.npz`` with ``rate_hz`` and ``iq``, samples by ranges, complex.

    What lies before ``from_s`` is left out: somebody sitting down is no loop. Raises
    ``FileNotFoundError``, or ``RecordingError`` for a file that holds something else.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            rate_hz, iq = float(stored["rate_hz"]), stored["iq"]
            named = "wavelength_m" in stored
            wavelength_m = float(stored["wavelength_m"]) if named else WAVELENGTH_60_GHZ_M
    except FileNotFoundError:
        raise
    except (OSError, KeyError, ValueError) as error:
        raise RecordingError(f"{path.name} is not a radar recording: {error}") from error
    settled = iq[round(from_s * rate_hz) :]
    if len(settled) < SHORTEST_S * rate_hz:
        raise RecordingError(f"{path.name} has less than {SHORTEST_S:.0f} s from {from_s:g} s on")
    fade, spare = round(CROSSFADE_S * rate_hz), round(SPARE_S * rate_hz)
    mm = looped(displacement_mm(settled, wavelength_m), fade, spare)
    name = path.resolve().parent.name
    return Recording(name, rate_hz, tuple(mm.tolist()), strongest_per_min(np.tile(mm, 8), rate_hz))


def displacement_mm(iq: Echoes, wavelength_m: float) -> Signal:
    """The movement at the range where most moves, without its slow drift."""
    liveliest = iq[:, np.std(iq - iq.mean(axis=0), axis=0).argmax()]
    phase = np.unwrap(np.angle(liveliest - still_part(liveliest)))
    mm = phase * wavelength_m * 1000 / (4 * np.pi)
    time = np.arange(len(mm))
    return np.asarray(mm - np.polyval(np.polyfit(time, mm, 1), time), dtype=np.float64)


def still_part(echo: Echoes) -> complex:
    """The echo of what does not move: the centre of the circle that the rest turns on."""
    unknowns = np.column_stack((2 * echo.real, 2 * echo.imag, np.ones(len(echo))))
    x, y, _ = np.linalg.lstsq(unknowns, np.abs(echo) ** 2, rcond=None)[0]
    return complex(x, y)


def looped(mm: Signal, fade: int, spare: int = 0) -> Signal:
    """Shorter by ``fade`` samples: the end is blended into the beginning.

    Up to ``spare`` samples more are left out, so that the end is the one most like the beginning:
    a breath then goes on as a breath.
    """
    fade = min(fade, len(mm) // 2)
    ends = range(max(2 * fade, len(mm) - spare), len(mm) + 1)
    end = min(ends, key=lambda end: float(np.sum((mm[end - fade : end] - mm[:fade]) ** 2)))
    weight = np.arange(fade) / max(fade, 1)
    whole = mm[: end - fade].copy()
    whole[:fade] = mm[end - fade : end] * (1 - weight) + mm[:fade] * weight
    return whole


def strongest_per_min(mm: Signal, rate_hz: float) -> float:
    """The rate at which most of the movement is."""
    size = max(8192, len(mm))
    per_min = np.fft.rfftfreq(size, 1 / rate_hz) * 60
    power = np.abs(np.fft.rfft((mm - mm.mean()) * np.hanning(len(mm)), size))
    power[(per_min < SLOWEST_PER_MIN) | (per_min > FASTEST_PER_MIN)] = 0
    return float(per_min[power.argmax()])


class RecordedChest:
    """Plays a recording; asked for another rate, it plays it faster or slower.

    Surprising: stopped, the recording is faded out and only a synthetic heart is left.
    """

    def __init__(self, recording: Recording, rng: Random) -> None:
        self.about = f"breathing from the recording {recording.name}"
        self._recording = recording
        self._rate = Ramp(recording.breathing_per_min)
        self._second = rng.random() * recording.lasts_s
        self._heart = Heart(HEART_PER_MIN, rng)
        self._will = 1.0

    def step(self, dt: float) -> None:
        self._rate.step(dt)
        self._second += dt * self._rate.value / self._recording.breathing_per_min
        self._second %= self._recording.lasts_s
        will = min(1.0, self._rate.value / SHALLOW_BELOW_PER_MIN)
        self._will = nearer(self._will, will, dt, FADE_S)
        self._heart.step(dt)

    def breathe(self, per_min: float, over_s: float) -> None:
        self._rate.towards(per_min, over_s)

    def beat(self, per_min: float, over_s: float) -> None:
        """Only the heart that is left when it stops: a recording's own cannot be changed."""
        self._heart.beat(per_min, over_s)

    @property
    def mm(self) -> float:
        played = self._recording.at(self._second)
        return played * self._will + self._heart.mm * (1 - self._will)

    @property
    def breathing_per_min(self) -> float:
        return self._rate.value

    @property
    def heart_per_min(self) -> float:
        return HEART_PER_MIN
