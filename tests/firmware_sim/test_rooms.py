"""Heat, light, air and sound move the right way and stay bounded."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_sim.building import MILD
from firmware_sim.room import Doing, Room, under

QUIET, MINUTE_S = Doing(people=1), 60
NIGHT, NOON = 2.0, 12.5


def after(minutes, doing, room=None, hour=NIGHT):
    room = room or Room()
    for _ in range(minutes):
        room.step(MINUTE_S, hour, doing)
    return room


def test_heating_warms_and_cooling_cools():
    left_alone = after(30, QUIET).temperature_c
    assert after(30, replace(QUIET, heating=True)).temperature_c > left_alone + 1
    assert after(30, replace(QUIET, cooling=True)).temperature_c < left_alone - 1


def test_a_radiator_is_still_warm_after_it_was_turned_off():
    room = after(20, replace(QUIET, heating=True))
    before = room.temperature_c
    assert after(1, QUIET, room).temperature_c > before


def test_a_cold_night_cools_an_unheated_room_below_the_corridor():
    assert after(600, QUIET, hour=4.0).temperature_c < 18


def test_breathing_fills_the_room_with_carbon_dioxide_and_an_open_door_clears_it():
    alone, nobody = after(120, QUIET), after(120, Doing())
    assert alone.co2_ppm > 800
    assert nobody.co2_ppm < 450
    assert alone.humidity_pct > nobody.humidity_pct
    assert after(30, replace(QUIET, door_open=True), alone).co2_ppm < 600


def test_the_lamps_light_the_room_in_proportion():
    full, half = Room(), Room()
    for room, main in ((full, 1.0), (half, 0.5)):
        for _ in range(40):
            room.step(0.1, NIGHT, Doing(main=main))
    assert full.lux == pytest.approx(2 * half.lux, rel=0.01)
    assert 300 < full.lux < 600


def test_the_night_lamp_is_a_night_lamp():
    room = Room()
    room.step(5, NIGHT, Doing(night=1.0))
    assert 5 < room.lux < 30


def test_the_sun_rises_and_sets_without_a_jump():
    course = [under(MILD).lux(minute / 60) for minute in range(24 * 60)]
    assert course[2 * 60] == course[22 * 60] == 0
    assert max(course) == pytest.approx(320, rel=0.01)
    assert max(abs(b - a) for a, b in pairwise(course)) < 3
    assert MILD.outside_c(15) > MILD.outside_c(3)


def test_talk_movement_and_doors_are_heard():
    room = Room()
    room.step(1, NIGHT, Doing())
    quiet = room.sound_dba
    room.step(1, NIGHT, Doing(people=1, moving=True))
    moving = room.sound_dba
    room.step(1, NIGHT, Doing(people=1, talking=True))
    talking = room.sound_dba
    room.bang()
    room.step(0.05, NIGHT, Doing())
    assert quiet < moving < talking < room.sound_dba
    room.step(5, NIGHT, Doing())
    assert room.sound_dba == pytest.approx(quiet, abs=0.1)


doings = st.builds(
    Doing,
    people=st.integers(0, 3),
    moving=st.booleans(),
    talking=st.booleans(),
    door_open=st.booleans(),
    heating=st.booleans(),
    cooling=st.booleans(),
    main=st.floats(0, 1),
    night=st.floats(0, 1),
)


@given(
    course=st.lists(
        st.tuples(st.floats(0, 1e7), st.floats(0, 24, exclude_max=True), doings), max_size=20
    )
)
def test_no_course_of_things_takes_the_room_out_of_bounds(course):
    room = Room()
    for dt, hour, doing in course:
        room.step(dt, hour, doing)
        assert -10 < room.temperature_c < 50  # heated, or cooled, for weeks without a thermostat
        assert 0 < room.humidity_pct <= 100
        assert 400 <= room.co2_ppm < 2500
        assert 0 <= room.lux < 1000
        assert 25 < room.sound_dba < 90


@given(dt=st.floats(0, 1e5), doing=doings)
def test_many_small_steps_come_where_one_large_step_comes_with_the_lamps_light(dt, doing):
    once, often = Room(), Room()
    once.step(dt, NIGHT, doing)
    for _ in range(10):
        often.step(dt / 10, NIGHT, doing)
    assert once.lux == pytest.approx(often.lux, abs=1e-6)
    assert once.co2_ppm == pytest.approx(often.co2_ppm, abs=1e-6)
