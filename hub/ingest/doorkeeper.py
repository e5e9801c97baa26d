"""The doorkeeper: what nodes say is admitted with a time to believe, or turned away by name."""

from collections import Counter, deque
from dataclasses import dataclass

from hub.ingest.tally import Tally
from ward.codec import Rejection, TurnedAwayError, decode, parse_topic
from ward.envelope import Backlog, Envelope, Link
from ward.rooms import RoomId
from ward.topics import FROM_NODE, Leaf, Topic
from ward.units import Instant, Span, minutes, seconds

SKEW_MOST = seconds(2)  # clinical.md §8 row 23: beyond it the hub's own clock is used
FUTURE_MOST = minutes(10)  # beyond it the message is not believed at all
AGE_MOST_S = 366 * 86_400.0  # an uptime beyond it is not a time
RECENT_MOST = 30


@dataclass(frozen=True, slots=True)
class Admitted:
    """An envelope with the moment it is believed to speak of, never later than ``received``.

    ``again`` when this number of this boot was stored before: it changes nothing, and is
    receipted once more. ``untimed`` when ``observed_at`` is only the latest that it can have
    been: another boot says it, and the clock of that one was not set.
    """

    envelope: Envelope
    observed_at: Instant
    again: bool
    untimed: bool = False

    def believed(self, stamp: Instant) -> Instant:
        """A moment in its body, by the clock that stamped it: as far back if that runs ahead."""
        ahead = max(self.envelope.at - self.observed_at, Span())
        return min(stamp - ahead, self.observed_at)


@dataclass(frozen=True, slots=True)
class Past:
    """A backlog: readings and vital signs that come long after they were said, oldest first."""

    backlog: Backlog
    kept: tuple[Admitted, ...]


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """One message that was not believed."""

    at: Instant
    topic: str
    why: Rejection
    words: str


class Doorkeeper:
    """Counts everything, forgets nothing that was stored, and never raises for the world's sake.

    It only looks at the tallies: they are changed by whoever sees to the rest of a message.
    """

    def __init__(self, rooms: frozenset[RoomId]) -> None:
        self.counters: Counter[str] = Counter()
        self.recent: deque[TurnedAway] = deque(maxlen=RECENT_MOST)
        self.tallies = {room: Tally(room) for room in rooms}
        self._topics = {
            str(topic): topic
            for room in rooms
            for leaf in FROM_NODE
            for topic in [Topic(room, leaf)]
        }

    def admit(
        self, topic: str, payload: bytes, retained: bool, now: Instant
    ) -> Admitted | Past | Link | None:
        """What may be believed of this message; ``None`` when it was turned away."""
        try:
            said = self._believed(topic, payload, retained, now)
        except TurnedAwayError as refused:
            self.counters[f"turned away: {refused.why}"] += 1
            self.recent.append(TurnedAway(now, topic[:120], refused.why, refused.words[:300]))
            return None
        self.counters["admitted"] += 1
        return said

    def _believed(
        self, topic: str, payload: bytes, retained: bool, now: Instant
    ) -> Admitted | Past | Link:
        where = self._topics.get(topic) or self._elsewhere(topic)
        if retained and where.leaf is not Leaf.LINK:
            raise TurnedAwayError(Rejection.RETAINED, "kept by the broker: it may be long past")
        said = decode(where, payload)
        match said:
            case Envelope():
                if said.n == 0 and said.body.kind != "health":
                    raise TurnedAwayError(Rejection.MALFORMED, "n: what is owed is numbered from 1")
                return self._timed(said, now)
            case Backlog():
                return Past(said, tuple(self._timed(one, now) for one in said.envelopes()))
            case Link():
                return said
        raise TypeError(f"a node's topic decoded to {type(said).__name__}")

    def _elsewhere(self, topic: str) -> Topic:
        """Why nobody of this site may say anything there. Always raises ``TurnedAwayError``."""
        where = parse_topic(topic)
        if where.leaf not in FROM_NODE:
            raise TurnedAwayError(Rejection.UNKNOWN_TOPIC, f"{where.leaf} is not a node's to say")
        raise TurnedAwayError(Rejection.UNKNOWN_ROOM, f"{where.room} is not of this site")

    def _timed(self, envelope: Envelope, now: Instant) -> Admitted:
        """Rules about silence trust the hub's clock: nothing is believed to lie ahead of it."""
        ahead = envelope.sent_at - now
        if ahead > FUTURE_MOST:
            raise TurnedAwayError(
                Rejection.FUTURE_DATED, f"sent {ahead.total_seconds():.0f} s ahead of the hub"
            )
        again = self._is_again(envelope)
        age_s = envelope.age_s
        if age_s is None:
            return self._of_another_boot(envelope, again, now)
        skewed = ahead > SKEW_MOST or envelope.at - envelope.sent_at > SKEW_MOST
        if skewed:
            self.counters["clock not believed"] += 1
        if skewed or not envelope.synced:
            return Admitted(envelope, _by_age(age_s, now), again)
        return Admitted(envelope, min(envelope.at, _by_age(age_s, now)), again)

    def _of_another_boot(self, envelope: Envelope, again: bool, now: Instant) -> Admitted:
        """The uptimes cannot be compared. It was at the latest when the boot that says it began."""
        latest = _by_age(envelope.sent_up, now)
        if envelope.synced and envelope.at - latest <= SKEW_MOST:
            return Admitted(envelope, min(envelope.at, latest), again)
        self.counters["time not known: of another boot"] += 1
        return Admitted(envelope, latest, again, untimed=True)

    def _is_again(self, envelope: Envelope) -> bool:
        if envelope.body.kind == "health":
            return False
        again = self.tallies[envelope.room].holds(envelope.boot, envelope.n)
        if again:
            self.counters[f"turned away: {Rejection.DUPLICATE}"] += 1
        return again


def _by_age(age_s: float, now: Instant) -> Instant:
    """The latest that it can have been, by the uptimes."""
    return now - seconds(min(age_s, AGE_MOST_S))
