"""A state with some of it otherwise is what the standard library would make of it."""

from dataclasses import FrozenInstanceError, fields
from dataclasses import replace as as_known

import pytest

from hub.rooms.alarm import Alarm
from hub.rooms.replaced import replace
from hub.rooms.state import RoomState
from tests.hub.shell import ASH_4, ASH_5, STARTED

ROOM = RoomState(ASH_4, since=STARTED, looks_count=3)
OTHERWISE = {"looks_count": 4, "call_at": STARTED, "heard_at": STARTED}


@pytest.mark.parametrize("otherwise", [{}, {"room": ASH_5}, OTHERWISE])
def test_a_room_is_otherwise_in_just_what_was_said(otherwise):
    made = replace(ROOM, **otherwise)
    assert made == as_known(ROOM, **otherwise)
    assert list(vars(made)) == [one.name for one in fields(RoomState)]
    assert RoomState(ASH_4, since=STARTED, looks_count=3) == ROOM, "the one before was changed"
    with pytest.raises(FrozenInstanceError):
        made.looks_count = 5  # type: ignore[misc]  # that it cannot be is the test


def test_what_is_no_part_of_a_room_is_refused():
    with pytest.raises(TypeError, match="RoomState has no lok_count"):
        replace(ROOM, lok_count=4)  # type: ignore[call-arg]


def test_what_is_kept_in_slots_is_replaced_as_ever():
    alarm = Alarm("a", "c", STARTED, "w")
    assert replace(alarm, words="x") == Alarm("a", "c", STARTED, "x")
