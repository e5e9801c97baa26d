"""Where each kind of act is decided on: the fact that follows, or the words of a denial."""

from collections.abc import Mapping
from functools import singledispatch

from hub.acts import RoomAct
from hub.effects import Denied
from hub.rooms.facts import RoomFact
from hub.rooms.state import RoomState
from ward.rooms import RoomId
from ward.units import Instant

Rooms = Mapping[RoomId, RoomState]
Decided = RoomFact | Denied


@singledispatch
def decide(act: RoomAct, rooms: Rooms, now: Instant) -> Decided:
    """One act, one fact or one denial."""
    raise TypeError(f"nobody in {len(rooms)} rooms can do {act!r} at {now}")


def nobody(room: RoomId) -> Denied:
    """Nobody is confined there, so nothing of a confinement can be decided."""
    return Denied(f"No episode is running in {room.spoken}")
