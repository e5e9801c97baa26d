"""The ledger: findings to alarms. One occurrence of one condition in one room is one alarm."""

from collections.abc import Iterator, Sequence

from hub.rooms.alarm import Alarm
from hub.rooms.alarm_facts import AlarmAgain, AlarmBegan, AlarmEnded, AlarmOver
from hub.rooms.state import Written
from hub.rules.finding import Finding
from ward.conditions import RULE_BROKEN
from ward.units import WORD_LONGEST, Instant

Moved = AlarmBegan | AlarmAgain | AlarmOver | AlarmEnded


def changes(
    state: Written,
    found: Sequence[Finding],
    now: Instant,
    belated: frozenset[str] = frozenset(),
) -> tuple[Moved, ...]:
    """What began, is there again, and is over. While a rule is broken in a room, nothing is over.

    What latches shows on when it is over, until somebody was at that door and recorded what they
    saw. What was told ``belated`` is raised with its own beginning.
    """
    by_condition = {finding.condition: finding for finding in reversed(found)}
    names = {condition.name for condition in by_condition}
    began = (_begun(state, finding, now, belated) for finding in by_condition.values())
    over = (
        moved
        for alarm in state.alarms
        if alarm.condition not in names and RULE_BROKEN not in by_condition
        for moved in _over(state, alarm, now)
    )
    return (*(one for one in began if one is not None), *over)


def _begun(
    state: Written, finding: Finding, now: Instant, belated: frozenset[str]
) -> AlarmBegan | AlarmAgain | None:
    name = finding.condition.name
    alarm = state.showing(name)
    if alarm is None:
        return AlarmBegan(
            room=state.room,
            at=now,
            id=_id(state, name, now),
            condition=name,
            words=finding.words,
            since=finding.since if name in belated else None,
        )
    if alarm.over_at is None:
        return None
    return AlarmAgain(room=state.room, at=now, id=alarm.id, condition=name, words=finding.words)


def _over(state: Written, alarm: Alarm, now: Instant) -> Iterator[AlarmOver | AlarmEnded]:
    if not alarm.latches or alarm.seen_at is not None:
        yield AlarmEnded(room=state.room, at=now, id=alarm.id, condition=alarm.condition)
    elif alarm.over_at is None:
        yield AlarmOver(room=state.room, at=now, id=alarm.id, condition=alarm.condition)


def _id(state: Written, condition: str, now: Instant) -> str:
    """Room, condition and moment; of the condition only as much as fits a word of the wire."""
    room, moment = state.room.slug, f"{now:%Y%m%dT%H%M%S%f}"
    room_for = WORD_LONGEST - len(room) - len(moment) - 2
    return f"{room}-{condition.replace(' ', '-')[:room_for]}-{moment}"
