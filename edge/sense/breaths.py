"""From a window of chest movement to its breathing rate: four witnesses, heard together."""

from dataclasses import dataclass

import numpy as np

from edge.sense.signals import (
    Signal,
    amplitudes,
    autocorrelation,
    crossings,
    spectrum_hz,
    within,
    without_drift,
)
from edge.sense.witnesses import Court, Verdict, scaled

SLOWEST, FASTEST = 4.0, 42.0  # per minute; the issue asks for 4 to 40
COURT = Court(
    rates=np.arange(SLOWEST, FASTEST + 0.01, 0.25),
    tolerance=2.0,  # per minute, of the issue and of other makers' claims (clinical.md, 4.1)
    certainty=9.0,
    breadth=0.12,  # from breath to breath at rest: CV about a tenth
)
LOW_HZ, HIGH_HZ = 3.3 / 60, 42.0 / 60
TILT = 1.0  # power is weighted by frequency, half way from place to speed: drift is no breath
EVEN_LEAST = 3  # breaths, before they can be too much alike
EVEN_SPREAD = 0.02  # of their lengths: at rest people vary by a tenth, paced ones by a twentieth
EVEN_SHARE = 0.02  # of the power: less than this left by equal waves, and no chest made it
WAVES = 3  # harmonics of one machine, each with one amplitude for the whole window


@dataclass(frozen=True, slots=True)
class Breathed:
    """What one window shows of breathing.

    ``wave`` is the chest's movement in its band; ``is_even`` says that one breath is so like the
    next that no chest made them.
    """

    verdict: Verdict
    wave: Signal
    is_even: bool


def breathed(displacement: Signal, rate_hz: float) -> Breathed:
    """The breathing in evenly spaced displacement, of any unit, at least ten seconds of it."""
    level = without_drift(displacement)
    wave = within(level, rate_hz, LOW_HZ, HIGH_HZ)
    speed = within(np.diff(displacement), rate_hz, LOW_HZ, HIGH_HZ)
    breaths_s = np.diff(crossings(wave)) / rate_hz
    verdict = COURT.verdict(
        (
            _of_spectrum(level, rate_hz),
            COURT.of_lags(autocorrelation(speed), rate_hz),
            COURT.of_intervals(breaths_s),
            COURT.of_intervals(np.diff(crossings(speed)) / rate_hz),
        )
    )
    return Breathed(verdict, wave, _is_even(wave, breaths_s, rate_hz))


def _of_spectrum(level: Signal, rate_hz: float) -> Signal:
    hz = spectrum_hz(rate_hz)
    power = amplitudes(level) ** 2 * hz**TILT
    return scaled(np.interp(COURT.rates / 60, hz, power))


def _is_even(wave: Signal, breaths_s: Signal, rate_hz: float) -> bool:
    """Whether equal waves at one rate explain it but for a trace: then no chest made it."""
    if len(breaths_s) < EVEN_LEAST or np.std(breaths_s) > EVEN_SPREAD * np.mean(breaths_s):
        return False
    power = float(np.dot(wave, wave))
    per_sample = 1 / (np.mean(breaths_s) * rate_hz)
    near = per_sample * (1 + np.linspace(-EVEN_SPREAD, EVEN_SPREAD, 9))
    return power > 0 and min(_left_by(wave, turns) for turns in near) < EVEN_SHARE * power


def _left_by(wave: Signal, turns: float) -> float:
    """The power that waves of so many turns a sample, and their overtones, do not explain."""
    turn = 2 * np.pi * turns * np.arange(len(wave))
    basis = np.column_stack([f(k * turn) for k in range(1, WAVES + 1) for f in (np.sin, np.cos)])
    along = basis.T @ wave
    return float(np.dot(wave, wave) - along @ np.linalg.lstsq(basis.T @ basis, along)[0])
