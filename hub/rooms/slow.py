"""Breathing under a mode's red line: what is written of it, from rates as they are heard."""

from hub.rooms.mode_facts import BreathingFaster, BreathingSlow
from hub.rooms.state import RoomState
from ward.conditions import BREATHING_SLOW
from ward.mode_table import TABLE
from ward.modes import ModeKind
from ward.units import Instant
from ward.vitals import Rate, Said

BACK_BY = 1.0  # per minute above the line, before it is over: our own proposal, so none flutters


def slow_facts(
    state: RoomState, word: Said, now: Instant
) -> tuple[BreathingSlow | BreathingFaster, ...]:
    """Under the line, by the rate as it is and not rounded; or clearly above it again.

    Said again while no alarm of it shows: one that somebody saw to is there again with the next
    such rate.
    """
    line = TABLE[ModeKind.TRANQUILLISED].red_line
    if not isinstance(word, Rate) or line is None:
        return ()
    if word.per_minute < line and state.mode(ModeKind.TRANQUILLISED) and not _shows(state):
        return (BreathingSlow(room=state.room, at=now, per_minute=word.per_minute),)
    if state.slow_since is not None and word.per_minute >= line + BACK_BY:
        return (BreathingFaster(room=state.room, at=now, per_minute=word.per_minute),)
    return ()


def _shows(state: RoomState) -> bool:
    alarm = state.showing(BREATHING_SLOW.name)
    return state.slow_since is not None and alarm is not None and alarm.over_at is None
