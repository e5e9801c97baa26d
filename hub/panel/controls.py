"""Controls of a room page: presets and steps, beside what is held, measured and on its way."""

from dataclasses import dataclass

from hub.panel.choice import Choice
from hub.panel.contact import contact
from hub.panel.journeys import (
    THINGS,
    JourneyWords,
    in_words,
    of_thing,
    wished_celsius,
    wished_light,
    wished_lux,
)
from hub.panel.local import Local, number, percent
from hub.panel.measured import measured
from hub.panel.suiting import leads_words, lit_presets, purposes, warm_presets
from hub.rooms.state import RoomState
from ward.orders import Lamp
from ward.profile import TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C
from ward.rank import Thing
from ward.readings import Quantity
from ward.warmth import stepped_c

JOURNEYS_MOST = 3  # shown beside one control; the timeline has the rest
CELSIUS = (18.0, 20.0, 21.0, 22.0, 24.0)
LEVELS = {Lamp.MAIN: (0.0, 0.1, 0.3, 0.6), Lamp.NIGHT: (0.0, 0.05, 0.15, 0.3)}
RUNGS_LUX = (0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 60.0, 100.0, 150.0, 200.0, 300.0, 500.0)
LOOKS = (
    Choice("watch light", "Watch light, 3 min", "press"),
    Choice("full light", "Full light: emergency", "press"),
)
CELSIUS_STEP, LEVEL_STEP = 0.5, 0.1


@dataclass(frozen=True, slots=True)
class Control:
    """One thing of the room that can be asked for."""

    key: str
    anchor: str
    title: str
    lamp: Lamp | None
    field: str
    now: str
    leads: tuple[str, ...]
    journeys: tuple[JourneyWords, ...]
    purposes: tuple[Choice, ...]
    presses: tuple[Choice, ...]
    steps: tuple[Choice, ...]
    presets: tuple[Choice, ...]


def controls(state: RoomState, local: Local) -> tuple[Control, ...]:
    """Main light, night light, warmth."""
    return (*(_lamp(lamp, state, local) for lamp in Lamp), _warmth(state, local))


def control_of(state: RoomState, lamp: Lamp | None, local: Local) -> Control:
    """The control of one lamp, or of the temperature."""
    return _warmth(state, local) if lamp is None else _lamp(lamp, state, local)


def _lamp(lamp: Lamp, state: RoomState, local: Local) -> Control:
    title, thing = f"{lamp.capitalize()} light", THINGS[lamp]
    return Control(
        key=lamp.value,
        anchor="light" if lamp is Lamp.MAIN else "night",
        title=title,
        lamp=lamp,
        field="level",
        now=" · ".join((_held(lamp, title, state, local), _reads(Quantity.LIGHT, state, local))),
        leads=leads_words(thing, state, local),
        journeys=_recent(lamp, state, local),
        purposes=purposes(state),
        presses=(*(LOOKS if lamp is Lamp.MAIN else ()), _back(thing)),
        steps=(Choice(f"{-LEVEL_STEP}", "Darker"), Choice(f"{LEVEL_STEP}", "Brighter")),
        presets=(
            *lit_presets(state, lamp),
            *(Choice(f"{one}", percent(one).capitalize(), "level") for one in LEVELS[lamp]),
        ),
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
        leads=leads_words(Thing.WARMTH, state, local),
        journeys=_recent(None, state, local),
        purposes=purposes(state),
        presses=(_back(Thing.WARMTH),),
        steps=(Choice(f"{-CELSIUS_STEP}", "½ °C cooler"), Choice(f"{CELSIUS_STEP}", "½ °C warmer")),
        presets=(
            *warm_presets(state),
            *(Choice(f"{one}", f"{number(one, 1)} °C", "celsius") for one in CELSIUS),
        ),
    )


def _back(thing: Thing) -> Choice:
    """Ends what was asked of this one thing: whoever puts out a light leaves the room as warm."""
    return Choice(f"back {thing}", f"{thing.capitalize()} back to what suits them", "press")


def _held(lamp: Lamp, title: str, state: RoomState, local: Local) -> str:
    if state.health is None or not contact(state, local).heard:
        return f"{title}: not known now"
    held = state.health.in_force
    if lamp is Lamp.NIGHT:
        return f"{title} {percent(held.night_light)}"
    colour = f", {held.main_kelvin} K" if held.main_kelvin and held.main_light > 0 else ""
    return f"{title} {percent(held.main_light)}{colour}"


def _reads(quantity: Quantity, state: RoomState, local: Local) -> str:
    one = next(m for m in measured(state, local) if m.quantity is quantity)
    return one.absent or f"measured {one.value} {one.unit}, {one.age} ago"


def _recent(lamp: Lamp | None, state: RoomState, local: Local) -> tuple[JourneyWords, ...]:
    return tuple(in_words(j, state, local) for j in of_thing(state, lamp)[:JOURNEYS_MOST])


def stepped_light(state: RoomState, lamp: Lamp, step: float) -> dict[str, object]:
    """One step from what is on its way or held: in lux where it is held so, else in levels."""
    lux = wished_lux(state, lamp)
    if lux is None:
        level = round(min(1.0, max(0.0, wished_light(state, lamp) + step)), 2)
        return {"light": {"lamp": lamp, "level": level}}
    rungs = RUNGS_LUX if step > 0 else RUNGS_LUX[::-1]
    further = (rung for rung in rungs if (rung > lux if step > 0 else rung < lux))
    return {"lux": {"lamp": lamp, "lux": next(further, lux)}}


def stepped_celsius(state: RoomState, step: float) -> float:
    """One step from the temperature on its way or held, or from what there is if that is further.

    Kept to what a room may be asked.
    """
    measured_c = state.health.in_force.measured_c if state.health else None
    wished = stepped_c(wished_celsius(state), measured_c, step)
    return round(min(TEMPERATURE_MOST_C, max(TEMPERATURE_LEAST_C, wished)), 1)
