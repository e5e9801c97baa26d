"""The timing of real people's breaths and beats, read at run time; made up where there are none."""

from dataclasses import dataclass
from math import exp
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

BREATHS_LEAST, BEATS_LEAST = 40, 100
AS_MONITORED = 0.1  # of the monitor's heart rate: if the pulse was counted otherwise, it is left
UNLIKE = (0.4, 2.5)  # of the usual interval: what lies outside was not marked, or marked twice
PULSE_HZ = 62.5  # of the pulse waveform in these files
APART = 0.6  # of a beat: nearer than this is the pulse's second wave
# Made up: lengths vary by a tenth from breath to breath and a fortieth from beat to beat, about
# what adults at rest do, and half of that carries over to the next one.
BREATH_SPREAD, BEAT_SPREAD, MEMORY = 0.09, 0.025, 0.5
MADE_UP = 400

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Timing:
    """How long breath follows breath and beat follows beat, each in mean lengths of its own."""

    name: str
    breaths: tuple[float, ...]
    beats: tuple[float, ...]


def timings(folder: Path) -> list[Timing]:
    """Of every patient in ``folder`` (as ``bidmc_icu`` has them) that was marked well enough.

    Surprising: an empty list if the folder is not there; ``made_up`` stands in then.
    """
    found = [timing_of(path) for path in sorted(folder.glob("bidmc_*.npz"))]
    return [
        each
        for each in found
        if len(each.breaths) >= BREATHS_LEAST and len(each.beats) >= BEATS_LEAST
    ]


def timing_of(path: Path) -> Timing:
    """Breaths as the first annotator marked them, beats as the pulse rises."""
    with np.load(path, allow_pickle=False) as stored:
        breaths_s = np.diff(stored["breaths_ann1_s"].astype(np.float64))
        pulse = stored["pleth"].astype(np.float64)
        per_min = float(np.nanmedian(stored["num_hr"]))
    beats_s = np.diff(rises_s(pulse, per_min))
    is_so = len(beats_s) and abs(60 / float(beats_s.mean()) / per_min - 1) < AS_MONITORED
    return Timing(path.stem, as_shares(breaths_s), as_shares(beats_s) if is_so else ())


def made_up(seed: int) -> Timing:
    rng = Random(seed)  # noqa: S311 - no secret
    return Timing(f"made up {seed}", _uneven(BREATH_SPREAD, rng), _uneven(BEAT_SPREAD, rng))


def rises_s(pulse: Array, per_min: float) -> Array:
    """When the pulse rises most steeply, once a beat."""
    steep = np.diff(np.convolve(pulse, np.ones(5) / 5, "same"))
    rest = max(round(APART * 60 / per_min * PULSE_HZ), 1)
    least, found, i = 0.3 * float(np.percentile(steep, 98)), list[int](), 0
    while i < len(steep):
        if steep[i] <= least:
            i += 1
            continue
        found.append(i + int(np.argmax(steep[i : i + rest // 2 + 1])))
        i = found[-1] + rest
    return np.array(found) / PULSE_HZ


def as_shares(intervals_s: Array) -> tuple[float, ...]:
    if not len(intervals_s):
        return ()
    usual_s = float(np.median(intervals_s))
    kept = intervals_s[(intervals_s > UNLIKE[0] * usual_s) & (intervals_s < UNLIKE[1] * usual_s)]
    return tuple((kept / kept.mean()).tolist())


def _uneven(spread: float, rng: Random) -> tuple[float, ...]:
    drift, lengths = 0.0, []
    for _ in range(MADE_UP):
        drift = MEMORY * drift + rng.gauss(0, spread * (1 - MEMORY**2) ** 0.5)
        lengths.append(exp(drift))
    mean = sum(lengths) / len(lengths)
    return tuple(length / mean for length in lengths)
