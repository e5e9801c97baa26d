"""Seeded days put to the very code of the hub, as fast as it goes: which alarms, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from firmware_sim.days.day import Day, deteriorating, quiet
from firmware_sim.days.telling import HEART_EVERY_S, NONE, Told
from firmware_sim.days.worse import Kind, Worse
from hub.deterioration.course import Course, heard, stepped
from hub.deterioration.judged import Back, Beyond, judged
from hub.deterioration.numbers import CHANGES, QUALITY_LEAST, STEP_S, Change
from hub.deterioration.usual import Block, Blocks, usual_of, with_block
from ward.straying_conditions import (
    BREATHING_SLOWING,
    FAST_BREATHING,
    FAST_PULSE,
    PULSE_SLOWING,
)
from ward.vitals import Doubt, Doubted, Rate, Said, Vital

NO_BREATHING_S = 20  # the site's own delay
NO_BREATHING = "no breathing seen"
SEEN_AFTER_S = 900  # an alarm fetches somebody, who looks and records: then it may come again
AGAIN_S = 1800
NAMES = {
    (Vital.BREATHING, True): BREATHING_SLOWING.name,
    (Vital.BREATHING, False): FAST_BREATHING.name,
    (Vital.HEART, True): PULSE_SLOWING.name,
    (Vital.HEART, False): FAST_PULSE.name,
}
# Which alarms are about what went wrong; any other is by the way.
MEANT = {
    Kind.SLOWS: {BREATHING_SLOWING.name, NO_BREATHING},
    Kind.STOPS: {NO_BREATHING, BREATHING_SLOWING.name},
    Kind.FEVER: {FAST_BREATHING.name, FAST_PULSE.name},
    Kind.SLOW_PULSE: {PULSE_SLOWING.name},
    Kind.FAST_PULSE: {FAST_PULSE.name, FAST_BREATHING.name},
    Kind.RESTRAINT: {FAST_BREATHING.name, FAST_PULSE.name},
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm, at a second of its day."""

    at_s: int
    name: str


@dataclass(frozen=True, slots=True)
class Point:
    """A good rate of one quarter minute beside what was usual then, for rivals to judge."""

    step: int
    rate: float
    usual_if_falls: float
    usual_if_rises: float
    rested: bool

    def share(self, change: Change) -> float:
        """How much of usual is gone in the direction of the change."""
        if change.falls:
            return 1 - self.rate / self.usual_if_falls
        return self.rate / self.usual_if_rises - 1


@dataclass(frozen=True, slots=True)
class Heard:
    """All alarms of one day, and the points that they were judged by."""

    seed: int
    worse: Worse | None
    alarms: tuple[Alarm, ...]
    points: dict[Vital, tuple[Point, ...]]

    @property
    def false(self) -> tuple[Alarm, ...]:
        """On a quiet day all of them; on another those before anything went wrong."""
        begins = self.worse.begins_s if self.worse else np.inf
        return tuple(alarm for alarm in self.alarms if alarm.at_s < begins)

    @property
    def flagged(self) -> Alarm | None:
        """The first alarm that is about what went wrong."""
        if self.worse is None:
            return None
        meant, begins = MEANT[self.worse.kind], self.worse.begins_s
        return next((a for a in self.alarms if a.at_s >= begins and a.name in meant), None)


@cache
def quiet_day(seed: int) -> Heard:
    return listened(quiet(seed))


@cache
def worse_day(seed: int) -> Heard:
    return listened(deteriorating(seed))


def listened(day: Day) -> Heard:
    """Every word of the day heard by the hub's own pure code, in order."""
    course, standing = Course(), dict[tuple[Vital, bool], int]()
    usual: Blocks = ()
    alarms = [Alarm(at, NO_BREATHING) for at in _stops(day)]
    points: dict[Vital, list[Point]] = {vital: [] for vital in Vital}
    for step in range(len(day.doing) // STEP_S):
        for vital, said in _said(day, step):
            course = heard(course, vital, said, step)
        course, told = stepped(course, step + 1)
        for vital, rate in told.items():
            points[vital] += _point(course, usual, vital, rate, step)
        course, news = judged(course, told, usual, step, set(standing))
        for each in news:
            usual = _taken(each, usual, standing, alarms, (step + 1) * STEP_S)
    alarms.sort(key=lambda alarm: alarm.at_s)
    kept = {vital: tuple(each) for vital, each in points.items()}
    return Heard(day.seed, day.worse, tuple(alarms), kept)


def _taken(
    news: Block | Beyond | Back,
    usual: Blocks,
    standing: dict[tuple[Vital, bool], int],
    alarms: list[Alarm],
    at_s: int,
) -> Blocks:
    """As ``hub.rooms.going`` takes it, with somebody at the door a while after each alarm."""
    if isinstance(news, Block):
        return with_block(usual, news)
    kind = (news.change.vital, news.change.falls)
    if isinstance(news, Back):
        standing.pop(kind, None)
    elif at_s - standing.get(kind, -AGAIN_S) >= AGAIN_S + SEEN_AFTER_S * (kind in standing):
        standing[kind] = at_s
        alarms.append(Alarm(at_s, NAMES[kind]))
    return usual


def _point(course: Course, usual: Blocks, vital: Vital, rate: float, step: int) -> Iterator[Point]:
    falls, rises = (usual_of(usual, vital, still=course.still, falls=f) for f in (True, False))
    if falls is not None and rises is not None:
        yield Point(step, rate, falls, rises, course.rested(step))


def _said(day: Day, step: int) -> Iterator[tuple[Vital, Said]]:
    """The words of a quarter minute; of doubts only which kind, for that is all that counts."""
    for second in range(step * STEP_S, (step + 1) * STEP_S):
        yield Vital.BREATHING, _word(day.breathing, second)
        if second % HEART_EVERY_S == 0:
            yield Vital.HEART, _word(day.heart, second)


DOUBTED = tuple(
    Doubted(doubt=Doubt(name))
    for name in (
        "nobody there", "moving", "more than one person", "too far", "weak signal", "settling",
    )
)  # fmt: skip
NOT_SAID = Doubted(doubt=Doubt.WEAK_SIGNAL)


def _word(told: Told, second: int) -> Said:
    if told.doubt[second] != NONE:
        return DOUBTED[told.doubt[second]]
    rate = float(told.rate[second])
    if np.isnan(rate):
        return NOT_SAID  # no breathing movement since: another rule's
    quality = float(told.quality[second])
    return Rate.model_construct(per_minute=rate, quality=quality)


def _stops(day: Day) -> Iterator[int]:
    """When the hub would have said that no breathing was seen for its delay."""
    since = day.breathing.none_since
    late = np.flatnonzero(np.arange(len(since)) - since >= NO_BREATHING_S)
    told: set[float] = set()
    for second in late.tolist():
        if since[second] not in told:
            told.add(float(since[second]))
            yield second


def changes() -> Sequence[Change]:
    return CHANGES


def good(told: Told, vital: Vital) -> float:
    """The share of the day with a rate that is weighed."""
    return float((~np.isnan(told.rate) & (told.quality >= QUALITY_LEAST[vital])).mean())
