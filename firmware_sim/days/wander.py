"""Values that wander about nought, and values that follow others late: both a line at a time."""

import numpy as np
import numpy.typing as npt

Line = npt.NDArray[np.float64]


def wandering(size: int, memory_s: float, rng: np.random.Generator) -> Line:
    """Of unit spread, once a second, forgetting itself over ``memory_s``."""
    keeps = float(np.exp(-1 / memory_s))
    return _recursive(rng.standard_normal(size) * np.sqrt(1 - keeps**2), keeps)


def following(target: Line, rises_s: float, falls_s: float) -> Line:
    """What nears its target over ``rises_s`` upwards and ``falls_s`` downwards."""
    up, down = 1 - float(np.exp(-1 / rises_s)), 1 - float(np.exp(-1 / falls_s))
    value, out = float(target[0]), np.empty(len(target))
    for i, wanted in enumerate(target.tolist()):
        value += (wanted - value) * (up if wanted > value else down)
        out[i] = value
    return out


def mean_over(values: Line, since: npt.NDArray[np.int64]) -> Line:
    """At each second the mean of all values from second ``since`` to this one."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    ends = np.arange(1, len(values) + 1)
    return np.asarray((total[ends] - total[since]) / np.maximum(ends - since, 1))


def _recursive(pushes: Line, keeps: float) -> Line:
    value, out = 0.0, np.empty(len(pushes))
    for i, push in enumerate(pushes.tolist()):
        value = keeps * value + push
        out[i] = value
    return out
