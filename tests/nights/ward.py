"""A ward on virtual time: the real node and hub machines, simulated bodies and rooms, one broker.

Nothing here decides anything: it carries messages, moves time on a quarter of a second at
a time, and can lose a wire, a node or the hub when a story says so.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from edge.events import (
    Arrived as ToNode,
)
from edge.events import (
    BadgeSensed,
    CallSensed,
    Connected,
    Disconnected,
    DoorSensed,
    Event,
    Follows,
    FormCompleted,
    LockSensed,
    Measured,
    Positions,
    PresenceSensed,
    RadarBytes,
    Recorded,
    Send,
    TalkSensed,
)
from edge.moment import Moment
from edge.node import Node
from firmware_sim.body import Body
from firmware_sim.body import Place as At
from firmware_sim.chest import SyntheticChest
from firmware_sim.radar.mr60bha2 import Echo, Mr60bha2
from firmware_sim.room import Doing, Room
from hub import acts
from hub.effects import Denied, Effect, Keep, Publish
from hub.rooms.facts import AnyFact
from hub.rooms.state import RoomState
from hub.round import Round
from hub.site import Site
from tests.hub.world import JT, MT, SEEN
from ward.announcements import AlarmChanged
from ward.authority import Authority
from ward.care import Person
from ward.codec import encode
from ward.happenings import Place
from ward.observations import Content
from ward.readings import Quantity, Reading
from ward.rooms import RoomId
from ward.units import seconds

STEP_S = 0.25
FITTED = frozenset({"main_light", "night_light", "heating", "cooling"})
DARK = Positions(False, False, False, False, False)


@dataclass
class SimRoom:
    """One room: its node, and the world that the node senses."""

    room: RoomId
    node: Node
    body: Body
    radar: Mr60bha2
    climate: Room = field(default_factory=Room)
    positions: Positions = DARK
    linked: bool = True
    powered: bool = True
    up_since: datetime | None = None
    boots: int = 1
    clock_ahead_s: float = 0
    synced: bool = True
    recorded: list[Recorded] = field(default_factory=list)
    to_hub: deque[Send] = field(default_factory=deque)


class Ward:
    """Rooms, hub and broker. ``until("02:15")`` lets the night go on."""

    def __init__(self, *rooms: RoomId, seed: int = 1, site: Site | None = None) -> None:
        self.now = datetime.fromisoformat("2026-11-23T02:00:00+00:00")
        self._rng = Random(seed)
        self.site = site or Site(rooms=rooms, staff=(MT,))
        self.rooms = {room: self._sim(room) for room in self.site.rooms}
        self.facts: list[AnyFact] = []
        self.alarms_told: list[AlarmChanged] = []
        self.denied: list[str] = []
        self._retained: dict[str, bytes] = {}
        self.broker_up = True
        self.round = Round(self.site, self.now)
        self._hub_up = True
        self._connect_hub()
        for sim in self.rooms.values():
            self._start(sim)

    # ---- time ------------------------------------------------------------------------------

    def until(self, clock: str) -> None:
        hour, minute, *second = (int(part) for part in clock.split(":"))
        moment = self.now.replace(hour=hour, minute=minute, second=second[0] if second else 0)
        assert moment >= self.now, f"it is already {self.now:%H:%M:%S}"
        self.wait((moment - self.now).total_seconds())

    def wait(self, span_s: float) -> None:
        for _ in range(round(span_s / STEP_S)):
            self._step()

    def _step(self) -> None:
        self.now += seconds(STEP_S)
        for sim in self.rooms.values():
            self._sim_step(sim)
        if self.now.microsecond == 0 and self._hub_up:
            self._carry(self.round.tick(self.now))

    def _sim_step(self, sim: SimRoom) -> None:
        sim.body.step(STEP_S)
        doing = Doing(
            people=int(sim.body.present),
            heating=sim.positions.heating,
            cooling=sim.positions.cooling,
            main=sim.positions.main_light,
            night=sim.positions.night_light,
        )
        sim.climate.step(STEP_S, self.now.hour + self.now.minute / 60, doing)
        echo = Echo(
            in_cone=sim.body.place is At.BED,
            displacement_mm=sim.body.displacement_mm,
            moving=sim.body.moving,
        )
        said = sim.radar.step(STEP_S, echo)
        if not sim.powered:
            return
        self.feeds(sim.room, RadarBytes(said))
        if self.now.second % 2 == 0 and self.now.microsecond == 0:
            reading = Reading(
                quantity=Quantity.TEMPERATURE, sensor="sht4x", value=sim.climate.temperature_c
            )
            light = Reading(quantity=Quantity.LIGHT, sensor="bh1750", value=sim.climate.lux)
            self.feeds(sim.room, Measured((reading, light)))
        self._follow(sim, sim.node.tick(self._moment(sim)))

    # ---- nodes -----------------------------------------------------------------------------

    def feeds(self, room: RoomId, event: Event) -> None:
        """Something happens at this room's node."""
        sim = self.rooms[room]
        self._follow(sim, sim.node.feed(event, self._moment(sim)))

    def _follow(self, sim: SimRoom, follows: tuple[Follows, ...]) -> None:
        for follow in follows:
            match follow:
                case Positions():
                    sim.positions = follow
                case Recorded():
                    sim.recorded.append(follow)
                case Send():
                    self._from_node(sim, follow)

    def _from_node(self, sim: SimRoom, send: Send) -> None:
        if not (sim.linked and self.broker_up):
            return
        payload = encode(send.message)
        if send.retained:
            self._retained[send.topic] = payload
        if self._hub_up:
            self._carry(self.round.feed(acts.Arrived(send.topic, payload), self.now))

    def _moment(self, sim: SimRoom) -> Moment:
        assert sim.up_since is not None
        up_s = (self.now - sim.up_since).total_seconds()
        return Moment(self.now + seconds(sim.clock_ahead_s), up_s, sim.synced)

    def _sim(self, room: RoomId) -> SimRoom:
        chest = SyntheticChest(14.0, 66.0, Random(self._rng.getrandbits(32)))
        body = Body(chest, Random(self._rng.getrandbits(32)))
        radar = Mr60bha2(Random(self._rng.getrandbits(32)))
        return SimRoom(room, self._node(room, 1), body, radar)

    def _node(self, room: RoomId, boot: int) -> Node:
        started = Moment(self.now, 0.0)
        return Node(room, f"boot-{boot}", "0.1.0", "a simulated room", FITTED, started)

    def _start(self, sim: SimRoom) -> None:
        sim.up_since = self.now
        inside = sim.body.present
        for event in (
            DoorSensed(is_open=False),
            LockSensed(is_locked=True),
            PresenceSensed(Place.ROOM, is_there=inside),
            PresenceSensed(Place.ENSUITE, is_there=False),
            PresenceSensed(Place.DOORSIDE, is_there=False),
            TalkSensed(is_talking=False),
        ):
            self.feeds(sim.room, event)
        if sim.linked and self.broker_up:
            self._greet(sim)

    def _greet(self, sim: SimRoom) -> None:
        self.feeds(sim.room, Connected())
        for topic, payload in list(self._retained.items()):
            if f"/{sim.room}/" in topic and not topic.endswith("/link"):
                self.feeds(sim.room, ToNode(topic, payload, retained=True))

    # ---- hub -------------------------------------------------------------------------------

    def _carry(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case Keep(fact):
                    self.facts.append(fact)
                case Denied(words):
                    self.denied.append(words)
                case Publish():
                    self._from_hub(effect)

    def _from_hub(self, publish: Publish) -> None:
        if isinstance(publish.message, AlarmChanged):
            self.alarms_told.append(publish.message)
        if not self.broker_up:
            return
        payload = encode(publish.message)
        if publish.retained:
            self._retained[publish.topic] = payload
        for sim in self.rooms.values():
            if f"/{sim.room}/" in publish.topic and sim.linked and sim.powered and sim.up_since:
                self.feeds(sim.room, ToNode(publish.topic, payload, retained=False))

    def _connect_hub(self) -> None:
        self._carry(self.round.feed(acts.Connected(), self.now))

    # ---- faults ----------------------------------------------------------------------------

    def kill_hub(self) -> None:
        self._hub_up = False

    def start_hub(self) -> None:
        self.round = Round(self.site, self.now)
        self.round.replay(self.facts)
        self._hub_up = True
        if self.broker_up:
            self._connect_hub()

    def stop_broker(self) -> None:
        """The broker goes, and with it all that it kept."""
        self.broker_up = False
        self._retained.clear()
        self._carry(self.round.feed(acts.Disconnected(), self.now))
        for sim in self.rooms.values():
            self.feeds(sim.room, Disconnected())

    def start_broker(self) -> None:
        self.broker_up = True
        self._connect_hub()
        for sim in self.rooms.values():
            self._greet(sim)

    def cut_link(self, room: RoomId) -> None:
        self.rooms[room].linked = False
        self.feeds(room, Disconnected())

    def mend_link(self, room: RoomId) -> None:
        self.rooms[room].linked = True
        self._greet(self.rooms[room])

    def cut_power(self, room: RoomId) -> None:
        self.rooms[room].powered = False

    def restore_power(self, room: RoomId) -> None:
        """The node boots: another boot, and nothing in memory."""
        sim = self.rooms[room]
        sim.powered, sim.boots = True, sim.boots + 1
        sim.up_since = self.now
        sim.node = self._node(room, sim.boots)
        sim.positions = DARK
        self._start(sim)

    # ---- people ----------------------------------------------------------------------------

    def begins(self, room: RoomId, person: Person = JT, every_min: int = 15) -> None:
        self.does(
            acts.BeginEpisode(room, person, every_min, Authority.CODE, "~26.124", "K.O.", "reason")
        )

    def authorises(self, room: RoomId, hours: float = 24) -> None:
        until = self.now + seconds(hours * 3600)
        self.does(acts.Authorise(room, "K.O.", "after injection", until))

    def does(self, act: acts.Act) -> None:
        self._carry(self.round.feed(act, self.now))

    def visits(
        self,
        room: RoomId,
        *,
        stay_s: float = 30,
        badge: str | None = MT.badge,
        content: Content | None = SEEN,
    ) -> None:
        """Come to the door, show a badge, stay, record what is seen, go."""
        self.feeds(room, PresenceSensed(Place.DOORSIDE, is_there=True))
        if badge:
            self.feeds(room, BadgeSensed(badge))
        self.wait(stay_s)
        if content:
            self.feeds(room, FormCompleted(content))
        self.feeds(room, PresenceSensed(Place.DOORSIDE, is_there=False))

    def calls(self, room: RoomId) -> None:
        self.feeds(room, CallSensed())

    # ---- what can be read ------------------------------------------------------------------

    def state(self, room: RoomId) -> RoomState:
        return self.round.state(room)

    def alarms(self, room: RoomId) -> set[str]:
        return {alarm.condition for alarm in self.state(room).alarms}

    def began(self, room: RoomId, condition: str) -> list[str]:
        """When alarms of this condition began in this room, as told on the wire."""
        return [
            f"{told.at:%H:%M:%S}"
            for told in self.alarms_told
            if told.room == room and told.change == "began" and told.alarm.condition == condition
        ]
