"""A pulse that falls, and then is heard no longer: a slope, and the silence after it.

With few beats a breath no estimator tells the pulse from the breathing, so whoever's heart slows
far enough leaves nothing but the way down. A slope alone would be told of everybody who falls
asleep, and a silence alone of everybody who turns over: `docs/decisions.md` has both counted.
"""

from dataclasses import dataclass, replace
from statistics import median

from hub.deterioration.numbers import (
    FADE_APART,
    FADE_BELOW,
    FADE_FALL,
    FADE_LEAST,
    FADE_STEPS,
    LOST_BREATHS,
    LOST_STEPS,
)

Trail = tuple[tuple[int, float], ...]  # quarter minutes, and the pulse in each that had one


@dataclass(frozen=True, slots=True)
class Fade:
    """``fell_to`` where the pulse fell of late; ``breaths``: since, with breathing in them."""

    trail: Trail = ()
    fell_to: float | None = None
    breaths: int = 0


NOT_FADING = Fade()


def faded(
    fade: Fade, pulse: float | None, usual: float | None, step: int, *, breathes: bool
) -> tuple[Fade, float | None]:
    """With one quarter minute more; and what the pulse had come to where it is lost just now.

    It takes ten minutes in which breathing was seen and no pulse was: whoever moves, or is gone,
    loses both. Told once: then the next word on it is a pulse.
    """
    if usual is None:
        return NOT_FADING, None
    if pulse is not None:
        trail = (*(one for one in fade.trail if step - one[0] < FADE_STEPS), (step, pulse))
        return Fade(trail, _fallen_to(trail, usual, step)), None
    if fade.fell_to is None:
        return fade, None
    breaths = fade.breaths + breathes
    if step - fade.trail[-1][0] < LOST_STEPS:
        return replace(fade, breaths=breaths), None
    return NOT_FADING, fade.fell_to if breaths >= LOST_BREATHS else None


def _fallen_to(trail: Trail, usual: float, step: int) -> float | None:
    """Where a robust line through it ends, if it falls fast and ends below what is usual."""
    slopes = [
        (rate - before) / (at - then)
        for place, (then, before) in enumerate(trail)
        for at, rate in trail[place + 1 :]
        if at - then >= FADE_APART
    ]
    if len(trail) < FADE_LEAST or len(slopes) < FADE_LEAST:
        return None
    slope = median(slopes)
    ends = median(rate for _, rate in trail) + slope * (step - median(at for at, _ in trail))
    fell = -slope * FADE_STEPS >= FADE_FALL * usual and 1 - ends / usual >= FADE_BELOW
    return ends if fell else None
