"""A charted set: what a nurse counted, measured and wrote down, and what it scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import Field

from ward import news2
from ward.charts import RED, Chart
from ward.news2 import Breathes, Consciousness, Scale
from ward.responses import Response, response
from ward.scoring import of_breathing, of_heart
from ward.units import Badge, Instant, Wire, Word


class Where(StrEnum):
    """Where a set was written down. Neither is an observation in person."""

    DOOR = "at the door"
    STATION = "at the station"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a number may be before it counts as mistyped; wide, for the worst must be enterable."""

    name: str
    least: float
    most: float
    unit: str

    @property
    def words(self) -> str:
        """``Breathing must be a whole number from 1 to 80 a minute``."""
        kind = "a number" if self.unit == "°C" else "a whole number"
        return f"{self.name} must be {kind} from {self.least:g} to {self.most:g} {self.unit}"


# All are our own proposal: wider than any chart, narrow enough for a slipped finger.
BOUNDS: Mapping[str, Bound] = {
    "breathing": Bound("Breathing", 0, 80, "a minute"),
    "heart": Bound("Pulse", 0, 250, "a minute"),
    "spo2": Bound("Oxygen saturation", 50, 100, "%"),
    "systolic": Bound("Upper blood pressure", 40, 300, "mmHg"),
    "temperature_c": Bound("Temperature", 25, 45, "°C"),
    "total": Bound("Total of the chart", 0, 40, "points"),
}


def _whole(name: str) -> object:
    return Field(default=None, ge=BOUNDS[name].least, le=BOUNDS[name].most)


class Measurements(Wire):
    """What was measured of one person at one time; ``None`` was not.

    ``total`` is of a PEWS alone, as it stands on the paper chart: parts of that are judged and not
    measured, and nothing here works it out.
    """

    breathing: Annotated[int | None, _whole("breathing")] = None
    heart: Annotated[int | None, _whole("heart")] = None
    spo2: Annotated[int | None, _whole("spo2")] = None
    scale: Scale | None = None
    breathes: Breathes | None = None
    systolic: Annotated[int | None, _whole("systolic")] = None
    consciousness: Consciousness | None = None
    temperature_c: Annotated[float | None, _whole("temperature_c")] = None
    total: Annotated[int | None, _whole("total")] = None

    @property
    def is_nothing(self) -> bool:
        return all(value is None for name, value in self if name != "scale")


PULSE_LEAST = 20  # our own proposal: under it nobody stands up, and a digit may have been left out


def is_arrest(measured: Measurements) -> bool:
    """Whether it is an emergency whatever else was measured, and by whichever chart."""
    breathing, heart = measured.breathing, measured.heart
    return breathing == 0 or (heart is not None and heart < PULSE_LEAST)


def so_of(measured: Measurements) -> str:
    """What somebody says once more who is asked whether that is so: ``0/12``."""
    each = (measured.breathing, measured.heart)
    return "/".join("" if one is None else str(one) for one in each)


def asked_back(measured: Measurements, so: str) -> str:
    """What to ask before it is written down; empty where it is plain, or was said once more."""
    if not is_arrest(measured) or so == so_of(measured):
        return ""
    found = (
        "Breathing 0" if measured.breathing == 0 else "",
        f"Pulse {measured.heart}" if measured.heart is not None and measured.heart < PULSE_LEAST
        else "",
    )  # fmt: skip
    what = ", ".join(filter(None, found))
    return f"{what}: is that so? Then act first: call 2222 or 999. Send it once more to record it."


class Charted(Wire):
    """A set written down at the door unit, by whoever showed their badge there."""

    by: Word
    badge: Badge
    taken_at: Instant
    measured: Measurements


class Score(NamedTuple):
    """What a set comes to. Short of a whole set ``total`` is only the least that it can be."""

    total: int
    red: bool
    whole: bool
    missing: tuple[str, ...] = ()


MISSING = {
    "breathing": "breathing",
    "spo2": "oxygen saturation",
    "scale": "its scale",
    "breathes": "air or oxygen",
    "systolic": "blood pressure",
    "heart": "pulse",
    "consciousness": "consciousness",
    "temperature_c": "temperature",
}


def score(chart: Chart, measured: Measurements) -> Score:
    """Only a whole set is a NEWS2, and only the total off the chart a PEWS."""
    return _pews(chart, measured) if chart.is_pews else _news2(measured)


# PEWS gives consciousness no points, but as what total it is treated at least: responds to voice is
# high (9 to 12), to pain or to nothing an emergency (13 and over). RCPCH's escalation, seen.
PEWS_CONSCIOUSNESS: Mapping[Consciousness | None, int] = {
    Consciousness.VOICE: 9,
    Consciousness.PAIN: 13,
    Consciousness.UNRESPONSIVE: 13,
}


def treated_as(chart: Chart, total: int, measured: Measurements) -> int:
    """As what total it is treated; what is shown stays the chart's own."""
    return max(total, PEWS_CONSCIOUSNESS.get(measured.consciousness, 0)) if chart.is_pews else total


def asked_by(chart: Chart, scored: Score, measured: Measurements) -> Response:
    """What so much asks for."""
    return response(chart, treated_as(chart, scored.total, measured), red=scored.red)


def _news2(m: Measurements) -> Score:
    missing = tuple(words for name, words in MISSING.items() if getattr(m, name) is None)
    each = tuple(_each(m))
    return Score(sum(each), RED[Chart.NEWS2] in each, not missing, missing)


def _each(m: Measurements) -> tuple[int, ...]:
    """The score of each that was measured; a saturation by which scale nobody said has none."""
    found = (
        None if m.breathing is None else news2.of_breathing(m.breathing),
        _spo2(m),
        None if m.breathes is None else news2.BREATHES[m.breathes],
        None if m.systolic is None else news2.of_systolic(m.systolic),
        None if m.heart is None else news2.of_heart(m.heart),
        None if m.consciousness is None else news2.CONSCIOUSNESS[m.consciousness],
        None if m.temperature_c is None else news2.of_temperature(m.temperature_c),
    )
    return tuple(one for one in found if one is not None)


def _spo2(m: Measurements) -> int | None:
    """By scale 2 it also takes whether oxygen is given: without that, the least that it can be."""
    if m.spo2 is None or m.scale is None:
        return None
    if m.breathes is None:
        return min(news2.of_spo2(m.spo2, m.scale, each) for each in Breathes)
    return news2.of_spo2(m.spo2, m.scale, m.breathes)


def _pews(chart: Chart, m: Measurements) -> Score:
    """A total lower than what two of its parts come to is not believed."""
    parts = (
        0 if m.breathing is None else of_breathing(chart, m.breathing),
        0 if m.heart is None else of_heart(chart, m.heart),
    )
    total = max(m.total or 0, sum(parts))
    missing = () if m.total is not None else ("the total off the chart",)
    return Score(total, RED[chart] in parts, m.total is not None, missing)
