"""Controls of a room page: presets and steps, beside what is held, measured and on its way."""

from dataclasses import dataclass

from hub.panel.contact import contact
from hub.panel.journeys import (
    JourneyWords,
    in_words,
    of_thing,
    wished_celsius,
    wished_light,
)
from hub.panel.local import Local, number, percent
from hub.panel.measured import measured
from hub.rooms.state import RoomState
from ward.orders import Lamp
from ward.profile import TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C
from ward.readings import Quantity

JOURNEYS_MOST = 3  # shown beside one control; the timeline has the rest
CELSIUS = (18.0, 20.0, 21.0, 22.0, 24.0)
LEVELS = {Lamp.MAIN: (0.0, 0.1, 0.3, 0.6, 1.0), Lamp.NIGHT: (0.0, 0.05, 0.15, 0.3, 0.6)}
CELSIUS_STEP, LEVEL_STEP = 0.5, 0.1


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: what it sends and what it says."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Control:
    """One thing of the room that can be asked for."""

    key: str
    anchor: str
    title: str
    lamp: Lamp | None
    field: str
    now: str
    journeys: tuple[JourneyWords, ...]
    steps: tuple[Choice, ...]
    presets: tuple[Choice, ...]


def controls(state: RoomState, local: Local) -> tuple[Control, ...]:
    """Main light, night light, warmth."""
    return (*(_lamp(lamp, state, local) for lamp in Lamp), _warmth(state, local))


def control_of(state: RoomState, lamp: Lamp | None, local: Local) -> Control:
    """The control of one lamp, or of the temperature."""
    return _warmth(state, local) if lamp is None else _lamp(lamp, state, local)


def _lamp(lamp: Lamp, state: RoomState, local: Local) -> Control:
    title = f"{lamp.capitalize()} light"
    return Control(
        key=lamp.value,
        anchor="light" if lamp is Lamp.MAIN else "night",
        title=title,
        lamp=lamp,
        field="level",
        now=" · ".join((_held(lamp, title, state, local), _reads(Quantity.LIGHT, state, local))),
        journeys=_recent(lamp, state, local),
        steps=(Choice(f"{-LEVEL_STEP}", "10 % less"), Choice(f"{LEVEL_STEP}", "10 % more")),
        presets=tuple(Choice(f"{level}", percent(level).capitalize()) for level in LEVELS[lamp]),
    )


def _warmth(state: RoomState, local: Local) -> Control:
    beside = next(m.beside for m in measured(state, local) if m.quantity is Quantity.TEMPERATURE)
    return Control(
        key="temperature",
        anchor="warmth",
        title="Warmth",
        lamp=None,
        field="celsius",
        now=" · ".join(filter(None, (_reads(Quantity.TEMPERATURE, state, local), beside))),
        journeys=_recent(None, state, local),
        steps=(Choice(f"{-CELSIUS_STEP}", "½ °C cooler"), Choice(f"{CELSIUS_STEP}", "½ °C warmer")),
        presets=tuple(Choice(f"{celsius}", f"{number(celsius, 1)} °C") for celsius in CELSIUS),
    )


def _held(lamp: Lamp, title: str, state: RoomState, local: Local) -> str:
    if state.health is None or not contact(state, local).heard:
        return f"{title}: not known now"
    held = state.health.in_force
    return f"{title} {percent(held.main_light if lamp is Lamp.MAIN else held.night_light)}"


def _reads(quantity: Quantity, state: RoomState, local: Local) -> str:
    one = next(m for m in measured(state, local) if m.quantity is quantity)
    return one.absent or f"measured {one.value} {one.unit}, {one.age} ago"


def _recent(lamp: Lamp | None, state: RoomState, local: Local) -> tuple[JourneyWords, ...]:
    return tuple(in_words(j, state, local) for j in of_thing(state, lamp)[:JOURNEYS_MOST])


def stepped_level(state: RoomState, lamp: Lamp, step: float) -> float:
    """One step from the level that is on its way or in force, kept to 0..1."""
    return round(min(1.0, max(0.0, wished_light(state, lamp) + step)), 2)


def stepped_celsius(state: RoomState, step: float) -> float:
    """One step from the temperature on its way or held, kept to what a room may be asked."""
    wished = wished_celsius(state) + step
    return round(min(TEMPERATURE_MOST_C, max(TEMPERATURE_LEAST_C, wished)), 1)
