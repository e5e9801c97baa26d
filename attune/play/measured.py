"""A set of measurements as a night writes it: ``"breathing 18, SpO2 97 scale 1 on air, alert"``."""

import re
from collections.abc import Mapping

from pydantic import ValidationError

from ward.charted import BOUNDS, Measurements
from ward.news2 import Breathes, Consciousness, Scale

NUMBERS: Mapping[str, str] = {
    "breathing": "breathing",
    "pulse": "heart",
    "SpO2": "spo2",
    "blood pressure": "systolic",
    "temperature": "temperature_c",
    "total": "total",
}
ANSWERS: Mapping[str, tuple[str, str]] = {
    **{f"scale {each}": ("scale", each) for each in Scale},
    "on air": ("breathes", Breathes.AIR),
    "on oxygen": ("breathes", Breathes.OXYGEN),
    **{str(each): ("consciousness", each) for each in Consciousness},
}
KNOWN = ", ".join((*(f"{name} NUMBER" for name in NUMBERS), *ANSWERS))


def read_measured(text: str) -> Measurements:
    """What was measured. Raises ``ValueError`` with what was expected."""
    found: dict[str, str] = {}
    for said in text[1:-1].split(","):
        field, value = _read(" ".join(said.split()))
        if field in found:
            raise ValueError(f'each measurement once, and not "{said.strip()}" too')
        found[field] = value
    try:
        return Measurements.model_validate(found, strict=False)
    except ValidationError as wrong:
        name = str(wrong.errors()[0]["loc"][0])
        bound = BOUNDS.get(name)
        raise ValueError(bound.words if bound else f"a value for {name}") from None


def _read(said: str) -> tuple[str, str]:
    if said in ANSWERS:
        return ANSWERS[said]
    number = re.fullmatch(r"(.+) (\d+(?:\.\d+)?)", said)
    if number is None or number[1] not in NUMBERS:
        raise ValueError(f'measurements with commas between ({KNOWN}), and not "{said}"')
    return NUMBERS[number[1]], number[2]
