"""What a bare phase trembles by, and whether it is still the echo that breathed."""

import numpy as np

from edge.sense.ring import Samples
from edge.sense.signals import Signal
from edge.sense.unfold import tremble

NOISE_S = 2.0  # to tell from them what a phase trembles by
LOST_ECHO = 4.0  # times the noise that it had when it breathed: it is another echo now


class OwnEcho:
    """Remembers the least noise at which this chest was seen to breathe, in radians.

    An echo that has a strength says by that whether it is lost, and is never so here.
    """

    def __init__(self, rate_hz: float, *, is_bare: bool) -> None:
        self._samples, self._is_bare = round(NOISE_S * rate_hz), is_bare
        self.forget()

    def forget(self) -> None:
        """Somebody else's chest may be next."""
        self._least = np.inf

    def breathes(self, samples: Samples) -> None:
        """A rate is told of these."""
        self._least = min(self._least, max(self.trembles(samples), 1e-12))

    def trembles(self, samples: Samples) -> float:
        """By what, lately."""
        return tremble(_phase(samples)[-self._samples :]) if self._is_bare else 0.0

    def is_lost(self, samples: Samples) -> bool:
        return self.trembles(samples) > LOST_ECHO * self._least


def _phase(samples: Samples) -> Signal:
    return np.real(samples)
