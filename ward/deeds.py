"""Deeds at the door: what staff did with the person there, besides seeing them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from ward.authority import Authority
from ward.units import Span, Wire, minutes

AFTERGLOW_S = 60.0  # a sensor may say so long that somebody is there who went: docs/hardware.md
TALK_LEAST_S = 60.0  # our own proposal, a local setting: a word in passing is no conversation


class Outing(StrEnum):
    """Where somebody goes from their room. The ensuite is inside, whatever its door is called."""

    GARDEN = "garden"
    WARD = "elsewhere on the ward"
    LEAVE = "leave"
    ENSUITE = "ensuite"


class Escort(StrEnum):
    """Who goes with them, as seen from whoever records it."""

    ME = "whoever records it"
    STAFF = "other staff"
    FAMILY = "family or friends"
    ALONE = "nobody"


class WentOut(Wire):
    """The person goes out through this door; or is in the ensuite, which is no going out."""

    what: Literal["went out"] = "went out"
    to: Outing | None = None
    escort: Escort | None = None


class CameBack(Wire):
    """The person came back in through this door."""

    what: Literal["came back"] = "came back"


class Talked(Wire):
    """Somebody talked with the person through the open door."""

    what: Literal["talked, door open"] = "talked, door open"


Deed = Annotated[WentOut | CameBack | Talked, Field(discriminator="what")]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long an outing may last before somebody must know where the person is."""

    most: Span
    authority: Authority
    source: str


# The framework and the Code name garden and leave, and no number: all are our own proposals.
# The ensuite has no line: it is inside, and delays nothing.
OUTINGS: dict[Outing, Bounds] = {
    Outing.GARDEN: Bounds(minutes(30), Authority.LOCAL, "our own proposal; the framework has none"),
    Outing.WARD: Bounds(minutes(30), Authority.LOCAL, "our own proposal; the Code has none"),
    Outing.LEAVE: Bounds(minutes(240), Authority.LOCAL, "our own proposal; each leave's own holds"),
}


def at_most(to: Outing | None) -> Span | None:
    """For how long somebody may be away there; ``None`` for what is no absence."""
    bounds = OUTINGS.get(to) if to else None
    return bounds.most if bounds else None
