"""Hours: what a line of points came to in each hour, kept for years when the points are gone."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from hub import measurements
from hub.estates.plausible import bounds_of
from hub.measurements import Lasts
from hub.outside import schema, sqlite
from ward.units import Instant

HOUR = timedelta(hours=1)
HOUR_US = 3_600_000_000
KEEP_HOURS = timedelta(days=3653)  # ten years: our own proposal
_HOUR = schema.hours.c

# In SQLite's own words, for an alarm's commit may wait behind them: put together by SQLAlchemy each
# took ten times as long.
_NEXT = "SELECT min(at) FROM points WHERE line = ? AND at >= ?"
_ROLL = """
WITH near AS (
    SELECT at, value,
        min(coalesce(lead(at) OVER (ORDER BY at), :ends), at + :vouches, :ends) AS until
    FROM points WHERE line = :line AND at >= :begins - :vouches AND at < :ends
        AND value BETWEEN :lowest AND :highest
), found AS (
    SELECT count(*) FILTER (WHERE at >= :begins) AS points,
        sum(max(0, until - max(at, :begins))) AS covered,
        min(value) FILTER (WHERE at >= :begins) AS least,
        avg(value) FILTER (WHERE at >= :begins) AS mean,
        max(value) FILTER (WHERE at >= :begins) AS most
    FROM near
)
INSERT OR REPLACE INTO hours (line, hour, count, covered, least, mean, most)
SELECT :line, :hour, points, (covered + 500000) / 1000000,
    iif(:has_values, least, NULL), iif(:has_values, mean, NULL), iif(:has_values, most, NULL)
FROM found WHERE points > 0
"""


class Hour(NamedTuple):
    """One hour of one line. ``least``, ``mean`` and ``most`` are of no vital sign.

    ``covered_s`` is for how long a point stood that was not too old; an hour without any point is
    nowhere.
    """

    at: Instant
    sensor: str
    points: int
    covered_s: int
    least: float | None
    mean: float | None
    most: float | None


def hour_of(at_us: int) -> int:
    """Which hour since 1970."""
    return at_us // HOUR_US


def next_with_points(connection: Connection, line: int, since: int) -> int | None:
    """The first hour from this one on in which there is a point."""
    found = sqlite.driver_of(connection).execute(_NEXT, (line, since * HOUR_US))
    (at,) = found.fetchone()
    return None if at is None else hour_of(at)


def roll(connection: Connection, line: int, hour: int, series: str) -> None:
    """This hour anew, from its points, in place of what stood there: however often, it is the same.

    A point stands until the next one, or until it is too old to; one of the hour before may reach
    into this one. What no room can be is no point here: one wild value would hide what was so.
    """
    field = measurements.of(series)
    lowest, highest = bounds_of(series)
    told = {
        "line": line,
        "hour": hour,
        "begins": hour * HOUR_US,
        "ends": (hour + 1) * HOUR_US,
        "vouches": field.vouches_s * 1_000_000,
        "lowest": lowest,
        "highest": highest,
        "has_values": field.lasts is Lasts.VALUES,
    }
    sqlite.driver_of(connection).execute(_ROLL, told)


def add(connection: Connection, line: int, at_us: int, value: float, series: str) -> None:
    """One point more in an hour whose own points are gone. How long it stood is not known."""
    lowest, highest = bounds_of(series)
    if not lowest <= value <= highest:
        return
    kept = value if measurements.of(series).lasts is Lasts.VALUES else None
    put = insert(schema.hours).values(
        line=line, hour=hour_of(at_us), count=1, covered=0, least=kept, mean=kept, most=kept
    )
    connection.execute(
        put.on_conflict_do_update(
            index_elements=["line", "hour"],
            set_={
                "least": func.min(_HOUR.least, put.excluded.least),
                "most": func.max(_HOUR.most, put.excluded.most),
                "mean": (_HOUR.mean * _HOUR.count + put.excluded.mean) / (_HOUR.count + 1),
                "count": _HOUR.count + 1,
            },
        )
    )


def read(connection: Connection, lines: dict[int, str], since: int, until: int) -> tuple[Hour, ...]:
    """Of these lines, each with its sensor, the hours from one to before another, in order."""
    wanted = select(schema.hours).where(
        _HOUR.line.in_(list(lines)), _HOUR.hour >= since, _HOUR.hour < until
    )
    rows = connection.execute(wanted.order_by(_HOUR.hour, _HOUR.line)).all()
    return tuple(
        Hour(schema.instant(row.hour * HOUR_US), lines[row.line], *row[2:]) for row in rows
    )


def forget(connection: Connection, lines: Sequence[int], edge: int) -> None:
    """What is older than is kept, ``edge`` being where points end."""
    before = edge - KEEP_HOURS // HOUR
    old = delete(schema.hours).where(_HOUR.line == bindparam("of"), _HOUR.hour < before)
    if lines:
        connection.execute(old, [{"of": line} for line in lines])
