"""What an episode is called: by its room and moment, and by what no clock can make the same."""

from hub.rooms.state import RoomState
from ward.units import Instant


def name_of(state: RoomState, now: Instant) -> str:
    """The id of an episode that begins in this room now.

    Two may begin in one second, or in the same second twice, by a clock that was set back. The care
    that the room has is of another version each time: whoever begins, and whoever ends, issues one.
    """
    version = state.care.version if state.care else 0
    return f"{state.room.slug}-{now:%Y%m%dT%H%M%S}-{version}"
