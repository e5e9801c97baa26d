"""Samples that arrive in bunches, spread over their time: the even signal that estimators need."""

from collections import deque

import numpy as np

from edge.sense.signals import Signal

SMOOTHED = 9  # arrivals averaged: a port hands over several frames at one moment
GAP_S = 1.0  # without a sample; what lies on both sides of it is not one signal
AT_ONCE_MOST = 64  # grid points for one arrival: eight seconds of them at eight a second


class Even:
    """Values with the moment of their arrival in, evenly spaced values out, half a second later."""

    def __init__(self, rate_hz: float) -> None:
        self._every_s = 1 / rate_hz
        self._arrivals: deque[tuple[float, float]] = deque(maxlen=SMOOTHED)
        self.forget()

    def forget(self) -> None:
        self._arrivals.clear()
        self._before: tuple[float, float] | None = None
        self._next_s = 0.0

    def breaks_off(self, up_s: float) -> bool:
        """Whether a value that arrives now belongs to another signal than those before."""
        return bool(self._arrivals) and not 0 <= up_s - self._arrivals[-1][0] <= GAP_S

    def feed(self, value: float, up_s: float) -> Signal:
        self._arrivals.append((up_s, value))
        if len(self._arrivals) < SMOOTHED:
            return np.empty(0)
        here_s = sum(at_s for at_s, _ in self._arrivals) / SMOOTHED
        here = (here_s, self._arrivals[SMOOTHED // 2][1])
        before, self._before = self._before, here
        if before is None:
            self._next_s = here_s
            return np.empty(0)
        count = min(int((here_s - self._next_s) / self._every_s) + 1, AT_ONCE_MOST)
        if here_s < self._next_s:
            return np.empty(0)
        grid = self._next_s + np.arange(count) * self._every_s
        self._next_s = float(grid[-1]) + self._every_s
        (before_s, earlier), (here_s, later) = before, here
        slope = (later - earlier) / max(here_s - before_s, 1e-9)
        return np.asarray(earlier + (grid - before_s) * slope, dtype=np.float64)
