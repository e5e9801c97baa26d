"""Modes: begun at once by whoever may, ended only when it is time and nothing shows."""

from hub.deciding.deciding import Decided, Rooms, decide, nobody
from hub.effects import Denied
from hub.mode_acts import EndMode, NoteRestraint, Release, Restrain, Tranquillised
from hub.rooms.mode_facts import ModeChanged
from hub.rooms.state import RoomState
from ward import mode_table as modes
from ward.conditions import BY_NAME, Kind
from ward.mode_table import SAID_MOST
from ward.modes import (
    Mode,
    ModeBegun,
    ModeChange,
    ModeEnded,
    ModeKind,
    RestraintNoted,
    RestraintReleased,
)
from ward.rooms import RoomId
from ward.units import Instant, minutes

THE_TABLE = "the table of modes"  # by whose word one ends that nobody ended
WORN_OFF = "its time is up, and no alarm about the person shows"


@decide.register
def _(act: Tranquillised, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].episode is None:
        return nobody(act.room)
    said = act.said_at
    if said is not None and not now - SAID_MOST <= said <= now + minutes(1):
        most = int(SAID_MOST / minutes(60))
        return Denied(f"It can be said to be at most {most} h ago. Longer ago: leave the time out")
    id_ = _name(act.room, ModeKind.TRANQUILLISED, now)
    mode = modes.tranquillised(id_, act.by, modes.Given(act.drug, act.route, said), now)
    begun = modes.by_table(ModeBegun(mode=mode), now, rooms[act.room].schedules)
    return _changed(act.room, begun, now)


@decide.register
def _(act: Restrain, rooms: Rooms, now: Instant) -> Decided:
    state = rooms[act.room]
    if state.episode is None:
        return nobody(act.room)
    if _held(state):
        return Denied(f"Restraint in {act.room.spoken} has begun already")
    mode = modes.restraint(_name(act.room, ModeKind.RESTRAINT, now), act.by, now)
    return _changed(act.room, ModeBegun(mode=mode), now)


@decide.register
def _(act: NoteRestraint, rooms: Rooms, now: Instant) -> Decided:
    held = _held(rooms[act.room])
    if held is None:
        return Denied(f"Nobody is recorded as held in {act.room.spoken}")
    noted = RestraintNoted(mode=held.id, by=act.by, position=act.position, airway=act.airway)
    return _changed(act.room, noted, now)


@decide.register
def _(act: Release, rooms: Rooms, now: Instant) -> Decided:
    held = _held(rooms[act.room])
    if held is None:
        return Denied(f"Nobody is recorded as held in {act.room.spoken}")
    let_go = RestraintReleased(mode=held.id, by=act.by)
    return _changed(act.room, modes.by_table(let_go, now, rooms[act.room].schedules), now)


@decide.register
def _(act: EndMode, rooms: Rooms, now: Instant) -> Decided:
    """Later than the table says and by somebody's word: the later of the two.

    Nothing that alarms may hang on it, so whoever ends it goes to the door first.
    """
    state = rooms[act.room]
    mode = state.mode(act.kind)
    if mode is None:
        return Denied(f"“{act.kind}” is not in force in {act.room.spoken}")
    if not act.why.strip():
        return Denied("Say why it ends")
    if about_person(state):
        return Denied("An alarm about this person shows. Somebody goes to the door first")
    if not act.in_error and (mode.until is None or now < mode.until):
        return Denied(_too_early(mode))
    ended = ModeEnded(mode=mode.id, by=act.by, why=act.why, in_error=act.in_error)
    return _changed(act.room, ended, now)


def _too_early(mode: Mode) -> str:
    if mode.is_held:
        return "Somebody is held: record that they are let go"
    return f"“{mode.kind}” lasts for its time at least, whoever says otherwise"


def worn_off(state: RoomState, now: Instant) -> tuple[ModeChanged, ...]:
    """Of a restraint that was let go: over by time, while no alarm about the person shows."""
    mode = state.mode(ModeKind.RESTRAINT)
    if mode is None or mode.until is None or now < mode.until or about_person(state):
        return ()
    return (_changed(state.room, ModeEnded(mode=mode.id, by=THE_TABLE, why=WORN_OFF), now),)


def about_person(state: RoomState) -> bool:
    """Whether an alarm shows that is not technical; one that is known no longer counts as one."""
    known = (BY_NAME.get(alarm.condition) for alarm in state.alarms)
    return any(one is None or one.kind is not Kind.TECHNICAL for one in known)


def _held(state: RoomState) -> Mode | None:
    mode = state.mode(ModeKind.RESTRAINT)
    return mode if mode is not None and mode.is_held else None


def _name(room: RoomId, kind: ModeKind, now: Instant) -> str:
    return f"{room.slug}-{kind.name[:1].lower()}-{now:%Y%m%dT%H%M%S%f}"


def _changed(room: RoomId, change: ModeChange, now: Instant) -> ModeChanged:
    return ModeChanged(room=room, at=now, change=change)
