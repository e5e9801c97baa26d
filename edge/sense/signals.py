"""What the estimators share: drift, bands, spectra, autocorrelation, crossings. Numpy alone.

scipy.signal would bring thirty-five megabytes to every node for what stands here in a page.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Signal = npt.NDArray[np.float64]
Echoes = npt.NDArray[np.complex128]

HYSTERESIS = 0.3  # of the rms: a crossing counts once the signal was this far out on both sides
DRIFT_DEGREE = 3  # of the polynomial taken for the drift of somebody settling in
LINES_A_HZ = 400  # at least, of a spectrum: they lie 0.15/min apart
KEPT = 32  # sets of constants remembered, one for each length of window


def without_drift(signal: Signal) -> Signal:
    """The signal less the cubic that fits it best."""
    drifts, fit = _drifts(len(signal))
    return signal - drifts @ (fit @ signal)


def within(signal: Signal, rate_hz: float, low_hz: float, high_hz: float) -> Signal:
    """Only what lies between two frequencies; the ends are mirrored so as not to ring."""
    size = len(signal)
    spectrum = np.fft.rfft(np.concatenate((signal, signal[::-1])))
    low, high = (round(hz * 2 * size / rate_hz) for hz in (low_hz, high_hz))
    spectrum[: max(low, 1)] = 0
    spectrum[high + 1 :] = 0
    return np.asarray(np.fft.irfft(spectrum, 2 * size)[:size])


def rms_within(signal: Signal, rate_hz: float, low_hz: float, high_hz: float) -> float:
    """The same's root mean square, which its spectrum says without going back."""
    size = len(signal)
    spectrum = np.fft.rfft(np.concatenate((signal, signal[::-1])))
    low, high = (round(hz * 2 * size / rate_hz) for hz in (low_hz, high_hz))
    inside = spectrum[max(low, 1) : high + 1]
    return float(np.sqrt(2 * np.vdot(inside, inside).real)) / (2 * size)


def amplitudes(signal: Signal, rate_hz: float) -> Signal:
    """The tapered spectrum's amplitudes, from 0 Hz up; ``spectrum_hz`` says of what."""
    spectrum = np.fft.rfft(signal * _taper(len(signal)), _padded(rate_hz))
    return np.asarray(np.abs(spectrum), dtype=np.float64)


@lru_cache(maxsize=KEPT)
def spectrum_hz(rate_hz: float) -> Signal:
    """The frequencies that ``amplitudes`` are of."""
    size = _padded(rate_hz)
    return np.asarray(np.arange(size // 2 + 1) * (rate_hz / size), dtype=np.float64)


def thinned(signal: Signal, rate_hz: float, enough_hz: float) -> tuple[Signal, float]:
    """Averaged down to no less than ``enough_hz``, its last sample kept; and its rate then."""
    every = max(1, int(rate_hz // enough_hz))
    size = len(signal) // every * every
    return signal[len(signal) - size :].reshape(-1, every).mean(axis=1), rate_hz / every


def speed_of(place: Signal) -> Signal:
    """From each sample to the next; as many as there are places, so that lengths stay smooth."""
    return np.diff(place, prepend=place[0])


def autocorrelation(signal: Signal, finer: int = 1) -> Signal:
    """From lag nought on, 1 there; lags are ``1 / finer`` of a sample. Zeros if all is zero."""
    size = 1 << (2 * len(signal) - 1).bit_length()
    power = np.abs(np.fft.rfft(signal, size)) ** 2
    lags = np.fft.irfft(power, size * finer)[: len(signal) * finer]
    lags /= lags[0] if lags[0] > 0 else 1.0
    return np.asarray(lags, dtype=np.float64)


def crossings(signal: Signal) -> Signal:
    """Where it crosses zero upwards, in samples, not counting what only trembles about zero."""
    far = HYSTERESIS * rms(signal)
    out = np.flatnonzero(np.abs(signal) > far)
    if not len(out):
        return np.empty(0)
    rises = out[1:][(signal[out[1:]] > 0) & (signal[out[:-1]] < 0)]
    zeros = np.flatnonzero((signal[:-1] < 0) & (signal[1:] >= 0))
    if not len(rises):
        return np.empty(0)
    zeros = zeros[np.searchsorted(zeros, rises - 1, side="right") - 1]
    return np.asarray(zeros - signal[zeros] / (signal[zeros + 1] - signal[zeros]))


def rms(signal: Signal) -> float:
    return float(np.sqrt(np.dot(signal, signal) / max(len(signal), 1)))


def _padded(rate_hz: float) -> int:
    return 1 << int(rate_hz * LINES_A_HZ - 1).bit_length()


@lru_cache(maxsize=KEPT)
def _drifts(size: int) -> tuple[Signal, Signal]:
    drifts = np.vander(np.linspace(-1.0, 1.0, size), DRIFT_DEGREE + 1)
    return drifts, np.asarray(np.linalg.pinv(drifts), dtype=np.float64)


@lru_cache(maxsize=KEPT)
def _taper(size: int) -> Signal:
    return np.hanning(size)
