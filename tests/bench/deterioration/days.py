"""Seeded days put to the very code of the hub, as fast as it goes: which alarms, and when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

import numpy as np

from firmware_sim.days.day import Day, deteriorating, quiet
from firmware_sim.days.worse import Worse
from hub.deterioration.course import Course, stepped
from hub.deterioration.judged import Back, Beyond, Kind, judged
from hub.deterioration.numbers import STEP_S, Change
from hub.deterioration.usual import Block, Blocks, usual_of, with_block
from hub.rooms.strayed import Strayed, is_news
from tests.bench.deterioration.alarms import NAMES, NO_BREATHING, SEEN_AFTER_S, Alarm, stops
from tests.bench.deterioration.fixed import FIXED, alarmed
from tests.bench.deterioration.quarters import quarters
from ward.units import seconds
from ward.vitals import Vital

BEGAN = datetime(2026, 11, 2, tzinfo=UTC)
OURS = "Attune"


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
    """All alarms of one day, those that others would give, and the points that ours judged by."""

    seed: int
    worse: Worse | None
    alarms: tuple[Alarm, ...]
    points: dict[Vital, tuple[Point, ...]]
    others: dict[str, tuple[Alarm, ...]]

    def by(self, whom: str) -> tuple[Alarm, ...]:
        return self.alarms if whom == OURS else self.others[whom]

    def false(self, whom: str = OURS) -> tuple[Alarm, ...]:
        """On a quiet day all of them; on another those before anything went wrong."""
        begins = self.worse.begins_s if self.worse else np.inf
        return tuple(alarm for alarm in self.by(whom) if alarm.at_s < begins)


@cache
def quiet_day(seed: int) -> Heard:
    return listened(quiet(seed))


@cache
def worse_day(seed: int) -> Heard:
    return listened(deteriorating(seed))


def listened(day: Day) -> Heard:
    """Every quarter minute of the day judged by the hub's own pure code, in order."""
    course, standing = Course(), dict[Kind, Strayed]()
    usual: Blocks = ()
    alarms = [Alarm(at, NO_BREATHING) for at in stops(day)]
    points: dict[Vital, list[Point]] = {vital: [] for vital in Vital}
    for running in quarters(day):
        step = running.step
        course, told = stepped(replace(course, running=running), step + 1)
        for vital, rate in told.items():
            points[vital] += _point(usual, course.rested(step), vital, rate, step)
        strayed = {kind: one.usual for kind, one in standing.items() if one.stands}
        course, news = judged(course, told, usual, step, strayed)
        for each in news:
            if isinstance(each, Block):
                usual = with_block(usual, each)
            elif told_of(each, standing, (step + 1) * STEP_S):
                alarms.append(Alarm((step + 1) * STEP_S, NAMES[kind_of(each)]))
    alarms.sort(key=lambda alarm: alarm.at_s)
    kept = {vital: tuple(each) for vital, each in points.items()}
    others = {name: alarmed(day, limits) for name, limits in FIXED.items()}
    return Heard(day.seed, day.worse, tuple(alarms), kept, others)


def told_of(news: Beyond | Back, standing: dict[Kind, Strayed], at_s: int) -> bool:
    """Whether it is told, as the hub would, with somebody at the door a while after each alarm."""
    kind, now = kind_of(news), BEGAN + seconds(at_s)
    one = standing.get(kind)
    if one is not None and now - one.at >= seconds(SEEN_AFTER_S):
        one = standing[kind] = replace(one, seen_at=one.at + seconds(SEEN_AFTER_S))
    if isinstance(news, Back):
        if one is not None and one.stands:
            standing[kind] = replace(one, back_at=now)
        return False
    if is_news(one, news, now):
        standing[kind] = Strayed(*kind, news.usual, news.rate, now)
        return True
    return False


def kind_of(news: Beyond | Back) -> Kind:
    return (news.change.vital, news.change.falls)


def _point(usual: Blocks, rested: bool, vital: Vital, rate: float, step: int) -> Iterator[Point]:
    falls, rises = (usual_of(usual, vital, falls=each) for each in (True, False))
    if falls is not None and rises is not None:
        yield Point(step, rate, falls, rises, rested)
