"""Where each kind of act is decided on: the fact that follows, or the words of a denial."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import singledispatch

from hub.acts import RoomAct
from hub.effects import Denied
from hub.rooms.facts import RoomFact
from hub.rooms.state import RoomState
from ward.rooms import RoomId
from ward.units import Instant

Rooms = Mapping[RoomId, RoomState]


@dataclass(frozen=True, slots=True)
class KeptAndDenied:
    """It is written down that somebody tried, and told in words why nothing came of it."""

    fact: RoomFact
    words: str


Decided = RoomFact | Denied | KeptAndDenied


@singledispatch
def decide(act: RoomAct, rooms: Rooms, now: Instant) -> Decided:
    """One act, one fact or one denial."""
    raise TypeError(f"nobody in {len(rooms)} rooms can do {act!r} at {now}")


def nobody(room: RoomId) -> Denied:
    """Nobody is confined there, so nothing of a confinement can be decided."""
    return Denied(f"No episode is running in {room.spoken}")
