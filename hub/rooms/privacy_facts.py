"""Facts of privacy: what a person objects to, and what was decided about a way of watching them."""

from enum import StrEnum
from typing import Literal

from hub.rooms.fact import Fact
from ward.units import Instant, Text, Word


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

    An objection to radar ends the authorisation there and then. One that came along from another
    confinement, or room, has stood ``since`` then.
    """

    fact: Literal["objected"] = "objected"
    to: Watching
    by: Word
    words: Text
    since: Instant | None = None


class PrivacyReviewed(Fact):
    """Somebody decided whether it goes on, with reasons; it answers every objection until then.

    ``since`` as of an objection: so it was decided for this person before, elsewhere or just here.
    """

    fact: Literal["privacy reviewed"] = "privacy reviewed"
    of: Watching
    outcome: Outcome
    by: Word
    why: Text
    since: Instant | None = None
