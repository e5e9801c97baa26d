"""What the sky gives at a bedroom's reference point through its window, in lux.

Two parts, as in the daylight factor method of building physics (from memory, round figures of our
own): the vault of the sky, which is there on the dullest day and grows with the sun's height, and
the sun's own light, which a cloud takes away within tens of seconds and gives back. A clear noon
outside has some 70,000 lux, of which 10,000 are the sky's; a room of 15 m2 with a window of 1.5 m2
and a deep reveal has about half of one per cent of either at a table two metres from it.

Cover is a sum of sines of periods from four minutes to two hours, sharpened at the edges of clouds.
The same seed has the same clouds; every other has others. Parameters may be half more or less.
"""

from dataclasses import dataclass, fields, replace
from math import pi, sin, tanh
from random import Random

PERIODS_H = (0.07, 0.13, 0.31, 0.83, 2.3)


@dataclass(frozen=True, slots=True)
class Daylight:
    """One window under one sky; lux at the reference point at a clear noon."""

    sky_lux: float = 50.0
    sun_lux: float = 270.0
    cloud: float = 0.8  # how much of the sun a cloud takes
    edge: float = 2.5  # how sharp a cloud's edge is; 1 is a haze
    sunrise_h: float = 7.0
    sunset_h: float = 18.5
    seed: int = 0

    def varied(self, seed: int, by: float = 0.5) -> "Daylight":
        """Another window under another sky: brightness and edges up to so much more or less."""
        rng = Random(seed)  # noqa: S311  (another sky, no secret)
        lux = {
            field.name: getattr(self, field.name) * (1 + rng.uniform(-by, by))
            for field in fields(self)
            if field.name in {"sky_lux", "sun_lux", "edge"}
        }
        return replace(self, seed=seed, cloud=rng.uniform(0.4, 1.0), **lux)

    def lux(self, hour: float) -> float:
        """At this hour, of the first day or of any later one: nothing at night."""
        of_day = hour % 24
        if not self.sunrise_h < of_day < self.sunset_h:
            return 0.0
        high = sin(pi * (of_day - self.sunrise_h) / (self.sunset_h - self.sunrise_h)) ** 2
        return high * (self.sky_lux + self.sun_lux * (1 - self.cloud * self.cover(hour)))

    def cover(self, hour: float) -> float:
        """How much of the sun's way is clouded, 0 to 1."""
        turns = [
            sin(2 * pi * (hour / period + k * 0.37 + self.seed * 0.171 * (k + 1)))
            for k, period in enumerate(PERIODS_H)
        ]
        return 0.5 + 0.5 * tanh(self.edge * sum(turns) / len(turns) * 2)
