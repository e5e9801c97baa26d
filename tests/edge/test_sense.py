"""How things stand, the room's air, and the timer at the door."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.events import (
    BadgeSensed,
    CallSensed,
    DoorSensed,
    LockSensed,
    Measured,
    PresenceSensed,
    TalkSensed,
)
from edge.hub_time import HubTime
from edge.moment import Moment
from edge.sense.climate import Climate
from edge.sense.levels import Levels
from edge.timer import Timer
from tests.edge.night import AMAS_CARD, ASH_4, TWO_AM, at, care, confined, order, wall
from ward.announcements import Status
from ward.happenings import BadgeShown, CallPressed, DoorMoved, LockMoved, Place, PresenceMoved
from ward.readings import Missing, Quantity, Reading
from ward.units import Instant, minutes, seconds

# ---- levels ----------------------------------------------------------------------------------


def test_the_first_word_of_a_sensor_is_how_it_stands_and_no_happening() -> None:
    levels = Levels()
    assert levels.feed(DoorSensed(False), at(0)) == ()
    assert levels.feed(LockSensed(True), at(0)) == ()
    assert levels.feed(PresenceSensed(Place.ROOM, True), at(0)) == ()
    assert (levels.standing.door_open, levels.standing.locked) == (False, True)
    assert levels.standing.in_room is True
    assert levels.standing.at_door is None


def test_only_a_change_is_a_happening() -> None:
    levels = Levels()
    levels.feed(DoorSensed(False), at(0))
    levels.feed(LockSensed(False), at(0))
    assert levels.feed(DoorSensed(False), at(1)) == ()
    assert levels.feed(DoorSensed(True), at(2)) == (DoorMoved(is_open=True),)
    assert levels.feed(LockSensed(True), at(3)) == (LockMoved(is_locked=True),)
    assert levels.feed(LockSensed(True), at(4)) == ()


def test_each_place_is_its_own() -> None:
    levels = Levels()
    levels.feed(PresenceSensed(Place.ENSUITE, False), at(0))
    levels.feed(PresenceSensed(Place.ROOM, True), at(0))
    assert levels.feed(PresenceSensed(Place.ENSUITE, True), at(1)) == (
        PresenceMoved(place=Place.ENSUITE, is_there=True),
    )
    assert (levels.standing.in_room, levels.standing.in_ensuite) == (True, True)


def test_every_press_of_the_button_is_told() -> None:
    levels = Levels()
    assert [levels.feed(CallSensed(), at(s)) for s in (0, 0.5)] == [(CallPressed(),)] * 2


def test_a_card_left_on_the_reader_is_shown_once() -> None:
    levels = Levels()
    told = [levels.feed(BadgeSensed(AMAS_CARD), at(s / 2)) for s in range(20)]
    assert [bool(t) for t in told] == [True] + [False] * 19
    assert levels.feed(BadgeSensed(AMAS_CARD), at(13)) == (BadgeShown(badge=AMAS_CARD),)


def test_a_talk_begins_and_ends() -> None:
    levels = Levels()
    told = [levels.feed(TalkSensed(t), at(0)) for t in (False, True, True, False)]
    assert [len(t) for t in told] == [0, 1, 0, 1]


# ---- climate ---------------------------------------------------------------------------------


def measured(value: float | Missing, sensor: str = "sht4x") -> Measured:
    return Measured((Reading(quantity=Quantity.TEMPERATURE, sensor=sensor, value=value),))


def test_the_sensor_that_spoke_first_leads_while_it_can_be_believed() -> None:
    climate = Climate()
    climate.feed(measured(20.5), at(0))
    climate.feed(measured(22.0, "scd4x"), at(0))
    assert climate.temperature_c(at(1)) == 20.5
    assert climate.thermometers(at(1)) == {"sht4x": 20.5, "scd4x": 22.0}
    climate.feed(measured(Missing.SENSOR_LOST), at(2))
    assert climate.temperature_c(at(3)) == 22.0


@pytest.mark.hazard("H-22")
def test_an_old_reading_says_nothing_of_now() -> None:
    climate = Climate()
    climate.feed(measured(20.5), at(0))
    assert climate.temperature_c(at(61)) is Missing.SENSOR_LOST
    assert climate.thermometers(at(61)) == {}


def test_a_temperature_that_no_room_has_is_out_of_range() -> None:
    climate = Climate()
    climate.feed(measured(-45.0), at(0))
    assert climate.temperature_c(at(0)) is Missing.OUT_OF_RANGE
    assert climate.light_lux(at(0)) is Missing.SENSOR_LOST


# ---- the timer -------------------------------------------------------------------------------


def told(seen_s: float | None, by: str = "B.R.", said_s: float = 0) -> Status:
    seen_at = None if seen_s is None else wall(seen_s)
    return Status(room=ASH_4, at=wall(said_s), linked=True, seen_at=seen_at, seen_by=by)


def due(timer: Timer, now: Moment, began_s: float = 0) -> Instant | None:
    return timer.due_at(confined(began_s), now)


def test_nobody_confined_nobody_due() -> None:
    timer = Timer()
    assert timer.due_at(None, at(0)) is None
    assert not timer.overdue(None, at(9999))


def test_the_first_look_is_due_from_the_beginning_of_the_confinement() -> None:
    assert due(Timer(), at(100), began_s=60) == wall(60) + minutes(15)


def test_a_look_before_the_confinement_shortens_nothing() -> None:
    timer = Timer()
    timer.told(told(10), at(20))
    assert due(timer, at(100), began_s=60) == wall(60) + minutes(15)


def test_the_later_of_the_doors_own_and_the_hubs_word_holds() -> None:
    timer = Timer()
    timer.observed("A.O.", at(300))
    timer.told(told(200), at(310))
    seen = timer.seen(at(320))
    assert seen
    assert (seen.at, seen.by) == (wall(300), "A.O.")
    timer.told(told(400), at(410))
    seen = timer.seen(at(420))
    assert seen
    assert (seen.at, seen.by) == (wall(400), "B.R.")


def test_a_hub_that_says_less_than_before_takes_nothing_back() -> None:
    timer = Timer()
    timer.told(told(400), at(410))
    timer.told(told(None), at(420))
    timer.told(told(100), at(430))
    assert due(timer, at(430)) == wall(400) + minutes(15)


@pytest.mark.hazard("H-08")
def test_a_look_that_is_yet_to_come_is_not_believed() -> None:
    timer = Timer()
    assert not timer.told(told(3600), at(0))
    assert timer.seen(at(10)) is None


def test_a_hub_a_little_ahead_never_makes_a_look_later_than_now() -> None:
    timer = Timer()
    assert timer.told(told(30), at(0))
    seen = timer.seen(at(1))
    assert seen
    assert seen.at == wall(1)


@pytest.mark.hazard("H-08")
def test_setting_the_clock_makes_no_visit_newer() -> None:
    timer = Timer()
    slow = Moment(TWO_AM - seconds(86_400), 100.0, synced=False)
    timer.observed("A.O.", slow)
    seen = timer.seen(at(700))
    assert seen
    assert seen.at == wall(100)


def test_fifteen_minutes_and_not_less_are_too_long() -> None:
    timer = Timer()
    assert not timer.overdue(confined(0), at(899.9))
    assert timer.overdue(confined(0), at(900))


def test_a_clock_that_is_far_behind_cannot_say_that_nobody_is_due() -> None:
    wrong = Moment(TWO_AM - seconds(86_400 * 300), 5.0, synced=False)
    assert Timer().overdue(confined(0), wrong)


@settings(deadline=None)
@given(st.lists(st.floats(-7200, 7200), max_size=10), st.floats(0, 3600))
def test_no_word_of_a_hub_makes_the_person_seen_later_than_now(
    said: list[float], now_s: float
) -> None:
    timer = Timer()
    for seen_s in said:
        timer.told(told(seen_s), at(now_s))
    seen = timer.seen(at(now_s))
    assert seen is None or seen.at <= at(now_s).at


# ---- the hub's time ----------------------------------------------------------------------------


def test_a_synchronised_clock_ahead_of_all_stamps_is_simply_believed() -> None:
    clock = HubTime()
    clock.heard(told(None, said_s=0), 0, retained=False)
    assert clock.judge(at(10)) == at(10)


@pytest.mark.hazard("H-08")
def test_a_clock_that_nobody_synchronises_is_believed_until_proven_slow() -> None:
    clock = HubTime()
    assert clock.judge(at(10, synced=False)).synced
    clock.heard(told(None, said_s=14), 10, retained=False)
    assert clock.judge(at(10, synced=False)) == Moment(wall(14), 10, synced=True)
    clock.heard(told(None, said_s=3600), 11, retained=False)
    assert not clock.judge(at(11, synced=False)).synced


def test_the_hubs_stamp_ages_with_uptime() -> None:
    clock = HubTime()
    clock.heard(care(), 0, retained=False)  # issued at two
    slow = Moment(TWO_AM - seconds(7200), 300.0, synced=False)
    assert clock.judge(slow).at == wall(300)


def test_with_the_hub_a_minute_ahead_lateness_is_by_the_hubs_clock() -> None:
    clock = HubTime()
    clock.heard(order(asked_s=60), 0, retained=False)
    assert clock.judge(at(0)) == Moment(wall(60), 0, synced=True)


def test_one_wrong_stamp_does_not_stop_a_room_for_good() -> None:
    clock = HubTime()
    clock.heard(told(None, said_s=1e8), 0, retained=False)
    assert clock.judge(at(599)).at > wall(1e7)
    assert clock.judge(at(601)) == at(601)
