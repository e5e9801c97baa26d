"""Facts of privacy: what a person objects to, and what was decided about a way of watching them."""

from enum import StrEnum
from typing import Literal

from hub.rooms.fact import Fact
from ward.units import Text, Word


class Watching(StrEnum):
    """A way of watching somebody that is not coming to them."""

    CCTV = "CCTV"
    RADAR = "radar"


class Outcome(StrEnum):
    """What a review decided. The least that will do is asked for, every time."""

    STOPPED = "stopped"
    LESS = "less than before"
    GOES_ON = "goes on"


class Objected(Fact):
    """The person feels that their privacy is infringed; ``by`` is whoever wrote it down.

    An objection to radar ends the authorisation there and then.
    """

    fact: Literal["objected"] = "objected"
    to: Watching
    by: Word
    words: Text


class PrivacyReviewed(Fact):
    """Somebody decided whether it goes on, with reasons; it answers every objection until then."""

    fact: Literal["privacy reviewed"] = "privacy reviewed"
    of: Watching
    outcome: Outcome
    by: Word
    why: Text
