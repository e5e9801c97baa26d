"""Spans of time, and looks from afar, as a nurse says them."""

from collections.abc import Callable

from hub.rooms.facts import How
from hub.rooms.state import RoomState
from ward.envelope import HEALTH_EVERY
from ward.units import Instant, Span, minutes, seconds

FRESH_FOR = HEALTH_EVERY  # a living node says something at least so often
MINUTES_OF_HOUR, HOURS_OF_DAY = 60, 24


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


def unheard(state: RoomState, now: Instant) -> str:
    """That what is said of a room rests on what was heard a while ago; empty while it is fresh."""
    if state.heard_at is None or now - state.heard_at <= FRESH_FOR:
        return ""
    return f". Nothing heard from this room for {lasting(now - state.heard_at)}"


def looked_remotely(state: RoomState) -> str:
    """What did not count: ``4 looks by CCTV, one entry typed at the station: ...``.

    Empty when nobody looked from afar since somebody last came.
    """
    if not state.looks_count:
        return ""
    counted = {how: sum(look.how is how for look in state.looks) for how in How}
    said = [words(counted[how]) for how, words in _LOOKED.items() if counted[how]]
    more = state.looks_count - len(state.looks)
    said += [f"{more} more before"] if more else []
    only = state.looks_count == 1
    words = f"{', '.join(said)}: {'this does' if only else 'these do'} not count"
    return words[0].upper() + words[1:]


def looks(count: int) -> str:
    """As in "one look", "4 looks"."""
    return "one look" if count == 1 else f"{count} looks"


def entries(count: int) -> str:
    """As in "one entry", "3 entries"."""
    return "one entry" if count == 1 else f"{count} entries"


_LOOKED: dict[How, Callable[[int], str]] = {
    How.CCTV: lambda count: f"{looks(count)} by CCTV",
    How.VITALS: lambda count: f"{looks(count)} at the vital signs",
    How.STATION: lambda count: f"{entries(count)} typed at the station",
}
