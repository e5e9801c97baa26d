"""What people ask of a room's light and warmth: forms and JSON bodies alike, and what for."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from hub.acts import Ask
from hub.panel.asks import Asking
from hub.panel.controls import stepped_celsius, stepped_light
from hub.rooms.state import RoomState
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
from ward.purpose import Purpose
from ward.rank import Thing
from ward.rooms import RoomId
from ward.units import Celsius, Instant, Kelvin, Level, Lux


class LightWish(BaseModel):
    """This lamp to this level, 0..1."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    lamp: Lamp
    level: Level


class LuxWish(BaseModel):
    """This lamp to so many lux, at the room's reference point."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    lamp: Lamp
    lux: Lux
    kelvin: Kelvin | None = None


class Press(StrEnum):
    """What takes one press and nothing else. Each control of a page ends what was asked of it.

    ``BACK`` ends all of it at once: no page has it, a test of the lights does.
    """

    WATCH = "watch light"
    FULL = "full light"
    BACK = "back"
    BACK_MAIN = f"back {Thing.MAIN}"
    BACK_NIGHT = f"back {Thing.NIGHT}"
    BACK_WARMTH = f"back {Thing.WARMTH}"


PRESSED: Mapping[Press, Asked] = {
    Press.WATCH: WatchLightAsked(),
    Press.FULL: FullLightAsked(),
    Press.BACK: BackAsked(),
    Press.BACK_MAIN: BackAsked(thing=Thing.MAIN),
    Press.BACK_NIGHT: BackAsked(thing=Thing.NIGHT),
    Press.BACK_WARMTH: BackAsked(thing=Thing.WARMTH),
}


class OrderAsked(Asking):
    """A light, so many lux, a temperature or a press: one of them, and what for.

    The room's node holds the hard bounds, and the hub refuses two purposes. ``only_if_empty``: to
    try it out, which is refused unless it is known that nobody is in there.
    """

    light: LightWish | None = None
    lux: LuxWish | None = None
    temperature: Celsius | None = None
    press: Press | None = None
    purpose: Purpose = Purpose.CARE
    only_if_empty: bool = False

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        wishes = (self.light, self.lux, self.temperature, self.press)
        if sum(wish is not None for wish in wishes) != 1:
            raise ValueError("ask for one thing of a room: a light, a temperature, or a press")
        return self

    def act(self, room: RoomId, _now: Instant) -> Ask:
        return Ask(room, self._asked(), self.by, self.purpose, self.only_if_empty)

    def _asked(self) -> Asked:
        if self.light is not None:
            return LightAsked(lamp=self.light.lamp, level=self.light.level)
        if self.lux is not None:
            return LuxAsked(lamp=self.lux.lamp, lux=self.lux.lux, kelvin=self.lux.kelvin)
        if self.temperature is not None:
            return TemperatureAsked(celsius=self.temperature)
        if self.press is not None:
            return PRESSED[self.press]
        raise ValueError("an order asks for something")


def wish(typed: Mapping[str, str], state: RoomState) -> dict[str, object]:
    """The order that a button stands for. Raises ``ValueError`` for what is no number or lamp."""
    made: dict[str, object] = {
        name: typed[name] for name in ("by", "pin", "press", "purpose") if typed.get(name)
    }
    if "press" in made:
        return made
    if "lamp" in typed:
        return made | _of_lamp(Lamp(typed["lamp"]), typed, state)
    stepped = stepped_celsius(state, float(typed["step"])) if "step" in typed else None
    return made | {"temperature": typed.get("celsius") if stepped is None else stepped}


def _of_lamp(lamp: Lamp, typed: Mapping[str, str], state: RoomState) -> dict[str, object]:
    if "step" in typed:
        return stepped_light(state, lamp, float(typed["step"]))
    if "lux" in typed:
        kelvin = {"kelvin": typed["kelvin"]} if typed.get("kelvin") else {}
        return {"lux": {"lamp": lamp, "lux": typed["lux"], **kelvin}}
    return {"light": {"lamp": lamp, "level": typed.get("level")}}
