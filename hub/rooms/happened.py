"""What a happening changes in a room, and what a node's whole standing heals."""

from typing import TypeVar

from hub.rooms.alarmed import somebody_came
from hub.rooms.calls import Line, heard_again, newer, pressed
from hub.rooms.facts import Happened, Observed, Stood
from hub.rooms.former import ended_at
from hub.rooms.moded import after_mode
from hub.rooms.replaced import replace
from hub.rooms.standing import FIELDS
from hub.rooms.state import RoomState, Written
from hub.rooms.watch import has_slipped, is_ahead
from ward.envelope import Standing
from ward.happenings import (
    BadgeShown,
    CallPressed,
    DoorMoved,
    Happening,
    LineTested,
    LockMoved,
    Place,
    PresenceMoved,
    TalkMoved,
)
from ward.modes import ModeBegun, RestraintNoted, RestraintReleased
from ward.units import Instant

_FIELD = {Place.ROOM: "in_room", Place.ENSUITE: "in_ensuite", Place.DOORSIDE: "at_door"}

S = TypeVar("S", bound=Written)


def thing_of(happening: Happening) -> str | None:
    """Which thing of a door's standing this is about, if it is about one."""
    level = _level(happening)
    return level[0] if level else None


def _level(happening: Happening) -> tuple[str, bool] | None:
    """What of the standing it moves, and where to."""
    match happening:
        case DoorMoved(is_open=is_open):
            return "door_open", is_open
        case LockMoved(is_locked=is_locked):
            return "locked", is_locked
        case PresenceMoved(place=place, is_there=is_there):
            return _FIELD[place], is_there
    return None


def after_happening(state: S, fact: Happened) -> S:
    """The state after one happening. Told late, it still took place, but at its own time.

    Of one that is untimed only calls and modes are heeded: whether somebody came before or after
    anything else, nobody can say.
    """
    at = fact.observed_at
    if isinstance(fact.happening, CallPressed):
        return _called(replace(state, presses=pressed(state.presses, at)), fact)
    if isinstance(fact.happening, ModeBegun | RestraintNoted | RestraintReleased):
        at = fact.at if fact.untimed else at
        return after_mode(state, fact.happening, at, fact.at, untimed=fact.untimed)
    return state if fact.untimed else _took_place(state, fact, at)


def _took_place(state: S, fact: Happened, at: Instant) -> S:
    """Of what is known to have taken place at that moment."""
    if witnesses_somebody(state, fact.happening):
        state = replace(state, alarms=somebody_came(state.alarms, at, fact.at))
        if isinstance(fact.happening, BadgeShown):
            state = replace(state, cover=state.cover.badged(at))
    level = _level(fact.happening)
    state = state if level is None else _moved(state, fact, *level)
    match fact.happening:
        case DoorMoved(is_open=True):
            return came(_answered(_parted(state, at, fact.at), at), fact)
        case BadgeShown() | TalkMoved() if witnesses_somebody(state, fact.happening):
            return came(_answered(state, at), fact)
        case LineTested(word=word, words=words):
            ahead = state.line is not None and is_ahead(state.line.at, fact.at)
            return replace(state, line=newer(state.line, Line(at, word, words), ahead=ahead))
    return state  # a boot, a dial, a passer-by: written down, and nothing stands otherwise for it


def _called(state: S, fact: Happened) -> S:
    """A press that nobody has answered stands from the first of them, however many follow."""
    if state.came and state.came[0] == fact.boot and fact.n < state.came[1]:
        return state
    at = fact.observed_at
    return replace(
        state,
        call_at=min(at, state.call_at or at),
        pressed_at=max(at, state.pressed_at or at),
        alarms=heard_again(state.alarms, at),
    )


def witnesses_somebody(state: Written, happening: Happening) -> bool:
    """Whether staff must be at the door for this. Who only stands in front of it may be anybody."""
    match happening:
        case BadgeShown(badge=badge):
            staff = state.care.staff if state.care else ()
            return any(one.badge == badge for one in staff)
        case DoorMoved(is_open=True) | TalkMoved(is_talking=True):
            return True
    return False


def after_standing(state: S, fact: Stood) -> S:
    """The state after a node's own word on how it stands.

    What it did not know before came to pass unseen by us: a door found open was opened, but one
    that was open before a restart of the node was not opened by that.
    """
    before, now, at = state.standing.now, fact.standing, fact.observed_at
    standing = state.standing.standing(now, at)
    if fact.boot is not None and fact.n is not None:
        known = {what for what in FIELDS if getattr(now, what) is not None}
        told = state.standing.told
        news = tuple(what for what in FIELDS if what in known and _is_newer(fact, told.get(what)))
        standing = standing.told_by(fact.boot, fact.n, news)
    state = replace(state, standing=standing, cover=state.cover.stood(now, at))
    if now.door_open and not before.door_open:
        state = _parted(state, at, fact.at)
    opened = now.door_open is True and before.door_open is False
    return _answered(state, at) if opened else state


def _is_newer(fact: Stood, last: tuple[str, int] | None) -> bool:
    return last is None or last[0] != fact.boot or (fact.n or 0) >= last[1]


def not_late(state: RoomState, standing: Standing, boot: str, n: int) -> Standing:
    """The standing as this message may tell it: of what was told later, as that told it.

    It tells what was so when the number ``n`` had been given, that happening's change included.
    """
    late = {
        what: getattr(state.standing.now, what)
        for what in FIELDS
        if state.is_late(what, boot, n + 1)
    }
    return standing.model_copy(update=late) if late else standing


def _moved(state: S, fact: Happened, what: str, level: bool) -> S:
    """As it stands since then, unless something later had been told of it already."""
    if fact.late:
        return state
    told = state.standing.told_by(fact.boot, fact.n, (what,))
    now = told.now.model_copy(update={what: level})
    at = fact.observed_at
    return replace(state, standing=told.standing(now, at), cover=state.cover.stood(now, at))


def came(state: S, fact: Happened | Observed) -> S:
    """Somebody came with this word: what was pressed before it, by number, is answered for good.

    By number and not by time: no clock of a node, however wrong, may take back a call.
    """
    before = state.came
    if before and before[0] == fact.boot and fact.n < before[1]:
        return state
    return replace(state, came=(fact.boot, fact.n))


def _answered(state: S, at: Instant) -> S:
    """A call is answered by what took place after it, in whatever order the two are told."""
    return replace(state, call_at=state.call_after(at)) if state.call_at else state


def _parted(state: S, at: Instant, now: Instant) -> S:
    """An opened door parts two confinements from each other; not the one that it is opened in.

    One that ended "later" by a clock that has gone back a moment since was over by then.
    """
    formers = tuple(
        replace(former, door_opened=True)
        if at >= ended_at(former) or has_slipped(ended_at(former), at, now)
        else former
        for former in state.formers
    )
    return replace(state, formers=formers)
