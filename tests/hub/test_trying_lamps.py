"""Light is tried out on nobody: an order asked so is refused unless the room is known empty."""

import pytest

from hub.acts import Ask
from hub.rooms.order_facts import OrderAsked
from tests.hub.world import ASH_4, World
from ward.envelope import Standing
from ward.orders import Lamp, LuxAsked

pytestmark = pytest.mark.hazard("H-20")

MAIN = LuxAsked(lamp=Lamp.MAIN, lux=100)


def tries(ward: World) -> bool:
    """Whether it is asked of the room."""
    before = len([fact for fact in ward.facts if isinstance(fact, OrderAsked)])
    ward.does(Ask(ASH_4, MAIN, "K.O.", only_if_empty=True))
    return len([fact for fact in ward.facts if isinstance(fact, OrderAsked)]) > before


def stands(**how: bool | None) -> World:
    ward = World()
    ward.health(ASH_4, standing=Standing(at_door=False, **how))
    ward.wait(61)  # whoever dropped out of a sensor may still be there
    return ward


def test_a_room_in_which_nobody_is_sensed_is_tried() -> None:
    assert tries(stands(in_room=False, in_ensuite=False, door_open=False))
    assert tries(stands(in_room=False, door_open=False))


@pytest.mark.parametrize(
    "how",
    [
        {"in_room": True, "in_ensuite": False},
        {"in_room": False, "in_ensuite": True},
        {"in_room": None, "in_ensuite": False},
        {},
    ],
)
def test_whoever_is_in_there_confined_or_not_and_whoever_cannot_be_told_is_left_alone(
    how: dict[str, bool | None],
) -> None:
    ward = stands(**how)
    assert not tries(ward)
    assert any("not known to be empty" in words for words in ward.denied)


def test_nobody_confined_there_is_woken_by_a_test_though_no_sensor_sees_them() -> None:
    ward = stands(in_room=False, in_ensuite=False, door_open=False)
    ward.begins(ASH_4)
    assert not tries(ward)


def test_what_is_asked_for_care_is_asked_whoever_is_in_there() -> None:
    ward = stands(in_room=True)
    before = len(ward.facts)
    ward.does(Ask(ASH_4, MAIN, "K.O."))
    assert any(isinstance(fact, OrderAsked) for fact in ward.facts[before:])
