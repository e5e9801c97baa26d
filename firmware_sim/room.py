"""A bedroom's physics: heat, light, air and sound, settling exactly for any step of time."""

from dataclasses import dataclass
from math import cos, exp, log10, pi, sin

from firmware_sim.chest import nearer

OUTSIDE_MEAN_C, OUTSIDE_SWING_C, WARMEST_H = 9.0, 4.0, 15.0
CORRIDOR_C, CORRIDOR_SHARE = 20.0, 0.65  # an inner room leans on the building
HEATING_K, COOLING_K, PERSON_K, LAMP_K = 10.0, 8.0, 0.8, 0.4  # warmer in the long run
ROOM_SETTLES_S, RADIATOR_SETTLES_S = 40 * 60.0, 4 * 60.0
DOOR_OPEN_QUICKER = 4.0  # heat and air cross an open door

MAIN_LUX, NIGHT_LUX, SUN_LUX = 420.0, 14.0, 320.0  # at the sensor, full on
SUNRISE_H, SUNSET_H = 7.0, 18.5
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
    heating: bool = False
    cooling: bool = False
    main: float = 0.0  # lamps, 0 to 1
    night: float = 0.0


def outside_c(hour: float) -> float:
    """The temperature outside at this hour of the day."""
    return OUTSIDE_MEAN_C + OUTSIDE_SWING_C * cos(2 * pi * (hour - WARMEST_H) / 24)


def daylight_lux(hour: float) -> float:
    """What the window gives at the sensor: nothing at night, smooth in between."""
    if not SUNRISE_H < hour < SUNSET_H:
        return 0.0
    return SUN_LUX * sin(pi * (hour - SUNRISE_H) / (SUNSET_H - SUNRISE_H)) ** 2


def saturated_g_m3(temperature_c: float) -> float:
    """The vapour that air of this temperature can hold (Magnus)."""
    hpa = 6.112 * exp(17.62 * temperature_c / (243.12 + temperature_c))
    return 216.7 * hpa / (273.15 + temperature_c)


def together_dba(*levels: float) -> float:
    """Sounds that are heard at once."""
    return 10 * log10(sum(10 ** (level / 10) for level in levels))


class Room:
    """Heat, light, air and sound of one bedroom.

    Everything settles exponentially, computed exactly: no step is too long for it.
    """

    def __init__(self) -> None:
        self.temperature_c = 20.5
        self.vapour_g_m3 = 7.5
        self.co2_ppm = 620.0
        self.lamps_lux = 0.0
        self.sun_lux = 0.0
        self._radiator = 0.0  # 0 cold, 1 hot
        self._cooler = 0.0
        self._sounds_dba = [QUIET_DBA]
        self._bang = 0.0  # of the door, 1 when it falls, then dying away

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
        self._warm(dt, hour, doing)
        self._breathe(dt, doing)
        self._shine(dt, hour, doing)
        self._bang = nearer(self._bang, 0, dt, RINGS_S) if self._bang > INAUDIBLE else 0.0
        self._sounds_dba = list(self._heard(doing))

    def _warm(self, dt: float, hour: float, doing: Doing) -> None:
        self._radiator = nearer(self._radiator, doing.heating, dt, RADIATOR_SETTLES_S)
        self._cooler = nearer(self._cooler, doing.cooling, dt, RADIATOR_SETTLES_S)
        leaning_on = CORRIDOR_SHARE * CORRIDOR_C + (1 - CORRIDOR_SHARE) * outside_c(hour)
        gained = HEATING_K * self._radiator - COOLING_K * self._cooler
        gained += PERSON_K * doing.people + LAMP_K * doing.main
        settles_s = ROOM_SETTLES_S / (DOOR_OPEN_QUICKER if doing.door_open else 1)
        target = CORRIDOR_C if doing.door_open else leaning_on + gained
        self.temperature_c = nearer(self.temperature_c, target, dt, settles_s)

    def _breathe(self, dt: float, doing: Doing) -> None:
        quicker = DOOR_OPEN_QUICKER if doing.door_open else 1
        settles_s = AIR_SETTLES_S / quicker
        co2 = OUTSIDE_CO2_PPM + PERSON_CO2_PPM * doing.people / quicker
        self.co2_ppm = nearer(self.co2_ppm, co2, dt, settles_s)
        vapour = OUTSIDE_VAPOUR_G_M3 + PERSON_VAPOUR_G_M3 * doing.people / quicker
        self.vapour_g_m3 = nearer(self.vapour_g_m3, vapour, dt, settles_s)

    def _shine(self, dt: float, hour: float, doing: Doing) -> None:
        asked = MAIN_LUX * doing.main + NIGHT_LUX * doing.night
        self.lamps_lux = nearer(self.lamps_lux, asked, dt, LAMP_SETTLES_S)
        self.sun_lux = daylight_lux(hour)

    @staticmethod
    def _heard(doing: Doing) -> tuple[float, ...]:
        levels = (
            (QUIET_DBA, True),
            (BREATHING_DBA, doing.people > 0),
            (MOVING_DBA, doing.moving),
            (TALK_DBA, doing.talking),
        )
        return tuple(level for level, heard in levels if heard)
