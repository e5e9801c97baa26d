"""A recording in the common form: ``rate_hz`` with ``iq`` or ``phase``, and its references."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile
from zlib import error

import numpy as np
import numpy.typing as npt

from attune.vitals.gaps import TooLongError, with_gaps
from ward.vitals import Vital

SLOWEST_HZ, FASTEST_HZ = 4.0, 100_000.0  # below there is no heartbeat in it, above no radar
SHORTEST_S = 1.0
CHANNELS_MOST = 4096

# Whose word stands beside: the vital sign, when it was said, and what.
_REFERENCES = (
    (Vital.BREATHING, "belt_t_unix", "belt_rr_bpm"),
    (Vital.HEART, "h10_hr_t_unix", "h10_hr_bpm"),
)
_BEGINS = ("t_unix", "upd_t_unix")

# What numpy raises of files that are something else, or torn.
UNREADABLE = (ValueError, TypeError, AttributeError, EOFError, MemoryError, BadZipFile, error)

Array = npt.NDArray[Any]


class RecordingError(Exception):
    """The file is no recording that can be heard; a sentence for people."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Samples by channels: complex echo by range, or phase in radians."""

    name: str
    rate_hz: float
    samples: Array
    references: Mapping[Vital, tuple[Array, Array]]  # seconds from the start, per minute

    @property
    def is_complex(self) -> bool:
        return np.iscomplexobj(self.samples)

    def seconds(self) -> Iterator[Array]:
        """The samples of each whole second in turn."""
        ends = np.rint(np.arange(len(self.samples) / self.rate_hz + 1) * self.rate_hz).astype(int)
        for begin, end in pairwise(ends):
            if end <= len(self.samples):
                yield self.samples[begin:end]


def load(path: Path) -> Recording:
    """Read an ``.npz``. Raises ``RecordingError`` for whatever else it is."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return _recording(path, stored)
    except RecordingError:
        raise
    except FileNotFoundError:
        raise RecordingError(f"{path}: there is no such file") from None
    except OSError as refused:
        raise RecordingError(f"{path}: cannot be read: {refused.strerror or refused}") from refused
    except UNREADABLE as wrong:
        raise RecordingError(f"{path}: is no .npz recording") from wrong


def _recording(path: Path, stored: Mapping[str, Array]) -> Recording:
    named = [name for name in ("iq", "phase") if name in stored]
    if "rate_hz" not in stored or len(named) != 1:
        has = ", ".join(sorted(stored)) or "nothing"
        raise RecordingError(f"{path}: needs rate_hz and either iq or phase, and has {has}")
    rate_hz = _rate(path, stored["rate_hz"])
    samples = _samples(path, named[0], stored[named[0]])
    if len(samples) < SHORTEST_S * rate_hz:
        raise RecordingError(f"{path}: is shorter than {SHORTEST_S:g} s")
    try:
        samples = with_gaps(samples, rate_hz, stored.get("t_unix"))
    except TooLongError as gap:
        raise RecordingError(f"{path}: t_unix {gap}") from None
    return Recording(path.name, rate_hz, samples, dict(_references(stored)))


def _rate(path: Path, told: Array) -> float:
    if told.size != 1 or not np.issubdtype(told.dtype, np.number):
        raise RecordingError(f"{path}: rate_hz is not one number")
    rate_hz = float(told.reshape(()).real)
    if not SLOWEST_HZ <= rate_hz <= FASTEST_HZ:
        allowed = f"{SLOWEST_HZ:g} to {FASTEST_HZ:g}"
        raise RecordingError(f"{path}: rate_hz is {rate_hz:g}, not {allowed}")
    return rate_hz


def _samples(path: Path, name: str, told: Array) -> Array:
    samples = told[:, np.newaxis] if told.ndim == 1 else told
    if samples.ndim != 2 or not 0 < samples.shape[1] <= CHANNELS_MOST:  # noqa: PLR2004
        raise RecordingError(f"{path}: {name} is not samples by channels, but {told.shape}")
    if not np.issubdtype(samples.dtype, np.number):
        raise RecordingError(f"{path}: {name} holds no numbers")
    if name == "iq" and not np.iscomplexobj(samples):
        raise RecordingError(f"{path}: iq is not complex")
    if name == "phase" and np.iscomplexobj(samples):
        raise RecordingError(f"{path}: phase is complex; complex samples are called iq")
    return samples.astype(np.complex128 if name == "iq" else np.float64)


def _references(stored: Mapping[str, Array]) -> Iterator[tuple[Vital, tuple[Array, Array]]]:
    begins = next((stored[name] for name in _BEGINS if name in stored), None)
    for vital, times, values in _REFERENCES:
        if begins is not None and len(begins) and times in stored and values in stored:
            said = np.isfinite(stored[values])
            yield vital, (stored[times][said] - begins[0], stored[values][said])
