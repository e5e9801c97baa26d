"""The hours of a profile as people write them, one line each, and back."""

import re
from collections.abc import Iterable
from datetime import time

from pydantic import ValidationError

from ward.orders import Lamp
from ward.profile import Hours

EXAMPLE = "07:00 morning, 80 lux, main, 3000 K, 21 °C"
_START = re.compile(r"(\d{1,2}):(\d{2})\s+(.+)")
_PART = {
    "lux": re.compile(r"(\d+(?:\.\d+)?)\s*lux", re.IGNORECASE),
    "kelvin": re.compile(r"(\d+)\s*K", re.IGNORECASE),
    "temperature_c": re.compile(r"(\d+(?:\.\d+)?)\s*°?\s*C", re.IGNORECASE),
    "lamp": re.compile(r"(main|night)(?:\s+light)?", re.IGNORECASE),
}


def clock(minute: int) -> str:
    """``07:00``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minute_of(written: str) -> int:
    """Minutes after midnight. Raises ``ValueError``, in words."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", written.strip(), re.ASCII)
    if found is None:
        raise ValueError(f"“{written.strip()[:20]}” is no time of day, such as 07:00")
    try:
        at = time(int(found[1]), int(found[2]))
    except ValueError:
        raise ValueError(f"“{written.strip()[:20]}” is no time of day, such as 07:00") from None
    return at.hour * 60 + at.minute


def written(hours: Iterable[Hours]) -> str:
    """One line each, as they can be typed again."""
    return "\n".join(_line(one) for one in hours)


def hours_of(text: str) -> tuple[Hours, ...]:
    """What was written. Raises ``ValueError`` for a line that says something else, in words."""
    return tuple(_read(line.strip()) for line in text.splitlines() if line.strip())


def _line(one: Hours) -> str:
    parts = [f"{clock(one.from_min)} {one.name}", f"{one.lux:g} lux", str(one.lamp)]
    parts += [f"{one.kelvin} K"] if one.kelvin else []
    parts += [f"{one.temperature_c:g} °C"] if one.temperature_c is not None else []
    return ", ".join(parts)


def _read(line: str) -> Hours:
    first, *rest = (part.strip() for part in line.split(","))
    begins = _START.fullmatch(first)
    if begins is None:
        raise ValueError(f"“{line[:60]}” does not begin as in: {EXAMPLE}")
    given: dict[str, object] = {"from_min": minute_of(f"{begins[1]}:{begins[2]}")}
    given["name"] = begins[3]
    for part in rest:
        given |= _part(part, line)
    try:
        return Hours.model_validate({"lamp": Lamp.MAIN, **given})
    except ValidationError as wrong:
        error = wrong.errors()[0]
        raise ValueError(f"“{line[:60]}”: {error['loc'][-1]}: {error['msg']}") from None


def _part(part: str, line: str) -> dict[str, object]:
    for name, shape in _PART.items():
        if found := shape.fullmatch(part):
            return {name: found[1].lower()}
    raise ValueError(f"“{part[:30]}” in “{line[:60]}” is none of lux, main, night, K, °C")
