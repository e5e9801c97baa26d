"""Answers about alarms: when they showed, began and ended, and how often."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from attune.play.record import Shown
from attune.play.said import in_words
from attune.play.verdicts.question import MOST, Answer, Question


def overlaps(alarm: Shown, first: datetime, last: datetime) -> bool:
    return alarm.began_at <= last and (alarm.ended_at is None or alarm.ended_at > first)


def _covers(alarm: Shown, first: datetime, last: datetime) -> bool:
    return alarm.began_at <= first and (alarm.ended_at is None or alarm.ended_at > last)


def _has(asked: Question) -> Answer:
    met = any(overlaps(alarm, *asked.window) for alarm in asked.alarms)
    return met, alarms_instead(asked, asked.time)


def _has_not(asked: Question) -> Answer:
    met = not any(_covers(alarm, *asked.window) for alarm in asked.alarms)
    return met, alarms_instead(asked, asked.time)


def _begins(asked: Question) -> Answer:
    met = any(asked.near(alarm.began_at, asked.time) for alarm in asked.alarms)
    return met, alarms_instead(asked, asked.time)


def _ends(asked: Question) -> Answer:
    met = any(asked.near(alarm.ended_at, asked.time) for alarm in asked.alarms)
    return met, alarms_instead(asked, asked.time)


def _has_by(asked: Question) -> Answer:
    met = any(alarm.began_at <= asked.window[1] for alarm in asked.alarms)
    return met, alarms_instead(asked, asked.time)


def _never(asked: Question) -> Answer:
    met = not any(overlaps(alarm, *asked.span) for alarm in asked.alarms)
    return met, alarms_instead(asked, asked.span[0])


def _nowhere(asked: Question) -> Answer:
    found = [each for each in asked.record.alarms if each.condition == asked.values["CONDITION"]]
    return not found, "; ".join(in_words(alarm) for alarm in found[:MOST])


def _always(asked: Question) -> Answer:
    first, last = asked.span
    first, last = first + asked.tolerance, last - asked.tolerance
    met = any(_covers(alarm, first, last) for alarm in asked.alarms)
    return met, alarms_instead(asked, first)


def _count_alarms(asked: Question) -> Answer:
    found = asked.alarms
    met = len(found) == asked.values["COUNT"]
    return met, f"{len(found)}: " + alarms_instead(asked, asked.record.begins)


def alarms_instead(asked: Question, moment: datetime) -> str:
    """This alarm nearest in time; if it never was, what else showed there then."""
    record, room, condition = asked.record, asked.room, asked.values["CONDITION"]
    same = record.alarms_of(room, condition)
    if same:
        return "; ".join(in_words(alarm) for alarm in _nearest(same, moment))
    others = [alarm for alarm in record.alarms_of(room) if overlaps(alarm, moment, moment)]
    beside = f"; showing then: {', '.join(in_words(alarm) for alarm in others[:MOST])}"
    return f'{room} never had "{condition}"' + (beside if others else "")


def _nearest(alarms: Iterable[Shown], moment: datetime) -> list[Shown]:
    def away(alarm: Shown) -> timedelta:
        if alarm.at(moment):
            return timedelta()
        ends = (alarm.began_at, alarm.ended_at or alarm.began_at)
        return min(abs(end - moment) for end in ends)

    return sorted(alarms, key=away)[:MOST]


ANSWERS: Mapping[str, Callable[[Question], Answer]] = {
    "expect at TIME ROOM has CONDITION [PRIORITY] [within SPAN]": _has,
    "expect at TIME ROOM has not CONDITION [within SPAN]": _has_not,
    "expect at TIME ROOM begins CONDITION [PRIORITY] [within SPAN]": _begins,
    "expect at TIME ROOM ends CONDITION [within SPAN]": _ends,
    "expect by TIME ROOM has CONDITION [PRIORITY] [within SPAN]": _has_by,
    "expect never ROOM has CONDITION [from TIME to TIME]": _never,
    "expect never anywhere CONDITION": _nowhere,
    "expect always ROOM has CONDITION from TIME to TIME": _always,
    "expect COUNT alarms CONDITION in ROOM": _count_alarms,
}
