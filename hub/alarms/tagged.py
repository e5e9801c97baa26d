"""Blank spells that fall into a handover: seen by the rota as it is while they show."""

from hub.rooms.handover_facts import SpellAtHandover
from hub.rooms.state import RoomState
from hub.staff.handovers import Handover, handovers
from ward.conditions import BLANK_SPELL
from ward.units import Instant


def tagged(state: RoomState, now: Instant) -> tuple[SpellAtHandover, ...]:
    """Each handover that the spell which shows has come into, once.

    It counts from when nobody had been, so that a spell is of the handover before its alarm too.
    """
    alarm = state.showing(BLANK_SPELL.name)
    if alarm is None or not state.rota.shifts:
        return ()
    since = min(alarm.unseen_since or alarm.began_at, now)
    known = {(one.duty, one.changes_at) for one in alarm.handovers}
    return tuple(
        _fact(state, alarm.id, one, now)
        for one in handovers(state.rota)
        if one.touches(since, now) and (one.duty, one.changes_at) not in known
    )


def _fact(state: RoomState, alarm: str, one: Handover, now: Instant) -> SpellAtHandover:
    return SpellAtHandover(
        room=state.room,
        at=now,
        id=alarm,
        duty=one.duty,
        leaving=one.leaving[:20],
        coming=one.coming[:20],
        changes_at=one.changes_at,
        covered_at=one.covered_at,
        begins_at=one.begins_at,
        ends_at=one.ends_at,
    )
