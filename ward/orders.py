"""Orders and answers: what staff ask of a room, and what the node says it did."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from ward.commissioning import WalkAsked
from ward.rooms import RoomId
from ward.units import Celsius, Instant, Level, Text, Wire, Word


class Lamp(StrEnum):
    """The two lights of a room."""

    MAIN = "main"
    NIGHT = "night"


class LightAsked(Wire):
    """This lamp to this level."""

    what: Literal["light"] = "light"
    lamp: Lamp
    level: Level


class TemperatureAsked(Wire):
    """The room to this temperature. The wire carries any; the node holds the hard bounds."""

    what: Literal["temperature"] = "temperature"
    celsius: Celsius


Asked = Annotated[LightAsked | TemperatureAsked, Field(discriminator="what")]
# Whatever an order may be about: what a room is held to, or a step of a walk through it.
Ordered = Annotated[LightAsked | TemperatureAsked | WalkAsked, Field(discriminator="what")]


class Order(Wire):
    """Never retained. For one boot of one node, until one moment; else refused, not obeyed."""

    v: Literal[1] = 1
    room: RoomId
    id: Word
    boot: Word
    asked: Ordered
    asked_by: Word
    asked_at: Instant
    expires_at: Instant


class Outcome(StrEnum):
    """What became of an order at the node."""

    DONE = "done"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why a node did not do as asked, in words for the panel."""

    OTHER_BOOT = "meant for the node before it restarted"
    EXPIRED = "came too late"
    SEEN_BEFORE = "came twice"
    OUT_OF_BOUNDS = "outside the hard bounds"
    WRONG_ROOM = "meant for another room"
    NOT_FITTED = "nothing is fitted that could do it"
    RETAINED = "was kept by the broker, and an old wish is no order"
    CONFINED = "somebody is confined here"
    NO_WALK = "no walk is under way that this could be a step of"
    NOT_SIMULATED = "this radar is a real one, and must be walked"


class Answer(Wire):
    """The node's word on one order."""

    order: Word
    outcome: Outcome
    refusal: Refusal | None = None
    words: Text = ""
