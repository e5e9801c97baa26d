"""Facts about a confinement: its beginning, its end, its plan, and what is this person's own."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from hub.device import SaidToBeAt
from hub.rooms.fact import Fact
from hub.rooms.score_facts import Age, StillOwed
from hub.rooms.straying_facts import RatesThen
from hub.rooms.windows import WINDOWS_MOST
from ward.care import Authorisation, Person, Plan
from ward.charts import Chart
from ward.kinds import Ground, Kind, Part
from ward.modes import Mode, Window
from ward.rooms import RoomId
from ward.units import Instant, Text, Wire, Word


class Decider(Wire):
    """Somebody whose word the decision took."""

    part: Part
    ref: Word


class CameFrom(Wire):
    """Since when somebody moved here is confined, from which room, and who last saw them there."""

    room: RoomId
    began_at: Instant
    seen_by: Word | None = None


class EpisodeBegan(Fact):
    """A confinement began, or went on in this room. ``watch_since`` reaches back if unseen before.

    ``watch_due`` is by when somebody must then have come, under the plans before this one;
    ``from_elsewhere`` whether they were in another room until now, unseen or not yet due;
    ``modes`` go on from before, and ``checks`` is what is due by them still; so is what is ``owed``
    of them where they were last, and how their ``rates`` stood there. Whoever was confined in this
    room before is ``before_in`` another by now. One that came from another room keeps its ``id``,
    and ``came_from`` says so. ``said_to_be_at`` is when somebody says that it began, if not when it
    was written down; nothing is reckoned by it.
    """

    fact: Literal["episode began"] = "episode began"
    id: Word
    person: Person
    plan: Plan
    decided_by: Word
    why: Text
    watch_since: Instant
    watch_due: Instant | None = None
    from_elsewhere: bool = False
    age: Age | None = None
    chosen: Chart | None = None
    kind: Kind | None = None
    label: Text = ""
    ground: Ground | None = None
    deciders: tuple[Decider, ...] = Field(default=(), max_length=3)
    came_from: CameFrom | None = None
    said_to_be_at: SaidToBeAt = None
    modes: tuple[Mode, ...] = Field(default=(), max_length=8)
    checks: tuple[tuple[Word, Window], ...] = Field(default=(), max_length=WINDOWS_MOST)
    owed: StillOwed | None = None
    before_in: RoomId | None = None
    rates: RatesThen | None = None


class EpisodeEnded(Fact):
    """A confinement ended; ``unseen`` when the person was overdue to be seen at that moment.

    With ``moved_to`` it ended in this room only. ``said_to_be_at`` as of its beginning: what was
    written late was watched over until then.
    """

    fact: Literal["episode ended"] = "episode ended"
    id: Word
    ended_by: Word
    why: Text
    unseen: bool
    moved_to: RoomId | None = None
    said_to_be_at: SaidToBeAt = None


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
