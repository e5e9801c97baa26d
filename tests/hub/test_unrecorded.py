"""What is shown of an alarm while the disk takes nothing: bad news at once, good news not."""

from dataclasses import replace

import pytest

from hub.acts import Acknowledge, PauseAudio
from hub.office import Office
from hub.outcry import Outcry
from hub.rooms.alarm import PAUSED_MOST, Alarm, Quiet
from hub.rooms.state import RoomState
from hub.unrecorded import Hush, as_recorded
from tests.hub.world import ASH_4, KO, MT, TWO_AM
from ward.care import Role, Staff
from ward.conditions import CALL_UNANSWERED, NO_BREATHING_SEEN
from ward.units import minutes, seconds

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


@pytest.mark.hazard("H-08")
def test_that_it_is_quiet_no_longer_counts_at_once() -> None:
    quiet = replace(ALARM, acknowledged=PRESSED, paused=PRESSED)
    assert shown(quiet, ALARM) == (ALARM,)
    assert shown(quiet, quiet) == (quiet,)


# ---- a sound may rest -------------------------------------------------------------------------

PORTER = Staff(ref="st-09", initials="P.O.", role=Role.ESTATES, badge="04090909")
OFFICE = Office.of((MT, KO, PORTER))
CALL = Alarm("a2", CALL_UNANSWERED.name, TWO_AM, "Called")


def room(*alarms: Alarm) -> RoomState:
    room, outcry = RoomState(ASH_4, since=TWO_AM, alarms=alarms), Outcry()
    outcry.begin((room,), TWO_AM)
    return outcry.on_top(room)


def test_a_press_keeps_quiet_what_sounds_for_its_bound_and_says_that_it_is_not_on_record() -> None:
    hush = Hush()
    assert hush.press(PauseAudio(ASH_4, MT.ref), room(ALARM), OFFICE, TWO_AM) == ""
    for one in hush.over(room(ALARM)).alarms:
        quiet = one.quiet(TWO_AM)
        assert quiet is not None
        assert quiet.by == "M.T., not on record"
        assert not one.sounding(TWO_AM + PAUSED_MOST - seconds(1))
        assert one.sounding(TWO_AM + PAUSED_MOST)


@pytest.mark.parametrize("again_after_s", [1, 60, 119])
def test_another_press_while_it_is_quiet_adds_nothing(again_after_s: int) -> None:
    hush, later = Hush(), TWO_AM + seconds(again_after_s)
    hush.press(PauseAudio(ASH_4, MT.ref), room(ALARM), OFFICE, TWO_AM)
    for act in (PauseAudio(ASH_4, KO.ref), Acknowledge(ASH_4, "a1", KO.ref)):
        assert hush.press(act, hush.over(room(ALARM)), OFFICE, later) != ""
    assert all(one.sounding(TWO_AM + PAUSED_MOST) for one in hush.over(room(ALARM)).alarms)


def test_one_alarm_taken_on_is_quiet_and_the_others_sound() -> None:
    hush = Hush()
    assert hush.press(Acknowledge(ASH_4, "a1", MT.ref), room(ALARM, CALL), OFFICE, TWO_AM) == ""
    sounds = [one.id for one in hush.over(room(ALARM, CALL)).alarms if one.sounding(TWO_AM)]
    assert sounds[0] == "a2"
    assert len(sounds) == 2


def test_what_begins_or_is_there_again_sounds_though_the_room_was_made_quiet() -> None:
    hush = Hush()
    hush.press(PauseAudio(ASH_4, MT.ref), room(ALARM), OFFICE, TWO_AM)
    again = replace(ALARM, times=2, again_at=TWO_AM)
    sounds = {one.id for one in hush.over(room(again, CALL)).alarms if one.sounding(TWO_AM)}
    assert sounds == {"a1", "a2"}


@pytest.mark.hazard("H-29")
@pytest.mark.parametrize("who", [PORTER.ref, "st-77"])
def test_whoever_may_not_quieten_an_alarm_may_not_off_the_record_either(who: str) -> None:
    hush = Hush()
    assert hush.press(PauseAudio(ASH_4, who), room(ALARM), OFFICE, TWO_AM) != ""
    assert all(one.sounding(TWO_AM) for one in hush.over(room(ALARM)).alarms)


def test_once_forgotten_everything_sounds() -> None:
    hush = Hush()
    hush.press(PauseAudio(ASH_4, MT.ref), room(ALARM), OFFICE, TWO_AM)
    hush.forget()
    assert all(one.sounding(TWO_AM) for one in hush.over(room(ALARM)).alarms)
