"""The door unit's form: its questions in the observer's words, and what came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError

from edge.events import Recorded
from ward.care import Review
from ward.observations import (
    Awareness,
    BreathingSeen,
    Colour,
    Content,
    CouldEnd,
    Mood,
    Position,
    Rousable,
)
from ward.units import Instant

SAID_MOST = 500  # characters


@dataclass(frozen=True, slots=True)
class Question:
    """One row of answers; none of them is ever chosen beforehand."""

    field: str
    asks: str
    answers: tuple[tuple[StrEnum, str], ...]
    unless_awake: bool = False


QUESTIONS = (
    Question(
        "awareness",
        "What do you see?",
        (
            (Awareness.AWAKE, "Awake"),
            (Awareness.ASLEEP, "Asleep"),
            (Awareness.DROWSY, "Drowsy"),
            (Awareness.CANNOT_TELL, "Cannot tell"),
        ),
    ),
    Question(
        "rousable",
        "Asleep is not enough: can {person} be roused?",
        (
            (Rousable.TO_VOICE, "Answers to voice"),
            (Rousable.TO_TOUCH, "To touch only"),
            (Rousable.NO_RESPONSE, "Does not respond"),
            (Rousable.NOT_TRIED, "Not tried"),
        ),
        unless_awake=True,
    ),
    Question(
        "breathing",
        "Breathing",
        (
            (BreathingSeen.EASY, "Seen, easy"),
            (BreathingSeen.SLOW_OR_SHALLOW, "Slow or shallow"),
            (BreathingSeen.NOISY, "Noisy"),
            (BreathingSeen.NOT_SEEN, "Not seen"),
        ),
    ),
    Question(
        "colour",
        "Colour of face and lips",
        (
            (Colour.USUAL, "Usual colour"),
            (Colour.PALE_OR_BLUE, "Pale or blue"),
            (Colour.CANNOT_TELL, "Cannot tell"),
        ),
    ),
    Question(
        "position",
        "Position",
        (
            (Position.ON_SIDE, "On the side"),
            (Position.ON_BACK, "On the back"),
            (Position.FACE_DOWN, "Face down"),
            (Position.SITTING, "Sitting"),
            (Position.UP_AND_ABOUT, "Up, about"),
        ),
    ),
    Question(
        "mood",
        "Mood",
        (
            (Mood.CALM, "Calm"),
            (Mood.LOW, "Low"),
            (Mood.DISTRESSED, "Distressed"),
            (Mood.ANGRY, "Angry"),
            (Mood.CANNOT_TELL, "Cannot tell"),
        ),
    ),
    Question(
        "could_end",
        "Could this end now?",
        (
            (CouldEnd.YES_ASK_FOR_REVIEW, "Yes, ask for review"),
            (CouldEnd.NOT_YET, "Not yet"),
        ),
    ),
)
_BY_FIELD = {question.field: question for question in QUESTIONS}


KEPT_S = 60.0  # our own proposal: whoever tapped it is still there, and adds what is missing
NO_LONGER_KEPT = "What was tapped here before is no longer kept: answer anew what you see now."


class FormError(ValueError):
    """A form that cannot be taken; its text is a sentence for whoever filled it in."""


def chosen(fields: Mapping[str, str]) -> dict[str, str]:
    """What stands in each question of the form; nothing where nothing was tapped."""
    return {field: fields.get(field, "") for field in (*_BY_FIELD, "said")}


def tapped(content: Content) -> dict[str, str]:
    """The same, of what was recorded."""
    said = content.model_dump(mode="json", exclude_none=True)
    return chosen({field: str(value) for field, value in said.items()})


def kept_of(recorded: Recorded | None, badge: str | None, now: Instant) -> dict[str, str]:
    """What was tapped a moment ago and did not count; nothing for whoever comes after.

    A record that can be made without looking will be: so for a minute only, only what is not
    complete, and never for another badge than the one under which it was tapped.
    """
    if recorded is None or recorded.graded.ends_spell:
        return {}
    is_fresh = 0 <= (now - recorded.at).total_seconds() < KEPT_S
    by = recorded.observation.evidence.badge
    return tapped(recorded.observation.content) if is_fresh and by in (None, badge) else {}


def content_of(fields: Mapping[str, str]) -> Content:
    """What was answered, blank answers left out. Raises ``FormError``."""
    given = {field: value.strip() for field, value in fields.items() if value.strip()}
    for field, value in given.items():
        _check(field, value)
    if given.get("awareness") == Awareness.AWAKE:
        given.pop("rousable", None)  # nobody rouses whoever is awake
    if not given:
        raise FormError("Nothing was answered, so nothing is recorded.")
    try:
        return Content.model_validate(given)
    except ValidationError as refused:
        raise FormError(f"This cannot be recorded: {refused.errors()[0]['msg']}.") from None


def review_of(typed: str) -> Review | None:
    """As which review it was recorded, if as one. Raises ``FormError``."""
    if not typed:
        return None
    try:
        return Review(typed)
    except ValueError:
        raise FormError(f"{typed[:40]!r} is no review; expected {', '.join(Review)}.") from None


def _check(field: str, value: str) -> None:
    if field == "said":
        if len(value) > SAID_MOST:
            raise FormError(f"What was said is longer than {SAID_MOST} characters.")
        return
    question = _BY_FIELD.get(field)
    if question is None:
        raise FormError(f"The form has no question {field[:40]!r}.")
    known = [str(answer) for answer, _ in question.answers]
    if value not in known:
        raise FormError(f"{field} is {value[:40]!r}; expected one of {', '.join(known)}.")
