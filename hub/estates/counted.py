"""How a room stands as a building, counted: what a series of it is made of, hour by hour."""

from datetime import date
from typing import NamedTuple

from hub.estates.answers import Answer
from hub.estates.catalogue import Catalogue
from hub.estates.evidence import evidence
from hub.estates.fitness import fitness
from hub.estates.rooms import standings
from hub.estates.sensed import Sensed
from hub.rooms.state import RoomState
from ward.units import Instant


class Counted(NamedTuple):
    """``unknown`` are clauses that are neither met nor known not to be: a gap is no "met"."""

    fit: bool
    unmet: int
    unknown: int
    defects: int
    overdue: int


def counted(
    catalogue: Catalogue, sensed: Sensed, state: RoomState, today: date, now: Instant
) -> Counted:
    """Of one room, on this day of its calendar, by the same evidence as its page."""
    room, upkeep, new = state.room, state.upkeep, sensed.at(now)
    seen = [*evidence({room: upkeep}, today, now), *(one for one in new.tried if one.room == room)]
    found = standings(catalogue, (room,), seen, new.measured, now)[room]
    fit = fitness(room, found, upkeep, now, in_use=state.episode is not None)
    unmet = sum(one.answer is Answer.UNMET for one in found)
    return Counted(
        fit.is_fit,
        unmet,
        sum(one.is_open for one in found) - unmet,
        len(upkeep.open),
        sum(one.is_overdue(today) for one in upkeep.open),
    )
