"""Kinds of values in a night file: how each is written, what it means, and how it is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from typing import Any

from firmware_sim.body import Place, Posture
from hub.rooms.order_facts import Progress
from hub.rooms.privacy_facts import Outcome, Watching
from hub.staff.duty import Duty
from ward.care import TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C, Role
from ward.conditions import BY_NAME, Priority
from ward.deeds import Outing
from ward.kinds import Kind
from ward.rooms import RoomId
from ward.vitals import Doubt

HOURS_OF_DAY, MINUTES_OF_HOUR = 24, 60
CHILL_MOST = 60.0
PLACES = (Place.BED, Place.FLOOR, Place.ENSUITE)
SENSORS = ("sht4x", "scd4x", "bh1750", "ads1115", "radar")
UNIT_S = {"s": 1.0, "min": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written; which day it is, only the night can say."""

    second_of_day: int

    def __str__(self) -> str:
        minute, second = divmod(self.second_of_day, 60)
        hour, minute = divmod(minute, MINUTES_OF_HOUR)
        return f"{hour:02d}:{minute:02d}:{second:02d}"


@dataclass(frozen=True, slots=True)
class Slot:
    """One kind of value. ``shape`` is what of a line it may take; ``read`` may still refuse.

    ``read`` raises ``ValueError`` with what was expected, to follow "expected".
    """

    name: str
    shape: str
    meaning: str
    example: str
    read: Callable[[str], Any]


def meant(word: str, known: tuple[str, ...]) -> str:
    """``" (did you mean X?)"``, or nothing when no known word is near."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f" (did you mean {near[0]}?)" if near else ""


def one_of(text: str, known: tuple[str, ...]) -> str:
    """The word itself. Raises ``ValueError`` that names them all, and the nearest."""
    if text not in known:
        raise ValueError(f"one of {', '.join(known)}{meant(text, known)}")
    return text


def read_clock(text: str) -> Clock:
    found = re.fullmatch(r"(\d\d):(\d\d)(?::(\d\d))?", text)
    hour, minute, second = (int(part or 0) for part in found.groups()) if found else (99, 0, 0)
    if hour >= HOURS_OF_DAY or minute >= MINUTES_OF_HOUR or second >= MINUTES_OF_HOUR:
        raise ValueError("a time such as 02:15 or 02:15:01")
    return Clock((hour * MINUTES_OF_HOUR + minute) * 60 + second)


def read_span(text: str) -> timedelta:
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?(s|min|h)", text)
    if found is None or float(found[1]) * UNIT_S[found[2]] <= 0:
        raise ValueError("a span such as 30 s, 3 min or 1.5 h")
    return timedelta(seconds=float(found[1]) * UNIT_S[found[2]])


def read_signed_span(text: str) -> timedelta:
    try:
        span = read_span(text[1:])
    except ValueError:
        raise ValueError("a step such as +7 min or -90 s") from None
    return -span if text.startswith("-") else span


def read_room(text: str) -> RoomId:
    try:
        return RoomId.parse(text)
    except ValueError:
        raise ValueError("a room such as ash/04") from None


def number(least: float, most: float, what: str) -> Callable[[str], float]:
    """A reader of numbers within bounds."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            raise ValueError(f"{what} from {least:g} to {most:g}")
        return value

    return read


def whole(least: int, most: int, what: str) -> Callable[[str], int]:
    """A reader of whole numbers within bounds."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[+-]?\d+", text) or not least <= int(text) <= most:
            raise ValueError(f"{what}, a whole number from {least} to {most}")
        return int(text)

    return read


def read_rooms(text: str) -> tuple[RoomId, ...]:
    """One room, or none: which is all of them."""
    return () if text == "all rooms" else (read_room(text),)


def read_quoted(text: str) -> str:
    return text[1:-1]


def read_condition(text: str) -> str:
    return one_of(text[1:-1], tuple(BY_NAME))


def read_doubt(text: str) -> Doubt:
    return Doubt(one_of(text[1:-1], tuple(Doubt)))


def among(*known: str) -> Callable[[str], str]:
    """A reader of one of these words."""
    return lambda text: one_of(text, known)


def read_badge(text: str) -> str:
    if not re.fullmatch(r"[0-9A-F]{8,20}", text):
        raise ValueError("a card number of 8 to 20 hexadecimal digits, such as 04A1B2C3")
    return text


def read_initials(text: str) -> str:
    if not re.fullmatch(r"([A-Z]\.){1,4}", text):
        raise ValueError("initials such as M.T.")
    return text


def read_day(text: str) -> str:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", text):
        raise ValueError("a day such as 2026-11-23")
    return text


QUOTED = r'"[^"]*"'
WORD = r"\S+"
SPAN = r"\d\S*(?: (?:s|min|h)\b)?"
_DEGREES = number(TEMPERATURE_LEAST_C - 10, TEMPERATURE_MOST_C + 10, "degrees Celsius")

SLOTS: dict[str, Slot] = {
    slot.name: slot
    for slot in (
        Slot("TIME", WORD, "a time of day; over midnight it goes on", "02:15:01", read_clock),
        Slot("SPAN", SPAN, "how long: s, min or h", "3 min", read_span),
        Slot("STEP", r"[+-]" + SPAN, "how far, ahead or back", "+7 min", read_signed_span),
        Slot("TITLE", r"\S.*", "the rest of the line", "Nobody comes", str),
        Slot("DAY", WORD, "a day, year first", "2026-11-23", read_day),
        Slot("ROOM", WORD, "a room of the night", "ash/04", read_room),
        Slot("STAFF", WORD, "the initials of somebody on a `staff` line", "M.T.", read_initials),
        Slot("PERSON", WORD, "the initials of whom a room is for", "J.T.", read_initials),
        Slot(
            "ROLE",
            r"[a-z][a-z -]*?",
            "what somebody is on this ward",
            "nurse",
            lambda text: Role(one_of(text, tuple(Role))),
        ),
        Slot(
            "WATCHING",
            WORD,
            f"a way of watching: {', '.join(Watching)}",
            "CCTV",
            lambda text: Watching(one_of(text, tuple(Watching))),
        ),
        Slot(
            "OUTCOME",
            r"[a-z][a-z ]*?",
            f"what a review decided: {', '.join(Outcome)}",
            "stopped",
            lambda text: Outcome(one_of(text, tuple(Outcome))),
        ),
        Slot(
            "DUTY",
            r"[a-z][a-z -]*?",
            f"a duty of the rota: {', '.join(Duty)}",
            "nurse in charge",
            lambda text: Duty(one_of(text, tuple(Duty))),
        ),
        Slot(
            "ROOMS", r"all rooms|\S+", "a room of the night, or `all rooms`", "ash/04", read_rooms
        ),
        Slot("BADGE", WORD, "a card number in hexadecimal", "04A1B2C3", read_badge),
        Slot("TEXT", QUOTED, "words, in quotes", '"asleep"', read_quoted),
        Slot(
            "CONDITION",
            QUOTED,
            f"a condition, in quotes: {', '.join(BY_NAME)}",
            '"blank spell"',
            read_condition,
        ),
        Slot(
            "PRIORITY",
            r"[A-Z]+",
            "HIGH, MEDIUM or LOW",
            "HIGH",
            among(*(each.name for each in reversed(Priority))),
        ),
        Slot("DOUBT", QUOTED, f"a doubt, in quotes: {', '.join(Doubt)}", '"moving"', read_doubt),
        Slot("RATE", WORD, "breaths a minute; 0 is none", "14", number(0, CHILL_MOST, "a rate")),
        Slot("CELSIUS", WORD, "degrees Celsius", "22", _DEGREES),
        Slot(
            "OUTING",
            r"garden|ward|leave|ensuite",
            "where somebody is taken: garden, ward, leave, ensuite",
            "garden",
            lambda text: Outing[text.upper()],
        ),
        Slot(
            "KIND",
            QUOTED,
            f"a kind of confinement, in quotes: {', '.join(Kind)}",
            '"seclusion"',
            lambda text: Kind(one_of(text[1:-1], tuple(Kind))),
        ),
        Slot("LUX", WORD, "light through the window, lux", "300", number(0, 20_000, "lux")),
        Slot("DBA", WORD, "loudness in the room, dBA", "70", number(20, 120, "dBA")),
        Slot("PERCENT", WORD, "a share of full", "40", number(0, 100, "per cent")),
        Slot("MINUTES", WORD, "a plan's interval in minutes", "15", whole(1, 240, "minutes")),
        Slot("STEPS", WORD, "detents of a dial, clockwise +", "+3", whole(-100, 100, "detents")),
        Slot("COUNT", WORD, "how many", "2", whole(0, 1_000_000, "how many")),
        Slot("DRIFT", WORD, "seconds a clock gains in an hour", "+3", number(-600, 600, "s/h")),
        Slot(
            "PROGRESS",
            WORD,
            f"how far an order has got: {', '.join(Progress)}",
            "done",
            lambda text: Progress(one_of(text, tuple(Progress))),
        ),
        Slot(
            "POSTURE",
            WORD,
            f"how somebody lies: {', '.join(Posture)}",
            "on-side",
            lambda text: Posture(one_of(text, tuple(Posture))),
        ),
        Slot(
            "PLACE",
            WORD,
            f"where somebody goes: {', '.join(PLACES)}",
            "ensuite",
            lambda text: Place(one_of(text, tuple(PLACES))),
        ),
        Slot("SENSOR", WORD, f"a device: {', '.join(SENSORS)}", "sht4x", among(*SENSORS)),
        Slot(
            "RADAR",
            WORD,
            "`waveform`, the radar's own bytes, or `rates`, a module that reports rates",
            "waveform",
            among("waveform", "rates"),
        ),
    )
}
