"""Whether more than one chest breathes in front of the radar, each at its own range and rate."""

import numpy as np

from edge.sense import echo
from edge.sense.breaths import FASTEST, LINE_HZ
from edge.sense.signals import Echoes, Signal

FEW_HZ = 5.0  # enough for breathing
PADDED = 1024
SLOWEST = 8.0  # per minute; a range that drifts has slower lines, and no chest
LOUD = 0.3  # of the liveliest range's movement: what is fainter is its neighbour's side
CLEAR = 0.6  # of a range's tilted power in one line and its overtone: a chest, and only one
APART = 3.0  # per minute; nearer than this they may be one
OVERTONE = 0.1  # of the rate: so near to twice or half of the other it may be the other's
EVERY = 3  # askings


class Crowd:
    """Looked at every few askings: more than one chest does not come and go unseen."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._is_crowded, self._due = False, 0

    def feed(self, echoes: Echoes, rate_hz: float) -> bool:
        self._due -= 1
        if self._due <= 0:
            self._due, self._is_crowded = EVERY, is_crowded(echoes, rate_hz)
        return self._is_crowded


def is_crowded(echoes: Echoes, rate_hz: float) -> bool:
    """Whether two ranges breathe clearly, at rates that do not belong to one chest."""
    moved = np.std(echoes, axis=0)
    loud = echoes[:, moved >= LOUD * moved.max()]
    if loud.shape[1] < 2 or loud.shape[1] > echo.RANGES_MOST:  # noqa: PLR2004
        return False
    clear = _clear_rates(loud, rate_hz)
    return any(_apart(one, other) for one in clear for other in clear)


def _clear_rates(echoes: Echoes, rate_hz: float) -> list[float]:
    """The rate of each range that moves in one line, per minute."""
    turning = echoes - echo.centres(echoes)
    change = np.angle(turning[1:] * turning[:-1].conj())
    every = max(1, int(rate_hz // FEW_HZ))
    place = np.cumsum(change, axis=0)[: len(change) // every * every]
    few = place.reshape(-1, every, place.shape[1]).mean(axis=1)
    few -= np.linspace(0, 1, len(few))[:, np.newaxis] * (few[-1] - few[0]) + few.mean(axis=0)
    spectra = np.abs(np.fft.rfft(few * np.hanning(len(few))[:, np.newaxis], PADDED, axis=0)) ** 2
    hz = np.arange(len(spectra)) * rate_hz / every / PADDED
    return [rate for power in spectra.T if (rate := _clear_rate(power * hz, hz))]


def _clear_rate(power: Signal, hz: Signal) -> float:
    """Nought if no one line, with its overtone, is most of it."""
    band = hz <= FASTEST / 60
    top = float(hz[band][np.argmax(power[band])])
    near = (np.abs(hz - top) < LINE_HZ) | (np.abs(hz - 2 * top) < LINE_HZ)
    wide = hz <= 2 * FASTEST / 60
    return (
        60 * top
        if 60 * top >= SLOWEST and power[near & wide].sum() > CLEAR * power[wide].sum()
        else 0.0
    )


def _apart(one: float, other: float) -> bool:
    ratio = max(one, other) / min(one, other)
    overtone = any(abs(ratio - n) < OVERTONE * n for n in (2, 3))
    return abs(one - other) > APART and not overtone
