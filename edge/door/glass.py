"""What stands on the door unit's glass at one moment: the node's view, put into words."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from edge.door.company_words import ReviewAsked, reviews_asked, strangers
from edge.door.deeds import in_words
from edge.door.mode_words import ModeWords, is_held, mode_words
from edge.door.suits import NOTHING, Suits, suits, to_be_told
from edge.door.words import ago, brief, clock, measured, number, per_cent, span
from edge.door_view import DoorView
from ward import plans
from ward.care import Confinement
from ward.grading import STAY_LEAST_S
from ward.happenings import LineWord
from ward.readings import Quantity

HUB_SILENT_MOST_S = 20.0  # a living hub answers each sign of life, every five seconds
NIGHT_FROM, NIGHT_UNTIL = 20, 7  # o'clock on the ward's wall
RING = 100  # the ring's circumference, so that a share is a length


class State(StrEnum):
    """How the timer stands. Each has a word and a mark; the colour only repeats them."""

    IN_TIME = "in-time"
    SOON = "soon"
    OVERDUE = "overdue"
    IDLE = "idle"


MARKS = {State.IN_TIME: "", State.SOON: "!", State.OVERDUE: "!!", State.IDLE: ""}


@dataclass(frozen=True, slots=True)
class Timer:
    """The biggest thing on the glass; ``filled`` is how much of the ring is."""

    state: State
    label: str
    big: str
    under: str
    filled: int

    @property
    def mark(self) -> str:
        """Within the ring, beside its colour."""
        return MARKS[self.state]


@dataclass(frozen=True, slots=True)
class Head:
    """The strip at the top."""

    room: str
    initials: str
    spell: str
    link: str
    linked: bool
    badge: str


@dataclass(frozen=True, slots=True)
class Control:
    """Measured, and beside it what is asked."""

    measured: str
    asked: str


@dataclass(frozen=True, slots=True)
class Glass:
    """All of it. Two moments that show the same are equal, so that nothing is drawn twice."""

    head: Head
    timer: Timer
    how: str
    person: str
    out: tuple[str, str]
    observer: str | None
    strangers: tuple[str, ...]
    prefers: str
    reviews: tuple[ReviewAsked, ...]
    at_door: str
    temperature: Control
    light: Control
    main_light: str
    night_light: str
    call_line: str
    faults: tuple[str, ...]
    modes: tuple[ModeWords, ...] = ()
    held: bool = False
    suits: Suits = NOTHING
    turned_away: str = ""
    to_be_told: str = ""


def glass(view: DoorView, zone: tzinfo | None = None) -> Glass:
    """The view in words; ``zone`` is the ward's, the machine's own when ``None``."""
    observer = view.badge_of.initials if view.badge_of else None
    force = view.in_force
    return Glass(
        head=_head(view, observer),
        timer=_timer(view, zone),
        how=view.how_to_be_with_me,
        person=view.confinement.person.initials if view.confinement else "the person",
        out=in_words(view),
        observer=observer,
        strangers=tuple(strangers(view)),
        prefers=view.confinement.preference if view.confinement and view.here else "",
        reviews=reviews_asked(view, zone),
        at_door=_at_door(view),
        temperature=Control(
            measured(view.temperature_c, Quantity.TEMPERATURE.unit, 1),
            f"asked {number(force.temperature_c)} °C{_acting(view)}",
        ),
        light=Control(
            measured(view.light_lux, Quantity.LIGHT.unit, 0),
            f"main {per_cent(force.main_light)} · night {per_cent(force.night_light)}",
        ),
        main_light=per_cent(force.main_light),
        night_light=per_cent(force.night_light),
        call_line=_call_line(view),
        faults=view.faults,
        modes=mode_words(view, zone),
        held=is_held(view),
        suits=suits(view, zone),
        turned_away=view.turned_away,
        to_be_told=to_be_told(view),
    )


def is_night(at: datetime, zone: tzinfo | None = None) -> bool:
    hour = at.astimezone(zone).hour
    return hour >= NIGHT_FROM or hour < NIGHT_UNTIL


def _head(view: DoorView, observer: str | None) -> Head:
    confinement = view.confinement
    return Head(
        room=view.room.spoken,
        initials=confinement.person.initials if confinement else "",
        spell=_spell(view, confinement),
        link=_link(view),
        linked=view.linked and _hub_heard(view),
        badge=f"{observer} badge" if observer else "no badge",
    )


def _spell(view: DoorView, confinement: Confinement | None) -> str:
    if confinement is None:
        return "No confinement recorded"
    return f"Confined {span((view.now.at - confinement.began_at).total_seconds())}"


def _hub_heard(view: DoorView) -> bool:
    return view.hub_silent_s is not None and view.hub_silent_s <= HUB_SILENT_MOST_S


def _link(view: DoorView) -> str:
    if not view.linked:
        return "no link · this door works alone"
    if view.hub_silent_s is None:
        return "hub not heard yet"
    return "hub linked" if _hub_heard(view) else f"hub silent for {span(view.hub_silent_s)}"


def _timer(view: DoorView, zone: tzinfo | None) -> Timer:
    if view.due_at is None:
        return _idle(view)
    since = view.seen_at or (view.confinement.began_at if view.confinement else view.due_at)
    late_s = (view.now.at - view.due_at).total_seconds()
    gone_s = max(0.0, (view.now.at - since).total_seconds())
    share = gone_s / max(1.0, (view.due_at - since).total_seconds())
    by = f", by {view.seen_by}" if view.seen_by else ""
    due = clock(view.due_at, zone)
    is_out = view.out is not None and not view.out.belied
    soon = view.soon_at is not None and view.now.at >= view.soon_at
    in_time = State.SOON if soon else State.IN_TIME
    return Timer(
        state=State.OVERDUE if late_s >= 0 else in_time,
        label=f"Seen in person{by}" if view.seen_at else "Not yet seen in person",
        big=ago(gone_s) if view.seen_at else f"for {span(gone_s)}",
        under=_overdue(late_s, due, out=is_out) if late_s >= 0 else _coming(view, due, soon=soon),
        filled=round(RING * min(1.0, max(0.0, share))),
    )


def _idle(view: DoorView) -> Timer:
    if view.seen_at is None:
        return Timer(State.IDLE, "Seen in person", "not known", "nobody is due", 0)
    gone_s = (view.now.at - view.seen_at).total_seconds()
    by = f", by {view.seen_by}" if view.seen_by else ""
    return Timer(State.IDLE, f"Seen in person{by}", ago(gone_s), "nobody is due", 0)


def _overdue(late_s: float, due: str, *, out: bool) -> str:
    if out:
        return f"!! not back · was to be back by {due} · find them, and record it here"
    late = f"overdue by {span(late_s)}" if late_s >= 1 else "due now"
    return f"!! {late} · was due by {due} · look, and record it here"


def _coming(view: DoorView, due: str, *, soon: bool) -> str:
    """The word beside the colour: somebody is to set out, before they are due."""
    if view.out is not None and not view.out.belied:
        return f"{'! ' if soon else ''}back by {due}, and recorded here"
    return f"! due soon, by {due}{_every(view)}" if soon else f"next by {due}{_every(view)}"


def _every(view: DoorView) -> str:
    if view.confinement is None:
        return ""
    return f" · {plans.said(view.confinement.plan)}"


def _at_door(view: DoorView) -> str:
    """How long somebody has stood there: a tap in passing is not a look.

    Where somebody must stay all the time, first of all that nobody has.
    """
    plan = view.confinement.plan if view.confinement else None
    if plan and view.lacking_s is not None and view.lacking_s > plan.gap_s:
        return f"!! nobody known has stayed here for {span(view.lacking_s)} · show a badge, stay"
    if view.stayed_s < 1:
        return "nobody is sensed at the door"
    if view.stayed_s < STAY_LEAST_S:
        return f"at the door {int(view.stayed_s)} s of the {STAY_LEAST_S:g} s that count"
    return f"at the door {brief(view.stayed_s)}"


def _call_line(view: DoorView) -> str:
    """``works, tested 3 h ago``. What was not tested never works; why not is among the faults."""
    line, tested_s = view.line
    if line.word is LineWord.WORKS and tested_s is not None:
        return f"works, line tested {ago(tested_s)}"
    return "not tested" if line.word is LineWord.NOT_TESTED else "may not work"


def _acting(view: DoorView) -> str:
    if view.in_force.heating:
        return " · heating"
    return " · cooling" if view.in_force.cooling else ""
