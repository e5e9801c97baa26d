"""How long the round takes for one message of each kind, beside parsing it alone.

``python -m tests.bench.round`` prints microseconds a message for 50 and for 2,000 rooms, and how
many times that is what pydantic needs to parse the same bytes in the same run. Times are of this
process alone, the best of several goes: another program on the machine can only make them longer.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from time import process_time

from hub.acts import Arrived, Connected
from hub.round import Round
from hub.site import Site
from ward.codec import encode, parse
from ward.envelope import (
    Backlog,
    Body,
    Envelope,
    HappeningBody,
    HealthBody,
    InForce,
    Kept,
    ReadingsBody,
    Standing,
    VitalBody,
)
from ward.happenings import BadgeShown
from ward.readings import Quantity, Reading
from ward.rooms import RoomId
from ward.topics import LEAF_OF_KIND, Leaf, Topic
from ward.units import Wire, seconds
from ward.vitals import Rate, Vital

START = datetime.fromisoformat("2026-11-23T02:00:00+00:00")
GOES = 5
MESSAGES = 4000  # a go
IN_BACKLOG = 32

BODIES: dict[str, Body] = {
    "vital sign": VitalBody(
        vital=Vital.BREATHING, commissioned=True, said=Rate(per_minute=14.0, quality=0.9)
    ),
    "two readings": ReadingsBody(
        readings=(
            Reading(quantity=Quantity.TEMPERATURE, sensor="sht4x", value=20.5),
            Reading(quantity=Quantity.HUMIDITY, sensor="sht4x", value=44.0),
        )
    ),
    "health": HealthBody(
        version="0.1.0",
        hardware="bench",
        care_version=1,
        standing=Standing(door_open=False, locked=False, in_room=True, at_door=False),
        in_force=InForce(
            main_light=0, night_light=0.3, temperature_c=21, heating=False, cooling=False
        ),
    ),
    "happening": HappeningBody(happening=BadgeShown(badge="04A1B2C3")),
}
BACKLOG = f"backlog of {IN_BACKLOG}"


def rooms(number: int) -> tuple[RoomId, ...]:
    names = (a + b for a in "abcdefghijklmnopqrstuvwxyz" for b in "abcdefghijklmnopqrstuvwxyz")
    every = (RoomId(ward, place) for ward in names for place in range(1, 100))
    return tuple(next(every) for _ in range(number))


class Nodes:
    """Every room's messages in turn, time going on a little with each."""

    def __init__(self, number: int) -> None:
        self.rooms = rooms(number)
        self.now = START
        self._given = dict.fromkeys(self.rooms, 0)

    def say(self, kind: str, count: int) -> list[tuple[Arrived, datetime]]:
        return [self._one(kind, self.rooms[at % len(self.rooms)]) for at in range(count)]

    def _one(self, kind: str, room: RoomId) -> tuple[Arrived, datetime]:
        self.now += seconds(0.0001)
        message, leaf = self._backlog(room) if kind == BACKLOG else self._envelope(kind, room)
        return Arrived(str(Topic(room, leaf)), encode(message)), self.now

    def _envelope(self, kind: str, room: RoomId) -> tuple[Wire, Leaf]:
        body = BODIES[kind]
        up = (self.now - START).total_seconds() + 60
        envelope = Envelope(
            room=room,
            boot="bench",
            n=self._number(room, owed=body.kind != "health"),
            at=self.now,
            up=up,
            synced=True,
            sent_at=self.now,
            sent_up=up,
            body=body,
        )
        return envelope, LEAF_OF_KIND[body.kind]

    def _backlog(self, room: RoomId) -> tuple[Wire, Leaf]:
        vital = BODIES["vital sign"]
        if not isinstance(vital, VitalBody):
            raise TypeError("a backlog keeps vital signs")
        kept = tuple(
            Kept(n=self._number(room), at=self.now, up=60 + n, synced=True, body=vital)
            for n in range(IN_BACKLOG)
        )
        backlog = Backlog(room=room, boot="bench", sent_at=self.now, sent_up=900, kept=kept)
        return backlog, Leaf.BACKLOG

    def _number(self, room: RoomId, *, owed: bool = True) -> int:
        self._given[room] += owed
        return self._given[room]


def each_us(does: Callable[[], None], count: int) -> float:
    """Microseconds of each of so many."""
    gc.collect()
    began = process_time()
    does()
    return (process_time() - began) / count * 1e6


def fed(hub: Round, said: Sequence[tuple[Arrived, datetime]]) -> Callable[[], None]:
    def does() -> None:
        for arrived, now in said:
            hub.feed(arrived, now)

    return does


def parsed(said: Sequence[tuple[Arrived, datetime]], model: type[Wire]) -> Callable[[], None]:
    def does() -> None:
        for arrived, _ in said:
            parse(model, arrived.payload)

    return does


def measured(number: int) -> Iterator[tuple[str, float, float]]:
    """Of each kind of message: feeding it, and parsing it alone."""
    nodes = Nodes(number)
    hub = Round(Site(rooms=nodes.rooms), START)
    hub.feed(Connected(), START)
    for arrived, now in nodes.say("health", number):
        hub.feed(arrived, now)
    for kind in (*BODIES, BACKLOG):
        count = MESSAGES // (IN_BACKLOG if kind == BACKLOG else 1)
        model = Backlog if kind == BACKLOG else Envelope
        feeding, parsing = [], []
        for _ in range(GOES):
            said = nodes.say(kind, count)
            parsing.append(each_us(parsed(said, model), count))
            feeding.append(each_us(fed(hub, said), count))
        yield kind, min(feeding), min(parsing)
    yield f"a second of time, {number} rooms", min(_ticks(hub, nodes)), 0.0


def _ticks(hub: Round, nodes: Nodes) -> Iterator[float]:
    """A tick a second for six seconds, every room heard before each."""
    for _ in range(6):
        for arrived, now in nodes.say("health", len(nodes.rooms)):
            hub.feed(arrived, now)
        nodes.now += seconds(1)
        now = nodes.now
        yield each_us(lambda at=now: _tick(hub, at), 1)  # type: ignore[misc]  # bound at once


def _tick(hub: Round, now: datetime) -> None:
    hub.tick(now)


def main() -> None:
    print(f"{'µs each':>28} {'rooms':>6} {'feed':>9} {'parse':>8} {'beyond':>8} {'times':>6}")
    for number in (50, 2000):
        for kind, feed_us, parse_us in measured(number):
            beyond = f"{feed_us - parse_us:8.1f} {feed_us / parse_us:6.2f}" if parse_us else ""
            print(f"{kind:>28} {number:>6} {feed_us:9.1f} {parse_us:8.1f} {beyond}")


if __name__ == "__main__":
    main()
