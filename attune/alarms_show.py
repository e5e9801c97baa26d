"""Showing the alarm load of a journal: as a table, as JSON lines, or as CSV."""

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import tzinfo
from typing import Any

from attune.journal import BROKEN, FINE, UNUSABLE
from attune.journal_show import moment, zone_named
from attune.journal_verify import Progress
from attune.saying import say
from hub.alarms.load import Counting, Load, Row, ShiftLoad
from hub.outside.journal import UnreadableFactError
from hub.outside.reading import DamagedError, Reading
from hub.outside.store import StoreError
from hub.rules.words import lasting
from ward.conditions import Priority
from ward.units import Instant, seconds

NOBODY = "-"


def show(chosen: argparse.Namespace) -> int:
    """Print it; the process's exit code."""
    try:
        zone = zone_named(chosen.zone)
        since = moment("--since", chosen.since, zone)
        until = moment("--until", chosen.until, zone)
        reading = Reading(chosen.store)
    except (StoreError, ValueError) as wrong:
        sys.stderr.write(f"{wrong}\n")
        return UNUSABLE
    try:
        found = counted(reading, since, until).load(zone)
    except (DamagedError, UnreadableFactError) as damage:
        sys.stderr.write(f"{chosen.store}: the file cannot be read on: {damage}.\n")
        return BROKEN
    finally:
        reading.close()
    if chosen.json:
        return say(as_json(found, zone), FINE)
    return say(as_csv(found) if chosen.csv else as_text(found, zone), FINE)


def counted(reading: Reading, since: Instant | None, until: Instant | None) -> Counting:
    """The whole journal, counted; on a long one, how far it has got is said meanwhile."""
    counting, progress = Counting(since, until), Progress(reading.last(), "counted")
    try:
        for number, fact in reading.facts():
            counting.feed(fact)
            progress.at(number)
    finally:
        progress.done()
    return counting


# ---- as text -----------------------------------------------------------------------------------

HEADINGS = (
    "day", "room", "", "condition", "alarms", "worth it", "not", "not said", "door", "at worst",
    "nobody", "waits",
)  # fmt: skip
RIGHT = range(4, len(HEADINGS))


def as_text(found: Load, zone: tzinfo) -> Iterator[str]:
    """A table of rows, one of shifts, and one sentence."""
    if not found.rows:
        yield "No alarm began."
        return
    yield from _table([HEADINGS, *map(_cells, found.rows)])
    yield ""
    for shift in found.shifts:
        yield _shift_line(shift, zone)
    yield ""
    yield _in_all(found)


def _cells(row: Row) -> tuple[str, ...]:
    return (
        f"{row.day}", f"{row.room}", row.priority.marks, row.condition, str(row.count),
        str(row.actionable), str(row.not_actionable), str(row.unmarked),
        _span(row.door_median_s), _span(row.door_worst_s), str(row.nobody_came or NOBODY),
        str(row.waits or NOBODY),
    )  # fmt: skip


def _span(span_s: float | None) -> str:
    return NOBODY if span_s is None else lasting(seconds(span_s))


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = (
            cell.rjust(width) if place in RIGHT else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _shift_line(shift: ShiftLoad, zone: tzinfo) -> str:
    when = f"{shift.begins_at.astimezone(zone):%Y-%m-%d %H:%M}  {shift.name:<5}"
    over = ", OVER BUDGET" if shift.over_budget else ""
    clinical = f"{shift.clinical} clinical of at most {shift.budget}{over}"
    return f"{when}  {shift.room}  {clinical}; {shift.technical} technical"


def _in_all(found: Load) -> str:
    over = sum(shift.over_budget for shift in found.shifts)
    marked = sum(row.actionable for row in found.rows)
    unmarked = sum(row.unmarked for row in found.rows)
    return (
        f"{found.count} alarms, {marked} marked as worth acting on, {unmarked} not marked; "
        f"{over} of {len(found.shifts)} shifts of a room over the budget. The budget is our own "
        "proposal."
    )


# ---- for programs ------------------------------------------------------------------------------


def as_json(found: Load, zone: tzinfo) -> Iterator[str]:
    """Rows, then shifts; ``what`` tells them apart."""
    for row in found.rows:
        yield _json({"what": "alarms", **_plain(row)})
    for shift in found.shifts:
        said = {"what": "shift", **_plain(shift), "over_budget": shift.over_budget}
        yield _json({**said, "begins_at": shift.begins_at.astimezone(zone).isoformat()})


def as_csv(found: Load) -> Iterator[str]:
    """The rows, under their names."""
    names = [each.name for each in fields(Row)]
    yield from _csv([names, *([_plain(row)[name] for name in names] for row in found.rows)])


def _plain(one: Row | ShiftLoad) -> dict[str, Any]:
    """Names and values that JSON and CSV know."""
    return {name: _value(value) for name, value in asdict(one).items()} | {"room": str(one.room)}


def _value(value: Any) -> Any:
    if isinstance(value, Priority):
        return value.name
    return value if isinstance(value, int | float | str | None) else str(value)


def _json(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False)


def _csv(rows: Iterable[list[Any]]) -> Iterator[str]:
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(row)
        yield line.getvalue()
