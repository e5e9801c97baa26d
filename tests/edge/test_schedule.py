"""The hours of a profile: kept by a clock that is known to be right, and by no other."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.act.schedule import Held, Schedule
from edge.moment import Moment
from ward.orders import Lamp
from ward.profile import Hours, Profile, Source
from ward.units import seconds

MORNING, EVENING, NIGHT = 7 * 60, 18 * 60, 22 * 60
MIDNIGHT = datetime(2026, 1, 20, tzinfo=UTC)  # in winter, when London's clock is UTC's


def by_hours(version: int = 1, zone: str = "Europe/London") -> Profile:
    return Profile(
        version=version,
        assessed_by="s9",
        source=Source.ASSESSED,
        main_light=0.3,
        night_light=0.1,
        temperature_c=20.0,
        zone=zone,
        hours=(
            Hours(from_min=MORNING, name="day", lux=120, temperature_c=21.0),
            Hours(from_min=EVENING, name="evening", lux=40, temperature_c=20.0),
            Hours(from_min=NIGHT, name="night", lux=2, lamp=Lamp.NIGHT, temperature_c=18.5),
        ),
    )


def moment(hour: float, up_s: float, *, day: int = 0) -> Moment:
    return Moment(MIDNIGHT + timedelta(days=day, hours=hour), up_s)


@pytest.mark.parametrize(
    ("hour", "name"),
    [(6.9, "night"), (7.0, "day"), (17.9, "day"), (18.0, "evening"), (22.1, "night"), (0, "night")],
)
def test_each_hour_asks_its_own(hour: float, name: str) -> None:
    assert Schedule().hour(by_hours(), moment(hour, 0.0), trusted=True).wanted.name == name


def test_the_hours_are_those_of_the_wall_also_in_summer() -> None:
    summer = Moment(datetime(2026, 7, 1, 6, 30, tzinfo=UTC), 0.0)
    assert Schedule().hour(by_hours(), summer, trusted=True).wanted.name == "day"
    assert Schedule().hour(by_hours(zone="UTC"), summer, trusted=True).wanted.name == "night"
    assert Schedule().hour(by_hours(zone="No/Where"), summer, trusted=True).wanted.name == "day"


def test_what_comes_next_is_known_by_the_second() -> None:
    then = Schedule().hour(by_hours(), moment(6.5, 0.0), trusted=True).then
    assert then
    assert (then.celsius, then.in_s) == (21.0, 1800.0)


@pytest.mark.hazard("H-52")
def test_a_clock_that_nobody_set_moves_no_hour() -> None:
    schedule = Schedule(Held(profile="1", minute=EVENING))
    for hour in (0, 7, 12, 22):
        hours = schedule.hour(by_hours(), moment(hour, hour * 3600.0), trusted=False)
        assert hours.wanted.name == "evening"
        assert hours.then is None
    assert schedule.waits_for_clock
    assert schedule.hour(by_hours(), moment(7, 30 * 3600.0), trusted=True).wanted.name == "day"
    assert not schedule.waits_for_clock


@pytest.mark.hazard("H-52")
def test_a_room_that_was_never_told_the_time_keeps_to_its_darkest_hours() -> None:
    assert Schedule().hour(by_hours(), moment(12, 0.0), trusted=False).wanted.name == "night"
    other = Schedule(Held(profile="2", minute=MORNING))  # of another profile, which says nothing
    assert other.hour(by_hours(), moment(12, 0.0), trusted=False).wanted.name == "night"


@pytest.mark.hazard("H-52")
def test_without_a_hub_for_a_week_the_hours_go_on_and_a_clock_that_is_put_wrong_moves_none() -> (
    None
):
    schedule, profile = Schedule(), by_hours()
    schedule.hour(profile, moment(7, 0.0), trusted=True)
    for hours_on in range(7 * 24):
        wrong = Moment(MIDNIGHT - timedelta(days=900), hours_on * 3600.0)
        said = schedule.hour(profile, wrong, trusted=False).wanted.name
        right = Schedule().hour(profile, moment(7 + hours_on, 0.0), trusted=True).wanted.name
        assert said == right, hours_on


def test_what_is_held_changes_with_the_hours_and_not_with_the_minutes() -> None:
    schedule = Schedule()
    held: list[Held | None] = []
    for minute in range(24 * 60):
        schedule.hour(by_hours(), moment(minute / 60, minute * 60.0), trusted=True)
        if not held or held[-1] is not schedule.held:
            held.append(schedule.held)
    assert [one.minute for one in held if one] == [NIGHT, MORNING, EVENING, NIGHT]


@given(
    st.lists(
        st.tuples(st.floats(0, 90_000), st.integers(-(10**6), 10**6), st.booleans()), max_size=30
    )
)
def test_whatever_the_clock_does_what_is_asked_is_one_of_the_hours(
    looks: list[tuple[float, int, bool]],
) -> None:
    schedule, up_s = Schedule(), 0.0
    for after_s, off_s, trusted in looks:
        up_s += after_s
        now = Moment(MIDNIGHT + seconds(up_s + off_s), up_s)
        hour = schedule.hour(by_hours(), now, trusted=trusted)
        assert hour.wanted.name in {"day", "evening", "night"}
        assert hour.then is None or hour.then.in_s <= 86_400
