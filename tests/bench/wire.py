"""What the nodes of a measured ward say, quickly made: real text, of which only numbers change."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from ward.codec import decode, encode
from ward.envelope import Body, Envelope, ReadingsBody, VitalBody
from ward.readings import Quantity, Reading
from ward.rooms import RoomId
from ward.topics import LEAF_OF_KIND, Topic
from ward.units import seconds
from ward.vitals import NotBreathing, Rate, Vital

STILL_FOR = seconds(25)  # beyond the threshold of 20 s

READINGS = ReadingsBody(
    readings=(
        Reading(quantity=Quantity.TEMPERATURE, sensor="sht4x", value=21.4),
        Reading(quantity=Quantity.CO2, sensor="scd4x", value=640),
    )
)
HEART = VitalBody(vital=Vital.HEART, commissioned=True, said=Rate(per_minute=66, quality=0.9))
BREATHES = VitalBody(
    vital=Vital.BREATHING, commissioned=True, said=Rate(per_minute=14, quality=0.9)
)


TREES = ("ash", "elm", "oak", "yew", "fir", "lime", "plum", "pear", "rowan", "hazel")
ROOMS_A_WARD = 50


def rooms(number: int) -> list[RoomId]:
    """Fifty to a ward; after ten wards there are others, each named with one letter more."""
    wards = [tree + more for more in ("", "s", "t", "u") for tree in TREES]
    return [RoomId(wards[n // ROOMS_A_WARD], n % ROOMS_A_WARD + 1) for n in range(number)]


def no_breathing_since(now: datetime) -> VitalBody:
    return VitalBody(vital=Vital.BREATHING, said=NotBreathing(since=now - STILL_FOR))


@dataclass(frozen=True, slots=True)
class Said:
    """A message of one kind, but for when it is said and its number."""

    topic: str
    _parts: tuple[bytes, bytes]

    def now(self, n: int, up: float) -> bytes:
        at = datetime.now(UTC).isoformat().encode()
        times = b'"n":%d,"at":"%b","up":%.3f,"synced":true,"sent_at":"%b","sent_up":%.3f'
        head, tail = self._parts
        return head + times % (n, at, up, at, up) + tail


class Node:
    """One room's node, sparing with the processor."""

    def __init__(self, room: RoomId, boot: str) -> None:
        self.room = room
        self._boot = boot
        self._numbers = count(1)
        self._kinds = (self._prepared(READINGS), self._prepared(HEART))
        self._breathes = self._prepared(BREATHES)

    def ordinary(self) -> tuple[str, bytes]:
        """Readings and heart rate in turn."""
        n = next(self._numbers)
        said = self._kinds[n % 2]
        return said.topic, said.now(n, n)

    def stops_breathing(self) -> tuple[str, bytes]:
        return self._now(self._prepared(no_breathing_since(datetime.now(UTC))))

    def breathes(self) -> tuple[str, bytes]:
        return self._now(self._breathes)

    def _now(self, said: Said) -> tuple[str, bytes]:
        n = next(self._numbers)
        return said.topic, said.now(n, n)

    def _prepared(self, body: Body) -> Said:
        now = datetime.now(UTC)
        whole = Envelope(
            room=self.room,
            boot=self._boot,
            n=1,
            at=now,
            up=1,
            synced=True,
            sent_at=now,
            sent_up=1,
            body=body,
        )
        text = encode(whole)
        topic = Topic(self.room, LEAF_OF_KIND[body.kind])
        said = Said(str(topic), (text[: text.index(b'"n":')], text[text.index(b',"body":') :]))
        decode(topic, said.now(1, 1.0))  # raises if the hub would not believe it
        return said
