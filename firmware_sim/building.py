"""What a bedroom is built of and what weather it stands in: the parameters of its physics.

The room's air loses heat to outside (window, wall, fresh air) and to the corridor, and leans on the
fabric around it, which is ten times as heavy and follows slowly. A radiator and a cooler each take
minutes to warm and cool through. All of it is ordinary building physics with round figures of our
own for a single room of 15 m2; ``varied`` makes another room of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from math import cos, pi, sin
from random import Random

WARMEST_H = 15.0
SUNRISE_H, SUNSET_H = 7.0, 18.5
CLOUD_PERIODS_H = (0.13, 0.31, 0.83, 2.3)  # of what passes before the sun


@dataclass(frozen=True, slots=True)
class Building:
    """One room's parameters. Powers in W, conductances in W/K, capacities in J/K."""

    air_j_k: float = 300e3  # air, furniture, and the skin of the walls
    fabric_j_k: float = 3e6
    air_to_fabric_w_k: float = 120.0
    air_to_outside_w_k: float = 22.0
    air_to_corridor_w_k: float = 18.0
    fabric_to_outside_w_k: float = 8.0
    fabric_to_corridor_w_k: float = 20.0
    heating_w: float = 1500.0
    radiator_w_k: float = 70.0  # so it stands some 21 K above the room, full on
    radiator_j_k: float = 34e3
    cooling_w: float = 1200.0
    cooler_settles_s: float = 150.0
    sun_w: float = 350.0  # through the window at noon on a clear day
    main_lux: float = 420.0  # at the sensor, full on
    night_lux: float = 14.0

    def varied(self, seed: int, by: float = 0.5) -> "Building":
        """Another room: every parameter up to so much more or less, by this seed."""
        rng = Random(seed)  # noqa: S311  (another room, no secret)
        changed: Mapping[str, float] = {
            field.name: getattr(self, field.name) * (1 + rng.uniform(-by, by))
            for field in fields(self)
        }
        return replace(self, **changed)


@dataclass(frozen=True, slots=True)
class Weather:
    """What it is like outside and in the corridor, hour by hour. ``cloud`` 0 is a clear sky."""

    outside_mean_c: float = 9.0
    outside_swing_c: float = 4.0
    corridor_c: float = 20.0
    sunrise_h: float = SUNRISE_H
    sunset_h: float = SUNSET_H
    cloud: float = 0.0
    seed: int = 0

    def outside_c(self, hour: float) -> float:
        """The temperature outside at this hour, of the first day or of any later one."""
        return self.outside_mean_c + self.outside_swing_c * cos(2 * pi * (hour - WARMEST_H) / 24)

    def sun(self, hour: float) -> float:
        """The share of a clear noon's sun, 0 to 1: nothing at night, smooth in between."""
        of_day = hour % 24
        if not self.sunrise_h < of_day < self.sunset_h:
            return 0.0
        high = sin(pi * (of_day - self.sunrise_h) / (self.sunset_h - self.sunrise_h)) ** 2
        return high * (1 - self.cloud * self._clouds(hour))

    def _clouds(self, hour: float) -> float:
        """How much of the sky over the sun is covered, 0 to 1, changing over minutes and hours."""
        turns = [sin(2 * pi * (hour / p + k * 0.37 + self.seed * 0.171 * (k + 1)))
                 for k, p in enumerate(CLOUD_PERIODS_H)]  # fmt: skip
        return 0.5 + 0.5 * sum(turns) / len(turns)


ORDINARY = Building()
MILD = Weather()
WINTER = Weather(outside_mean_c=2.0, outside_swing_c=4.0, sunrise_h=8.0, sunset_h=16.0, cloud=0.6)
SUMMER = Weather(
    outside_mean_c=22.0, outside_swing_c=7.0, corridor_c=23.0, sunrise_h=5.0, sunset_h=21.0,
    cloud=0.4,
)  # fmt: skip
