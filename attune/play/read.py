"""How what is written in a night file is read: clocks, spans, rooms, words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches

from ward.conditions import BY_NAME
from ward.rooms import RoomId
from ward.vitals import Doubt

HOURS_OF_DAY, MINUTES_OF_HOUR = 24, 60
UNIT_S = {"s": 1.0, "min": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written; which day it is, only the night can say."""

    second_of_day: int

    def __str__(self) -> str:
        minute, second = divmod(self.second_of_day, 60)
        hour, minute = divmod(minute, MINUTES_OF_HOUR)
        return f"{hour:02d}:{minute:02d}:{second:02d}"


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
