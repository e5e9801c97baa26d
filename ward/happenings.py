"""Happenings: things that took place at a room, each at one moment."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from ward.choices import OwnChoice
from ward.modes import ModeBegun, RestraintNoted, RestraintReleased
from ward.orders import Refusal
from ward.purpose import Purpose
from ward.rank import Leading
from ward.units import Badge, Text, Wire, Word


class Place(StrEnum):
    """Where presence is sensed."""

    ROOM = "room"
    ENSUITE = "ensuite"
    DOORSIDE = "outside the door"


class Dial(StrEnum):
    """The dials outside the door."""

    LIGHT = "light"
    TEMPERATURE = "temperature"


class DoorMoved(Wire):
    """The door came open, or shut."""

    what: Literal["door"] = "door"
    is_open: bool


class LockMoved(Wire):
    """The lock was turned."""

    what: Literal["lock"] = "lock"
    is_locked: bool


class PresenceMoved(Wire):
    """Somebody came to a place, or went from it. Who it was, only a badge can say."""

    what: Literal["presence"] = "presence"
    place: Place
    is_there: bool


class CallPressed(Wire):
    """The person pressed the intercom button."""

    what: Literal["call"] = "call"


class TalkMoved(Wire):
    """A talk through the intercom at the door began, or ended."""

    what: Literal["talk"] = "talk"
    is_talking: bool


class LineWord(StrEnum):
    """What a test of the call line found. What was not tested is never said to work."""

    WORKS = "works"
    FAILS = "fails"
    NOT_TESTED = "not tested"


class LineTested(Wire):
    """The node tested the line of the call button, or sensed that it is broken."""

    what: Literal["call line"] = "call line"
    word: LineWord
    words: Text = ""


class BadgeShown(Wire):
    """A card was held to the reader at the door."""

    what: Literal["badge"] = "badge"
    badge: Badge


class DialTurned(Wire):
    """A dial outside the door was turned, and what is asked of the room since then."""

    what: Literal["dial"] = "dial"
    dial: Dial
    asked: float


class RoomSet(Wire):
    """Another word leads in the room than before: a choice, a schedule's hour, an end of a while.

    Told of every change, so that the version of the profile it was made by is on record with it.
    ``chosen`` if it is the person's own choice, made at this door: it goes along with them.
    """

    what: Literal["room set"] = "room set"
    leading: Leading
    chosen: OwnChoice | None = None


class TurnedAway(Wire):
    """Somebody at this door asked for what is not done here: why, and for what they asked it.

    ``more`` is how often the same came since it was last told and was not told by itself.
    """

    what: Literal["turned away"] = "turned away"
    asked: Text
    refusal: Refusal
    purpose: Purpose
    words: Text = ""
    more: int = Field(default=0, ge=0)


class BangHeard(Wire):
    """It was suddenly loud in the room: a level, never a sound.

    ``own_door`` where this room's own door or lock moved just before; ``more`` as above.
    """

    what: Literal["bang"] = "bang"
    dba: Annotated[float, Field(ge=0, le=200)]
    own_door: bool
    more: int = Field(default=0, ge=0)


class Booted(Wire):
    """The node's program began."""

    what: Literal["boot"] = "boot"
    version: Word


Happening = Annotated[
    DoorMoved
    | LockMoved
    | PresenceMoved
    | CallPressed
    | TalkMoved
    | LineTested
    | BadgeShown
    | DialTurned
    | RoomSet
    | TurnedAway
    | BangHeard
    | Booted
    | ModeBegun
    | RestraintNoted
    | RestraintReleased,
    Field(discriminator="what"),
]
