"""A room over somebody that is heated by guess is an alarm, until its node believes one again."""

import pytest

from tests.hub.world import ASH_1, ASH_4, JT, World
from ward.condition import Kind, Priority
from ward.room_conditions import TEMPERATURE_UNKNOWN

pytestmark = pytest.mark.hazard("H-54")
GUESS = TEMPERATURE_UNKNOWN.name


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


def test_an_empty_room_is_estates_business_until_somebody_is_in_it() -> None:
    ward = World()
    ward.health(ASH_4, guessing=True)
    assert ward.alarms(ASH_4) == []
    ward.begins(ASH_4, JT)
    assert ward.alarms(ASH_4) == [GUESS]
