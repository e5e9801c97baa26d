"""A bedroom's physics: heat, light, air and sound, settling exactly for any step of time."""

from dataclasses import dataclass
from math import exp, log10

from firmware_sim.building import MILD, ORDINARY, Building, Weather
from firmware_sim.chest import nearer
from firmware_sim.daylight import Daylight
from firmware_sim.heat import Around, Heat

BEGINS_C = 20.5
DOOR_OPEN_QUICKER = 4.0  # air crosses an open door
LAMP_SETTLES_S = 0.25

OUTSIDE_CO2_PPM = 425.0
PERSON_CO2_PPM = 450.0  # above outside, in the long run: 18 l/h into 27 m3 at 1.5 changes an hour
AIR_SETTLES_S = 40 * 60.0
OUTSIDE_VAPOUR_G_M3, PERSON_VAPOUR_G_M3 = 6.5, 1.2

QUIET_DBA, BREATHING_DBA, MOVING_DBA, TALK_DBA, DOOR_DBA = 31.0, 22.0, 47.0, 58.0, 78.0
RINGS_S, INAUDIBLE = 0.25, 1e-4


@dataclass(frozen=True, slots=True)
class Doing:
    """What goes on in the room while time passes."""

    people: int = 0
    moving: bool = False
    talking: bool = False
    door_open: bool = False
    window_open: bool = False
    heating: bool = False
    cooling: bool = False
    main: float = 0.0  # lamps, 0 to 1
    night: float = 0.0


def saturated_g_m3(temperature_c: float) -> float:
    """The vapour that air of this temperature can hold (Magnus)."""
    hpa = 6.112 * exp(17.62 * temperature_c / (243.12 + temperature_c))
    return 216.7 * hpa / (273.15 + temperature_c)


def under(weather: Weather) -> Daylight:
    """The daylight of a room in this weather."""
    return Daylight(
        cloud=weather.cloud,
        sunrise_h=weather.sunrise_h,
        sunset_h=weather.sunset_h,
        seed=weather.seed,
    )


def together_dba(*levels: float) -> float:
    """Sounds that are heard at once."""
    return 10 * log10(sum(10 ** (level / 10) for level in levels))


class Room:
    """Heat, light, air and sound of one bedroom.

    Everything settles exponentially, so no step is too long for it. ``hour`` is that of the first
    day, and goes on beyond 24: which building it is and in what weather, see ``building``.
    """

    def __init__(
        self,
        building: Building = ORDINARY,
        weather: Weather = MILD,
        sky: Daylight | None = None,
    ) -> None:
        self._of, self._weather = building, weather
        self._sky = sky or under(weather)
        self.heat = Heat(building, BEGINS_C)
        self.vapour_g_m3 = 7.5
        self.co2_ppm = 620.0
        self.lamps_lux = 0.0
        self.sun_lux = 0.0
        self._sounds_dba = [QUIET_DBA]
        self._bang = 0.0  # of the door, 1 when it falls, then dying away

    @property
    def temperature_c(self) -> float:
        return self.heat.air_c

    @temperature_c.setter
    def temperature_c(self, celsius: float) -> None:
        """The air, and what stands in it and around it."""
        self.heat.air_c = self.heat.fabric_c = self.heat.radiator_c = celsius

    @property
    def lux(self) -> float:
        return self.lamps_lux + self.sun_lux

    @property
    def humidity_pct(self) -> float:
        return min(100.0, 100 * self.vapour_g_m3 / saturated_g_m3(self.temperature_c))

    @property
    def sound_dba(self) -> float:
        bang = DOOR_DBA + 20 * log10(self._bang) if self._bang > 0 else 0.0
        return together_dba(*self._sounds_dba, max(bang, 0.0))

    def bang(self) -> None:
        """The door falls shut, or a bolt goes home."""
        self._bang = 1.0

    def step(self, dt: float, hour: float, doing: Doing) -> None:
        self.heat.step(dt, self.around(hour, doing))
        self._breathe(dt, doing)
        self.shine(dt, hour, doing)
        self._bang = nearer(self._bang, 0, dt, RINGS_S) if self._bang > INAUDIBLE else 0.0
        self._sounds_dba = list(self._heard(doing))

    def around(self, hour: float, doing: Doing) -> Around:
        """What the air and the fabric lean on then: heat alone takes no light to reckon."""
        return Around(
            outside_c=self._weather.outside_c(hour),
            corridor_c=self._weather.corridor_c,
            sun=self._weather.sun(hour),
            people=doing.people,
            lamps=doing.main,
            heating=doing.heating,
            cooling=doing.cooling,
            door_open=doing.door_open,
            window_open=doing.window_open,
        )

    def _breathe(self, dt: float, doing: Doing) -> None:
        quicker = DOOR_OPEN_QUICKER if doing.door_open else 1
        settles_s = AIR_SETTLES_S / quicker
        co2 = OUTSIDE_CO2_PPM + PERSON_CO2_PPM * doing.people / quicker
        self.co2_ppm = nearer(self.co2_ppm, co2, dt, settles_s)
        vapour = OUTSIDE_VAPOUR_G_M3 + PERSON_VAPOUR_G_M3 * doing.people / quicker
        self.vapour_g_m3 = nearer(self.vapour_g_m3, vapour, dt, settles_s)

    def shine(self, dt: float, hour: float, doing: Doing) -> None:
        """The light alone: a day of it takes no heat to reckon."""
        asked = self._of.main_lux * doing.main + self._of.night_lux * doing.night
        self.lamps_lux = nearer(self.lamps_lux, asked, dt, LAMP_SETTLES_S)
        self.sun_lux = self._sky.lux(hour)

    @staticmethod
    def _heard(doing: Doing) -> tuple[float, ...]:
        levels = (
            (QUIET_DBA, True),
            (BREATHING_DBA, doing.people > 0),
            (MOVING_DBA, doing.moving),
            (TALK_DBA, doing.talking),
        )
        return tuple(level for level, heard in levels if heard)
