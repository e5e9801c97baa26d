"""Phase as a module says it: unfolded where it was folded, and its false jumps taken out."""

import numpy as np

from edge.sense.signals import Signal

FOLDED_RAD = 3.3  # a phase that never left this was folded into one turn by its module
JUMP = 8.0  # times the usual step is a jump of somebody's unwrapping, or a knock
NOISE_OF_SECOND_DIFFERENCE = 6 * 0.455  # its variance over the noise's; median over mean of power
TURN = 2 * np.pi


class Unfold:
    """Phases in, samples by channels; the same phases out, going on where a folded one jumps."""

    def __init__(self, channels: int) -> None:
        self._is_folded = True
        self._channels = channels
        self.forget()

    def forget(self) -> None:
        self._before = np.full(self._channels, np.nan)
        self._out = np.zeros(self._channels)

    def feed(self, phases: Signal) -> Signal:
        self._is_folded = self._is_folded and float(np.abs(phases).max()) < FOLDED_RAD
        before = np.where(np.isnan(self._before), phases[0], self._before)
        step = np.diff(phases, axis=0, prepend=before[None, :])
        if self._is_folded:
            step -= TURN * np.round(step / TURN)
        out = self._out + np.cumsum(step, axis=0)
        self._before, self._out = phases[-1].copy(), out[-1].copy()
        return np.asarray(out)


def without_jumps(steps: Signal) -> Signal:
    """The mean step of all channels, each without what is no step of a chest."""
    middle = np.median(steps, axis=0)
    away = np.abs(steps - middle)
    spread = np.median(away, axis=0)
    usual = JUMP * 1.4826 * np.where(spread > 0, spread, away.mean(axis=0))  # of coarse phases
    return np.asarray(np.where(np.abs(steps - middle) > usual, 0.0, steps).mean(axis=1))


def tremble(phases: Signal) -> float:
    """The noise of one sample of the quietest channel, in radians."""
    second = np.diff(phases, 2, axis=0)
    if not len(second):
        return 0.0
    power = np.median(second**2, axis=0)
    return float(np.sqrt(power.min() / NOISE_OF_SECOND_DIFFERENCE))
