"""Answers about messages to people: what was taken, by when, and how many there were."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from attune.play.record import Message
from attune.play.said import clock
from attune.play.verdicts.question import MOST, Answer, Question
from hub.alarms.ladder import ladder_of
from hub.effects import About
from hub.staff.duty import Duty
from ward.conditions import BY_NAME


def _about(asked: Question, message: Message) -> Iterator[Duty]:
    """The duties that this message fetches to the alarm in question."""
    for about in () if message.tell.is_end else message.tell.about:
        alarm = asked.record.alarm(about.alarm)
        if about.room == asked.room and alarm and alarm.condition == asked.values["CONDITION"]:
            yield _duty(alarm.condition, about)


def _duty(condition: str, about: About) -> Duty:
    return ladder_of(BY_NAME[condition])[about.step].duty


def _taken(asked: Question) -> list[tuple[datetime, Message]]:
    """Messages about it that were taken, each with when."""
    wanted = asked.values.get("DUTY")
    return [
        (message.became_at, message)
        for message in asked.record.messages
        if message.took
        and message.became_at is not None
        and any(wanted in (None, duty) for duty in _about(asked, message))
    ]


def _notice(asked: Question) -> Answer:
    met = any(at <= asked.window[1] for at, _ in _taken(asked))
    return met, _instead(asked)


def _never(asked: Question) -> Answer:
    first, last = asked.span
    return not any(first <= at <= last for at, _ in _taken(asked)), _instead(asked)


def _instead(asked: Question) -> str:
    found = [each for each in asked.record.messages if [*_about(asked, each)]]
    said = "; ".join(f"{_to(asked, each)}{_became(each)}" for each in found[:MOST])
    return f'of "{asked.values["CONDITION"]}" in {asked.room}: {said or "no message"}'


def _to(asked: Question, message: Message) -> str:
    duties = " and ".join(dict.fromkeys(_about(asked, message)))
    return f"to {duties} at {clock(message.at)}"


def _became(message: Message) -> str:
    if message.took is None or message.became_at is None:
        return ", and no word of it yet"
    what = "taken" if message.took else "given up"
    return f", {what} at {clock(message.became_at)}"


def _count(asked: Question) -> Answer:
    first, last = asked.span
    found = [each for each in asked.record.messages if first <= each.at <= last]
    said = "; ".join(f"{each.tell.title} at {clock(each.at)}" for each in found[:MOST])
    return len(found) == asked.values["COUNT"], f"{len(found)}: {said}".rstrip(": ")


ANSWERS: Mapping[str, Callable[[Question], Answer]] = {
    "expect notice of CONDITION in ROOM by TIME [to DUTY] [within SPAN]": _notice,
    "expect never notice of CONDITION in ROOM [from TIME to TIME]": _never,
    "expect COUNT notices [from TIME to TIME]": _count,
}
