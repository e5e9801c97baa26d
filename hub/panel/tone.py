"""Tones: how urgently a thing on the screen speaks. A style sheet gives each its colour."""

from enum import StrEnum

from ward.conditions import Priority


class Tone(StrEnum):
    """Never shown by colour alone: a mark or a word always says the same."""

    PLAIN = "plain"
    GOOD = "good"
    QUIET = "quiet"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


OF_PRIORITY = {
    Priority.LOW: Tone.LOW,
    Priority.MEDIUM: Tone.MEDIUM,
    Priority.HIGH: Tone.HIGH,
}
