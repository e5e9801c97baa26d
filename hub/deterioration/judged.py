"""One quarter minute more: what is usual was learnt, or a rate has left it, or is back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import median

from hub.deterioration.change import Mark, is_back, is_there, weighed
from hub.deterioration.course import Course
from hub.deterioration.fading import Fade, faded
from hub.deterioration.numbers import (
    BLOCK_STEPS,
    CHANGES,
    FIRST_STEPS,
    SLOW_PULSE,
    STEP_S,
    Change,
)
from hub.deterioration.usual import Block, Blocks, usual_of
from ward.vitals import Vital

Kind = tuple[Vital, bool]  # which rate, and whether it falls


@dataclass(frozen=True, slots=True)
class Beyond:
    """A change that is there; ``since`` is the last quarter minute as usual."""

    change: Change
    usual: float
    rate: float
    since: int | None


@dataclass(frozen=True, slots=True)
class Back:
    """Of a change: the rate is nearer to usual again than halfway."""

    change: Change


News = Block | Beyond | Back


def judged(
    course: Course,
    told: Mapping[Vital, float],
    usual: Blocks,
    step: int,
    strayed: Mapping[Kind, float],
    *,
    sleeps: bool = True,
) -> tuple[Course, tuple[News, ...]]:
    """What the quarter minute ``step``, just over, tells, with the rates it ``told``.

    ``strayed`` is what was usual of each that has, and is not back. It is judged by nothing kinder
    until then, and nothing is learnt of a rate that is beyond: no usual ever moves to meet a
    change. ``sleeps`` as in ``usual_of``.
    """
    marks, news = list(course.marks), list[News]()
    rested = course.rested(step)
    for place, change in enumerate(CHANGES):
        kind = (change.vital, change.falls)
        drowsy = sleeps or change.vital is not Vital.BREATHING
        level = usual_of(usual, change.vital, falls=change.falls, sleeps=drowsy)
        if change.vital not in told or level is None or (change.at_rest and not rested):
            continue
        level = (max if change.falls else min)(level, strayed.get(kind, level))
        gone = 1 - told[change.vital] / level
        share = gone if change.falls else -gone
        mark = weighed(marks[place], change, share, step, stands=kind in strayed)
        marks[place] = mark
        news += _news(change, mark, level, median(course.lately[change.vital]))
    fade, lost = _lost(course, told, usual, step)
    course = replace(course, marks=tuple(marks), fade=fade)
    news += lost
    beyond = {each.change.vital for each in news if isinstance(each, Beyond)}
    beyond |= {vital for vital, _ in strayed}
    for vital, rate in told.items():
        if rested and vital not in beyond:
            course, block = _learnt(course, usual, vital, rate)
            news += [] if block is None else [block]
    return course, tuple(news)


def _lost(
    course: Course, told: Mapping[Vital, float], usual: Blocks, step: int
) -> tuple[Fade, list[News]]:
    """A pulse that fell, and that nobody hears any more, is told as one that slows."""
    level, pulse = usual_of(usual, Vital.HEART, falls=True), told.get(Vital.HEART)
    fade, rate = faded(course.fade, pulse, level, step, breathes=Vital.BREATHING in told)
    if rate is None or level is None:
        return fade, []
    return fade, [Beyond(SLOW_PULSE, level, rate, course.fade.trail[0][0])]


def _news(change: Change, mark: Mark, usual: float, rate: float) -> list[News]:
    if is_there(mark, change):
        late = round(change.memory_s / STEP_S)  # so far behind the rate is its running mean
        return [Beyond(change, usual, rate, None if mark.near is None else mark.near - late)]
    return [Back(change)] if is_back(mark, change) else []


def _learnt(
    course: Course, usual: Blocks, vital: Vital, rate: float
) -> tuple[Course, Block | None]:
    """Of rest only: breath that is being regained is nobody's usual."""
    kind = (vital, course.still)
    rates = (*course.learning.get(kind, ()), rate)
    known = any((each.vital, each.still) == kind for each in usual)
    if len(rates) < (BLOCK_STEPS if known else FIRST_STEPS):
        return replace(course, learning={**course.learning, kind: rates}), None
    block = Block(vital, course.still, median(rates), len(rates))
    return replace(course, learning={**course.learning, kind: ()}), block
