"""What the door's page of light and warmth sends, read: one press, and what it is for."""

from collections.abc import Mapping

from edge.door.form import FormError
from ward.envelope import InForce
from ward.orders import (
    Asked,
    BackAsked,
    FullLightAsked,
    Lamp,
    LightAsked,
    LuxAsked,
    TemperatureAsked,
    WatchLightAsked,
)
from ward.profile import TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C
from ward.purpose import Purpose
from ward.rank import Thing
from ward.warmth import stepped_c

STEP_C = 0.5
STEP_LEVEL = 0.05
# What one step of a light that is held by lux goes to. Dim ones lie closer: the eye sees shares.
RUNGS_LUX = (0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 60.0, 100.0, 150.0, 200.0, 300.0, 500.0)
LUX_MOST = 1000.0
PRESSES: Mapping[str, Asked] = {
    "watch": WatchLightAsked(),
    "full": FullLightAsked(),
    "back main": BackAsked(thing=Thing.MAIN),
    "back night": BackAsked(thing=Thing.NIGHT),
    "back warmth": BackAsked(thing=Thing.WARMTH),
}
_THINGS = {Lamp.MAIN: Thing.MAIN, Lamp.NIGHT: Thing.NIGHT}


def purpose_of(fields: Mapping[str, str]) -> Purpose:
    """Care, where nothing was said. Raises ``FormError`` for what is no purpose at all.

    What is always refused goes on to the node: it refuses, and puts on record that it was asked.
    """
    try:
        return Purpose(fields.get("purpose") or Purpose.CARE)
    except ValueError:
        raise FormError("Say what it is for: the person asked, or care needs it.") from None


def asked_of(fields: Mapping[str, str], force: InForce) -> Asked:
    """``do``: ``watch``, ``warmer``, ``main brighter``, ``night 5 lux``. Raises ``FormError``."""
    words = fields.get("do", "").split()
    match words:
        case _ if (press := " ".join(words)) in PRESSES:
            return PRESSES[press]
        case ["warmer"]:
            return _stepped_celsius(force, STEP_C)
        case ["cooler"]:
            return _stepped_celsius(force, -STEP_C)
        case [number, "celsius"]:
            return _celsius(_number(number, TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C))
        case [("main" | "night") as lamp, ("brighter" | "darker") as sense]:
            return _stepped(Lamp(lamp), 1 if sense == "brighter" else -1, force)
        case [("main" | "night") as lamp, number, "lux"]:
            return LuxAsked(lamp=Lamp(lamp), lux=_number(number, 0.0, LUX_MOST))
    raise FormError("There is no such press on this page.")


def _celsius(celsius: float) -> TemperatureAsked:
    within = min(TEMPERATURE_MOST_C, max(TEMPERATURE_LEAST_C, celsius))
    return TemperatureAsked(celsius=within)


def _stepped_celsius(force: InForce, step_k: float) -> TemperatureAsked:
    return _celsius(stepped_c(force.temperature_c, force.measured_c, step_k))


def _stepped(lamp: Lamp, sense: int, force: InForce) -> Asked:
    """One rung of lux where it is held by lux, else one step of its level."""
    held = (one.lux for one in force.leading if one.thing is _THINGS[lamp])
    lux = next(held, None)
    if lux is None:
        level = force.main_light if lamp is Lamp.MAIN else force.night_light
        return LightAsked(lamp=lamp, level=round(min(1.0, max(0.0, level + sense * STEP_LEVEL)), 2))
    rungs = RUNGS_LUX if sense > 0 else RUNGS_LUX[::-1]
    further = (rung for rung in rungs if (rung > lux if sense > 0 else rung < lux))
    return LuxAsked(lamp=lamp, lux=next(further, lux))


def _number(written: str, least: float, most: float) -> float:
    try:
        value = float(written)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise FormError(f"{written[:20]!r} is to be a number from {least:g} to {most:g}.")
    return value
