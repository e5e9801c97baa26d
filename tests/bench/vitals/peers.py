"""Simpler methods on the same windows: what estimating well has to beat, and what was compared."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from edge.sense import beats, breaths, echo
from edge.sense.beats import without_breathing
from edge.sense.breaths import breathed
from edge.sense.signals import (
    Signal,
    amplitudes,
    autocorrelation,
    crossings,
    spectrum_hz,
    within,
    without_drift,
)
from edge.sense.unfold import without_jumps
from edge.sense.witnesses import Verdict, scaled
from tests.bench.vitals.figures import Answer, Figures, figured
from tests.bench.vitals.sets import Session, Set

ENOUGH_HZ = 20
STEP, RETURNS = 0.02, 2  # of the adaptive comb: how fast it learns, and how often it hears it

Method = Callable[[Signal, float], float]


def compared(
    the_set: Set, shared: Path, window_s: int, methods: dict[str, Method]
) -> dict[str, Figures]:
    """Each method on every window of the set: all answer always, so only their error differs."""
    answers: dict[str, list[Answer]] = {name: [] for name in methods}
    for session in the_set.sessions(shared, window_s):
        for t, truth in session.truth:
            place, rate_hz = displacement(session, t, window_s)
            for name, method in methods.items():
                verdict = Verdict(method(place, rate_hz), 1.0)
                answers[name].append(Answer(session.recording.name, truth, verdict))
    return {name: figured(each, the_set.tolerance) for name, each in answers.items()}


def displacement(session: Session, t: int, window_s: int) -> tuple[Signal, float]:
    """The window's phase, as the estimator itself takes it from the samples."""
    recording = session.recording
    every = max(1, int(recording.rate_hz // ENOUGH_HZ))
    end, begin = round(t * recording.rate_hz), round((t - window_s) * recording.rate_hz)
    samples = recording.samples[max(begin, 0) : end]
    size = len(samples) // every * every
    few = samples[:size].reshape(-1, every, samples.shape[1]).mean(axis=1)
    if recording.is_complex:
        change = echo.without_glitches(echo.steps(few))
    else:
        change = without_jumps(np.diff(few, axis=0))
    return np.cumsum(change), recording.rate_hz / every


# ---- breathing ---------------------------------------------------------------------------------


def breathing_spectrum(place: Signal, rate_hz: float) -> float:
    """Naive: drift off, taper, the highest peak."""
    hz, power = spectrum_hz(rate_hz), amplitudes(without_drift(place), rate_hz)
    return _highest(power, hz, breaths.COURT.rates)


def breathing_tilted(place: Signal, rate_hz: float) -> float:
    hz, power = spectrum_hz(rate_hz), amplitudes(without_drift(place), rate_hz) ** 2
    return _highest(power * hz, hz, breaths.COURT.rates)


def breathing_lags(place: Signal, rate_hz: float) -> float:
    speed = within(np.diff(place), rate_hz, breaths.LOW_HZ, breaths.HIGH_HZ)
    return _surest(breaths.COURT.of_lags(autocorrelation(speed), rate_hz), breaths.COURT.rates)


def breathing_counted(place: Signal, rate_hz: float) -> float:
    wave = within(without_drift(place), rate_hz, breaths.LOW_HZ, breaths.HIGH_HZ)
    return _of_intervals(np.diff(crossings(wave)) / rate_hz)


def breathing_counted_by_speed(place: Signal, rate_hz: float) -> float:
    speed = within(np.diff(place), rate_hz, breaths.LOW_HZ, breaths.HIGH_HZ)
    return _of_intervals(np.diff(crossings(speed)) / rate_hz)


def breathing_together(place: Signal, rate_hz: float) -> float:
    return breathed(place, rate_hz).verdict.per_minute


BREATHING: dict[str, Method] = {
    "naive: highest peak of the spectrum": breathing_spectrum,
    "spectrum, tilted by frequency": breathing_tilted,
    "autocorrelation of speed": breathing_lags,
    "median of breaths counted": breathing_counted,
    "median of breaths counted by speed": breathing_counted_by_speed,
    "all four as witnesses (ours)": breathing_together,
}


# ---- heart: how breathing is removed, and how the rate is then found ---------------------------


def heart_naive(place: Signal, rate_hz: float) -> float:
    """Band-pass, highest peak."""
    wave = within(without_drift(place), rate_hz, 0.75, 3.0)
    return _highest(amplitudes(wave, rate_hz), spectrum_hz(rate_hz), beats.COURT.rates)


def projected(place: Signal, rate_hz: float) -> Signal:
    return without_breathing(place, rate_hz, breathed(place, rate_hz).verdict.per_minute)


def combed(place: Signal, rate_hz: float) -> Signal:
    """An adaptive comb (least mean squares) on breathing's harmonics."""
    level = without_drift(place)
    turn = 2 * np.pi * breathed(place, rate_hz).verdict.per_minute / 60 / rate_hz
    angle = turn * np.arange(len(level))[:, np.newaxis] * np.arange(1, beats.HARMONICS + 1)
    basis = np.concatenate((np.cos(angle), np.sin(angle)), axis=1)
    weights, left = np.zeros(basis.shape[1]), level.copy()
    for _ in range(RETURNS):
        for i, row in enumerate(basis):
            left[i] = level[i] - row @ weights
            weights += 2 * STEP * left[i] * row
    return left


def notched(place: Signal, rate_hz: float) -> Signal:
    """Lines at breathing's harmonics set to nought in the spectrum."""
    level = without_drift(place)
    spectrum, hz = np.fft.rfft(level), np.fft.rfftfreq(len(level), 1 / rate_hz)
    breath_hz = breathed(place, rate_hz).verdict.per_minute / 60
    nearest = np.rint(hz / breath_hz)
    near = np.abs(hz - nearest * breath_hz) < 1.5 * hz[1]
    spectrum[near & (nearest <= beats.HARMONICS)] = 0
    return np.fft.irfft(spectrum, len(level))


def _by_lags(left: Signal, rate_hz: float) -> float:
    speed = within(np.diff(left), rate_hz, beats.LOW_HZ, beats.HIGH_HZ)
    lags = autocorrelation(speed, beats.FINER)
    return _surest(beats.COURT.of_lags(lags, rate_hz * beats.FINER), beats.COURT.rates)


def _by_harmonic_sum(left: Signal, rate_hz: float) -> float:
    speed = within(np.diff(left), rate_hz, beats.LOW_HZ, beats.HIGH_HZ)
    hz, roots = spectrum_hz(rate_hz), np.sqrt(amplitudes(speed, rate_hz))
    parts = [w * np.interp(beats.COURT.rates / 60 * n, hz, roots) for n, w in beats.OVERTONES]
    return float(beats.COURT.rates[int(np.argmax(np.sum(parts, axis=0)))])


def heart_together(place: Signal, rate_hz: float) -> float:
    return beats.beaten(place, rate_hz, breathed(place, rate_hz)).verdict.per_minute


HEART: dict[str, Method] = {
    "naive: band-pass, highest peak": heart_naive,
    "nothing removed, harmonic sum": lambda p, hz: _by_harmonic_sum(without_drift(p), hz),
    "nothing removed, autocorrelation": lambda p, hz: _by_lags(without_drift(p), hz),
    "notches, harmonic sum": lambda p, hz: _by_harmonic_sum(notched(p, hz), hz),
    "notches, autocorrelation": lambda p, hz: _by_lags(notched(p, hz), hz),
    "adaptive comb, harmonic sum": lambda p, hz: _by_harmonic_sum(combed(p, hz), hz),
    "adaptive comb, autocorrelation": lambda p, hz: _by_lags(combed(p, hz), hz),
    "projection, harmonic sum": lambda p, hz: _by_harmonic_sum(projected(p, hz), hz),
    "projection, autocorrelation": lambda p, hz: _by_lags(projected(p, hz), hz),
    "projection, three witnesses (ours)": heart_together,
}


def _highest(power: Signal, hz: Signal, rates: Signal) -> float:
    return _surest(scaled(np.interp(rates / 60, hz, power)), rates)


def _surest(curve: Signal, rates: Signal) -> float:
    """The highest peak; not an edge, which is only the foot of one outside."""
    inner = (curve[1:-1] >= curve[:-2]) & (curve[1:-1] > curve[2:])
    peaks = np.flatnonzero(inner) + 1
    return float(rates[peaks[np.argmax(curve[peaks])] if len(peaks) else int(np.argmax(curve))])


def _of_intervals(intervals_s: Signal) -> float:
    return 60 / float(np.median(intervals_s)) if len(intervals_s) else 0.0
