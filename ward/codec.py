"""Bytes to messages and back; whatever cannot be believed is turned away by name."""

import json
from enum import StrEnum
from typing import TypeVar

from pydantic import ValidationError

from ward.announcements import AlarmChanged, Receipt, Status
from ward.care import Care
from ward.envelope import Backlog, Envelope, Link
from ward.orders import Order
from ward.topics import LEAF_OF_KIND, Leaf, Topic
from ward.units import Wire

BYTES_MOST = 32_768  # of one payload
VERSION = 1

MODEL_OF_LEAF: dict[Leaf, type[Wire]] = {
    **dict.fromkeys(LEAF_OF_KIND.values(), Envelope),
    Leaf.BACKLOG: Backlog,
    Leaf.LINK: Link,
    Leaf.ORDER: Order,
    Leaf.CARE: Care,
    Leaf.RECEIPT: Receipt,
    Leaf.STATUS: Status,
    Leaf.ALARM: AlarmChanged,
}


class Rejection(StrEnum):
    """Why a message was turned away. Each is counted under this name."""

    UNKNOWN_TOPIC = "unknown topic"
    OVERSIZED = "oversized"
    NOT_UTF8 = "not UTF-8"
    TORN = "torn"
    WRONG_VERSION = "wrong version"
    MALFORMED = "malformed"
    WRONG_ROOM = "wrong room"
    WRONG_LEAF = "wrong leaf"
    UNKNOWN_ROOM = "unknown room"
    FUTURE_DATED = "future-dated"
    DUPLICATE = "duplicate"
    RETAINED = "retained"


class TurnedAwayError(ValueError):
    """A message that must not be believed; ``why`` is its name, the text is for people."""

    def __init__(self, why: Rejection, words: str) -> None:
        super().__init__(f"{why}: {words}")
        self.why = why
        self.words = words


W = TypeVar("W", bound=Wire)


def encode(message: Wire) -> bytes:
    """The message as it stands on the wire: UTF-8 JSON without the fields that are ``None``."""
    return message.model_dump_json(exclude_none=True).encode()


def decode(topic: Topic, payload: bytes) -> Wire:
    """The message in this payload. Raises ``TurnedAwayError``."""
    message = parse(MODEL_OF_LEAF[topic.leaf], payload)
    room = getattr(message, "room", None)
    if room != topic.room:
        raise TurnedAwayError(Rejection.WRONG_ROOM, f"topic says {topic.room}, body says {room}")
    if isinstance(message, Envelope) and LEAF_OF_KIND[message.body.kind] is not topic.leaf:
        raise TurnedAwayError(
            Rejection.WRONG_LEAF, f"a {message.body.kind} does not belong on {topic.leaf}"
        )
    return message


def parse(model: type[W], payload: bytes) -> W:
    """One message of a known kind. Raises ``TurnedAwayError``."""
    if len(payload) > BYTES_MOST:
        raise TurnedAwayError(
            Rejection.OVERSIZED, f"{len(payload)} bytes, at most {BYTES_MOST} are read"
        )
    try:
        return model.model_validate_json(payload)
    except ValidationError as refused:
        raise _named(payload, refused) from None


def parse_topic(topic: str) -> Topic:
    """Raises ``TurnedAwayError`` for a topic that is not one of ours."""
    try:
        return Topic.parse(topic)
    except ValueError as unknown:
        raise TurnedAwayError(Rejection.UNKNOWN_TOPIC, str(unknown)) from None


def _named(payload: bytes, refused: ValidationError) -> TurnedAwayError:
    """The reason behind a payload that did not validate. Runs on the rare path only."""
    try:
        body = json.loads(payload.decode("utf-8"))
    except UnicodeDecodeError as bad:
        return TurnedAwayError(Rejection.NOT_UTF8, f"byte {bad.start} is not UTF-8")
    except (ValueError, RecursionError):
        return TurnedAwayError(Rejection.TORN, "not one whole JSON document")
    version = body.get("v") if isinstance(body, dict) else None
    if version is not None and version != VERSION:
        return TurnedAwayError(
            Rejection.WRONG_VERSION, f"version {version!r:.20}, this side speaks {VERSION}"
        )
    first = refused.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"]) or "the whole"
    return TurnedAwayError(Rejection.MALFORMED, f"{where[:120]}: {first['msg'][:200]}")
