"""Evidence: what was looked at in each room, and what follows from a defect past its day."""

from collections.abc import Iterator, Mapping
from datetime import date

from hub.rooms.upkeep import Evidence, Found, Upkeep
from ward.rooms import RoomId
from ward.units import Instant

KEPT_WELL = "framework.13"  # of which a defect past its day is a breach, whatever was ticked
THE_CALENDAR = "the calendar"


def evidence(upkeeps: Mapping[RoomId, Upkeep], today: date, now: Instant) -> Iterator[Evidence]:
    """Of every room, each in its own name."""
    for room, upkeep in upkeeps.items():
        yield from upkeep.looks
        late = sum(one.is_overdue(today) for one in upkeep.defects)
        if late:
            words = (
                "A defect is past its day" if late == 1 else f"{late} defects are past their day"
            )
            yield Evidence(room, KEPT_WELL, now, THE_CALENDAR, Found.UNMET, words=words)
