"""Moments and spans in the ward's words: local clock times, and how long ago."""

from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from ward.units import Instant, Span, minutes, seconds

LONDON = ZoneInfo("Europe/London")
MINUTES_OF_HOUR, HOURS_OF_DAY = 60, 24
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

    def to_the_second(self, at: Instant) -> str:
        """``02:14:07``."""
        return f"{at.astimezone(self.zone):%H:%M:%S}"

    def age(self, at: Instant) -> Span:
        """How long ago; a moment that has yet to come is no time ago."""
        return max(self.now - at, Span())

    def ago(self, at: Instant) -> str:
        """``8 min ago``, or ``just now`` within the minute."""
        age = self.age(at)
        return "just now" if age < minutes(1) else f"{lasting(age)} ago"


def lasting(span: Span) -> str:
    """A span in the largest two units that matter, rounded down: ``45 s``, ``1 h 05 min``."""
    if span < minutes(1):
        return f"{int(max(span, Span()) / seconds(1))} s"
    hours, whole = divmod(int(span / minutes(1)), MINUTES_OF_HOUR)
    if not hours:
        return f"{whole} min"
    if hours < 2 * HOURS_OF_DAY:
        return f"{hours} h {whole:02d} min"
    return f"{hours // HOURS_OF_DAY} days {hours % HOURS_OF_DAY} h"


def times(count: int) -> str:
    """``once``, ``twice``, ``4 times``."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def entries(count: int) -> str:
    """``one entry``, ``3 entries``."""
    return "one entry" if count == 1 else f"{count} entries"


def number(value: float, decimals: int = 0) -> str:
    """Without the decimals that say nothing: ``22``, ``21.5``, ``1,240``."""
    shown = f"{value:,.{decimals}f}"
    return shown.removesuffix("." + "0" * decimals) if decimals else shown


def percent(level: float) -> str:
    """A lamp's level: ``off``, ``30 %``."""
    return "off" if level <= 0 else f"{max(1, round(level * 100))} %"
