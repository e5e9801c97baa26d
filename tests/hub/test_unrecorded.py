"""What is shown of an alarm while the disk takes nothing: bad news at once, good news not."""

from dataclasses import replace

import pytest

from hub.rooms.alarm import Alarm, Quiet
from hub.rooms.state import RoomState
from hub.unrecorded import as_recorded
from tests.hub.world import ASH_4, TWO_AM
from ward.conditions import NO_BREATHING_SEEN
from ward.units import minutes

pytestmark = pytest.mark.hazard("H-26")
ALARM = Alarm("a1", NO_BREATHING_SEEN.name, TWO_AM, "No breathing movement seen for 20 s")
PRESSED = Quiet("K.O.", TWO_AM, TWO_AM + minutes(2))


def shown(recorded: Alarm | None, live: Alarm | None) -> tuple[Alarm, ...]:
    def room(alarm: Alarm | None) -> RoomState:
        return RoomState(ASH_4, since=TWO_AM, alarms=(alarm,) if alarm else ())

    return as_recorded(room(recorded), room(live)).alarms


def test_what_began_shows_and_what_ended_shows_still() -> None:
    assert shown(None, ALARM) == (ALARM,)
    assert shown(ALARM, None) == (ALARM,)


def test_a_press_that_is_not_stored_keeps_nothing_quiet() -> None:
    assert shown(ALARM, replace(ALARM, acknowledged=PRESSED)) == (ALARM,)


def test_that_it_is_over_counts_once_it_is_stored() -> None:
    assert shown(ALARM, replace(ALARM, over_at=TWO_AM)) == (ALARM,)


def test_that_it_is_there_again_counts_at_once() -> None:
    over = replace(ALARM, over_at=TWO_AM, acknowledged=PRESSED)
    again = replace(ALARM, again_at=TWO_AM + minutes(1), times=2)
    assert shown(over, again) == (again,)
