"""Blank spells of a played night: as the hub believed while they went on, and as is known now."""

from dataclasses import dataclass
from datetime import datetime

from attune.play.record import Record
from hub.record import spells
from hub.rooms.handover_facts import SpellAtHandover
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
    handovers: tuple[SpellAtHandover, ...] = ()


def known_now(record: Record, room: RoomId) -> tuple[Spell, ...]:
    """With everything that was known by the end, late words included."""
    found = spells.known_now(record.facts_of(room), record.ends)
    return tuple(Spell(room, one.since, one.due_at, one.until, one.handovers) for one in found)


def known_then(record: Record, room: RoomId) -> tuple[Spell, ...]:
    """As the hub flagged them, each until it knew that somebody had come."""
    found = spells.known_then(record.facts_of(room))
    return tuple(Spell(room, one.since, one.due_at, one.until, one.handovers) for one in found)
