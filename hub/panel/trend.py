"""Trends: breathing and pulse of one room, and what happened there, on one axis of time.

Only what was measured is drawn. What could not be seen is a gap, and has its doubt if one is known.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pydantic import BaseModel

from hub.deterioration.numbers import CHANGES
from hub.deterioration.usual import usual_of
from hub.panel.alarms import in_ms
from hub.panel.coverage import missing
from hub.panel.happenings import happened
from hub.panel.local import Local
from hub.panel.mode_said import changed
from hub.panel.sparkline import Point
from hub.panel.tone import OF_PRIORITY, Tone
from hub.rooms.alarm_facts import AlarmBegan
from hub.rooms.doubted import doubt_of
from hub.rooms.facts import AnyFact, Happened, Observed
from hub.rooms.mode_facts import ModeChanged
from hub.rooms.state import RoomState
from ward.conditions import BY_NAME
from ward.happenings import CallPressed, DoorMoved
from ward.modes import (
    ModeBegun,
    ModeChange,
    ModeEnded,
    ModeKind,
    RestraintNoted,
    RestraintReleased,
)
from ward.units import Instant, Span, hours, seconds
from ward.vitals import Doubted, Vital

CHOICES = (1, 8, 24)  # hours
JOINED_MOST = hours(1)  # of more than this only the ends of each stretch are known: dots, no line
GAP = seconds(45)  # two points further apart than this are not joined: nothing was seen between
CELLS = 200  # stretches of the whole, in which something was seen or not
CELL_LEAST = seconds(10)  # an older rate is not one of now; a radar says one every few seconds
MARKS_MOST = 300
CHANGED = (ModeBegun, RestraintNoted, RestraintReleased, ModeEnded)
TITLES = {Vital.BREATHING: "Breathing", Vital.HEART: "Pulse"}
ALSO = ("mode changed",)


class Stretch(BaseModel):
    """From when until when something was so, in milliseconds since 1970."""

    begins: int
    ends: int
    words: str


class Mark(BaseModel):
    """Something that happened at one moment."""

    at: int
    words: str
    tone: str


class Curve(BaseModel):
    """One vital sign. ``why`` says why there is no number at all, and is empty where there may be.

    ``at`` and ``rate`` are as long as each other; where ``rate`` is null nothing is joined.
    """

    vital: str
    title: str
    why: str
    at: list[int]
    rate: list[float | None]
    usual: tuple[float, float] | None
    seen_percent: int
    words: str


class Trend(BaseModel):
    """All of one room between two moments."""

    room: str
    since: int
    until: int
    joined: bool
    expires: int | None
    curves: list[Curve]
    doubts: list[Stretch]
    modes: list[Stretch]
    marks: list[Mark]


def begins_at(state: RoomState, now: Instant, over: Span) -> Instant:
    """Never before they came into this room: what was measured of somebody else is not theirs."""
    began = state.episode.there_since if state.episode else now
    return max(now - over, began)


def why_none(state: RoomState, vital: Vital, now: Instant) -> str:
    """Why no number of this may be shown now; empty where one may."""
    if state.episode is None:
        return "Nobody is confined here."
    if not state.may_measure(vital, now):
        return f"{TITLES[vital]} is not authorised now: no numbers are shown, nor any of before."
    return missing(state)


def expires(state: RoomState) -> int | None:
    """When the numbers must be gone from a page that is open then."""
    given = state.episode.authorisation if state.episode else None
    return in_ms(given.until) if given else None


def curve(
    state: RoomState, vital: Vital, points: Sequence[Point], since: Instant, now: Instant
) -> Curve:
    """The points since then, gaps left open; none at all while none may be shown."""
    why = why_none(state, vital, now)
    shown = [] if why else [one for one in points if since <= one[0] <= now]
    joined = list(_with_gaps(shown)) if now - since <= JOINED_MOST else list(shown)
    percent = seen_percent(shown, since, now)
    return Curve(
        vital=vital.value,
        title=TITLES[vital],
        why=why,
        at=[in_ms(at) for at, _ in joined],
        rate=[None if rate is None else round(rate, 1) for _, rate in joined],
        usual=None if why else _usual(state, vital),
        seen_percent=percent,
        words=why or _words(vital, shown, percent),
    )


def seen_percent(points: Sequence[Point], since: Instant, now: Instant) -> int:
    """In what share of the time, cut into stretches, there was a number."""
    cell = max((now - since) / CELLS, CELL_LEAST)
    seen = {(at - since) // cell for at, _ in points}
    whole = max(1, min(CELLS, (now - since) // cell))
    return min(100, round(100 * len(seen) / whole))


def _with_gaps(points: Sequence[Point]) -> Iterator[tuple[Instant, float | None]]:
    """With an empty point in each gap, so that no line crosses it."""
    yield from points[:1]
    for before, after in pairwise(points):
        if after[0] - before[0] > GAP:
            yield before[0] + (after[0] - before[0]) / 2, None
        yield after


def _usual(state: RoomState, vital: Vital) -> tuple[float, float] | None:
    """What is as usual for them: beyond it a change that lasts is an alarm."""
    sleeps = state.mode(ModeKind.TRANQUILLISED) is None
    edges: list[float] = []
    for change in CHANGES:
        usual = usual_of(state.usual, vital, falls=change.falls, sleeps=sleeps)
        if change.vital is vital and usual is not None:
            edges.append(round(usual * (1 - change.by if change.falls else 1 + change.by), 1))
    return (min(edges), max(edges)) if len(edges) > 1 else None


def _words(vital: Vital, points: Sequence[Point], percent: int) -> str:
    if not points:
        return f"{TITLES[vital]}: nothing could be measured in this time."
    low, high = min(rate for _, rate in points), max(rate for _, rate in points)
    return f"{TITLES[vital]}: {low:.0f} to {high:.0f} a minute; seen in {percent} % of the time."


def doubts(
    state: RoomState, told: Sequence[Point], rates: Sequence[Point], since: Instant, now: Instant
) -> list[Stretch]:
    """Why there was no rate of breathing, each until there was one or another doubt."""
    if why_none(state, Vital.BREATHING, now):
        return []
    changes = sorted([*((at, code) for at, code in told), *((at, -1.0) for at, _ in rates)])
    heard = state.vitals.get(Vital.BREATHING)
    doubted = heard is not None and isinstance(heard.said, Doubted)
    ends = [at for at, _ in changes[1:]] + [now if doubted else changes[-1][0] if changes else now]
    return [
        Stretch(begins=in_ms(at), ends=in_ms(end), words=str(doubt))
        for (at, code), end in zip(changes, ends, strict=True)
        if (doubt := doubt_of(code)) is not None and end > at and end >= since
    ]


def modes(
    state: RoomState, facts: Iterable[AnyFact], since: Instant, now: Instant
) -> list[Stretch]:
    """Closer watches, those that are over too."""
    begun: dict[str, tuple[Instant, str]] = {}
    over: list[Stretch] = []
    for at, said in _mode_changes(state, facts):
        if isinstance(said, ModeBegun):
            begun[said.mode.id] = (said.mode.began_at, said.mode.kind.value)
        elif isinstance(said, ModeEnded) and said.mode in begun:
            began, words = begun.pop(said.mode)
            over.append(Stretch(begins=in_ms(max(began, since)), ends=in_ms(at), words=words))
    for mode in state.modes:
        begins = in_ms(max(mode.began_at, since))
        over.append(Stretch(begins=begins, ends=in_ms(now), words=mode.kind.value))
    return over


def marks(state: RoomState, facts: Iterable[AnyFact], since: Instant, local: Local) -> list[Mark]:
    """What happened, each in words without a rate: an alarm by its condition alone."""
    found = (_mark(fact, state, local) for fact in facts if _is_of(fact, state))
    shown = [one for one in found if one is not None and one.at >= in_ms(since)]
    return sorted(shown, key=lambda one: one.at)[-MARKS_MOST:]


def _is_of(fact: AnyFact, state: RoomState) -> bool:
    return getattr(fact, "room", None) == state.room


def _mark(fact: AnyFact, state: RoomState, local: Local) -> Mark | None:
    match fact:
        case AlarmBegan(condition=name):
            known = BY_NAME.get(name)
            tone = OF_PRIORITY[known.priority] if known else Tone.HIGH
            return _at(fact.at, f"Alarm: {name}", tone, local)
        case Observed():
            who = state.known_as(fact.observation.evidence.by or "somebody")
            counts = "" if fact.ends_spell else ", which does not count"
            tone = Tone.GOOD if fact.ends_spell else Tone.MEDIUM
            return _at(fact.observed_at, f"Seen in person by {who}{counts}", tone, local)
        case ModeChanged(change=change):
            return _at(fact.at, changed(change, state), Tone.LOW, local)
        case Happened(happening=said) if isinstance(said, (DoorMoved, CallPressed, *CHANGED)):
            return _at(fact.observed_at, happened(said, state), Tone.QUIET, local)
    return None


def _at(at: Instant, words: str, tone: Tone, local: Local) -> Mark:
    return Mark(at=in_ms(at), words=f"{local.clock(at)} {words}", tone=tone.value)


def _mode_changes(
    state: RoomState, facts: Iterable[AnyFact]
) -> Iterator[tuple[Instant, ModeChange]]:
    for fact in facts:
        match fact:
            case ModeChanged(room=state.room):
                yield fact.at, fact.change
            case Happened(room=state.room, happening=said) if isinstance(said, CHANGED):
                yield fact.observed_at, said
