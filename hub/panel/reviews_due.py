"""Reviews on the panel: which are due when, by whose word, and who made the last."""

from dataclasses import dataclass

from hub.panel.local import Local
from hub.panel.seen import known_as
from hub.panel.tone import Tone
from hub.rooms.reviews import Due
from hub.rooms.state import RoomState
from hub.rules.words import lasting
from ward.reviews import INTERVALS, PARTIES, setting_of


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """One review. ``short`` is for a tile; ``detail`` says who it takes, and by whose word."""

    short: str
    detail: str
    tone: Tone


def reviews_due(state: RoomState, local: Local) -> tuple[ReviewWords, ...]:
    """The soonest first."""
    dues = state.episode.reviews.dues if state.episode else ()
    return tuple(_words(one, state, local) for one in sorted(dues, key=lambda one: one.due_at))


def _words(due: Due, state: RoomState, local: Local) -> ReviewWords:
    name, late = f"{due.review[0].upper()}{due.review[1:]}", local.now > due.due_at
    overdue = f"overdue by {lasting(local.now - due.due_at)}"
    when = overdue if late else f"due by {local.clock(due.due_at)}"
    return ReviewWords(
        short=f"{'! ' if late else ''}{name} {when}",
        detail=f"{_last(due, state, local)}. It takes {_party(due)}{_source(due, state)}",
        tone=Tone.LOW if late else Tone.QUIET,
    )


def _party(due: Due) -> str:
    return PARTIES[due.review].words


def _last(due: Due, state: RoomState, local: Local) -> str:
    if due.last_at is None:
        return "None yet"
    who = " and ".join(known_as(state, one) for one in due.by)
    return f"Last {local.clock(due.last_at)} by {who}"


def _source(due: Due, state: RoomState) -> str:
    """By whose word it is due so often; one that a plan before this one asked for has none here."""
    plan = state.episode.plan if state.episode else None
    found = (
        one
        for one in INTERVALS
        if plan and one.review is due.review and one.setting is setting_of(plan)
    )
    one = next(found, None)
    return f" ({one.authority}, {one.source})" if one else ""
