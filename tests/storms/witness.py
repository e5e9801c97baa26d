"""The witness of a storm: what truly happened, beside what the machines said and stored of it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from attune.play.told import HubSaid, Kept, NodeSaid, WasRecorded
from attune.play.world import World
from edge.events import Follows, Store
from edge.parcel import Sheaf
from firmware_sim.body import Place as At
from hub.rooms.alarm_facts import (
    AlarmAcknowledged,
    AlarmAgain,
    AlarmBegan,
    AlarmEnded,
    AlarmOver,
    AudioPaused,
)
from hub.rooms.episode_facts import Authorised, EpisodeBegan, EpisodeEnded, PlanSet
from hub.rooms.facts import AnyFact, Happened, NumbersLost, Observed
from hub.rooms.order_facts import OrderAsked
from hub.rooms.state import RoomState
from hub.round import Round
from tests.storms.story import Story
from ward.announcements import Receipt
from ward.envelope import AnswerBody, Backlog, Body, Envelope, VitalBody
from ward.orders import Order, Outcome
from ward.rooms import RoomId
from ward.units import Instant, Span, minutes, seconds
from ward.vitals import Rate

Number = tuple[str, int]  # a boot's name, and a number of its
BREATHES_LEAST = 1.0  # a minute; under it nothing is breathed
AHEAD_MOST_S = 5.0  # hub/rooms/watch.py


class Limit(NamedTuple):
    """How long may pass, from a true moment on; and how far ahead the hub's clock was then."""

    begun: Instant
    every: Span
    ahead_s: float

    def set_back(self, by_s: float) -> "Limit":
        """Dated anew by a hub whose clock was set back."""
        return self._replace(ahead_s=self.ahead_s - by_s)


class Press(NamedTuple):
    """When something was made quiet; how far ahead the hub's clock was, and gone back unseen."""

    at: Instant
    ahead_s: float
    unnoticed_s: float


@dataclass
class Room:
    """One room, as it truly was."""

    since_seen: Instant | None = None  # of the running watch
    limits: list[Limit] = field(default_factory=list)
    breathed_at: Instant | None = None  # last, in bed
    somebody_at_door_at: Instant | None = None
    dark_since: Instant | None = None  # since when no word of it can have come to the hub
    arrived_at: Instant | None = None  # the last word of its that came to a hub that ran
    said: dict[Number, Body] = field(default_factory=dict)
    true_at: dict[Number, Instant] = field(default_factory=dict)
    last_true_at: dict[str, Instant] = field(default_factory=dict)  # of what was said, by kind
    disk: set[Number] = field(default_factory=set)  # stored single parcels
    obeyed: list[tuple[str, str, Instant]] = field(default_factory=list)  # order, boot, when
    answers: set[Number] = field(default_factory=set)
    alarms: dict[str, str] = field(default_factory=dict)  # stored as begun and not ended
    allowed: list[tuple[Instant, Instant | None]] = field(default_factory=list)  # authorised until
    wrong_by_s: float = 0.0  # the farthest its clock was ahead when something was recorded
    slow_by_s: float = 0.0  # the farthest its clock ever was behind
    ended_at: Instant | None = None  # of the episode, when it was ended unseen
    rates: list[Instant] = field(default_factory=list)  # when its node said one


class Witness:
    """Watches a world; decides nothing. ``wrong`` is what laws found at the moment it was said."""

    def __init__(self, story: Story, world: World) -> None:
        self.story, self.world = story, world
        self.rooms = {room: Room() for room in story.rooms}
        self.boots: dict[str, tuple[RoomId, Instant]] = {}
        self.facts: list[tuple[Instant, AnyFact]] = []
        self.stored: Counter[tuple[RoomId, str, int]] = Counter()
        self.lost: dict[RoomId, set[Number]] = defaultdict(set)
        self.orders: dict[str, OrderAsked] = {}
        self.recorded: dict[str, tuple[RoomId, Instant, bool]] = {}  # observations, by id
        self.receipts: list[tuple[Instant, Receipt, frozenset[Number]]] = []
        self.ended: list[tuple[Instant, AlarmEnded | AlarmOver]] = []
        self.runs_since: dict[str, Instant] = {}  # alarms, from when they began or were there again
        self.acknowledged: dict[str, Press] = {}  # alarms, and when somebody last did so
        self.paused: dict[str, Press] = {}
        self.unnoticed_s = 0.0  # by how much the hub's clock went back, too little at a time
        self._ahead_s = 0.0
        self.hub_up_since: Instant | None = world.now
        self.hub_back_s = 0.0  # its clock went back by so much in all, and no hub saw it
        self._back: list[tuple[float, Round | None]] = []  # and which hub is to
        self._hub_ahead_s, self._hub_then = 0.0, world.hub.round
        self.tally: Counter[str] = Counter()
        self.shown: tuple[tuple[RoomId, RoomState], ...] = ()
        world.watch(Kept, self._kept)
        world.watch(Kept, self._alarm_kept)
        world.watch(NodeSaid, self._node_said)
        world.watch(HubSaid, self._hub_said)
        world.watch(WasRecorded, self._was_recorded)

    def _booted(self, boot: str, room: RoomId) -> None:
        self.boots.setdefault(boot, (room, self.world.now))

    def hub_time(self, moment: Instant) -> Instant:
        """That moment by the hub's clock as it is now."""
        return moment + seconds(self.world.hub.clock.ahead_s(self.world.now))

    def _truly(self, moment: Instant, stored_at: Instant) -> Instant:
        """When that was, of a moment by the hub's clock; never after it was stored."""
        ahead_s = self.world.hub.clock.ahead_s(stored_at)
        return min(stored_at, moment - seconds(ahead_s))

    # ---- what is told ------------------------------------------------------------------------

    def _kept(self, told: Kept) -> None:
        fact, room = told.fact, self.rooms[told.fact.room]
        self.facts.append((told.at, fact))
        match fact:
            case Happened() | Observed():
                self.stored[fact.room, fact.boot, fact.n] += 1
            case NumbersLost():
                self.lost[fact.room] |= {(fact.boot, n) for n in range(fact.first, fact.last + 1)}
            case OrderAsked():
                self.orders[fact.order.id] = fact
            case Authorised():
                until = fact.authorisation.until if fact.authorisation else None
                room.allowed.append((told.at, until))
            case EpisodeBegan() | EpisodeEnded() | PlanSet():
                self._watch(fact, told.at)

    def _alarm_kept(self, told: Kept) -> None:
        fact, room = told.fact, self.rooms[told.fact.room]
        match fact:
            case AlarmBegan():
                room.alarms[fact.id] = fact.condition
                self.runs_since[fact.id] = self._truly(fact.since or fact.at, told.at)
            case AlarmAgain():
                self.runs_since[fact.id] = self._truly(fact.at, told.at)
            case AlarmEnded() | AlarmOver():
                self.ended.append((told.at, fact))
                if isinstance(fact, AlarmEnded):
                    room.alarms.pop(fact.id, None)
            case AlarmAcknowledged():
                self.acknowledged[fact.id] = self._press(told.at)
            case AudioPaused(ids=ids):
                self.paused |= dict.fromkeys(ids, self._press(told.at))

    def _press(self, at: Instant) -> "Press":
        return Press(at, self.world.hub.clock.ahead_s(at), self.unnoticed_s)

    def _node_said(self, told: NodeSaid) -> None:
        message, room = told.message, self.rooms[told.room]
        if room.dark_since is not None and self._reaches(told.room):
            room.dark_since = told.at  # only from now on
        if isinstance(message, Envelope):
            self._enveloped(told.room, message, told.at)
        elif isinstance(message, Backlog):
            for envelope in message.envelopes():
                self._enveloped(told.room, envelope, told.at)

    def _enveloped(self, room_id: RoomId, envelope: Envelope, now: Instant) -> None:
        room, body = self.rooms[room_id], envelope.body
        unit = self.world.units[room_id]
        self._booted(unit.boot, room_id)
        # One that began and ended between two looks: by its own word.
        self.boots.setdefault(envelope.boot, (room_id, envelope.at - seconds(envelope.up)))
        true_at = self.boots[envelope.boot][1] + seconds(envelope.up)
        last = room.last_true_at.get(body.kind)
        room.last_true_at[body.kind] = max(last or true_at, true_at)
        if body.kind == "health":
            return
        number = envelope.boot, envelope.n
        room.said.setdefault(number, body)
        room.true_at.setdefault(number, true_at)
        if isinstance(body, VitalBody) and isinstance(body.said, Rate):
            room.rates.append(true_at)
        if isinstance(body, AnswerBody) and number not in room.answers:
            room.answers.add(number)
            if body.answer.outcome is Outcome.DONE:
                room.obeyed.append((body.answer.order, envelope.boot, true_at))

    def _hub_said(self, told: HubSaid) -> None:
        if isinstance(told.message, Order):
            self.story.old_orders.append(told.message)
        if isinstance(told.message, Receipt):
            self.receipts.append((told.at, told.message, self._of(told.message)))

    def _of(self, receipt: Receipt) -> frozenset[Number]:
        """What is on the hub's disk of this boot at the moment of the receipt."""
        took = self.world.hub.disk.took.get((receipt.room, receipt.boot))
        stretches = took.stretches if took else ()
        return frozenset(
            (receipt.boot, n) for first, last in stretches for n in range(first, last + 1)
        )

    def _was_recorded(self, told: WasRecorded) -> None:
        verdict = told.recorded.graded.ends_spell
        self.recorded[told.recorded.observation.id] = (told.room, told.at, verdict)
        ahead_s = self.world.units[told.room].clock.ahead_s(told.at)
        room = self.rooms[told.room]
        room.wrong_by_s = max(room.wrong_by_s, ahead_s)

    def stores(self, room: RoomId, follow: Follows) -> None:
        """A node's disk took this for good."""
        if isinstance(follow, Store):
            for parcel in follow.parcels:
                if not isinstance(parcel, Sheaf):
                    self.rooms[room].disk.add((parcel.boot, parcel.n))
                    self.rooms[room].said.setdefault((parcel.boot, parcel.n), parcel.body)

    # ---- every second ------------------------------------------------------------------------

    def look(self) -> None:
        """What is so at this moment, whatever anybody says of it."""
        world, now = self.world, self.world.now
        up = world.hub.round is not None
        self.shown = tuple((room, world.hub.shown(room)) for room in self.rooms) if up else ()
        if world.hub.round is None:
            self.hub_up_since = None
        elif self.hub_up_since is None:
            self.hub_up_since = now
        self._hub_went_back()
        self._looks_at_clock(world.hub.clock.ahead_s(now))
        for room_id, room in self.rooms.items():
            unit = world.units[room_id]
            if unit.node is not None:
                self._booted(unit.boot, room_id)
            room.slow_by_s = max(room.slow_by_s, -unit.clock.ahead_s(now))
            body, played = unit.world.body, unit.world
            if body.place is At.BED and body.breathing_per_min >= BREATHES_LEAST:
                room.breathed_at = now
            if played.standing_there or played.door_open or played.talking:
                room.somebody_at_door_at = now
            reached = self._reaches(room_id)
            room.dark_since = None if reached else (room.dark_since or now)

    def _hub_went_back(self) -> None:
        """A hub that runs sees its clock go back, and has it on record by its next tick.

        It sees no few seconds, and nothing that is done while it is down. One that is killed before
        it could write that down has never seen it. Limits are dated anew with what it saw.
        """
        hub = self.world.hub
        ahead_s = hub.clock.ahead_s(self.world.now)
        by_s = self._hub_ahead_s - ahead_s
        if by_s > 0:
            self._back.append((by_s, self._hub_then if by_s > AHEAD_MOST_S else None))
        waits: list[tuple[float, Round | None]] = []
        for back_s, seen_by in self._back:
            if seen_by is None or seen_by is not hub.round:
                self.hub_back_s += back_s
            elif hub.cannot_record:
                waits.append((back_s, seen_by))
            else:
                for room in self.rooms.values():
                    room.limits = [limit.set_back(back_s) for limit in room.limits]
        self._back = waits
        self._hub_ahead_s, self._hub_then = ahead_s, hub.round

    def _looks_at_clock(self, ahead_s: float) -> None:
        """A hub takes no step of a few seconds, less the second since it last looked, for one."""
        back_s, self._ahead_s = self._ahead_s - ahead_s, ahead_s
        if 0 < back_s <= AHEAD_MOST_S + 1:
            self.unnoticed_s += back_s

    def _watch(self, fact: EpisodeBegan | EpisodeEnded | PlanSet, stored_at: Instant) -> None:
        """How often somebody has to come, from the true moment of the act."""
        waited = self.world.hub.clock.read(stored_at) - fact.at  # for a disk that took nothing
        at, room = stored_at - max(waited, Span()), self.rooms[fact.room]
        ahead_s = self.world.hub.clock.ahead_s(stored_at)
        match fact:
            case EpisodeBegan(plan=plan):
                room.ended_at = None
                room.limits = [Limit(at, minutes(plan.every_min), ahead_s)]
            case PlanSet(plan=plan):
                room.limits.append(Limit(at, minutes(plan.every_min), ahead_s))
            case EpisodeEnded():
                room.ended_at = at
                for_ = self.overdue_for(fact.room, at) or Span()
                doubtful = seconds(self.story.hub_steps_back_s)  # then either clock may be right
                unseen = for_ > (Span() if fact.unseen else doubtful)
                room.limits = room.limits if unseen else []

    def _reaches(self, room_id: RoomId) -> bool:
        """Whether a word of this node can come to the hub."""
        unit = self.world.units[room_id]
        return unit.client.up and self.world.hub.client.up and unit.node is not None

    def good_visits(self, room: RoomId) -> list[Instant]:
        return [at for where, at in self.story.good if where == room]

    def overdue_for(self, room_id: RoomId, now: Instant) -> Span | None:
        """For how long somebody should have been there by now, as is truly so.

        Not said where a plan was set by a hub's clock that has been set back since, and no hub that
        ran saw that: it is dated too late, and the hub counts it from then.
        """
        room = self.rooms[room_id]
        ahead_s, limits = self.world.hub.clock.ahead_s(now), room.limits
        if not limits or any(each.ahead_s - ahead_s > AHEAD_MOST_S for each in limits):
            return None
        seen = [at for at in self.good_visits(room_id) if at >= limits[0].begun]
        if room.ended_at is not None and any(at >= room.ended_at for at in seen):
            return None
        since = max(seen, default=limits[0].begun)
        before = [limit for limit in limits if limit.begun <= since][-1:]
        after = [limit for limit in limits if limit.begun > since]
        due = min(max(limit.begun, since) + limit.every for limit in (*before, *after))
        return now - due if now > due else None
