"""What people do about a walk: ask for a step of it, sign for it, and end what it proved."""

from dataclasses import dataclass

from ward.commissioning import WalkAsked
from ward.rooms import RoomId


@dataclass(frozen=True, slots=True)
class AskWalk:
    """A step of a walk through an empty room, to find where its radar can see."""

    room: RoomId
    asked: WalkAsked
    by: str


@dataclass(frozen=True, slots=True)
class SignWalk:
    """Somebody signs for the walk of that name, as they saw it on the page."""

    room: RoomId
    walk: str
    by: str


@dataclass(frozen=True, slots=True)
class EndCommissioning:
    """The bed or the radar was moved, or it sees otherwise than was walked."""

    room: RoomId
    by: str
    why: str


WalkAct = AskWalk | SignWalk | EndCommissioning
