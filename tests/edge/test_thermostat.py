"""Warmth: held to what suits the person, beside a simulated room; the hard bounds hold always."""

from dataclasses import dataclass
from itertools import pairwise
from math import sin

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edge.act.loop import Loop, Tuning
from edge.act.relay import Pace, Relay
from edge.act.thermostat import (
    COMPRESSOR,
    COOLING,
    HEATING,
    PACE_K_PER_S,
    SAFE_DUTY_MOST,
    SAFE_FOR_S,
    SURFACE_AGAIN_C,
    SURFACE_MOST_C,
    Thermostat,
)
from edge.act.window import Window
from firmware_sim.building import ORDINARY, SUMMER, WINTER, Building, Weather
from firmware_sim.room import Doing, Room

STEP_S = 5.0
HOUR_S, DAY_S = 3600.0, 86_400.0


@dataclass
class Course:
    """What came of holding a simulated room to a target."""

    room: Room
    stat: Thermostat
    now_s: float = 0.0
    turned_on: int = 0
    on_s: float = 0.0

    def go(self, target_c: float, for_s: float, **doing: bool) -> list[float]:
        """The temperature every step."""
        course, end = [], self.now_s + for_s
        while self.now_s < end:
            was = self.stat.heating or self.stat.cooling
            self.stat.follow(target_c, (round(self.room.temperature_c, 2),), self.now_s)
            self.turned_on += (self.stat.heating or self.stat.cooling) and not was
            self.pass_on(**doing)
            course.append(self.room.temperature_c)
        return course

    def pass_on(self, **doing: bool) -> None:
        """Five seconds go by with the relays as they are."""
        driven = Doing(people=1, heating=self.stat.heating, cooling=self.stat.cooling, **doing)
        self.room.step(STEP_S, self.now_s / HOUR_S, driven)
        self.on_s += STEP_S * self.stat.heating
        self.now_s += STEP_S


def beginning_at(
    celsius: float,
    building: Building = ORDINARY,
    weather: Weather = WINTER,
    cooling: Pace = COOLING,
) -> Course:
    room = Room(building, weather)
    room.temperature_c = celsius
    return Course(room, Thermostat(0.0, cooling=cooling))


# ---- the loop over a room ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("building", "weather", "target_c"),
    [
        (ORDINARY, WINTER, 21.0),
        (ORDINARY, SUMMER, 22.0),
        (ORDINARY.varied(4), WINTER, 21.0),
        (ORDINARY.varied(3), SUMMER, 22.0),
        (ORDINARY.varied(11), SUMMER, 22.0),
    ],
)
def test_a_room_is_held_within_half_a_degree_for_nineteen_hours_of_twenty(
    building: Building, weather: Weather, target_c: float
) -> None:
    course = beginning_at(20.5, building, weather)
    course.go(target_c, 6 * HOUR_S)
    began = course.turned_on
    held = course.go(target_c, 2 * DAY_S)
    near = sum(abs(celsius - target_c) <= 0.5 for celsius in held) / len(held)
    assert near >= 0.95
    assert max(held) - target_c < 1.0
    assert course.turned_on - began <= 6 * 48  # on six times an hour at most


@pytest.mark.parametrize("seed", [3, 18])
def test_a_light_room_is_held_as_well_by_a_compressor_whose_shortest_run_cools_it_by_a_degree(
    seed: int,
) -> None:
    course = beginning_at(22.5, ORDINARY.varied(seed), SUMMER, COMPRESSOR)
    course.go(22.0, 6 * HOUR_S)
    began = course.turned_on
    held = course.go(22.0, 1.5 * DAY_S)
    near = sum(abs(celsius - 22.0) <= 0.5 for celsius in held) / len(held)
    assert near >= 0.95
    assert max(held) < 22.6, "it came on at the edge"
    assert course.turned_on - began <= 6 * 36


def test_a_room_that_the_heating_left_at_the_edge_is_not_cooled_by_a_compressor() -> None:
    course = beginning_at(19.0, ORDINARY, WINTER, COMPRESSOR)
    cooled = False
    for target_c in (21.0, 23.0, 21.5):
        for _ in range(int(6 * HOUR_S / STEP_S)):
            course.go(target_c, STEP_S)
            cooled |= course.stat.cooling
    assert not cooled


def test_a_warmer_room_that_is_asked_comes_at_the_pace_and_does_not_overshoot() -> None:
    course = beginning_at(19.0)
    course.go(19.0, 6 * HOUR_S)
    before = course.room.temperature_c
    warming = course.go(23.0, 4 * HOUR_S)
    assert max(warming) < 23.5
    assert warming[-1] == pytest.approx(23.0, abs=0.5)
    half_hours = [before, *warming[:: int(1800 / STEP_S)][1:]]
    climbed = [after - start for start, after in pairwise(half_hours)]
    assert max(climbed) < 1800 * PACE_K_PER_S + 0.4


def test_a_room_that_cannot_get_there_says_so_and_does_not_run_on_when_it_can() -> None:
    weak = Building(heating_w=600.0)
    course = beginning_at(20.0, weak)
    course.go(27.0, 8 * HOUR_S)
    assert course.stat.at_limit(course.now_s)
    assert course.stat.heating
    before = course.room.temperature_c
    cooling = course.go(18.0, HOUR_S)
    assert max(cooling) < before + 0.05  # nothing wound up that has to be undone first
    assert cooling[-1] < before - 1
    assert not course.stat.at_limit(course.now_s)


def test_a_room_in_reach_is_never_said_to_be_at_its_limit() -> None:
    course = beginning_at(20.5)
    for _ in range(int(DAY_S / 600)):
        course.go(21.0, 600)
        assert not course.stat.at_limit(course.now_s)


def test_a_plain_thermostat_swings_wider() -> None:
    """What the loop is for: the band and overshoot of on and off alone, in the same room."""
    ours = beginning_at(21.0)
    held = ours.go(21.0, DAY_S)[int(6 * HOUR_S / STEP_S) :]
    plain, room, on, now_s = [], Room(ORDINARY, WINTER), False, 0.0
    while now_s < DAY_S:
        on = room.temperature_c < (21.0 if on else 20.5)
        room.step(STEP_S, now_s / HOUR_S, Doing(people=1, heating=on))
        plain.append(room.temperature_c)
        now_s += STEP_S
    later = plain[int(6 * HOUR_S / STEP_S) :]
    assert max(held) - min(held) < 0.7 * (max(later) - min(later))


# ---- an open window ------------------------------------------------------------------------


def test_an_open_window_rests_the_heating_and_a_shut_one_brings_it_back() -> None:
    course = beginning_at(21.0)
    course.go(21.0, 6 * HOUR_S)
    course.go(21.0, 240, window_open=True)
    burned = course.on_s
    course.go(21.0, 240, window_open=True)
    assert course.on_s == burned
    course.go(21.0, HOUR_S)
    assert course.on_s > burned
    assert course.go(21.0, HOUR_S)[-1] == pytest.approx(21.0, abs=0.5)


@pytest.mark.hazard("H-20")
def test_a_window_left_open_in_winter_does_not_let_the_room_freeze() -> None:
    course = beginning_at(21.0, ORDINARY, Weather(outside_mean_c=-5.0))
    course.go(21.0, 2 * HOUR_S)
    course.go(21.0, 6 * HOUR_S, window_open=True)
    assert course.stat.heating or course.room.temperature_c > 17


def test_a_room_that_cools_by_itself_is_no_open_window() -> None:
    course, window = beginning_at(25.0, ORDINARY, Weather(outside_mean_c=-10.0)), Window()
    for _ in range(720):
        assert not window.is_open(course.room.temperature_c, course.now_s)
        course.pass_on()


# ---- bounds --------------------------------------------------------------------------------


@pytest.mark.hazard("H-20")
def test_a_lost_thermometer_turns_both_off_then_gives_a_little_of_what_was_needed() -> None:
    course = beginning_at(20.5)
    course.go(21.0, DAY_S)
    lost_at = course.now_s
    course.stat.follow(21.0, (), course.now_s)
    assert not course.stat.heating
    burned, warmest = course.on_s, course.room.temperature_c
    while course.now_s < lost_at + SAFE_FOR_S:
        course.stat.follow(21.0, (), course.now_s)
        assert not course.stat.cooling
        course.pass_on()
        warmest = max(warmest, course.room.temperature_c)
    assert 0 < course.on_s - burned <= SAFE_DUTY_MOST * SAFE_FOR_S + 300
    assert warmest < 23
    course.stat.follow(21.0, (), course.now_s + 60)
    assert not course.stat.heating


@pytest.mark.hazard("H-20")
def test_a_room_that_needed_no_heat_gets_none_when_its_thermometer_is_lost() -> None:
    course = beginning_at(22.0, ORDINARY, SUMMER)
    course.go(22.0, DAY_S)
    burned = course.on_s
    while course.now_s < DAY_S + SAFE_FOR_S:
        course.stat.follow(22.0, (), course.now_s)
        course.pass_on()
    assert course.on_s - burned < 600


@pytest.mark.hazard("H-20")
def test_a_thermometer_stuck_low_cannot_bake_the_room() -> None:
    stat = Thermostat(0.0)
    for second in range(0, 3600, 5):
        stat.follow(21, (16.0, 27.9), float(second))
    assert stat.heating
    stat.follow(21, (16.0, 28.0), 3601.0)
    assert not stat.heating


@pytest.mark.hazard("H-20")
def test_a_surface_too_hot_to_touch_is_not_heated_until_it_has_cooled() -> None:
    stat = Thermostat(0.0)
    for second in range(0, 3600, 5):
        stat.follow(26, (18.0,), float(second), surface_c=SURFACE_MOST_C - 0.1)
    assert stat.heating
    stat.follow(26, (18.0,), 3601.0, surface_c=SURFACE_MOST_C)
    assert not stat.heating
    stat.follow(26, (18.0,), 3700.0, surface_c=SURFACE_AGAIN_C + 0.1)
    assert not stat.heating
    for second in range(3800, 4000, 5):
        stat.follow(26, (18.0,), float(second), surface_c=SURFACE_AGAIN_C)
    assert stat.heating


@pytest.mark.hazard("H-51")
def test_a_surface_too_hot_to_touch_is_not_heated_by_guess_either() -> None:
    stat = Thermostat(0.0)
    for second in range(0, 7200, 5):
        stat.follow(26, (18.0,), float(second))
    for second in range(7200, 9000, 5):
        stat.follow(26, (), float(second), surface_c=SURFACE_MOST_C)
        assert not stat.heating
    heated = False
    for second in range(9000, 12_000, 5):
        stat.follow(26, (), float(second), surface_c=SURFACE_AGAIN_C)
        heated |= stat.heating
    assert heated
    assert stat.guessing


@pytest.mark.hazard("H-51")
@pytest.mark.parametrize("measured_c", [(18.0,), ()])
def test_a_probe_that_is_lost_while_hot_cools_nothing(measured_c: tuple[float, ...]) -> None:
    stat = Thermostat(0.0)
    for second in range(0, 7200, 5):
        stat.follow(26, (18.0,), float(second), surface_c=30.0)
    stat.follow(26, (18.0,), 7200.0, surface_c=50.0)
    for second in range(7205, 10_800, 5):
        stat.follow(26, measured_c, float(second), surface_c=None, duty_most=0.3)
        assert not stat.heating
    heated = False
    for second in range(10_800, 14_400, 5):
        stat.follow(26, measured_c, float(second), surface_c=SURFACE_AGAIN_C)
        heated |= stat.heating
    assert heated


def test_a_profile_that_asks_for_a_slower_room_gets_one() -> None:
    stat = Thermostat(0.0)
    for second in range(0, 1800, 5):
        stat.follow(24.0, (18.0,), float(second), pace_k_per_s=PACE_K_PER_S / 4)
    assert stat.steers_by_c == pytest.approx(18.75, abs=0.05)


def test_a_compressor_rests_and_runs_for_three_minutes_whatever_is_asked() -> None:
    stat, since_s, was = Thermostat(0.0, cooling=COMPRESSOR), 0.0, False
    for second in range(0, 12 * 3600, 5):
        stat.follow(22.0, (22.0 + 1.5 * sin(second / 150),), float(second))
        if stat.cooling != was:
            assert second - since_s >= 180
            since_s, was = float(second), stat.cooling


@pytest.mark.hazard("H-20")
@settings(deadline=None, max_examples=200)
@example([(5.0, 28.0, [16.0]), (400.0, 28.0, [16.0]), (5.0, 28.0, [28.0])])
@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(16, 28), st.lists(st.floats(-10, 60), max_size=3)),
        max_size=60,
    )
)
def test_it_never_heats_and_cools_at_once_nor_heats_a_hot_room(
    steps: list[tuple[float, float, list[float]]],
) -> None:
    stat, now_s = Thermostat(0.0), 0.0
    for after_s, target_c, measured in steps:
        now_s += after_s
        stat.follow(target_c, tuple(measured), now_s)
        assert not (stat.heating and stat.cooling)
        assert not (stat.heating and measured and max(measured) >= 28)
        assert not (stat.cooling and (not measured or min(measured) <= 16))
        assert stat.steers_by_c is None or 16 <= stat.steers_by_c <= 28


# ---- the relay -----------------------------------------------------------------------------


@pytest.mark.parametrize("duty", [0.1, 0.35, 0.5, 0.9])
def test_a_relay_gives_the_share_that_is_asked(duty: float) -> None:
    relay, on_s, turned = Relay(Pace(75, 60, 60), 0.0), 0, 0
    for second in range(6 * 3600):
        was = relay.on
        relay.follow(duty, float(second))
        on_s += relay.on
        turned += relay.on and not was
    assert on_s / (6 * 3600) == pytest.approx(duty, abs=0.02)
    assert turned <= 6 * 6 + 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 120), st.floats(-1, 2)), max_size=100))
def test_a_relay_rests_and_works_for_its_least_time_whatever_is_asked(
    asked: list[tuple[float, float]],
) -> None:
    pace = Pace(75, 60, 90)
    relay, now_s, since_s = Relay(pace, 0.0), 0.0, 0.0
    for after_s, duty in asked:
        now_s += after_s
        was = relay.on
        relay.follow(duty, now_s)
        if relay.on != was:
            assert now_s - since_s >= (pace.on_least_s if was else pace.off_least_s)
            since_s = now_s


def test_a_relay_that_is_forbidden_is_off_at_once_and_owes_nothing_after() -> None:
    relay = Relay(Pace(75, 60, 60), 0.0)
    for second in range(0, 600, 5):
        relay.follow(1.0, float(second))
    relay.forbid(601.0)
    assert not relay.on
    relay.follow(0.05, 700.0)
    assert not relay.on


@pytest.mark.parametrize("pace", [HEATING, COMPRESSOR])
def test_a_plant_that_is_forbidden_again_and_again_comes_on_no_oftener_than_any(pace: Pace) -> None:
    relay, turned = Relay(pace, 0.0), 0
    for second in range(3600):
        was = relay.on
        relay.follow(1.0, float(second))
        turned += relay.on and not was
        if relay.on:
            relay.forbid(second + 0.5)
    assert turned <= 3600 / pace.turns_over_least_s + 1


def test_after_that_rest_its_times_are_the_usual_ones() -> None:
    relay = Relay(Pace(75, 60, 60), 0.0)
    relay.follow(1.0, 60.0)
    relay.forbid(61.0)
    for now_s, duty, on in (
        (180.0, 1, False),
        (181.0, 1, True),
        (241.0, 0, False),
        (301.0, 1, True),
    ):
        relay.follow(duty, now_s)
        assert relay.on is on, now_s


# ---- the loop itself -----------------------------------------------------------------------


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_loop_at_its_end_winds_nothing_up(sign: float) -> None:
    loop = Loop(Tuning(share_per_k=0.35, integral_s=1800))
    for _ in range(10_000):
        loop.step(sign * 5.0, 5.0)
    assert loop.power == sign
    loop.step(-sign * 3.0, 5.0)
    assert loop.power * sign < 0


def test_a_loop_that_is_held_keeps_what_it_learnt() -> None:
    loop = Loop(Tuning(share_per_k=0.35, integral_s=1800))
    for _ in range(100):
        loop.step(0.5, 5.0)
    learnt = loop.step(0.0, 5.0, hold=True)
    for _ in range(1000):
        loop.step(2.0, 5.0, hold=True)
    assert loop.step(0.0, 5.0, hold=True) == pytest.approx(learnt)
