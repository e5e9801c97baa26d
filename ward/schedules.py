"""A site's own word on how often somebody must come in a mode, in the place of the shipped one."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from ward.modes import ModeKind
from ward.units import Wire

HELD_LEAST_MIN = 60.0  # our own proposal, as in the table: somebody looks again in the hour after
HELD_FIRST_MIN, HELD_EVERY_MIN = 15.0, 5.0  # our own proposal: at 5, 10 and 15 min after it
HOURLY_MIN = 60.0  # NICE QS154, 4, seen: at least every hour until there are no further concerns


class Every(Wire):
    """So often, in minutes, until so many minutes after it began; the last may have no end."""

    every_min: Annotated[float, Field(gt=0, le=HOURLY_MIN)]
    until_min: Annotated[float, Field(gt=0, le=72 * 60)] | None = None


class Schedule(Wire):
    """Of one kind of mode, in order of time. Never less often than every hour.

    After rapid tranquillisation it goes on until somebody ends the mode: it names no end.
    """

    kind: ModeKind
    stretches: Annotated[tuple[Every, ...], Field(min_length=1, max_length=8)]

    @model_validator(mode="after")
    def _goes_on(self) -> Self:
        *before, last = (one.until_min for one in self.stretches)
        if any(until is None for until in before):
            raise ValueError("only the last stretch may have no end")
        ends = [until for until in (*before, last) if until is not None]
        if ends != sorted(set(ends)):
            raise ValueError("each stretch ends later than the one before")
        if self.kind is ModeKind.TRANQUILLISED and last is not None:
            raise ValueError("the last stretch names no end: it goes on until the mode is ended")
        if self.kind is ModeKind.RESTRAINT and last is not None and last < HELD_LEAST_MIN:
            raise ValueError("the last stretch ends 60 minutes after the release or later")
        return self


Schedules = tuple[Schedule, ...]


def close_at_first(one: Schedule) -> Schedule:
    """The same, unless it asks less than every 5 minutes in the first 15 after restraint.

    Only of what a site configures: what a node was told before there was this rule it still reads.
    """
    begins = 0.0
    for stretch in one.stretches if one.kind is ModeKind.RESTRAINT else ():
        if begins < HELD_FIRST_MIN and stretch.every_min > HELD_EVERY_MIN:
            raise ValueError("after restraint it is every 5 minutes, or oftener, for the first 15")
        begins = HELD_FIRST_MIN if stretch.until_min is None else stretch.until_min
    return one
