"""What is known of a room as a building: what was looked at, what is broken, what was allowed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ward.rooms import RoomId
from ward.units import Instant, hours, minutes

JUST_SET = minutes(10)  # our own proposal: clocks of a phone and the hub agree no better
REGARDLESS_MOST = hours(24 * 7)  # our own proposal: then somebody says it again, or it is mended


class Found(StrEnum):
    """What somebody, or a test, found."""

    MET = "met"
    UNMET = "not met"
    NOT_APPLICABLE = "does not apply"


class Severity(StrEnum):
    """How grave a defect is, the gravest first."""

    DANGER = "danger"  # somebody may be hurt by it
    BROKEN = "broken"  # it does not do what it is for
    WORN = "worn"  # it does, and not for long any more


@dataclass(frozen=True, slots=True)
class Evidence:
    """One look, one test or one word at one clause, with whose it is.

    ``photograph`` is the name of one that shows the room so, where there is one. It ``stands``
    while what it is of is still open: no later word or number outranks it.
    """

    room: RoomId
    clause: str
    at: Instant
    by: str
    found: Found
    value: float | None = None
    words: str = ""
    photograph: str = ""
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Defect:
    """What is broken, whose it is, and by which day it is to be mended.

    It is over when somebody checked it after it was mended. ``alone`` is why that was nobody else
    than who had mended it; empty where it was somebody else. ``first_due`` is the day that was
    given when it was found, where that was put off since.
    """

    id: str
    clause: str
    words: str
    severity: Severity
    owner: str
    due: date
    found_at: Instant
    found_by: str
    mended_at: Instant | None = None
    mended_by: str = ""
    how: str = ""
    photograph: str = ""
    first_due: date | None = None
    checked_at: Instant | None = None
    checked_by: str = ""
    alone: str = ""

    @property
    def is_open(self) -> bool:
        """Until it was checked; that somebody says it is mended does not end it."""
        return self.checked_at is None

    @property
    def is_mended(self) -> bool:
        return self.mended_at is not None

    def is_overdue(self, today: date) -> bool:
        """Past its day and not checked; that it waits for a check is no excuse."""
        return self.is_open and self.due < today


@dataclass(frozen=True, slots=True)
class Regardless:
    """Somebody answers for the room's use though these clauses are not known to be met."""

    at: Instant
    by: str
    why: str
    lacking: tuple[str, ...]

    def covers(self, lacking: Collection[str], now: Instant) -> bool:
        """Only what was lacking then, and only for a while: whatever came since was not weighed."""
        return now < self.at + REGARDLESS_MOST and set(lacking) <= set(self.lacking)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Of each clause the newest looks, oldest first; defects that are open, and the last closed."""

    looks: tuple[Evidence, ...] = ()
    defects: tuple[Defect, ...] = ()
    regardless: tuple[Regardless, ...] = ()

    def newest(self, clause: str, now: Instant) -> Evidence | None:
        """The latest look by when it was made, whenever it was told; none that is yet to come."""
        known = (one for one in self.looks if one.clause == clause and one.at <= now + JUST_SET)
        return max(known, key=lambda one: one.at, default=None)

    def defect(self, id_: str) -> Defect | None:
        return next((one for one in self.defects if one.id == id_), None)

    def open_of(self, clause: str) -> Defect | None:
        """What is broken of that clause; at most one at a time."""
        return next((one for one in self.defects if one.clause == clause and one.is_open), None)

    @property
    def open(self) -> tuple[Defect, ...]:
        """By the day on which they are due, the gravest of a day first."""
        found = (one for one in self.defects if one.is_open)
        return tuple(sorted(found, key=lambda one: (one.due, tuple(Severity).index(one.severity))))

    def allowed(self, lacking: Collection[str], now: Instant) -> Regardless | None:
        """Who answers for it now that the room is used without these; nobody, where none is."""
        held = (one for one in reversed(self.regardless) if one.covers(lacking, now))
        return next(held, None) if lacking else None


UNLOOKED = Upkeep()
