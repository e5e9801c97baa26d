"""What a timeline says of alarms, of what people did about them, and of who may do what."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from typing import Any

from attune.play.entry import Entry
from attune.play.record import Record, Shown
from attune.play.said import clock
from hub.panel.local import Local
from hub.panel.office_words import of_site
from hub.rooms.alarm_facts import (
    AlarmAcknowledged,
    AlarmAgain,
    AlarmEnded,
    AlarmMarked,
    AlarmOver,
    AudioPaused,
    Escalated,
)
from hub.rooms.episode_facts import LimitSet
from hub.rooms.facts import AnyFact, Refused
from hub.rules.words import lasting
from hub.staff.facts import RotaSet, StaffLeft, StaffSet

Said = tuple[str, str, dict[str, Any]]
"""Kind, words, and the keys of its own."""


def alarm_entries(record: Record) -> Iterator[Entry]:
    """Everything about alarms, and about who works here."""
    for alarm in record.alarms:
        yield Entry(alarm.began_at, "alarm", alarm.room, _began(alarm), _of(alarm))
    for at, fact in record.facts:
        tells = _TELLS.get(type(fact))
        said = tells(record, fact) if tells else None
        if said is not None:
            kind, words, more = said
            yield Entry(at, kind, getattr(fact, "room", None), words, more)


def _began(alarm: Shown) -> str:
    return f"{alarm.condition}, {alarm.priority.name}: {alarm.words}"


def _of(alarm: Shown) -> dict[str, Any]:
    return {
        "condition": alarm.condition,
        "priority": alarm.priority.name,
        "began_at": alarm.began_at,
        "ended_at": alarm.ended_at,
    }


# ---- one function a kind of fact ---------------------------------------------------------------


def _over(_record: Record, fact: AlarmOver) -> Said:
    words = f"{fact.condition}: it shows on until somebody was at the door and saw"
    return "over", words, {"condition": fact.condition}


def _again(_record: Record, fact: AlarmAgain) -> Said:
    words = f"{fact.condition}, before anybody came: {fact.words}"
    return "again", words, {"condition": fact.condition}


def _ended(record: Record, fact: AlarmEnded) -> Said | None:
    alarm = record.alarm(fact.id)
    if alarm is None or alarm.ended_at is None:
        return None
    words = f"{alarm.condition}, after {lasting(alarm.ended_at - alarm.began_at)}"
    return "ended", words, _of(alarm)


def _acknowledged(record: Record, fact: AlarmAcknowledged) -> Said:
    by = record.known_as(fact.by)
    words = f"{fact.condition} acknowledged by {by}, quiet until {clock(fact.until)}"
    return "acknowledged", words, {"condition": fact.condition, "by": by, "until": fact.until}


def _paused(record: Record, fact: AudioPaused) -> Said:
    by = record.known_as(fact.by)
    found = [alarm.condition for each in fact.ids if (alarm := record.alarm(each))]
    words = f"sound paused by {by} until {clock(fact.until)}: {', '.join(found)}"
    return "paused", words, {"conditions": found, "by": by, "until": fact.until}


def _escalated(record: Record, fact: Escalated) -> Said | None:
    """The first step, of a rota that names nobody for it, says nothing that is not known."""
    to = [record.known_as(each) for each in fact.to]
    if not fact.step and not to:
        return None
    words = f"{fact.condition}: {fact.words}" + (f" ({', '.join(to)})" if to else "")
    more = {"condition": fact.condition, "step": fact.step, "duty": str(fact.duty), "to": to}
    return "escalated", words, more


def _marked(record: Record, fact: AlarmMarked) -> Said:
    alarm, by = record.alarm(fact.id), record.known_as(fact.by)
    name = alarm.condition if alarm else "an alarm of before"
    worth = "worth acting on" if fact.actionable else "not worth acting on"
    words = f"{name} was {worth}, says {by}" + (f': "{fact.why}"' if fact.why else "")
    return "marked", words, {"condition": name, "by": by, "actionable": fact.actionable}


def _limit(record: Record, fact: LimitSet) -> Said:
    by = record.known_as(fact.by)
    words = f"{fact.limit} {fact.value_s:g} s until {clock(fact.until)}, by {by}: {fact.why}"
    return "limit", words, {"by": by, "value_s": fact.value_s, "until": fact.until}


def _refused(record: Record, fact: Refused) -> Said:
    by = record.known_as(fact.by)
    return "refused", fact.told(by), {"by": by, "action": fact.action}


def _site(record: Record, fact: StaffSet | StaffLeft | RotaSet) -> Said:
    by = record.known_as(fact.by)
    return "site", of_site(fact, Local(fact.at, UTC)), {"by": by}


_TELLS: Mapping[type[AnyFact], Callable[[Record, Any], Said | None]] = {
    AlarmOver: _over,
    AlarmAgain: _again,
    AlarmEnded: _ended,
    AlarmAcknowledged: _acknowledged,
    AudioPaused: _paused,
    Escalated: _escalated,
    AlarmMarked: _marked,
    LimitSet: _limit,
    Refused: _refused,
    StaffSet: _site,
    StaffLeft: _site,
    RotaSet: _site,
}
