"""The sensory profile: its hours, its night, and the bounds that none can leave."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from ward.orders import Lamp, LightAsked, LuxAsked
from ward.profile import (
    DAY_MIN,
    LIGHT_PACE_MOST,
    TEMPERATURE_LEAST_C,
    TEMPERATURE_MOST_C,
    WARMTH_PACE_MOST_K,
    Hours,
    Night,
    Profile,
    ceiling_lux,
    hours_at,
    next_hours,
    wanted,
)

MORNING = Hours(from_min=7 * 60, name="morning", lux=80, kelvin=3000, temperature_c=21)
EVENING = Hours(from_min=20 * 60, name="evening", lux=20)
NIGHT = Hours(from_min=22 * 60, name="night", lux=2, lamp=Lamp.NIGHT, temperature_c=19)


def profile(**changes: object) -> Profile:
    given_ = {
        "version": 1,
        "assessed_by": "O.T.",
        "main_light": 0.0,
        "night_light": 0.3,
        "temperature_c": 21.0,
        "hours": (MORNING, EVENING, NIGHT),
    }
    return Profile.model_validate(given_ | changes)


@pytest.mark.parametrize(
    ("minute", "name"),
    [(0, "night"), (419, "night"), (420, "morning"), (1199, "morning"), (1200, "evening")],
)
def test_the_last_hours_of_a_day_pass_midnight(minute: int, name: str) -> None:
    found = hours_at(profile().hours, minute)
    assert found is not None
    assert found.name == name


def test_it_says_what_comes_next_and_in_how_long() -> None:
    assert next_hours(profile().hours, 1190) == (EVENING, 10)
    assert next_hours(profile().hours, 23 * 60) == (MORNING, 8 * 60)
    assert next_hours((NIGHT,), 10) is None
    assert next_hours((), 10) is None


def test_one_lamp_gives_the_light_and_the_other_is_dark() -> None:
    by_day, by_night = wanted(profile(), 600), wanted(profile(), 30)
    assert by_day.main == LuxAsked(lamp=Lamp.MAIN, lux=80, kelvin=3000)
    assert by_day.night == LightAsked(lamp=Lamp.NIGHT, level=0)
    assert by_night.main == LightAsked(lamp=Lamp.MAIN, level=0)
    assert by_night.night == LuxAsked(lamp=Lamp.NIGHT, lux=2)
    assert (by_day.warmth.celsius, by_night.warmth.celsius) == (21, 19)
    assert wanted(profile(), 1210).warmth.celsius == 21, "hours that say no warmth have its own"


def test_a_profile_of_the_first_form_holds_its_levels_all_day() -> None:
    first = Profile.model_validate_json(
        '{"version":3,"assessed_by":"O.T.","main_light":0.1,"night_light":0.3,"temperature_c":27}'
    )
    assert wanted(first, 600) == wanted(first, 30)
    assert wanted(first, 30).night == LightAsked(lamp=Lamp.NIGHT, level=0.3)


@pytest.mark.hazard("H-45")
def test_nothing_in_a_schedule_is_brighter_at_night_than_the_night_may_be() -> None:
    with pytest.raises(ValidationError, match="brighter than the night's 5 lux"):
        profile(hours=(MORNING, NIGHT.model_copy(update={"lux": 30.0})))
    with pytest.raises(ValidationError, match="“morning” is brighter"):
        profile(hours=(MORNING,))  # it would go on through the night
    assert profile(night=Night(from_min=0, until_min=0)), "no night, no ceiling"
    assert ceiling_lux(profile(), 30) == 5
    assert ceiling_lux(profile(), 600) is None


MINUTE = st.integers(0, DAY_MIN - 1)


@pytest.mark.hazard("H-45")
@example(from_min=21 * 60 + 59, until_min=420, starts=[20 * 60, 22 * 60])  # by one minute
@example(from_min=22 * 60, until_min=420, starts=[20 * 60, 22 * 60])  # not by one
@given(MINUTE, MINUTE, st.lists(MINUTE, min_size=1, max_size=4, unique=True))
def test_a_bright_hour_is_refused_where_any_minute_of_it_is_in_the_night(
    from_min: int, until_min: int, starts: list[int]
) -> None:
    night = Night(from_min=from_min, until_min=until_min, lux_most=5)
    hours = tuple(
        Hours(from_min=start, name=str(start), lux=30 if start == starts[0] else 5)
        for start in sorted(starts)
    )
    bright = [at for at in range(DAY_MIN) if hours_at(hours, at) == _named(hours, str(starts[0]))]
    if any(night.holds(minute) for minute in bright):
        with pytest.raises(ValidationError, match="brighter than the night's 5 lux"):
            profile(hours=hours, night=night)
    else:
        assert profile(hours=hours, night=night)


def _named(hours: tuple[Hours, ...], name: str) -> Hours:
    return next(one for one in hours if one.name == name)


def test_a_target_outside_its_own_band_is_no_profile() -> None:
    with pytest.raises(ValidationError, match="outside the band of 20 to 22"):
        profile(temperature_least_c=20, temperature_most_c=22)


def test_hours_that_do_not_rise_are_no_schedule() -> None:
    with pytest.raises(ValidationError, match="must rise"):
        profile(hours=(EVENING, MORNING, NIGHT))


any_number = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-200, 200)
NUMBERS = (
    "temperature_c",
    "temperature_least_c",
    "temperature_most_c",
    "light_pace_per_s",
    "warmth_pace_k",
)


@pytest.mark.hazard("H-45")
@given(
    numbers=st.dictionaries(st.sampled_from(NUMBERS), any_number),
    at_hours=st.none() | any_number,
)
def test_no_profile_gets_past_the_hard_bounds(
    numbers: dict[str, float], at_hours: float | None
) -> None:
    """Of temperature or of pace; whatever is written into it, it is within them or it is none."""
    hours = MORNING.model_dump() | {"temperature_c": at_hours, "lux": 1}
    try:
        made = profile(**numbers, hours=(hours,))
    except ValidationError:
        return
    for minute in range(0, DAY_MIN, 97):
        assert TEMPERATURE_LEAST_C <= wanted(made, minute).warmth.celsius <= TEMPERATURE_MOST_C
    assert 0 < made.light_pace_per_s <= LIGHT_PACE_MOST
    assert 0 < made.warmth_pace_k <= WARMTH_PACE_MOST_K


@pytest.mark.hazard("H-45")
@pytest.mark.parametrize(
    "wrong",
    [
        {"light_pace_per_s": 0.11},
        {"light_pace_per_s": 0.0},
        {"warmth_pace_k": 1.1},
        {"temperature_c": 28.1},
        {"temperature_c": 15.9},
        {"temperature_most_c": 28.1},
        {"temperature_least_c": 15.9},
    ],
)
def test_just_beyond_a_bound_is_no_profile(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        profile(**wrong)
