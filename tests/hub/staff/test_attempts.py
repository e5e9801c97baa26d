"""Wrong PINs: whoever guesses soon waits, and whoever is right is not held up for long."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.staff.attempts import FIRST_WAIT, LONGEST_WAIT, TRIES, Attempts
from ward.units import Instant, minutes, seconds

TWO_AM = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
# Five at once; then after 1, 2, 4 and 8 min one each.
MOST_IN_LONGEST_WAIT = TRIES + 4


def tried(times: int, at: Instant = TWO_AM) -> Attempts:
    attempts = Attempts()
    for _ in range(times):
        attempts = attempts.tried(at)
    return attempts


def test_four_wrong_pins_cost_no_wait():
    assert tried(TRIES - 1).wait(TWO_AM) is None


@pytest.mark.parametrize(
    ("times", "wait"), [(5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (500, 15)]
)
def test_the_fifth_costs_a_minute_and_each_more_twice_as_long_up_to_a_quarter_of_an_hour(
    times: int, wait: int
):
    assert tried(times).wait(TWO_AM) == minutes(wait)


def test_the_wait_is_over_when_it_is_and_the_next_wrong_pin_costs_the_next():
    attempts = tried(TRIES)
    assert attempts.wait(TWO_AM + FIRST_WAIT - seconds(1)) == seconds(1)
    later = TWO_AM + FIRST_WAIT
    assert attempts.wait(later) is None
    assert attempts.tried(later).wait(later) == 2 * FIRST_WAIT


def test_a_clock_that_is_set_back_makes_nobody_wait_longer_than_a_wait():
    attempts = tried(50, TWO_AM).at(TWO_AM - timedelta(hours=9))
    assert attempts.wait(TWO_AM - timedelta(hours=9)) == LONGEST_WAIT


def let_in(waits_s: Sequence[float]) -> list[Instant]:
    """When somebody could try who comes again and again after these times, always wrong."""
    attempts, now, tries = Attempts(), TWO_AM, []
    for wait_s in waits_s:
        now += seconds(wait_s)
        attempts = attempts.at(now)
        if attempts.wait(now) is None:
            attempts = attempts.tried(now)
            tries.append(now)
        else:
            attempts = attempts.turned_away()
    return tries


@given(st.lists(st.floats(0, 1200) | st.sampled_from([0.0, 1.0, 60.0, 900.0]), max_size=300))
def test_whoever_guesses_never_gets_more_than_nine_tries_in_any_quarter_of_an_hour(waits_s):
    tries = let_in(waits_s)
    for first, one in enumerate(tries):
        within = [other for other in tries[first:] if other < one + LONGEST_WAIT]
        assert len(within) <= MOST_IN_LONGEST_WAIT


@given(st.lists(st.floats(0, 600), max_size=300))
def test_being_turned_away_neither_lengthens_nor_shortens_a_wait(waits_s):
    attempts, now = tried(7), TWO_AM
    for wait_s in waits_s:
        now += seconds(wait_s)
        left = attempts.at(now).wait(now)
        assert left == attempts.turned_away().at(now).wait(now)


def test_a_day_of_guessing_is_about_a_hundred_tries():
    assert len(let_in([1.0] * 86_400)) < 110
