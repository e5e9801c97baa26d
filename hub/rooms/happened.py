"""What a happening changes in a room, and what a node's whole standing heals."""

from dataclasses import replace

from hub.rooms.state import RoomState, StandingSince
from ward.envelope import Standing
from ward.happenings import (
    CallPressed,
    DoorMoved,
    Happening,
    LockMoved,
    Place,
    PresenceMoved,
    TalkMoved,
)
from ward.units import Instant

_FIELD = {Place.ROOM: "in_room", Place.ENSUITE: "in_ensuite", Place.DOORSIDE: "at_door"}


def after_happening(state: RoomState, happening: Happening, at: Instant) -> RoomState:
    """The state after one happening."""
    match happening:
        case DoorMoved(is_open=is_open):
            state = stands(state, _with(state, door_open=is_open), at)
        case LockMoved(is_locked=is_locked):
            state = stands(state, _with(state, locked=is_locked), at)
        case PresenceMoved(place=place, is_there=is_there):
            state = stands(state, _with(state, **{_FIELD[place]: is_there}), at)
        case CallPressed():
            state = replace(state, call_at=state.call_at or at)
        case TalkMoved(is_talking=True):
            state = replace(state, call_at=None)
        case _:  # a boot, a badge, a dial: written down, and nothing stands otherwise for it
            pass
    return state


def stands(state: RoomState, standing: Standing, at: Instant) -> RoomState:
    """The room as it now stands at the door, with since when for what began just now.

    Somebody coming to the door, or the door opening, answers a call; an opened door parts
    two confinements from each other.
    """
    before = state.standing
    came = standing.at_door is True and before.now.at_door is False
    opened = standing.door_open is True and before.now.door_open is not True
    former = state.former
    if former is not None and standing.door_open:
        former = replace(former, door_opened=True)
    return replace(
        state,
        standing=StandingSince(
            now=standing,
            locked_at=_began(before.locked_at, standing.locked, at),
            inside_at=_began(before.inside_at, _inside(standing), at),
            open_at=_began(before.open_at, standing.door_open, at),
        ),
        call_at=None if came or opened else state.call_at,
        former=former,
    )


def _with(state: RoomState, **changed: bool) -> Standing:
    return state.standing.now.model_copy(update=changed)


def _inside(standing: Standing) -> bool | None:
    """Somebody is inside, nobody is, or it is not known."""
    if standing.in_room or standing.in_ensuite:
        return True
    return None if standing.in_room is None else False


def _began(since: Instant | None, holds: bool | None, at: Instant) -> Instant | None:
    """Since when it has held. Not knowing keeps what was known."""
    if holds is None:
        return since
    return (since or at) if holds else None
