"""The ladder: who is fetched to an alarm, and who next when nobody has been at the door."""

from collections.abc import Iterator
from typing import NamedTuple

from hub.rooms.alarm import Alarm
from hub.rooms.alarm_facts import Escalated
from hub.rooms.state import RoomState
from hub.rules.words import lasting
from hub.staff.duty import Duty
from ward.conditions import (
    BY_NAME,
    CALL_UNANSWERED,
    HUB_CANNOT_RECORD,
    NOBODY_TOLD,
    REVIEW_OVERDUE,
    ROTA_GAP,
    Condition,
    Kind,
    Priority,
)
from ward.units import Instant, Span, minutes, seconds

HELD_FOR = minutes(5)  # after staff were last at the door; then it climbs on: our own proposal


class Rung(NamedTuple):
    """So long after an alarm began, whoever has this duty is fetched."""

    after: Span
    duty: Duty


Ladder = tuple[Rung, ...]
_NOW = seconds(0)

# All of these are our own proposal, but for the second: at 15, 20 and 30 minutes unseen, as in
# clinical.md, part 8. A nurse in charge is told of nothing LOW but an
# overdue review.
OF_KIND: dict[tuple[Kind, Priority], Ladder] = {
    **{
        (kind, Priority.HIGH): (
            Rung(_NOW, Duty.OBSERVER),
            Rung(_NOW, Duty.IN_CHARGE),
            Rung(minutes(1), Duty.SENIOR),
        )
        for kind in Kind
    },
    **{
        (kind, Priority.MEDIUM): (
            Rung(_NOW, Duty.OBSERVER),
            Rung(minutes(5), Duty.IN_CHARGE),
            Rung(minutes(15), Duty.SENIOR),
        )
        for kind in Kind
    },
    **{(kind, Priority.LOW): (Rung(_NOW, Duty.OBSERVER),) for kind in Kind},
}
OF_CONDITION: dict[Condition, Ladder] = {
    CALL_UNANSWERED: (
        Rung(_NOW, Duty.OBSERVER),
        Rung(minutes(1), Duty.IN_CHARGE),  # or as the site's limits say
        Rung(minutes(5), Duty.SENIOR),
    ),
    # No observer can make one alone; whoever is in charge finds the two nurses, or the doctor.
    REVIEW_OVERDUE: (Rung(_NOW, Duty.IN_CHARGE), Rung(minutes(60), Duty.SENIOR)),
    ROTA_GAP: (Rung(_NOW, Duty.IN_CHARGE), Rung(minutes(10), Duty.SENIOR)),
    # Whoever is to see to paper and support; nobody can take it on while nothing is recorded.
    HUB_CANNOT_RECORD: (Rung(_NOW, Duty.IN_CHARGE), Rung(minutes(1), Duty.SENIOR)),
    NOBODY_TOLD: (),  # what would tell it has just failed: the station sounds it
}


def ladder_of(condition: Condition) -> Ladder:
    """The rungs, lowest first."""
    own = OF_CONDITION.get(condition)
    return OF_KIND[condition.kind, condition.priority] if own is None else own


def _rungs(condition: Condition, state: RoomState) -> Ladder:
    """As this site has set them."""
    rungs = ladder_of(condition)
    if condition is not CALL_UNANSWERED:
        return rungs
    first, second, *rest = rungs
    return first, second._replace(after=seconds(state.second_after_s)), *rest


def climbed(state: RoomState, now: Instant) -> tuple[Escalated, ...]:
    """The steps that this room's alarms reach by now.

    An alarm about a person climbs until staff were at the door, and on when they were not there
    for a while though it goes on. A technical one waits while somebody has it acknowledged. Nothing
    else stops it: no press at the station, and no restart, for each step is a fact.
    """
    return tuple(fact for alarm in state.alarms for fact in _climbed(state, alarm, now))


def _climbed(state: RoomState, alarm: Alarm, now: Instant) -> Iterator[Escalated]:
    condition = BY_NAME.get(alarm.condition)
    if condition is None:
        return
    for step, rung in enumerate(_rungs(condition, state)):
        if step <= alarm.step:
            continue
        if now < alarm.runs_since + rung.after or (step and _held(alarm, now)):
            return
        to = state.rota.on(rung.duty, now)
        yield Escalated(
            room=state.room,
            at=now,
            id=alarm.id,
            condition=alarm.condition,
            step=step,
            duty=rung.duty,
            to=to[:20],
            words=fetched(alarm, rung, bool(to), now),
        )


def next_rung(alarm: Alarm, state: RoomState, now: Instant) -> tuple[Rung, Instant] | None:
    """Who is fetched next, and when, if nothing is done about it until then."""
    condition = BY_NAME.get(alarm.condition)
    above = _rungs(condition, state)[alarm.step + 1 :] if condition else ()
    if not above:
        return None
    return above[0], max(alarm.runs_since + above[0].after, _held_until(alarm, now) or now)


def _held(alarm: Alarm, now: Instant) -> bool:
    """Whether somebody has it in hand: the next rung waits."""
    until = _held_until(alarm, now)
    return until is not None and now < until


def _held_until(alarm: Alarm, now: Instant) -> Instant | None:
    if alarm.kind is Kind.TECHNICAL:
        taken = alarm.acknowledged
        return taken.until if taken and taken.holds(now) else None
    return alarm.here_at + HELD_FOR if alarm.here_at else None


def fetched(alarm: Alarm, rung: Rung, named: bool, now: Instant) -> str:
    """Who is fetched, and why them, in words."""
    nobody = "" if named else f"; the rota names no {rung.duty}"
    if not rung.after:
        return f"{rung.duty} fetched{nobody}"
    waited = lasting(now - alarm.runs_since)
    came = "nobody acted" if alarm.kind is Kind.TECHNICAL else "nobody at the door"
    if alarm.came_at is not None and alarm.kind is not Kind.TECHNICAL:
        came = "somebody was at the door, and it goes on"
    return f"{waited}, {came}: {rung.duty} fetched{nobody}"
