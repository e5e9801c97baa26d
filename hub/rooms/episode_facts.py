"""Facts about a confinement: its beginning, its end, its plan, and what is this person's own."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from hub.rooms.fact import Fact
from ward.care import Authorisation, Person, Plan
from ward.units import Instant, Text, Wire, Word


class EpisodeBegan(Fact):
    """A confinement began. ``watch_since`` reaches back if the person was already unseen.

    ``watch_due`` is by when somebody must then have come, under the plans before this one.
    """

    fact: Literal["episode began"] = "episode began"
    id: Word
    person: Person
    plan: Plan
    decided_by: Word
    why: Text
    watch_since: Instant
    watch_due: Instant | None = None


class EpisodeEnded(Fact):
    """A confinement ended; ``unseen`` when the person was overdue to be seen at that moment."""

    fact: Literal["episode ended"] = "episode ended"
    id: Word
    ended_by: Word
    why: Text
    unseen: bool


class PlanSet(Fact):
    """Another plan is in force from now on. It never reaches back."""

    fact: Literal["plan set"] = "plan set"
    plan: Plan


class Authorised(Fact):
    """Vital signs may be measured, or no longer."""

    fact: Literal["authorised"] = "authorised"
    authorisation: Authorisation | None


class LimitName(StrEnum):
    """Limits that a doctor may set for one person."""

    NO_BREATHING = "no breathing after"


class LimitSet(Fact):
    """A limit of one person's own: with author, reason and expiry; never without."""

    fact: Literal["limit set"] = "limit set"
    limit: LimitName
    value_s: Annotated[float, Field(gt=0)]
    by: Word
    why: Text
    until: Instant


class KnownObserver(Wire):
    """Somebody who may observe a person, and since when they know them."""

    ref: Word
    knows_since: date | None = None


class ObserversSet(Fact):
    """Who has an established relationship with this person, and whom they would rather have.

    ``rather_not`` are those whom the preference, in words, comes to on this ward: by reference.
    """

    fact: Literal["observers set"] = "observers set"
    by: Word
    observers: tuple[KnownObserver, ...] = Field(max_length=50)
    preference: Text = ""
    rather_not: tuple[Word, ...] = Field(default=(), max_length=50)
