"""Bangs are counted from a level, and told without ever filling the record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.events import DoorSensed, LockSensed, Measured
from edge.sense.bangs import OWN_DOOR_S, TOLD_AT_ONCE, Bangs
from edge.sense.levels import Levels
from tests.edge.night import at
from ward.happenings import BangHeard
from ward.readings import LOUD_DBA, Missing, Quantity, Reading

pytestmark = pytest.mark.hazard("H-58")


def loudest(dba: float | Missing) -> Measured:
    return Measured((Reading(quantity=Quantity.LOUDEST, sensor="ads1115", value=dba),))


def heard(*said: tuple[float, float | Missing]) -> list[float]:
    bangs = Bangs()
    return [one.dba for up_s, dba in said for one in bangs.feed(loudest(dba), at(up_s))]


def test_a_rise_over_60_is_one_bang_however_long_it_lasts() -> None:
    assert LOUD_DBA == 60
    assert heard((0, 35), (2, 78.04), (4, 72), (6, 40), (8, 60), (10, 59.9), (12, 61)) == [
        78,
        60,
        61,
    ]


@pytest.mark.parametrize("dba", [200.0, 201.0, 250.0])
def test_a_meter_beyond_all_sound_stops_no_node(dba: float) -> None:
    assert heard((0, 30.0), (2, dba)) == [200.0]


def test_what_was_not_measured_is_neither_quiet_nor_loud() -> None:
    assert heard((0, 80)) == []
    assert heard((0, 35), (2, Missing.SENSOR_LOST), (4, 80), (6, 81)) == []


def test_it_is_this_rooms_own_door_only_where_that_just_moved() -> None:
    bangs = Bangs()
    for event in (DoorSensed(is_open=True), LockSensed(is_locked=False), loudest(35)):
        assert bangs.feed(event, at(0)) == ()
    bangs.feed(DoorSensed(is_open=True), at(99))  # said again, and not moved
    (elsewhere,) = bangs.feed(loudest(70), at(100))
    bangs.feed(loudest(30), at(102))
    bangs.feed(DoorSensed(is_open=False), at(103))
    (own,) = bangs.feed(loudest(79), at(104))
    bangs.feed(loudest(30), at(106))
    (later,) = bangs.feed(loudest(79), at(103.1 + OWN_DOOR_S))
    assert [elsewhere.own_door, own.own_door, later.own_door] == [False, True, False]


def test_a_door_that_bangs_on_and_on_is_told_ten_times_and_then_once_a_minute_and_counted() -> None:
    bangs = Bangs()
    told = [
        one for n in range(60) for one in bangs.feed(loudest(80 if n % 2 else 30), at(10.0 * n))
    ]
    assert len(told) == TOLD_AT_ONCE + 9
    assert sum(1 + one.more for one in told) == 28
    bangs.feed(loudest(30), at(900))
    (last,) = bangs.feed(loudest(80), at(902))
    assert last.more == 2


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(30, 100)), max_size=200))
def test_none_is_lost_and_an_hour_of_them_is_at_most_seventy(
    said: list[tuple[float, float]],
) -> None:
    bangs, up_s, rises, before = Bangs(), 0.0, 0, None
    told: list[tuple[float, BangHeard]] = []
    for passed_s, dba in said:
        up_s += passed_s
        rises += before is not None and before < LOUD_DBA <= dba
        before = dba
        told += [(up_s, one) for one in bangs.feed(loudest(dba), at(up_s))]
    bangs.feed(loudest(30), at(up_s + 7200))
    (last,) = bangs.feed(loudest(90), at(up_s + 7202))
    assert len(told) + sum(one.more for _, one in told) + last.more == rises
    for since, _ in told:
        assert sum(since <= at_s < since + 3600 for at_s, _ in told) <= TOLD_AT_ONCE + 60


def test_a_node_tells_of_it() -> None:
    levels = Levels()
    levels.feed(loudest(35), at(0))
    assert levels.feed(loudest(75), at(2)) == (BangHeard(dba=75, own_door=False),)
