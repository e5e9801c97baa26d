"""What a happening changes in a room, and what a node's whole standing heals."""

from collections.abc import Iterable
from dataclasses import replace

from hub.rooms.facts import Happened, Stood
from hub.rooms.state import DROPOUT_MOST, RoomState, StandingSince
from ward.envelope import Standing
from ward.happenings import CallPressed, DoorMoved, LockMoved, Place, PresenceMoved, TalkMoved
from ward.units import Instant

_FIELD = {Place.ROOM: "in_room", Place.ENSUITE: "in_ensuite", Place.DOORSIDE: "at_door"}
_FIELDS = tuple(Standing.model_fields)


def after_happening(state: RoomState, fact: Happened) -> RoomState:
    """The state after one happening. Told late, it still took place, but at its own time."""
    at = fact.observed_at
    match fact.happening:
        case DoorMoved(is_open=is_open):
            state = _moved(state, fact, "door_open", is_open)
            return _opened(state, at) if is_open else state
        case LockMoved(is_locked=is_locked):
            return _moved(state, fact, "locked", is_locked)
        case PresenceMoved(place=place, is_there=is_there):
            state = _moved(state, fact, _FIELD[place], is_there)
            return _answered(state, at) if is_there and place is Place.DOORSIDE else state
        case CallPressed():
            return replace(state, call_at=min(at, state.call_at or at))
        case TalkMoved(is_talking=True):
            return _answered(state, at)
    return state  # a boot, a badge, a dial: written down, and nothing stands otherwise for it


def after_standing(state: RoomState, fact: Stood) -> RoomState:
    """The state after a node's own word on how it stands.

    What it did not know before came to pass unseen by us: a door found open was opened, but one
    that was open before a restart of the node was not opened by that.
    """
    before, now, at = state.standing.now, fact.standing, fact.observed_at
    state = replace(state, standing=_standing(state.standing, now, at))
    if fact.boot is not None and fact.n is not None:
        state = replace(state, standing=told(state, fact.boot, fact.n))
    if now.door_open and not before.door_open:
        state = _parted(state, at)
    came = now.at_door is True and before.at_door is False
    opened = now.door_open is True and before.door_open is False
    return _answered(state, at) if came or opened else state


def not_late(state: RoomState, standing: Standing, boot: str, n: int) -> Standing:
    """What of a standing is news: what a later message has told already stays as it is."""
    late = [what for what in _FIELDS if state.standing.is_late(what, boot, n)]
    known = {what: getattr(state.standing.now, what) for what in late}
    return standing.model_copy(update=known)


def told(state: RoomState, boot: str, n: int, which: Iterable[str] = _FIELDS) -> StandingSince:
    """The same standing, told by this message where no later one has told it."""
    standing = state.standing
    news = {what: (boot, n) for what in which if not standing.is_late(what, boot, n)}
    return replace(standing, told={**standing.told, **news})


def _moved(state: RoomState, fact: Happened, what: str, level: bool) -> RoomState:
    """As it stands since then, unless something later has been told of it already."""
    if state.standing.is_late(what, fact.boot, fact.n):
        return state
    state = replace(state, standing=told(state, fact.boot, fact.n, (what,)))
    now = state.standing.now.model_copy(update={what: level})
    return replace(state, standing=_standing(state.standing, now, fact.observed_at))


def _standing(before: StandingSince, now: Standing, at: Instant) -> StandingSince:
    inside = _inside(now)
    left_at = _began(before.left_at, None if inside is None else not inside, at)
    gone = before.left_at is not None and at - before.left_at >= DROPOUT_MOST
    return replace(
        before,
        now=now,
        locked_at=_began(before.locked_at, now.locked, at),
        inside_at=_began(None if gone else before.inside_at, inside or None, at),
        left_at=left_at,
        open_at=_began(before.open_at, now.door_open, at),
    )


def _opened(state: RoomState, at: Instant) -> RoomState:
    return _answered(_parted(state, at), at)


def _answered(state: RoomState, at: Instant) -> RoomState:
    """A call is answered by what took place after it, in whatever order the two are told."""
    return replace(state, call_at=None) if state.call_at and state.call_at <= at else state


def _parted(state: RoomState, at: Instant) -> RoomState:
    """An opened door parts two confinements from each other; not the one that it is opened in."""
    formers = tuple(
        replace(former, door_opened=True) if at >= former.ended_at else former
        for former in state.formers
    )
    return replace(state, formers=formers)


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
