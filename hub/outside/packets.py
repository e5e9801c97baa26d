"""MQTT 3.1.1 as bytes: what a client says, and packets out of whatever pieces the wire delivers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

PAYLOAD_KEPT = 1 << 16  # bytes; of a longer payload the rest is passed over
_LENGTH_BYTES_MOST = 4
_TOPIC_MOST = 2 + 0xFFFF + 2  # its length, itself, and the number of the packet
_LEVEL_311 = 4
_CLEAN, _WITH_PASSWORD, _WITH_USER = 0x02, 0x40, 0x80
_RETAINED, _QOS_1, _QOS = 0x01, 0x02, 0x06
_MORE = 0x80  # lengths go on
REFUSED = 0x80  # among the grants of a SUBACK


class Kind(IntEnum):
    """The upper half of a packet's first byte."""

    CONNECT = 1
    CONNACK = 2
    PUBLISH = 3
    PUBACK = 4
    SUBSCRIBE = 8
    SUBACK = 9
    PINGREQ = 12
    PINGRESP = 13
    DISCONNECT = 14


class PacketError(ValueError):
    """What came is not MQTT, or nothing that this client asked for."""


@dataclass(slots=True)
class Published:
    """A message. ``number`` is ``None`` for one that nobody waits to see acknowledged."""

    topic: str | None  # ``None`` when it was not UTF-8
    payload: bytes
    retained: bool
    number: int | None


@dataclass(slots=True)
class Answered:
    """What a broker says of its own: to a connection, subscription, publication or ping."""

    kind: Kind
    body: bytes

    @property
    def number(self) -> int:
        return int.from_bytes(self.body[:2], "big")


Packet = Published | Answered

_FROM_BROKER = {kind.value: kind for kind in (Kind.CONNACK, Kind.PUBACK, Kind.SUBACK)}
_FROM_BROKER[Kind.PINGRESP.value] = Kind.PINGRESP
_SHORTEST = {Kind.CONNACK: 2, Kind.PUBACK: 2, Kind.SUBACK: 3, Kind.PINGRESP: 0}


class Packets:
    """Whole packets out of any pieces. Memory is bounded: a giant's payload is cut, and skipped."""

    def __init__(self) -> None:
        self._held = b""
        self._passing_over = 0  # bytes of a giant that are still to come

    def feed(self, data: bytes) -> tuple[Packet, ...]:
        """Every packet that these bytes complete, oldest first. Raises ``PacketError``."""
        if self._passing_over:
            data, self._passing_over = (
                data[self._passing_over :],
                max(0, self._passing_over - len(data)),
            )
        data = self._held + data if self._held else data
        found: list[Packet] = []
        at, end = 0, len(data)
        while (whole := _extent(data, at, end)) is not None:
            begins, ends = whole
            cut = min(ends, begins + _TOPIC_MOST + PAYLOAD_KEPT)
            if cut > end:
                break
            found.append(_packet(data[at], data[begins:cut]))
            at = min(ends, end)
            self._passing_over = ends - at
        self._held = data[at:]
        return tuple(found)


def _extent(data: bytes, at: int, end: int) -> tuple[int, int] | None:
    """Where the body of the packet at this place begins and ends, once its length is here."""
    length = 0
    for place in range(_LENGTH_BYTES_MOST):
        if at + 1 + place >= end:
            return None
        byte = data[at + 1 + place]
        length |= (byte & 0x7F) << (7 * place)
        if not byte & _MORE:
            begins = at + 2 + place
            return begins, begins + length
    raise PacketError("a length of more than four bytes")


def _packet(first: int, body: bytes) -> Packet:
    if first >> 4 == Kind.PUBLISH:
        return _published(first, body)
    kind = _FROM_BROKER.get(first >> 4)
    if kind is None or len(body) < _SHORTEST[kind]:
        raise PacketError(f"a packet that no broker sends, beginning {first:#04x}")
    return Answered(kind, body)


def _published(first: int, body: bytes) -> Published:
    topic_ends = 2 + int.from_bytes(body[:2], "big")
    qos = first & _QOS
    begins = topic_ends + (2 if qos else 0)
    if len(body) < max(begins, 2) or qos > _QOS_1:
        raise PacketError("a message cut short, or of a quality that was not asked for")
    number = int.from_bytes(body[topic_ends:begins], "big") if qos else None
    try:
        topic = body[2:topic_ends].decode()
    except UnicodeDecodeError:
        topic = None
    return Published(topic, body[begins : begins + PAYLOAD_KEPT], bool(first & _RETAINED), number)


# ---- what a client says --------------------------------------------------------------------------


def connect(client: str, keepalive_s: int, user: str | None, password: str | None) -> bytes:
    """A clean session."""
    flags, login = _CLEAN, b""
    if user is not None:
        flags, login = flags | _WITH_USER, _text(user)
        if password is not None:
            flags, login = flags | _WITH_PASSWORD, login + _text(password)
    head = _text("MQTT") + bytes((_LEVEL_311, flags)) + keepalive_s.to_bytes(2, "big")
    return _framed(Kind.CONNECT << 4, head + _text(client) + login)


def subscribe(number: int, topics: Sequence[str]) -> bytes:
    """To all of these, QoS 1."""
    asked = b"".join(_text(topic) + b"\x01" for topic in topics)
    return _framed(Kind.SUBSCRIBE << 4 | 0x02, number.to_bytes(2, "big") + asked)


def publish(number: int, topic: str, payload: bytes, *, retained: bool) -> bytes:
    """QoS 1."""
    first = Kind.PUBLISH << 4 | _QOS_1 | (_RETAINED if retained else 0)
    return _framed(first, _text(topic) + number.to_bytes(2, "big") + payload)


def acknowledge(number: int) -> bytes:
    return b"\x40\x02" + number.to_bytes(2, "big")


PING = bytes((Kind.PINGREQ << 4, 0))
DISCONNECT = bytes((Kind.DISCONNECT << 4, 0))


def _text(words: str) -> bytes:
    encoded = words.encode()
    return len(encoded).to_bytes(2, "big") + encoded


def _framed(first: int, body: bytes) -> bytes:
    length, left = bytearray(), len(body)
    while True:
        left, low = divmod(left, _MORE)
        length.append(low | (_MORE if left else 0))
        if not left:
            return bytes((first,)) + bytes(length) + body
