"""The network: one broker, its clients' connections, and the weather that falls on messages."""

import heapq
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from attune.play.setting import Habits
from ward.units import Instant, seconds


@dataclass(slots=True)
class Weather:
    """What may befall one message on one stretch of wire. Each a chance; all nought is calm.

    A connection is TCP: its messages come in order, unless one is ``overtaken``, as the handing
    over of two threads or a broker may do.
    """

    rng: Random = field(default_factory=lambda: Random(1))  # noqa: S311  (no secret)
    lost: float = 0.0
    doubled: float = 0.0
    late: float = 0.0
    late_most_s: float = 0.0
    overtaken: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def calm(self) -> bool:
        return not (self.lost or self.doubled or self.late or self.overtaken)

    def clear_up(self) -> None:
        self.lost = self.doubled = self.late = self.overtaken = 0.0

    def strikes(self, chance: float, name: str) -> bool:
        hit = bool(chance) and self.rng.random() < chance
        self.counts[name] += hit
        return hit


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message under way."""

    topic: str
    payload: bytes
    retained: bool


class Pipe:
    """One direction of one connection."""

    def __init__(self, weather: Weather) -> None:
        self._weather = weather
        self._under_way: list[tuple[Instant, int, Parcel]] = []
        self._seq = 0
        self._last_due: Instant | None = None

    def send(self, parcel: Parcel, now: Instant) -> None:
        weather = self._weather
        if weather.calm:
            self._push(max(now, self._last_due or now), parcel)
            return
        if weather.strikes(weather.lost, "messages lost"):
            return
        due = now
        if weather.strikes(weather.late, "messages late"):
            due += seconds(weather.rng.uniform(0, weather.late_most_s))
        if not weather.strikes(weather.overtaken, "messages overtaken"):
            due = max(due, self._last_due or due)
            self._last_due = due
        self._push(due, parcel)
        if weather.strikes(weather.doubled, "messages doubled"):
            self._push(due + seconds(weather.rng.uniform(0, weather.late_most_s)), parcel)

    def due(self, now: Instant) -> Iterable[Parcel]:
        """Those that have arrived, in order."""
        way = self._under_way
        while way and way[0][0] <= now:
            yield heapq.heappop(way)[2]

    def break_off(self, now: Instant) -> None:
        """The connection is dead: the first few had arrived, the rest never will."""
        way = sorted(self._under_way)
        arrived = way[: self._weather.rng.randint(0, len(way))] if way else []
        self._weather.counts["messages lost with a connection"] += len(way) - len(arrived)
        self._under_way = [(min(at, now), seq, parcel) for at, seq, parcel in arrived]
        self._last_due = None

    def _push(self, due: Instant, parcel: Parcel) -> None:
        self._seq += 1
        heapq.heappush(self._under_way, (due, self._seq, parcel))


class Client:
    """One program's connection. ``up`` is the truth, ``believed`` what the program thinks.

    What it sends into a dead connection that it still believes in is gone.
    """

    def __init__(self, name: str, listens: frozenset[str], weather: Weather) -> None:
        self.name = name
        self.listens = listens
        self.will: Parcel | None = None
        self.cable = True  # not cut
        self.alive = False  # its program runs
        self.up = False
        self.believed = False
        self.to_broker, self.from_broker = Pipe(weather), Pipe(weather)
        self.notices_at: Instant | None = None
        self.retry_at: Instant | None = None
        self.news: deque[bool] = deque()  # that it is connected, or no longer, for its program

    def send(self, parcel: Parcel, now: Instant) -> bool:
        """Give it to the connection; whether the program thinks there is one."""
        if self.up:
            self.to_broker.send(parcel, now)
        return self.believed

    def lost(self, now: Instant, noticed_s: float) -> None:
        """The connection is gone; its program finds out in a while, if it lives."""
        if not self.up:
            return
        self.up = False
        self.to_broker.break_off(now)
        self.from_broker.break_off(now)
        self.notices_at = now + seconds(noticed_s)


class Broker:
    """At least once, in order; keeps what is retained, and says the will of whoever vanished."""

    def __init__(self, habits: Habits, weather: Weather) -> None:
        self.up = True
        self.retained: dict[str, Parcel] = {}
        self.weather = weather
        self.clients: list[Client] = []
        self._habits = habits
        self._listeners: dict[str, list[Client]] = {}
        self._wills: list[tuple[Instant, Client, Parcel]] = []

    def know(self, client: Client) -> None:
        self.clients.append(client)
        for topic in client.listens:
            self._listeners.setdefault(topic, []).append(client)

    def stop(self, now: Instant, *, forgets: bool) -> None:
        """Every connection is reset, so that everybody notices at once."""
        self.up = False
        self._wills.clear()
        if forgets:
            self.retained.clear()
        for client in self.clients:
            client.lost(now, 0.0)

    def vanished(self, client: Client, now: Instant, *, noticed_s: float | None = None) -> None:
        """A client's machine or cable is gone without a word: its will is said in a while."""
        if client.up and client.will:
            wait_s = self._habits.notice_s if noticed_s is None else noticed_s
            self._wills.append((now + seconds(wait_s), client, client.will))
        client.lost(now, self._habits.notice_s)

    def tick(self, now: Instant) -> None:
        """Who notices that a connection is lost, whose will is said, and who is back."""
        if self._wills:
            self._say_wills(now)
        for client in self.clients:
            if client.up:
                continue
            if client.believed and (client.notices_at is None or client.notices_at <= now):
                client.believed = False
                client.retry_at = now + seconds(self._habits.retry_s)
                client.news.append(False)
            self._maybe_connect(client, now)

    def _maybe_connect(self, client: Client, now: Instant) -> None:
        can = self.up and client.alive and client.cable and not client.believed
        if not can or (client.retry_at is not None and client.retry_at > now):
            return
        self._say_wills(now, of=client)
        client.up = client.believed = True
        client.news.append(True)
        for topic, parcel in self.retained.items():
            if topic in client.listens:
                client.from_broker.send(parcel, now)

    def _say_wills(self, now: Instant, of: Client | None = None) -> None:
        due = [each for each in self._wills if each[0] <= now or each[1] is of]
        self._wills = [each for each in self._wills if each not in due]
        for _, _, will in due:
            self.publish(will, now)

    def move(self, now: Instant) -> None:
        """Take what has arrived from every client, and pass it on."""
        for client in self.clients:
            for parcel in client.to_broker.due(now):
                if self.up:
                    self.publish(parcel, now)

    def publish(self, parcel: Parcel, now: Instant) -> None:
        if parcel.retained:
            self.retained[parcel.topic] = parcel
        live = Parcel(parcel.topic, parcel.payload, False) if parcel.retained else parcel
        for client in self._listeners.get(parcel.topic, ()):
            if client.up:
                client.from_broker.send(live, now)
