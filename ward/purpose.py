"""For what somebody asks something of a room, and the two purposes that are always refused."""

from enum import StrEnum


class Purpose(StrEnum):
    """Why it is asked, chosen by whoever asks; the words of a screen."""

    PERSON = "the person asked for it"
    CARE = "care needs it for a while"
    CONSEQUENCE = "as a consequence"
    INCENTIVE = "as a reward"


# clinical.md §6, our own proposal: "never use light, heat or sound as consequence or incentive".
NEVER = frozenset({Purpose.CONSEQUENCE, Purpose.INCENTIVE})
NEVER_WORDS = (
    "Light, warmth and sound are never a consequence or a reward here, whatever somebody did. "
    "The room stays as it is, and it is written down that this was asked"
)
