"""A pattern: what was looked for, what was found, with its evidence and what may explain it."""

from dataclasses import dataclass
from datetime import tzinfo

from ward.rooms import RoomId
from ward.units import Instant

NO_ACCUSATION = (
    "Nothing here says that anybody did wrong. Each is worth asking about, and each has ordinary "
    "explanations. Look first at what is on record of that room, and ask whoever was there."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of evidence: when, at which doors, and what is on record."""

    at: Instant
    rooms: tuple[RoomId, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Case:
    """One thing worth asking about, and all that it rests on."""

    words: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """``looked_at`` says how much there was to look at: none found of nothing is no good news."""

    name: str
    title: str
    looked_for: str
    looked_at: str
    innocent: str
    cases: tuple[Case, ...]


def clock(at: Instant, zone: tzinfo) -> str:
    """``23 Nov 17:40``, by the clocks of that zone."""
    local = at.astimezone(zone)
    return f"{local.day} {local:%b} {local:%H:%M}"


def many(count: int, one: str, more: str | None = None) -> str:
    """``one entry``, ``4 entries``."""
    return f"one {one}" if count == 1 else f"{count:,} {more or one + 's'}"
