"""Happenings at a room, each as a few words for the timeline."""

from functools import singledispatch

from hub.panel.leading import set_words
from hub.panel.local import number
from hub.panel.mode_said import changed
from hub.rooms.state import RoomState
from ward.happenings import (
    BadgeShown,
    BangHeard,
    Booted,
    CallPressed,
    Dial,
    DialTurned,
    DoorMoved,
    LineTested,
    LockMoved,
    Place,
    PresenceMoved,
    RoomSet,
    TalkMoved,
    TurnedAway,
)
from ward.modes import ModeBegun, RestraintNoted, RestraintReleased
from ward.units import Wire

PLACES = {
    Place.ROOM: ("Somebody in the room", "Nobody in the room"),
    Place.ENSUITE: ("Somebody in the ensuite", "Nobody in the ensuite"),
    Place.DOORSIDE: ("Somebody came to the door", "Nobody at the door any more"),
}


@singledispatch
def happened(happening: Wire, _state: RoomState) -> str:
    """One nobody has words for yet is still shown, by its name."""
    return str(getattr(happening, "what", type(happening).__name__)).capitalize()


@happened.register
def _(happening: DoorMoved, _state: RoomState) -> str:
    return "Door opened" if happening.is_open else "Door shut"


@happened.register
def _(happening: LockMoved, _state: RoomState) -> str:
    return "Door locked" if happening.is_locked else "Door unlocked"


@happened.register
def _(happening: PresenceMoved, _state: RoomState) -> str:
    came, went = PLACES[happening.place]
    return came if happening.is_there else went


@happened.register
def _(_happening: CallPressed, _state: RoomState) -> str:
    return "Call button pressed"


@happened.register
def _(happening: LineTested, _state: RoomState) -> str:
    why = f": {happening.words}" if happening.words else ""
    return f"Call button's line tested, {happening.word}{why}"


@happened.register
def _(happening: TalkMoved, _state: RoomState) -> str:
    return f"Talk at the door {'began' if happening.is_talking else 'ended'}"


@happened.register
def _(happening: BadgeShown, state: RoomState) -> str:
    staff = state.care.staff if state.care else ()
    holders = (one.initials for one in staff if one.badge == happening.badge)
    return f"Badge shown at the door: {next(holders, 'not known here')}"


@happened.register
def _(happening: ModeBegun | RestraintNoted | RestraintReleased, state: RoomState) -> str:
    return f"{changed(happening, state)}, at the door"


@happened.register
def _(happening: DialTurned, _state: RoomState) -> str:
    if happening.dial is Dial.TEMPERATURE:
        return f"Dial at the door turned: temperature to {number(happening.asked, 1)} °C"
    return f"Dial at the door turned: light to {round(happening.asked * 100)} %"


@happened.register
def _(happening: RoomSet, state: RoomState) -> str:
    return set_words(happening.leading, state.known_as)


@happened.register
def _(happening: TurnedAway, _state: RoomState) -> str:
    words = happening.words or f"{happening.asked}: {happening.refusal}"
    return f"Not done at the door: {words} (asked as: {happening.purpose}){_more(happening.more)}"


@happened.register
def _(happening: BangHeard, _state: RoomState) -> str:
    where = "this room's own door" if happening.own_door else "not this room's door"
    return f"Bang of {number(happening.dba)} dBA, {where}{_more(happening.more)}"


def _more(count: int) -> str:
    return f"; {count} more like it before" if count else ""


@happened.register
def _(happening: Booted, _state: RoomState) -> str:
    return f"Node began, version {happening.version}"
