"""From thirty seconds of phase to a breathing rate: two methods that must agree, or a doubt.

The numbers here are local, ours to propose: set on eight recordings with a belt as reference.
Breathing slower than seven a minute is not told from drift in half a minute of phase: it is
said to be a weak signal, never a rate.
"""

import numpy as np
import numpy.typing as npt

from ward.vitals import Doubt, Rate

Signal = npt.NDArray[np.float64]

RATE_HZ = 8.0  # of the evenly spaced phase that all of this works on
SPAN_S = 30.0
SAMPLES = round(SPAN_S * RATE_HZ)

SLOWEST_HZ = 7.0 / 60
FASTEST_HZ = 36.0 / 60
PADDED = 2048  # for a spectrum fine enough to read a peak off: 0.23 a minute
DRIFT_DEGREE = 3  # of the polynomial taken for the drift of somebody settling in

FLAT_RAD = 0.25  # rms in the breathing band: 0.1 mm, under any breath and over a module's noise
GONE_SHARE = 0.35  # of the window's strength; less than this lately, and what breathed has stopped
LATELY_S = 6.0
CLEAR_LEAST = 0.5  # share of the power that one peak and its overtone must hold
LINE_HZ = 0.05  # half the width of a line: what thirty tapered seconds can tell apart
AGREE_PER_MIN = 1.5
HYSTERESIS = 0.35  # of the rms: a crossing counts once the signal has been this far on either side
BREATHS_LEAST = 2
SLOW_HZ = 10.0 / 60  # with fewer than five breaths in the window drift may pass for them
CLEAR_SLOW = 0.75
LINE_SHARE = 0.1  # beyond this outside the peak it is not worth asking whether it is one wave
PURE_SHARE = 0.01  # of the movement; when one even wave leaves no more, no chest made it

_HZ = np.fft.rfftfreq(PADDED, 1 / RATE_HZ)
_BAND = (_HZ >= SLOWEST_HZ) & (_HZ <= FASTEST_HZ)
_WIDE = (_HZ >= SLOWEST_HZ / 2) & (_HZ <= 3 * FASTEST_HZ)
_TAPER = np.hanning(SAMPLES)
_TIME = np.linspace(-1.0, 1.0, SAMPLES)
_DRIFTS = np.vander(_TIME, DRIFT_DEGREE + 1)


def rate_of(phase: Signal) -> Rate | Doubt:
    """The rate in ``SAMPLES`` of evenly spaced, unwrapped phase, or why there is none."""
    level = phase - _DRIFTS @ np.linalg.lstsq(_DRIFTS, phase, rcond=None)[0]
    breath = _within(level, SLOWEST_HZ / 1.5, FASTEST_HZ * 1.2)
    if _rms(breath) < FLAT_RAD:
        return Doubt.NOBODY_THERE
    if _rms(breath[-round(LATELY_S * RATE_HZ) :]) < GONE_SHARE * _rms(breath):
        return Doubt.WEAK_SIGNAL
    peak_hz, clear = _peak(level)
    if peak_hz is None or clear < (CLEAR_SLOW if peak_hz < SLOW_HZ else CLEAR_LEAST):
        return Doubt.WEAK_SIGNAL
    if clear > 1 - LINE_SHARE and _left_by_one_wave(level, peak_hz) < PURE_SHARE:
        return Doubt.MACHINE_LIKE
    return _confirmed(peak_hz, clear, level)


def _confirmed(peak_hz: float, clear: float, level: Signal) -> Rate | Doubt:
    """What the spectrum says, if counting breaths one by one says the same."""
    lengths_s = _breaths_s(_within(level, peak_hz / 2, peak_hz * 1.6))
    if len(lengths_s) < BREATHS_LEAST:
        return Doubt.WEAK_SIGNAL
    counted = 60 / float(np.median(lengths_s))  # one sigh or pause changes no rate
    if abs(counted - peak_hz * 60) > AGREE_PER_MIN:
        return Doubt.WEAK_SIGNAL
    apart = abs(counted - peak_hz * 60) / AGREE_PER_MIN
    quality = min(1.0, clear) * (1 - apart / 2)
    return Rate(per_minute=(counted + peak_hz * 60) / 2, quality=quality)


def _peak(level: Signal) -> tuple[float | None, float]:
    """Where most of the movement is, and the share of it there; ``None`` at the band's edge.

    Weighted by frequency, half way from place to speed, so that drift does not pass for breath.
    """
    power = np.abs(np.fft.rfft(level * _TAPER, PADDED)) ** 2 * _HZ
    top = int(np.flatnonzero(_BAND)[power[_BAND].argmax()])
    if power[top] < max(power[top - 1], power[top + 1]):
        return None, 0.0
    near = (np.abs(_HZ - _HZ[top]) < LINE_HZ) | (np.abs(_HZ - 2 * _HZ[top]) < LINE_HZ)
    return float(_HZ[top]), float(power[near & _WIDE].sum() / power[_WIDE].sum())


def _left_by_one_wave(level: Signal, peak_hz: float) -> float:
    """The share of the movement that the best single sine, with the drift, does not explain."""
    near_hz = peak_hz + np.linspace(-1, 1, 5) * _HZ[1] / 2
    return min(_left_by(level, float(hz)) for hz in near_hz) / float(np.mean(level**2))


def _left_by(level: Signal, hz: float) -> float:
    turn = 2 * np.pi * hz * np.arange(SAMPLES) / RATE_HZ
    wave = np.column_stack((np.sin(turn), np.cos(turn), _DRIFTS))
    explained = wave @ np.linalg.lstsq(wave, level, rcond=None)[0]
    return float(np.mean((level - explained) ** 2))


def _breaths_s(breath: Signal) -> Signal:
    """The lengths of the whole breaths in it, from one upward crossing of zero to the next."""
    far = HYSTERESIS * _rms(breath)
    crossings: list[float] = []
    low = False
    for i in range(1, len(breath)):
        low = low or breath[i] < -far
        if low and breath[i - 1] < 0 <= breath[i]:
            crossings.append(i - breath[i] / (breath[i] - breath[i - 1]))
            low = False
    return np.diff(np.array(crossings)) / RATE_HZ


def _within(level: Signal, low_hz: float, high_hz: float) -> Signal:
    """Only what lies between two frequencies; the ends are mirrored so as not to ring."""
    mirrored = np.concatenate((level, level[::-1]))
    spectrum = np.fft.rfft(mirrored)
    hz = np.fft.rfftfreq(len(mirrored), 1 / RATE_HZ)
    spectrum[(hz < low_hz) | (hz > high_hz)] = 0
    return np.fft.irfft(spectrum, len(mirrored))[: len(level)]


def _rms(signal: Signal) -> float:
    return float(np.sqrt(np.mean(signal**2)))
