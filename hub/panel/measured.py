"""Readings in words: a number with its unit and age beside what was asked, or why there is none."""

from dataclasses import dataclass

from hub.panel.air import meaning
from hub.panel.contact import contact
from hub.panel.journeys import newest
from hub.panel.local import Local, number, percent
from hub.rooms.order_facts import Progress
from hub.rooms.state import RoomState
from hub.rooms.values import Journey, Latest
from hub.rules.words import lasting
from ward.envelope import InForce
from ward.orders import TemperatureAsked
from ward.readings import Missing, Quantity
from ward.units import Instant, seconds

FRESH = seconds(15)  # our own proposal, three of a node's periods

DECIMALS = {Quantity.TEMPERATURE: 1}
NAMES = {
    Quantity.TEMPERATURE: "Temperature",
    Quantity.LIGHT: "Light",
    Quantity.SOUND: "Sound",
    Quantity.CO2: "CO2",
    Quantity.HUMIDITY: "Humidity",
}
ORDER = tuple(NAMES)


@dataclass(frozen=True, slots=True)
class Measured:
    """One quantity. ``value`` is empty, and ``absent`` says why, unless the reading is fresh."""

    quantity: Quantity
    name: str
    value: str
    unit: str
    age: str
    absent: str
    beside: str
    observed_at: Instant | None


def measured(state: RoomState, local: Local) -> tuple[Measured, ...]:
    """Every quantity of the room, in the order of the tile."""
    return tuple(_one(state, quantity, local) for quantity in ORDER)


def _one(state: RoomState, quantity: Quantity, local: Local) -> Measured:
    latest = state.reading(quantity)
    absent = _absent(state, latest, local)
    value, age = ("", "") if absent or latest is None else _figures(latest, local)
    return Measured(
        quantity=quantity,
        name=NAMES[quantity],
        value=value,
        unit=quantity.unit,
        age=age,
        absent=absent,
        beside=_means(quantity, latest, absent) or _beside(state, quantity, local),
        observed_at=latest.observed_at if latest else None,
    )


def _absent(state: RoomState, latest: Latest | None, local: Local) -> str:
    if latest is None:
        return "no reading yet"
    if not contact(state, local).heard or local.now - latest.observed_at > FRESH:
        return f"no reading since {local.clock(latest.observed_at)}"
    return str(latest.reading.value) if isinstance(latest.reading.value, Missing) else ""


def _figures(latest: Latest, local: Local) -> tuple[str, str]:
    reading = latest.reading
    value = float(reading.value) if not isinstance(reading.value, Missing) else 0.0
    shown = f"{value:,.{DECIMALS.get(reading.quantity, 0)}f}"
    return shown, lasting(local.age(latest.observed_at))


def _means(quantity: Quantity, latest: Latest | None, absent: str) -> str:
    """What of a number nobody could say who has not looked it up."""
    value = Missing.NOT_FITTED if absent or latest is None else latest.reading.value
    return "" if isinstance(value, Missing) else meaning(quantity, float(value))


def _beside(state: RoomState, quantity: Quantity, local: Local) -> str:
    """What is asked and held, beside what is measured."""
    held = state.health.in_force if state.health and contact(state, local).heard else None
    if quantity is Quantity.TEMPERATURE:
        return " · ".join(filter(None, (_asked(state, local), _warming(held, state))))
    if quantity is Quantity.LIGHT and held is not None:
        return _lamps(held)
    return ""


def _asked(state: RoomState, local: Local) -> str:
    journey = newest(state, None)
    if journey is None or not isinstance(journey.order.asked, TemperatureAsked):
        return ""
    return f"asked {number(journey.order.asked.celsius, 1)} · {_fate(journey, local)}"


def _fate(journey: Journey, local: Local) -> str:
    at = local.clock(journey.moved_at)
    return {
        Progress.ASKED: f"on its way since {at}",
        Progress.SENT: f"sent {at}, no answer yet",
        Progress.DONE: f"accepted {at}",
        Progress.REFUSED: f"refused: {journey.words or 'the room did not say why'}",
        Progress.EXPIRED: "expired: no answer came; ask again",
    }[journey.progress]


def _warming(held: InForce | None, state: RoomState) -> str:
    if held is None:
        return ""
    journey = newest(state, None)
    asked = journey.order.asked if journey else None
    same = isinstance(asked, TemperatureAsked) and asked.celsius == held.temperature_c
    work = "heating" if held.heating else "cooling" if held.cooling else ""
    holds = "" if same else f"held to {number(held.temperature_c, 1)}"
    return " · ".join(filter(None, (holds, work)))


def _lamps(held: InForce) -> str:
    """``main light off, night light 30 %``, leaving out what is dark beside what is not."""
    lit = [f"{name} light {percent(level)}" for name, level in _levels(held) if level > 0]
    return ", ".join(lit) or "both lights off"


def _levels(held: InForce) -> tuple[tuple[str, float], ...]:
    return ("main", held.main_light), ("night", held.night_light)
