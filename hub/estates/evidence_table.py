"""Evidence as a table that people fill in, or another program writes: CSV or JSON, line by line."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from hub.estates.answers import Evidence, Found
from hub.estates.catalogue import Catalogue
from ward.rooms import RoomId
from ward.units import Instant, utc

COLUMNS = ("room", "clause", "at", "by", "found", "value", "words")
NEEDED = COLUMNS[:5]
ROWS_MOST = 20_000
WORDS_MOST, BY_MOST = 300, 64


class TableError(Exception):
    """A table that cannot be taken: which line, and what is wrong with it. Nothing of it is."""


def parsed(text: str, name: str, catalogue: Catalogue, rooms: Iterable[RoomId]) -> list[Evidence]:
    """All of it or nothing. Raises ``TableError``, one sentence for each line, ten at most."""
    known, wrong, found = frozenset(rooms), list[str](), list[Evidence]()
    for line, row in _rows(text, name):
        if line > ROWS_MOST:
            raise TableError(f"{name} has more than {ROWS_MOST:,} rows")
        try:
            found.append(_evidence(row, catalogue, known))
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


def _evidence(
    row: Mapping[str, object], catalogue: Catalogue, rooms: frozenset[RoomId]
) -> Evidence:
    """Raises ``ValueError``, in words."""
    said = {key: str(row.get(key) or "").strip() for key in COLUMNS}
    room = RoomId.parse(said["room"])
    if room not in rooms:
        raise ValueError(f"{room} is no room of this site")
    if catalogue.clause(said["clause"]) is None:
        raise ValueError(f"there is no clause {said['clause'] or 'without a name'}")
    return Evidence(
        room, said["clause"], _at(said["at"]), _short(said["by"], "by", BY_MOST),
        _found(said["found"]), _value(said["value"]), said["words"][:WORDS_MOST],
    )  # fmt: skip


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


def written(evidence: Iterable[Evidence]) -> str:
    """The same as CSV, as ``parsed`` takes it."""
    text = Text()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in evidence:
        at, value = one.at.isoformat(), "" if one.value is None else repr(one.value)
        table.writerow((one.room, one.clause, at, one.by, one.found, value, one.words))
    return str(text)
