"""A rota as people write it, in TOML or CSV: what is wrong with it is said with file and line."""

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from hub.staff.duty import Duty
from hub.staff.facts import SHIFTS_MOST, Shift
from hub.staff.register import Register
from hub.staff.rota import SHIFT_MOST
from ward.rooms import RoomId
from ward.units import Instant

COLUMNS = ("duty", "staff", "rooms", "begins", "ends")
SHOWN = "2026-11-27 19:30"


Rows = Iterator[tuple[Mapping[str, object], Callable[[str], int]]]


class RotaFileError(Exception):
    """One sentence: file, line, what was found, what was expected."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one file, for the rooms, staff and clocks of one site. Raises ``RotaFileError``."""

    name: str
    rooms: frozenset[RoomId]
    register: Register
    zone: tzinfo

    def read(self, text: str) -> tuple[Shift, ...]:
        rows = self._toml(text) if self.name.endswith(".toml") else self._csv(text)
        shifts = tuple(self._each_once(rows))
        if not shifts:
            raise RotaFileError(f"{self.name}: there is no shift in it; expected one at least")
        if len(shifts) > SHIFTS_MOST:
            raise RotaFileError(
                f"{self.name}: {len(shifts)} shifts; expected {SHIFTS_MOST} at most"
            )
        return shifts

    def _each_once(self, rows: Rows) -> Iterator[Shift]:
        known: set[Shift] = set()
        for row, line_of in rows:
            shift = self._shift(row, line_of)
            if shift in known:
                self._wrong(line_of("duty"), "the same shift again", "each shift once")
            known.add(shift)
            yield shift

    # ---- rows ----------------------------------------------------------------------------------

    def _toml(self, text: str) -> Iterator[tuple[Mapping[str, object], Callable[[str], int]]]:
        try:
            found = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as bad:
            raise RotaFileError(f"{self.name}: is not TOML: {bad}") from None
        shifts = found.get("shift", [])
        if set(found) - {"shift"} or not isinstance(shifts, list):
            raise RotaFileError(f"{self.name}: expected nothing but [[shift]] tables")
        lines = text.splitlines()
        heads = [n for n, line in enumerate(lines) if re.match(r"\s*\[\[\s*shift\s*\]\]", line)]
        for place, row in enumerate(shifts):
            head = heads[place] if place < len(heads) else 0
            yield row, lambda key, head=head: _line_of(lines, head, key)  # type: ignore[misc]

    def _csv(self, text: str) -> Iterator[tuple[Mapping[str, object], Callable[[str], int]]]:
        rows = csv.reader(io.StringIO(text), skipinitialspace=True)
        try:
            for row in rows:
                line = rows.line_num
                if line == 1 or not any(row):
                    if line == 1 and tuple(row) != COLUMNS:
                        self._wrong(line, f"the first line is {','.join(row)}", ",".join(COLUMNS))
                    continue
                if len(row) != len(COLUMNS):
                    self._wrong(line, f"{len(row)} columns", f"{len(COLUMNS)}: {','.join(COLUMNS)}")
                yield dict(zip(COLUMNS, row, strict=True)), lambda _key, line=line: line  # type: ignore[misc]
        except csv.Error as bad:
            self._wrong(rows.line_num, str(bad), "lines of CSV")

    # ---- one shift -----------------------------------------------------------------------------

    def _shift(self, row: Mapping[str, object], line_of: Callable[[str], int]) -> Shift:
        if not isinstance(row, Mapping):
            raise RotaFileError(f"{self.name}: expected nothing but [[shift]] tables")
        for key in row:
            if key not in COLUMNS:
                self._wrong(line_of(key), f"there is no {key}", ", ".join(COLUMNS))
        begins = self._moment(row, "begins", line_of)
        ends = self._moment(row, "ends", line_of)
        if ends <= begins:
            self._wrong(line_of("ends"), "the shift ends before it begins", "a later end")
        duty = self._duty(row, line_of)
        if duty is not Duty.SENIOR and ends - begins > SHIFT_MOST:
            self._wrong(line_of("ends"), "the shift is longer than 24 h", "an earlier end")
        return Shift(
            duty=duty,
            staff=self._staff(row, line_of),
            rooms=self._rooms(row, line_of),
            begins_at=begins,
            ends_at=ends,
        )

    def _duty(self, row: Mapping[str, object], line_of: Callable[[str], int]) -> Duty:
        said = row.get("duty", "")
        if said not in list(Duty):
            self._wrong(line_of("duty"), f"duty is {said!r}", f"one of: {', '.join(Duty)}")
        return Duty(str(said))

    def _staff(self, row: Mapping[str, object], line_of: Callable[[str], int]) -> str:
        said = str(row.get("staff", ""))
        known = self.register.known(said)
        if known is None:
            expected = "a reference of the register, or initials that only one has"
            raise self._error(line_of("staff"), f"staff is {said!r}", expected)
        return known.ref

    def _rooms(
        self, row: Mapping[str, object], line_of: Callable[[str], int]
    ) -> tuple[RoomId, ...]:
        said = row.get("rooms", "")
        names: Iterable[object] = said if isinstance(said, list) else str(said).split()
        found = []
        for name in names:
            try:
                room = RoomId.parse(str(name))
            except ValueError:
                room = None
            if room not in self.rooms:
                self._wrong(line_of("rooms"), f"{name!r}", "rooms of this site, such as ash/04")
            elif room is not None:
                found.append(room)
        return tuple(found)

    def _moment(
        self, row: Mapping[str, object], key: str, line_of: Callable[[str], int]
    ) -> Instant:
        said = row.get(key, "")
        try:
            at = said if isinstance(said, datetime) else datetime.fromisoformat(str(said).strip())
            return moment(at, self.zone)
        except TwiceError as twice:
            raise self._error(line_of(key), f"{key} is {said}, {twice}", twice.expected) from None
        except (ValueError, OverflowError):
            raise self._error(
                line_of(key), f"{key} is {said!r}", f"day and time as clocks there have it: {SHOWN}"
            ) from None

    def _wrong(self, line: int, found: str, expected: str) -> None:
        raise self._error(line, found, expected)

    def _error(self, line: int, found: str, expected: str) -> RotaFileError:
        return RotaFileError(f"{self.name}, line {line}: {found}; expected {expected}")


class TwiceError(ValueError):
    """Clocks have this time twice, or never; with what would be understood."""

    def __init__(self, words: str, expected: str) -> None:
        super().__init__(words)
        self.expected = expected


def moment(at: datetime, zone: tzinfo) -> Instant:
    """What a clock of that zone says, as the moment that it is. Raises ``TwiceError``."""
    if at.tzinfo is not None:
        return at.astimezone(UTC)
    first, second = (at.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at:
        raise TwiceError("which no clock there shows: they go forward then", "another time")
    if first.utcoffset() != second.utcoffset():
        ways = " or ".join(one.isoformat(" ", "minutes") for one in (first, second))
        raise TwiceError("which clocks there show twice", ways)
    return first.astimezone(UTC)


def _line_of(lines: list[str], head: int, key: str) -> int:
    """Of this key in the table that begins there; of the table itself where it has none."""
    for number, line in enumerate(lines[head + 1 :], start=head + 2):
        if re.match(r"\s*\[", line):
            break
        if re.match(rf'\s*"?{re.escape(key)}"?\s*=', line):
            return number
    return head + 1


def written(shifts: Iterable[Shift], zone: tzinfo) -> Iterator[str]:
    """The same as CSV, which reads back as what it was."""
    yield ",".join(COLUMNS)
    for one in shifts:
        rooms = " ".join(str(room) for room in one.rooms)
        begins, ends = (as_clocks_have_it(at, zone) for at in (one.begins_at, one.ends_at))
        yield f"{one.duty},{one.staff},{rooms},{begins},{ends}"


def as_clocks_have_it(at: Instant, zone: tzinfo) -> str:
    """``2026-11-27 19:30``; with its offset where clocks show that time twice."""
    local = at.astimezone(zone)
    detail = "minutes" if local.second == local.microsecond == 0 else "auto"
    naive = local.replace(tzinfo=None)
    try:
        moment(naive.replace(fold=0), zone)
    except TwiceError:
        return local.isoformat(" ", detail)
    return naive.isoformat(" ", detail)
