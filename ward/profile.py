"""The sensory profile: light, warmth, sound and pace that suit one person. Signed and versioned."""

from collections.abc import Sequence
from datetime import tzinfo
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from ward.orders import Lamp, LightAsked, LuxAsked, TemperatureAsked
from ward.units import Celsius, Instant, Kelvin, Level, Lux, Text, Wire, Word
from ward.warmth import LIVED_MOST_C, WARM_C

TEMPERATURE_LEAST_C = 16.0  # hard bounds; clinical.md §6, our own proposal for the controller
TEMPERATURE_MOST_C = 28.0
LIGHT_PACE_MOST = 0.10  # share of full a second; clinical.md §6, our own proposal
WARMTH_PACE_MOST_K = 1.0  # in half an hour; clinical.md §6, our own proposal
NIGHT_LUX = 5.0  # CIBSE LG2: night lighting of a ward area
DAY_MIN = 24 * 60
LIVED_WORDS = (
    f"from {WARM_C:g} °C on a room alarms, so {LIVED_MOST_C:g} °C is the most that it is held to"
)

Target = Annotated[Celsius, Field(ge=TEMPERATURE_LEAST_C, le=TEMPERATURE_MOST_C)]
MinuteOfDay = Annotated[int, Field(ge=0, lt=DAY_MIN, description="minutes after midnight, local")]


class Source(StrEnum):
    """Where a profile comes from. A default is never shown as somebody's own."""

    ASSESSED = "sensory assessment"
    BROUGHT = "brought from where they were before"
    WARD_DEFAULT = "published ward default"


class Hours(Wire):
    """From this minute of the day on, until the next that is listed.

    ``lamp`` is which light reaches ``lux``; the other is dark. ``kelvin`` where the fitting has it.
    """

    from_min: MinuteOfDay
    name: Word
    lux: Lux
    lamp: Lamp = Lamp.MAIN
    kelvin: Kelvin | None = None
    temperature_c: Target | None = None


class Night(Wire):
    """Between these minutes of the day nothing made for staff, nor the schedule, is brighter."""

    from_min: MinuteOfDay = 22 * 60
    until_min: MinuteOfDay = 7 * 60
    lux_most: Lux = NIGHT_LUX

    def holds(self, minute: int) -> bool:
        """Whether it is night then; a night may pass midnight."""
        if self.from_min <= self.until_min:
            return self.from_min <= minute < self.until_min
        return minute >= self.from_min or minute < self.until_min


class Profile(Wire):
    """What suits this person, and by whose assessment. Its levels serve where no lux is measured.

    Where ``hours`` is empty the levels and ``temperature_c`` hold all day, as in the first form of
    a profile, and by night no more of them than its ceiling leaves. ``distresses`` are sounds; it,
    ``helps`` and ``never`` have one a line. None can be made that leaves the hard bounds, of
    temperature or of pace.
    """

    version: Annotated[int, Field(ge=1)]
    assessed_by: Word
    main_light: Level
    night_light: Level
    temperature_c: Target
    how_to_be_with_me: Text = ""

    source: Source = Source.WARD_DEFAULT
    since: Instant | None = None
    assessed_on: Text = ""
    zone: Word = "Europe/London"
    hours: tuple[Hours, ...] = Field(default=(), max_length=12)
    night: Night = Night()
    temperature_least_c: Target = TEMPERATURE_LEAST_C
    temperature_most_c: Target = TEMPERATURE_MOST_C
    light_pace_per_s: Annotated[float, Field(gt=0, le=LIGHT_PACE_MOST)] = LIGHT_PACE_MOST
    warmth_pace_k: Annotated[float, Field(gt=0, le=WARMTH_PACE_MOST_K)] = WARMTH_PACE_MOST_K
    warn_before_s: Annotated[float, Field(ge=0, le=1800)] = 0.0
    warn_how: Text = ""
    distresses: Text = ""
    helps: Text = ""
    never: Text = ""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if wrong := wrong_in(self):
            raise ValueError(wrong)
        return self

    @property
    def is_default(self) -> bool:
        """Nobody has assessed this person: what holds is the ward's, and is marked as such."""
        return self.source is Source.WARD_DEFAULT


def sentences(said: str) -> tuple[str, ...]:
    """What was written down one a line."""
    return tuple(line.strip() for line in said.splitlines() if line.strip())


def wrong_in(profile: Profile) -> str:
    """Why a profile contradicts itself; empty where it does not."""
    least, most = profile.temperature_least_c, profile.temperature_most_c
    starts = [one.from_min for one in profile.hours]
    if starts != sorted(set(starts)):
        return "the hours of a day must rise, each named once"
    targets = (profile.temperature_c, *filter(None, (h.temperature_c for h in profile.hours)))
    if not all(least <= celsius <= most for celsius in targets):
        return f"a target lies outside the band of {least:g} to {most:g} °C"
    bright = (h for h in profile.hours if h.lux > profile.night.lux_most)
    if too_bright := next((h for h in bright if _meets(h, profile)), None):
        return f"“{too_bright.name}” is brighter than the night's {profile.night.lux_most:g} lux"
    return ""


def too_warm_in(profile: Profile) -> str:
    """Why what it asks would alarm without end, whoever signs it; empty where it would not.

    Not in ``wrong_in``: profiles that were signed before are read as they are. The node holds them
    to what may last (``lasting``).
    """
    targets = (profile.temperature_c, *filter(None, (h.temperature_c for h in profile.hours)))
    if (warmest := max(targets)) > LIVED_MOST_C:
        return f"{warmest:g} °C is too warm to be lived in: {LIVED_WORDS}"
    return ""


def too_wide_in(profile: Profile) -> str:
    """Why its band says that what alarms suits somebody; empty where it does not."""
    if (most := profile.temperature_most_c) > WARM_C:
        return f"a band up to {most:g} °C reaches what alarms: let it end at {WARM_C:g} °C at most"
    return ""


def nightless_in(profile: Profile) -> str:
    """Why its night is none, so that no ceiling would ever hold; empty where it is one.

    Not in ``wrong_in`` either: one that was signed before is read as it is.
    """
    if profile.night.from_min != profile.night.until_min:
        return ""
    return (
        "the night ends at the minute at which it begins, so nothing would be held under its "
        f"{profile.night.lux_most:g} lux: let it begin and end at two times"
    )


def lasting(celsius: float) -> float:
    """So much of a temperature as a room may be held to without end."""
    return min(LIVED_MOST_C, celsius)


def _meets(hours: Hours, profile: Profile) -> bool:
    """Whether any minute of these hours is in the night: they begin in it, or it begins in them."""
    later = [one.from_min for one in profile.hours if one.from_min > hours.from_min]
    lasts = (later[0] if later else profile.hours[0].from_min + DAY_MIN) - hours.from_min
    night = profile.night
    falls_in = (night.from_min - hours.from_min) % DAY_MIN < lasts
    return night.holds(hours.from_min) or (falls_in and night.holds(night.from_min))


def hours_at(hours: Sequence[Hours], minute: int) -> Hours | None:
    """The hours of the schedule in force at this minute of the day; the last pass midnight."""
    begun = [one for one in hours if one.from_min <= minute]
    return begun[-1] if begun else (hours[-1] if hours else None)


def next_hours(hours: Sequence[Hours], minute: int) -> tuple[Hours, int] | None:
    """The hours that come next, and in how many minutes; ``None`` where nothing changes."""
    waits = (((one.from_min - minute - 1) % DAY_MIN + 1, one) for one in hours)
    wait, coming = min(waits, key=lambda pair: pair[0], default=(0, None))
    return None if coming is None or coming == hours_at(hours, minute) else (coming, wait)


def minute_of_day(at: Instant, zone: tzinfo) -> int:
    local = at.astimezone(zone)
    return local.hour * 60 + local.minute


class Wanted(Wire):
    """What a profile asks of each thing of the room at one minute of the day."""

    main: LightAsked | LuxAsked
    night: LightAsked | LuxAsked
    warmth: TemperatureAsked
    name: Text = ""


def wanted(profile: Profile, minute: int) -> Wanted:
    """By the hours of its schedule, or by its levels where it has none."""
    hours = hours_at(profile.hours, minute)
    if hours is None:
        return Wanted(
            main=LightAsked(lamp=Lamp.MAIN, level=profile.main_light),
            night=LightAsked(lamp=Lamp.NIGHT, level=profile.night_light),
            warmth=TemperatureAsked(celsius=lasting(profile.temperature_c)),
        )
    lit = LuxAsked(lamp=hours.lamp, lux=hours.lux, kelvin=hours.kelvin)
    dark = LightAsked(lamp=Lamp.NIGHT if hours.lamp is Lamp.MAIN else Lamp.MAIN, level=0.0)
    main, night = (lit, dark) if hours.lamp is Lamp.MAIN else (dark, lit)
    warmth = TemperatureAsked(celsius=celsius_of(profile, hours))
    return Wanted(main=main, night=night, warmth=warmth, name=hours.name)


def celsius_of(profile: Profile, hours: Hours) -> float:
    """What these hours hold the room to: their own temperature or the profile's, if it may last."""
    return lasting(profile.temperature_c if hours.temperature_c is None else hours.temperature_c)


def ceiling_lux(profile: Profile, minute: int) -> float | None:
    """How bright it may be at most at night; ``None`` by day.

    It binds the schedule and what staff ask for care. It binds neither what the person chooses for
    themselves, nor watch light, nor full light for an emergency.
    """
    return profile.night.lux_most if profile.night.holds(minute) else None
