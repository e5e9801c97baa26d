"""What can happen to the hub: messages, the broker coming and going, and what people do."""

from dataclasses import dataclass

from hub.rooms.facts import How
from ward.authority import Authority
from ward.care import Person
from ward.orders import Asked
from ward.rooms import RoomId
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message from the broker."""

    topic: str
    payload: bytes
    retained: bool = False


@dataclass(frozen=True, slots=True)
class Connected:
    """The broker was reached. Whatever is retained is said again."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The broker was lost."""


@dataclass(frozen=True, slots=True)
class BeginEpisode:
    """Somebody decided to confine this person here."""

    room: RoomId
    person: Person
    every_min: int
    authority: Authority
    source: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class EndEpisode:
    """Somebody ended it. An open door alone never does."""

    room: RoomId
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class SetPlan:
    """Another interval from now on."""

    room: RoomId
    every_min: int
    authority: Authority
    source: str
    by: str


@dataclass(frozen=True, slots=True)
class Authorise:
    """Vital signs may be measured until then; ``until`` of ``None`` takes it back."""

    room: RoomId
    by: str
    why: str
    until: Instant | None


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked by camera, at the vital signs, or typed an entry at the station."""

    room: RoomId
    how: How
    by: str
    words: str = ""
    said_to_be_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Light or temperature, asked from the panel."""

    room: RoomId
    asked: Asked
    by: str


Act = BeginEpisode | EndEpisode | SetPlan | Authorise | Look | Ask
Event = Arrived | Connected | Disconnected | Act
