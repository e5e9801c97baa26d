"""Blank spells of a played night: as the hub believed while they went on, and as is known now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from attune.play.record import Record
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded
from hub.rooms.facts import AnyFact, EpisodeBegan, EpisodeEnded, Observed, PlanSet
from hub.rooms.watch import Watch
from ward.conditions import BLANK_SPELL
from ward.rooms import RoomId


@dataclass(frozen=True, slots=True)
class Spell:
    """Nobody came in person from then until then. ``until`` of ``None``: still nobody.

    ``due_at`` is when somebody must have come. Known then, it ends when the hub came to know.
    """

    room: RoomId
    since: datetime
    due_at: datetime
    until: datetime | None = None


def known_now(record: Record, room: RoomId) -> tuple[Spell, ...]:
    """With everything that was known by the end, late words included."""
    facts = sorted((_moment(fact, at), n, fact) for n, (at, fact) in enumerate(_of(record, room)))
    watch: Watch | None = None
    spells: list[Spell] = []
    for moment, _, fact in facts:
        if watch is not None and _ends(fact) and moment > watch.due_at:
            spells.append(Spell(room, watch.since, watch.due_at, moment))
        watch = _after(watch, fact, moment)
    if watch is not None and watch.overdue(record.ends):
        spells.append(Spell(room, watch.since, watch.due_at))
    return tuple(spells)


def known_then(record: Record, room: RoomId) -> tuple[Spell, ...]:
    """As the hub flagged them, each until it knew that somebody had come."""
    watch: Watch | None = None
    spells: list[Spell] = []
    for at, fact in _of(record, room):
        if isinstance(fact, AlarmBegan) and fact.condition == BLANK_SPELL.name:
            since, due_at = (watch.since, watch.due_at) if watch else (at, at)
            spells.append(Spell(room, since, due_at))
        elif isinstance(fact, AlarmEnded) and fact.condition == BLANK_SPELL.name and spells:
            spells[-1] = replace(spells[-1], until=at)
        watch = _after(watch, fact, _moment(fact, at))
    return tuple(spells)


def _of(record: Record, room: RoomId) -> Iterable[tuple[datetime, AnyFact]]:
    return record.facts_of(room)


def _ends(fact: AnyFact) -> bool:
    return isinstance(fact, Observed) and fact.ends_spell


def _moment(fact: AnyFact, at: datetime) -> datetime:
    """When it was so; for most facts that is when it was known."""
    return fact.observed_at if isinstance(fact, Observed) else at


def _after(watch: Watch | None, fact: AnyFact, moment: datetime) -> Watch | None:
    """The watch with this fact in it. An episode that ends overdue leaves its spell open."""
    match fact:
        case EpisodeBegan():
            began = Watch.begin(fact.watch_since, fact.plan, moment)
            return began.inheriting(fact.watch_since, fact.watch_due)
        case PlanSet() if watch is not None:
            return watch.under(fact.plan, moment)
        case EpisodeEnded() if watch is not None:
            return watch if watch.overdue(moment) else None
        case Observed(ends_spell=True) if watch is not None:
            return watch.seen(moment, moment)
    return watch
