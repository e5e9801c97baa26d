"""The radar's phase of the last half minute: kept, made even, and watched for movement."""

from collections import deque

import numpy as np

from edge.sense.rate import RATE_HZ, SAMPLES, SPAN_S, Signal

KEPT_MOST = 2_000  # samples; a module at eight a second needs 260, a flood is cut off here
SMOOTHED = 9  # arrivals averaged: a port hands over several frames at one moment
MARGIN_S = 1.5  # beyond the window, for what the averaging takes off both ends
GAP_S = 1.0  # without a sample; what lies on both sides of it is not one signal
GLIMPSE_S = 3.0  # movement shows within this: most of a breath, and all of a fidget
STIR_RAD = 6.0  # 2.4 mm within a glimpse is let pass, whatever the breathing was before
STIR_RATIO = 2.6  # times the usual glimpse of this window is no breath
THROW_RAD = 35.0  # 14 mm within a glimpse is no breath at all
WRAPPED_RAD = 3.3  # a phase that never leaves this was folded into one turn by the module


class Phase:
    """Samples as they arrived, at most half a minute and a little; answers with an even signal."""

    def __init__(self) -> None:
        self.began_up_s: float | None = None  # of the unbroken run that is kept
        self._kept: deque[tuple[float, float]] = deque(maxlen=KEPT_MOST)

    def add(self, total_rad: float, up_s: float) -> None:
        if self._kept and not 0 <= up_s - self._kept[-1][0] <= GAP_S:
            self.forget()
        if self.began_up_s is None:
            self.began_up_s = up_s
        self._kept.append((up_s, total_rad))
        while self._kept[0][0] < up_s - SPAN_S - MARGIN_S:
            self._kept.popleft()

    def forget(self) -> None:
        self._kept.clear()
        self.began_up_s = None

    def even(self) -> Signal:
        """What is kept, unwrapped, at ``RATE_HZ``; at most ``SAMPLES``, the latest last."""
        if len(self._kept) < 2 * SMOOTHED:
            return np.empty(0)
        arrived, total = np.array(self._kept).T
        if np.abs(total).max() < WRAPPED_RAD:
            total = np.unwrap(total)
        at = np.convolve(arrived, np.full(SMOOTHED, 1 / SMOOTHED), "valid")
        rest = SMOOTHED // 2
        count = min(SAMPLES, int((at[-1] - at[0]) * RATE_HZ))
        grid = at[-1] - np.arange(count - 1, -1, -1) / RATE_HZ
        return np.asarray(np.interp(grid, at, total[rest:-rest]), dtype=np.float64)


def is_moving(signal: Signal) -> bool:
    """Whether the last glimpse of it shows more than this body's breathing."""
    glimpses = _glimpses(signal)
    if not len(glimpses):
        return False
    usual = max(STIR_RAD, STIR_RATIO * float(np.median(glimpses)))
    return bool(glimpses[-1] > min(usual, THROW_RAD))


def _glimpses(signal: Signal) -> Signal:
    """How far the phase ranged in each glimpse, one a second, the last ending now."""
    size, step = round(GLIMPSE_S * RATE_HZ), round(RATE_HZ)
    if len(signal) < size:
        return np.empty(0)
    windows = np.lib.stride_tricks.sliding_window_view(signal, size)[::-1][::step]
    return np.asarray(np.ptp(windows, axis=1)[::-1], dtype=np.float64)
