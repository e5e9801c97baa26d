"""The calendar: what is due to be looked at, what is overdue, room by room."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hub.estates.answers import Answer, Standing, due
from hub.estates.clause import Way
from hub.panel.estates_words import day
from hub.panel.local import Local
from hub.panel.matrix import path_of
from ward.rooms import RoomId
from ward.units import Span, hours

AHEAD = hours(24 * 92)  # a quarter of a year: our own proposal
SOON = hours(24 * 28)  # what a walk-round asks for already


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause to look at in one room, and by when."""

    heading: str
    when: str
    path: str


@dataclass(frozen=True, slots=True)
class OfRoom:
    """What is to be looked at in one room."""

    room: str
    round: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One stretch of the calendar; ``tone`` as everywhere, told by the title too."""

    title: str
    tone: str
    shape: str
    rooms: tuple[OfRoom, ...]

    @property
    def count(self) -> int:
        return sum(len(one.entries) for one in self.rooms)


def walked(found: Iterable[Standing]) -> tuple[Standing, ...]:
    """What a walk-round can answer: not what is measured, nor what another clause answers.

    What is not met is looked at when it was mended, and stands among the defects until then.
    """
    return tuple(
        one
        for one in found
        if one.clause.kind is not Way.MEASURED
        and one.clause.met_with is None
        and one.answer not in (Answer.UNMET, Answer.NOT_YET)
    )


def pages(known: Mapping[RoomId, tuple[Standing, ...]], local: Local) -> tuple[Page, ...]:
    """Overdue first, then what nobody ever looked at, then week by week."""
    kept: dict[str, dict[RoomId, list[Entry]]] = {title: {} for title, _, _ in STRETCHES}
    for room, found in known.items():
        for one in due(walked(found), local.now, AHEAD):
            title = _stretch(one, local)
            kept[title].setdefault(room, []).append(_entry(room, one, local))
    return tuple(
        Page(title, tone, shape, tuple(_of_room(room, of) for room, of in kept[title].items()))
        for title, tone, shape in STRETCHES
    )


OVERDUE, NEVER, WEEK, MONTH, LATER = (
    "Overdue", "Never looked at", "In 7 days", "In 28 days", "In a quarter of a year",
)  # fmt: skip
STRETCHES = (
    (OVERDUE, "high", "↺"), (NEVER, "medium", "?"), (WEEK, "medium", "→"), (MONTH, "quiet", "→"),
    (LATER, "quiet", "→"),
)  # fmt: skip


def _stretch(one: Standing, local: Local) -> str:
    if one.until is None:
        return NEVER
    left = one.until - local.now
    if left < Span():
        return OVERDUE
    return WEEK if left <= hours(24 * 7) else MONTH if left <= SOON else LATER


def _entry(room: RoomId, one: Standing, local: Local) -> Entry:
    word = "by" if one.until and one.until >= local.now else "was due"
    when = f"{word} {day(one.until, local)}" if one.until else ""
    return Entry(one.clause.heading, when, path_of(room, one.clause))


def _of_room(room: RoomId, entries: list[Entry]) -> OfRoom:
    return OfRoom(room.spoken, f"/rooms/{room}/estates/round", tuple(entries))
