"""Modes on a tile and on a room's page: what is in force, since when, what to do, what is due."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.panel.local import Local
from hub.rooms.pauses import lately
from hub.rooms.state import RoomState
from hub.rules.words import lasting
from ward.closely import ASKS
from ward.mode_table import TABLE, schedule
from ward.modes import Mode, ModeKind
from ward.units import seconds


@dataclass(frozen=True, slots=True)
class ModeNote:
    """One mode: its name with how long, what to do, and what else is so of it."""

    title: str
    do: str
    line: str


def mode_notes(state: RoomState, local: Local) -> tuple[ModeNote, ...]:
    return tuple(_note(mode, state, local) for mode in state.modes)


def _note(mode: Mode, state: RoomState, local: Local) -> ModeNote:
    if mode.kind is ModeKind.TRANQUILLISED:
        return _tranquillised(mode, state, local)
    prone = mode.prone_until(local.now)
    face_down = f"face down {lasting(seconds(prone))}" if prone else ""
    if mode.is_held:
        held = lasting(local.age(mode.began_at))
        said = local.ago(mode.noted_at) if mode.noted_at else ""
        last = (
            f"last said {said}: {mode.position}, airway {mode.airway}" if said else "not said yet"
        )
        line = " · ".join(filter(None, (last, face_down)))
        return ModeNote(f"Restraint, {held}", "Position? Airway clear? Off the front.", line)
    ago = lasting(local.age(mode.released_at or mode.began_at))
    do = f"Breathing, pulse, awareness {_how_often(mode)}{_next(state, local)}"
    return ModeNote(f"Let go {ago} ago", do, f"was {face_down}" if face_down else "")


def _how_often(mode: Mode) -> str:
    """As the shipped table asks, or by the site's own."""
    shipped = mode.released_at and schedule(mode.kind, mode.released_at)
    return "at 0, 5, 10, 15 min and on" if mode.schedule == shipped else "by this site's table"


def _tranquillised(mode: Mode, state: RoomState, local: Local) -> ModeNote:
    ago = lasting(local.age(mode.said_at or mode.began_at))
    said = " (as is said)" if mode.said_at else ""
    until = mode.until
    ends = f"until {local.clock(until)} at least" if until else ""
    if until and local.now >= until:
        ends = "its time is up: a nurse or doctor ends it, if nothing is of concern"
    line = TABLE[mode.kind].red_line
    red = f"under {line:g} breaths is HIGH" if line else ""
    measured = "" if state.authorised(local.now) else "breathing is not measured: not authorised"
    rest = " · ".join(filter(None, (f"{mode.drug}, {mode.route}", red, measured, ends)))
    title = f"{ago}{said} after rapid tranquillisation"
    return ModeNote(title, f"Stay outside the door. {ASKS}{_next(state, local)}", rest)


def _next(state: RoomState, local: Local) -> str:
    watch = state.watch
    if watch is None:
        return ""
    if watch.overdue(local.now):
        return ". Look now."
    return f" · next by {local.clock(watch.due_at)}, in {lasting(watch.due_at - local.now)}"


def pause_words(state: RoomState, local: Local) -> Iterator[str]:
    """``20 pauses in the last hour, the longest 18 s``; nothing where none may be measured."""
    pauses = tuple(lately(state.pauses, local.now))
    if not pauses or not state.authorised(local.now):
        return
    longest = lasting(seconds(max(one.lasted_s for one in pauses)))
    many = "One pause" if len(pauses) == 1 else f"{len(pauses)} pauses"
    yield f"{many} of 10 s or more in breathing in the last hour, the longest {longest}."
