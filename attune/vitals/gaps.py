"""What a recording lacks: short gaps are bridged as a node bridges them, long ones left open."""

import numpy as np
import numpy.typing as npt

from edge.sense.raw_signs import GAP_S

LATE_S = 0.5  # later than that is a gap; less is how a host's clock stumbles
LONGEST_S = 86_400.0  # between two samples of one recording

Samples = npt.NDArray[np.complex128] | npt.NDArray[np.float64]


class TooLongError(Exception):
    """The times of two samples lie too far apart; says how far."""


def with_gaps(samples: Samples, rate_hz: float, t_unix: npt.NDArray[np.float64] | None) -> Samples:
    """As many rows as time passed: those that ``t_unix`` shows to be missing are no numbers.

    Up to ``GAP_S`` of rows that are no numbers lie on a straight line then. Times that are not of
    these samples, or go backwards, say nothing.
    """
    whole = _spread_out(samples, rate_hz, t_unix) if _are_times(samples, t_unix) else samples
    return _bridged(whole, round(GAP_S * rate_hz))


def _are_times(samples: Samples, t_unix: npt.NDArray[np.float64] | None) -> bool:
    if t_unix is None or t_unix.shape != (len(samples),):
        return False
    numbers = np.issubdtype(t_unix.dtype, np.number) and not np.iscomplexobj(t_unix)
    return bool(numbers and np.isfinite(t_unix).all() and (np.diff(t_unix) >= 0).all())


def _spread_out(
    samples: Samples, rate_hz: float, t_unix: npt.NDArray[np.float64] | None
) -> Samples:
    passed_s = np.diff(np.asarray(t_unix, dtype=np.float64))
    if (longest_s := float(passed_s.max())) > LONGEST_S:
        raise TooLongError(f"has a gap of {longest_s:.0f} s, so that it is not one recording")
    lost = np.where(passed_s > LATE_S, np.rint(passed_s * rate_hz) - 1, 0).astype(int)
    places = np.arange(len(samples)) + np.concatenate(([0], np.cumsum(lost)))
    out = np.full((places[-1] + 1, samples.shape[1]), np.nan, samples.dtype)
    out[places] = samples
    return out


def _bridged(samples: Samples, most: int) -> Samples:
    """Rows that are no numbers, up to so many at once and not at an end, from those about them."""
    good: npt.NDArray[np.bool_] = np.asarray(np.isfinite(samples).all(axis=1))
    if good.all() or not good.any():
        return samples
    known = np.flatnonzero(good)
    before = np.maximum.accumulate(np.where(good, np.arange(len(good)), -1))
    after = np.minimum.accumulate(np.where(good, np.arange(len(good)), len(good))[::-1])[::-1]
    short = ~good & (before >= 0) & (after < len(good)) & (after - before - 1 <= most)
    at = np.flatnonzero(short)
    out = samples.copy()
    for column in range(samples.shape[1]):
        out[at, column] = np.interp(at, known, samples[known, column])
    return out
