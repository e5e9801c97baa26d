"""The ranks of a word on a room, highest first, and the things of a room it may be about."""

from enum import StrEnum

from pydantic import Field

from ward.units import Celsius, Instant, Level, Lux, Text, Wire, Word


class Rank(StrEnum):
    """By whose word something is as it is."""

    BOUNDS = "hard bounds"
    EMERGENCY = "full light for an emergency"
    WATCH = "watch light"
    OVERRIDE = "staff, for a while"
    OWN = "the person's own choice"
    PROFILE = "sensory profile"
    DEFAULT = "ward default"


class Thing(StrEnum):
    """What of a room can be asked for."""

    MAIN = "main light"
    NIGHT = "night light"
    WARMTH = "warmth"


class Way(StrEnum):
    """Which way a change goes, in the word that is said to the person."""

    BRIGHTER = "brighter"
    DIMMER = "dimmer"
    WARMER = "warmer"
    COOLER = "cooler"
    OTHER_COLOUR = "another colour"


class Coming(Wire):
    """A change that is announced and has not begun, so that the person can be told of it first.

    ``in_s`` is in how many seconds it begins; ``lux``, ``level`` or ``celsius`` what it goes to.
    ``by_itself``: an hour brings it, the night, or the end of what staff asked for a while.
    """

    thing: Thing
    way: Way
    asked: Text
    rank: Rank
    by: Word | None = None
    in_s: float = Field(ge=0)
    lux: Lux | None = None
    level: Level | None = None
    celsius: Celsius | None = None
    by_itself: bool = False


class Leading(Wire):
    """By whose word one thing of the room is held as it is, in words for the panel.

    ``profile_version`` is the version in force, where the change is made in its name. ``until`` is
    when the word ends by itself; ``there_in_s`` about how long it takes to get there; ``lux`` where
    a light is held to so many.
    """

    thing: Thing
    rank: Rank
    asked: Text
    by: Word | None = None
    until: Instant | None = None
    profile_version: int | None = Field(default=None, ge=1)
    lux: Lux | None = None
    there_in_s: float | None = Field(default=None, ge=0)
    at_limit: bool = False
