"""Facts: what the hub writes down. Room state is nothing but these, one after another.

``at`` is when the hub came to know it, by the hub's clock. A fact is never edited; a
correction is another fact.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from hub.rooms.alarm_facts import (
    AlarmAcknowledged,
    AlarmAgain,
    AlarmBegan,
    AlarmEnded,
    AlarmMarked,
    AlarmOver,
    AudioPaused,
    Escalated,
    NoticeTold,
    Passed,
)
from hub.rooms.clock_facts import ClockSetBack, ClockSetOn
from hub.rooms.fact import Fact
from hub.rooms.radar_facts import Commissioned, CommissioningEnded
from hub.staff.facts import AnySiteFact
from ward.care import Authorisation, Care, Person, Plan
from ward.envelope import Standing
from ward.happenings import Happening
from ward.observations import Observation
from ward.orders import Order
from ward.rooms import RoomId
from ward.units import Instant, Text, Wire, Word


class Happened(Fact):
    """A happening, from a node. ``observed_at`` is as believed at ingest.

    ``late`` if by then something later had been told of the same thing: it took place, but nothing
    stands so any more. ``untimed`` if nobody knows when it took place, and ``observed_at`` is only
    the latest that it can have been.
    """

    fact: Literal["happened"] = "happened"
    observed_at: Instant
    boot: Word
    n: int
    happening: Happening
    late: bool = False
    untimed: bool = False


class Stood(Fact):
    """How things stand at the door, from a node's health, where it differs from what was known."""

    fact: Literal["stood"] = "stood"
    observed_at: Instant
    boot: Word | None = None
    n: int | None = None
    standing: Standing


class BreathingStopped(Fact):
    """The node sees no breathing movement since then, in somebody present, still and alone."""

    fact: Literal["breathing stopped"] = "breathing stopped"
    since: Instant


class BreathingAgain(Fact):
    """After that, there is a breathing rate again."""

    fact: Literal["breathing again"] = "breathing again"


class Observed(Fact):
    """An observation from a door unit, with its grade as it was judged then.

    ``untimed`` as of a happening; such a one ends no spell.
    """

    fact: Literal["observed"] = "observed"
    observed_at: Instant
    boot: Word
    n: int
    observation: Observation
    grade: Word
    ends_spell: bool
    because: Text
    untimed: bool = False


class How(StrEnum):
    """By what means somebody looked without coming."""

    CCTV = "CCTV"
    VITALS = "vital signs on the panel"
    STATION = "entry typed at the station"


class LookedRemotely(Fact):
    """A remote look: recorded, counted, never an observation."""

    fact: Literal["looked remotely"] = "looked remotely"
    how: How
    by: Word
    said_to_be_at: Instant | None = None
    words: Text = ""


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


class CareIssued(Fact):
    """A new version of the room's care document."""

    fact: Literal["care issued"] = "care issued"
    care: Care


class Progress(StrEnum):
    """How far an order has got."""

    ASKED = "asked"
    SENT = "sent"
    DONE = "done"
    REFUSED = "refused"
    EXPIRED = "expired"


class OrderAsked(Fact):
    """Staff asked something of the room."""

    fact: Literal["order asked"] = "order asked"
    order: Order


class OrderReached(Fact):
    """An order got further."""

    fact: Literal["order reached"] = "order reached"
    order: Word
    progress: Progress
    words: Text = ""


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
    """Who has an established relationship with this person, and whom they would rather have."""

    fact: Literal["observers set"] = "observers set"
    by: Word
    observers: tuple[KnownObserver, ...] = Field(max_length=50)
    preference: Text = ""


class Refused(Fact):
    """Somebody asked for what they may not do; ``words`` told them why."""

    fact: Literal["refused"] = "refused"
    by: Word
    action: Word
    words: Text


class NumbersLost(Fact):
    """What a node said under these numbers will never come: lost or given up, there or here.

    They lie between ``after`` and ``before``, as far as that is known.
    """

    fact: Literal["numbers lost"] = "numbers lost"
    boot: Word
    first: int
    last: int
    after: Instant | None = None
    before: Instant | None = None


_OfRoom = (
    Happened
    | Stood
    | BreathingStopped
    | BreathingAgain
    | Observed
    | LookedRemotely
    | EpisodeBegan
    | EpisodeEnded
    | PlanSet
    | Authorised
    | CareIssued
    | OrderAsked
    | OrderReached
    | AlarmBegan
    | AlarmEnded
    | AlarmOver
    | AlarmAgain
    | AlarmAcknowledged
    | AudioPaused
    | AlarmMarked
    | Escalated
    | NoticeTold
    | LimitSet
    | ObserversSet
    | Refused
    | Passed
    | NumbersLost
    | ClockSetBack
    | ClockSetOn
    | Commissioned
    | CommissioningEnded
)
RoomFact = Annotated[_OfRoom, Field(discriminator="fact")]

# Everything that the journal holds: of rooms, and of the site.
AnyFact = Annotated[_OfRoom | AnySiteFact, Field(discriminator="fact")]
FACTS: TypeAdapter[AnyFact] = TypeAdapter(AnyFact)


def room_of(fact: AnyFact) -> RoomId | None:
    """Which room it is about; none, for a fact of the whole site."""
    return fact.room if isinstance(fact, Fact) else None
