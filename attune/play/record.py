"""The record of a played night: what the ward was told and did, put where questions find it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from attune.play.told import (
    Befell,
    Kept,
    NodeSaid,
    NoticeBecame,
    NoticeSent,
    Told,
    WasDenied,
    WasRecorded,
)
from hub.effects import Tell
from hub.rooms.alarm_facts import AlarmAgain, AlarmBegan, AlarmEnded, AlarmOver
from hub.rooms.evolve import after
from hub.rooms.fact import Fact
from hub.rooms.facts import AnyFact, Happened, LookedRemotely, Observed, room_of
from hub.rooms.order_facts import OrderAsked, OrderReached, Progress
from hub.rooms.state import Written
from ward.care import Staff
from ward.conditions import BY_NAME, Priority
from ward.envelope import Envelope, HappeningBody, ObservationBody, ReadingsBody, VitalBody
from ward.orders import Ordered
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.vitals import Said, Vital

F = TypeVar("F", bound=AnyFact)


@dataclass(frozen=True, slots=True)
class Shown:
    """One alarm, from when it began until it ended, if it did.

    ``over_at`` is since when its condition is over while it shows on.
    """

    room: RoomId
    id: str
    condition: str
    words: str
    began_at: datetime
    ended_at: datetime | None = None
    over_at: datetime | None = None

    @property
    def priority(self) -> Priority:
        return BY_NAME[self.condition].priority

    def at(self, moment: datetime) -> bool:
        return self.began_at <= moment and (self.ended_at is None or moment < self.ended_at)


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation: made at ``at``, known to the hub at ``known_at``."""

    room: RoomId
    at: datetime
    known_at: datetime
    by: str
    counts: bool
    because: str
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a node on breathing."""

    room: RoomId
    at: datetime
    said: Said


@dataclass(frozen=True, slots=True)
class Step:
    """How far an order had got at a moment."""

    room: RoomId
    at: datetime
    order: str
    asked: Ordered | None
    progress: Progress
    words: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What the night itself did: an act, or a fault; ``room`` of ``None``: the ward's."""

    at: datetime
    room: RoomId | None
    words: str
    is_fault: bool
    line: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One message to people, and what became of it: taken, given up, or not known yet."""

    at: datetime
    tell: Tell
    took: bool | None = None
    became_at: datetime | None = None


@dataclass
class Record:
    """Grows with everything that is told. Every list is in the order in which it became known."""

    begins: datetime
    ends: datetime
    staff: Mapping[str, Staff] = field(default_factory=dict)
    facts: list[tuple[datetime, AnyFact]] = field(default_factory=list)
    alarms: list[Shown] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    looks: list[tuple[datetime, LookedRemotely]] = field(default_factory=list)
    orders: list[Step] = field(default_factory=list)
    vitals: list[Word] = field(default_factory=list)
    pulses: list[Word] = field(default_factory=list)
    light: list[tuple[RoomId, datetime, float]] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    befell: list[Befell] = field(default_factory=list)
    denied: list[WasDenied] = field(default_factory=list)
    recorded: list[WasRecorded] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    owed: dict[tuple[RoomId, str, int], datetime] = field(default_factory=dict)
    stored: set[tuple[RoomId, str, int]] = field(default_factory=set)
    _newest: dict[tuple[RoomId, str], int] = field(default_factory=dict)
    _asked: dict[str, Ordered] = field(default_factory=dict)

    def told(self, told: Told) -> None:
        """Put it where it belongs."""
        match told:
            case Kept(at, fact):
                self.facts.append((at, fact))
                self._kept(at, fact)
            case NodeSaid(message=Envelope() as envelope):
                self._node_said(told, envelope)
            case WasRecorded():
                self.recorded.append(told)
            case WasDenied():
                self.denied.append(told)
            case Befell():
                self.befell.append(told)
            case NoticeSent() | NoticeBecame():
                self._told_people(told)

    def _kept(self, at: datetime, fact: AnyFact) -> None:
        match fact:
            case AlarmBegan() | AlarmEnded() | AlarmOver() | AlarmAgain():
                self._alarm(at, fact)
            case Observed():
                self.stored.add((fact.room, fact.boot, fact.n))
                self.seen.append(self._seen(at, fact))
            case Happened():
                self.stored.add((fact.room, fact.boot, fact.n))
            case LookedRemotely():
                self.looks.append((at, fact))
            case OrderAsked(order=order):
                self._asked[order.id] = order.asked
                step = Step(fact.room, at, order.id, order.asked, Progress.ASKED)
                self.orders.append(step)
            case OrderReached():
                asked = self._asked.get(fact.order)
                step = Step(fact.room, at, fact.order, asked, fact.progress, fact.words)
                self.orders.append(step)

    def _alarm(self, at: datetime, fact: AlarmBegan | AlarmEnded | AlarmOver | AlarmAgain) -> None:
        match fact:
            case AlarmBegan():
                self.alarms.append(Shown(fact.room, fact.id, fact.condition, fact.words, at))
            case AlarmEnded():
                self._changed(fact.id, lambda one: replace(one, ended_at=at))
            case AlarmOver():
                self._changed(fact.id, lambda one: replace(one, over_at=at))
            case AlarmAgain():
                self._changed(fact.id, lambda one: replace(one, over_at=None))

    def _told_people(self, told: NoticeSent | NoticeBecame) -> None:
        if isinstance(told, NoticeSent):
            self.messages.append(Message(told.at, told.tell))
            return
        for place, one in enumerate(self.messages):
            if one.tell is told.tell and one.took is None:
                self.messages[place] = replace(one, took=told.took, became_at=told.at)
                return

    def _changed(self, alarm: str, change: Callable[[Shown], Shown]) -> None:
        for place in range(len(self.alarms) - 1, -1, -1):
            if self.alarms[place].id == alarm:
                self.alarms[place] = change(self.alarms[place])
                return

    def _seen(self, at: datetime, fact: Observed) -> Seen:
        ref = fact.observation.evidence.by
        by = self.staff[ref].initials if ref and ref in self.staff else "nobody known"
        verdict = fact.ends_spell, fact.because, fact.grade
        return Seen(fact.room, fact.observed_at, at, by, *verdict)

    def _node_said(self, told: NodeSaid, envelope: Envelope) -> None:
        """What is said again, late, is no new word."""
        body = envelope.body
        if isinstance(body, HappeningBody | ObservationBody):
            self.owed.setdefault((told.room, envelope.boot, envelope.n), told.at)
        newest = self._newest.get((told.room, envelope.boot), 0)
        if envelope.n <= newest:
            return
        self._newest[told.room, envelope.boot] = envelope.n
        match body:
            case VitalBody(vital=vital, said=said):
                words = self.vitals if vital is Vital.BREATHING else self.pulses
                words.append(Word(told.room, told.at, said))
            case ReadingsBody(readings=readings):
                self.light += [
                    (told.room, told.at, each.value)
                    for each in readings
                    if each.quantity is Quantity.LIGHT and isinstance(each.value, float)
                ]

    # ---- questions -------------------------------------------------------------------------

    def alarms_of(self, room: RoomId, condition: str | None = None) -> list[Shown]:
        return [
            alarm
            for alarm in self.alarms
            if alarm.room == room and condition in (None, alarm.condition)
        ]

    def newest_word(self, room: RoomId, moment: datetime) -> Word | None:
        """The node's last word on breathing up to this moment."""
        said = (word for word in reversed(self.vitals) if word.room == room and word.at <= moment)
        return next(said, None)

    def facts_of(self, room: RoomId) -> Iterator[tuple[datetime, AnyFact]]:
        return ((at, fact) for at, fact in self.facts if room_of(fact) == room)

    def told_of(self, kind: type[F]) -> Iterator[tuple[datetime, F]]:
        """Facts of this kind, each with when it was stored."""
        return ((at, fact) for at, fact in self.facts if isinstance(fact, kind))

    def still_shown(self, alarm: Shown) -> Iterator[tuple[datetime, datetime]]:
        """From when until when its condition was over while it showed on."""
        since: datetime | None = None
        for at, fact in self.facts:
            match fact:
                case AlarmOver(id=alarm.id):
                    since = at
                case AlarmAgain(id=alarm.id) if since is not None:
                    yield since, at
                    since = None
        if since is not None:
            yield since, alarm.ended_at or self.ends

    def known_as(self, who: str) -> str:
        """Initials, whether a reference or the initials themselves were said."""
        known = self.staff.get(who)
        return known.initials if known else who

    def alarm(self, id_: str) -> Shown | None:
        """The alarm of this name."""
        return next((each for each in self.alarms if each.id == id_), None)

    def written(self, room: RoomId, moment: datetime) -> Written:
        """The room as its facts up to this moment add up to it, by the hub's own rules."""
        state = Written(room)
        for at, fact in self.facts_of(room):
            if at <= moment and isinstance(fact, Fact):
                state = after(state, fact)
        return state

    def lost(self) -> Iterator[str]:
        """What a node owed and the hub never stored, in words."""
        for (room, boot, n), at in self.owed.items():
            if (room, boot, n) not in self.stored:
                yield f"{room} number {n} of {boot}, said at {at:%H:%M:%S}"
        kept = {fact.observation.id for _, fact in self.facts if isinstance(fact, Observed)}
        for each in self.recorded:
            if each.recorded.observation.id not in kept:
                yield f"{each.room} an observation recorded at {each.at:%H:%M:%S}"
