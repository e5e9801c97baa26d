"""The sets of real recordings, and what the truth is at which second of each.

Truth per window is as each set's own README says. Nothing of a recording is kept here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from attune.vitals.recording import Recording, load
from ward.vitals import Vital

SITS_S = 10.0  # after the operator says so, windows may begin
ANNOTATORS_AGREE = 2.0  # breaths/min
RESP_RAD = 6.0 / 20_000  # impedance counts as radians of a chest: the shape is what matters
APNOEA_S = 43.0  # of fmcw_apnea, by its README

Array = npt.NDArray[np.float64]
Truth = tuple[int, float]  # a window's end, in seconds from the start, and the rate


@dataclass(frozen=True)
class Session:
    """One recording, with the truth of its windows, and until when nobody was there."""

    recording: Recording
    truth: tuple[Truth, ...]
    empty_until_s: float = 0.0


def xm125_belt(shared: Path, window_s: int) -> Iterator[Session]:
    for path in _paths(shared, "xm125_belt"):
        with np.load(path) as stored:
            began = float(stored["t_unix"][0])
            lasts_s = float(stored["t_unix"][-1]) - began
            told = ~np.isnan(stored["belt_rr_bpm"])
            belt_s = stored["belt_t_unix"][told] - began
            belt = stored["belt_rr_bpm"][told].astype(np.float64)
            seated_s = float(stored["human_enter_unix"]) - began
        truth = [
            (min(round(t), int(lasts_s)), _belt(belt_s, belt, float(t), window_s))
            for t in belt_s
            if t - window_s >= seated_s + SITS_S and t <= lasts_s + 0.6
        ]
        yield Session(load(path), tuple(truth), seated_s - 3)


def _belt(belt_s: Array, belt: Array, t: float, window_s: int) -> float:
    """Each of its values is of the thirty seconds before it."""
    inside = (belt_s > t - window_s + 30 - 0.1) & (belt_s <= t + 0.01)
    return float(belt[inside].mean())


def mmwave_phase_ecg(shared: Path, window_s: int) -> Iterator[Session]:
    for path in _paths(shared, "mmwave_phase_ecg"):
        with np.load(path) as stored:
            beats_s = r_peaks_s(stored["ecg"].astype(np.float64), float(stored["rate_hz"]))
        ends = range(window_s, 73, 10) if window_s == 30 else (60, 70)
        truth = tuple((t, _median_rate(beats_s, t, window_s)) for t in ends)
        yield Session(load(path), truth)


def iwr6843_vitals_h10(shared: Path, window_s: int) -> Iterator[Session]:
    for path in _paths(shared, "iwr6843_vitals_h10"):
        with np.load(path) as stored:
            beats_s = stored["rpeak_t_unix"] - stored["upd_t_unix"][0]
        recording = load(path)
        lasts_s = int(len(recording.samples) / recording.rate_hz)
        ends = range(30, lasts_s + 1, 10)
        yield Session(recording, tuple((t, _median_rate(beats_s, t, window_s)) for t in ends))


def bidmc_icu(shared: Path, window_s: int) -> Iterator[Session]:
    """Not radar: the impedance of really ill people's chests, taken for their movement."""
    for path in _paths(shared, "bidmc_icu"):
        with np.load(path) as stored:
            marks = [stored[f"breaths_ann{n}_s"].astype(np.float64) for n in (1, 2)]
            phase = stored["resp25"].astype(np.float64)[:, np.newaxis] * RESP_RAD
        recording = Recording(path.name, 25.0, phase, {})
        both = {t: [_mean_rate(mark, t, window_s) for mark in marks] for t in range(60, 481, 15)}
        agreed = {t: v for t, v in both.items() if abs(v[0] - v[1]) <= ANNOTATORS_AGREE}
        yield Session(recording, tuple((t, float(np.mean(v))) for t, v in agreed.items()))


@dataclass(frozen=True)
class Set:
    """A set of recordings, of which vital sign, and how far off is still right."""

    name: str
    vital: Vital
    sessions: Callable[[Path, int], Iterator[Session]]
    tolerance: float


BELT = Set("xm125_belt", Vital.BREATHING, xm125_belt, 2.0)
ECG = Set("mmwave_phase_ecg", Vital.HEART, mmwave_phase_ecg, 5.0)
ICU = Set("bidmc_icu", Vital.BREATHING, bidmc_icu, 2.0)
NO_PULSE = Set("iwr6843_vitals_h10", Vital.HEART, iwr6843_vitals_h10, 5.0)


def r_peaks_s(ecg: Array, rate_hz: float) -> Array:
    """Beats of a clean ECG: the steepest places, no two within 0.4 s."""
    steep = np.diff(ecg - np.convolve(ecg, np.ones(64) / 64, "same")) ** 2
    steep = np.convolve(steep, np.ones(5) / 5, "same")
    least, found, i = 0.3 * np.percentile(steep, 99), list[int](), 0
    while i < len(steep):
        if steep[i] <= least:
            i += 1
            continue
        found.append(i + int(np.argmax(steep[i : i + 20])))
        i = found[-1] + int(0.4 * rate_hz)
    return np.array(found) / rate_hz


def _median_rate(beats_s: Array, t: float, window_s: float) -> float:
    inside = beats_s[(beats_s > t - window_s) & (beats_s <= t)]
    return 60 / float(np.median(np.diff(inside))) if len(inside) > 2 else float("nan")


def _mean_rate(breaths_s: Array, t: float, window_s: float) -> float:
    inside = breaths_s[(breaths_s > t - window_s) & (breaths_s <= t)]
    return 60 / float(np.mean(np.diff(inside))) if len(inside) > 2 else float("nan")


def _paths(shared: Path, name: str) -> list[Path]:
    return sorted((shared / "radar" / name).glob("*.npz"))
