"""Times and spans as the ward says them."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.panel.local import LONDON, Local, number, percent
from hub.panel.theme import by_time, theme
from hub.panel.who import initials
from hub.rules.words import lasting
from ward.units import minutes, seconds

NOW = datetime.fromisoformat("2026-11-23T02:14:07+00:00")
SUMMER = datetime.fromisoformat("2026-07-01T01:10:00+00:00")
TWICE = datetime.fromisoformat("2026-10-25T00:30:00+00:00")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (seconds(-3), "0 s"),
        (seconds(46.9), "46 s"),
        (minutes(8), "8 min"),
        (minutes(65), "1 h 05 min"),
        (minutes(31 * 60 + 10), "31 h 10 min"),
        (minutes(6 * 1440 + 300), "6 days 5 h"),
    ],
)
def test_a_span_is_said_in_its_two_largest_units(span, words):
    assert lasting(span) == words


def test_summer_time_is_the_wards_time():
    assert Local(SUMMER).clock(SUMMER) == "02:10"


def test_an_hour_that_comes_twice_says_which():
    assert Local(TWICE).clock(TWICE) == "01:30 BST"
    assert Local(TWICE).clock(TWICE + minutes(60)) == "01:30 GMT"


def test_a_clock_time_of_another_day_says_the_day():
    assert Local(NOW).clock(NOW - minutes(31 * 60)) == "Sat 21 Nov 19:14"


@given(st.integers(0, 10_000_000))
def test_what_was_longer_ago_is_never_said_to_be_less(age_s):
    assert Local(NOW).age(NOW - seconds(age_s)) <= Local(NOW).age(NOW - seconds(age_s + 1))


def test_numbers_leave_out_what_says_nothing():
    assert (number(22.0, 1), number(21.5, 1), number(1240)) == ("22", "21.5", "1,240")
    assert (percent(0), percent(0.3), percent(0.001)) == ("off", "30 %", "1 %")


@pytest.mark.parametrize(
    ("clock", "name"), [("19:59", "day"), ("20:00", "night"), ("06:59", "night"), ("07:00", "day")]
)
def test_night_falls_at_eight_and_ends_at_seven(clock, name):
    assert by_time(datetime.fromisoformat(f"2026-11-23T{clock}+00:00"), LONDON) == name


def test_a_theme_chosen_by_hand_outlasts_the_hour():
    assert theme({"theme": "day"}, NOW, LONDON).name == "day"
    assert theme({"theme": "<script>"}, NOW, LONDON).name == "night"


@pytest.mark.parametrize("typed", ["ko", "K.O.", "k o", " K.O "])
def test_initials_are_understood_however_they_are_typed(typed):
    assert initials(typed) == "K.O."


@pytest.mark.parametrize("typed", ["", None, "<b>", "Katherine", "K;O", "1"])
def test_what_is_no_initials_is_left_as_it_is(typed):
    assert initials(typed) == typed
