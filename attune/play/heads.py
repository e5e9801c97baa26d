"""The head of a night file, read: who is where, who works here, from when until when."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from attune.play.lines import Line
from attune.play.night import Bed, Head
from attune.play.slots import Clock
from attune.play.vocabulary import OF_HEAD
from attune.play.wrong import Wrong, not_a_word
from ward.care import Staff

NIGHT_MOST = timedelta(hours=24)
NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
NEEDED = {
    "begins": "begins 2026-11-23 02:00",
    "ends": "ends 02:40",
    "room": "room ash/04 J.T. every 15 min authorised",
}
OFTEN = ("staff", "room")
Values = Mapping[str, Any]


class HeadReader:
    """Reads the head line by line; what is wrong is kept, and reading goes on."""

    def __init__(self) -> None:
        self.wrongs: list[Wrong] = []
        self.head = Head(NO_DAY, NO_DAY + NIGHT_MOST)
        self._ends: Clock | None = None
        self._said: dict[str, int] = {}

    def read(self, line: Line) -> None:
        """One line of the head."""
        for word in OF_HEAD:
            said = word.match(line.text)
            if said is not None:
                values, wrongs = word.read(said)
                self.wrongs += [Wrong(line.number, words) for words in wrongs]
                self._once(line)
                if not wrongs:
                    self._take(line, values)
                return
        self._said.setdefault(line.first, line.number)
        self.wrongs.append(Wrong(line.number, not_a_word(line.text, OF_HEAD, "of the head")))

    def finish(self) -> Head:
        """The whole head, once every line of it was read."""
        for name, example in NEEDED.items():
            if name not in self._said:
                self.wrongs.append(Wrong(0, f"the head does not say `{name}`, as in: {example}"))
        if self._ends is not None:
            ends = after(self.head.begins, self._ends)
            if ends == self.head.begins:
                words = "the night ends as it begins: expected a later time of day"
                self.wrongs.append(Wrong(self._said["ends"], words))
            self.head = replace(self.head, ends=ends)
        return self.head

    def _once(self, line: Line) -> None:
        if line.first in self._said and line.first not in OFTEN:
            before = self._said[line.first]
            self._wrong(line, f"`{line.first}` was said already, on line {before}")
        self._said.setdefault(line.first, line.number)

    def _take(self, line: Line, values: Values) -> None:
        match line.first:
            case "ends":
                self._ends = values["TIME"]
            case "staff":
                self._staff(line, values)
            case "room":
                self._room(line, values)
            case _:
                self.head = replace(self.head, **_SIMPLE[line.first](values))

    def _staff(self, line: Line, values: Values) -> None:
        staff = self.head.staff
        one = Staff(
            ref=f"st-{len(staff) + 1:02d}",
            initials=values["STAFF"],
            role=values["ROLE"],
            badge=values["BADGE"],
        )
        for other in staff:
            if one.initials == other.initials or one.badge == other.badge:
                self._wrong(line, f"{other.initials} with badge {other.badge} is there already")
                return
        self.head = replace(self.head, staff=(*staff, one))

    def _room(self, line: Line, values: Values) -> None:
        beds = self.head.beds
        if values["ROOM"] in self.head.rooms:
            self._wrong(line, f"the room {values['ROOM']} is there already")
            return
        bed = Bed(
            room=values["ROOM"],
            person=values.get("PERSON"),
            every_min=values.get("MINUTES"),
            breathing=14.0 if values.get("RATE") is None else values["RATE"],
            authorised=values.get("authorised", False),
            locked=not values["unlocked"],
        )
        if bed.authorised and bed.every_min is None:
            self._wrong(
                line, "`authorised` needs `every MINUTES min`: without an episode nobody can"
            )
            return
        if any(bed.person and bed.person == other.person for other in beds):
            self._wrong(line, f"{bed.person} is in another room already")
            return
        self.head = replace(self.head, beds=(*beds, bed))

    def _wrong(self, line: Line, words: str) -> None:
        self.wrongs.append(Wrong(line.number, words))


def after(begins: datetime, clock: Clock) -> datetime:
    """The first moment from the beginning on that has this time of day."""
    midnight = datetime.combine(begins.date(), time(), UTC)
    moment = midnight + timedelta(seconds=clock.second_of_day)
    return moment if moment >= begins else moment + NIGHT_MOST


def _begins(values: Values) -> dict[str, Any]:
    moment = datetime.fromisoformat(f"{values['DAY']}T{values['TIME']}+00:00")
    return {"begins": moment}


_SIMPLE: Mapping[str, Callable[[Values], dict[str, Any]]] = {
    "night": lambda values: {"title": values["TITLE"]},
    "begins": _begins,
    "radar": lambda values: {"radar": values["RADAR"]},
    "seed": lambda values: {"seed": values["COUNT"]},
    "tolerance": lambda values: {"tolerance": values["SPAN"]},
}
HEAD_NAMES = tuple(dict.fromkeys(word.head.split()[0] for word in OF_HEAD))


def is_head(line: Line) -> bool:
    """Whether the line's first word belongs to the head."""
    return line.first in HEAD_NAMES


def read_head(found: Iterable[Line]) -> tuple[Head, list[Wrong]]:
    """The head in these lines, and all that is wrong with it."""
    reader = HeadReader()
    for line in found:
        reader.read(line)
    return reader.finish(), reader.wrongs
