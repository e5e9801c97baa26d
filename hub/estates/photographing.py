"""When a room may be photographed: never while somebody lives in it, or is locked into it."""

from hub.rooms.state import RoomState
from ward.units import Instant


def no_photograph(state: RoomState, now: Instant) -> str:
    """Why none of this room is taken or kept now; empty where it may be.

    Whoever is out for a while still lives there: what is theirs is in the room. Somebody who walks
    round is inside too, with the door open or unlocked; where neither is known, nobody can tell.
    """
    room = state.room.spoken
    if state.episode is not None:
        return f"Somebody is confined in {room}: no photograph of it is taken or kept"
    stands = state.standing.now
    free = stands.locked is False or stands.door_open is True
    if state.standing.is_inside(now) and not free:
        return f"Somebody is locked into {room}, or may be: no photograph of it is taken or kept"
    return ""
