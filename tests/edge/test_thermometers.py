"""Two thermometers: one that is stuck is not believed, and two that differ heat nothing alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.act.thermometers import APART_AFTER_S, HEATED_S, STUCK_AFTER_S, Thermometers
from edge.act.thermostat import Thermostat

EVERY_S = 10


def watched(
    course: dict[str, list[float]], *, heating: bool = False, begins_s: int = 0
) -> Thermometers:
    both = Thermometers()
    for step in range(len(next(iter(course.values())))):
        now = {name: values[step] for name, values in course.items()}
        both.look(now, float(begins_s + step * EVERY_S), heating=heating)
    return both


def hours(count: float) -> int:
    return int(count * 3600 / EVERY_S)


def rising(steps: int, begin_c: float = 20.0, k_per_h: float = 1.0) -> list[float]:
    return [begin_c + k_per_h * step * EVERY_S / 3600 for step in range(steps)]


@pytest.mark.hazard("H-50")
def test_a_thermometer_that_stands_still_while_the_other_moves_is_not_believed() -> None:
    steps = hours(1)
    both = watched({"a": [20.0] * steps, "b": rising(steps)})
    assert both.believed == (pytest.approx(21.0, abs=0.01),)
    assert both.faults == ("thermometer a: stuck at 20.0 °C",)


@pytest.mark.hazard("H-50")
def test_a_thermometer_alone_that_does_not_feel_the_heating_begin_is_not_believed() -> None:
    steps = int((STUCK_AFTER_S + HEATED_S) / EVERY_S)
    one = watched({"a": [17.0] * steps})
    assert one.believed == (17.0,)
    for step in range(steps, 2 * steps):
        one.look({"a": 17.0}, float(step * EVERY_S), heating=True)
    assert one.believed == ()


@pytest.mark.hazard("H-50")
def test_a_thermometer_alone_that_stops_short_while_it_is_heated_is_not_believed() -> None:
    assert watched({"a": [*rising(hours(1)), *[21.0] * hours(1)]}, heating=True).believed == ()


def test_a_room_that_is_as_warm_as_it_gets_is_believed() -> None:
    """All the heating there is, for a day, and it comes ever nearer to its end."""
    slowing = [24.0 - 4.0 * 0.999**step for step in range(hours(24))]
    assert watched({"a": [round(c, 2) for c in slowing]}, heating=True).believed


def test_two_that_stand_still_together_are_in_a_room_that_does() -> None:
    steps = hours(12)
    both = watched({"a": [20.0] * steps, "b": [20.2] * steps})
    assert both.believed == (20.0, 20.2)
    assert both.faults == ()


def test_a_stuck_one_is_believed_again_once_it_moves() -> None:
    steps = hours(1)
    both = watched({"a": [20.0] * steps + [20.9], "b": rising(steps + 1)})
    assert len(both.believed) == 2


@pytest.mark.hazard("H-50")
def test_two_that_differ_heat_only_what_both_call_cold() -> None:
    steps = int(APART_AFTER_S / EVERY_S) + 2
    both = watched({"a": rising(steps, 17.0), "b": rising(steps, 21.5)})
    assert both.apart
    assert both.steer_by(21.0)[0] == 21.0  # one says too cold, one too warm: nothing
    assert both.steer_by(24.0)[0] == pytest.approx(21.5, abs=0.2)
    assert both.steer_by(16.0)[0] == pytest.approx(17.0, abs=0.2)
    assert "they differ" in both.faults[0]


def test_a_little_and_a_while_apart_is_nothing() -> None:
    steps = hours(1)
    assert not watched({"a": rising(steps), "b": rising(steps, 21.5)}).apart
    soon = int(APART_AFTER_S / EVERY_S) - 1
    assert not watched({"a": rising(soon), "b": rising(soon, 25.0)}).apart


def test_a_lost_one_is_left_out_and_begins_anew_when_it_is_back() -> None:
    both = watched({"a": [20.0] * hours(1), "b": rising(hours(1))})
    both.look({"b": 21.0}, 3600.0, heating=False)
    assert both.faults == ()
    both.look({"a": 20.0, "b": 21.0}, 3610.0, heating=False)
    assert both.believed == (20.0, 21.0)


@pytest.mark.hazard("H-50")
def test_a_stuck_thermometer_cannot_heat_a_room_past_what_the_other_says() -> None:
    """The leading one hangs at 17 while the room warms: within the hour the other leads alone."""
    both, stat, air_c = Thermometers(), Thermostat(0.0), 19.0
    warmest = air_c
    for step in range(hours(8)):
        up_s = float(step * EVERY_S)
        both.look({"a": 17.0, "b": round(air_c, 2)}, up_s, heating=stat.heating)
        stat.follow(21.0, both.steer_by(21.0), up_s)
        air_c += (0.0012 if stat.heating else -0.0004) * EVERY_S
        warmest = max(warmest, air_c)
    assert warmest < 23.0
    assert air_c == pytest.approx(21.0, abs=0.7)


@given(
    st.lists(
        st.tuples(
            st.floats(0, 4000),
            st.dictionaries(st.sampled_from("abc"), st.floats(-10, 60)),
            st.booleans(),
        ),
        max_size=40,
    ),
    st.floats(16, 28),
)
def test_whatever_they_say_it_steers_by_something_that_was_said_or_by_the_target(
    looks: list[tuple[float, dict[str, float], bool]], target_c: float
) -> None:
    both, up_s = Thermometers(), 0.0
    for after_s, measured, heating in looks:
        up_s += after_s
        both.look(measured, up_s, heating=heating)
        steered = both.steer_by(target_c)
        assert set(both.believed) <= set(measured.values())
        assert not steered or steered[0] in {*measured.values(), target_c}
        assert bool(steered) == bool(both.believed)
