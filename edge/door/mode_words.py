"""Modes on the door unit's glass: what is in force, since when, and what to do now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from edge.door.words import brief, clock, span
from edge.door_view import DoorView
from ward.closely import ASKS
from ward.mode_table import TABLE
from ward.modes import Mode, ModeKind
from ward.observations import Position

SAY_WITHIN_S = 60.0  # as hub.rules.limits: position and airway of whoever is held
SAY_AGAIN_S = 300.0


@dataclass(frozen=True, slots=True)
class ModeWords:
    """One mode in words; ``urgent`` if something is to be done at once."""

    title: str
    line: str
    do: str
    urgent: bool = False


def mode_words(view: DoorView, zone: tzinfo | None) -> tuple[ModeWords, ...]:
    return tuple(_words(view, zone))


def is_held(view: DoorView) -> bool:
    return any(mode.is_held for mode in _modes(view))


def _modes(view: DoorView) -> tuple[Mode, ...]:
    return view.confinement.modes if view.confinement else ()


def _words(view: DoorView, zone: tzinfo | None) -> Iterator[ModeWords]:
    for mode in _modes(view):
        if mode.is_held:
            yield _held(mode, view)
        elif mode.kind is ModeKind.RESTRAINT:
            yield _let_go(mode, view, zone)
        else:
            yield _tranquillised(mode, view, zone)


def _held(mode: Mode, view: DoorView) -> ModeWords:
    now = view.now.at
    lasts = brief((now - mode.began_at).total_seconds())
    since = mode.noted_at or mode.began_at
    prone = mode.prone_until(now)
    again_s = SAY_AGAIN_S
    if mode.noted_at is None or mode.position is Position.FACE_DOWN:
        again_s = SAY_WITHIN_S
    left_s = again_s - (now - since).total_seconds()
    face = f" · face down {brief(prone)}" if prone else ""
    do = "Position? Airway clear? " + (f"Say within {brief(left_s)}" if left_s > 0 else "Say now")
    return ModeWords(f"Restraint · {lasts}", f"Off the front as soon as can be{face}", do, True)


def _let_go(mode: Mode, view: DoorView, zone: tzinfo | None) -> ModeWords:
    ago = span((view.now.at - (mode.released_at or mode.began_at)).total_seconds())
    prone = f" · was face down {brief(mode.prone_s)}" if mode.prone_s else ""
    return ModeWords(
        f"Let go {ago} ago{prone}",
        "Breathing, pulse, awareness at 0, 5, 10, 15 min, and on",
        _next(view, zone),
    )


def _tranquillised(mode: Mode, view: DoorView, zone: tzinfo | None) -> ModeWords:
    given_at = mode.said_at or mode.began_at
    ago = span((view.now.at - given_at).total_seconds())
    line = TABLE[mode.kind].red_line
    stays = f"Stay outside the door · under {line:g} breaths: go in, doctor, oxygen" if line else ""
    title = f"{ago} after rapid tranquillisation · {mode.drug}, {mode.route}"
    return ModeWords(title, stays, f"{ASKS} {_next(view, zone)}")


def _next(view: DoorView, zone: tzinfo | None) -> str:
    if view.due_at is None:
        return ""
    left_s = (view.due_at - view.now.at).total_seconds()
    if left_s <= 0:
        return "Look now."
    return f"Next by {clock(view.due_at, zone)}, in {brief(left_s)}."
