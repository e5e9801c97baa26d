"""Alarms of a seeded day: which are false, which are about what went wrong, and how soon."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from firmware_sim.days.day import Day
from firmware_sim.days.worse import Kind, Worse
from ward.straying_conditions import (
    BREATHING_SLOWING,
    FAST_BREATHING,
    FAST_PULSE,
    PULSE_SLOWING,
)
from ward.vitals import Vital

NO_BREATHING_S = 20  # the site's own delay
NO_BREATHING = "no breathing seen"
SEEN_AFTER_S = 900  # an alarm fetches somebody, who looks and records: then it may come again
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
# Within so many minutes after somebody is as bad as they get it is told, by our own statement:
# slow courses long before. Rises are told only of somebody at rest, a slow pulse is seldom heard.
STATED_MIN = {
    Kind.SLOWS: 5.0,
    Kind.STOPS: 0.5,
    Kind.FEVER: 5.0,
    Kind.SLOW_PULSE: 15.0,
    Kind.FAST_PULSE: 20.0,
    Kind.RESTRAINT: 20.0,
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm, at a second of its day."""

    at_s: int
    name: str


def flagged(worse: Worse, alarms: Sequence[Alarm]) -> Alarm | None:
    """The first alarm that is about what went wrong."""
    meant = MEANT[worse.kind]
    return next((a for a in alarms if a.at_s >= worse.begins_s and a.name in meant), None)


def after_min(worse: Worse, alarms: Sequence[Alarm]) -> float | None:
    """From when it began until it was told."""
    first = flagged(worse, alarms)
    return None if first is None else (first.at_s - worse.begins_s) / 60


def in_time(worse: Worse, alarms: Sequence[Alarm]) -> bool:
    late = after_min(worse, alarms)
    return late is not None and late - worse.over_s / 60 <= STATED_MIN[worse.kind]


def stops(day: Day) -> Iterator[int]:
    """When the hub would have said that no breathing was seen for its delay."""
    since = day.breathing.none_since
    late = np.flatnonzero(np.arange(len(since)) - since >= NO_BREATHING_S)
    told: set[float] = set()
    for second in late.tolist():
        if since[second] not in told:
            told.add(float(since[second]))
            yield second
