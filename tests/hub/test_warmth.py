"""A room over somebody that does not suit them, is hot, or is heated by guess, is an alarm."""

import pytest

from tests.hub.world import ASH_1, ASH_4, JT, World
from ward.condition import Kind, Priority
from ward.room_conditions import NOT_SUITING, TEMPERATURE_UNKNOWN, VERY_HOT
from ward.warmth import Warmth

GUESS = TEMPERATURE_UNKNOWN.name


@pytest.mark.hazard("H-54")
def test_somebody_in_a_room_without_a_thermometer_is_an_alarm_at_once() -> None:
    ward = World()
    ward.begins(ASH_4, JT)
    ward.health(ASH_4, guessing=True)
    assert ward.alarms(ASH_4) == [GUESS]
    assert "heated by guess" in ward.words(ASH_4)
    assert ward.alarms(ASH_1) == []
    assert (TEMPERATURE_UNKNOWN.priority, TEMPERATURE_UNKNOWN.kind) == (
        Priority.LOW,
        Kind.TECHNICAL,
    )
    ward.health(ASH_4)
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-54")
def test_an_empty_room_is_estates_business_until_somebody_is_in_it() -> None:
    ward = World()
    ward.health(ASH_4, guessing=True)
    assert ward.alarms(ASH_4) == []
    ward.begins(ASH_4, JT)
    assert ward.alarms(ASH_4) == [GUESS]


# ---- a room that does not suit whoever is in it --------------------------------------------------

NOT, HOT = NOT_SUITING.name, VERY_HOT.name


def warm(celsius: float, outside_s: float | None = None, hot_s: float | None = None) -> Warmth:
    return Warmth(celsius=celsius, least_c=18, most_c=24, outside_s=outside_s, hot_s=hot_s)


@pytest.mark.hazard("H-56")
def test_a_quarter_of_an_hour_outside_what_suits_them_is_an_alarm() -> None:
    ward = World()
    ward.begins(ASH_4, JT)
    ward.health(ASH_4, warmth=warm(17.2, 899))
    assert ward.alarms(ASH_4) == []
    ward.health(ASH_4, warmth=warm(17.2, 900))
    assert ward.alarms(ASH_4) == [NOT]
    assert "17.2 °C for 15 min: what suits is 18 to 24 °C" in ward.words(ASH_4)
    assert ward.alarms(ASH_1) == []
    assert (NOT_SUITING.priority, NOT_SUITING.kind) == (Priority.LOW, Kind.PERSON)
    ward.health(ASH_4, warmth=warm(18.4))
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-56")
def test_28_degrees_for_a_minute_is_an_alarm_of_its_own_and_the_only_one() -> None:
    ward = World()
    ward.begins(ASH_4, JT)
    ward.health(ASH_4, warmth=warm(28.0, 1200, 59))
    assert ward.alarms(ASH_4) == [NOT]
    ward.health(ASH_4, warmth=warm(29.5, 1205, 64))
    assert ward.alarms(ASH_4) == [HOT]
    assert "29.5 °C for 1 min" in ward.words(ASH_4)
    assert VERY_HOT.priority is Priority.MEDIUM
    ward.health(ASH_4, warmth=warm(27.5, 200))
    assert ward.alarms(ASH_4) == [NOT], "not so hot any more, and still too warm"


@pytest.mark.hazard("H-56")
def test_26_degrees_is_too_warm_also_where_the_profile_has_more() -> None:
    ward = World()
    ward.begins(ASH_4, JT)
    wide = Warmth(celsius=26.3, least_c=16, most_c=28, outside_s=960)
    ward.health(ASH_4, warmth=wide)
    assert "26 °C and more is too warm, whatever the profile says" in ward.words(ASH_4)


@pytest.mark.hazard("H-56")
def test_no_restart_of_node_or_hub_ends_it_but_a_measurement_does() -> None:
    """Each has measured, or heard, nothing yet: nobody knows that it is over."""
    ward = World()
    ward.begins(ASH_4, JT)
    ward.health(ASH_4, warmth=warm(29.5, 1205, 64))
    (before,) = ward.state(ASH_4).alarms
    ward.health(ASH_4, warmth=None, boot="boot-2")
    ward.wait(3)
    ward.health(ASH_4, warmth=warm(29.5, 2, 2), boot="boot-2")
    ward.restart_hub()
    ward.wait(3)
    assert [one.id for one in ward.state(ASH_4).alarms] == [before.id]
    ward.health(ASH_4, warmth=warm(21.0), boot="boot-2")
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-56")
def test_a_room_that_nobody_is_in_harms_nobody() -> None:
    ward = World()
    ward.health(ASH_4, warmth=warm(29.5, 1205, 64))
    assert ward.alarms(ASH_4) == []
    ward.begins(ASH_4, JT)
    assert ward.alarms(ASH_4) == [HOT]
