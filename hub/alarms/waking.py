"""Waking: what a hub that has just begun shows at once, and tells people a moment later."""

from hub.alarms.notice import Notice
from hub.rooms.alarm import Alarm
from hub.rooms.state import RoomState
from ward.conditions import BLANK_SPELL
from ward.units import Instant, seconds

WAKES_FOR = seconds(10)  # our own proposal: two periods of a node, in which it tells what it kept
STILL_TOLD = "doors still tell what was done while the hub was away"


def is_waking(state: RoomState, alarm: Alarm, now: Instant) -> bool:
    """Whether this spell may be over by what the room's node has yet to tell this hub.

    Never for longer than a few seconds after the hub began, nor once the node has told all that it
    owes. What showed before is told at once: so a hub that is killed again holds nothing twice.
    """
    if alarm.condition != BLANK_SPELL.name or state.caught_up or alarm.began_at < state.since:
        return False
    return state.since <= now < state.since + WAKES_FOR


def once_doors_have_told(notices: tuple[Notice, ...], _now: Instant) -> tuple[Notice, ...]:
    """Withhold, for those seconds, what a visit may have ended; no screen waits for it."""
    return tuple(one.withhold(STILL_TOLD, waits=True) if one.waking else one for one in notices)
