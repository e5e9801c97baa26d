"""The played hub: the very round in a shell that stores, and only then tells."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from attune.play.clock import WallClock
from attune.play.disk import Commit, DiskFullError, HubDisk
from attune.play.network import Client, Parcel, Weather
from attune.play.tellers import PlayedTellers
from attune.play.told import HubSaid, Kept, Told, WasDenied
from hub.acts import Arrived, Connected, Disconnected, Event
from hub.announce import status
from hub.effects import Chart, Denied, Effect, Keep, Publish, TakeBack, Tell, Took
from hub.rooms.state import RoomState
from hub.round import Round
from hub.site import Site
from hub.unrecorded import as_recorded
from ward.announcements import AlarmChanged, Change, Status
from ward.codec import encode
from ward.orders import Order
from ward.rooms import RoomId
from ward.topics import FROM_NODE, Topic
from ward.units import Instant

HUB_IS_DOWN = "the hub is down"
Said = Publish | Tell | TakeBack
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
    publishes: list[Said] = field(default_factory=list)
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
                case Publish() | Tell() | TakeBack():
                    self.publishes.append(effect)
                case Denied():
                    self.denied.append(effect)

    def take_over(self, later: "Turn") -> None:
        """What followed after it, behind what waits here."""
        self.commit.facts += later.commit.facts
        self.commit.points += later.commit.points
        self.commit.took.update(later.commit.took)
        self.publishes += later.publishes
        self.denied += later.denied


class PlayedHub:
    """Runs until it is killed. ``round`` is ``None`` while it is down.

    As the real one does, it tells nothing before it is stored, but for alarms that began while its
    disk takes nothing; it does not start on such a disk.
    """

    round_of: type[Round] = Round

    def __init__(self, site: Site, weather: Weather) -> None:
        self.site = site
        self.tellers = PlayedTellers()
        self.disk = HubDisk()
        self.clock = WallClock()
        topics = (str(Topic(room, leaf)) for room in site.rooms for leaf in FROM_NODE)
        self.client = Client("hub", frozenset(topics), weather)
        self.round: Round | None = None
        self.dying: Dying | None = None
        self.snapshot_every: int | None = None  # commits
        self._written_at: Instant | None = None  # by its clock of then
        self.turn_most: Callable[[], int] = lambda: TURN_MOST
        self.tells: Callable[[Told], None] = lambda _told: None
        self._waiting: deque[Event] = deque()
        self._unstored = Turn()
        self._recorded: dict[RoomId, RoomState] = {}

    @property
    def cannot_record(self) -> bool:
        """Whether something waits for a disk that takes nothing."""
        return bool(self._unstored.commit)

    def shown(self, room: RoomId) -> RoomState:
        """The room as the panel has it. Raises ``LookupError`` while the hub is down."""
        if self.round is None:
            raise LookupError(HUB_IS_DOWN)
        live = self.round.state(room)
        return as_recorded(self._recorded[room], live) if self.cannot_record else live

    def start(self, now: Instant) -> None:
        """From what was stored, and nothing else; not at all on a full disk."""
        if self.disk.full:
            return
        began, routes = self.clock.read(now), self.tellers.routes
        begun, self.round = 0, self.round_of(self.site, began, routes=routes)
        if self.disk.snapshot is not None:
            begun, written = self.disk.snapshot
            self.round.restore(written)
        self.round.replay(self.disk.read(begun))
        self.round.resume(self.disk.took.values())
        self.round.left_off(self._written_at or began)
        self._recorded = {room: self.round.state(room) for room in self.round.rooms}
        self.client.alive, self.client.believed, self.client.retry_at = True, False, None
        self.client.news.clear()

    def stop(self, now: Instant) -> None:
        """Dead on the spot. Its machine closes the connection, so the broker knows at once."""
        self.round, self.dying = None, None
        self._waiting.clear()
        self.tellers.forget()
        self._unstored = Turn()
        self.client.alive = self.client.believed = False
        self.client.lost(now, 0.0)

    def put(self, event: Event) -> None:
        """It waits for the next turn. Nobody waits at a dead hub."""
        if self.round is not None:
            self._waiting.append(event)

    def hear(self, now: Instant) -> None:
        """What came over the wire, or from tellers, waits for the next turn."""
        for said in self.tellers.due(now):
            self.put(said)
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
        """Store, and then tell; or die at that point of it which was asked for."""
        self._unstored.take_over(turn)
        turn = self._unstored
        dying = self.dying if turn.commit else None
        if dying is Dying.BEFORE_COMMIT:
            self.stop(now)
            return
        try:
            self.disk.commit(turn.commit)
        except DiskFullError:
            self._tell_bad_news(turn, now)
            return
        self._unstored, self._written_at = Turn(), self.clock.read(now)
        self._stored(turn, now)
        told = turn.publishes if dying is None else turn.publishes[: len(turn.publishes) // 2]
        self._tell(told if dying is not Dying.AFTER_COMMIT else [], now)
        if dying is not None:
            self.stop(now)
            return
        for denied in turn.denied:
            self.tells(WasDenied(now, denied.words))

    def _stored(self, turn: Turn, now: Instant) -> None:
        for fact in turn.commit.facts:
            self.tells(Kept(now, fact))
        if self.round is not None:
            self._recorded = {room: self.round.state(room) for room in self.round.rooms}
        self._maybe_snapshot(turn)

    def _tell_bad_news(self, turn: Turn, now: Instant) -> None:
        """Alarms that began, and how rooms stand by what is recorded; no order goes out."""
        waits: list[Said] = []
        goes: list[Said] = []
        for said in turn.publishes:
            match said:
                case Publish(message=AlarmChanged(change=Change.BEGAN)) | Tell(is_end=False):
                    goes.append(said)
                case Publish(message=Status(room=room, at=at)) if self.round is not None:
                    goes.append(status(self.shown(room), self.round.findings(room), at))
                case Publish(message=Order()):
                    pass
                case _:
                    waits.append(said)
        turn.publishes = waits
        self._tell(goes, now)

    def _maybe_snapshot(self, turn: Turn) -> None:
        """Now and then write the state down beside the facts, so that a start is short."""
        often = self.snapshot_every
        if often and turn.commit and self.round and self.disk.commits % often == 0:
            self.disk.snapshot = (len(self.disk.facts), dict(self.round.written()))

    def _tell(self, publishes: list[Said], now: Instant) -> None:
        for said in publishes:
            if not isinstance(said, Publish):
                self._call(said, now)
                continue
            given = self.client.believed
            if given:
                self.client.send(Parcel(said.topic, encode(said.message), said.retained), now)
            self.tells(HubSaid(now, said.topic, said.message, given))

    def _call(self, said: Tell | TakeBack, now: Instant) -> None:
        """To people."""
        if isinstance(said, Tell):
            self.tellers.tell(said, now)
        else:
            self.tellers.take_back(said)
