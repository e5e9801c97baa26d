"""What a room's sensors said over months, out of a store and into arrays."""

from collections.abc import Collection, Mapping

import numpy as np
from sqlalchemy import Connection, select

from hub.estates.trace import Trace
from hub.outside import schema, sqlite
from ward.rooms import RoomId
from ward.units import Instant

_POINTS = "SELECT at, value FROM points WHERE line = ? AND at >= ? AND at < ? ORDER BY at"
_POINT = np.dtype([("at", np.int64), ("value", np.float64)])
_US = 1e6


def courses(
    connection: Connection,
    room: RoomId,
    series: Collection[str],
    since: Instant,
    until: Instant,
) -> Mapping[tuple[str, str], Trace]:
    """By series and sensor; of these series alone."""
    of = schema.lines.c
    wanted = select(of.id, of.series, of.sensor).where(of.room == str(room), of.series.in_(series))
    lines = connection.execute(wanted.order_by(of.id)).all()
    between = schema.micros(since), schema.micros(until)
    return {(line.series, line.sensor): _trace(connection, line.id, between) for line in lines}


def _trace(connection: Connection, line: int, between: tuple[int, int]) -> Trace:
    rows = sqlite.driver_of(connection).execute(_POINTS, (line, *between))
    points = np.fromiter(rows, dtype=_POINT)
    return Trace(points["at"] / _US, np.ascontiguousarray(points["value"]))
