"""What may be shown while what was heard cannot be stored: bad news at once, good news not."""

from collections.abc import Iterator
from dataclasses import replace

from hub.rooms.alarm import Alarm
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
        alarms=tuple(_alarms_as_recorded(recorded, live)),
    )


def _alarms_as_recorded(recorded: RoomState, live: RoomState) -> Iterator[Alarm]:
    """Each once: that it is over, or quiet, counts once it is stored; that it is there at once."""
    known = {one.id: one for one in recorded.alarms}
    for one in live.alarms:
        before = known.pop(one.id, None)
        yield one if before is None or one.times > before.times else before
    yield from known.values()
