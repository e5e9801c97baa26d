"""What people do, decided: every kind of act, each in a file of its own part of the work."""

from hub.deciding import (
    alarms,
    asking,
    confinement,
    from_afar,
    modes,
    moving,
    personal,
    privacy,
    profiles,
    scores,
    upkeep,
    walks,
)
from hub.deciding.deciding import Decided, KeptAndDenied, Moved, Rooms, decide, rooms_of
from hub.deciding.scores_along import begun_along
from hub.rooms.carried import carried
from hub.rooms.facts import RoomFact
from hub.rooms.score_facts import SetCharted
from hub.rooms.slow import counted
from ward.units import Instant

__all__ = ["Decided", "KeptAndDenied", "Moved", "all_of", "decide", "rooms_of"]

# Each registers what it decides.
PARTS = (
    confinement,
    moving,
    personal,
    privacy,
    asking,
    from_afar,
    alarms,
    walks,
    scores,
    modes,
    profiles,
    upkeep,
)


def all_of(decided: RoomFact | KeptAndDenied, rooms: Rooms, now: Instant) -> tuple[RoomFact, ...]:
    """The fact, and what is written beside it of somebody who had said something before."""
    fact = decided.fact if isinstance(decided, KeptAndDenied) else decided
    states = rooms.values()
    if isinstance(fact, SetCharted):
        return counted(rooms[fact.room], fact, now)
    return (fact, *carried(fact, states, now), *begun_along(fact, states, now))
