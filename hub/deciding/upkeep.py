"""A room as a building: what was found in it, what was mended, and who answers for its use."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hub.deciding.deciding import Decided, Rooms, decide
from hub.effects import Denied
from hub.estates.photographing import no_photograph
from hub.rooms.state import RoomState
from hub.rooms.upkeep import JUST_SET, Defect, Found, Severity, Upkeep
from hub.rooms.upkeep_facts import (
    DefectChecked,
    DefectHandedOn,
    DefectMended,
    Inspected,
    Noted,
    UsedRegardless,
)
from hub.upkeep_acts import CheckMended, HandOn, Inspect, Mend, UseRegardless
from ward.authority import Authority
from ward.units import Instant, Span


class Within(NamedTuple):
    """Within how many days a defect is due at the latest, and by whose word."""

    days: int
    authority: Authority
    source: str


DUE_MOST: Mapping[Severity, Within] = {
    Severity.DANGER: Within(
        1, Authority.LOCAL, "our own proposal: nobody waits for it a second day"
    ),
    Severity.BROKEN: Within(28, Authority.LOCAL, "our own proposal"),
    Severity.WORN: Within(184, Authority.LOCAL, "our own proposal: half a year"),
}


@decide.register
def _(act: Inspect, rooms: Rooms, now: Instant) -> Decided:
    """Surprising: while a defect of it is open no tick makes a clause met, only a check does."""
    state, at = rooms[act.room], act.looked_at or now
    if wrong := _wrong(act, state, at, now) or _wrong_picture(act, state, now):
        return Denied(wrong)
    return Inspected(
        room=act.room,
        at=now,
        clause=act.clause,
        looked_at=min(at, now),
        by=act.by,
        found=act.found,
        value=act.value,
        words=act.words,
        defect=_noted(act, state.upkeep, now),
        photograph=act.photograph,
    )


def _today(state: RoomState, now: Instant) -> date:
    """On the calendar that hangs in the ward, as the pages have it."""
    return now.astimezone(ZoneInfo(state.zone)).date()


def _wrong(act: Inspect, state: RoomState, at: Instant, now: Instant) -> str:
    """Why it cannot be written down so; empty where it can."""
    if at > now + JUST_SET:
        return "That is yet to come: nobody can have looked"
    if act.found is Found.NOT_APPLICABLE and not act.words.strip():
        return "Say why it does not apply to this room"
    newest, broken = state.upkeep.newest(act.clause, now), state.upkeep.open_of(act.clause)
    if newest is not None and at < newest.at:
        return "" if act.broken is None else "Somebody has looked since: note what is so now"
    if broken is not None and not _is_graver(act, broken):
        said = "A defect of it is open: say that it is mended, and have somebody else check it"
        return "" if act.found is Found.UNMET else said
    if act.found is not Found.UNMET:
        return "" if act.broken is None else "What is met or does not apply has no defect"
    return _wrong_defect(act, broken, _today(state, min(at, now)), _today(state, now))


def _is_graver(act: Inspect, known: Defect) -> bool:
    """Whether it is noted to be worse than it was; what is said to be less grave stays as it is."""
    if act.found is not Found.UNMET or act.broken is None:
        return False
    return grave(act.broken.severity) < grave(known.severity)


def grave(severity: Severity) -> int:
    """Its place among all, the gravest first."""
    return tuple(Severity).index(severity)


def _wrong_picture(act: Inspect, state: RoomState, now: Instant) -> str:
    """A photograph is of an empty room, at the moment at which it is written down."""
    if not act.photograph:
        return ""
    return "A photograph shows the room now" if act.looked_at else no_photograph(state, now)


def _wrong_defect(act: Inspect, known: Defect | None, found: date, today: date) -> str:
    """Who is to mend what is graver than it was is known already.

    Of what was found on an earlier day the day may be over already: then it is past it, and a
    breach by itself, as it was wherever this was written down first. What is graver by now keeps
    the day that it had, over or not.
    """
    broken, first = act.broken, min(found, known.due) if known else found
    if broken is None:
        return "Not met: say how grave it is, who is to mend it, and by when"
    if not (act.words.strip() and (known or broken.owner.strip())):
        return "Say what is wrong, and who is to mend it"
    most = DUE_MOST[broken.severity]
    if broken.due < first:
        return f"That day was over when it was found: give {first:%d.%m.%Y} or a later one"
    if broken.due > today + Span(days=most.days):
        day = "day" if most.days == 1 else "days"
        return (
            f"“{broken.severity}” is to be mended within {most.days} {day} "
            f"({most.source}): give another date"
        )
    return ""


def _noted(act: Inspect, upkeep: Upkeep, now: Instant) -> Noted | None:
    """A new defect; or the one that is open, graver than it was, and never due later for it.

    Of a table many are written down in one moment: each has a name of its own all the same.
    """
    broken, known = act.broken, upkeep.open_of(act.clause)
    if broken is None or (known is not None and not _is_graver(act, known)):
        return None
    if known is not None:
        due = min(known.due, broken.due)
        return Noted(id=known.id, severity=broken.severity, owner=known.owner, due=due)
    id_ = _unused(f"{act.room.slug}-d-{now:%Y%m%dT%H%M%S%f}", upkeep)
    return Noted(id=id_, severity=broken.severity, owner=broken.owner.strip(), due=broken.due)


def _unused(id_: str, upkeep: Upkeep) -> str:
    """The next after the last of that name: those before it may be forgotten by now."""
    last = next((one.id for one in reversed(upkeep.defects) if one.id.startswith(id_)), None)
    if last is None:
        return id_
    return f"{id_}-{int(last.removeprefix(id_).removeprefix('-') or 0) + 1}"


@decide.register
def _(act: Mend, rooms: Rooms, now: Instant) -> Decided:
    defect = rooms[act.room].upkeep.defect(act.defect)
    if defect is None or not defect.is_open:
        return Denied(f"There is no such open defect in {act.room.spoken}")
    if defect.is_mended:
        return Denied("It is said to be mended already: somebody is to check it")
    if not act.words.strip():
        return Denied("Say what was done")
    if wrong := _wrong_time(act.at, defect.found_at, now):
        return Denied(wrong)
    return DefectMended(
        room=act.room, at=now, id=act.defect, by=act.by, words=act.words, done_at=act.at
    )


def _wrong_time(at: Instant | None, since: Instant, now: Instant, was: str = "found") -> str:
    """Nothing is done about a defect before it was found, nor seen to be mended before it was."""
    if at is None:
        return ""
    if at > now + JUST_SET:
        return "That is yet to come: nobody can have done it"
    return f"That was before it was {was}" if at < since else ""


@decide.register
def _(act: HandOn, rooms: Rooms, now: Instant) -> Decided:
    """Put off within the days that its severity allows from when it was found, and no further.

    What is past its day stays past it: nobody puts a breach off by giving it another day.
    """
    state, owner = rooms[act.room], act.owner.strip()
    defect = state.upkeep.defect(act.defect)
    if defect is None or not defect.is_open:
        return Denied(f"There is no such open defect in {act.room.spoken}")
    if defect.is_mended:
        return Denied("It is said to be mended: somebody is to check it")
    if not owner:
        return Denied("Say who is to mend it")
    if (owner, act.due) == (defect.owner, defect.due):
        return Denied("That is so already: say who else is to mend it, or by which other day")
    wrong = _wrong_time(act.at, defect.found_at, now)
    if wrong or (act.due != defect.due and (wrong := _wrong_day(act, defect, state, now))):
        return Denied(wrong)
    return DefectHandedOn(
        room=act.room, at=now, id=defect.id, by=act.by, owner=owner, due=act.due, why=act.why,
        done_at=act.at,
    )  # fmt: skip


def _wrong_day(act: HandOn, defect: Defect, state: RoomState, now: Instant) -> str:
    """By the day on which it was handed on, though that may be told later."""
    most, today = DUE_MOST[defect.severity], _today(state, act.at or now)
    latest = _today(state, defect.found_at) + Span(days=most.days)
    if defect.is_overdue(today):
        return "It is past its day, and stays so until it is mended and checked"
    if act.due < today:
        return "That day is over: give one that is to come"
    if act.due > latest:
        return (
            f"“{defect.severity}” is to be mended within {most.days} days of when it was found "
            f"({most.source}): give a day up to {latest:%d.%m.%Y}"
        )
    return "" if act.due < defect.due or act.why.strip() else "Say why it is put off"


@decide.register
def _(act: CheckMended, rooms: Rooms, now: Instant) -> Decided:
    """By somebody else than mended it, or with a reason why not."""
    defect = rooms[act.room].upkeep.defect(act.defect)
    if defect is None or not defect.is_open:
        return Denied(f"There is no such open defect in {act.room.spoken}")
    if defect.mended_at is None:
        return Denied("Nobody has said that it is mended")
    if wrong := _wrong_time(act.at, defect.mended_at, now, "mended"):
        return Denied(wrong)
    if not (act.holds or act.words.strip()):
        return Denied("Say what is still wrong")
    same = act.by == defect.mended_by
    if same and act.holds and not act.alone.strip():
        return Denied("You mended it: somebody else checks it, or say why nobody else can")
    return DefectChecked(
        room=act.room,
        at=now,
        id=defect.id,
        clause=defect.clause,
        by=act.by,
        holds=act.holds,
        words=act.words,
        alone=act.alone if same else "",
        value=act.value,
        done_at=act.at,
    )


@decide.register
def _(act: UseRegardless, _rooms: Rooms, now: Instant) -> Decided:
    """It makes nothing met: what is lacking is lacking, and somebody answers for it by name."""
    if not act.lacking:
        return Denied(f"Nothing is lacking in {act.room.spoken}")
    if not act.why.strip():
        return Denied("Say why the room is used although it is not fit")
    return UsedRegardless(room=act.room, at=now, by=act.by, why=act.why, lacking=act.lacking[:200])
