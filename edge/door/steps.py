"""The page's steps of light and temperature: from what is in force to what is asked."""

from collections.abc import Mapping

from edge.door.form import FormError
from ward.envelope import InForce
from ward.orders import Lamp, LightAsked, TemperatureAsked
from ward.profile import TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C
from ward.warmth import stepped_c

STEP_OF_LAMP = {Lamp.MAIN: 0.1, Lamp.NIGHT: 0.05}
STEP_C = 0.5
_SENSE = {"up": 1, "down": -1}


def light_asked(fields: Mapping[str, str], force: InForce) -> LightAsked:
    """``lamp`` and a ``step`` up or down, or a ``level`` from 0 to 1. Raises ``FormError``."""
    try:
        lamp = Lamp(fields.get("lamp", Lamp.MAIN))
    except ValueError:
        raise FormError("lamp is to be main or night.") from None
    if "level" in fields:
        return LightAsked(lamp=lamp, level=_number(fields, "level", 0.0, 1.0))
    now = force.main_light if lamp is Lamp.MAIN else force.night_light
    level = round(now + _sense(fields) * STEP_OF_LAMP[lamp], 2)
    return LightAsked(lamp=lamp, level=min(1.0, max(0.0, level)))


def temperature_asked(fields: Mapping[str, str], force: InForce) -> TemperatureAsked:
    """A ``step`` up or down, or ``celsius`` within the hard bounds. Raises ``FormError``."""
    least, most = TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C
    if "celsius" in fields:
        return TemperatureAsked(celsius=_number(fields, "celsius", least, most))
    celsius = stepped_c(force.temperature_c, force.measured_c, _sense(fields) * STEP_C)
    return TemperatureAsked(celsius=min(most, max(least, celsius)))


def _sense(fields: Mapping[str, str]) -> int:
    try:
        return _SENSE[fields["step"]]
    except KeyError:
        raise FormError("step is to be up or down.") from None


def _number(fields: Mapping[str, str], field: str, least: float, most: float) -> float:
    try:
        value = float(fields[field])
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise FormError(f"{field} is to be a number from {least:g} to {most:g}.")
    return value
