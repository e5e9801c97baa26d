"""Vital signs, seen without contact: a rate, or a doubt, or no breathing movement since a time."""

from enum import StrEnum
from typing import Literal

from ward.units import Instant, PerMinute, Quality, Wire


class Vital(StrEnum):
    """Which vital sign."""

    BREATHING = "breathing"
    HEART = "heart"


class Doubt(StrEnum):
    """Why a sensor that answered still has nothing to say."""

    NOBODY_THERE = "nobody there"
    MOVING = "moving"
    MORE_THAN_ONE = "more than one person"
    TOO_FAR = "too far"
    WEAK_SIGNAL = "weak signal"
    MACHINE_LIKE = "machine-like signal"
    SETTLING = "settling"
    NOT_AUTHORISED = "not authorised"
    SENSOR_LOST = "sensor lost"
    SATURATED = "saturated"


class Rate(Wire):
    """So many a minute, and how far to trust it."""

    says: Literal["rate"] = "rate"
    per_minute: PerMinute
    quality: Quality


class Doubted(Wire):
    """No rate, and why. Never a zero: somewhere a rule would believe the zero."""

    says: Literal["doubt"] = "doubt"
    doubt: Doubt


class NotBreathing(Wire):
    """No breathing movement since this moment, while present, still and alone.

    The node says since when; after how long that is an alarm is the hub's to decide.
    """

    says: Literal["no breathing movement"] = "no breathing movement"
    since: Instant


Said = Rate | Doubted | NotBreathing
