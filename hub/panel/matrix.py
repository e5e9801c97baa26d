"""The matrix: rooms by clauses, filtered, each cell by a shape and a word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hub.estates.answers import Answer, Standing
from hub.estates.clause import Clause
from hub.estates.fitness import Fitness
from hub.panel.estates_words import KNOWN_BY, MARKS, Mark, asked_by, day
from hub.panel.local import Local
from ward.rooms import RoomId

ROOMS_MOST = 40  # side by side; of a larger site a ward at a time is shown


class Show(StrEnum):
    """Which clauses are shown."""

    ALL = "all"
    OPEN = "open"
    MUST = "must"


SHOWS: Mapping[Show, str] = {
    Show.ALL: "Every clause",
    Show.OPEN: "Open in some room",
    Show.MUST: "Must-haves",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One clause in one room."""

    mark: Mark
    when: str
    path: str
    room: str


@dataclass(frozen=True, slots=True)
class Row:
    """One clause through all rooms."""

    clause: Clause
    known_by: str
    asked_by: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One set of standards."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """The page's first line."""

    fit: int
    unfit: int
    open_clauses: int
    defects: int
    overdue: int


def path_of(room: RoomId, clause: Clause) -> str:
    return f"/rooms/{room}/estates/clauses/{clause.id}"


def groups(
    titles: Mapping[str, str],
    known: Mapping[RoomId, tuple[Standing, ...]],
    show: Show,
    local: Local,
) -> tuple[Group, ...]:
    """By set, in the catalogue's order; a set of which nothing is shown is left out."""
    found: dict[str, list[Row]] = {}
    for row, of_clause in _rows(known, local):
        if _is_shown(of_clause, show):
            found.setdefault(row.clause.id.partition(".")[0], []).append(row)
    return tuple(Group(titles.get(name, name), tuple(rows)) for name, rows in found.items())


def _rows(
    known: Mapping[RoomId, tuple[Standing, ...]], local: Local
) -> Iterator[tuple[Row, Sequence[Standing]]]:
    for of_clause in zip(*known.values(), strict=True):
        clause = of_clause[0].clause
        cells = tuple(
            _cell(room, standing, local) for room, standing in zip(known, of_clause, strict=True)
        )
        yield Row(clause, KNOWN_BY[clause.kind], asked_by(clause), cells), of_clause


def _is_shown(of_clause: Sequence[Standing], show: Show) -> bool:
    if show is Show.MUST:
        return of_clause[0].clause.must
    return show is Show.ALL or any(one.is_open for one in of_clause)


def _cell(room: RoomId, standing: Standing, local: Local) -> Cell:
    when = day(standing.at, local) if standing.at else ""
    return Cell(MARKS[standing.answer], when, path_of(room, standing.clause), room.spoken)


def sums(
    known: Mapping[RoomId, tuple[Standing, ...]],
    fit: Mapping[RoomId, Fitness],
    defects: int,
    overdue: int,
) -> Sums:
    unknown = (Answer.EXPIRED, Answer.NOT_CHECKED, Answer.NOT_MEASURED)
    return Sums(
        fit=sum(one.is_fit for one in fit.values()),
        unfit=sum(not one.is_fit for one in fit.values()),
        open_clauses=sum(one.answer in unknown for of in known.values() for one in of),
        defects=defects,
        overdue=overdue,
    )
