"""What ends an alarm about a person, in words for whoever tries to end it from the station."""

from collections.abc import Mapping

from ward.conditions import (
    BLANK_SPELL,
    BY_NAME,
    CALL_STILL_UNANSWERED,
    CALL_UNANSWERED,
    INSIDE_UNSEEN,
    LEFT_ALONE,
    NO_BREATHING_SEEN,
    Kind,
)
from ward.grading import STAY_LEAST_S

OBSERVATION = (
    f"Go to the door: hold your badge to the reader there, stay for at least {STAY_LEAST_S:g} s, "
    "and record what you see on the door unit's own form"
)
ANSWER = "Answer at the door: a talk, the door opened, or a badge of staff at that door"
NOT_SEEN = (
    "It is written down as an entry typed at the station, and does not count as seen in person: "
    f"only the door itself can witness that somebody came. {OBSERVATION}. Only that ends a blank "
    "spell."
)
# A condition that is not named here ends once it is no longer so.
_ENDED_BY: Mapping[str, str] = {
    BLANK_SPELL.name: OBSERVATION,
    NO_BREATHING_SEEN.name: OBSERVATION,
    INSIDE_UNSEEN.name: OBSERVATION,
    CALL_UNANSWERED.name: ANSWER,
    CALL_STILL_UNANSWERED.name: ANSWER,
    LEFT_ALONE.name: "Somebody stays at that door, with their badge shown there",
}


def ended_by(condition: str) -> str:
    """``Go to the door: ...``, a sentence without its stop."""
    return _ENDED_BY.get(condition, "It ends by itself once it is no longer so")


def not_from_here(condition: str) -> str:
    """Why nobody ends this alarm from the station, and what does."""
    known = BY_NAME.get(condition)
    technical = known is not None and known.kind is Kind.TECHNICAL
    alarm = "an alarm" if technical else "an alarm about a person"
    return f"Nobody ends {alarm} from the station: nothing was ended. {ended_by(condition)}."
