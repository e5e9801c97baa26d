"""Orders and answers: what staff ask of a room, and what the node says it did."""

from enum import StrEnum
from functools import singledispatch
from typing import Annotated, Literal

from pydantic import Field

from ward.commissioning import WalkAsked
from ward.purpose import Purpose
from ward.rank import Thing
from ward.rooms import RoomId
from ward.units import Celsius, Instant, Kelvin, Level, Lux, Text, Wire, Word


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


class LuxAsked(Wire):
    """This much light at the room's reference point, daylight reckoned in, by this lamp."""

    what: Literal["lux"] = "lux"
    lamp: Lamp
    lux: Lux
    kelvin: Kelvin | None = None


WATCH_LEAST_LUX, WATCH_MOST_LUX = 15.0, 20.0  # CIBSE LG2: watch lighting


class WatchLightAsked(Wire):
    """Enough to see breathing and colour by at night; fades in, and returns by itself."""

    what: Literal["watch light"] = "watch light"
    lux: Annotated[float, Field(ge=WATCH_LEAST_LUX, le=WATCH_MOST_LUX)] = 18.0
    for_s: Annotated[float, Field(ge=30, le=600)] = 180.0


class FullLightAsked(Wire):
    """All the light there is, for an emergency. It still fades: in ten seconds, the hard pace."""

    what: Literal["full light"] = "full light"


class BackAsked(Wire):
    """Back to what stands below: what staff asked ends; what the person chose, if they say so.

    Of one thing of the room, or of all of it. An older node does not know of one, and ends all.
    """

    what: Literal["back"] = "back"
    thing: Thing | None = None


Asked = Annotated[
    LightAsked | TemperatureAsked | LuxAsked | WatchLightAsked | FullLightAsked | BackAsked,
    Field(discriminator="what"),
]
# Whatever an order may be about: what a room is held to, or a step of a walk through it.
Ordered = Annotated[
    LightAsked
    | TemperatureAsked
    | LuxAsked
    | WatchLightAsked
    | FullLightAsked
    | BackAsked
    | WalkAsked,
    Field(discriminator="what"),
]


@singledispatch
def worded(asked: Ordered) -> str:
    """What is asked, as people say it."""
    raise TypeError(f"nobody has words for {asked!r}")


@worded.register
def _(asked: LightAsked) -> str:
    return f"{asked.lamp} light {asked.level:.0%}".replace("%", " %")


@worded.register
def _(asked: LuxAsked) -> str:
    kelvin = f" at {asked.kelvin} K" if asked.kelvin else ""
    return f"{asked.lamp} light {asked.lux:g} lux{kelvin}"


@worded.register
def _(asked: TemperatureAsked) -> str:
    return f"{asked.celsius:g} °C"


@worded.register
def _(asked: WatchLightAsked) -> str:
    return f"watch light, {asked.lux:g} lux for {asked.for_s / 60:g} min"


@worded.register
def _(_asked: FullLightAsked) -> str:
    return "full light for an emergency"


@worded.register
def _(asked: BackAsked) -> str:
    of = f", in {asked.thing}" if asked.thing else ""
    return f"back to what suits the person{of}"


@worded.register
def _(asked: WalkAsked) -> str:
    return f"a walk: {asked.step} {asked.spot or ''}".rstrip()


class Order(Wire):
    """Never retained. For one boot of one node, until one moment; else refused, not obeyed.

    ``profile_version`` is the version of the sensory profile that was in force when it was asked.
    """

    v: Literal[1] = 1
    room: RoomId
    id: Word
    boot: Word
    asked: Ordered
    asked_by: Word
    asked_at: Instant
    expires_at: Instant
    purpose: Purpose = Purpose.CARE
    profile_version: int | None = Field(default=None, ge=1)


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
    NEVER_SO = "light and warmth are never a consequence or a reward"
    TOO_WARM = "warmer than may last"
    NIGHT_CEILING = "brighter than the person's night"
    NOT_SIMULATED = "this radar is a real one, and must be walked"


class Answer(Wire):
    """The node's word on one order."""

    order: Word
    outcome: Outcome
    refusal: Refusal | None = None
    words: Text = ""
