"""Evidence as a table that people fill in, or another program writes: CSV or JSON, line by line."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from hub.estates.catalogue import Catalogue
from hub.rooms.upkeep import Evidence, Found, Severity
from ward.rooms import RoomId
from ward.units import Instant, utc

COLUMNS = ("room", "clause", "at", "by", "found", "value", "words", "severity", "owner", "due")
NEEDED = COLUMNS[:5]
ROWS_MOST = 20_000
WORDS_MOST, BY_MOST = 300, 64


class Row(NamedTuple):
    """One row: the evidence, and beside what is not met how grave it is, whose, and by when.

    ``due`` is a day, or in how many days from whenever it is written down.
    """

    line: int
    evidence: Evidence
    severity: Severity | None = None
    owner: str = ""
    due: date | int | None = None


class TableError(Exception):
    """A table that cannot be taken: which line, and what is wrong with it. Nothing of it is."""


def parsed(text: str, name: str, catalogue: Catalogue, rooms: Iterable[RoomId]) -> list[Row]:
    """All of it or nothing. Raises ``TableError``, one sentence for each line, ten at most."""
    known, wrong, found = frozenset(rooms), list[str](), list[Row]()
    for line, row in _rows(text, name):
        if line > ROWS_MOST:
            raise TableError(f"{name} has more than {ROWS_MOST:,} rows")
        try:
            found.append(_row(line, row, catalogue, known))
        except ValueError as why:
            wrong.append(f"{name}, line {line}: {why}")
    if wrong:
        more = [f"and {len(wrong) - 10} more"] if len(wrong) > 10 else []  # noqa: PLR2004
        raise TableError("\n".join([*wrong[:10], *more]))
    return found


def _rows(text: str, name: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Each with its line, or of JSON with its place."""
    if text.lstrip().startswith("["):
        yield from enumerate(_json(text, name), start=1)
        return
    table = csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True))
    missing = [column for column in NEEDED if column not in (table.fieldnames or ())]
    if missing:
        raise TableError(f"{name} has no column {', '.join(missing)}; it needs {', '.join(NEEDED)}")
    for row in table:
        yield table.line_num, {key: value for key, value in row.items() if key}


def _json(text: str, name: str) -> list[Mapping[str, object]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise TableError(f"{name} is no JSON: {wrong}") from None
    if not all(isinstance(row, dict) for row in rows):
        raise TableError(f"{name} is no list of objects")
    return list(rows)


def _row(
    line: int, row: Mapping[str, object], catalogue: Catalogue, rooms: frozenset[RoomId]
) -> Row:
    """Raises ``ValueError``, in words."""
    said = {key: str(row.get(key) or "").strip() for key in COLUMNS}
    room = RoomId.parse(said["room"])
    if room not in rooms:
        raise ValueError(f"{room} is no room of this site")
    if catalogue.clause(said["clause"]) is None:
        raise ValueError(f"there is no clause {said['clause'] or 'without a name'}")
    evidence = Evidence(
        room, said["clause"], _at(said["at"]), _short(said["by"], "by", BY_MOST),
        _found(said["found"]), _value(said["value"]), said["words"][:WORDS_MOST],
    )  # fmt: skip
    if not said["severity"]:
        return Row(line, evidence)
    owner = _short(said["owner"], "owner", BY_MOST)
    return Row(line, evidence, _severity(said["severity"]), owner, _due(said["due"]))


def _severity(text: str) -> Severity:
    try:
        return Severity(text.lower())
    except ValueError:
        raise ValueError(f"“{text}” is none of {', '.join(Severity)}") from None


def _due(text: str) -> date | int:
    if text.isdecimal():
        return int(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is no day like 2026-12-24, nor a number of days") from None


def _at(text: str) -> Instant:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is no time like 2026-11-23T14:30+00:00") from None
    return utc(at) if at.tzinfo else at.replace(tzinfo=UTC)


def _short(text: str, what: str, most: int) -> str:
    if not 0 < len(text) <= most:
        raise ValueError(f"“{what}” has to say who, in 1 to {most} letters")
    return text


def _found(text: str) -> Found:
    try:
        return Found(text.lower())
    except ValueError:
        raise ValueError(f"“{text}” is none of {', '.join(Found)}") from None


def _value(text: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not abs(value) < float("inf"):
        raise ValueError(f"“{text}” is no number")
    return value


class Text:
    """What is written to it, one piece after another."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def write(self, piece: str) -> None:
        self._pieces.append(piece)

    def __str__(self) -> str:
        return "".join(self._pieces)


def written(rows: Iterable[Row]) -> str:
    """The same as CSV, as ``parsed`` takes it."""
    text = Text()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in rows:
        one, severity = row.evidence, row.severity or ""
        at, value = one.at.isoformat(), "" if one.value is None else repr(one.value)
        of = (one.room, one.clause, at, one.by, one.found, value, one.words)
        table.writerow((*of, severity, row.owner, "" if row.due is None else row.due))
    return str(text)
