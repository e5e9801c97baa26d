"""A rate that has left the person's own usual: in words that say from what to what, and how fast.

That it has is a fact, found where rates are heard (hub/rooms/going.py), so a restart keeps it.
"""

from collections.abc import Iterator, Mapping

from hub.rooms.state import RoomState
from hub.rooms.strayed import Strayed
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting, unheard
from ward.condition import Condition
from ward.straying_conditions import (
    BREATHING_SLOWING,
    FAST_BREATHING,
    FAST_PULSE,
    PULSE_SLOWING,
)
from ward.units import Instant
from ward.vitals import Vital

OF: Mapping[tuple[Vital, bool], Condition] = {
    (Vital.BREATHING, True): BREATHING_SLOWING,
    (Vital.BREATHING, False): FAST_BREATHING,
    (Vital.HEART, True): PULSE_SLOWING,
    (Vital.HEART, False): FAST_PULSE,
}
SAID: Mapping[tuple[Vital, bool], str] = {
    (Vital.BREATHING, True): "Breathing slowing",
    (Vital.BREATHING, False): "Fast breathing",
    (Vital.HEART, True): "Pulse slowing",
    (Vital.HEART, False): "Fast pulse",
}


def rate_strayed(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """It stands until the rate is back or somebody recorded at the door what they saw.

    Neither a doubt ends it, nor silence, nor an authorisation that runs out: those say nothing.
    """
    for one in state.strayed:
        if one.seen_at is None and one.stands:
            words = f"{_words(state, one, now)}{unheard(state, now)}"
            yield Finding(state.room, OF[one.vital, one.falls], words, one.at)


def _words(state: RoomState, one: Strayed, now: Instant) -> str:
    """No number where no rate may be shown: not within the authorisation, or a room not walked."""
    said = SAID[one.vital, one.falls]
    took = "" if one.since is None else f" in {lasting(one.at - one.since)}"
    if state.may_measure(one.vital, now) and state.shows_numbers:
        return f"{said}: {one.usual:.0f} → {one.rate:.0f}{took}"
    return f"{said}: far from their usual{took}"
