"""What is asked of a room as a building through the panel: looks, defects, and its use."""

from datetime import UTC, date, datetime
from typing import Annotated, Protocol, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic.json_schema import SkipJsonSchema

from hub.estates.catalogue import Catalogue
from hub.estates.clause import Clause, Way
from hub.panel.asks import Asking, Remark, Said
from hub.rooms.upkeep import Found, Severity
from hub.upkeep_acts import Broken, CheckMended, HandOn, Inspect, Mend, UseRegardless
from ward.rooms import RoomId
from ward.units import WORD_LONGEST, Instant

LOOKED, MENDED, CHECKED, REGARDLESS = "look-at", "mended", "checked", "regardless"
HANDED_ON = "handed-on"
Name = Annotated[str, Field(max_length=WORD_LONGEST)]
# A name or a firm, as long as a defect keeps it; in every form the same.
Owner = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=WORD_LONGEST)
]
# No clock of a ward shows the days about year 1.
Then = Annotated[Instant, Field(ge=datetime(1970, 1, 1, tzinfo=UTC))]


def _nothing(_said: object) -> tuple[str, ...]:
    return ()


def _none(_said: object) -> str:
    return ""


def _no(_said: object) -> bool:
    return False


# As the hub knows it at that moment, whatever was sent.
Unsaid = Annotated[SkipJsonSchema[tuple[str, ...]], BeforeValidator(_nothing)]
Unnamed = Annotated[SkipJsonSchema[str], BeforeValidator(_none)]
Unmarked = Annotated[SkipJsonSchema[bool], BeforeValidator(_no)]


class LookedAsked(Asking):
    """A clause that somebody looked at; not met, with how grave, whose, and by when."""

    clause: Name
    found: Found
    words: Remark = ""
    value: float | None = None
    looked_at: Then | None = None
    severity: Severity | None = None
    owner: Owner = ""
    due: date | None = None
    photograph: Unnamed = ""
    sets_aside: Unmarked = False

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """A defect is noted whole, or not at all."""
        given = (self.severity is not None, bool(self.owner), self.due is not None)
        if any(given) and not all(given):
            raise ValueError("say how grave it is, whose it is, and by when")
        return self

    def act(self, room: RoomId, _now: Instant) -> Inspect:
        broken = None
        if self.severity is not None and self.due is not None:
            broken = Broken(self.severity, self.owner, self.due)
        return Inspect(
            room,
            self.clause,
            self.found,
            self.by,
            self.words,
            self.value,
            self.looked_at,
            broken,
            self.photograph,
            self.sets_aside,
        )


class MendedAsked(Asking):
    """What was done about a defect."""

    defect: Name
    words: Said

    def act(self, room: RoomId, _now: Instant) -> Mend:
        return Mend(room, self.defect, self.by, self.words)


class HandedOnAsked(Asking):
    """Who else is to mend a defect, or by which other day, and why where that is later."""

    defect: Name
    owner: Owner
    due: date
    words: Remark = ""

    def act(self, room: RoomId, _now: Instant) -> HandOn:
        return HandOn(room, self.defect, self.by, self.owner, self.due, self.words)


class CheckedAsked(Asking):
    """Whether what was mended holds, with the number where its clause asks for one."""

    defect: Name
    holds: bool
    words: Remark = ""
    alone: Remark = ""
    value: Annotated[float | None, Field(allow_inf_nan=False)] = None

    def act(self, room: RoomId, _now: Instant) -> CheckMended:
        return CheckMended(
            room, self.defect, self.by, self.holds, self.words, self.alone, self.value
        )


class RegardlessAsked(Asking):
    """Why a room is used though it is not fit."""

    why: Said

    lacking: Unsaid = ()

    def act(self, room: RoomId, _now: Instant) -> UseRegardless:
        return UseRegardless(room, self.by, self.why, self.lacking)


class Look(Protocol):
    """What is said of a clause, by whichever way it is sent."""

    @property
    def clause(self) -> str: ...
    @property
    def found(self) -> Found: ...
    @property
    def value(self) -> float | None: ...


def wrong_look(asked: Look, catalogue: Catalogue) -> dict[str, str]:
    """What a clause does not allow to be said of it, by field; nothing where it may be."""
    clause = catalogue.clause(asked.clause)
    if clause is None:
        return {"order": "There is no such clause at this site"}
    if clause.met_with is not None:
        other = catalogue.clause(clause.met_with)
        return {"order": f"That is answered by “{other.heading if other else clause.met_with}”"}
    if clause.kind is Way.MEASURED:
        told = "The room measures that itself: only that it is not met can be said of it"
        return {} if asked.found is Found.UNMET else {"order": told}
    return _wrong_number(asked, clause)


def _wrong_number(asked: Look, clause: Clause) -> dict[str, str]:
    if clause.measure is None or asked.found is not Found.MET:
        return {}
    if asked.value is None:
        return {"value": f"Give the number: {clause.number}"}
    if not clause.measure.allows(asked.value):
        return {"value": "By that number it is not met"}
    return {}


def wrong_check(value: float | None, clause: Clause | None, *, holds: bool) -> dict[str, str]:
    """What a number says against a check of what was mended; it may be left for a later look."""
    if value is None:
        return {}
    if clause is None or clause.measure is None or clause.kind is Way.MEASURED:
        return {"value": "No number is asked of that: leave it empty"}
    if holds and not clause.measure.allows(value):
        return {"value": "By that number it does not hold"}
    return {}
