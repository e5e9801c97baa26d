"""The door unit's page for a set of measurements: what it asks for, and what came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from edge.door.form import FormError
from edge.door_view import DoorView
from ward.charted import BOUNDS, MISSING, Measurements, score
from ward.news2 import Breathes, Consciousness, Scale

NO_BADGE = "Show your badge first: a set is signed by it."
BLANK: Mapping[str, str] = MappingProxyType({})
NOTHING = "Nothing was measured, so nothing is recorded."


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: a number to type, or answers of which none is chosen beforehand."""

    field: str
    asks: str
    unit: str = ""
    answers: tuple[tuple[str, str], ...] = ()


ROWS = (
    Row("breathing", "Breathing", "a minute"),
    Row("spo2", "Oxygen saturation", "%"),
    Row("scale", "By which scale", answers=((Scale.ONE, "Scale 1"), (Scale.TWO, "Scale 2"))),
    Row("breathes", "Breathes", answers=((Breathes.AIR, "Air"), (Breathes.OXYGEN, "Oxygen"))),
    Row("systolic", "Upper blood pressure", "mmHg"),
    Row("heart", "Pulse", "a minute"),
    Row(
        "consciousness",
        "Consciousness",
        answers=(
            (Consciousness.ALERT, "Alert"),
            (Consciousness.CONFUSED, "New confusion"),
            (Consciousness.VOICE, "To voice"),
            (Consciousness.PAIN, "To pain"),
            (Consciousness.UNRESPONSIVE, "Unresponsive"),
        ),
    ),
    Row("temperature_c", "Temperature", "°C"),
)
TOTAL = Row("total", "Total off the PEWS chart", "points")


def rows_of(view: DoorView) -> tuple[Row, ...]:
    """A child's chart is done on paper, and its total typed here."""
    chart = view.confinement.chart if view.confinement else None
    return (*ROWS, TOTAL) if chart is not None and chart.is_pews else ROWS


def set_page(
    view: DoorView, typed: Mapping[str, str] = BLANK, so: str = "", asked: str = ""
) -> dict[str, Any]:
    """What that page shows; where something is asked back, all that was typed as well."""
    return {"rows": rows_of(view), "typed": typed, "so": so, "asked": asked}


def measurements_of(fields: Mapping[str, str]) -> Measurements:
    """What was measured, blanks left out. Raises ``FormError``, in words for who typed it."""
    given = {name: value.strip().replace(",", ".") for name, value in fields.items()}
    given = {name: value for name, value in given.items() if value}
    for name in given:
        if name not in Measurements.model_fields:
            raise FormError(f"A set has no {name[:40]!r}.")
    try:
        measured = Measurements.model_validate(given)
    except ValidationError as refused:
        raise FormError(_words(str(refused.errors()[0]["loc"][0]))) from None
    if measured.is_nothing:
        raise FormError(NOTHING)
    return measured


def _words(field: str) -> str:
    bound = BOUNDS.get(field)
    return f"{bound.words}." if bound else f"{MISSING[field].capitalize()}: choose one of those."


def written_words(view: DoorView) -> tuple[str, ...]:
    """What the last set comes to. Only a whole one is called by the chart's name."""
    written = view.last_set.charted if view.last_set else None
    chart = view.confinement.chart if view.confinement else None
    if written is None:
        return ()
    if chart is None:
        return ("No score: how old the person is was not recorded.",)
    found = score(chart, written.measured)
    red = ("One measurement is red: tell the medical team now.",) if found.red else ()
    if found.whole:
        return (f"{chart}: {found.total}.", *red)
    return (f"At least {found.total}. Missing: {', '.join(found.missing)}.", *red)
