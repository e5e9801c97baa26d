"""Courses: a simulated room through days, held by us and by what is in most rooms."""

from collections.abc import Callable
from dataclasses import dataclass, field

from edge.act.brightness import Aim
from edge.act.fade import PACE_PER_S
from edge.act.light import DARK, Light
from edge.act.relay import Pace
from edge.act.thermostat import COOLING, Thermostat
from firmware_sim.building import Building, Weather
from firmware_sim.daylight import Daylight
from firmware_sim.room import Doing, Room

HOUR_S, DAY_S = 3600.0, 86_400.0
WARM_STEP_S, LIGHT_STEP_S = 5.0, 0.5
SETTLES_S = 6 * HOUR_S  # from where it began; not counted
LIT_FROM_H, LIT_UNTIL_H = 8.0, 17.0
SENSED_EVERY, COUNTS_PER_LUX = 4, 1.2  # steps: each two seconds, as the node reads it


@dataclass
class Warm:
    """The temperature every five seconds, and what it took."""

    celsius: list[float] = field(default_factory=list)
    at_limit: list[bool] = field(default_factory=list)
    turned_on: int = 0

    def share(self, target_c: float) -> float:
        """Of the time within half a degree, or doing all it can and saying so."""
        held = zip(self.celsius, self.at_limit, strict=True)
        good = sum(abs(celsius - target_c) <= 0.5 or limit for celsius, limit in held)
        return good / len(self.celsius)

    def within(self, target_c: float) -> float:
        return sum(abs(one - target_c) <= 0.5 for one in self.celsius) / len(self.celsius)

    def over(self, target_c: float) -> float:
        return max(one - target_c for one in self.celsius)


Relays = Callable[[float, float], tuple[bool, bool, bool]]  # measured, uptime: heat, cool, at limit


def ours(target_c: float, cooling: Pace = COOLING) -> Relays:
    stat = Thermostat(0.0, cooling=cooling)

    def at(measured_c: float, up_s: float) -> tuple[bool, bool, bool]:
        stat.follow(target_c, (measured_c,), up_s)
        return stat.heating, stat.cooling, stat.at_limit(up_s)

    return at


def plain(target_c: float) -> Relays:
    """On below half a degree under, off at the target; the cooler likewise above."""
    on = {"heat": False, "cool": False}

    def at(measured_c: float, _up_s: float) -> tuple[bool, bool, bool]:
        on["heat"] = measured_c < (target_c if on["heat"] else target_c - 0.5)
        on["cool"] = measured_c > (target_c + 0.5 if on["cool"] else target_c + 1.0)
        return on["heat"], on["cool"], False

    return at


def warm(relays: Relays, building: Building, weather: Weather, days: float) -> Warm:
    """One room through so many days, after some hours to settle in."""
    room, course, was = Room(building, weather), Warm(), False
    for step in range(int((days * DAY_S + SETTLES_S) / WARM_STEP_S)):
        up_s = step * WARM_STEP_S
        heat, cool, limit = relays(round(room.temperature_c, 2), up_s)
        doing = Doing(people=1, heating=heat, cooling=cool)
        room.heat.step(WARM_STEP_S, room.around(up_s / HOUR_S, doing))
        if up_s >= SETTLES_S:
            course.celsius.append(room.temperature_c)
            course.at_limit.append(limit)
            course.turned_on += (heat or cool) and not was
        was = heat or cool
    return course


@dataclass
class Lit:
    """The light every half second, and the lamp's level."""

    lux: list[float] = field(default_factory=list)
    daylight: list[float] = field(default_factory=list)
    level: list[float] = field(default_factory=list)

    def within(self, target: float) -> float:
        """Of the time within a tenth, or brighter by daylight alone with the lamp out."""
        good = sum(
            abs(lux - target) <= 0.1 * target or (sky >= 0.97 * target and level < 0.02)
            for lux, sky, level in zip(self.lux, self.daylight, self.level, strict=True)
        )
        return good / len(self.lux)

    def off(self, target: float) -> float:
        """The furthest from it by share, but for what daylight alone gives with the lamp out."""
        lit = zip(self.lux, self.daylight, self.level, strict=True)
        return max(
            abs(lux - target) / target
            for lux, sky, level in lit
            if not (sky >= 0.97 * target and level < 0.02)
        )

    @property
    def quickest(self) -> float:
        """Share of full a second."""
        pairs = zip(self.level, self.level[1:], strict=False)
        return max(abs(b - a) for a, b in pairs) / LIGHT_STEP_S


def lit(building: Building, sky: Daylight, target: float, *, held: bool) -> Lit:
    """A day from eight to five; the plain switch is on, as bright as it was set before sunrise."""
    room, course, light = Room(building, Weather(), sky), Lit(), Light(0.0)
    fixed = min(1.0, target / building.main_lux)
    for step in range(int((LIT_UNTIL_H - LIT_FROM_H) * HOUR_S / LIGHT_STEP_S)):
        up_s = step * LIGHT_STEP_S
        if step % SENSED_EVERY == 0:
            light.measured(round(room.lux * COUNTS_PER_LUX) / COUNTS_PER_LUX, up_s)
        level = light.follow(Aim(lux=target), DARK, up_s, PACE_PER_S)[0] if held else fixed
        room.shine(LIGHT_STEP_S, LIT_FROM_H + up_s / HOUR_S, Doing(main=level))
        if up_s >= 60:
            course.lux.append(room.lux)
            course.daylight.append(room.sun_lux)
            course.level.append(level)
    return course
