"""What the hub tells: receipts to a node, status and alarm changes to the world."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from ward.conditions import Kind
from ward.rooms import RoomId
from ward.units import Instant, Text, Wire, Word


class Receipt(Wire):
    """These numbers of that boot are stored. Sent after the commit, never before."""

    v: Literal[1] = 1
    room: RoomId
    boot: Word
    numbers: tuple[Annotated[int, Field(ge=1)], ...] = Field(max_length=1000)


class Showing(Wire):
    """One alarm that is showing."""

    id: Word
    condition: Word
    kind: Kind
    priority: Annotated[int, Field(ge=1, le=3, description="1 low, 2 medium, 3 high")]
    began_at: Instant
    words: Text
    do: Text


class Status(Wire):
    """How a room stands, for wall displays and pager gateways. Retained."""

    v: Literal[1] = 1
    room: RoomId
    at: Instant
    linked: bool
    episode_began_at: Instant | None = None
    seen_at: Instant | None = None
    seen_by: Word | None = None
    due_at: Instant | None = None
    alarms: tuple[Showing, ...] = Field(default=(), max_length=64)


class Change(StrEnum):
    """What happened to an alarm."""

    BEGAN = "began"
    ENDED = "ended"


class AlarmChanged(Wire):
    """One change of one alarm. Not retained: the status says what is showing."""

    v: Literal[1] = 1
    room: RoomId
    at: Instant
    change: Change
    alarm: Showing
