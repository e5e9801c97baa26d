"""The head of a night file, read: who is where, who works here, from when until when."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from attune.play.charge import expected_staff, who_may
from attune.play.lines import Line
from attune.play.moments import NIGHT_MOST, after, shift_between
from attune.play.night import Bed, Head
from attune.play.read import Clock
from attune.play.vocabulary import OF_HEAD
from attune.play.wrong import Wrong, not_a_word, unknown
from hub.rules.limits import Limits
from hub.staff.authority import Action
from hub.staff.facts import Shift
from ward.care import Staff
from ward.rooms import RoomId

NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
NEEDED = {
    "begins": "begins 2026-11-23 02:00",
    "ends": "ends 02:40",
    "room": "room ash/04 J.T. every 15 min authorised",
}
OFTEN = ("staff", "room", "rota", "CCTV", "limit")
Values = Mapping[str, Any]


class HeadReader:
    """Reads the head line by line; what is wrong is kept, and reading goes on."""

    def __init__(self) -> None:
        self.wrongs: list[Wrong] = []
        self.head = Head(NO_DAY, NO_DAY + NIGHT_MOST)
        self._ends: Clock | None = None
        self._beds_on: dict[RoomId, Line] = {}
        self._rota: list[tuple[Line, Values]] = []
        self._cctv: list[tuple[Line, RoomId]] = []
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
        self.head = replace(self.head, rota=tuple(self._shifts()))
        self._cameras()
        self._somebody_may()
        return self.head

    def _cameras(self) -> None:
        for line, room in self._cctv:
            if words := unknown(str(room), map(str, self.head.rooms), "a room of this night"):
                self._wrong(line, words)
        self.head = replace(self.head, cctv=tuple(room for _, room in self._cctv))

    def _limit(self, line: Line, values: Values) -> None:
        """Within what hub.toml takes too."""
        said = (*self.head.limits, (values["LIMIT"], values["SPAN"].total_seconds()))
        try:
            Limits.model_validate(dict(said))
        except ValidationError as wrong:
            self._wrong(line, f"{values['LIMIT']} cannot be so long: {wrong.errors()[0]['msg']}")
            return
        self.head = replace(self.head, limits=said)

    def _shifts(self) -> Iterator[Shift]:
        """The rota, once staff, rooms and the night's own times are known."""
        for line, values in self._rota:
            wrongs = [*unknown_in_rota(values, self.head)]
            try:
                if not wrongs:
                    yield shift_of(values, self.head)
            except ValueError as wrong:
                wrongs = [str(wrong)]
            for words in wrongs:
                self._wrong(line, words)

    def _somebody_may(self) -> None:
        """What the night begins with must be somebody's to begin."""
        for bed in self.head.beds:
            begins = bed.every_min is not None
            if begins and who_may(self.head, Action.BEGIN_EPISODE, bed.room) is None:
                expected = expected_staff(Action.BEGIN_EPISODE)
                words = f"nobody here may begin the episode in {bed.room}: expected {expected}"
                self._wrong(self._beds_on[bed.room], words)
        if self._rota and who_may(self.head, Action.EDIT_ROTA) is None:
            expected = expected_staff(Action.EDIT_ROTA)
            self._wrong(self._rota[0][0], f"nobody here may set a rota: expected {expected}")

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
            case "rota":
                self._rota.append((line, values))
            case "CCTV":
                self._cctv.append((line, values["ROOM"]))
            case "limit":
                self._limit(line, values)
            case _:
                self.head = replace(self.head, **_SIMPLE[line.first](values))

    def _staff(self, line: Line, values: Values) -> None:
        staff = self.head.staff
        one = Staff(
            ref=f"st-{len(staff) + 1:02d}",
            initials=values["STAFF"],
            role=values["ROLE"],
            badge=values["BADGE"],
            agency=values["agency"],
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
        self._beds_on[bed.room] = line
        self.head = replace(self.head, beds=(*beds, bed))

    def _wrong(self, line: Line, words: str) -> None:
        self.wrongs.append(Wrong(line.number, words))


def shift_of(values: Values, head: Head) -> Shift:
    """The shift of a `rota` line. Raises ``ValueError`` with what was expected."""
    first, last = shift_between(head.begins, head.ends, values["TIME"], values["TIME2"])
    return Shift(
        duty=values["DUTY"],
        staff=head.member(values["STAFF"]).ref,
        rooms=values["ROOMS"],
        begins_at=first,
        ends_at=last,
    )


def unknown_in_rota(values: Values, head: Head) -> Iterator[str]:
    """A sentence for whoever, and whichever room, such a line names that the night has not."""
    staff = [one.initials for one in head.everybody]
    said = [unknown(values["STAFF"], staff, "one of the staff") if staff else "no staff is named"]
    said += [
        unknown(str(room), map(str, head.rooms), "a room of this night") for room in values["ROOMS"]
    ]
    yield from (words for words in said if words)


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
