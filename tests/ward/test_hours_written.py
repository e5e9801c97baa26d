"""The hours of a profile as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward.hours_written import EXAMPLE, hours_of, minute_of, written
from ward.orders import Lamp
from ward.profile import DAY_MIN, Hours

NAMES = st.text("abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=20).map(str.strip).filter(bool)
ANY = st.builds(
    Hours,
    from_min=st.integers(0, DAY_MIN - 1),
    name=NAMES,
    lux=st.integers(0, 1000).map(float),
    lamp=st.sampled_from(Lamp),
    kelvin=st.none() | st.integers(1800, 6500),
    temperature_c=st.none() | st.integers(32, 56).map(lambda halves: halves / 2),
)


def test_the_example_is_one() -> None:
    (one,) = hours_of(EXAMPLE)
    assert one == Hours(from_min=420, name="morning", lux=80, kelvin=3000, temperature_c=21)


@given(st.lists(ANY, max_size=6))
def test_what_is_written_reads_back_as_it_was(hours: list[Hours]) -> None:
    assert hours_of(written(hours)) == tuple(hours)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("morning, 80 lux", "does not begin as in"),
        ("25:00 morning, 80 lux", "is no time of day"),
        ("07:61 morning, 80 lux", "is no time of day"),
        ("07:00 morning, bright", "is none of lux"),
        ("07:00 morning, 80 lux, 31 °C", "temperature_c"),
        ("07:00 morning", "lux"),
    ],
)
def test_a_line_that_says_something_else_is_refused_in_words(line: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        hours_of(line)


@given(st.text(max_size=12))
def test_no_text_is_a_time_that_there_is_not(text: str) -> None:
    try:
        minute = minute_of(text)
    except ValueError:
        return
    assert 0 <= minute < DAY_MIN
