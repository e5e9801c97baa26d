"""A day's words by the quarter minute: what ``heard`` would have kept of each, at once.

Word by word a day takes a second, and hundreds of days are played; that both are the same is
tested (tests/bench/test_quarters.py).
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from firmware_sim.days.day import Day
from firmware_sim.days.telling import DOUBTS, HEART_EVERY_S, NONE, Told
from hub.deterioration.course import RESTLESS, Course, Rates, Running, heard, stepped
from hub.deterioration.numbers import QUALITY_LEAST, STEP_S
from ward.vitals import Doubt, Doubted, Rate, Said, Vital

RESTLESS_CODES = [DOUBTS.index(str(doubt)) for doubt in RESTLESS]
DOUBTED = tuple(Doubted(doubt=Doubt(name)) for name in DOUBTS)
NOT_SAID = Doubted(doubt=Doubt.WEAK_SIGNAL)
Flags = npt.NDArray[np.bool_]


def quarters(day: Day) -> tuple[Running, ...]:
    """What was heard in each quarter minute of that day."""
    breathing = _good(day.breathing, Vital.BREATHING, 1)
    heart = _good(day.heart, Vital.HEART, HEART_EVERY_S)
    restless = np.isin(day.breathing.doubt, RESTLESS_CODES).reshape(-1, STEP_S).sum(axis=1)
    both = zip(breathing, heart, restless.tolist(), strict=True)
    return tuple(
        Running(step, rates, beats, STEP_S, count)
        for step, (rates, beats, count) in enumerate(both)
    )


def _good(told: Told, vital: Vital, every_s: int) -> Iterator[Rates]:
    """The rates of each quarter minute that are weighed at all."""
    said = (told.doubt == NONE) & ~np.isnan(told.rate) & (told.quality >= QUALITY_LEAST[vital])
    spoken = np.arange(len(said)) % every_s == 0
    rates, kept = told.rate.reshape(-1, STEP_S), (said & spoken).reshape(-1, STEP_S)
    return (tuple(row[keep].tolist()) for row, keep in zip(rates, kept, strict=True))


def word_by_word(day: Day) -> Iterator[Running]:
    """The same as the hub hears it: slow, and what ``quarters`` is held against."""
    course = Course()
    for step in range(len(day.doing) // STEP_S):
        for second in range(step * STEP_S, (step + 1) * STEP_S):
            course = heard(course, Vital.BREATHING, _word(day.breathing, second), step)
            if second % HEART_EVERY_S == 0:
                course = heard(course, Vital.HEART, _word(day.heart, second), step)
        if course.running is not None:
            yield course.running
        course, _ = stepped(course, step + 1)


def _word(told: Told, second: int) -> Said:
    if told.doubt[second] != NONE:
        return DOUBTED[told.doubt[second]]
    rate = float(told.rate[second])
    if np.isnan(rate):
        return NOT_SAID  # no breathing movement since: another rule's
    return Rate.model_construct(per_minute=rate, quality=float(told.quality[second]))
