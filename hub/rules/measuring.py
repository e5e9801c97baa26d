"""A closer watch in which nothing may be measured any more, because nobody decided in time."""

from collections.abc import Iterator

from hub.rooms.absence import is_away
from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting
from ward.conditions import MEASURING_OVER
from ward.units import Instant


def measuring_over(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """An authorisation ran out in a mode: no number is shown anywhere, and it matters now.

    It stands until somebody authorises it anew, or decides that nothing is measured: nobody who
    comes to the door answers it, nor does a move. Asked is nothing while people hold somebody.
    """
    over_at = ran_out_at(state)
    if over_at is None or now < over_at or is_away(state, now):
        return
    ago = lasting(now - over_at)
    words = f"The authorisation ran out {ago} ago: nothing is measured, and it matters now"
    yield Finding(state.room, MEASURING_OVER, words, over_at)


def ran_out_at(state: RoomState) -> Instant | None:
    """When it did or will, of whoever is watched closely since before that."""
    given = state.episode.authorisation if state.episode else None
    if given is None or not state.modes or any(mode.is_held for mode in state.modes):
        return None
    begun = min(mode.since or mode.began_at for mode in state.modes)
    return given.until if begun < given.until else None
