"""Care: everything a node needs in order to act alone. One versioned, retained document a room."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from ward.authority import Authority
from ward.charts import Chart
from ward.choices import OwnChoice
from ward.commissioning import Commissioning
from ward.mode_table import company
from ward.modes import Mode
from ward.profile import Profile
from ward.review import Review
from ward.rooms import RoomId
from ward.schedules import Schedules
from ward.units import Badge, Instant, Text, Wire, Word
from ward.vitals import Vital

GAP_S = 60.0  # our own proposal: time to hand over at the door; the Code gives no number


class Role(StrEnum):
    """What a member of staff is on this ward."""

    ASSISTANT = "health-care assistant"
    NURSE = "nurse"
    IN_CHARGE = "nurse in charge"
    DOCTOR = "doctor"
    MANAGER = "ward manager"
    ESTATES = "estates"
    ADMINISTRATOR = "administrator"
    THERAPIST = "occupational therapist"


class Staff(Wire):
    """One member of staff, as a door needs to know them; ``agency`` if lent to the ward."""

    ref: Word
    initials: Word
    role: Role
    badge: Badge
    agency: bool = False


class Person(Wire):
    """Who is in the room: a local reference and initials, never a name.

    Of somebody whose words were erased, both say so and no more.
    """

    ref: Word
    initials: Annotated[str, Field(pattern=r"^(([A-Z]\.){1,4}|erased)$", examples=["J.T."])]


class Cover(StrEnum):
    """Whether somebody must be there between the records, and where."""

    NONE = "not asked"
    SIGHT_AND_SOUND = "within sight and sound"
    OUTSIDE_DOOR = "outside the door"


class Plan(Wire):
    """How often this person must be observed in person, and by whose word.

    Where ``cover`` is asked somebody must be at the door all the time as well, with gaps of no more
    than ``gap_s``. Of ``varied`` intervals ``every_min`` is the longest.
    """

    every_min: Annotated[int, Field(ge=1, le=240)]
    authority: Authority
    source: Text
    set_by: Word
    set_at: Instant
    cover: Cover = Cover.NONE
    gap_s: Annotated[float, Field(ge=5, le=900)] = GAP_S
    varied: bool = False

    @property
    def asks_for_company(self) -> bool:
        """Whether somebody must be there between the records too."""
        return self.cover is not Cover.NONE


class ReviewDue(Wire):
    """By when a review must have been made; ``last_at`` of ``None``: none was made yet."""

    review: Review
    due_at: Instant
    last_at: Instant | None = None


class Scope(StrEnum):
    """Which vital signs may be measured."""

    BOTH = "breathing and pulse"
    BREATHING = "breathing"
    PULSE = "pulse"

    @property
    def vitals(self) -> frozenset[Vital]:
        return _WITHIN[self]


_WITHIN = {
    Scope.BOTH: frozenset(Vital),
    Scope.BREATHING: frozenset({Vital.BREATHING}),
    Scope.PULSE: frozenset({Vital.HEART}),
}


class Authorisation(Wire):
    """The clinical decision that vital signs may be measured. Off unless there is one.

    ``view`` is what the person says of it, ``capacity`` how it was come to with them: that they
    can decide it and agree, or why it is in their best interests.
    """

    by: Word
    why: Text
    until: Instant
    scope: Scope = Scope.BOTH
    view: Text = ""
    capacity: Text = ""

    def covers(self, vital: Vital) -> bool:
        return vital in self.scope.vitals


class Confinement(Wire):
    """The running episode, as far as a node needs it; ``came_at``, if it began in another room.

    ``known_to`` are references of the staff whom the person knows; empty where nobody has said.
    ``rather_not`` are those whom the person would rather not have, ``preference`` says it in words.
    ``deciders`` are the references of whoever decided on the confinement.
    """

    id: Word
    began_at: Instant
    person: Person
    plan: Plan
    came_at: Instant | None = None
    authorisation: Authorisation | None = None
    chart: Chart | None = None
    modes: tuple[Mode, ...] = Field(default=(), max_length=8)

    @property
    def stays(self) -> Cover:
        """Where somebody must stay all the time: by the plan, or by a mode beside it."""
        if self.plan.cover is Cover.NONE and company(self.modes):
            return Cover.OUTSIDE_DOOR
        return self.plan.cover

    known_to: tuple[Word, ...] = Field(default=(), max_length=50)
    rather_not: tuple[Word, ...] = Field(default=(), max_length=50)
    preference: Text = ""
    deciders: tuple[Word, ...] = Field(default=(), max_length=8)
    reviews: tuple[ReviewDue, ...] = Field(default=(), max_length=8)


class Care(Wire):
    """The whole document. ``version`` only ever rises; a node keeps the highest it has seen.

    ``schedules`` are the site's own for modes, for what is begun at a door while no hub answers.
    """

    v: Literal[1] = 1
    room: RoomId
    version: Annotated[int, Field(ge=1)]
    issued_at: Instant
    staff: tuple[Staff, ...] = Field(max_length=500)
    profile: Profile
    choices: tuple[OwnChoice, ...] = Field(default=(), max_length=8)
    confinement: Confinement | None = None
    commissioning: Commissioning | None = None
    schedules: Schedules = Field(default=(), max_length=2)
