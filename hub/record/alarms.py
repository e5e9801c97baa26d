"""The alarms of a record: when each was flagged, who was told, what was done, as known then."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hub.record.chosen import Numbered
from hub.rooms.alarm_facts import (
    AlarmAcknowledged,
    AlarmAgain,
    AlarmBegan,
    AlarmEnded,
    AlarmMarked,
    AlarmOver,
    AudioPaused,
    Escalated,
    NoticeTold,
)
from hub.rooms.facts import AnyFact, Observed
from ward.conditions import BY_NAME, Condition
from ward.rooms import RoomId
from ward.units import Instant

ABOUT_ONE = (
    AlarmAcknowledged,
    AlarmAgain,
    AlarmEnded,
    AlarmMarked,
    AlarmOver,
    Escalated,
    NoticeTold,
)


@dataclass(frozen=True, slots=True)
class Flagged:
    """One alarm. ``then`` are the entries of its room that say what became of it, by number."""

    id: str
    condition: str
    words: str
    flagged_at: Instant
    since: Instant | None
    number: int
    room: RoomId
    then: tuple[int, ...] = ()
    told: tuple[str, ...] = ()
    over_at: Instant | None = None
    ended_at: Instant | None = None

    @property
    def known(self) -> Condition | None:
        """The condition with its priority and by whose word it holds; none of another version's."""
        return BY_NAME.get(self.condition)


def flagged(facts: Iterable[Numbered]) -> tuple[Flagged, ...]:
    """Each alarm that began among these facts, oldest first."""
    found: dict[str, Flagged] = {}
    for number, fact in facts:
        if isinstance(fact, AlarmBegan):
            found[fact.id] = Flagged(
                fact.id, fact.condition, fact.words, fact.at, fact.since, number, fact.room
            )
        for name in _concerns(fact, found):
            found[name] = _after(found[name], number, fact)
    return tuple(found.values())


def _concerns(fact: AnyFact, found: dict[str, Flagged]) -> list[str]:
    """Which alarms this entry says something of. A visit is said of all that then showed there."""
    if isinstance(fact, ABOUT_ONE):
        return [fact.id] if fact.id in found else []
    if isinstance(fact, AudioPaused):
        return [name for name in fact.ids if name in found]
    if isinstance(fact, Observed):
        here = (name for name, one in found.items() if one.room == fact.room)
        return [name for name in here if found[name].ended_at is None]
    return []


def _after(one: Flagged, number: int, fact: AnyFact) -> Flagged:
    one = replace(one, then=(*one.then, number))
    match fact:
        case Escalated() if fact.to:
            return replace(one, told=tuple(dict.fromkeys((*one.told, *fact.to))))
        case AlarmOver():
            return replace(one, over_at=fact.at)
        case AlarmAgain():
            return replace(one, over_at=None)
        case AlarmEnded():
            return replace(one, ended_at=fact.at)
    return one
