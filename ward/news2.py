"""NEWS2: seven measurements of somebody from 16 years on, and how each of them scores.

Royal College of Physicians 2017, chart 1. Not made for pregnancy (from memory).
"""

from enum import StrEnum
from typing import NamedTuple

from ward.charts import ON, Bands, banded, tenth, whole


class Scale(StrEnum):
    """By which scale an oxygen saturation scores; 2 only by a specialist's decision."""

    ONE = "1"
    TWO = "2"


class Breathes(StrEnum):
    """Air, or oxygen given."""

    AIR = "air"
    OXYGEN = "oxygen"


class Consciousness(StrEnum):
    """ACVPU, the chart's own letters."""

    ALERT = "alert"
    CONFUSED = "new confusion"
    VOICE = "responds to voice"
    PAIN = "responds to pain"
    UNRESPONSIVE = "unresponsive"


# Each line: at most so much, its score. RCP 2017, chart 1, seen.
BREATHING: Bands = ((8, 3), (11, 1), (20, 0), (24, 2), (ON, 3))  # per minute
SPO2_1: Bands = ((91, 3), (93, 2), (95, 1), (ON, 0))  # per cent, scale 1
SPO2_2_AIR: Bands = ((83, 3), (85, 2), (87, 1), (ON, 0))  # per cent, scale 2, on air
SPO2_2_OXYGEN: Bands = ((83, 3), (85, 2), (87, 1), (92, 0), (94, 1), (96, 2), (ON, 3))
SYSTOLIC: Bands = ((90, 3), (100, 2), (110, 1), (219, 0), (ON, 3))  # mmHg
HEART: Bands = ((40, 3), (50, 1), (90, 0), (110, 1), (130, 2), (ON, 3))  # per minute
TEMPERATURE: Bands = ((35.0, 3), (36.0, 1), (38.0, 0), (39.0, 1), (ON, 2))  # degrees Celsius
BREATHES = {Breathes.AIR: 0, Breathes.OXYGEN: 2}
CONSCIOUSNESS = {one: 0 if one is Consciousness.ALERT else 3 for one in Consciousness}


class Set(NamedTuple):
    """All seven, measured; nothing less is a NEWS2."""

    breathing: float
    spo2: int
    scale: Scale
    breathes: Breathes
    systolic: int
    heart: float
    consciousness: Consciousness
    temperature_c: float


def of_breathing(rate: float) -> int:
    return banded(BREATHING, whole(rate))


def of_heart(rate: float) -> int:
    return banded(HEART, whole(rate))


def of_spo2(spo2: int, scale: Scale, breathes: Breathes) -> int:
    """Scale 2 aims at 88 to 92 per cent: more than that is too much only where oxygen is given."""
    if scale is Scale.ONE:
        return banded(SPO2_1, spo2)
    return banded(SPO2_2_AIR if breathes is Breathes.AIR else SPO2_2_OXYGEN, spo2)


def of_systolic(mmhg: int) -> int:
    return banded(SYSTOLIC, mmhg)


def of_temperature(celsius: float) -> int:
    return banded(TEMPERATURE, tenth(celsius))


class Scores(NamedTuple):
    """The score of each, in the chart's own order."""

    breathing: int
    spo2: int
    breathes: int
    systolic: int
    heart: int
    consciousness: int
    temperature: int


def scores(of: Set) -> Scores:
    """Seven scores, which add up to 0 to 20."""
    return Scores(
        of_breathing(of.breathing),
        of_spo2(of.spo2, of.scale, of.breathes),
        BREATHES[of.breathes],
        of_systolic(of.systolic),
        of_heart(of.heart),
        CONSCIOUSNESS[of.consciousness],
        of_temperature(of.temperature_c),
    )
