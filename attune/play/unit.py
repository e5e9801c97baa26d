"""A played room's computer: the very node in a shell of clock, disk, sensors and connection."""

from collections.abc import Callable, Iterable

from attune.play.chips import Chips
from attune.play.clock import WallClock
from attune.play.disk import NodeDisk
from attune.play.network import Client, Parcel, Weather
from attune.play.room import DARK, PlayedRoom
from attune.play.told import NodeSaid, Told, WasRecorded
from edge.events import (
    Arrived,
    Connected,
    Disconnected,
    Event,
    FaultBegan,
    FaultEnded,
    Follows,
    Positions,
    RadarLost,
    Recorded,
    Remember,
    Send,
    Settle,
    Store,
)
from edge.moment import Moment
from edge.node import Node
from ward.codec import encode
from ward.commissioning import SIMULATED, Radar
from ward.topics import node_listens
from ward.units import Instant

VERSION = "0.1.0"
FITTED = frozenset({"main_light", "night_light", "heating", "cooling"})

DISK, DISK_FULL = "disk", "no space left: nothing more is written down"

Tell = Callable[[Told], None]


class Unit:
    """Runs from power to power cut. What its disk holds outlives the node.

    ``node`` is ``None`` without power. Whatever a sensor says is fed only when it changes, and
    all of it at boot, as the real pins do.
    """

    node_of: type[Node] = Node

    def __init__(self, world: PlayedRoom, readings_every_s: int, weather: Weather) -> None:
        self.world = world
        self.room = world.room
        self.node: Node | None = None
        self.disk = NodeDisk()
        self.clock = WallClock()
        self.chips = Chips()
        self.client = Client(self.room.slug, frozenset(node_listens(self.room)), weather)
        self.boots = 0
        self.radar_lost = False
        self.noisy = False
        self.recorded: list[Recorded] = []
        self.tells: Tell = lambda _told: None
        self._readings_every_s = readings_every_s
        self._up_since: Instant | None = None
        self._sensed: tuple[Event, ...] = ()
        self._disk_failed = False

    @property
    def boot(self) -> str:
        return f"{self.room.slug}-boot-{self.boots}"

    def moment(self, now: Instant) -> Moment:
        """Now, as this machine knows it."""
        up_s = (now - self._up_since).total_seconds() if self._up_since else 0.0
        return Moment(self.clock.read(now), up_s, self.clock.synced)

    # ---- power ------------------------------------------------------------------------------

    def start(self, now: Instant) -> None:
        """The node boots: another boot, with nothing in memory but what its disk gives."""
        self.boots += 1
        self._up_since, self._sensed, self._disk_failed = now, (), False
        self.world.driven = DARK
        bed = self.world.radar
        self.node = self.node_of(
            self.room,
            self.boot,
            VERSION,
            bed.hardware,
            FITTED,
            self.moment(now),
            bedside=bed.bedside(),
            radar=Radar(kind=bed.kind, board=SIMULATED),
            memory=self.disk.wake(),
        )
        will = self.node.will()
        self.client.will = Parcel(will.topic, encode(will.message), will.retained)
        self.client.alive, self.client.believed, self.client.retry_at = True, False, None
        self.client.news.clear()
        for event in self.chips.faults():
            self.feed(event, now)
        if self.radar_lost:
            self.feed(RadarLost("no answer"), now)
        self.sense(now)

    def stop(self) -> None:
        """The power is gone, in the middle of whatever it was."""
        self.node = None
        self.disk.cut()
        self.client.alive = self.client.believed = False

    # ---- what goes on -----------------------------------------------------------------------

    def feed(self, event: Event, now: Instant) -> None:
        """Something happens at this node; nothing, when it has no power."""
        if self.node is not None:
            self._follow(self.node.feed(event, self.moment(now)), now)

    def sense(self, now: Instant) -> None:
        """Let the node know what stands otherwise than it last heard."""
        levels = self.world.levels()
        for event in levels:
            if event not in self._sensed:
                self.feed(event, now)
        self._sensed = levels

    def step(self, dt: float, now: Instant) -> None:
        """The room goes on for so long, and then the node's clock strikes."""
        said = self.world.step(dt, now)
        if self.node is None:
            return
        self.sense(now)
        if said is not None and not self.radar_lost:
            self.feed(said, now)
        if self.noisy and (junk := self.world.radar.noise(self.world.rng)):
            self.feed(junk, now)
        if now.microsecond == 0 and now.second % self._readings_every_s == 0:
            self.feed(self.chips.measured(self.world.value), now)
        if self.node is not None:
            self._follow(self.node.tick(self.moment(now)), now)
            self._tend_disk(now)

    def _tend_disk(self, now: Instant) -> None:
        """Write what is due; a disk that takes nothing is a fault, until it does again."""
        self.disk.tick(now)
        if self.disk.failing != self._disk_failed:
            self._disk_failed = self.disk.failing
            self.feed(FaultBegan(DISK, DISK_FULL) if self._disk_failed else FaultEnded(DISK), now)

    def hear(self, now: Instant) -> bool:
        """Take what came over the wire; whether anything did."""
        heard = False
        while self.client.news:
            heard = True
            self.feed(Connected() if self.client.news.popleft() else Disconnected(), now)
        for parcel in self.client.from_broker.due(now):
            heard = True
            self.feed(Arrived(parcel.topic, parcel.payload, parcel.retained), now)
        return heard

    def _follow(self, follows: Iterable[Follows], now: Instant) -> None:
        for follow in follows:
            match follow:
                case Positions():
                    self.world.driven = follow
                case Recorded():
                    self.recorded.append(follow)
                    self.tells(WasRecorded(now, self.room, follow))
                case Send(topic=topic, message=message, retained=retained):
                    given = self.client.send(Parcel(topic, encode(message), retained), now)
                    self.tells(NodeSaid(now, self.room, topic, message, given))
                case Store() | Settle() | Remember():
                    self.disk.take(follow, now)
