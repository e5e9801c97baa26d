"""Moments and spans in the ward's words: local clock times, and how long ago."""

from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from hub.rules.words import lasting
from ward.units import Instant, Span, minutes

LONDON = ZoneInfo("Europe/London")
SAME_DAY = Span(hours=12)  # further off than this, a bare clock time could mean another day


@dataclass(frozen=True, slots=True)
class Local:
    """The present moment as the ward's clock on the wall has it."""

    now: Instant
    zone: tzinfo = LONDON

    def clock(self, at: Instant) -> str:
        """``02:21``; with the day where that could be mistaken, with the zone where it is twice."""
        local = at.astimezone(self.zone)
        shown = f"{local:%H:%M}"
        if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
            shown += f" {local:%Z}"
        return (
            shown if abs(at - self.now) < SAME_DAY else f"{local:%a} {local.day} {local:%b} {shown}"
        )

    def said_at(self, at: Instant | None) -> str:
        """`` (said to be at 03:10)``; nothing where nobody said another time."""
        return f" (said to be at {self.clock(at)})" if at else ""

    def to_the_second(self, at: Instant) -> str:
        """``02:14:07``."""
        return f"{at.astimezone(self.zone):%H:%M:%S}"

    def day_and_second(self, at: Instant) -> str:
        """``Mon 23 Nov 02:14:07``, with the zone where that time is twice."""
        local = at.astimezone(self.zone)
        twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
        return f"{local:%a} {local.day} {local:%b} {local:%H:%M:%S}{f' {local:%Z}' * twice}"

    def age(self, at: Instant) -> Span:
        """How long ago; a moment that has yet to come is no time ago."""
        return max(self.now - at, Span())

    def ago(self, at: Instant) -> str:
        """``8 min ago``, or ``just now`` within the minute."""
        age = self.age(at)
        return "just now" if age < minutes(1) else f"{lasting(age)} ago"


def number(value: float, decimals: int = 0) -> str:
    """Without the decimals that say nothing: ``22``, ``21.5``, ``1,240``."""
    shown = f"{value:,.{decimals}f}"
    return shown.removesuffix("." + "0" * decimals) if decimals else shown


def percent(level: float) -> str:
    """A lamp's level: ``off``, ``30 %``."""
    return "off" if level <= 0 else f"{max(1, round(level * 100))} %"
