"""Door, lock and who is where, in words; what is not known is said not to be known."""

from hub.panel.contact import contact
from hub.panel.local import Local
from hub.rooms.state import RoomState

DOOR = {True: "Door open", False: "Door shut", None: "Door not known"}
LOCK = {True: "locked", False: "not locked", None: "lock not known"}


def doorway(state: RoomState, local: Local) -> str:
    """``Door shut, locked``."""
    if not contact(state, local).heard:
        return "Door not known now"
    stands = state.standing.now
    if stands.door_open:
        return DOOR[True]
    return f"{DOOR[stands.door_open]}, {LOCK[stands.locked]}"


def presence(state: RoomState, local: Local) -> str:
    """Who is where, without saying who."""
    if not contact(state, local).heard:
        return ""
    stands = state.standing.now
    said = [
        "somebody at the door" if stands.at_door else "",
        "somebody in the room" if stands.in_room else "",
        "somebody in the ensuite" if stands.in_ensuite else "",
        "nobody in the room" if stands.in_room is False and not stands.in_ensuite else "",
    ]
    return ", ".join(filter(None, said))
