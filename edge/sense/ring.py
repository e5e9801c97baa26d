"""The last minute of a radar's samples: bounded, evenly spaced, at a rate that chests need."""

from typing import Any

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[Any]  # complex echoes, or phases

ENOUGH_HZ = 20.0  # faster radars are averaged down to no less than this; a heartbeat's knock is 5


class Ring:
    """Keeps ``span_s`` seconds, averaging down what comes faster than is of use.

    ``rate_hz`` is what it keeps at, one sample of ``every`` frames. Work and memory are the same
    whatever has gone by.
    """

    def __init__(self, rate_hz: float, channels: int, span_s: float, *, is_complex: bool) -> None:
        self.every = max(1, int(rate_hz // ENOUGH_HZ))
        self.rate_hz = rate_hz / self.every
        self._size = int(span_s * self.rate_hz) + 1
        kind = np.complex128 if is_complex else np.float64
        self._kept: Samples = np.zeros((2 * self._size, channels), kind)
        self._part: Samples = np.zeros((0, channels), kind)
        self._end = 0
        self.count = 0  # of samples kept since it began

    def add(self, frames: Samples) -> None:
        """Frames by channels, in order."""
        whole: Samples = np.concatenate((self._part, frames)) if len(self._part) else frames
        size = len(whole) // self.every * self.every
        self._part = np.array(whole[size:])
        shape = (-1, self.every, whole.shape[1])
        self._keep(np.asarray(whole[:size].reshape(shape).mean(axis=1)))

    def forget(self) -> None:
        self._end = 0
        self._part = self._part[:0]

    def last(self, samples: int) -> Samples:
        """The latest so many, or as many as there are; a view, to be read at once."""
        return self._kept[max(0, self._end - min(samples, self._size)) : self._end]

    def _keep(self, samples: Samples) -> None:
        self.count += len(samples)
        samples = samples[-self._size :]
        if self._end + len(samples) > len(self._kept):
            rest = self.last(self._size)
            self._kept[: len(rest)] = rest.copy()
            self._end = len(rest)
        self._kept[self._end : self._end + len(samples)] = samples
        self._end += len(samples)
