"""The round: the whole hub, pure. Fed what happened and told the time, it says what follows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hub.acts import Act, Arrived, Connected, Disconnected, Event
from hub.alarms.ledger import changes
from hub.announce import alarm_changed, care_due, care_published, status
from hub.decide import decide
from hub.effects import Changed, Denied, Effect, Keep, Publish
from hub.hearing import take_in
from hub.ingest.doorkeeper import Admitted, Doorkeeper
from hub.orders.journey import expired
from hub.rooms.evolve import after
from hub.rooms.facts import (
    AlarmBegan,
    AnyFact,
    CareIssued,
    Happened,
    Observed,
    OrderAsked,
    OrderReached,
    Progress,
)
from hub.rooms.state import RoomState
from hub.rooms.watch import is_ahead
from hub.rules.finding import Finding
from hub.rules.rulebook import RULEBOOK, Rule, findings
from hub.site import Site
from ward.announcements import Receipt
from ward.conditions import BY_NAME
from ward.envelope import HealthBody, Link
from ward.rooms import RoomId
from ward.topics import Leaf, Topic
from ward.units import Instant, seconds

STATUS_EVERY = seconds(5)  # doors know by it that the hub is alive
OWED = frozenset({"happening", "observation", "answer"})


class Round:
    """Every room of the site. It never waits, reads no clock, opens nothing.

    Facts are applied before they are returned; the shell must store them before it carries out
    any other effect that came with them.
    """

    def __init__(
        self, site: Site, started: Instant, *, rulebook: tuple[Rule, ...] = RULEBOOK
    ) -> None:
        self._site = site
        self._rulebook = rulebook
        self._rooms = {room: RoomState(room, since=started) for room in site.rooms}
        self._found: dict[RoomId, tuple[Finding, ...]] = dict.fromkeys(site.rooms, ())
        self._told_at: dict[RoomId, Instant] = {}
        self._connected = False
        self._latest = started
        self.doorkeeper = Doorkeeper(frozenset(site.rooms))

    @property
    def rooms(self) -> tuple[RoomId, ...]:
        return self._site.rooms

    @property
    def connected(self) -> bool:
        """Whether the broker is there."""
        return self._connected

    @property
    def counters(self) -> Mapping[str, int]:
        """What was heard, and what was turned away, by name."""
        return self.doorkeeper.counters

    def state(self, room: RoomId) -> RoomState:
        return self._rooms[room]

    def findings(self, room: RoomId) -> tuple[Finding, ...]:
        """What was wrong there at the last event or tick, most urgent first."""
        return self._found[room]

    def replay(self, facts: Iterable[AnyFact]) -> None:
        """Become what these facts add up to. Rooms no longer of this site are passed over.

        So are alarms of conditions that are known no longer: no rule could end them.
        """
        for fact in facts:
            unknown = isinstance(fact, AlarmBegan) and fact.condition not in BY_NAME
            if fact.room in self._rooms and not unknown:
                self._apply(fact)
                self._remember(fact)

    def feed(self, event: Event, now: Instant) -> tuple[Effect, ...]:
        """What follows. One that raises leaves every room as it was, and may come again."""
        self._notice(now)
        before = self._rooms.copy()
        try:
            return self._fed(event, now)
        except Exception:
            self._rooms = before
            raise

    def _fed(self, event: Event, now: Instant) -> tuple[Effect, ...]:
        match event:
            case Arrived():
                return self._arrived(event, now)
            case Connected():
                self._connected = True
                return tuple(e for room in self.rooms for e in self._greet(room, now))
            case Disconnected():
                self._connected = False
                return tuple(Changed(room) for room in self.rooms)
        return self._act(event, now)

    def tick(self, now: Instant) -> tuple[Effect, ...]:
        """The passing of time; about once a second."""
        self._notice(now)
        return tuple(effect for room in self.rooms for effect in self._tick(room, now))

    def _notice(self, now: Instant) -> None:
        """A clock that was set back must not make a room seem heard, or told, for as long."""
        if is_ahead(self._latest, now):
            self._rooms = {room: state.heard_by(now) for room, state in self._rooms.items()}
            self._told_at.clear()
            self.doorkeeper.counters["the hub's clock was set back"] += 1
        self._latest = now

    def _tick(self, room: RoomId, now: Instant) -> tuple[Effect, ...]:
        late = self._keep(expired(self._rooms[room], now))
        told = self._judge(room, now)
        due = now - self._told_at.get(room, now - STATUS_EVERY) >= STATUS_EVERY
        again = (self._status(room, now),) if due and not told else ()
        changed = (Changed(room),) if late and not told else ()
        return (*late, *changed, *told, *again)

    def _arrived(self, event: Arrived, now: Instant) -> tuple[Effect, ...]:
        said = self.doorkeeper.admit(event.topic, event.payload, event.retained, now)
        if said is None:
            return ()
        if isinstance(said, Link):
            self._rooms[said.room] = replace(self._rooms[said.room], linked=said.linked)
            return (Changed(said.room),)
        return self._admitted(said, now)

    def _admitted(self, said: Admitted, now: Instant) -> tuple[Effect, ...]:
        envelope = said.envelope
        room = envelope.room
        self._rooms[room], facts, points = take_in(self._rooms[room], said, now)
        kept = self._keep(facts)
        receipt: tuple[Publish, ...] = ()
        if envelope.body.kind in OWED:
            told = Receipt(room=room, boot=envelope.boot, numbers=(envelope.n,))
            receipt = (Publish(str(Topic(room, Leaf.RECEIPT)), told),)
        judged = self._judge(room, now, spoke=bool(facts))
        if receipt:
            self.doorkeeper.remember(room, envelope.boot, envelope.n)
        care = self._care(room, now) if isinstance(envelope.body, HealthBody) else ()
        return (*kept, *points, *care, *judged, *receipt, Changed(room))

    def _act(self, act: Act, now: Instant) -> tuple[Effect, ...]:
        if act.room not in self._rooms:
            return (Denied(f"{act.room} is not a room of this site"),)
        decided = decide(act, self._rooms, now)
        if isinstance(decided, Denied):
            return (decided,)
        kept = self._keep((decided,))
        sent = self._send(decided, now) if isinstance(decided, OrderAsked) else ()
        return (
            *kept,
            *sent,
            *self._care(act.room, now),
            *self._judge(act.room, now, spoke=True),
            Changed(act.room),
        )

    def _send(self, asked: OrderAsked, now: Instant) -> tuple[Effect, ...]:
        """On its way once, if there is a way; an order is never kept for later."""
        if not self._connected:
            return ()
        order = asked.order
        sent = OrderReached(room=order.room, at=now, order=order.id, progress=Progress.SENT)
        return (*self._keep((sent,)), Publish(str(Topic(order.room, Leaf.ORDER)), order))

    def _greet(self, room: RoomId, now: Instant) -> tuple[Effect, ...]:
        """All that is retained, said again: the broker may have forgotten it."""
        issued = self._care(room, now)
        care = self._rooms[room].care
        again = () if issued or care is None else (care_published(care),)
        return (*issued, *again, *self._judge(room, now), self._status(room, now), Changed(room))

    def _care(self, room: RoomId, now: Instant) -> tuple[Effect, ...]:
        """A new version of the room's care, when what a node must know has changed."""
        care = care_due(self._rooms[room], self._site, now)
        if care is None:
            return ()
        issued = CareIssued(room=room, at=now, care=care)
        return (*self._keep((issued,)), care_published(care))

    def _judge(self, room: RoomId, now: Instant, *, spoke: bool = False) -> tuple[Effect, ...]:
        """Put the room to the rules; say what began, what is over, and how it stands then."""
        found = findings(self._rulebook, self._rooms[room], self._site.limits, now)
        self._found[room] = found
        moved = changes(self._rooms[room], found, now)
        if not moved and not spoke:
            return ()
        shown = self._rooms[room].alarms
        kept = self._keep(moved)
        told = tuple(alarm_changed(fact, found, shown) for fact in moved)
        return (*kept, *told, self._status(room, now), Changed(room))

    def _status(self, room: RoomId, now: Instant) -> Publish:
        self._told_at[room] = now
        return status(self._rooms[room], self._found[room], now)

    def _keep(self, facts: Iterable[AnyFact]) -> tuple[Keep, ...]:
        kept = tuple(Keep(fact) for fact in facts)
        for keep in kept:
            self._apply(keep.fact)
        return kept

    def _apply(self, fact: AnyFact) -> None:
        self._rooms[fact.room] = after(self._rooms[fact.room], fact)

    def _remember(self, fact: AnyFact) -> None:
        if isinstance(fact, Happened | Observed):
            self.doorkeeper.remember(fact.room, fact.boot, fact.n)
