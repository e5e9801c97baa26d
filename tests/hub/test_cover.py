"""Somebody must stay all the time: only known staff who are at that door keep company."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.acts import Look, SetPlan
from hub.rooms.facts import How
from hub.rooms.watch import is_ahead
from tests.hub.world import ASH_1, ASH_4, KO, RP, World
from ward.authority import Authority
from ward.care import Cover
from ward.happenings import (
    BadgeShown,
    CallPressed,
    DoorMoved,
    Happening,
    Place,
    PresenceMoved,
    TalkMoved,
)
from ward.rooms import RoomId

pytestmark = pytest.mark.hazard("H-30")
ALONE = "left alone"
CAME = PresenceMoved(place=Place.DOORSIDE, is_there=True)
WENT = PresenceMoved(place=Place.DOORSIDE, is_there=False)
BADGE = BadgeShown(badge=KO.badge)
STRANGE = BadgeShown(badge="0411111111")


def asked(cover: Cover = Cover.SIGHT_AND_SOUND) -> World:
    """An hourly record, so that no blank spell is in the way, and somebody must stay."""
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, every_min=60, cover=cover)
    return ward


def happen(ward: World, *happenings: Happening, room: RoomId = ASH_4) -> None:
    for happening in happenings:
        ward.happens(room, happening)


def plan(ward: World, cover: Cover, every_min: int = 60) -> None:
    ward.does(SetPlan(ASH_4, every_min, Authority.LOCAL, "care plan", "K.O.", cover))


@pytest.mark.parametrize("cover", [Cover.SIGHT_AND_SOUND, Cover.OUTSIDE_DOOR])
def test_a_gap_of_more_than_a_minute_is_an_alarm_and_known_staff_at_the_door_end_it(
    cover: Cover,
) -> None:
    ward = asked(cover)
    ward.wait(60)
    assert ALONE not in ward.alarms(ASH_4)
    ward.wait(1)
    assert ALONE in ward.alarms(ASH_4)
    happen(ward, CAME)
    ward.wait(30)
    assert ALONE in ward.alarms(ASH_4)
    happen(ward, BADGE)
    assert ALONE not in ward.alarms(ASH_4)


def test_whoever_stays_is_there_until_they_go_and_a_minute_later_they_are_missed() -> None:
    ward = asked()
    happen(ward, CAME, BADGE)
    ward.wait(10 * 60)
    assert ALONE not in ward.alarms(ASH_4)
    happen(ward, WENT)
    ward.wait(60)
    assert ALONE not in ward.alarms(ASH_4)
    ward.wait(2)
    assert ALONE in ward.alarms(ASH_4)
    assert "within sight and sound, for 1 min" in ward.words(ASH_4)


def test_where_nobody_must_stay_nobody_is_missed() -> None:
    ward = asked(Cover.NONE)
    ward.wait(15 * 60)
    assert ward.alarms(ASH_4) == []


@pytest.mark.parametrize(
    "happenings",
    [
        (CAME,),
        (CAME, STRANGE),
        (BADGE,),
        (BADGE, WENT),
        (CallPressed(),),
        (CAME, DoorMoved(is_open=True)),
        (CAME, TalkMoved(is_talking=True)),
        (PresenceMoved(place=Place.ROOM, is_there=True), BADGE),
    ],
    ids=[
        "anybody",
        "a strange badge",
        "a tap",
        "a tap and gone",
        "a call",
        "opened",
        "a talk",
        "inside",
    ],
)
def test_neither_a_stay_of_anybody_nor_a_tap_keeps_company(
    happenings: tuple[Happening, ...],
) -> None:
    ward = asked()
    happen(ward, *happenings)
    ward.wait(62)
    assert ALONE in ward.alarms(ASH_4)


def test_staff_next_door_keep_no_company_here() -> None:
    ward = asked()
    happen(ward, CAME, BADGE, room=ASH_1)
    ward.wait(62)
    assert ALONE in ward.alarms(ASH_4)


def test_a_badge_just_before_the_sensor_made_up_its_mind_is_of_this_stay() -> None:
    ward = asked()
    happen(ward, BADGE)
    ward.wait(9)
    happen(ward, CAME)
    ward.wait(120)
    assert ALONE not in ward.alarms(ASH_4)


def test_a_badge_of_an_earlier_stay_is_nobodys_of_this_one() -> None:
    ward = asked()
    happen(ward, CAME, BADGE)
    ward.wait(5)
    happen(ward, WENT)
    ward.wait(20)
    happen(ward, CAME)
    ward.wait(42)
    assert ALONE in ward.alarms(ASH_4)


def test_a_sensor_that_drops_out_for_a_moment_ends_no_stay() -> None:
    ward = asked()
    happen(ward, CAME, BADGE)
    for _ in range(20):
        ward.wait(10)
        happen(ward, WENT)
        ward.wait(10)
        happen(ward, CAME)
    assert ALONE not in ward.alarms(ASH_4)


def test_whoever_goes_in_through_the_open_door_is_with_the_person() -> None:
    ward = asked()
    happen(ward, CAME, BADGE, DoorMoved(is_open=True), WENT)
    ward.wait(5 * 60)
    assert ALONE not in ward.alarms(ASH_4)
    happen(ward, DoorMoved(is_open=False))
    ward.wait(62)
    assert ALONE in ward.alarms(ASH_4)


def test_a_stuck_sensor_keeps_no_company_for_more_than_half_an_hour() -> None:
    ward = asked()
    happen(ward, CAME, BADGE)
    ward.wait(30 * 60 + 59)
    assert ALONE not in ward.alarms(ASH_4)
    ward.wait(2)
    assert ALONE in ward.alarms(ASH_4)
    happen(ward, BADGE)
    assert ALONE not in ward.alarms(ASH_4)


def test_while_nothing_is_heard_from_the_room_nobody_is_known_to_be_there() -> None:
    ward = asked()
    happen(ward, CAME, BADGE)
    ward.wait(60)
    ward.alive.discard(ASH_4)
    ward.wait(67)
    assert ALONE in ward.alarms(ASH_4)
    assert "Nothing heard from this room" in ward.words(ASH_4)
    ward.health(ASH_4)
    assert ALONE not in ward.alarms(ASH_4)


def test_told_again_to_stay_nobody_has_another_minute() -> None:
    ward = asked()
    ward.wait(50)
    plan(ward, Cover.OUTSIDE_DOOR)
    ward.wait(11)
    assert ALONE in ward.alarms(ASH_4)


def test_a_plan_that_asks_nobody_to_stay_ends_it_and_it_takes_the_rank_of_a_looser_plan() -> None:
    ward = asked()
    ward.wait(62)
    ward.does(SetPlan(ASH_4, 15, Authority.LOCAL, "care plan", "M.T."))
    assert ALONE in ward.alarms(ASH_4)
    assert "set a looser plan" in ward.denied[-1]
    plan(ward, Cover.NONE, every_min=15)
    assert ALONE not in ward.alarms(ASH_4)


def test_a_restart_of_the_hub_forgives_no_second_of_a_gap() -> None:
    ward = asked()
    happen(ward, CAME, BADGE)
    ward.wait(30)
    happen(ward, WENT)
    ward.wait(40)
    ward.restart_hub()
    ward.wait(22)
    assert ALONE in ward.alarms(ASH_4)


def test_a_stay_of_anybody_is_not_made_staffs_by_a_tap_after_it() -> None:
    ward = asked()
    happen(ward, CAME)
    ward.wait(40)
    happen(ward, WENT)
    ward.wait(16)
    happen(ward, BADGE)
    ward.wait(5)
    assert ALONE in ward.alarms(ASH_4)


@pytest.mark.parametrize("next_", [CAME, BADGE], ids=["anybody", "a tap"])
def test_what_comes_after_a_stay_of_staff_takes_nothing_from_it(next_: Happening) -> None:
    ward = asked()
    happen(ward, CAME, BADGE)
    ward.wait(5 * 60)
    happen(ward, WENT)
    ward.wait(30)
    happen(ward, next_)
    ward.wait(30)
    assert ALONE not in ward.alarms(ASH_4)
    ward.wait(2)
    assert ALONE in ward.alarms(ASH_4)


@pytest.mark.parametrize("offset", range(11))
def test_it_is_found_in_the_second_in_which_it_is_so(offset: int) -> None:
    ward = World()
    ward.wait(offset)
    ward.begins(ASH_4, cover=Cover.SIGHT_AND_SOUND)
    ward.wait(60)
    assert ward.alarms(ASH_4) == []
    ward.wait(1)
    assert ward.alarms(ASH_4) == [ALONE]


def test_ended_and_begun_again_for_the_same_person_nobody_has_another_minute() -> None:
    ward = asked()
    ward.wait(50)
    ward.ends(ASH_4)
    ward.begins(ASH_4, cover=Cover.SIGHT_AND_SOUND)
    ward.wait(11)
    assert ALONE in ward.alarms(ASH_4)


def test_for_somebody_else_it_begins_anew() -> None:
    ward = asked()
    ward.wait(50)
    ward.ends(ASH_4)
    ward.begins(ASH_4, RP, cover=Cover.SIGHT_AND_SOUND)
    ward.wait(60)
    assert ALONE not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
def test_company_goes_on_when_the_clock_is_set_back() -> None:
    ward = asked()
    happen(ward, CAME, BADGE)
    ward.wait(120)
    ward.now -= timedelta(minutes=10)
    ward.wait(70)
    assert ALONE not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
def test_a_clock_set_back_a_little_and_a_little_again_hides_no_gap() -> None:
    ward = asked()
    ward.wait(62)
    for _ in range(30):
        ward.now -= timedelta(seconds=4)
        ward.take(ward.round.tick(ward.now))
        assert ALONE in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
def test_a_gap_that_began_in_the_time_to_come_is_one_no_later() -> None:
    """Set back a moment, and a moment again: that adds up, and the gap goes back with it."""
    ward = World()
    ward.wait(2)
    ward.begins(ASH_4, cover=Cover.SIGHT_AND_SOUND)
    for _ in range(2):
        ward.now -= timedelta(seconds=4)
        ward.take(ward.round.tick(ward.now))
    ward.wait(62)
    assert ALONE in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
def test_a_clock_that_is_set_back_makes_no_gap_longer() -> None:
    ward = asked()
    happen(ward, CAME, BADGE)
    ward.wait(120)
    happen(ward, WENT)
    ward.wait(30)
    ward.now -= timedelta(minutes=10)
    ward.wait(32)
    assert ALONE in ward.alarms(ASH_4)


ELSE = {
    "anybody comes": lambda ward: happen(ward, CAME),
    "anybody goes": lambda ward: happen(ward, WENT),
    "a strange badge": lambda ward: happen(ward, STRANGE),
    "a call": lambda ward: happen(ward, CallPressed()),
    "inside": lambda ward: happen(ward, PresenceMoved(place=Place.ROOM, is_there=True)),
    "next door": lambda ward: happen(ward, CAME, BADGE, room=ASH_1),
    "a look": lambda ward: ward.does(Look(ASH_4, How.CCTV, "K.O.")),
    "a closer plan": lambda ward: plan(ward, Cover.OUTSIDE_DOOR, 30),
    "a restart": lambda ward: ward.restart_hub(),
    "a while": lambda ward: ward.wait(7),
}


@given(st.lists(st.sampled_from(sorted(ELSE)), max_size=12))
def test_nothing_but_known_staff_at_that_door_ends_a_gap(what: list[str]) -> None:
    ward = asked()
    ward.wait(62)
    for one in what:
        ELSE[one](ward)
        assert ALONE in ward.alarms(ASH_4)
        since = ward.state(ASH_4).cover.lacking_since(ward.now)
        assert since is not None
        assert not is_ahead(since, ward.now)
    happen(ward, CAME, BADGE)
    assert ALONE not in ward.alarms(ASH_4)
