"""The picture of a record: each day, or the whole of a short one, as a band of marks over time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from attune.export.told import Told
from hub.record.spells import Spell
from hub.rooms.episode_facts import EpisodeBegan, PlanSet
from hub.rooms.facts import LookedRemotely, Observed
from hub.rules.words import lasting
from hub.staff.duty import Duty
from ward.units import Instant, hours

ONE_BAND_MOST = hours(26)
BANDS_MOST = 16  # a confinement ends after 15 days at most, framework proposal
TICK_H = (1 / 12, 1 / 4, 1 / 2, 1, 2, 3, 6)
TICKS_MOST = 13

Band = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Axis:
    """One band's time; ``x`` is the share of its width."""

    begins: Instant
    ends: Instant

    def has(self, at: Instant) -> bool:
        return self.begins <= at <= self.ends

    def x(self, at: Instant) -> float:
        share = (at - self.begins) / (self.ends - self.begins)
        return round(min(max(share, 0.0), 1.0), 5)

    def span(self, since: Instant, until: Instant) -> tuple[float, float] | None:
        """From where to where; nothing for what lies elsewhere."""
        if until < self.begins or since > self.ends:
            return None
        return self.x(since), self.x(until)


def bands(told: Told) -> tuple[list[Band], int]:
    """Those that are drawn, and how many more there would be."""
    axes = list(_axes(told))
    drawn = [_band(told, axis) for axis in axes[:BANDS_MOST]]
    return drawn, max(0, len(axes) - BANDS_MOST)


def _axes(told: Told) -> Iterator[Axis]:
    since, ends, zone = told.summary.since, told.summary.ends, told.record.zone
    if ends - since <= ONE_BAND_MOST:
        margin = max((ends - since) / 50, timedelta(seconds=30))
        yield Axis(since - margin, ends + margin)
        return
    day = since.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    while day <= ends:
        after = _next_day(day, zone)
        yield Axis(day.astimezone(since.tzinfo), after.astimezone(since.tzinfo))
        day = after


def _next_day(day: datetime, zone: tzinfo) -> datetime:
    """Midnight by the wall, also where that day has 23 or 25 hours."""
    return datetime.combine(day.date() + timedelta(days=1), datetime.min.time(), zone)


def _band(told: Told, axis: Axis) -> Band:
    local = axis.begins.astimezone(told.record.zone)
    facts = [fact for _, fact in told.record.facts]
    return {
        "label": f"{local:%a} {local.day} {local:%b}",
        "ticks": list(_ticks(axis, told.record.zone)),
        "spells": list(_spells(told.summary.spells_now, axis, told.summary.ends)),
        "then": list(_spells(told.summary.spells_then, axis, told.summary.ends)),
        "visits": [
            {"x": axis.x(fact.observed_at), "counts": fact.ends_spell}
            for fact in facts
            if isinstance(fact, Observed) and axis.has(fact.observed_at)
        ],
        "looks": [
            axis.x(fact.at)
            for fact in facts
            if isinstance(fact, LookedRemotely) and axis.has(fact.at)
        ],
        "alarms": list(_alarms(told, axis)),
        "plans": [
            {"x": axis.x(fact.at), "label": f"{fact.plan.every_min} min"}
            for fact in facts
            if isinstance(fact, EpisodeBegan | PlanSet) and axis.has(fact.at)
        ],
        "handovers": sorted({axis.x(at) for at in _handovers(told) if axis.has(at)}),
    }


def _ticks(axis: Axis, zone: tzinfo) -> Iterator[dict[str, Any]]:
    span_h = (axis.ends - axis.begins) / hours(1)
    every = hours(next((h for h in TICK_H if span_h / h <= TICKS_MOST), TICK_H[-1]))
    local = axis.begins.astimezone(zone)
    at = local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(axis.begins.tzinfo)
    while at <= axis.ends:
        if axis.has(at):
            yield {"x": axis.x(at), "label": f"{at.astimezone(zone):%H:%M}"}
        at += every


def _spells(found: Sequence[Spell], axis: Axis, ends: Instant) -> Iterator[dict[str, Any]]:
    for one in found:
        placed = axis.span(one.since, one.until or ends)
        if placed:
            hidden = any(_hides(other, one, ends) for other in found)
            words = "" if hidden else lasting(one.lasted(ends))
            yield {"from": placed[0], "to": placed[1], "due": axis.x(one.due_at), "label": words}


def _hides(other: Spell, one: Spell, ends: Instant) -> bool:
    """Whether a longer one, of another room, begins on the same spot: two words would be one."""
    inside = other.since <= one.since < (other.until or ends)
    longer = (other.lasted(ends), str(other.room)) > (one.lasted(ends), str(one.room))
    return inside and longer


def lanes(told: Told) -> list[str]:
    """A lane for each condition of the whole record, the most urgent first."""
    return sorted(
        {one.condition for one in told.alarms}, key=lambda name: (-_priority(told, name), name)
    )


def _alarms(told: Told, axis: Axis) -> Iterator[dict[str, Any]]:
    conditions = lanes(told)
    for one in told.alarms:
        placed = axis.span(one.flagged_at, one.ended_at or told.summary.ends)
        if placed:
            yield {
                "from": placed[0],
                "to": placed[1],
                "lane": conditions.index(one.condition),
                "priority": _priority(told, one.condition),
                "label": one.condition,
            }


def _priority(told: Told, condition: str) -> int:
    known = next((one.known for one in told.alarms if one.condition == condition), None)
    return int(known.priority) if known else 3


def _handovers(told: Told) -> Iterator[Instant]:
    """When one observer's time ended and another's began, as the rota has it."""
    rota = told.record.rota
    shifts = [one for one in rota.shifts if one.duty is Duty.OBSERVER] if rota else []
    here = [one for one in shifts if not one.rooms or set(told.record.rooms) & set(one.rooms)]
    edges = sorted({at for one in here for at in (one.begins_at, one.ends_at)})
    yield from edges
