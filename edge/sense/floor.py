"""What an echo trembles by when nobody moves it: the sensor's own noise, learnt from the sensor."""

from typing import Protocol, runtime_checkable

import numpy as np

from edge.sense import echo
from edge.sense.signals import Echoes

RISES = 1.0005  # a second: a floor once learnt is forgotten in half an hour or so
NOISE_LEAST = 8  # frames at once, to tell from them what one trembles by
THERE = 60.0  # times the noise of one frame: moved so much, somebody is in the cone
LEAST = 1e-12


class Floor:
    """The least that was seen, and no more than ``most``: that of the empty room, once recorded.

    Frames made up for lost ones tremble less than any sensor, and are learnt from only while there
    are no others.
    """

    def __init__(self) -> None:
        self._noise = self._patched = np.inf
        self._unlike = 0
        self.most = np.inf

    @property
    def noise(self) -> float:
        """Infinite until there is something to learn it from."""
        learnt = self._noise if np.isfinite(self._noise) else self._patched
        return float(min(learnt, self.most))

    def patched(self, samples: int) -> None:
        """Among the next so many there are some that no sensor measured."""
        self._unlike = max(self._unlike, samples)

    def feed(self, frames: Echoes, every: int) -> None:
        """What came at once, of which ``every`` so many are to be averaged."""
        if len(frames) >= NOISE_LEAST:
            self._learn(echo.noise(frames) / every**0.5)

    def liveliness(self, lately: Echoes, new: int) -> float:
        """How much moves lately, in what it takes for somebody to be there."""
        self._noise, self._patched = RISES * self._noise, RISES * self._patched
        self._learn(echo.radial_noise(lately))
        self._unlike = max(self._unlike - new, 0)
        return echo.moved(lately) / (THERE * self.noise)

    def _learn(self, noise: float) -> None:
        if self._unlike:
            self._patched = min(self._patched, max(noise, LEAST))
        else:
            self._noise = min(self._noise, max(noise, LEAST))


@runtime_checkable
class HasFloor(Protocol):
    """Whatever hears a radar that says how strong its echo is."""

    @property
    def noise(self) -> float | None:
        """What it trembles by now, in its own unit; ``None`` until that is known."""

    def held_to(self, floor: float) -> None:
        """The noise of the empty room: from now on no more than this is taken for noise."""
