"""From a window of chest movement to the heart's rate, with breathing and its harmonics removed."""

from dataclasses import dataclass

import numpy as np

from edge.sense.breaths import Breathed
from edge.sense.signals import (
    Echoes,
    Signal,
    amplitudes,
    autocorrelation,
    crossings,
    rms,
    rms_within,
    spectrum_hz,
    speed_of,
    thinned,
    within,
    without_drift,
)
from edge.sense.witnesses import Court, Verdict, scaled

SLOWEST, FASTEST = 30.0, 180.0  # per minute; the issue asks for 30 to 160
COURT = Court(
    rates=np.arange(SLOWEST, FASTEST + 0.01, 0.5),
    tolerance=5.0,  # per minute: what ECG meters are held to (sensors.md, 2)
    certainty=9.0,
    breadth=0.06,  # from beat to beat at rest: CV about a twentieth
)
LOW_HZ, HIGH_HZ, BASE_HZ = 0.65, 4.0, 2.6  # the knock of one beat has overtones; its base has not
ENOUGH_HZ = 10.0  # for all of that
HARMONICS = 8  # of breathing, removed; each with amplitude and phase, the first few on a slope
SLOPED = 3
FOLLOWED = (0.5, 1.6)  # of the rate: breaths twice as long, and not the overtone
CLEARLY_LESS = 0.8  # of what even harmonics leave; what ECGs show is the same from 0.7 to 0.9
FOLDS = 0.9  # of half the rate: what turns faster would be taken for what turns slower
FINER = 4  # lags between samples, for intervals of a second at twenty samples
OVERTONES = ((1, 1.0), (2, 0.7), (3, 0.5))  # of the beat: how much each adds to its sum
LOCK_SHARE = 0.02  # of a rate: nearer than this to a multiple of breathing is not told from one
LOCK_HARMONICS = 6
LOCK_LEAST = 0.5  # of what stood there, taken away with breathing: then it was breathing's own
# Of breathing's movement, what is too little to be told from what breathing leaves over. Simulated
# chests without a heart leave 0.03, nine in ten less than 0.06; people with an ECG have 0.11.
FAINT = 0.06
BEATS_A_BREATH = 2.5  # at rest three to six; fewer are not told from breathing's first overtones
ALTERNATES = 0.15  # so much more alike after two beats than after one: two are one
PLAIN = 0.10  # of breathing's movement: what beats so strongly is no leftover of it, wherever it is


@dataclass(frozen=True, slots=True)
class Beaten:
    """What one window shows of the heart.

    ``rms`` is its movement, in its band; ``is_own`` says that it can be told from what breathing
    leaves over, its harmonics above all.
    """

    verdict: Verdict
    rms: float
    is_own: bool


def beaten(displacement: Signal, rate_hz: float, breath: Breathed) -> Beaten:
    """The heart in evenly spaced displacement, of any unit, at least ten seconds of it."""
    breaths_per_min = breath.verdict.per_minute
    displacement, rate_hz = thinned(displacement, rate_hz, ENOUGH_HZ)
    left = without_breathing(displacement, rate_hz, breaths_per_min)
    high_hz = min(HIGH_HZ, 0.48 * rate_hz)
    speed = within(speed_of(left), rate_hz, LOW_HZ, high_hz)
    base = within(speed, rate_hz, LOW_HZ, min(BASE_HZ, high_hz))
    lags = autocorrelation(speed, FINER)
    verdict = COURT.verdict(
        (
            COURT.of_lags(lags, rate_hz * FINER),
            COURT.of_intervals(np.diff(crossings(base)) / rate_hz),
            _of_overtones(speed, rate_hz),
        )
    )
    beating = rms_within(left, rate_hz, LOW_HZ, high_hz)
    beside = beating / max(rms(breath.wave), 1e-12)
    locked = _is_locked(verdict, breaths_per_min, displacement, left, rate_hz)
    told_apart = verdict.per_minute >= BEATS_A_BREATH * breaths_per_min
    halved = _alternates(lags, 60 / verdict.per_minute * rate_hz * FINER)
    enough = beside >= (PLAIN if locked else FAINT)
    return Beaten(verdict, beating, told_apart and enough and not halved)


def _alternates(lags: Signal, beat: float) -> bool:
    """What beats becomes less alike with time: if more, each half of a beat was taken for one."""
    once, twice = np.interp((beat, 2 * beat), np.arange(len(lags)), lags)
    return bool(twice - once > ALTERNATES)


def without_breathing(displacement: Signal, rate_hz: float, breaths_per_min: float) -> Signal:
    """What is left when drift and the harmonics of breathing are projected out.

    Breaths of uneven length smear their harmonics, the higher the more: then harmonics that
    follow each breath leave clearly less. Of breaths that are even they could follow only noise.
    """
    turns = breaths_per_min / 60 / rate_hz
    even = _less(displacement, _even_turning(len(displacement), turns), turns)
    followed = _less(displacement, _followed_turning(displacement, turns), turns)
    high_hz = min(HIGH_HZ, 0.48 * rate_hz)
    left, less = (rms_within(each, rate_hz, LOW_HZ, high_hz) for each in (even, followed))
    return followed if less < CLEARLY_LESS * left else even


def _less(displacement: Signal, turning: Echoes, turns: float) -> Signal:
    basis = _breathing(turning, turns)
    gram = basis.T @ basis
    # Two that look alike share what they explain; one that is nought explains nothing.
    gram.flat[:: len(gram) + 1] += 1e-6 * gram.diagonal() + 1e-9 * len(turning)
    return displacement - basis @ np.linalg.solve(gram, basis.T @ displacement)


def _even_turning(size: int, turns: float) -> Echoes:
    return np.asarray(np.exp(2j * np.pi * turns * np.arange(size)))


def _followed_turning(displacement: Signal, turns: float) -> Echoes:
    """Round once with each breath, however long it takes: the phase of its analytic signal."""
    level = without_drift(displacement)
    spectrum = np.fft.fft(np.concatenate((level, level[::-1])))
    low, high = (round(2 * len(level) * turns * share) for share in FOLLOWED)
    spectrum[: max(low, 1)] = 0
    spectrum[high + 1 :] = 0
    analytic = np.fft.ifft(spectrum)[: len(level)]
    return np.asarray(analytic / np.maximum(np.abs(analytic), 1e-12))


def _breathing(turning: Echoes, turns: float) -> Signal:
    """Drift, and ``HARMONICS`` of what turns about so much a sample, as columns."""
    along = np.linspace(-1.0, 1.0, len(turning))
    known = min(HARMONICS, max(SLOPED, int(FOLDS * 0.5 / turns)))
    harmonics = np.multiply.accumulate(np.broadcast_to(turning, (known, len(turning))), axis=0)
    sloped = harmonics[:SLOPED] * along
    drift = np.vander(along, 4).T
    rows = (drift, harmonics.real, harmonics.imag, sloped.real, sloped.imag)
    return np.concatenate(rows).T


def _of_overtones(speed: Signal, rate_hz: float) -> Signal:
    """The witness of the spectrum: roots, so that many weak lines outweigh a strong one."""
    hz, roots = spectrum_hz(rate_hz), np.sqrt(amplitudes(speed, rate_hz))
    summed = np.zeros_like(COURT.rates)
    for n, weight in OVERTONES:
        summed += weight * np.interp(COURT.rates / 60 * n, hz, roots)
    return scaled(summed - float(np.median(summed)))


def _is_locked(
    verdict: Verdict, breaths_per_min: float, whole: Signal, left: Signal, rate_hz: float
) -> bool:
    multiple = verdict.per_minute / breaths_per_min
    nearest = round(multiple)
    if nearest > LOCK_HARMONICS or abs(multiple - nearest) > LOCK_SHARE * nearest:
        return False
    line = np.exp(-2j * np.pi * nearest * breaths_per_min / 60 / rate_hz * np.arange(len(whole)))
    line *= np.hanning(len(whole))
    return bool(abs(left @ line) < (1 - LOCK_LEAST) * abs((whole - whole.mean()) @ line))
