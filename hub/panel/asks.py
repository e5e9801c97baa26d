"""What people ask of the hub through the panel: forms and JSON bodies alike, to acts."""

from abc import ABC, abstractmethod
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from hub.acts import (
    Act,
    Authorise,
    BeginEpisode,
    EndEpisode,
    Look,
    MovePerson,
    NameObservers,
    SetLimit,
    SetPlan,
)
from hub.panel.who import Initials
from hub.rooms.episode_facts import Decider, KnownObserver, LimitName
from hub.rooms.facts import How
from hub.tries import SaySeen
from ward.authority import Authority
from ward.care import Cover, Person, Scope
from ward.charts import Chart
from ward.kinds import KINDS, Ground, Kind, Part
from ward.rooms import RoomId
from ward.units import Instant, Span

AUTHORISED_HOURS = 24.0  # our own proposal; a longer time must be asked for again
AUTHORISED_HOURS_MOST = 72.0  # our own proposal; the hub takes no more
LIMIT_HOURS = 8.0  # a shift; the hub takes 24 at most


def _room(said: object) -> RoomId:
    """``ash/04``, as it is named on the wire. Raises ``ValueError``."""
    return said if isinstance(said, RoomId) else RoomId.parse(str(said))


Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Remark = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Ref = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
Minutes = Annotated[int, Field(ge=1, le=240)]
Years = Annotated[int, Field(ge=0, le=120)]
Who = Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)]
RoomName = Annotated[RoomId, BeforeValidator(_room)]
Secret = Annotated[str, Field(max_length=64, repr=False, json_schema_extra={"format": "password"})]


class Asking(BaseModel, ABC):
    """One thing asked, by whom, and their PIN; neither is needed where a browser is signed."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    by: Who = ""
    pin: Secret = ""

    def as_by(self, ref: str) -> Self:
        """The same, once it is proven whose it is."""
        return self.model_copy(update={"by": ref, "pin": ""})

    @abstractmethod
    def act(self, room: RoomId, now: Instant) -> Act:
        """The act that this asks for."""


def unless_taken_back(said: str, asked: ValidationInfo) -> str:
    """Words that are needed unless it is taken back. Raises ``ValueError``."""
    if asked.data.get("hours") and not said:
        raise ValueError("needed")
    return said


class BeginAsked(Asking):
    """An episode to begin: who, of which kind, how often by whose word, and why.

    Where no plan is said, the kind's own is taken. Who decided is named by reference.
    ``regardless`` is why the room is used where it is not fit for use.
    """

    person_ref: Ref
    initials: Initials
    every_min: Minutes | None = None
    authority: Authority | None = None
    source: Remark = ""
    why: Said
    cover: Cover | None = None
    varied: bool = False
    age: Years | None = None
    chart: Chart | None = None
    kind: Kind | None = None
    label: Remark = ""
    ground: Ground | None = None
    senior_nurse: Who = ""
    named_nurse: Who = ""
    duty_doctor: Who = ""
    said_to_be_at: Instant | None = None
    regardless: Remark = ""

    @model_validator(mode="after")
    def _has_a_plan(self) -> Self:
        if self.kind is None and not (self.every_min and self.authority and self.source):
            raise ValueError("say of which kind it is, or the whole plan")
        return self

    @property
    def deciders(self) -> tuple[Decider, ...]:
        """Whoever was named, up to three."""
        named = zip(Part, (self.senior_nurse, self.named_nurse, self.duty_doctor), strict=True)
        return tuple(Decider(part=part, ref=ref) for part, ref in named if ref)

    def act(self, room: RoomId, _now: Instant) -> BeginEpisode:
        offered = KINDS[self.kind or Kind.OTHER].plan
        own = self.every_min is not None
        cover = self.cover or (Cover.NONE if own else offered.cover)
        return BeginEpisode(
            room,
            Person(ref=self.person_ref, initials=self.initials),
            self.every_min or offered.every_min,
            self.authority or offered.authority,
            self.source or offered.source,
            self.by,
            self.why,
            cover,
            self.varied,
            age=self.age,
            chosen=self.chart,
            kind=self.kind,
            label=self.label,
            ground=self.ground,
            deciders=self.deciders,
            said_to_be_at=self.said_to_be_at,
        )


class MoveAsked(Asking):
    """Whoever is confined here to be so in another room from now on."""

    to: RoomName
    why: Said
    regardless: Remark = ""

    def act(self, room: RoomId, _now: Instant) -> MovePerson:
        return MovePerson(room, self.to, self.by, self.why)


class EndAsked(Asking):
    """The running episode to end."""

    why: Said
    said_to_be_at: Instant | None = None

    def act(self, room: RoomId, _now: Instant) -> EndEpisode:
        return EndEpisode(room, self.by, self.why, self.said_to_be_at)


class PlanAsked(Asking):
    """Another interval."""

    every_min: Minutes
    authority: Authority
    source: Said
    cover: Cover = Cover.NONE
    varied: bool = False

    def act(self, room: RoomId, _now: Instant) -> SetPlan:
        plan = self.every_min, self.authority, self.source
        return SetPlan(room, *plan, self.by, self.cover, self.varied)


class AuthoriseAsked(Asking):
    """``hours`` of zero take the authorisation back; to measure less asks for no more words."""

    why: Said
    hours: Annotated[float, Field(ge=0, le=AUTHORISED_HOURS_MOST)] = AUTHORISED_HOURS
    scope: Scope = Scope.BOTH
    view: Annotated[Remark, AfterValidator(unless_taken_back)] = Field("", validate_default=True)
    capacity: Annotated[Remark, AfterValidator(unless_taken_back)] = Field(
        "", validate_default=True
    )

    def act(self, room: RoomId, now: Instant) -> Authorise:
        if not self.hours:
            return Authorise(room, self.by, self.why, None)
        until = now + Span(hours=self.hours)
        said = self.scope, self.view, self.capacity
        return Authorise(room, self.by, self.why, until, *said)


class LimitAsked(Asking):
    """After how many seconds without breathing this person's alarm begins, for so long."""

    value_s: Annotated[float, Field(gt=0, le=600)]
    why: Said
    hours: Annotated[float, Field(gt=0, le=24)] = LIMIT_HOURS

    def act(self, room: RoomId, now: Instant) -> SetLimit:
        until = now + Span(hours=self.hours)
        return SetLimit(room, LimitName.NO_BREATHING, self.value_s, self.by, self.why, until)


class ObserversAsked(Asking):
    """The whole list of who knows this person, and whom they would rather have."""

    observers: Annotated[tuple[KnownObserver, ...], Field(max_length=50)] = ()
    preference: Remark = ""
    rather_not: Annotated[tuple[Ref, ...], Field(max_length=50)] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Everybody in it, by reference."""
        return (*(one.ref for one in self.observers), *self.rather_not)

    def act(self, room: RoomId, _now: Instant) -> NameObservers:
        return NameObservers(room, self.observers, self.by, self.preference, self.rather_not)


class LookAsked(Asking):
    """A look without coming: recorded, and no observation."""

    how: How
    words: Remark = ""
    said_to_be_at: Instant | None = None

    def act(self, room: RoomId, _now: Instant) -> Look:
        return Look(room, self.how, self.by, self.words, self.said_to_be_at)


class SeenAsked(Asking):
    """That somebody was seen in person, said at the station: recorded, and not believed."""

    words: Remark = ""
    said_to_be_at: Instant | None = None

    def act(self, room: RoomId, _now: Instant) -> SaySeen:
        return SaySeen(room, self.by, self.words, self.said_to_be_at)
