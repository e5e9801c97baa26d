"""A step warmer is warmer than the room is, and a step cooler colder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward.warmth import stepped_c

CELSIUS = st.floats(10, 32)


@pytest.mark.parametrize(
    ("asked_c", "measured_c", "step_k", "comes_to_c"),
    [
        (19.0, 20.4, 0.5, 21.0),  # the sun warmed it
        (19.0, 20.4, -0.5, 18.5),
        (21.0, 19.2, 0.5, 21.5),  # it is on its way
        (21.0, 19.2, -0.5, 18.5),
        (20.0, 20.1, 0.5, 20.5),  # it is held
        (20.0, 19.9, -0.5, 19.5),
        (20.0, None, 0.5, 20.5),
        (20.0, None, -0.5, 19.5),
        (19.0, 20.4, 0.0, 19.0),
    ],
)
def test_a_step_goes_on_from_whichever_is_further_that_way(
    asked_c: float, measured_c: float | None, step_k: float, comes_to_c: float
) -> None:
    assert stepped_c(asked_c, measured_c, step_k) == comes_to_c


@given(CELSIUS, CELSIUS)
def test_no_press_of_warmer_makes_a_room_colder_and_none_of_cooler_warmer(
    asked_c: float, measured_c: float
) -> None:
    warmer, cooler = (stepped_c(asked_c, measured_c, step_k) for step_k in (0.5, -0.5))
    assert warmer >= max(measured_c + 0.25, asked_c + 0.5)
    assert cooler <= min(measured_c - 0.25, asked_c - 0.5)
