"""Of whom an alarm is: of whoever is there, or of somebody before them."""

from hub.rooms.alarm import Alarm
from hub.rooms.former import there_at
from hub.rooms.state import RoomState
from hub.rooms.whose import is_of_before
from hub.rules.scores import NOT_HERE


def whose(alarm: Alarm, state: RoomState) -> str:
    """Their initials. What was measured of somebody before is nothing of whoever is there now."""
    episode = state.episode
    if episode is None or not is_of_before(alarm, state):
        return episode.person.initials if episode else ""
    before = there_at(state.formers, alarm.runs_since)
    return f"{before.person.initials}, {NOT_HERE}" if before else ""
