"""What a room's sensors said over months, out of a store and into arrays: points, else hours."""

from collections.abc import Collection, Mapping

import numpy as np
from sqlalchemy import Connection, select

from hub.estates.hourly import SOUND_AT_MOST, Hours, ahead, at_most, before, course
from hub.estates.trace import HOUR_S, Trace
from hub.outside import schema, sqlite
from hub.outside.hours import HOUR_US
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.units import Instant

_POINTS = "SELECT at, value FROM points WHERE line = ? AND at >= ? AND at < ? ORDER BY at"
_POINT = np.dtype([("at", np.int64), ("value", np.float64)])
_US = 1e6
_HOURS = """
SELECT hour, covered, least, mean, most FROM hours
WHERE line = ? AND hour >= ? AND hour < ? AND mean IS NOT NULL ORDER BY hour
"""
HOURS_SINCE = 4  # the version of a store that has them


def courses(
    connection: Connection,
    room: RoomId,
    series: Collection[str],
    since: Instant,
    until: Instant,
) -> Mapping[tuple[str, str], Trace]:
    """By series and sensor; of these series alone, and what sound may have come to in an hour."""
    of = schema.lines.c
    wanted = select(of.id, of.series, of.sensor).where(of.room == str(room), of.series.in_(series))
    lines = connection.execute(wanted.order_by(of.id)).all()
    between = schema.micros(since), schema.micros(until)
    has_hours = sqlite.version(connection) >= HOURS_SINCE
    found = {}
    for line in lines:
        points = trace = _trace(connection, line.id, between)
        if has_hours:
            hours = _hours(connection, line.id, between)
            trace = before(points, course(line.series, hours))
            if line.series == Quantity.SOUND:
                found[SOUND_AT_MOST, line.sensor] = ahead(points, at_most(hours))
        found[line.series, line.sensor] = trace
    return found


def _trace(connection: Connection, line: int, between: tuple[int, int]) -> Trace:
    rows = sqlite.driver_of(connection).execute(_POINTS, (line, *between))
    points = np.fromiter(rows, dtype=_POINT)
    return Trace(points["at"] / _US, np.ascontiguousarray(points["value"]))


def _hours(connection: Connection, line: int, between: tuple[int, int]) -> Hours:
    """Of whole hours within that time."""
    since, until = between
    asked = line, -(-since // HOUR_US), until // HOUR_US
    rows = sqlite.driver_of(connection).execute(_HOURS, asked).fetchall()
    table = np.array(rows, dtype=np.float64).reshape(-1, 5)
    return Hours(table[:, 0] * HOUR_S, *table[:, 1:].T)
