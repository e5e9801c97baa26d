"""Endings, beginnings, swaps of rooms and late words: none of them buys a minute unseen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.acts import SetPlan
from tests.hub.world import ASH_1, ASH_4, JT, RP, World
from ward.authority import Authority
from ward.care import Person
from ward.happenings import DoorMoved
from ward.rooms import RoomId
from ward.units import minutes

BLANK = "blank spell"
OPENED, SHUT = DoorMoved(is_open=True), DoorMoved(is_open=False)


def confined(every_min: int = 15) -> World:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, every_min=every_min)
    return ward


def ended(ward: World, at: str) -> None:
    ward.until(at)
    ward.ends(ASH_4)


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("room", [ASH_4, ASH_1], ids=["here", "next door"])
def test_beginning_again_under_a_looser_plan_does_not_postpone_what_was_running(
    room: RoomId,
) -> None:
    ward = confined(every_min=15)
    ended(ward, "02:14")
    ward.begins(room, JT, every_min=240)
    ward.until("02:15:01")
    assert ward.alarms(room) == [BLANK]


@pytest.mark.hazard("H-06")
def test_once_seen_the_looser_plan_of_the_new_beginning_is_in_force() -> None:
    ward = confined(every_min=15)
    ended(ward, "02:14")
    ward.begins(ASH_4, JT, every_min=60)
    ward.until("02:20")
    ward.visit(ASH_4)
    assert ward.state(ASH_4).watch.due_at == ward.now + minutes(60)


@pytest.mark.hazard("H-06")
@given(st.lists(st.tuples(st.sampled_from([5, 15, 60, 240]), st.booleans()), max_size=6))
def test_however_often_it_is_ended_and_begun_the_first_due_moment_stands(
    again: list[tuple[int, bool]],
) -> None:
    ward = confined(every_min=15)
    due = ward.state(ASH_4).watch.due_at
    for every_min, changed in again:
        ward.wait(60)
        ward.ends(ASH_4)
        ward.begins(ASH_4, JT, every_min=every_min)
        if changed:
            ward.does(SetPlan(ASH_4, 240, Authority.LOCAL, "", "K.O."))
    assert ward.state(ASH_4).watch.due_at <= due


@pytest.mark.hazard("H-06")
def test_who_moves_into_the_room_left_behind_forgives_nothing_to_who_left_it() -> None:
    ward = confined()
    ended(ward, "02:14")
    ward.happens(ASH_4, OPENED)
    ward.happens(ASH_4, SHUT)
    ward.begins(ASH_4, RP)
    ward.visit(ASH_4)
    ward.ends(ASH_4)
    ward.begins(ASH_1, JT)
    ward.until("02:15:01")
    assert ward.alarms(ASH_1) == [BLANK]


@pytest.mark.hazard("H-06")
def test_other_initials_under_the_same_reference_are_the_same_person() -> None:
    ward = confined()
    ended(ward, "02:14")
    ward.begins(ASH_1, Person(ref=JT.ref, initials="J.A.T."))
    ward.until("02:15:01")
    assert ward.alarms(ASH_1) == [BLANK]


@pytest.mark.hazard("H-06")
def test_a_visit_reported_late_leaves_what_was_unseen_between_it_and_the_ending() -> None:
    ward = confined()
    ended(ward, "02:14")
    ward.until("02:16")
    ward.visit(ASH_4, age_s=11 * 60)
    ward.begins(ASH_4)
    assert f"{ward.state(ASH_4).watch.since:%H:%M}" == "02:05"


@pytest.mark.hazard("H-06")
def test_a_visit_from_before_the_confinement_reported_after_it_forgives_nothing() -> None:
    ward = World()
    ward.until("02:05")
    ward.begins(ASH_4)
    ended(ward, "02:19")
    ward.visit(ASH_4, age_s=15 * 60)
    ward.begins(ASH_4)
    assert f"{ward.state(ASH_4).watch.since:%H:%M}" == "02:05"


@pytest.mark.hazard("H-06")
def test_a_door_that_was_opened_before_the_ending_and_told_of_after_it_parts_nothing() -> None:
    ward = confined()
    ended(ward, "02:14")
    ward.happens(ASH_4, OPENED, age_s=20 * 60)
    ward.happens(ASH_4, SHUT, age_s=19 * 60)
    ward.begins(ASH_4, RP)
    ward.until("02:15:01")
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-06")
def test_what_was_inherited_is_inherited_still_after_a_restart_of_the_hub() -> None:
    ward = confined(every_min=15)
    ended(ward, "02:14")
    ward.begins(ASH_4, JT, every_min=240)
    ward.restart_hub()
    ward.until("02:15:01")
    assert ward.alarms(ASH_4) == [BLANK]
