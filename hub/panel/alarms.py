"""The alarm list: every alarm that shows, in words, with what became of it and what to do."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from hub.alarms.ladder import ladder_of, next_rung
from hub.alarms.policy import explained_by
from hub.panel.local import Local
from hub.panel.seen import known_as
from hub.panel.tone import OF_PRIORITY, Tone
from hub.panel.whose import whose
from hub.rooms.alarm import Alarm, Quiet, Step
from hub.rooms.alarm_facts import AlarmMarked
from hub.rooms.calls import OF_CALLS
from hub.rooms.state import RoomState
from hub.rules.ended_by import ended_by
from hub.rules.finding import Finding
from hub.rules.handover_words import handover_words
from hub.rules.words import lasting
from hub.staff.duty import Duty
from ward.conditions import BY_NAME, Kind, Priority
from ward.rooms import RoomId
from ward.units import Instant, minutes

GO_AND_LOOK = "Go and look."  # of a condition that this hub does not know


class Sign(StrEnum):
    """Each state of an alarm has a sign of its own, as well as its words."""

    SOUNDING = "sounding"
    ACKNOWLEDGED = "acknowledged"
    PAUSED = "paused"
    OVER = "over"
    AGAIN = "again"
    CAME = "came"
    EXPLAINED = "explained"
    HANDOVER = "handover"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that is so of an alarm. A page counts down to ``until``, by the hub's clock."""

    sign: Sign
    words: str
    until: Instant | None = None
    until_clock: str = ""

    @property
    def until_ms(self) -> int:
        """As a browser counts: milliseconds since 1970."""
        return in_ms(self.until) if self.until else 0


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One alarm. Whether there was something to do is asked once somebody came, or has it."""

    id: str
    room: RoomId
    who: str
    condition: str
    priority: Priority
    words: str
    do: str
    began_at: Instant
    since: str
    is_over: bool
    sounding: bool
    quiet_until: Instant | None
    can_acknowledge: bool
    can_pause: bool
    asks_worth: bool
    marks: tuple[Mark, ...]
    climb: tuple[str, ...]
    marked: str
    louder: bool = False
    ends: str = ""

    @property
    def key(self) -> str:
        """Its name as a page element."""
        return "alarm-" + re.sub(r"[^a-z0-9]+", "-", self.id.lower())

    @property
    def tone(self) -> Tone:
        return OF_PRIORITY[self.priority]

    @property
    def base(self) -> str:
        """Under which its acts are posted, but for its name."""
        return f"/rooms/{self.room}"

    @property
    def until_ms(self) -> int:
        """Until when it is quiet; 0 if it sounds."""
        return in_ms(self.quiet_until) if self.quiet_until else 0


@dataclass(frozen=True, slots=True)
class Count:
    """How many alarms of one priority show."""

    priority: Priority
    count: int

    @property
    def tone(self) -> Tone:
        return OF_PRIORITY[self.priority]


def rows(state: RoomState, findings: Sequence[Finding], local: Local) -> tuple[AlarmRow, ...]:
    """Every alarm that shows in this room, in the words of what is found there now."""
    words = {finding.condition.name: finding.words for finding in findings}
    return tuple(
        _row(alarm, words.get(alarm.condition, alarm.words), state, local)
        for alarm in state.said(local.now)
    )


def by_priority(found: Iterable[AlarmRow]) -> tuple[AlarmRow, ...]:
    """Highest priority first, and of it what is not over yet, then whichever has waited longest.

    Sound is paused by room: only a room's first row that sounds offers it.
    """
    listed = sorted(found, key=_urgency)
    first = {row.room: row.id for row in reversed(listed) if row.can_pause}
    return tuple(replace(row, can_pause=first.get(row.room) == row.id) for row in listed)


def _urgency(one: AlarmRow) -> tuple[int, bool, Instant, RoomId, str]:
    """So a new one moves no other of its priority."""
    return -one.priority, one.is_over, one.began_at, one.room, one.id


def counts(listed: Sequence[AlarmRow]) -> tuple[Count, ...]:
    """``!!! 1 HIGH``, ``!! 2 MEDIUM``; a priority of which none shows is left out."""
    of = {each: sum(one.priority is each for one in listed) for each in reversed(Priority)}
    return tuple(Count(each, count) for each, count in of.items() if count)


def in_ms(at: Instant) -> int:
    return round(at.timestamp() * 1000)


def _row(alarm: Alarm, words: str, state: RoomState, local: Local) -> AlarmRow:
    known, quiet = BY_NAME.get(alarm.condition), alarm.quiet(local.now)
    taken = alarm.acknowledged is not None and alarm.acknowledged.holds(local.now)
    return AlarmRow(
        id=alarm.id,
        room=state.room,
        who=whose(alarm, state),
        condition=alarm.condition,
        priority=alarm.priority,
        words=words,
        do=known.do if known else GO_AND_LOOK,
        began_at=alarm.began_at,
        since=f"since {local.clock(alarm.began_at)}, {lasting(local.age(alarm.began_at))}",
        is_over=alarm.over_at is not None,
        sounding=quiet is None,
        quiet_until=quiet.until if quiet else None,
        can_acknowledge=not taken,
        can_pause=quiet is None,
        asks_worth=alarm.acknowledged is not None or alarm.came_at is not None,
        marks=marks(alarm, state, local),
        climb=tuple(climb(alarm, state, local)),
        marked=_marked(alarm, state),
        louder=alarm.condition in OF_CALLS and alarm.step > 0,
        ends=f"Not ended by this. {ended_by(alarm.condition)}." if quiet else "",
    )


# ---- what is so of it -------------------------------------------------------------------------


def marks(alarm: Alarm, state: RoomState, local: Local) -> tuple[Mark, ...]:
    """A mark for each state that it is in, the most urgent to know first."""
    return tuple(
        filter(
            None,
            (
                _over(alarm, local),
                *_heard(alarm, state, local),
                _again(alarm, local),
                _came(alarm, local),
                _explained(alarm, state),
                *_handovers(alarm, state, local),
            ),
        )
    )


def _handovers(alarm: Alarm, state: RoomState, local: Local) -> Iterator[Mark]:
    """By the rota as it was then: no later rota changes it."""
    for one in alarm.handovers:
        words = handover_words(one, lambda ref: known_as(state, ref), local.clock)
        yield Mark(Sign.HANDOVER, words)


def _heard(alarm: Alarm, state: RoomState, local: Local) -> tuple[Mark, ...]:
    if alarm.sounding(local.now):
        return (Mark(Sign.SOUNDING, "sounding"),)
    taken = _quiet(Sign.ACKNOWLEDGED, "acknowledged by", alarm.acknowledged, state, local)
    paused = _quiet(Sign.PAUSED, "sound paused by", alarm.paused, state, local)
    return tuple(mark for mark in (taken, paused) if mark is not None)


def _quiet(
    sign: Sign, did: str, quiet: Quiet | None, state: RoomState, local: Local
) -> Mark | None:
    if quiet is None or not quiet.holds(local.now):
        return None
    until = f"until {local.to_the_second(quiet.until)}"
    return Mark(sign, f"{did} {known_as(state, quiet.by)}", quiet.until, until)


def _over(alarm: Alarm, local: Local) -> Mark | None:
    """It latches: nobody can know from afar how the person is."""
    if alarm.over_at is None:
        return None
    over = f"over {local.clock(alarm.over_at)}"
    return Mark(Sign.OVER, f"{over}; shows until somebody was at the door and saw")


def _again(alarm: Alarm, local: Local) -> Mark | None:
    if alarm.again_at is None:
        return None
    return Mark(Sign.AGAIN, f"{alarm.times} times, last {local.clock(alarm.again_at)}")


def _came(alarm: Alarm, local: Local) -> Mark | None:
    """When the door witnessed staff; whether they are still there, nobody says."""
    if alarm.came_at is None:
        return None
    here = alarm.here_at or alarm.came_at
    last = f", last {local.clock(here)}" if here - alarm.came_at >= minutes(1) else ""
    return Mark(Sign.CAME, f"staff at the door {local.clock(alarm.came_at)}{last}")


def _explained(alarm: Alarm, state: RoomState) -> Mark | None:
    """It shows and sounds all the same; only its messages wait."""
    cause = explained_by(alarm.condition, (one.condition for one in state.alarms if one.steps))
    if cause is None:
        return None
    return Mark(Sign.EXPLAINED, f"explained by “{cause.name}” here: no messages of its own")


# ---- how far it has climbed -------------------------------------------------------------------


def climb(alarm: Alarm, state: RoomState, local: Local) -> Iterator[str]:
    """``Fetched: nurse in charge K.O. 02:20``, and who is next, and when."""
    known = BY_NAME.get(alarm.condition)
    duties = [rung.duty for rung in ladder_of(known)] if known else []
    fetched = [
        _fetched(step, duties[step.step], state, local)
        for step in alarm.steps
        if step.step < len(duties)
    ]
    if fetched:
        yield f"Fetched: {', '.join(fetched)}"
    ahead = next_rung(alarm, state, local.now)
    if ahead is not None:
        rung, at = ahead
        yield f"Next: {rung.duty}{_named(rung.duty, at, state)} {local.clock(at)}{_unless(alarm)}"


def _fetched(step: Step, duty: Duty, state: RoomState, local: Local) -> str:
    who = _named(duty, step.at, state)
    reached = " (no message got through)" if step.failed and not step.told else ""
    return f"{duty}{who} {local.clock(step.at)}{reached}"


def _named(duty: Duty, at: Instant, state: RoomState) -> str:
    """Whom the rota names for it then, or that it names nobody; nothing where there is none."""
    names = ", ".join(known_as(state, ref) for ref in state.rota.on(duty, at))
    if names:
        return f" {names}"
    return " (the rota names nobody)" if state.rota.shifts else ""


def _unless(alarm: Alarm) -> str:
    takes = "somebody takes it on" if alarm.kind is Kind.TECHNICAL else "staff are at the door"
    return f", unless {takes}"


# ---- whether there was something to do --------------------------------------------------------


def _marked(alarm: Alarm, state: RoomState) -> str:
    """What was said of it last, as far as the room's newest facts reach back."""
    said = [one for one in state.recent if isinstance(one, AlarmMarked) and one.id == alarm.id]
    return marked_words(said[-1].actionable, known_as(state, said[-1].by)) if said else ""


def marked_words(actionable: bool, who: str) -> str:
    return f"{'Something' if actionable else 'Nothing'} to do, says {who}"
