"""What the hub tells: receipts to a node, status and alarm changes to the world."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from ward.care import ReviewDue
from ward.conditions import Kind
from ward.rooms import RoomId
from ward.units import Instant, Text, Wire, Word

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Hex32 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="32 bytes, hexadecimal")]
Hex64 = Annotated[str, Field(pattern=r"^[0-9a-f]{128}$", description="64 bytes, hexadecimal")]


class Head(Wire):
    """The end of the hub's journal at one commit, signed: kept by nodes, it holds the past fast.

    ``hash`` is the chain's at that ``entry``; ``signature`` is Ed25519 by ``key``, over
    ``signed``. Whoever rewrites an entry at or before it, even with a fresh key, is found out by
    any node that kept it.
    """

    entry: Annotated[int, Field(ge=0, description="number of the last entry; 0 for none")]
    hash: Hex32
    at: Instant
    key: Hex32
    signature: Hex64

    @staticmethod
    def signed(entry: int, digest: str, at: Instant) -> bytes:
        """The bytes that are signed; the time as microseconds since 1970, UTC."""
        return f"attune head 1\n{entry}\n{digest}\n{(at - _EPOCH) // _MICROSECOND}\n".encode()


class Receipt(Wire):
    """What of one boot is stored. Sent after the commit, never before.

    Stored are ``numbers``, and everything up to and including ``through``. ``missing`` are
    stretches, first and last, that have not come though later ones have: say them again, if they
    are still owed.
    """

    v: Literal[1] = 1
    room: RoomId
    boot: Word
    numbers: tuple[Annotated[int, Field(ge=1)], ...] = Field(default=(), max_length=1000)
    through: Annotated[int, Field(ge=0)] = 0
    missing: tuple[tuple[int, int], ...] = Field(default=(), max_length=64)
    head: Head | None = None


class Showing(Wire):
    """One alarm that is showing.

    ``over_at``: its condition is over, and it shows until somebody was at the door. Until
    ``quiet_until`` it need not sound, because it was acknowledged (``acknowledged_by`` is a
    reference of staff) or its sound was paused.
    ``came_at``: since then it is known that staff were at the door. ``step`` is how far up its
    ladder it has climbed, 0 for whoever is told first. ``at_handover``: it is a blank spell which
    falls into a handover, by the rota as it was then.
    """

    id: Word
    condition: Word
    kind: Kind
    priority: Annotated[int, Field(ge=1, le=3, description="1 low, 2 medium, 3 high")]
    began_at: Instant
    words: Text
    do: Text
    over_at: Instant | None = None
    acknowledged_by: Word | None = None
    quiet_until: Instant | None = None
    came_at: Instant | None = None
    step: Annotated[int, Field(ge=0)] | None = None
    at_handover: bool = False


class Status(Wire):
    """How a room stands, for wall displays and pager gateways. Retained.

    From ``soon_at`` on somebody should set out, to be there by ``due_at``.
    """

    v: Literal[1] = 1
    room: RoomId
    at: Instant
    linked: bool
    episode_began_at: Instant | None = None
    seen_at: Instant | None = None
    seen_by: Word | None = None
    due_at: Instant | None = None
    soon_at: Instant | None = None
    reviews: tuple[ReviewDue, ...] = Field(default=(), max_length=8)
    alarms: tuple[Showing, ...] = Field(default=(), max_length=64)


class Change(StrEnum):
    """What happened to an alarm."""

    BEGAN = "began"
    AGAIN = "again"
    ACKNOWLEDGED = "acknowledged"
    AUDIO_PAUSED = "audio paused"
    ESCALATED = "escalated"
    OVER = "over"
    ENDED = "ended"


class AlarmChanged(Wire):
    """One change of one alarm. Not retained: the status says what is showing."""

    v: Literal[1] = 1
    room: RoomId
    at: Instant
    change: Change
    alarm: Showing
