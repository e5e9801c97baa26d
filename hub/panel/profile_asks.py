"""What people ask of the hub about what suits a person: the form of a profile, and its import."""

from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import (
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from hub.panel.asks import Asking
from hub.profile_acts import SignProfile
from ward.hours_written import hours_of, minute_of
from ward.profile import (
    LIGHT_PACE_MOST,
    NIGHT_LUX,
    WARMTH_PACE_MOST_K,
    Hours,
    Night,
    Profile,
    Target,
    nightless_in,
    too_warm_in,
    too_wide_in,
)
from ward.rooms import RoomId
from ward.units import Instant, Level, Lux, Text
from ward.ward_default import DEFAULT

Lines = Annotated[Text, StringConstraints(strip_whitespace=True)]


def _hours(said: object) -> object:
    return hours_of(said) if isinstance(said, str) else said


def _minute(said: object) -> object:
    return minute_of(said) if isinstance(said, str) else said


HoursTyped = Annotated[tuple[Hours, ...], BeforeValidator(_hours)]
MinuteTyped = Annotated[int, BeforeValidator(_minute)]


class ProfileAsked(Asking):
    """A sensory profile as its form has it. The hub gives it version, assessor and since when."""

    hours: HoursTyped = ()
    temperature_c: Target
    temperature_least_c: Target
    temperature_most_c: Target
    night_from: MinuteTyped = 22 * 60
    night_until: MinuteTyped = 7 * 60
    night_lux: Lux = NIGHT_LUX
    light_pace: Annotated[float, Field(gt=0, le=100 * LIGHT_PACE_MOST)] = 100 * LIGHT_PACE_MOST
    warmth_pace_k: Annotated[float, Field(gt=0, le=WARMTH_PACE_MOST_K)] = WARMTH_PACE_MOST_K
    warn_min: Annotated[float, Field(ge=0, le=30)] = 0.0
    warn_how: Lines = ""
    main_light: Level = DEFAULT.main_light
    night_light: Level = DEFAULT.night_light
    distresses: Lines = ""
    helps: Lines = ""
    never: Lines = ""
    how_to_be_with_me: Lines = ""
    assessed_on: Lines = ""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        try:
            made = self.profile()
        except ValidationError as wrong:
            raise ValueError(wrong.errors()[0]["msg"].removeprefix("Value error, ")) from None
        if wrong_ := too_warm_in(made) or too_wide_in(made) or nightless_in(made):
            raise ValueError(wrong_)
        return self

    def profile(self) -> Profile:
        """Raises ``ValidationError`` for one that contradicts itself."""
        same = {name: getattr(self, name) for name in _SAME}
        return Profile(
            version=1,
            assessed_by="not signed yet",
            night=Night(
                from_min=self.night_from, until_min=self.night_until, lux_most=self.night_lux
            ),
            light_pace_per_s=self.light_pace / 100,
            warn_before_s=60 * self.warn_min,
            **same,
        )

    def act(self, room: RoomId, _now: Instant) -> SignProfile:
        return SignProfile(room, self.by, self.profile())


_SAME = (
    "hours", "temperature_c", "temperature_least_c", "temperature_most_c", "warmth_pace_k",
    "warn_how", "main_light", "night_light", "distresses", "helps", "never", "how_to_be_with_me",
    "assessed_on",
)  # fmt: skip


class ProfileBrought(Asking):
    """A profile that comes with the person from where they were before.

    Its band may be as wide as it was there, for a room is held to no more than may last.
    """

    profile: Profile

    @model_validator(mode="after")
    def _may_last(self) -> Self:
        if wrong := too_warm_in(self.profile) or nightless_in(self.profile):
            raise ValueError(wrong)
        return self

    @model_validator(mode="after")
    def _is_by_some_clock(self) -> Self:
        """Its hours are kept by a zone's clock, and by no other than is written in it."""
        zone = self.profile.zone
        try:
            ZoneInfo(zone)
        except (OSError, LookupError, ValueError) as unknown:  # a folder of zones is none either
            words = f"“{zone}” is no time zone, so its hours would be by a clock that nobody chose"
            raise ValueError(f"{words}: write one such as Europe/London") from unknown
        return self

    def act(self, room: RoomId, _now: Instant) -> SignProfile:
        return SignProfile(room, self.by, self.profile, brought=True)
