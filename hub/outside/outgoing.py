"""Outgoing: the stored points that a series database has yet to be given.

No second copy of them: each line's mark says up to when it has them all. A late point sets the
mark back, and what it had already it is given again, which changes nothing there.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from hub.measurements import Point
from hub.outside import schema
from hub.outside.progress import Progress

_POINTS = schema.points.join(schema.progress, schema.points.c.line == schema.progress.c.line).join(
    schema.lines, schema.lines.c.id == schema.points.c.line
)
_WAITS = schema.points.c.at > schema.progress.c.sent


class Stretch(NamedTuple):
    """Of one line, the next points after ``sent``, in order and without a gap."""

    line: int
    sent: int
    points: tuple[Point, ...]

    @property
    def until(self) -> int:
        return self.points[-1].at_us


def waiting(connection: Connection, series: Collection[str], most: int) -> tuple[Stretch, ...]:
    """The next of these series, so many points at most."""
    point, line = schema.points.c, schema.lines.c
    columns = (point.line, schema.progress.c.sent, line.room, line.series, line.sensor)
    wanted = (
        select(*columns, point.at, point.value)
        .select_from(_POINTS)
        .where(_WAITS, line.series.in_(series))
        .order_by(point.line, point.at)
        .limit(most)
    )
    return tuple(_stretches(connection.execute(wanted).all()))


def _stretches(rows: Iterable[Any]) -> Iterator[Stretch]:
    for (line, sent), some in groupby(rows, key=itemgetter(0, 1)):
        yield Stretch(line, sent, tuple(Point._make(row[2:]) for row in some))


def newest(connection: Connection, series: Collection[str], most: int) -> tuple[Point, ...]:
    """The last point of each line of these series, passed on already or not, the newest first."""
    point, line = schema.points.c, schema.lines.c
    other = schema.points.alias()
    last = select(func.max(other.c.at)).where(other.c.line == line.id).scalar_subquery()
    wanted = (
        select(line.room, line.series, line.sensor, point.at, point.value)
        .select_from(schema.lines.join(schema.points, line.id == point.line))
        .where(line.series.in_(series), point.at == last)
        .order_by(point.at.desc(), line.id)
        .limit(most)
    )
    return tuple(Point._make(row) for row in connection.execute(wanted))


def count(connection: Connection, series: Collection[str]) -> int:
    """How many wait. Takes a while where it is a week of them."""
    wanted = select(func.count()).select_from(_POINTS)
    return connection.execute(wanted.where(_WAITS, schema.lines.c.series.in_(series))).scalar_one()


def after(connection: Connection, stretch: Stretch, mark: Progress) -> Progress | None:
    """The line's mark once the database has these; ``None`` where they are to be given again.

    That is so where a late point came meanwhile: the mark was set back, or there are more points
    in the stretch by now than were given.
    """
    point = schema.points.c
    within = select(func.count()).where(
        point.line == stretch.line, point.at > stretch.sent, point.at <= stretch.until
    )
    same = mark.sent == stretch.sent
    if not same or connection.execute(within).scalar_one() != len(stretch.points):
        return None
    return mark._replace(sent=stretch.until)
