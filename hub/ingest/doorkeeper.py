"""The doorkeeper: what nodes say is admitted with a time to believe, or turned away by name."""

from collections import Counter, OrderedDict, deque
from dataclasses import dataclass

from ward.codec import Rejection, TurnedAwayError, decode, parse_topic
from ward.envelope import Envelope, Link
from ward.rooms import RoomId
from ward.topics import FROM_NODE, Leaf
from ward.units import Instant, minutes, seconds

SKEW_MOST = seconds(2)  # clinical.md §8 row 23: beyond it the hub's own clock is used
FUTURE_MOST = minutes(10)  # beyond it the message is not believed at all
NUMBERS_MOST = 4096  # remembered of one boot
AGE_MOST_S = 366 * 86_400.0  # an uptime beyond it is not a time
BOOTS_MOST = 4  # remembered of one room
RECENT_MOST = 30


@dataclass(frozen=True, slots=True)
class Admitted:
    """An envelope with the moment it is believed to speak of, never later than ``received``.

    ``again`` when this number of this boot was stored before: it changes nothing, and is
    receipted once more.
    """

    envelope: Envelope
    observed_at: Instant
    again: bool


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """One message that was not believed."""

    at: Instant
    topic: str
    why: Rejection
    words: str


class Doorkeeper:
    """Counts everything, forgets nothing that was stored, and never raises for the world's sake."""

    def __init__(self, rooms: frozenset[RoomId]) -> None:
        self.counters: Counter[str] = Counter()
        self.recent: deque[TurnedAway] = deque(maxlen=RECENT_MOST)
        self._rooms = rooms
        self._stored: dict[RoomId, dict[str, OrderedDict[int, None]]] = {room: {} for room in rooms}

    def admit(
        self, topic: str, payload: bytes, retained: bool, now: Instant
    ) -> Admitted | Link | None:
        """What may be believed of this message; ``None`` when it was turned away."""
        try:
            said = self._believed(topic, payload, retained, now)
        except TurnedAwayError as refused:
            self.counters[f"turned away: {refused.why}"] += 1
            self.recent.append(TurnedAway(now, topic[:120], refused.why, refused.words[:300]))
            return None
        self.counters["admitted"] += 1
        return said

    def remember(self, room: RoomId, boot: str, n: int) -> None:
        """This number is stored. Bounded: the oldest boots and numbers are forgotten."""
        boots = self._stored[room]
        if boot not in boots and len(boots) >= BOOTS_MOST:
            del boots[next(iter(boots))]
        numbers = boots.setdefault(boot, OrderedDict())
        numbers[n] = None
        if len(numbers) > NUMBERS_MOST:
            numbers.popitem(last=False)

    def _believed(
        self, topic: str, payload: bytes, retained: bool, now: Instant
    ) -> Admitted | Link:
        where = parse_topic(topic)
        if where.leaf not in FROM_NODE:
            raise TurnedAwayError(Rejection.UNKNOWN_TOPIC, f"{where.leaf} is not a node's to say")
        if where.room not in self._rooms:
            raise TurnedAwayError(Rejection.UNKNOWN_ROOM, f"{where.room} is not of this site")
        if retained and where.leaf is not Leaf.LINK:
            raise TurnedAwayError(Rejection.RETAINED, "kept by the broker: it may be long past")
        said = decode(where, payload)
        if isinstance(said, Link):
            return said
        if not isinstance(said, Envelope):
            raise TypeError(f"a node's topic decoded to {type(said).__name__}")
        return self._timed(said, now)

    def _timed(self, envelope: Envelope, now: Instant) -> Admitted:
        """Rules about silence trust the hub's clock: nothing is believed to lie ahead of it."""
        ahead = envelope.sent_at - now
        if ahead > FUTURE_MOST:
            raise TurnedAwayError(
                Rejection.FUTURE_DATED, f"sent {ahead.total_seconds():.0f} s ahead of the hub"
            )
        by_uptime = now - seconds(min(envelope.age_s or 0.0, AGE_MOST_S))
        skewed = ahead > SKEW_MOST or envelope.at > envelope.sent_at + SKEW_MOST
        if skewed:
            self.counters["clock not believed"] += 1
        believed = by_uptime if skewed or not envelope.synced else min(envelope.at, now)
        again = envelope.n in self._stored[envelope.room].get(envelope.boot, ())
        if again:
            self.counters[f"turned away: {Rejection.DUPLICATE}"] += 1
        return Admitted(envelope, believed, again)
