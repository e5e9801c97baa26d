"""Answers about what people did to alarms, whom alarms fetched, and who was refused."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from attune.play.said import clock
from attune.play.verdicts.question import MOST, Answer, Question
from hub.rooms.alarm import Alarm
from hub.rooms.alarm_facts import AlarmAgain, Escalated
from hub.rooms.facts import Refused

IsSo = Callable[[Alarm, datetime], bool]


def _alarms(asked: Question) -> Iterator[tuple[datetime, Alarm | None]]:
    """The alarm as it stood through the window: at its ends, its middle, and after every fact."""
    first, last = asked.window
    within = {at for at, _ in asked.record.facts_of(asked.room) if first <= at <= last}
    for moment in sorted({first, asked.time, last, *within}):
        written = asked.record.written(asked.room, moment)
        yield moment, written.showing(asked.values["CONDITION"])


def _stood(asked: Question, is_so: IsSo) -> Answer:
    found = tuple(_alarms(asked))
    met = any(alarm is not None and is_so(alarm, moment) for moment, alarm in found)
    return met, _stood_instead(asked)


def _stood_instead(asked: Question) -> str:
    alarm = asked.record.written(asked.room, asked.time).showing(asked.values["CONDITION"])
    if alarm is None:
        return f'{asked.room} had no "{asked.values["CONDITION"]}" at {clock(asked.time)}'
    quiet = alarm.quiet(asked.time)
    heard = f"quiet until {clock(quiet.until)}, by {quiet.by}" if quiet else "sounding"
    over = f", over since {clock(alarm.over_at)}" if alarm.over_at else ""
    return f'{asked.room} "{alarm.condition}" since {clock(alarm.began_at)}, {heard}{over}'


def _acknowledged(asked: Question) -> Answer:
    by = asked.values["STAFF"]

    def is_so(alarm: Alarm, moment: datetime) -> bool:
        quiet = alarm.acknowledged
        return (
            quiet is not None
            and quiet.holds(moment)
            and by in (None, asked.record.known_as(quiet.by))
        )

    return _stood(asked, is_so)


def _quiet(asked: Question) -> Answer:
    return _stood(asked, lambda alarm, moment: not alarm.sounding(moment))


def _sounding(asked: Question) -> Answer:
    return _stood(asked, lambda alarm, moment: alarm.sounding(moment))


def _over(asked: Question) -> Answer:
    return _stood(asked, lambda alarm, _: alarm.over_at is not None)


def _again(asked: Question) -> Answer:
    found = [
        at
        for at, fact in asked.record.told_of(AlarmAgain)
        if (fact.room, fact.condition) == (asked.room, asked.values["CONDITION"])
    ]
    said = ", ".join(clock(at) for at in found[:MOST]) or "never"
    met = any(asked.near(at, asked.time) for at in found)
    return met, f'{asked.room} "{asked.values["CONDITION"]}" was there again: {said}'


# ---- whom alarms fetched -----------------------------------------------------------------------


def _fetched(asked: Question) -> list[tuple[datetime, Escalated]]:
    """Each time this alarm reached this duty, and whom the rota named, if that is asked."""
    by = asked.values.get("STAFF")
    return [
        (at, fact)
        for at, fact in _climbs(asked)
        if fact.duty is asked.values["DUTY"]
        and (by is None or by in [asked.record.known_as(each) for each in fact.to])
    ]


def _climbs(asked: Question) -> list[tuple[datetime, Escalated]]:
    return [
        (at, fact)
        for at, fact in asked.record.told_of(Escalated)
        if (fact.room, fact.condition) == (asked.room, asked.values["CONDITION"])
    ]


def _fetches_at(asked: Question) -> Answer:
    return any(asked.near(at, asked.time) for at, _ in _fetched(asked)), _climbs_instead(asked)


def _fetches_by(asked: Question) -> Answer:
    return any(at <= asked.window[1] for at, _ in _fetched(asked)), _climbs_instead(asked)


def _never_fetches(asked: Question) -> Answer:
    first, last = asked.span
    met = not any(first <= at <= last for at, _ in _fetched(asked))
    return met, _climbs_instead(asked)


def _climbs_instead(asked: Question) -> str:
    said = "; ".join(
        f"{fact.duty} ({_names(asked, fact)}) at {clock(at)}" for at, fact in _climbs(asked)
    )
    return f'{asked.room} "{asked.values["CONDITION"]}" fetched {said or "nobody"}'


def _names(asked: Question, fact: Escalated) -> str:
    return ", ".join(map(asked.record.known_as, fact.to)) or "nobody named"


def _refused(asked: Question) -> Answer:
    found = [(at, f) for at, f in asked.record.told_of(Refused) if f.room == asked.room]
    wanted, text = asked.values["STAFF"], asked.values["TEXT"]
    met = any(
        asked.record.known_as(fact.by) == wanted
        and text in fact.words
        and (asked.values["TIME"] is None or asked.near(at, asked.time))
        for at, fact in found
    )
    said = "; ".join(f'"{fact.words}" at {clock(at)}' for at, fact in found[:MOST])
    return met, f"refused in {asked.room}: {said or 'nothing'}"


ANSWERS: Mapping[str, Callable[[Question], Answer]] = {
    "expect at TIME ROOM begins CONDITION again [within SPAN]": _again,
    "expect at TIME ROOM has CONDITION over [within SPAN]": _over,
    "expect at TIME ROOM has CONDITION acknowledged [by STAFF] [within SPAN]": _acknowledged,
    "expect at TIME ROOM has CONDITION quiet [within SPAN]": _quiet,
    "expect at TIME ROOM has CONDITION sounding [within SPAN]": _sounding,
    "expect at TIME ROOM fetches DUTY to CONDITION [who is STAFF] [within SPAN]": _fetches_at,
    "expect by TIME ROOM fetches DUTY to CONDITION [who is STAFF] [within SPAN]": _fetches_by,
    "expect never ROOM fetches DUTY to CONDITION [from TIME to TIME]": _never_fetches,
    "expect refused STAFF TEXT in ROOM [at TIME] [within SPAN]": _refused,
}
