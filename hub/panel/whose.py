"""Of whom an alarm is: of whoever is there, or of somebody before them."""

from hub.rooms.alarm import Alarm
from hub.rooms.former import there_at, was_here
from hub.rooms.state import RoomState
from hub.rules.scores import NOT_HERE
from ward.conditions import OF_RATES


def whose(alarm: Alarm, state: RoomState) -> str:
    """Their initials. What was measured of somebody before is nothing of whoever is there now."""
    episode, at = state.episode, alarm.runs_since
    if episode is None or alarm.condition not in OF_RATES or was_here(episode, at):
        return episode.person.initials if episode else ""
    before = there_at(state.formers, at)
    return f"{before.person.initials}, {NOT_HERE}" if before else ""
