"""One change of one rate: how far it has come, as a running mean that no wild rate can push far.

A share of usual is let in up to ``CLIPPED`` times what is asked for, so that a rate which is wrong
by half, as some are, weighs hardly more than one that is just beyond. It was chosen over a
cumulative sum, a robust line, and the middle of the last minutes: `make bench ARGS=deterioration`.
"""

from dataclasses import dataclass
from math import exp

from hub.deterioration.numbers import (
    BACK_SHARE,
    CLIPPED,
    FORGOTTEN_S,
    NEAR_SHARE,
    STEP_S,
    STEPS_LEAST,
    Change,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """``mean`` is the share that is gone, of ``count`` quarter minutes, the newest ``at`` one.

    ``near`` is the last one at which the rate was still as usual.
    """

    mean: float = 0.0
    count: int = 0
    at: int | None = None
    near: int | None = None


def weighed(mark: Mark, change: Change, share: float, step: int, *, stands: bool) -> Mark:
    """With one rate more, by which ``share`` of usual is gone in the direction of the change.

    After a long silence it begins anew: at nothing, or at all of the change where that stands
    already, so that no gap and no restart ever makes anybody seem better.
    """
    if mark.at is None or (step - mark.at) * STEP_S > FORGOTTEN_S:
        mark = Mark(mean=change.by if stands else 0.0)
    most = CLIPPED * change.by
    into = 1 - exp(-STEP_S / change.memory_s)
    mean = mark.mean + (min(max(share, -most), most) - mark.mean) * into
    near = step if mean <= NEAR_SHARE * change.by else mark.near
    return Mark(mean, mark.count + 1, step, near)


def is_there(mark: Mark, change: Change) -> bool:
    return mark.count >= STEPS_LEAST and mark.mean >= change.by


def is_back(mark: Mark, change: Change) -> bool:
    """Nearer to usual again than halfway."""
    return mark.count >= STEPS_LEAST and mark.mean < BACK_SHARE * change.by
