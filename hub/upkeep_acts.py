"""What people do about a room as a building: look at a clause, mend, check, answer for its use."""

from dataclasses import dataclass
from datetime import date

from hub.rooms.upkeep import Found, Severity
from ward.rooms import RoomId
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class Broken:
    """How grave what was found is, whose it is to mend, and by which day."""

    severity: Severity
    owner: str
    due: date


@dataclass(frozen=True, slots=True)
class Inspect:
    """Somebody looked at a clause, or tried it. ``looked_at`` of ``None`` is now.

    ``photograph`` is the name of one that is kept already, and shows the room as it is now.
    It ``sets_aside`` what a room may not be used without: by the hub's own standards, and nobody's
    word.
    """

    room: RoomId
    clause: str
    found: Found
    by: str
    words: str = ""
    value: float | None = None
    looked_at: Instant | None = None
    broken: Broken | None = None
    photograph: str = ""
    sets_aside: bool = False


@dataclass(frozen=True, slots=True)
class Mend:
    """It was mended, and how. ``at`` of ``None`` is now, as of all that is done about a defect."""

    room: RoomId
    defect: str
    by: str
    words: str
    at: Instant | None = None


@dataclass(frozen=True, slots=True)
class HandOn:
    """Somebody else is to mend it, or by another day; ``why`` where that is later."""

    room: RoomId
    defect: str
    by: str
    owner: str
    due: date
    why: str = ""
    at: Instant | None = None


@dataclass(frozen=True, slots=True)
class CheckMended:
    """Somebody looked at what was mended; ``alone`` is why nobody else than who mended it did.

    ``value`` is the number that its clause asks for: without it the clause is not known to be met.
    """

    room: RoomId
    defect: str
    by: str
    holds: bool
    words: str = ""
    alone: str = ""
    value: float | None = None
    at: Instant | None = None


@dataclass(frozen=True, slots=True)
class UseRegardless:
    """The room is used though these clauses are not known to be met."""

    room: RoomId
    by: str
    why: str
    lacking: tuple[str, ...]


UpkeepAct = Inspect | Mend | HandOn | CheckMended | UseRegardless
