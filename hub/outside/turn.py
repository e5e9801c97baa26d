"""One turn of the hub: what is stored in one commit, and who waits to hear of it."""

import asyncio
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hub.acts import Act, Event, On
from hub.effects import (
    Changed,
    Chart,
    Effect,
    Keep,
    KeepPin,
    Publish,
    Standing,
    TakeBack,
    Tell,
    Took,
)
from hub.office import Office
from hub.rooms.facts import AnyFact
from hub.rooms.facts import room_of as room_about
from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from ward.announcements import AlarmChanged, Change, Receipt, Status
from ward.care import Care
from ward.orders import Order
from ward.rooms import RoomId
from ward.units import Instant

FACTS_MOST = 10_000  # of one turn: about 20 MiB
POINTS_MOST = 100_000  # eleven minutes of fifty rooms, about 20 MiB
PUBLISHES_MOST = 20_000  # a broker that comes and goes has every room told anew each time
RECEIPTS_MOST = 10_000  # nodes ask again
BAD_NEWS = frozenset({Change.BEGAN, Change.AGAIN, Change.ESCALATED})

Said = Publish | Tell | TakeBack  # on the wire, or to people


class Machine(Protocol):
    """The hub without its shell: ``hub.round.Round``."""

    @property
    def rooms(self) -> tuple[RoomId, ...]: ...

    @property
    def counters(self) -> Mapping[str, int]: ...

    @property
    def office(self) -> Office: ...

    def feed(self, event: Event, now: Instant) -> tuple[Effect, ...]: ...

    def tick(self, now: Instant) -> tuple[Effect, ...]: ...

    def state(self, room: RoomId) -> RoomState: ...

    def findings(self, room: RoomId) -> tuple[Finding, ...]: ...


class Mouth(Protocol):
    """What speaks on the wire: ``hub.outside.mqtt.Wire``."""

    @property
    def connected(self) -> bool: ...

    @property
    def counters(self) -> Mapping[str, int]: ...

    def publish(self, topic: str, payload: bytes, *, retained: bool = False) -> bool: ...

    def flush(self) -> None: ...

    def check(self) -> None: ...


class Callers(Protocol):
    """What carries messages to people: ``hub.outside.tellers.Tellers``."""

    @property
    def counters(self) -> Mapping[str, int]: ...

    def tell(self, tell: Tell) -> None: ...

    def take_back(self, back: TakeBack) -> None: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody did at the panel, and where its answer is waited for."""

    act: Act
    answer: asyncio.Future[Sequence[str]]
    device: str = ""

    @property
    def event(self) -> Event:
        """The act, with the device on which it was done where that is known."""
        return On(self.act, self.device) if self.device else self.act


@dataclass(slots=True)
class Turn:
    """What is stored together, and what must not be told before.

    A receipt waits for the commit of whatever it may cover. Anything else waits only if a fact
    about its room is waiting; what is said of one room so keeps its order. Bounded: facts and
    points beyond the bound are counted and let go, the newest first, and from then on nothing is
    said to be taken, for what is let go is not.
    """

    facts: list[AnyFact] = field(default_factory=list)
    points: list[Chart] = field(default_factory=list)
    taken: dict[tuple[RoomId, str], Took] = field(default_factory=dict)
    pins: list[KeepPin] = field(default_factory=list)
    receipts: list[Publish] = field(default_factory=list)
    publishes: list[Said] = field(default_factory=list)
    answers: list[tuple[Asked, Sequence[str]]] = field(default_factory=list)
    rooms: set[RoomId] = field(default_factory=set)  # that its facts are about
    changed: set[RoomId] = field(default_factory=set)
    told_early: set[RoomId] = field(default_factory=set)  # how they stand, before it was stored
    let_go: int = 0
    _looked_at: int = 0

    @property
    def is_urgent(self) -> bool:
        """Whether somebody waits; points and receipts can wait for others to share a commit."""
        return bool(self.facts or self.answers)

    @property
    def is_empty(self) -> bool:
        return not (self.is_urgent or self.has_to_be_stored or self.receipts or self.publishes)

    @property
    def has_to_be_stored(self) -> bool:
        return bool(self.facts or self.points or self.taken)

    def add(self, effects: Sequence[Effect], before: Container[RoomId]) -> list[Effect]:
        """Take in what is to wait, here or behind a fact of the turn before; the rest may go."""
        for effect in effects:
            if isinstance(effect, Keep):
                self._keep(effect.fact)
        return [effect for effect in effects if self._leaves(effect, before)]

    def _leaves(self, effect: Effect, before: Container[RoomId]) -> bool:
        match effect:
            case Chart():
                self._chart(effect)
            case Took():
                self._take(effect)
            case KeepPin() if not self.let_go:  # else the fact beside it may have gone
                self.pins.append(effect)
            case Standing():
                return self._leaves_about(effect, before)
            case Publish(message=Receipt()):
                self._receipt(effect)
            case Publish() | Tell() | TakeBack() | Changed():
                return self._leaves_about(effect, before)
        return False

    def _leaves_about(self, effect: Said | Changed, before: Container[RoomId]) -> bool:
        if not any(room in self.rooms or room in before for room in rooms_of(effect)):
            return True
        if isinstance(effect, Changed):
            self.changed.add(effect.room)
        elif _cannot_wait(effect) or self._has_room():
            self.publishes.append(effect)
        return False

    def _has_room(self) -> bool:
        if not self.let_go and len(self.publishes) >= PUBLISHES_MOST:
            self.let_go += 1  # a hub that starts again tells every room anew
        return not self.let_go

    def _keep(self, fact: AnyFact) -> None:
        if room := room_about(fact):
            self.rooms.add(room)
            self.changed.add(room)
        if len(self.facts) < FACTS_MOST:
            self.facts.append(fact)
        else:
            self.let_go += 1

    def _chart(self, point: Chart) -> None:
        if len(self.points) < POINTS_MOST:
            self.points.append(point)
        else:
            self.let_go += 1

    def _take(self, took: Took) -> None:
        if not self.let_go:
            self.taken[took.room, took.boot] = took

    def _receipt(self, receipt: Publish) -> None:
        if not self.let_go and len(self.receipts) < RECEIPTS_MOST:
            self.receipts.append(receipt)

    def freed(self) -> tuple[list[Said], set[RoomId]]:
        """What waited only for facts of the turn before, which are stored now."""
        free = [one for one in self.publishes if self.rooms.isdisjoint(rooms_of(one))]
        self.publishes = [one for one in self.publishes if not self.rooms.isdisjoint(rooms_of(one))]
        changed, self.changed = self.changed - self.rooms, self.changed & self.rooms
        self._looked_at = 0
        return free, changed

    def will_not_wait(self) -> list[Said]:
        """What is told though it is not recorded: how rooms stand, and alarms that began."""
        new = self.publishes[self._looked_at :]
        self.publishes[self._looked_at :] = [one for one in new if not _cannot_wait(one)]
        self._looked_at = len(self.publishes)
        early = [one for one in new if _cannot_wait(one)]
        self.told_early |= {room for one in early for room in rooms_of(one)}
        return early

    def without_orders(self) -> int:
        """Let go of orders: told late, they would be old wishes. How many went."""
        before = len(self.publishes)
        self.publishes = [one for one in self.publishes if not _is_order(one)]
        self._looked_at = 0
        return before - len(self.publishes)

    def answer(self, instead: Sequence[str] | None = None) -> None:
        """Tell everybody who did something what came of it."""
        for asked, words in self.answers:
            if not asked.answer.done():
                asked.answer.set_result(words if instead is None else instead)
        self.answers.clear()


def _is_order(said: Said) -> bool:
    if not isinstance(said, Publish) or isinstance(said, Standing):
        return False
    return isinstance(said.message, Order)


def _cannot_wait(said: Said) -> bool:
    match said:
        case Tell(is_end=is_end):
            return not is_end
        case Standing():
            return True
        case Publish(message=AlarmChanged(change=change)):
            return change in BAD_NEWS
    return False


def rooms_of(said: Said | Changed) -> tuple[RoomId, ...]:
    """Which rooms it is about: many, where people are told of many at once."""
    match said:
        case Tell(about=about):
            return tuple(each.room for each in about)
        case TakeBack(room=room) | Changed(room=room):
            return (room,)
    return (room_of(said),)


def room_of(publish: Publish) -> RoomId:
    if isinstance(publish, Standing):
        return publish.room
    match publish.message:
        case Status() | AlarmChanged() | Care() | Order() | Receipt() as said:
            return said.room
    raise TypeError(f"a {type(publish.message).__name__} is not the hub's to say")
