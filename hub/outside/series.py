"""Series: points by line, charted and forgotten again."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select, tuple_

from hub.effects import Chart
from hub.outside import schema, sqlite
from ward.rooms import RoomId
from ward.units import Instant

PRUNE_MOST = 5_000  # points in one small step

# Many rows a statement: the interpreter is given away and waited for once for each statement,
# and under load a row a statement made a second's points take longer than a second.
AT_ONCE = (1024, 128, 16, 1)
_ADD = {
    count: "INSERT OR IGNORE INTO points (line, at, value) VALUES "  # noqa: S608  (no text of others)
    + ", ".join(["(?, ?, ?)"] * count)
    for count in AT_ONCE
}

Line = tuple[str, str, str]


class Series:
    """The lines that are stored, by room, series and sensor.

    What ``write`` made is remembered by ``took`` and not before: a commit that fails leaves no
    line behind that is not in the file.
    """

    def __init__(self) -> None:
        self._lines: dict[Line, int] = {}

    def load(self, connection: Connection) -> None:
        rows = connection.execute(select(schema.lines))
        self._lines = {(line.room, line.series, line.sensor): line.id for line in rows}

    def write(self, connection: Connection, points: Sequence[Chart]) -> Mapping[Line, int]:
        """Store these; the lines that this made."""
        made: dict[Line, int] = {}
        begins = 0
        for count in AT_ONCE:
            while len(points) - begins >= count:
                some = points[begins : begins + count]
                columns = self._columns(connection, some, made)
                sqlite.driver_of(connection).execute(_ADD[count], columns)
                begins += count
        return made

    def _columns(
        self, connection: Connection, points: Sequence[Chart], made: dict[Line, int]
    ) -> tuple[int | float, ...]:
        """Line, time and value of each, one after another."""
        columns: list[int | float] = []
        for point in points:
            line = self._line(connection, point, made)
            columns += (line, schema.micros(point.at), point.value)
        return tuple(columns)

    def took(self, made: Mapping[Line, int]) -> None:
        self._lines |= made

    def _line(self, connection: Connection, point: Chart, made: dict[Line, int]) -> int:
        line = (str(point.room), str(point.series), point.sensor)
        known = self._lines.get(line) or made.get(line)
        if known is None:
            named = dict(zip(("room", "series", "sensor"), line, strict=True))
            new = connection.execute(insert(schema.lines).returning(schema.lines.c.id), named)
            known = made[line] = new.scalar_one()
        return known

    def points(
        self,
        connection: Connection,
        room: RoomId,
        series: str,
        since: Instant,
        *,
        sensor: str | None,
        most: int,
    ) -> tuple[tuple[Instant, float], ...]:
        numbers = [
            number
            for (room_name, name, by), number in self._lines.copy().items()
            if room_name == str(room) and name == series and sensor in (None, by)
        ]
        found = connection.execute(sqlite.thinned(numbers, schema.micros(since), most)).all()
        return tuple((schema.instant(at), value) for at, value in found)

    def prune(self, connection: Connection, before: Instant) -> int:
        """Forget older points, a few thousand at most; how many went."""
        gone = 0
        for number in self._lines.values():
            if gone < PRUNE_MOST:
                gone += _forget(connection, number, schema.micros(before), PRUNE_MOST - gone)
        return gone


def _forget(connection: Connection, number: int, before: int, most: int) -> int:
    line, at = schema.points.c.line, schema.points.c.at
    old = select(line, at).where(line == number, at < before).order_by(at).limit(most)
    return connection.execute(delete(schema.points).where(tuple_(line, at).in_(old))).rowcount
