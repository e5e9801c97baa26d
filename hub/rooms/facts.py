"""Facts: what the hub writes down. Room state is nothing but these, one after another.

``at`` is when the hub came to know it, by the hub's clock. A fact is never edited; a
correction is another fact.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from hub.device import SaidToBeAt
from hub.rooms.absence_facts import AbsenceContradicted
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
from hub.rooms.episode_facts import (
    Authorised,
    EpisodeBegan,
    EpisodeEnded,
    LimitSet,
    ObserversSet,
    PlanSet,
)
from hub.rooms.fact import Fact
from hub.rooms.handover_facts import SpellAtHandover
from hub.rooms.mode_facts import BreathingFaster, BreathingSlow, ModeChanged
from hub.rooms.order_facts import OrderAsked, OrderReached
from hub.rooms.privacy_facts import Objected, PrivacyReviewed
from hub.rooms.profile_facts import ProfileSigned
from hub.rooms.radar_facts import Commissioned, CommissioningEnded
from hub.rooms.review_facts import Reviewed
from hub.rooms.score_facts import AgeSet, AssessmentMade, PartScored, SetCharted
from hub.rooms.sight_facts import InSight, OutOfSight
from hub.rooms.straying_facts import RateReturned, RateStrayed, UsualLearnt
from hub.rooms.upkeep_facts import OfUpkeep
from hub.staff.facts import AnySiteFact
from ward.care import Care
from ward.envelope import Standing
from ward.happenings import Happening
from ward.observations import Observation
from ward.observers import Stranger
from ward.rooms import RoomId
from ward.units import Instant, Text, Word


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

    ``untimed`` as of a happening; such a one ends no spell. ``strangers`` is what spoke against
    this observer by what was known then; it lowers no grade. By ``unsure_s`` it may have been
    earlier than it says: so long a message may be on its way, and no clock would show it.
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
    strangers: tuple[Stranger, ...] = Field(default=(), max_length=4)
    unsure_s: Annotated[float, Field(ge=0, le=3600)] = 0.0


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


class CareIssued(Fact):
    """A new version of the room's care document."""

    fact: Literal["care issued"] = "care issued"
    care: Care


class Refused(Fact):
    """Somebody asked for what they may not do; ``words`` told them why."""

    fact: Literal["refused"] = "refused"
    by: Word
    action: Word
    words: Text
    said_to_be_at: SaidToBeAt = None

    def told(self, by: str) -> str:
        """Why, and who had asked for what, unless that is said along with it."""
        return self.words if self.action in self.words else f"{self.words} ({by}: {self.action})"


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
    | OutOfSight
    | InSight
    | UsualLearnt
    | RateStrayed
    | RateReturned
    | Observed
    | Reviewed
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
    | SpellAtHandover
    | LimitSet
    | ObserversSet
    | Refused
    | Passed
    | NumbersLost
    | ClockSetBack
    | ClockSetOn
    | Objected
    | PrivacyReviewed
    | Commissioned
    | CommissioningEnded
    | AgeSet
    | SetCharted
    | PartScored
    | AssessmentMade
    | AbsenceContradicted
    | ModeChanged
    | BreathingSlow
    | BreathingFaster
    | ProfileSigned
    | OfUpkeep
)
RoomFact = Annotated[_OfRoom, Field(discriminator="fact")]

# Everything that the journal holds: of rooms, and of the site.
AnyFact = Annotated[_OfRoom | AnySiteFact, Field(discriminator="fact")]
FACTS: TypeAdapter[AnyFact] = TypeAdapter(AnyFact)


def room_of(fact: AnyFact) -> RoomId | None:
    """Which room it is about; none, for a fact of the whole site."""
    return fact.room if isinstance(fact, Fact) else None
