"""A night file, read: its lines become events and expectations, or everything that is wrong."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from attune.play.heads import HEAD_NAMES, is_head, read_head, shift_of, unknown_in_rota
from attune.play.lines import Line, lines
from attune.play.moments import after
from attune.play.night import Event, Expectation, Head, Night, Where
from attune.play.pattern import Word
from attune.play.read import Clock, read_room
from attune.play.scored import wrong_age
from attune.play.vocabulary import (
    OF_BROKER,
    OF_EXPECT,
    OF_HUB,
    OF_ROOM,
    OF_SITE,
    OF_WHEN,
)
from attune.play.wrong import CannotPlayError, Wrong, not_a_word, unknown
from ward.care import Staff
from ward.rooms import RoomId

REPEATS_MOST = 10_000
TIMES = ("TIME", "TIME2")
STAFF = ("STAFF", "STAFF2", "STAFF3", "STAFF4")
Values = dict[str, Any]


def parse(text: str, file: str) -> Night:
    """The night. Raises ``CannotPlayError`` with everything that is wrong, each with its line."""
    said = tuple(lines(text))
    head, wrongs = read_head(line for line in said if is_head(line))
    reader = _Reader(head, wrongs, timed=not any(wrong.line == 0 for wrong in wrongs))
    for line in said:
        reader.read(line)
    if wrongs:
        raise CannotPlayError(file, wrongs)
    events = tuple(sorted(reader.events, key=lambda event: (event.at, event.line)))
    return Night(file, reader.head, events, tuple(reader.expectations))


class _Reader:
    """Reads events and expectations under one head. Wrong lines are noted, and reading goes on."""

    def __init__(self, head: Head, wrongs: list[Wrong], *, timed: bool) -> None:
        self.events: list[Event] = []
        self.expectations: list[Expectation] = []
        self.head, self._wrongs, self._timed = head, wrongs, timed
        self._last = head.begins
        self._began = False

    def read(self, line: Line) -> None:
        if is_head(line):
            if self._began:
                self._wrong(
                    line, f"`{line.first}` belongs to the head, above everything that happens"
                )
            return
        self._began = True
        if line.first == "expect":
            self._expect(line)
        else:
            self._event(line)

    # ---- what is expected ------------------------------------------------------------------

    def _expect(self, line: Line) -> None:
        read = self._match(line, line.text, OF_EXPECT, "something that can be expected")
        if read is None:
            return
        word, values = read
        for blank in TIMES:
            if values.get(blank) is not None:
                values[blank] = self._moment(line, values[blank])
        if values.get("TIME") and values.get("TIME2") and values["TIME2"] <= values["TIME"]:
            self._wrong(line, "from and to: the second time is not after the first")
        self._known(line, values)
        self.expectations.append(Expectation(word.pattern, values, line.text, line.number))

    # ---- what happens ----------------------------------------------------------------------

    def _event(self, line: Line) -> None:
        when = self._when(line)
        if when is None:
            return
        moments, rest = when
        where, act = self._where(line, rest)
        if not where:
            return
        known, what = _acts_of(where[0])
        read = self._match(line, act, known, what)
        if read is None:
            return
        word, values = read
        if word.head == "new staff" and not self._joins(line, values):
            return
        self._known(line, values)
        self._wrong(line, *wrong_age(word.head, values))
        if word.head == "rota":
            self._shift(line, values)
        self.events += [
            Event(moment, place, word.head, values, act, line.number, word.group)
            for moment in moments
            for place in where
        ]

    def _when(self, line: Line) -> tuple[tuple[datetime, ...], str] | None:
        """The moments at which it happens, and what follows on the line."""
        for word in OF_WHEN:
            begun = word.begins(line.text)
            if begun is None:
                continue
            values, wrongs = word.read(begun[0])
            if wrongs and word.pattern == "TIME":
                continue
            if wrongs:
                self._wrong(line, *wrongs)
                return None
            return self._moments(line, values), begun[1]
        examples = ", ".join(word.example for word in OF_WHEN)
        names = ", ".join((*HEAD_NAMES, "expect"))
        self._wrong(
            line,
            f'"{line.first}" begins no line: expected a time ({examples}), or one of {names}',
        )
        return None

    def _moments(self, line: Line, values: Values) -> tuple[datetime, ...]:
        if "TIME2" in values:
            return self._repeated(line, values)
        if "STEP" in values:
            moment = self._last + values["STEP"]
            self._within(line, moment)
        else:
            moment = self._moment(line, values["TIME"])
        if moment < self._last:
            self._wrong(line, f"time goes backwards: the line above is at {self._last:%H:%M:%S}")
        if moment <= self.head.ends:
            self._last = max(moment, self._last)
        return (moment,)

    def _repeated(self, line: Line, values: Values) -> tuple[datetime, ...]:
        first, last = (self._moment(line, values[blank]) for blank in TIMES)
        every, give = values["SPAN"], values["SPAN2"] or timedelta()
        if last <= first or (last - first) / every > REPEATS_MOST:
            self._wrong(
                line, f"from and to must be in order, and hold at most {REPEATS_MOST} times"
            )
            return ()
        rng = Random(self.head.seed * 1_000_003 + line.number)  # noqa: S311  (a story's chance)
        moments = []
        while first <= last:
            moved = first + give * rng.uniform(-1, 1)
            moments.append(min(max(moved, self.head.begins), self.head.ends))
            first += every
        return tuple(moments)

    def _where(self, line: Line, rest: str) -> tuple[tuple[Where, ...], str]:
        """The rooms, or hub or broker, that a line begins with, and what follows."""
        first, _, act = rest.partition(" ")
        if first == "hub":
            return ("hub",), act
        if first == "broker":
            return ("broker",), act
        if first == "site":
            return ("site",), act
        if rest.startswith("all rooms "):
            return self.head.rooms, rest.removeprefix("all rooms ")
        rooms: list[Where] = []
        while "/" in first:
            rooms += self._room(line, first)
            first, _, act = act.partition(" ")
        if not rooms and not self._complained(line):
            self._wrong(
                line,
                f'"{first}" is no place: expected a room such as ash/04, `all rooms`, hub, '
                "broker or site",
            )
        return tuple(rooms), f"{first} {act}".strip()

    def _room(self, line: Line, text: str) -> tuple[RoomId, ...]:
        try:
            room = read_room(text)
        except ValueError as expected:
            self._wrong(line, f'"{text}" cannot be a room: expected {expected}')
            return ()
        return (room,) if self._is_known_room(line, room) else ()

    # ---- what is known ---------------------------------------------------------------------

    def _match(
        self, line: Line, text: str, known: tuple[Word, ...], what: str
    ) -> tuple[Word, Values] | None:
        """The first of these words that the text is, and its values; or a note of what is wrong."""
        refused: list[str] = []
        for word in known:
            said = word.match(text)
            if said is None:
                continue
            values, wrongs = word.read(said)
            if not wrongs:
                return word, values
            refused = refused or wrongs
        self._wrong(line, *(refused or [not_a_word(text, known, what)]))
        return None

    def _known(self, line: Line, values: Mapping[str, Any]) -> None:
        """Refuse rooms and staff that neither the head nor a line above names."""
        names = tuple(one.initials for one in self.head.everybody)
        for blank in STAFF:
            if values.get(blank):
                said = unknown(values[blank], names, "one of the staff")
                said = said if names else "no staff is named"
                self._wrong(line, *([said] if said else []))
        if values.get("ROOM"):
            self._is_known_room(line, values["ROOM"])

    def _joins(self, line: Line, values: Mapping[str, Any]) -> bool:
        """Whether they can; from this line on they are known."""
        head = self.head
        one = Staff(
            ref=f"st-{len(head.everybody) + 1:02d}",
            initials=values["STAFF"],
            role=values["ROLE"],
            badge=values["BADGE"],
        )
        for other in head.everybody:
            if one.initials == other.initials or one.badge == other.badge:
                self._wrong(line, f"{other.initials} with badge {other.badge} is there already")
                return False
        self.head = replace(head, joiners=(*head.joiners, one))
        return True

    def _shift(self, line: Line, values: Values) -> None:
        """The shift that the line adds, among its values."""
        wrongs = [*unknown_in_rota(values, self.head)]
        try:
            values["shift"] = None if wrongs else shift_of(values, self.head)
        except ValueError as wrong:
            wrongs = [str(wrong)]
        if not self._complained(line):
            self._wrong(line, *wrongs)

    def _is_known_room(self, line: Line, room: RoomId) -> bool:
        said = unknown(str(room), map(str, self.head.rooms), "a room of this night")
        self._wrong(line, *([said] if said else []))
        return said is None

    def _moment(self, line: Line, clock: Clock) -> datetime:
        moment = after(self.head.begins, clock)
        self._within(line, moment)
        return moment

    def _within(self, line: Line, moment: datetime) -> None:
        head = self.head
        if self._timed and not head.begins <= moment <= head.ends:
            self._wrong(
                line,
                f"{moment:%H:%M:%S} is not within the night, {head.begins:%H:%M:%S} to "
                f"{head.ends:%H:%M:%S}",
            )

    def _complained(self, line: Line) -> bool:
        return any(wrong.line == line.number for wrong in self._wrongs)

    def _wrong(self, line: Line, *words: str) -> None:
        self._wrongs += [Wrong(line.number, each) for each in words]


def _acts_of(where: Where) -> tuple[tuple[Word, ...], str]:
    match where:
        case "hub":
            return OF_HUB, "a thing that happens to the hub"
        case "broker":
            return OF_BROKER, "a thing that happens to the broker"
        case "site":
            return OF_SITE, "something done at the site"
    return OF_ROOM, "an act"
