"""The kinds of review, by people who come to the door for it."""

from enum import StrEnum


class Review(StrEnum):
    """A look at whether this may go on, by people who come to the door for it."""

    NURSING = "nursing review"
    MEDICAL = "medical review"
