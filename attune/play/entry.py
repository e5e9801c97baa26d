"""One entry of a night's timeline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ward.rooms import RoomId


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing. ``room`` of ``None`` is the whole ward; ``more`` are keys of its kind."""

    at: datetime
    kind: str
    room: RoomId | None
    words: str
    more: Mapping[str, Any] = field(default_factory=dict)
