"""The ledger: findings to alarms. One occurrence of one condition in one room is one alarm."""

from collections.abc import Sequence

from hub.rooms.facts import AlarmBegan, AlarmEnded
from hub.rooms.state import Written
from hub.rules.finding import Finding
from ward.conditions import RULE_BROKEN
from ward.units import WORD_LONGEST, Instant


def changes(
    state: Written,
    found: Sequence[Finding],
    now: Instant,
    belated: frozenset[str] = frozenset(),
) -> tuple[AlarmBegan | AlarmEnded, ...]:
    """What began and what is over. While a rule is broken in a room, nothing there is over.

    What was told ``belated`` is raised with its own beginning.
    """
    by_condition = {finding.condition: finding for finding in reversed(found)}
    names = {condition.name for condition in by_condition}
    began = (
        AlarmBegan(
            room=state.room,
            at=now,
            id=_id(state, condition.name, now),
            condition=condition.name,
            words=finding.words,
            since=finding.since if condition.name in belated else None,
        )
        for condition, finding in by_condition.items()
        if state.showing(condition.name) is None
    )
    over = (
        AlarmEnded(room=state.room, at=now, id=alarm.id, condition=alarm.condition)
        for alarm in state.alarms
        if alarm.condition not in names and RULE_BROKEN not in by_condition
    )
    return (*began, *over)


def _id(state: Written, condition: str, now: Instant) -> str:
    """Room, condition and moment; of the condition only as much as fits a word of the wire."""
    room, moment = state.room.slug, f"{now:%Y%m%dT%H%M%S%f}"
    room_for = WORD_LONGEST - len(room) - len(moment) - 2
    return f"{room}-{condition.replace(' ', '-')[:room_for]}-{moment}"
