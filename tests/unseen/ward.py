"""Two rooms next to each other, their hub, its store and its broker; time as it truly goes."""

from collections import Counter, deque
from dataclasses import dataclass, field
from random import Random

from hub.acts import Act, Arrived, Connected, Disconnected, Event, Started
from hub.alarms.route import Route
from hub.effects import Denied, Effect, Keep, Publish, Tell, Took
from hub.rooms.absence_facts import AbsenceContradicted
from hub.rooms.alarm_facts import AlarmBegan
from hub.rooms.facts import AnyFact
from hub.rooms.state import RoomState
from hub.round import Round
from hub.rules.limits import Limits
from hub.site import Site
from hub.staff.facts import OF_OFFICE
from tests.hub.world import KO, MT, TWO_AM
from tests.unseen.witness import Witness
from ward.announcements import Status
from ward.care import Role, Staff
from ward.codec import encode
from ward.conditions import BLANK_SPELL
from ward.envelope import Body, Envelope, HealthBody
from ward.rooms import RoomId
from ward.topics import LEAF_OF_KIND, Topic
from ward.units import Instant, Wire, seconds

ROOMS = (RoomId("ash", 1), RoomId("ash", 2))
WM = Staff(ref="st-03", initials="W.M.", role=Role.MANAGER, badge="0455667788")
DR = Staff(ref="st-04", initials="R.D.", role=Role.DOCTOR, badge="0411223344")
STAFF = (MT, KO, WM, DR)
TICK_MOST_S = 5.0  # between two of them; what is longer is taken for a clock that was set on
AHEAD_MOST = seconds(600)  # of the hub: beyond it nothing is believed
UP_S = 100_000.0
SOON = Limits(cctv_review_s=600, objection_s=300)
SAID_MOST = 12  # of a room, that may be said again


@dataclass
class Node:
    """One room's node, as far as what it says goes."""

    boot: str
    boots: int = 1
    number: int = 0
    booted_s: float = -UP_S
    clock_s: float = 0.0  # ahead of the hub's, when it is believed
    synced: bool = True
    said: deque[tuple[str, bytes]] = field(default_factory=lambda: deque(maxlen=SAID_MOST))
    orders: list[str] = field(default_factory=list)


class Ward:
    """Everything is fed at a true moment; the hub sees it by its own clock, which may be wrong."""

    def __init__(self, hub: type[Round] = Round, *, tells: bool = True) -> None:
        self.site = Site(rooms=ROOMS, staff=STAFF, cctv=ROOMS[:1], limits=SOON)
        self.hub = hub
        self.routes = (Route("pager", tell_ends=True),) if tells else ()
        self.true_s = 0.0  # since the story began
        self.ahead_s = 0.0  # the hub's clock
        self.told_s = 0.0  # when the hub was last told the time
        self.ticked_s = 0.0
        self.spells: dict[RoomId, tuple[str, int]] = {}  # alarms, and how much evidence came before
        self.witness = Witness(ROOMS)
        self.nodes = {room: Node(f"{room.slug}-1") for room in ROOMS}
        self.badges = {one.ref: one.badge for one in STAFF}  # as is known to the hub
        self.facts: list[AnyFact] = []
        self.taken: dict[tuple[RoomId, str], Took] = {}
        self.kept: tuple[dict[RoomId, bytes], int] | None = None
        self.statuses: dict[RoomId, Status] = {}
        self.tells: deque[Tell] = deque(maxlen=SAID_MOST)
        self.denied = 0
        self.began = 0  # spells
        self.good = 0  # visits that were held to the mirror of the law
        self.old: set[tuple[RoomId, str, int]] = set()  # numbers of boots before
        self.set_s = 0.0  # when the hub's clock was last set
        self.counted: Counter[str] = Counter()  # facts, by kind
        self._begin()

    @property
    def now(self) -> Instant:
        """By the hub's clock."""
        return TWO_AM + seconds(self.true_s + self.ahead_s)

    def state(self, room: RoomId) -> RoomState:
        return self.round.state(room)

    # ---- time --------------------------------------------------------------------------------

    def wait(self, span_s: float) -> None:
        """Ticked at the end of it, and every few seconds."""
        until_s = self.true_s + span_s
        while self.true_s < until_s:
            self.true_s = min(until_s, self.true_s + TICK_MOST_S)
            self.take(self.round.tick(self.now))
            self.told_s = self.ticked_s = self.true_s

    def sets_clock(self, by_s: float) -> None:
        """The hub's own, while it runs; it sees so at the next tick."""
        self.witness.clock_set(by_s, self.true_s - self.told_s)
        self.ahead_s += by_s
        self.told_s = self.set_s = self.true_s
        self.take(self.round.tick(self.now))

    def is_steady(self, room: RoomId) -> bool:
        """Whether the hub's clock was not set since somebody was there, and it was told at once.

        Else nobody knows whether a visit that is told late was before that: it may end nothing.
        """
        return not self.set_s or self.witness.fresh.get(room, 0.0) > self.set_s

    # ---- what comes to the hub ---------------------------------------------------------------

    def feed(self, event: Event) -> tuple[Effect, ...]:
        effects = self.round.feed(event, self.now)
        self.told_s = self.true_s
        self.take(effects)
        return effects

    def does(self, act: Act) -> bool:
        """Whether it was done, and not denied."""
        return not any(isinstance(effect, Denied) for effect in self.feed(act))

    def says(self, room: RoomId, body: Body, *, age_s: float = 0.0, n: int | None = None) -> None:
        """A node's word, put on the wire now, so old."""
        self.sends(room, self.envelope(room, body, age_s=age_s, n=n))

    def envelope(
        self, room: RoomId, body: Body, *, age_s: float = 0.0, n: int | None = None
    ) -> Envelope:
        node = self.nodes[room]
        sent_up = self.true_s - node.booted_s
        age_s = min(age_s, sent_up)
        sent_at = self.now + seconds(node.clock_s)
        return Envelope(
            room=room,
            boot=node.boot,
            n=self._number(node, body) if n is None else n,
            at=sent_at - seconds(age_s),
            up=sent_up - age_s,
            synced=node.synced,
            sent_at=sent_at,
            sent_up=sent_up,
            body=body,
        )

    def _number(self, node: Node, body: Body) -> int:
        if not isinstance(body, HealthBody):
            node.number += 1
        return node.number

    def sends(self, room: RoomId, message: Envelope) -> None:
        topic = str(Topic(room, LEAF_OF_KIND[message.body.kind]))
        payload = encode(message)
        if message.sent_at - self.now <= AHEAD_MOST:
            self.nodes[room].said.append((topic, payload))  # else its node says it anew
        self.arrives(topic, payload)

    def arrives(self, topic: str, payload: bytes | Wire, *, retained: bool = False) -> None:
        whole = payload if isinstance(payload, bytes) else encode(payload)
        self.feed(Arrived(topic, whole, retained))

    # ---- what follows ------------------------------------------------------------------------

    def take(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case Keep(fact):
                    self.facts.append(fact)
                    self.counted[fact.fact] += 1
                    if isinstance(fact, AbsenceContradicted):
                        self.witness.belied(fact.room)
                    self.began += (
                        isinstance(fact, AlarmBegan) and fact.condition == BLANK_SPELL.name
                    )
                case Took():
                    self.taken[effect.room, effect.boot] = effect
                case Publish(message=Status() as status):
                    self.statuses[status.room] = status
                case Tell():
                    self.tells.append(effect)
                case Denied():
                    self.denied += 1

    # ---- what breaks -------------------------------------------------------------------------

    def loses_broker(self) -> None:
        self.feed(Disconnected())
        self.statuses.clear()

    def finds_broker(self) -> None:
        self.feed(Connected())

    def keeps_snapshot(self) -> None:
        self.kept = dict(self.round.written()), len(self.facts)

    def restarts(self, *, down_s: float = 0.0, set_by_s: float = 0.0, whole: bool = True) -> None:
        """The hub is killed, and comes back with what was stored, by a clock set meanwhile."""
        left_off = self.now
        self.witness.hub_down()
        self.true_s += down_s
        self.witness.clock_set(set_by_s, down_s)
        if set_by_s:
            self.ahead_s, self.set_s = self.ahead_s + set_by_s, self.true_s
        self.told_s = self.true_s
        self._begin(left_off=left_off, whole=whole)

    def _begin(self, *, left_off: Instant | None = None, whole: bool = True) -> None:
        self.round = self.hub(self.site, self.now, routes=self.routes)
        written, since = self.kept or ({}, 0)
        if written and not whole:
            self.round.restore(written)
            before = self.facts[:since]  # who works here is in no snapshot
            self.round.replay(fact for fact in before if fact.fact in OF_OFFICE)
            self.round.replay(self.facts[since:])
        else:
            self.round.replay(self.facts)
        self.round.resume(self.taken.values())
        if left_off is not None:
            self.round.left_off(left_off)
        self.statuses.clear()
        self.feed(Started())
        self.feed(Connected())


def next_door(room: RoomId) -> RoomId:
    return ROOMS[1 - ROOMS.index(room)]


def any_room(rng: Random) -> RoomId:
    return rng.choice(ROOMS)
