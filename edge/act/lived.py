"""Lived in: how warm the person's own choice may hold a room, for it holds without end.

What staff ask is over in half an hour, and may reach what alarms: then the alarm is right.
"""

from ward.orders import Asked, Ordered, TemperatureAsked
from ward.profile import lasting
from ward.purpose import Purpose


def lived_in(asked: Asked) -> Asked:
    """So much of it as lasts without an alarm."""
    if not isinstance(asked, TemperatureAsked):
        return asked
    return TemperatureAsked(celsius=lasting(asked.celsius))


def is_too_warm(asked: Ordered, purpose: Purpose) -> bool:
    """Whether the person asked for more than lasts: they get what does, and are told why."""
    warm = isinstance(asked, TemperatureAsked) and asked.celsius > lasting(asked.celsius)
    return warm and purpose is Purpose.PERSON
