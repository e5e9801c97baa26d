"""Care: everything a node needs in order to act alone. One versioned, retained document a room."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from ward.authority import Authority
from ward.commissioning import Commissioning
from ward.happenings import Badge
from ward.rooms import RoomId
from ward.units import Celsius, Instant, Level, Text, Wire, Word

TEMPERATURE_LEAST_C = 16.0  # hard bounds; clinical.md §6, our own proposal for the controller
TEMPERATURE_MOST_C = 28.0

GAP_S = 60.0  # our own proposal: time to hand over at the door; the Code gives no number

Target = Annotated[Celsius, Field(ge=TEMPERATURE_LEAST_C, le=TEMPERATURE_MOST_C)]


class Role(StrEnum):
    """What a member of staff is on this ward."""

    ASSISTANT = "health-care assistant"
    NURSE = "nurse"
    IN_CHARGE = "nurse in charge"
    DOCTOR = "doctor"
    MANAGER = "ward manager"
    ESTATES = "estates"
    ADMINISTRATOR = "administrator"


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


class Review(StrEnum):
    """A look at whether this may go on, by people who come to the door for it."""

    NURSING = "nursing review"
    MEDICAL = "medical review"


class ReviewDue(Wire):
    """By when a review must have been made; ``last_at`` of ``None``: none was made yet."""

    review: Review
    due_at: Instant
    last_at: Instant | None = None


class Authorisation(Wire):
    """The clinical decision that vital signs may be measured. Off unless there is one."""

    by: Word
    why: Text
    until: Instant


class Profile(Wire):
    """The sensory profile: what light and warmth suit this person. Its first, small form."""

    version: Annotated[int, Field(ge=1)]
    assessed_by: Word
    main_light: Level
    night_light: Level
    temperature_c: Target
    how_to_be_with_me: Text = ""


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
    known_to: tuple[Word, ...] = Field(default=(), max_length=50)
    rather_not: tuple[Word, ...] = Field(default=(), max_length=50)
    preference: Text = ""
    deciders: tuple[Word, ...] = Field(default=(), max_length=8)
    reviews: tuple[ReviewDue, ...] = Field(default=(), max_length=8)


class Care(Wire):
    """The whole document. ``version`` only ever rises; a node keeps the highest it has seen."""

    v: Literal[1] = 1
    room: RoomId
    version: Annotated[int, Field(ge=1)]
    issued_at: Instant
    staff: tuple[Staff, ...] = Field(max_length=500)
    profile: Profile
    confinement: Confinement | None = None
    commissioning: Commissioning | None = None
