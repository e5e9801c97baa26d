"""Standards as data: what is asked of a room, by whose word, and what shows that it is so."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ward.authority import Authority
from ward.units import Instant, Span, hours

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=60)]


class Written(BaseModel):
    """What somebody wrote in a file: a word that is not known is a mistake, and named."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Way(StrEnum):
    """How it becomes known whether a clause is met."""

    MEASURED = "measured"  # by the room's own sensors, all the time
    TESTED = "tested"  # tried, and the room's own sensors or a person say what came of it
    INSPECTED = "inspected"  # somebody looked, in the room
    ATTESTED = "attested"  # somebody said so, with a document or a register


class Measure(Written):
    """A number that decides, in its unit; whose number it is stands beside it."""

    of: Short
    unit: Annotated[str, StringConstraints(min_length=1, max_length=12)]
    least: float | None = None
    most: float | None = None
    authority: Authority
    source: Words

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.least is None and self.most is None:
            raise ValueError("a measure needs “least” or “most”")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError("“least” is above “most”")
        return self

    def allows(self, value: float) -> bool:
        """Whether this number meets it."""
        above = self.least is None or value >= self.least
        return above and (self.most is None or value <= self.most)

    def is_within(self, other: "Measure") -> bool:
        """Whether whatever meets this one meets the other as well."""
        below = other.most is None or (self.most is not None and self.most <= other.most)
        above = other.least is None or (self.least is not None and self.least >= other.least)
        return self.of == other.of and self.unit == other.unit and below and above


class Clause(Written):
    """One thing that is asked of a room.

    ``row`` is its number in the reference; ``must`` whether a room is unfit without it.
    ``good_for_days`` is for how long what was seen, tried or said holds; what is measured holds as
    long as it is measured. ``met_with`` names the clause of another standard that asks the same.
    Before the day ``asked_from``, which begins at midnight UTC, it is not asked of anybody.
    ``measured_as`` names the clause that is measured the same way, where this one is a site's own.
    ``asked_closer`` is by whose word a site asks more of it: written by ``tightened`` alone.
    """

    id: Id
    row: Annotated[int, Field(ge=1)] | None = None
    heading: Short
    wording: Words
    source: Words
    authority: Authority
    kind: Way
    must: bool = False
    criterion: Words
    evidence: Words
    measure: Measure | None = None
    good_for_days: Annotated[int, Field(ge=1, le=3660)] | None = None
    met_with: Id | None = None
    asked_from: date | None = None
    measured_as: Id | None = None
    breach: Words
    asked_closer: str = ""

    @model_validator(mode="after")
    def _holds_for_a_time(self) -> Self:
        if self.kind is Way.MEASURED:
            if self.good_for_days is not None:
                raise ValueError("what is measured holds as long as it is: no “good_for_days”")
        elif self.good_for_days is None and self.met_with is None:
            raise ValueError(f"for how long is it {self.kind}? “good_for_days” is missing")
        return self

    @property
    def good_for(self) -> Span | None:
        """For how long evidence holds; ``None`` for what is measured all the time."""
        return None if self.good_for_days is None else hours(24 * self.good_for_days)

    @property
    def asked_since(self) -> Instant | None:
        """The beginning of the day from which on it is asked; ``None`` for always."""
        if self.asked_from is None:
            return None
        return datetime.combine(self.asked_from, time(), UTC)

    @property
    def number(self) -> str:
        """Which number is asked for, in words; empty where none is."""
        return f"{self.measure.of}, in {self.measure.unit}" if self.measure else ""

    def is_yet_to_come(self, now: Instant) -> bool:
        """Whether it is asked only from a later day on."""
        return self.asked_from is not None and now.date() < self.asked_from


class NotHere(Written):
    """A row of the reference that is about the room and is no clause, and why not."""

    row: Annotated[int, Field(ge=1)]
    because: Words


class Tighter(Written):
    """What a site asks more closely of a clause that there is: never less."""

    id: Id
    most: float | None = None
    least: float | None = None
    good_for_days: Annotated[int, Field(ge=1)] | None = None
    must: bool | None = None
    source: Words


class Standard(Written):
    """One set of clauses, with its name, and what it asks more closely of another's."""

    standard: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=40)]
    title: Words
    clauses: tuple[Clause, ...] = ()
    tightens: tuple[Tighter, ...] = ()
    not_here: tuple[NotHere, ...] = ()

    @model_validator(mode="after")
    def _are_its_own(self) -> Self:
        for clause in self.clauses:
            if not clause.id.startswith(f"{self.standard}."):
                raise ValueError(f"{clause.id}: a clause of this set begins “{self.standard}.”")
            if clause.asked_closer:
                raise ValueError(f"{clause.id}: write under “tightens” what is asked more closely")
        return self


def tightened(clause: Clause, by: Tighter) -> Clause:
    """The clause as a site asks it. Raises ``ValueError`` in words where that would be looser."""
    changed: dict[str, object] = {}
    if by.most is not None or by.least is not None:
        changed["measure"] = _measure(clause, by)
    if by.good_for_days is not None:
        if clause.good_for_days is None or by.good_for_days > clause.good_for_days:
            raise ValueError(f"{clause.id}: evidence may hold for less time here, not for more")
        changed["good_for_days"] = by.good_for_days
    if by.must is not None:
        if clause.must and not by.must:
            raise ValueError(f"{clause.id}: a room is unfit without it, here as everywhere")
        changed["must"] = by.must
    if changed:
        before = f"{clause.asked_closer}; " if clause.asked_closer else ""
        changed["asked_closer"] = f"{before}{by.source}"
    return clause.model_copy(update=changed)


def _measure(clause: Clause, by: Tighter) -> Measure:
    before = clause.measure
    if before is None:
        raise ValueError(f"{clause.id}: nothing is measured that could be tightened")
    bounds = {"most": by.most, "least": by.least}
    given = {name: value for name, value in bounds.items() if value is not None}
    said = {**before.model_dump(), **given, "authority": Authority.LOCAL, "source": by.source}
    after = Measure.model_validate(said)
    if not after.is_within(before):
        raise ValueError(f"{clause.id}: that is looser than {clause.source} asks")
    return after


def rows(standards: tuple[Standard, ...]) -> Iterator[int]:
    """Every row of the reference that is a clause here, or of which it is said why not."""
    for standard in standards:
        yield from (clause.row for clause in standard.clauses if clause.row is not None)
        yield from (one.row for one in standard.not_here)
