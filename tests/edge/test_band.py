"""For how long a room has not suited whoever is in it, by its own thermometer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.act.band import Band, suiting
from edge.events import AskedAtDoor
from tests.edge.night import arrived, care, confined
from tests.edge.test_room_alone import celsius_of
from tests.edge.test_schedule import by_hours
from tests.edge.test_waking import Room
from ward.orders import TemperatureAsked
from ward.purpose import Purpose
from ward.warmth import HOT_C, WARM_C, Warmth

pytestmark = pytest.mark.hazard("H-56")
SUITS = (18.0, 24.0)


def after(*said: tuple[float, float | None], band: tuple[float, float] = SUITS) -> Warmth | None:
    watch = Band()
    for up_s, celsius in said:
        watch.look(celsius, band, up_s)
    return watch.warmth


def test_time_counts_from_when_it_left_the_band_and_ends_well_inside() -> None:
    assert after((0, 21.0)) == Warmth(celsius=21, least_c=18, most_c=24)
    cold = after((0, 18.0), (10, 17.9), (900, 17.8))
    assert cold is not None
    assert (cold.outside_s, cold.hot_s) == (890, None)
    trembling = after((0, 17.9), (500, 18.1), (900, 17.95))
    assert trembling is not None
    assert trembling.outside_s == 900, "a tenth inside is no end of it"
    over = after((0, 17.9), (500, 18.3), (900, 17.9))
    assert over is not None
    assert over.outside_s == 0


def test_26_is_too_warm_and_28_is_hot_whatever_the_profile_says() -> None:
    wide = (16.0, 28.0)
    assert (WARM_C, HOT_C) == (26.0, 28.0)
    warm = after((0, 26.0), (60, 26.0), band=wide)
    assert warm is not None
    assert (warm.outside_s, warm.hot_s) == (60, None)
    hot = after((0, 27.0), (60, 28.0), (90, 27.9), band=wide)
    assert hot is not None
    assert (hot.outside_s, hot.hot_s) == (90, 30)


def test_a_lost_thermometer_is_no_news_that_it_is_over() -> None:
    assert after((0, None)) is None
    lost = after((0, 29.0), (30, None), (1000, None))
    assert lost is not None
    assert (lost.celsius, lost.outside_s, lost.hot_s) == (29, 1000, 1000)


@given(st.lists(st.tuples(st.floats(0, 900), st.floats(10, 35) | st.none()), max_size=40))
def test_no_course_of_it_counts_more_time_than_passed_or_less_than_it_was_so(
    said: list[tuple[float, float | None]],
) -> None:
    watch, up_s, since = Band(), 0.0, None
    for passed_s, celsius in said:
        up_s += passed_s
        watch.look(celsius, SUITS, up_s)
        if celsius is not None and 18.2 <= celsius <= 23.8:
            since = None
        elif celsius is not None and not 18 <= celsius <= 24 and since is None:
            since = up_s
        warmth = watch.warmth
        if since is not None:
            assert warmth is not None
            assert warmth.outside_s is not None
            assert up_s - since - 0.1 <= warmth.outside_s <= up_s + 0.1
        elif warmth is not None and celsius is not None and 18.2 <= celsius <= 23.8:
            assert warmth.outside_s is None


# ---- in the node ---------------------------------------------------------------------------------


def warmth(room: Room) -> Warmth | None:
    room.until(room.t + 1)
    return room.node.door(room.now).in_force.warmth


def suited() -> Room:
    room = Room()
    narrow = by_hours(3).model_copy(
        update={"temperature_least_c": 18.0, "temperature_most_c": 23.0}
    )
    room.feed(arrived(care(3, suits=narrow, confinement=confined())))
    return room


def test_a_node_says_how_warm_it_is_and_by_which_band() -> None:
    room = suited()
    room.feed(celsius_of(24.0))
    said = warmth(room)
    assert said is not None
    assert (said.celsius, said.least_c, said.most_c) == (24.0, 18.0, 23.0)
    assert said.outside_s is not None


def test_what_the_person_chose_suits_them_and_what_staff_ask_does_not() -> None:
    room = suited()
    room.feed(celsius_of(24.0), AskedAtDoor(TemperatureAsked(celsius=24.0)))
    by_staff = warmth(room)
    assert by_staff is not None
    assert (by_staff.most_c, by_staff.outside_s is None) == (23.0, False)
    room.feed(AskedAtDoor(TemperatureAsked(celsius=24.0), Purpose.PERSON))
    by_them = warmth(room)
    assert by_them is not None
    assert (by_them.most_c, by_them.outside_s) == (24.5, None)


def test_what_is_asked_at_the_edge_of_the_band_is_held_to_half_a_degree() -> None:
    assert suiting(18, 26, 18) == (17.5, 26)
    assert suiting(18, 26, 22) == (18, 26)
    assert suiting(18, 26, None) == (18, 26)
