"""Series: points by line, charted, rolled up, and forgotten again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select

from hub import measurements
from hub.effects import Chart
from hub.measurements import Lasts
from hub.outside import hours, outgoing, progress, schema, sqlite
from hub.outside.hours import HOUR_US, Hour, hour_of
from hub.outside.outgoing import Stretch
from hub.outside.progress import Progress
from ward.rooms import RoomId
from ward.units import Instant

PRUNE_MOST = 5_000  # points in one small step
ROLL_MOST = 2  # hours of one line in one small step: some milliseconds, for an alarm may wait

# Many rows a statement: the interpreter is given away and waited for once for each statement,
# and under load a row a statement made a second's points take longer than a second.
AT_ONCE = (1024, 128, 16, 1)
_ADD = {
    count: "INSERT OR IGNORE INTO points (line, at, value) VALUES "  # noqa: S608  (no text of others)
    + ", ".join(["(?, ?, ?)"] * count)
    for count in AT_ONCE
}
_OLD = "SELECT at FROM points WHERE line = ? AND at < ? ORDER BY at LIMIT ?"
_FORGET = "DELETE FROM points WHERE line = ? AND at <= ?"

Line = tuple[str, str, str]
Row = tuple[int, int, float]  # line, time and value


@dataclass(slots=True)
class Made:
    """What one transaction changes of what is remembered, and how many points it forgot."""

    lines: dict[Line, int] = field(default_factory=dict)
    marks: dict[int, Progress] = field(default_factory=dict)
    gone: int = 0


class Series:
    """The lines that are stored, by room, series and sensor, and how far each has come.

    What a transaction ``Made`` is remembered by ``took`` and not before: a commit that fails
    leaves nothing behind that is not in the file. ``leaving`` names the series that a series
    database is given, none where there is no such database.
    """

    def __init__(self) -> None:
        self.leaving: frozenset[str] = frozenset()
        self._lines: dict[Line, int] = {}
        self._marks: dict[int, Progress] = {}
        self._late_before: dict[int, int] = {}

    def load(self, connection: Connection) -> None:
        rows = connection.execute(select(schema.lines))
        self._lines = {(line.room, line.series, line.sensor): line.id for line in rows}
        self._marks = progress.load(connection)
        self._late_before = {line: mark.late_before for line, mark in self._marks.items()}

    def took(self, made: Made) -> None:
        self._lines |= made.lines
        self._marks |= made.marks
        self._late_before |= {line: mark.late_before for line, mark in made.marks.items()}

    # ---- points come -------------------------------------------------------------------------

    def write(self, connection: Connection, points: Sequence[Chart]) -> Made:
        """Store these. One that is late sets its line back; its hour is rolled up anew."""
        made = Made()
        rows: Sequence[Row] = [self._row(connection, point, made) for point in points]
        late = [row for row in rows if row[1] < self._late_before.get(row[0], 0)]
        if late:
            rows = self._without_late(connection, rows, late, made)
        _insert(connection, rows)
        progress.keep(connection, made.marks)
        return made

    def _row(self, connection: Connection, point: Chart, made: Made) -> Row:
        line = (str(point.room), str(point.series), point.sensor)
        at = schema.micros(point.at)
        known = self._lines.get(line) or made.lines.get(line)
        if known is None:
            named = dict(zip(("room", "series", "sensor"), line, strict=True))
            new = connection.execute(insert(schema.lines).returning(schema.lines.c.id), named)
            known = made.lines[line] = new.scalar_one()
            made.marks[known] = Progress(0)
        return known, at, point.value

    def _without_late(
        self, connection: Connection, rows: Sequence[Row], late: Sequence[Row], made: Made
    ) -> Sequence[Row]:
        """Marks are set back; what falls into an hour that is closed is added to that hour here.

        Of such an hour nothing can be rolled anew, so a point that is there already must not count
        twice: the file itself says whether it was.
        """
        names = {number: name for name, number in self._named()}
        closed = []
        for line, at, value in late:
            mark = made.marks.get(line) or self._mark(line)
            made.marks[line] = mark.with_late(at)
            if hour_of(at) < mark.closed and lasts(names[line]):
                closed.append((line, at, value))
        for line, at, value in closed:
            if sqlite.driver_of(connection).execute(_ADD[1], (line, at, value)).rowcount:
                hours.add(connection, line, at, value, names[line])
        gone = set(closed)
        return [row for row in rows if row not in gone] if gone else rows

    # ---- and are read ------------------------------------------------------------------------

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
        numbers = list(self._numbers(room, series, sensor))
        found = connection.execute(sqlite.thinned(numbers, schema.micros(since), most)).all()
        return tuple((schema.instant(at), value) for at, value in found)

    def hours(
        self, connection: Connection, room: RoomId, series: str, since: Instant, until: Instant
    ) -> tuple[Hour, ...]:
        numbers = self._numbers(room, series, None)
        last = -(-schema.micros(until) // HOUR_US)
        return hours.read(connection, numbers, hour_of(schema.micros(since)), last)

    def _numbers(self, room: RoomId, series: str, sensor: str | None) -> dict[int, str]:
        """Each line of it, with its sensor."""
        return {
            number: by
            for (room_name, name, by), number in self._lines.copy().items()
            if room_name == str(room) and name == series and sensor in (None, by)
        }

    # ---- passed on ---------------------------------------------------------------------------

    def passed_on(self, connection: Connection, stretches: Sequence[Stretch]) -> Made:
        """A series database has these."""
        made = Made()
        for stretch in stretches:
            mark = outgoing.after(connection, stretch, self._mark(stretch.line))
            if mark is not None:
                made.marks[stretch.line] = mark
        progress.keep(connection, made.marks)
        return made

    @property
    def dropped(self) -> int:
        """How many points were forgotten before a series database had them; by any thread."""
        return sum(mark.dropped for mark in self._marks.copy().values())

    # ---- rolled up, and forgotten ------------------------------------------------------------

    def roll_up(self, connection: Connection, before: Instant) -> Made:
        """A few of the hours that are over then and not rolled up; ``gone`` says how many."""
        made = Made()
        for name, line in self._named():
            if made.gone >= ROLL_MOST:
                break
            if lasts(name):
                self._roll_line(connection, line, name, hour_of(schema.micros(before)), made)
        progress.keep(connection, made.marks)
        return made

    def prune(self, connection: Connection, before: Instant) -> Made:
        """Forget whole hours of points that are over then, a few thousand points at most.

        None before it is rolled up: ``gone`` counts that too, and the rest is for the next step.
        """
        made, edge = Made(), hour_of(schema.micros(before))
        for name, line in self._named():
            if made.gone >= PRUNE_MOST:
                break
            if lasts(name) and self._mark(line).rolled < edge:
                self._roll_line(connection, line, name, edge, made)
            else:
                self._forget(connection, line, name, edge, made)
        if not made.gone:
            hours.forget(connection, list(self._lines.values()), edge)
        progress.keep(connection, made.marks)
        return made

    def _roll_line(
        self, connection: Connection, line: int, name: str, until: int, made: Made
    ) -> None:
        mark = self._mark(line)
        while mark.rolled < until and made.gone < ROLL_MOST:
            hour = hours.next_with_points(connection, line, max(mark.rolled, mark.closed))
            if hour is None or hour >= until:
                mark = mark._replace(rolled=until)
            else:
                hours.roll(connection, line, hour, name)
                made.gone += 1
                mark = mark._replace(rolled=hour + 1)
            made.marks[line] = mark

    def _forget(self, connection: Connection, line: int, name: str, edge: int, made: Made) -> None:
        """An hour of which a point is forgotten is closed: by what is left it is not rolled."""
        driver = sqlite.driver_of(connection)
        old = driver.execute(_OLD, (line, edge * HOUR_US, PRUNE_MOST - made.gone))
        gone = [at for (at,) in old]
        if not gone:
            return
        driver.execute(_FORGET, (line, gone[-1]))
        made.gone += len(gone)
        mark = self._mark(line)
        dropped = sum(one > mark.sent for one in gone) if name in self.leaving else 0
        made.marks[line] = mark._replace(
            closed=max(mark.closed, hour_of(gone[-1]) + 1), dropped=mark.dropped + dropped
        )

    def _named(self) -> Iterator[tuple[str, int]]:
        """Each line's series, and its number."""
        for (_, name, _), line in self._lines.items():
            yield name, line

    def _mark(self, line: int) -> Progress:
        return self._marks.get(line, Progress(0))


def lasts(name: str) -> bool:
    """Whether anything of this series is kept when its points are gone."""
    return measurements.of(name).lasts is not Lasts.NOTHING


def _insert(connection: Connection, rows: Sequence[Row]) -> None:
    begins = 0
    for count in AT_ONCE:
        while len(rows) - begins >= count:
            some = rows[begins : begins + count]
            columns = [each for row in some for each in row]
            sqlite.driver_of(connection).execute(_ADD[count], columns)
            begins += count
