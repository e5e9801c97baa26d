"""Calls of one room: how often the button was pressed, and what is known of its line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hub.rooms.alarm import Alarm, Quiet
from ward.conditions import CALL_STILL_UNANSWERED, CALL_UNANSWERED
from ward.happenings import LineWord
from ward.units import Instant, minutes

# Our own proposal, all three: so many presses, within so long, are shown as distress.
DISTRESS_FROM = 3
DISTRESS_WITHIN_MIN = 10
PRESSES_MOST = 99  # remembered; more than that are "99 times or more"

OF_CALLS = frozenset({CALL_UNANSWERED.name, CALL_STILL_UNANSWERED.name})


@dataclass(frozen=True, slots=True)
class Line:
    """The newest word on the line of the call button, and when it was so."""

    at: Instant
    word: LineWord
    words: str = ""


def pressed(presses: Sequence[Instant], at: Instant) -> tuple[Instant, ...]:
    """One press more, answered or not; of the oldest only as many as are remembered."""
    return (*presses[1 - PRESSES_MOST :], at)


def presses_lately(presses: Sequence[Instant], now: Instant) -> int:
    """How often within the last minutes; by a clock that was set back, rather too many."""
    return sum(now - at <= minutes(DISTRESS_WITHIN_MIN) for at in presses)


def distress(presses: Sequence[Instant], now: Instant) -> str:
    """``Called 9 times in 10 minutes``, whoever answered; empty for a call or two."""
    count = presses_lately(presses, now)
    if count < DISTRESS_FROM:
        return ""
    more = " or more" if count == PRESSES_MOST else ""
    return f"Called {count} times{more} in {DISTRESS_WITHIN_MIN} minutes"


def heard_again(alarms: Sequence[Alarm], at: Instant) -> tuple[Alarm, ...]:
    """A press after somebody made the call quiet is heard: it sounds anew."""
    return tuple(
        replace(
            one,
            acknowledged=_unless_before(one.acknowledged, at),
            paused=_unless_before(one.paused, at),
        )
        if one.condition in OF_CALLS
        else one
        for one in alarms
    )


def _unless_before(quiet: Quiet | None, at: Instant) -> Quiet | None:
    return quiet if quiet is not None and quiet.at > at else None


def newer(before: Line | None, line: Line, *, ahead: bool) -> Line:
    """Of two words on the line the later, however late the earlier is told.

    ``ahead``: the hub's clock was set back since, and what is known is of a time to come.
    """
    return before if before is not None and before.at > line.at and not ahead else line
