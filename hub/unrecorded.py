"""What may be shown while what was heard cannot be stored: bad news at once, good news not."""

from dataclasses import replace

from hub.rooms.state import RoomState


def as_recorded(recorded: RoomState, live: RoomState) -> RoomState:
    """The room by what is stored of it, with what is heard now.

    An alarm that began unrecorded shows, and one that ended unrecorded shows still: nobody is
    to rest on a visit, or an ending, that a power cut would undo.
    """
    return replace(
        recorded,
        standing=live.standing,
        call_at=live.call_at or recorded.call_at,
        not_breathing_since=live.not_breathing_since or recorded.not_breathing_since,
        readings=live.readings,
        vitals=live.vitals,
        boot=live.boot,
        heard_at=live.heard_at,
        linked=live.linked,
        health=live.health,
        health_at=live.health_at,
        alarms=(*live.alarms, *(one for one in recorded.alarms if one not in live.alarms)),
    )
