"""Facts of a room as a building: what was found, what was mended and checked, what was allowed."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from hub.rooms.fact import Fact
from hub.rooms.upkeep import Found, Severity
from ward.units import Instant, Text, Wire, Word


class Noted(Wire):
    """A defect as it was noted: how grave, whose, and by which day it is to be mended."""

    id: Word
    severity: Severity
    owner: Word
    due: date


class Inspected(Fact):
    """Somebody looked at one clause in this room, or tried it, and found it so.

    ``looked_at`` is when, by who looked. ``defect`` is what they noted beside it: of one that is
    open already, that it is graver, and due no later. ``photograph`` is the name of one that they
    took of it: the SHA-256 of the picture that is kept.
    """

    fact: Literal["inspected"] = "inspected"
    clause: Word
    looked_at: Instant
    by: Word
    found: Found
    value: float | None = None
    words: Text = ""
    defect: Noted | None = None
    photograph: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


class DoneFact(Fact):
    """What was done about a defect: ``done_at``, where that was told later than it was done."""

    done_at: Instant | None = None

    @property
    def done(self) -> Instant:
        return self.at if self.done_at is None else self.done_at


class DefectMended(DoneFact):
    """Somebody says that it is mended, and how. It stays a defect until it is checked."""

    fact: Literal["defect mended"] = "defect mended"
    id: Word
    by: Word
    words: Text


class DefectHandedOn(DoneFact):
    """Who is to mend it from now on, and by which day; ``why`` it is later than it was."""

    fact: Literal["defect handed on"] = "defect handed on"
    id: Word
    by: Word
    owner: Word
    due: date
    why: Text = ""


class DefectChecked(DoneFact):
    """Somebody looked at what was mended: it ``holds`` and is over, or it is broken as before.

    ``alone`` is why it was the same person as mended it; ``value`` the number that is asked for.
    """

    fact: Literal["defect checked"] = "defect checked"
    id: Word
    clause: Word
    by: Word
    holds: bool
    words: Text = ""
    alone: Text = ""
    value: float | None = None


class UsedRegardless(Fact):
    """The room is used though these clauses are not known to be met: by whose word, and why."""

    fact: Literal["used regardless"] = "used regardless"
    by: Word
    why: Text
    lacking: Annotated[tuple[Word, ...], Field(max_length=200)]


OfUpkeep = Inspected | DefectMended | DefectHandedOn | DefectChecked | UsedRegardless
