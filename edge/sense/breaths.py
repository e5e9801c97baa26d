"""From a window of chest movement to its breathing rate: four witnesses, heard together."""

from dataclasses import dataclass

import numpy as np

from edge.sense.signals import (
    Signal,
    amplitudes,
    autocorrelation,
    crossings,
    spectrum_hz,
    speed_of,
    thinned,
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
ENOUGH_HZ = 5.0  # for all of that, and no more work than needed
TILT = 1.0  # power is weighted by frequency, half way from place to speed: drift is no breath
EVEN_LEAST = 6  # breaths, before no chest can have made what is too much alike
ALIKE_LEAST = 3  # breaths, to be alike at all: two fit any waves
EVEN_SPREAD = 0.02  # of their lengths: at rest people vary by a tenth, paced ones by a twentieth
FEW_SPREAD = 0.05  # of fewer breaths than that: the window's ends bend the first and the last
EVEN_SHARE = 0.02  # of the power: less than this left by equal waves, and no chest made it
LINE_HZ = 0.05  # half the width of a line: what thirty tapered seconds can tell apart
CLEAR_LEAST = 0.5  # share of the tilted power that one line and its overtone must hold
SLOW, CLEAR_SLOW = 10.0, 0.75  # per minute: with few breaths in the window drift may pass for them
CLEAR_HZ = (LOW_HZ, 3 * HIGH_HZ)
WAVES = 3  # harmonics of one machine, each with one amplitude for the whole window


@dataclass(frozen=True, slots=True)
class Breathed:
    """What one window shows of breathing.

    ``wave`` is the chest's movement in its band; ``is_alike`` says that one breath is so like the
    next that hardly any chest made them, ``is_many`` that there are enough of them to be sure of
    that, ``is_few`` that there are too few to ask; ``is_clear`` that breaths are most of what
    moves at all.
    """

    verdict: Verdict
    wave: Signal
    is_alike: bool
    is_many: bool
    is_few: bool
    is_clear: bool


def breathed(displacement: Signal, rate_hz: float) -> Breathed:
    """The breathing in evenly spaced displacement, of any unit, at least ten seconds of it."""
    displacement, rate_hz = thinned(displacement, rate_hz, ENOUGH_HZ)
    level = without_drift(displacement)
    power = amplitudes(level, rate_hz) ** 2 * spectrum_hz(rate_hz) ** TILT
    wave = within(level, rate_hz, LOW_HZ, HIGH_HZ)
    speed = within(speed_of(displacement), rate_hz, LOW_HZ, HIGH_HZ)
    breaths_s = np.diff(crossings(wave)) / rate_hz
    verdict = COURT.verdict(
        (
            scaled(np.interp(COURT.rates / 60, spectrum_hz(rate_hz), power)),
            COURT.of_lags(autocorrelation(speed), rate_hz),
            COURT.of_intervals(breaths_s),
            COURT.of_intervals(np.diff(crossings(speed)) / rate_hz),
        )
    )
    count = len(breaths_s)
    return Breathed(
        verdict,
        wave,
        is_alike=_is_alike(wave, breaths_s, rate_hz),
        is_many=count >= EVEN_LEAST,
        is_few=count < ALIKE_LEAST,
        is_clear=_is_clear(power, rate_hz, verdict.per_minute),
    )


def _is_clear(power: Signal, rate_hz: float, per_minute: float) -> bool:
    """Whether the line at this rate, and its overtone, hold most of the power there is."""
    hz, here = spectrum_hz(rate_hz), per_minute / 60
    near = (np.abs(hz - here) < LINE_HZ) | (np.abs(hz - 2 * here) < LINE_HZ)
    wide = (hz >= CLEAR_HZ[0]) & (hz <= CLEAR_HZ[1])
    least = CLEAR_SLOW if per_minute < SLOW else CLEAR_LEAST
    return bool(power[near & wide].sum() > least * power[wide].sum())


def _is_alike(wave: Signal, breaths_s: Signal, rate_hz: float) -> bool:
    """Whether equal waves at one rate explain it but for a trace."""
    if len(breaths_s) < ALIKE_LEAST:
        return False
    usual_s = float(np.median(breaths_s))
    spread = EVEN_SPREAD if len(breaths_s) >= EVEN_LEAST else FEW_SPREAD
    if np.median(np.abs(breaths_s - usual_s)) > spread * usual_s:
        return False
    end = round(usual_s * rate_hz)  # the ends of a wave cut out of a longer one are bent
    wave = wave[end:-end]
    power = float(np.dot(wave, wave))
    per_sample = 1 / (usual_s * rate_hz)
    near = per_sample * (1 + np.linspace(-EVEN_SPREAD, EVEN_SPREAD, 5))
    return power > 0 and min(_left_by(wave, turns) for turns in near) < EVEN_SHARE * power


def _left_by(wave: Signal, turns: float) -> float:
    """The power that waves of so many turns a sample, and their overtones, do not explain."""
    turn = 2 * np.pi * turns * np.arange(len(wave))
    basis = np.column_stack([f(k * turn) for k in range(1, WAVES + 1) for f in (np.sin, np.cos)])
    along = basis.T @ wave
    gram = basis.T @ basis + 1e-6 * len(wave) * np.eye(2 * WAVES)  # never without a solution
    return float(np.dot(wave, wave) - along @ np.linalg.solve(gram, along))
