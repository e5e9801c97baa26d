"""In-person observations: what the door witnessed, and what the observer saw."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ward.care import Review
from ward.deeds import Deed
from ward.happenings import Badge
from ward.units import Instant, Text, Wire, Word


class Awareness(StrEnum):
    """Awake, asleep, or between."""

    AWAKE = "awake"
    ASLEEP = "asleep"
    DROWSY = "drowsy"
    CANNOT_TELL = "cannot-tell"


class Rousable(StrEnum):
    """What it took to get an answer from somebody who is not awake."""

    TO_VOICE = "to-voice"
    TO_TOUCH = "to-touch"
    NO_RESPONSE = "no-response"
    NOT_TRIED = "not-tried"


class BreathingSeen(StrEnum):
    """Breathing as a person at the door sees and hears it."""

    EASY = "easy"
    SLOW_OR_SHALLOW = "slow-or-shallow"
    NOISY = "noisy"
    NOT_SEEN = "not-seen"


class Colour(StrEnum):
    """Colour of face and lips."""

    USUAL = "usual"
    PALE_OR_BLUE = "pale-or-blue"
    CANNOT_TELL = "cannot-tell"


class Position(StrEnum):
    """How the person is lying, sitting or standing."""

    ON_SIDE = "on-side"
    ON_BACK = "on-back"
    FACE_DOWN = "face-down"
    SITTING = "sitting"
    UP_AND_ABOUT = "up-and-about"


class Mood(StrEnum):
    """How the person seems."""

    CALM = "calm"
    LOW = "low"
    DISTRESSED = "distressed"
    ANGRY = "angry"
    CANNOT_TELL = "cannot-tell"


class CouldEnd(StrEnum):
    """Could this confinement end now? Asked every time."""

    YES_ASK_FOR_REVIEW = "yes-ask-for-review"
    NOT_YET = "not-yet"


class Content(Wire):
    """What was seen. Nothing is ever pre-selected; what was not answered is ``None``.

    The questions are those of the 15-minute record (Code of Practice, about 26.124, from
    memory): appearance, mood, awareness, and ill health, above all breathing and colour.
    """

    awareness: Awareness | None = None
    rousable: Rousable | None = None
    breathing: BreathingSeen | None = None
    colour: Colour | None = None
    position: Position | None = None
    mood: Mood | None = None
    could_end: CouldEnd | None = None
    said: Text = ""  # what was said and done


class Evidence(Wire):
    """What the door itself witnessed of one visit.

    ``stayed_s`` is from the presence sensor in front of the door, up to the moment the form
    was completed; not from the badge, which proves a tap and no more. ``stay_sensed`` is false
    where that sensor has not been heard since the node began: broken, cut off, or not fitted.
    ``second`` is another badge of known staff, shown in the same stay before the leading one.
    """

    badge: Badge | None = None
    by: Word | None = None
    second: Badge | None = None
    second_by: Word | None = None
    stayed_s: Annotated[float, Field(ge=0, le=86_400)] = 0
    stay_sensed: bool = True
    door_opened: bool = False
    talked: bool = False
    form_here: bool = False


class Observation(Wire):
    """A member of staff saw the person in person: evidence and content together.

    ``deed`` is what they did there instead of recording what they saw: then the door's evidence
    alone says what it is worth. ``review`` if they say that it was one; whether it counts, the
    badges at the door tell.
    """

    id: Word
    came_at: Instant
    evidence: Evidence
    content: Content
    review: Review | None = None
    deed: Deed | None = None
