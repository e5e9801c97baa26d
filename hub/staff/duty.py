"""Duties: what somebody is there for in a span of time, and the order in which they are fetched."""

from enum import StrEnum


class Duty(StrEnum):
    """Who is told of an alarm, in the words of the rota."""

    OBSERVER = "observer"
    IN_CHARGE = "nurse in charge"
    SENIOR = "duty senior"
