"""Evidence: what was looked at in each room, and what follows from a defect past its day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time

from hub.rooms.replaced import replace
from hub.rooms.upkeep import Defect, Evidence, Found, Upkeep
from ward.rooms import RoomId
from ward.units import Instant, Span

KEPT_WELL = "framework.13"  # of which a defect past its day is a breach, whatever was ticked
THE_CALENDAR = "the calendar"
NOON = time(12, tzinfo=UTC)  # the same day on any clock from twelve hours behind to eleven ahead


def evidence(upkeeps: Mapping[RoomId, Upkeep], today: date, now: Instant) -> Iterator[Evidence]:
    """Of every room, each in its own name."""
    for room, upkeep in upkeeps.items():
        yield from standing_looks(upkeep.looks, upkeep)
        yield from past_their_day(room, upkeep, today, now)


def standing_looks(looks: Iterable[Evidence], upkeep: Upkeep) -> Iterator[Evidence]:
    """A room's looks; one that says "not met" stands while a defect of its clause is open."""
    broken = {one.clause for one in upkeep.open}
    for one in looks:
        stands = one.found is Found.UNMET and one.clause in broken
        yield replace(one, stands=True) if stands else one


def past_their_day(room: RoomId, upkeep: Upkeep, today: date, now: Instant) -> Iterator[Evidence]:
    """What the calendar says of a room: a breach since the first of them was past its day."""
    late = [one for one in upkeep.defects if one.is_overdue(today)]
    if late:
        many = "A defect is" if len(late) == 1 else f"{len(late)} defects are"
        day = "its" if len(late) == 1 else "their"
        yield Evidence(
            room,
            KEPT_WELL,
            min(now, _since(late)),
            THE_CALENDAR,
            Found.UNMET,
            words=f"{many} past {day} day",
            stands=True,
        )


def _since(late: Iterable[Defect]) -> Instant:
    """The first day on which one of them was late. It has no hour: no zone is known here."""
    return datetime.combine(min(one.due for one in late) + Span(days=1), NOON)
