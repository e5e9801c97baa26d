"""The alarm load as a page: a picture of each room's shifts, what to mark, and the numbers."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from hub.alarms.load import BUDGET, NIGHT, Load, Row, ShiftLoad, shift_of
from hub.panel.alarms import marked_words
from hub.panel.local import Local
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded, AlarmMarked
from hub.rooms.facts import AnyFact, CareIssued
from hub.rooms.handover_facts import SpellAtHandover
from hub.rules.handover_words import handover_words
from hub.rules.words import lasting
from ward.conditions import BY_NAME, Priority
from ward.rooms import RoomId
from ward.units import Instant, Span, hours, seconds

DAYS, DAYS_MOST = 7, 31
ENDED_WITHIN = hours(12)  # a shift: whoever was there still knows
ENDED_MOST = 40
HEADROOM = 1.25  # above the tallest bar
LEAST_TALL = 2 * BUDGET
COLUMNS = (
    "room", "day", "condition", "priority", "count", "something to do", "nothing to do",
    "not marked", "median to door s", "worst to door s", "nobody came", "waits still",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """One shift of one room. All of it is in percent of the picture."""

    x: float
    width: float
    clinical: float
    technical: float
    over: bool
    count: int
    words: str

    @property
    def top(self) -> float:
        return 100 - self.clinical - self.technical


@dataclass(frozen=True, slots=True)
class Picture:
    """One room's shifts as bars; ``words`` say what the eye sees."""

    room: RoomId
    words: str
    bars: tuple[Bar, ...]
    budget: float
    days: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """An alarm that is over, and what was said of it."""

    id: str
    room: RoomId
    priority: Priority
    words: str
    when: str
    marked: str

    @property
    def base(self) -> str:
        return f"/rooms/{self.room}"


@dataclass(frozen=True, slots=True)
class Totals:
    """What a ward manager asks first."""

    alarms: int
    worth_it: int
    not_worth_it: int
    unmarked: int
    over_budget: int
    worst: str
    nobody_came: int
    waits: int


def totals(found: Load) -> Totals:
    rows = found.rows
    worst = max((row.door_worst_s for row in rows if row.door_worst_s is not None), default=None)
    return Totals(
        alarms=found.count,
        worth_it=sum(row.actionable for row in rows),
        not_worth_it=sum(row.not_actionable for row in rows),
        unmarked=sum(row.unmarked for row in rows),
        over_budget=sum(shift.over_budget for shift in found.shifts),
        worst=took(worst),
        nobody_came=sum(row.nobody_came for row in rows),
        waits=sum(row.waits for row in rows),
    )


def took(s: float | None) -> str:
    """``4 min``; a dash where nobody came."""
    return "-" if s is None else lasting(seconds(s))


def pictures(
    found: Load, rooms: Iterable[RoomId], since: Instant, local: Local
) -> tuple[Picture, ...]:
    """Every room, also one that was quiet: side by side they are compared by eye."""
    tallest = max((one.clinical + one.technical for one in found.shifts), default=0)
    tall = max(LEAST_TALL, tallest) * HEADROOM
    return tuple(
        _picture(room, [one for one in found.shifts if one.room == room], tall, since, local)
        for room in rooms
    )


def _picture(
    room: RoomId, shifts: Sequence[ShiftLoad], tall: float, since: Instant, local: Local
) -> Picture:
    by_begin = {one.begins_at: one for one in shifts}
    begins = _shifts_between(since, local)
    width = 100 / len(begins)
    bars = tuple(
        _bar(by_begin[at], place * width, width, tall, local)
        for place, at in enumerate(begins)
        if at in by_begin
    )
    return Picture(room, _words(shifts), bars, 100 - 100 * BUDGET / tall, _days(begins, local.zone))


def _shifts_between(since: Instant, local: Local) -> list[Instant]:
    """When each shift began, from the one in which that time was until the one of now."""
    found: list[Instant] = []
    at = since
    while at <= local.now:
        begins, _ = shift_of(at, local.zone)
        if begins not in found:
            found.append(begins)
        at += hours(6)
    last, _ = shift_of(local.now, local.zone)
    return found if last in found else [*found, last]


def _bar(shift: ShiftLoad, x: float, width: float, tall: float, local: Local) -> Bar:
    over = f", over the budget of {BUDGET}" if shift.over_budget else ""
    return Bar(
        x=x + width * 0.1,
        width=width * 0.8,
        clinical=100 * shift.clinical / tall,
        technical=100 * shift.technical / tall,
        over=shift.over_budget,
        count=shift.clinical,
        words=f"{named_shift(shift, local.zone)}: {shift.clinical} clinical{over}, "
        f"{shift.technical} technical",
    )


def named_shift(shift: ShiftLoad, zone: tzinfo) -> str:
    """A night by both its days: ``night of Thu 26 to Fri 27 Nov``."""
    day = shift.begins_at.astimezone(zone).date()
    if shift.name != NIGHT:
        return f"{day:%a} {day.day} {day:%b}, {shift.name}"
    morning = day + Span(days=1)
    month = f" {day:%b}" if morning.month != day.month else ""
    return f"night of {day:%a} {day.day}{month} to {morning:%a} {morning.day} {morning:%b}"


def _days(begins: Sequence[Instant], zone: tzinfo) -> tuple[tuple[str, float], ...]:
    """A day's name under the middle of its day shift: a night stands between its two days."""
    return tuple(
        (f"{at.astimezone(zone):%a} {at.astimezone(zone).day}", 100 * (place + 0.5) / len(begins))
        for place, at in enumerate(begins)
        if shift_of(at, zone)[1] != NIGHT
    )


def _words(shifts: Sequence[ShiftLoad]) -> str:
    clinical, technical = sum(one.clinical for one in shifts), sum(one.technical for one in shifts)
    if not clinical + technical:
        return "no alarms"
    over = sum(one.over_budget for one in shifts)
    many = f"{over} shift{'' if over == 1 else 's'} over budget" if over else "within budget"
    return f"{clinical} clinical, {technical} technical; {many}"


def as_csv(rows: Iterable[Row]) -> str:
    """For a spreadsheet. A cell that a spreadsheet would take for a formula is none of ours."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(
            (row.room, row.day, row.condition, row.priority.name, row.count, row.actionable,
             row.not_actionable, row.unmarked, _rounded(row.door_median_s),
             _rounded(row.door_worst_s), row.nobody_came,
             row.waits)
        )  # fmt: skip
    return text.getvalue()


def _rounded(s: float | None) -> str:
    return "" if s is None else f"{s:.0f}"


def ended(facts: Iterable[AnyFact], local: Local) -> tuple[Ended, ...]:
    """What ended in the last hours, the newest first, what is not marked yet before the rest."""
    began: dict[str, AlarmBegan] = {}
    over: dict[str, Ended] = {}
    names: dict[str, str] = {}
    at_handover: dict[str, str] = {}
    for fact in facts:
        match fact:
            case CareIssued():
                names |= {one.ref: one.initials for one in fact.care.staff}
            case AlarmBegan():
                began[fact.id] = fact
            case SpellAtHandover():
                at_handover[fact.id] = f", {_at_handover(fact, names, local)}"
            case AlarmEnded() if fact.id in began and local.age(fact.at) < ENDED_WITHIN:
                tag = at_handover.get(fact.id, "")
                over[fact.id] = _ended(began[fact.id], fact, local, tag)
            case AlarmMarked() if fact.id in over:
                words = marked_words(fact.actionable, names.get(fact.by, fact.by))
                over[fact.id] = replace(over[fact.id], marked=words)
    newest = list(reversed(over.values()))
    return tuple(sorted(newest, key=lambda one: bool(one.marked))[:ENDED_MOST])


def _at_handover(fact: SpellAtHandover, names: Mapping[str, str], local: Local) -> str:
    return handover_words(fact, lambda ref: names.get(ref, ref), local.clock)


def _ended(began: AlarmBegan, over: AlarmEnded, local: Local, tag: str) -> Ended:
    known = BY_NAME.get(began.condition)
    lasted = lasting(max(over.at - began.at, Span()))
    return Ended(
        id=began.id,
        room=began.room,
        priority=known.priority if known else Priority.HIGH,
        words=f"{began.words}{tag}",
        when=f"{local.clock(began.at)}, for {lasted}",
        marked="",
    )
