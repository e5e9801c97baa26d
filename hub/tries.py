"""What people try at the station and nobody can do from there: kept, and refused in words."""

from dataclasses import dataclass

from ward.rooms import RoomId
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class SaySeen:
    """Somebody says at the station that the person was seen in person: kept, and not believed."""

    room: RoomId
    by: str
    words: str = ""
    said_to_be_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class EndAlarm:
    """Somebody wants to end an alarm from the station, which nobody can."""

    room: RoomId
    alarm: str
    by: str
