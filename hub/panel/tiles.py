"""Tiles: one room at a moment in words. Templates print these and decide nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hub.panel.absences import out_notes, talk_notes
from hub.panel.alarms import GO_AND_LOOK, Mark, marks
from hub.panel.body import Body, body
from hub.panel.contact import Contact, contact
from hub.panel.doorway import doorway, presence
from hub.panel.journeys import JourneyWords, current
from hub.panel.local import Local
from hub.panel.measured import Measured, measured
from hub.panel.reviews_due import ReviewWords, reviews_due
from hub.panel.seen import Seen, looks, seen
from hub.panel.summoning import call_line, call_notes
from hub.panel.tone import OF_PRIORITY, Tone
from hub.rooms.alarm import Alarm
from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from hub.rules.words import lasting
from ward import plans
from ward.conditions import BLANK_SPELL, BY_NAME, Condition, Priority
from ward.rooms import RoomId
from ward.units import Instant, Span

FAR = Span(days=10_000)


@dataclass(frozen=True, slots=True)
class Banner:
    """One thing that is wrong: mark, colour, sentence, what to do, and since when."""

    condition: str
    priority: int
    marks: str
    tone: Tone
    words: str
    do: str
    since: str
    states: tuple[Mark, ...] = ()

    @property
    def word(self) -> str:
        """``HIGH``: beside mark and colour."""
        return Priority(self.priority).name


@dataclass(frozen=True, slots=True)
class Tile:
    """One room. ``due_at`` and ``priority`` sort; everything else is printed."""

    room: RoomId
    name: str
    who: str
    context: str
    banners: tuple[Banner, ...]
    seen: Seen
    body: Body
    measured: tuple[Measured, ...]
    doorway: str
    presence: str
    contact: Contact
    journeys: tuple[JourneyWords, ...]
    notes: tuple[str, ...]
    source: str
    priority: int
    due_at: Instant | None
    call_line: str = ""
    reviews: tuple[ReviewWords, ...] = ()

    @property
    def tone(self) -> Tone:
        """Of the frame around the whole."""
        return OF_PRIORITY[Priority(self.priority)] if self.priority else Tone.PLAIN

    @property
    def key(self) -> str:
        """Its name as a page element."""
        return f"tile-{self.room.slug}"


def tile(state: RoomState, findings: Sequence[Finding], local: Local) -> Tile:
    """This room at this moment."""
    shown = banners(state, findings, local)
    return Tile(
        room=state.room,
        name=state.room.spoken,
        who=state.episode.person.initials if state.episode else "",
        context=_context(state, local),
        banners=shown,
        seen=_seen(state, shown, local),
        body=body(state, local),
        measured=measured(state, local),
        doorway=doorway(state, local),
        presence=presence(state, local),
        contact=contact(state, local),
        journeys=current(state, local),
        notes=_notes(state, shown, local),
        source=state.health.hardware if state.health else "",
        priority=max((banner.priority for banner in shown), default=0),
        due_at=state.watch.shown_due_at if state.watch else None,
        call_line=call_line(state, local),
        reviews=reviews_due(state, local),
    )


def _seen(state: RoomState, shown: Sequence[Banner], local: Local) -> Seen:
    """A banner about the blank spell has named the remote looks already."""
    answer = seen(state, local)
    if BLANK_SPELL.name not in {banner.condition for banner in shown}:
        return answer
    return replace(answer, notes=tuple(note for note in answer.notes if note != looks(state)))


def by_urgency(tiles: Iterable[Tile]) -> tuple[Tile, ...]:
    """Highest priority first, then who is due soonest, then by number."""

    def urgency(one: Tile) -> tuple[int, bool, float, RoomId]:
        due = one.due_at.timestamp() if one.due_at else 0.0
        return -one.priority, one.due_at is None, due, one.room

    return tuple(sorted(tiles, key=urgency))


def banners(state: RoomState, findings: Sequence[Finding], local: Local) -> tuple[Banner, ...]:
    """Every finding, and every alarm that is showing though no finding speaks for it now."""
    found = {finding.condition.name for finding in findings}
    said = [_banner(finding.condition, finding.words, state, local) for finding in findings]
    said += [
        _lingering(alarm, state, local) for alarm in state.alarms if alarm.condition not in found
    ]
    return tuple(sorted(said, key=lambda banner: -banner.priority))


def _banner(condition: Condition, words: str, state: RoomState, local: Local) -> Banner:
    alarm = state.showing(condition.name)
    return Banner(
        condition=condition.name,
        priority=condition.priority.value,
        marks=condition.priority.marks,
        tone=OF_PRIORITY[condition.priority],
        words=words,
        do=condition.do,
        since=f"since {local.clock(alarm.began_at)}" if alarm else "",
        states=marks(alarm, state, local) if alarm else (),
    )


def _lingering(alarm: Alarm, state: RoomState, local: Local) -> Banner:
    """An alarm of a condition this hub does not know still shows, at its most urgent."""
    known = BY_NAME.get(alarm.condition)
    if known is not None:
        return _banner(known, alarm.words, state, local)
    since = f"since {local.clock(alarm.began_at)}"
    states = marks(alarm, state, local)
    return Banner(alarm.condition, 3, "!!!", Tone.HIGH, alarm.words, GO_AND_LOOK, since, states)


def _context(state: RoomState, local: Local) -> str:
    if state.episode is None:
        return ""
    confined = lasting(local.age(state.episode.began_at))
    said = state.episode.label or state.episode.kind or "confined"
    kind = said[0].upper() + said[1:]
    return f"{kind} {confined} · {plans.said(state.episode.plan)}"


def _notes(state: RoomState, shown: Sequence[Banner], local: Local) -> tuple[str, ...]:
    """What no banner says: a call just pressed, and what is broken at the node."""
    faults = state.health.faults if state.health else ()
    broken = f"Faults: {'; '.join(faults)}." if faults else ""
    calls = call_notes(state, {banner.condition for banner in shown}, local)
    out, talks = out_notes(state, local), talk_notes(state, local)
    return tuple(filter(None, (*out, *calls, *talks, broken)))
