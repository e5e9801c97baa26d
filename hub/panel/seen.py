"""The first question: when was this person last seen in person? Nothing else answers it."""

from dataclasses import dataclass

from hub.panel.local import Local
from hub.panel.tone import Tone
from hub.rooms.state import RoomState
from hub.rooms.values import Visit
from hub.rooms.watch import Watch
from hub.rules.due import soon_at
from hub.rules.words import lasting, looked_remotely
from ward.units import Span, seconds


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands largest on a tile. ``share`` is how much of the interval is used, 0..1."""

    lead: str
    headline: str
    detail: str
    tone: Tone
    share: float = 0.0
    notes: tuple[str, ...] = ()


NOBODY = Seen("", "Nobody is confined here", "", Tone.QUIET)


def seen(state: RoomState, local: Local) -> Seen:
    """The answer in words. Only the watch is asked, and only a visit moves a watch."""
    watch = state.watch
    if watch is None:
        return NOBODY
    visit = _visit_of(state, watch)
    return Seen(
        lead=f"Seen in person ({visit.grade})" if visit else _unseen(state, watch, local),
        headline=local.ago(watch.since) if visit else "Not yet seen",
        detail=" · ".join(filter(None, (_who(state, visit), _due(state, watch, local)))),
        tone=_tone(state, watch, local),
        share=_share(watch, local),
        notes=tuple(filter(None, (_ended(state), _in_vain(state, watch, local), looks(state)))),
    )


def _visit_of(state: RoomState, watch: Watch) -> Visit | None:
    """The visit that the watch counts from; one before it was to somebody else, or in vain."""
    return state.seen if state.seen is not None and state.seen.at >= watch.since else None


def _unseen(state: RoomState, watch: Watch, local: Local) -> str:
    """For how long nobody came; a large "12 min ago" would be read as a visit."""
    ago = local.ago(watch.since)
    if state.episode is None:
        return f"Not seen in person since the watch began, {ago}"
    if watch.since < state.episode.began_at:
        return f"Not seen in person since before the episode began, {ago}"
    return f"Not seen in person since the episode began, {ago}"


def _who(state: RoomState, visit: Visit | None) -> str:
    """``M.T. at the door, 46 s``: who, and on what evidence."""
    if visit is None:
        return ""
    evidence = visit.observation.evidence
    where = "with the door open" if evidence.door_opened else "at the door"
    strange = "".join(f" ({one})" for one in visit.strangers)
    return f"{known_as(state, visit.by)} {where}, {lasting(seconds(evidence.stayed_s))}{strange}"


def known_as(state: RoomState, by: str) -> str:
    """Staff by their initials."""
    return state.known_as(by)


def _due(state: RoomState, watch: Watch, local: Local) -> str:
    due = local.clock(watch.shown_due_at)
    if watch.overdue(local.now):
        return f"was due {due}"
    if not _is_soon(state, local):
        return f"next by {due}"
    left = f"next by {due}, in {lasting(watch.shown_due_at - local.now)}"
    varied = state.episode is not None and state.episode.plan.varied
    return f"go now, {left}" if varied else left


def _is_soon(state: RoomState, local: Local) -> bool:
    soon = soon_at(state)
    return soon is not None and local.now >= soon


def _share(watch: Watch, local: Local) -> float:
    """A plan cannot make an interval of nothing, but a tightened one can be due already."""
    interval = watch.shown_due_at - watch.since
    if interval <= Span():
        return 1.0
    return min(1.0, local.age(watch.since) / interval)


def _tone(state: RoomState, watch: Watch, local: Local) -> Tone:
    if watch.overdue(local.now):
        return Tone.HIGH
    return Tone.MEDIUM if _is_soon(state, local) else Tone.GOOD


def _ended(state: RoomState) -> str:
    if state.episode is not None:
        return ""
    return "Episode ended unseen. The watch stays open until somebody has been at the door."


def _in_vain(state: RoomState, watch: Watch, local: Local) -> str:
    """A visit since then that does not count, and why: better said now than found out later."""
    visit = state.visit
    if visit is None or visit.ends_spell or visit.at <= watch.since:
        return ""
    who = known_as(state, visit.by)
    when = local.ago(visit.at)
    return f"{who} at the door {when} ({_weak(visit)}): does not count, {visit.because}."


def _weak(visit: Visit) -> str:
    """As it stands beside a look that does not count: ``weak``, or ``no evidence``."""
    return "no evidence" if visit.grade == "none" else visit.grade


def looks(state: RoomState) -> str:
    """The looks from afar since somebody last came, as a note of their own."""
    looked = looked_remotely(state) if state.watch else ""
    return f"{looked}." if looked else ""
