"""Light: so many lux at the reference point whatever the sky does, and never a step."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.act.brightness import UNLIKE_MOST, Aim, Brightness
from edge.act.fade import PACE_PER_S, STEP_MOST
from edge.act.light import DARK, FullLux, Light
from firmware_sim.building import ORDINARY, Building, Weather
from firmware_sim.daylight import Daylight
from firmware_sim.room import Doing, Room

TICK_S = 0.5  # a node looks twice as often
READ_EVERY = 4  # ticks: as often as the sensors are read, each two seconds
COUNTS_PER_LUX = 1.2  # the sensor's, which tells no more apart
NIGHT_SKY = Daylight(sky_lux=0, sun_lux=0)


@dataclass
class Course:
    """A room and its lamps through some hours, begun at an hour of the day."""

    room: Room
    hour: float
    light: Light = field(default_factory=lambda: Light(0.0))
    up_s: float = 0.0
    ticks: int = 0
    lux: list[float] = field(default_factory=list)
    levels: list[tuple[float, float]] = field(default_factory=list)
    daylight: list[float] = field(default_factory=list)

    def go(self, main: Aim, for_s: float, night: Aim = DARK, pace: float = PACE_PER_S) -> None:
        for _ in range(int(for_s / TICK_S)):
            if self.ticks % READ_EVERY == 0:
                self.light.measured(
                    round(self.room.lux * COUNTS_PER_LUX) / COUNTS_PER_LUX, self.up_s
                )
            levels = self.light.follow(main, night, self.up_s, pace)
            self.room.shine(TICK_S, self.hour, Doing(main=levels[0], night=levels[1]))
            self.ticks += 1
            self.up_s += TICK_S
            self.hour += TICK_S / 3600
            self.lux.append(self.room.lux)
            self.levels.append(levels)
            self.daylight.append(self.room.sun_lux)


def at_night(building: Building = ORDINARY) -> Course:
    return Course(Room(building, Weather(), NIGHT_SKY), 23.0)


# ---- lux through a cloudy day ---------------------------------------------------------------


@pytest.mark.hazard("H-20")
@pytest.mark.parametrize("seed", range(20))
def test_a_cloudy_day_moves_the_light_by_a_tenth_at_most_and_by_no_step(seed: int) -> None:
    """Twenty rooms and skies, each parameter up to half more or less, from eight until five."""
    sky = Daylight().varied(seed)
    course = Course(Room(Building().varied(seed), Weather(), sky), 8.0)
    target, pace = 120.0, (0.02, 0.05, PACE_PER_S)[seed % 3]
    course.go(Aim(lux=target), 9 * 3600, pace=pace)
    settled = int(60 / TICK_S)
    wrong = [
        lux
        for lux, (main, _), daylight in zip(
            course.lux[settled:], course.levels[settled:], course.daylight[settled:], strict=True
        )
        if abs(lux - target) > 0.1 * target and not (daylight >= 0.97 * target and main < 0.02)
    ]
    assert not wrong, f"{len(wrong)} of {len(course.lux)}, worst {max(wrong)} and {min(wrong)}"
    steps = [abs(after[0] - before[0]) for before, after in pairwise([(0.0, 0.0), *course.levels])]
    assert max(steps) <= pace * TICK_S + 1e-9


def test_the_sky_of_the_test_is_a_cloudy_one() -> None:
    """Were it to stand still, the test above would show nothing."""
    for seed in range(20):
        sky = Daylight().varied(seed)
        seen = [sky.lux(8 + minute / 60) for minute in range(9 * 60)]
        assert sum(abs(b - a) for a, b in pairwise(seen)) > 4 * max(seen)


def test_the_lamp_stands_still_while_the_light_is_near_enough() -> None:
    course = at_night()
    course.go(Aim(lux=100), 60)
    before = course.levels[-1]
    course.go(Aim(lux=100), 600)
    assert set(course.levels[-int(600 / TICK_S) :]) == {before}


def test_a_sensor_that_trembles_moves_no_lamp() -> None:
    lamp = Brightness(0.0, 400.0)
    lamp.measured(0.0, 0.0)
    for tick in range(1, 80):
        lamp.measured(400 * lamp.follow(Aim(lux=100), tick * TICK_S), tick * TICK_S)
    stood = lamp.level
    for tick in range(80, 200):
        lamp.measured(100.0 + 2 * (-1) ** tick, tick * TICK_S)
        assert lamp.follow(Aim(lux=100), tick * TICK_S) == stood


@pytest.mark.parametrize("main_lux", [120.0, 200.0, 420.0, 800.0, 1500.0])
def test_a_lamp_of_any_strength_gets_there_without_hunting(main_lux: float) -> None:
    course = at_night(Building(main_lux=main_lux))
    course.go(Aim(lux=100), 120)
    assert course.lux[-1] == pytest.approx(100, rel=0.05)
    course.go(Aim(lux=100), 120)
    assert len(set(course.levels[-int(60 / TICK_S) :])) == 1
    assert max(course.lux) < 220, "until it is measured; the next time it is known"


def test_a_plain_switch_has_daylight_on_top() -> None:
    """What the loop is for: the same day with the lamp as it was set by night."""
    sky = Daylight()
    fixed = [120 + sky.lux(8 + minute / 60) for minute in range(9 * 60)]
    assert sum(abs(lux - 120) > 12 for lux in fixed) > 0.9 * len(fixed)


def test_the_night_light_holds_a_few_lux_by_itself_and_is_left_alone_beside_the_main_one() -> None:
    course = at_night()
    course.go(DARK, 120, night=Aim(lux=4))
    assert course.lux[-1] == pytest.approx(4, abs=1)
    course.go(Aim(lux=60), 120, night=Aim(lux=4))
    assert course.levels[-1][1] > 0.1
    assert course.lux[-1] == pytest.approx(60, rel=0.1)


def test_watch_light_fades_in_and_returns() -> None:
    course = at_night()
    course.go(DARK, 60, night=Aim(lux=2), pace=0.02)
    before = course.lux[-1]
    course.go(Aim(lux=18), 180, night=Aim(lux=2), pace=0.02)
    assert 15 <= course.lux[-1] <= 20
    course.go(DARK, 60, night=Aim(lux=2), pace=0.02)
    assert course.lux[-1] == pytest.approx(before, abs=1)
    assert max(abs(b[0] - a[0]) for a, b in pairwise(course.levels)) <= 0.02 * TICK_S + 1e-9


def test_full_light_is_full_ten_seconds_after_it_was_asked_for() -> None:
    course = at_night()
    course.go(Aim(lux=5), 60, pace=0.01)
    course.go(Aim(level=1.0), 10.5)
    assert course.levels[-1][0] == pytest.approx(1.0)


def test_a_room_that_cannot_be_as_bright_says_that_the_lamp_is_at_its_limit() -> None:
    course = at_night(Building(main_lux=80.0))
    course.go(Aim(lux=150), 60)
    assert course.light.at_limit
    course.go(Aim(lux=60), 60)
    assert not course.light.at_limit


# ---- without a sensor, and after a restart --------------------------------------------------


def test_a_lost_light_sensor_leaves_the_lamp_and_a_new_wish_goes_by_what_was_learnt() -> None:
    lamp = Brightness(0.0, full_lux=400)
    lamp.measured(0.0, 0.0)
    for tick in range(1, 120):
        level = lamp.follow(Aim(lux=100), tick * TICK_S)
        lamp.measured(level * 200, tick * TICK_S)
    stood = lamp.level
    lamp.measured(None, 60.0)
    for tick in range(120, 200):
        assert lamp.follow(Aim(lux=100), tick * TICK_S) == stood
    for tick in range(200, 400):
        lamp.follow(Aim(lux=50), tick * TICK_S)
    assert lamp.level == pytest.approx(50 / 200, rel=0.1)


@pytest.mark.hazard("H-20")
def test_after_a_restart_the_lamps_go_on_from_where_they_stand() -> None:
    light = Light(0.0)
    light.found(0.6, 0.2)
    main, night = light.follow(Aim(lux=50), DARK, TICK_S)
    assert 0.6 - PACE_PER_S * TICK_S <= main < 0.6
    assert night == pytest.approx(0.2 - PACE_PER_S * TICK_S)


# ---- bounds ---------------------------------------------------------------------------------

AIMS = st.builds(
    Aim, st.floats(-1, 3, allow_nan=False), st.none() | st.floats(0, 100_000, allow_nan=False)
)
MEASURED = st.none() | st.floats(0, 200_000, allow_nan=False)


@pytest.mark.hazard("H-20")
@settings(max_examples=300)
@given(
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.lists(
        st.tuples(st.floats(0, 30), AIMS, AIMS, MEASURED, st.floats(0, 10)), min_size=1, max_size=60
    ),
    st.floats(1, 2000),
)
def test_no_lamp_leaves_its_range_or_moves_faster_than_its_pace_whatever_is_asked_or_measured(
    stood: tuple[float, float],
    steps: list[tuple[float, Aim, Aim, float | None, float]],
    full_lux: float,
) -> None:
    light, up_s = Light(0.0, FullLux(full_lux, full_lux / 20)), 0.0
    light.found(*stood)
    for after_s, main, night, lux, pace in steps:
        up_s += after_s
        light.measured(lux, up_s)
        before = light.levels
        now = light.follow(main, night, up_s, pace)
        most = min(min(pace, PACE_PER_S) * after_s, STEP_MOST)
        for was, level in zip(before, now, strict=True):
            assert 0 <= level <= 1
            assert abs(level - was) <= most + 1e-9


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 100_000)), max_size=60))
def test_what_it_learns_of_a_lamp_stays_believable(course: list[tuple[float, float]]) -> None:
    lamp, up_s = Brightness(0.0, 400.0), 0.0
    for aim_lux, lux in course:
        up_s += 0.5
        lamp.measured(lux, up_s)
        lamp.follow(Aim(lux=aim_lux), up_s)
        assert 400 / UNLIKE_MOST <= lamp.full_lux <= 400 * UNLIKE_MOST
