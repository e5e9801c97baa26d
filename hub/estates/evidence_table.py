"""Evidence as a table that people fill in, or another program writes: CSV or JSON, line by line."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple

from hub.estates.catalogue import Catalogue
from hub.rooms.upkeep import Evidence, Found, Severity
from ward.rooms import RoomId
from ward.units import TEXT_LONGEST, WORD_LONGEST, Instant, utc

NEEDED = ("room", "clause", "at", "by", "found")
COLUMNS = (*NEEDED, "value", "words", "severity", "owner", "due", "step", "alone")
# 30 rooms for ten years: some 70 clauses looked at each month, and a fifth more about defects.
ROWS_MOST, BYTES_MOST = 300_000, 120_000_000
DAYS_MOST = 3660  # ten years: "due" in so many days
YEARS = range(1970, 9001)
FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "'",
)  # what a spreadsheet reckons out; "'" is our own mark


class Step(StrEnum):
    """What a row says: a look, or what was done about the clause's defect, which stays unmet."""

    LOOKED = "looked"
    MENDED = "mended"
    HANDED_ON = "handed on"
    CHECKED = "checked"


DONE = (Step.MENDED, Step.HANDED_ON)  # after which nothing is met that was not before
CHECKS = (Found.MET, Found.UNMET)  # what was mended holds, or does not


class Row(NamedTuple):
    """One row: the evidence, and beside what is not met how grave it is, whose, and by when.

    ``due`` is a day, or in how many days from whenever it is written down. ``alone`` is why who
    mended it checked it.
    """

    line: int
    evidence: Evidence
    severity: Severity | None = None
    owner: str = ""
    due: date | int | None = None
    step: Step = Step.LOOKED
    alone: str = ""


class TableError(Exception):
    """A table that cannot be taken: which line, and what is wrong with it. Nothing of it is."""


def parsed(text: str, name: str, catalogue: Catalogue, rooms: Iterable[RoomId]) -> list[Row]:
    """All of it or nothing. Raises ``TableError``, one sentence for each line, ten at most."""
    known, wrong, found = frozenset(rooms), list[str](), dict[tuple[object, ...], Row]()
    for many, (line, row) in enumerate(_rows(text, name), start=1):
        if many > ROWS_MOST:
            raise TableError(f"{name} has more than {ROWS_MOST:,} rows")
        try:
            one = _row(line, row, catalogue, known)
            found.setdefault(key(one), one)
        except ValueError as why:
            wrong.append(f"{name}, line {line}: {why}")
    if wrong:
        more = [f"and {len(wrong) - 10} more"] if len(wrong) > 10 else []  # noqa: PLR2004
        raise TableError("\n".join([*wrong[:10], *more]))
    return list(found.values())


def key(row: Row) -> tuple[object, ...]:
    """What is the same row, however often it stands there. In so many days is no day yet."""
    one = row.evidence
    of = (one.room, one.clause, one.at, one.by, one.found, row.step)
    if row.step is not Step.HANDED_ON:
        return of
    return *of, row.owner, row.due if isinstance(row.due, date) else None


def keys(rows: Iterable[Row]) -> frozenset[tuple[object, ...]]:
    """Of what is known already: the day of a hand-on is known, in however many days it was said."""
    return frozenset(key(one) for row in rows for one in (row, row._replace(due=None)))


def _rows(text: str, name: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Each with its line, or of JSON with its place."""
    if text.lstrip().startswith("["):
        yield from enumerate(_json(text, name), start=1)
        return
    if "\n" not in text:
        text = text.replace("\r", "\n")  # as some spreadsheets end a line
    table = csv.DictReader(f"{line}\n" for line in text.removeprefix("\ufeff").split("\n"))
    try:
        missing = [column for column in NEEDED if column not in (table.fieldnames or ())]
        if missing:
            needs = ", ".join(NEEDED)
            raise TableError(f"{name} has no column {', '.join(missing)}; it needs {needs}")
        for row in table:
            yield table.line_num, {key: _typed(value) for key, value in row.items() if key}
    except csv.Error as wrong:
        raise TableError(f"{name}, line {table.line_num + 1}: it is no CSV: {wrong}") from None


def _typed(cell: object) -> object:
    """What somebody typed, without the mark that kept it from being a formula."""
    marked = isinstance(cell, str) and cell[:1] == "'" and cell[1:].startswith(FORMULA)
    return cell[1:] if marked and isinstance(cell, str) else cell


def _as_text(cell: str) -> str:
    """The same, so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


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
    said = {key: _said(row.get(key)) for key in COLUMNS}
    step = _step(said["step"])
    room = RoomId.parse(said["room"])
    if room not in rooms:
        raise ValueError(f"{room} is no room of this site")
    if catalogue.clause(said["clause"]) is None:
        raise ValueError(f"there is no clause {said['clause'] or 'without a name'}")
    evidence = Evidence(
        room, said["clause"], _at(said["at"]), _short(said["by"], "by"),
        _found(said["found"], step), _value(said["value"]), _text(said["words"], "words"),
    )  # fmt: skip
    alone = _text(said["alone"], "alone")
    if step is not Step.HANDED_ON and not said["severity"]:
        return Row(line, evidence, step=step, alone=alone)
    severity = None if step is Step.HANDED_ON else _severity(said["severity"])
    owner = _short(said["owner"], "owner")
    return Row(line, evidence, severity, owner, _due(said["due"]), step, alone)


def _step(text: str) -> Step:
    try:
        return Step(text.lower()) if text else Step.LOOKED
    except ValueError:
        raise ValueError(f"“{text}” is none of {', '.join(Step)}") from None


def _said(cell: object) -> str:
    """A number 0 is said; nothing is not."""
    text = "" if cell is None or cell is False else str(cell).strip()
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("half a letter stands in it")
    return text


def _severity(text: str) -> Severity:
    try:
        return Severity(text.lower())
    except ValueError:
        raise ValueError(f"“{text}” is none of {', '.join(Severity)}") from None


def _due(text: str) -> date | int:
    if text.isdecimal() and len(text) <= len(str(DAYS_MOST)) and int(text) <= DAYS_MOST:
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
    if at.year not in YEARS:
        raise ValueError(f"“{text}” is no time of ours: its year is not from 1970 to 9000")
    return utc(at) if at.tzinfo else at.replace(tzinfo=UTC)


def _short(text: str, what: str) -> str:
    if not 0 < len(text) <= WORD_LONGEST:
        raise ValueError(f"“{what}” has to say who, in 1 to {WORD_LONGEST} letters")
    return text


def _text(text: str, what: str) -> str:
    if len(text) > TEXT_LONGEST:
        raise ValueError(f"“{what}” has {len(text)} letters; {TEXT_LONGEST} at most are taken")
    return text


def _found(text: str, step: Step) -> Found:
    """What was mended or handed on is not met until somebody checked it, whatever stands there."""
    if step in DONE:
        return Found.UNMET
    may = CHECKS if step is Step.CHECKED else tuple(Found)
    try:
        found = Found(text.lower())
    except ValueError:
        found = None
    if found not in may:
        raise ValueError(f"“{text}” is none of {', '.join(may)}")
    return found


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
    table, quoting = (
        csv.writer(text, lineterminator="\n", quoting=how)
        for how in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
    )
    table.writerow(COLUMNS)
    for row in rows:
        one, severity = row.evidence, row.severity or ""
        at, value = one.at.isoformat(), "" if one.value is None else repr(one.value)
        by, words, owner, alone = map(_as_text, (one.by, one.words, row.owner, row.alone))
        of = (one.room, one.clause, at, by, one.found, value, words, severity, owner)
        due, step = "" if row.due is None else row.due, "" if row.step is Step.LOOKED else row.step
        returns = any("\r" in cell for cell in (by, words, owner, alone))
        (quoting if returns else table).writerow((*of, due, step, alone))
    return str(text)
