"""What whoever watches a played ward is told: each a value with the moment, by true time."""

from dataclasses import dataclass

from edge.events import Recorded
from hub.effects import Tell
from hub.rooms.facts import AnyFact
from ward.rooms import RoomId
from ward.units import Instant, Wire


@dataclass(frozen=True, slots=True)
class Kept:
    """The hub stored this fact: the commit is done."""

    at: Instant
    fact: AnyFact


@dataclass(frozen=True, slots=True)
class HubSaid:
    """The hub said this, after its commit: an alarm, a status, a receipt, an order, care.

    ``given`` is whether a broker was there to take it.
    """

    at: Instant
    topic: str
    message: Wire
    given: bool


@dataclass(frozen=True, slots=True)
class NodeSaid:
    """A node said this; ``given`` as for the hub."""

    at: Instant
    room: RoomId
    topic: str
    message: Wire
    given: bool


@dataclass(frozen=True, slots=True)
class WasRecorded:
    """An observation was recorded at this door, with the node's own verdict on it."""

    at: Instant
    room: RoomId
    recorded: Recorded


@dataclass(frozen=True, slots=True)
class WasDenied:
    """Somebody asked for what cannot be."""

    at: Instant
    words: str


@dataclass(frozen=True, slots=True)
class Befell:
    """Something went wrong, or right again: a fault, in words. ``room`` of ``None``: the ward."""

    at: Instant
    room: RoomId | None
    words: str


@dataclass(frozen=True, slots=True)
class NoticeSent:
    """The hub gave this message to a teller, for people."""

    at: Instant
    tell: Tell


@dataclass(frozen=True, slots=True)
class NoticeBecame:
    """The teller took it, or gave it up."""

    at: Instant
    tell: Tell
    took: bool


Told = Kept | HubSaid | NodeSaid | WasRecorded | WasDenied | Befell | NoticeSent | NoticeBecame
