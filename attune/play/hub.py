"""The played hub: the very round in a shell that stores, and only then tells."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from attune.play.clock import WallClock
from attune.play.disk import Commit, DiskFullError, HubDisk
from attune.play.network import Client, Parcel, Weather
from attune.play.told import HubSaid, Kept, Told, WasDenied
from hub.acts import Arrived, Connected, Disconnected, Event
from hub.effects import Chart, Denied, Effect, Keep, Publish, Took
from hub.round import Round
from hub.site import Site
from ward.codec import encode
from ward.topics import FROM_NODE, Topic
from ward.units import Instant

TURN_MOST = 500  # events; as the real carrier takes together


class Dying(StrEnum):
    """Where in a turn the hub is killed."""

    BEFORE_COMMIT = "before the commit"
    AFTER_COMMIT = "after the commit, before anything is told"
    WHILE_TELLING = "half of it told"


@dataclass(slots=True)
class Turn:
    """What followed, in the order in which it is carried out."""

    commit: Commit = field(default_factory=Commit)
    publishes: list[Publish] = field(default_factory=list)
    denied: list[Denied] = field(default_factory=list)

    def add(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case Keep(fact):
                    self.commit.facts.append(fact)
                case Chart():
                    self.commit.points.append(effect)
                case Took(room, boot):
                    self.commit.took[room, boot] = effect
                case Publish():
                    self.publishes.append(effect)
                case Denied():
                    self.denied.append(effect)


class PlayedHub:
    """Runs until it is killed, or its disk refuses it. ``round`` is ``None`` while it is down."""

    round_of: type[Round] = Round

    def __init__(self, site: Site, weather: Weather) -> None:
        self.site = site
        self.disk = HubDisk()
        self.clock = WallClock()
        topics = (str(Topic(room, leaf)) for room in site.rooms for leaf in FROM_NODE)
        self.client = Client("hub", frozenset(topics), weather)
        self.round: Round | None = None
        self.dying: Dying | None = None
        self.snapshot_every: int | None = None  # commits
        self.turn_most: Callable[[], int] = lambda: TURN_MOST
        self.tells: Callable[[Told], None] = lambda _told: None
        self._waiting: deque[Event] = deque()

    def start(self, now: Instant) -> None:
        """From what was stored, and nothing else."""
        begun, self.round = 0, self.round_of(self.site, self.clock.read(now))
        if self.disk.snapshot is not None:
            begun, written = self.disk.snapshot
            self.round.restore(written)
        self.round.replay(self.disk.read(begun))
        self.round.resume(self.disk.took.values())
        self.client.alive, self.client.believed, self.client.retry_at = True, False, None
        self.client.news.clear()

    def stop(self, now: Instant) -> None:
        """Dead on the spot. Its machine closes the connection, so the broker knows at once."""
        self.round, self.dying = None, None
        self._waiting.clear()
        self.client.alive = self.client.believed = False
        self.client.lost(now, 0.0)

    def put(self, event: Event) -> None:
        """It waits for the next turn. Nobody waits at a dead hub."""
        if self.round is not None:
            self._waiting.append(event)

    def hear(self, now: Instant) -> None:
        """What came over the wire waits for the next turn."""
        while self.client.news:
            self.put(Connected() if self.client.news.popleft() else Disconnected())
        for parcel in self.client.from_broker.due(now):
            self.put(Arrived(parcel.topic, parcel.payload, parcel.retained))

    def turn(self, now: Instant, *, tick: bool = False) -> bool:
        """Feed what waits, store what follows, and tell it; whether there was anything to do."""
        did = False
        while self.round is not None and (self._waiting or tick):
            turn, did = Turn(), True
            for _ in range(min(self.turn_most(), len(self._waiting))):
                turn.add(self.round.feed(self._waiting.popleft(), self.clock.read(now)))
            if tick and not self._waiting:
                turn.add(self.round.tick(self.clock.read(now)))
                tick = False
            self._finish(turn, now)
        return did

    def _finish(self, turn: Turn, now: Instant) -> None:
        dying = self.dying if turn.commit else None
        try:
            if dying is not Dying.BEFORE_COMMIT:
                self.disk.commit(turn.commit)
        except DiskFullError:
            self.stop(now)
            return
        if dying is Dying.BEFORE_COMMIT:
            self.stop(now)
            return
        for fact in turn.commit.facts:
            self.tells(Kept(now, fact))
        self._maybe_snapshot(turn)
        told = turn.publishes
        if dying is not None:
            told = told[: len(told) // 2] if dying is Dying.WHILE_TELLING else []
        self._tell(told, now)
        if dying is not None:
            self.stop(now)
            return
        for denied in turn.denied:
            self.tells(WasDenied(now, denied.words))

    def _maybe_snapshot(self, turn: Turn) -> None:
        """Now and then write the state down beside the facts, so that a start is short."""
        often = self.snapshot_every
        if often and turn.commit and self.round and self.disk.commits % often == 0:
            self.disk.snapshot = (len(self.disk.facts), dict(self.round.written()))

    def _tell(self, publishes: list[Publish], now: Instant) -> None:
        for said in publishes:
            given = self.client.believed
            if given:
                self.client.send(Parcel(said.topic, encode(said.message), said.retained), now)
            self.tells(HubSaid(now, said.topic, said.message, given))
