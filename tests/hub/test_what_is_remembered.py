"""What a room remembers of limits, of people before, and of messages; and when it forgets."""

import pytest

from hub.acts import Authorise, SetPlan
from hub.rooms.watch import LIMITS_MOST, Watch
from tests.hub.test_late_words import healthy
from tests.hub.world import ASH_1, ASH_4, JT, RP, TWO_AM, World
from ward.announcements import AlarmChanged, Change
from ward.authority import Authority
from ward.care import Plan
from ward.envelope import HappeningBody, Standing
from ward.happenings import CallPressed, DoorMoved, LockMoved, TalkMoved
from ward.units import minutes, seconds
from ward.vitals import NotBreathing

OPENED, SHUT = DoorMoved(is_open=True), DoorMoved(is_open=False)


def plan(every_min: int) -> Plan:
    return Plan(
        every_min=every_min, authority=Authority.LOCAL, source="", set_by="K.O.", set_at=TWO_AM
    )


@pytest.mark.hazard("H-06")
def test_however_many_plans_are_set_the_first_due_moment_is_not_forgotten() -> None:
    watch = Watch.begin(TWO_AM, plan(10), TWO_AM)
    for second in range(3 * LIMITS_MOST):
        watch = watch.under(plan(240), TWO_AM + seconds(second))
    assert watch.due_at == TWO_AM + minutes(10)
    assert len(watch.limits) <= LIMITS_MOST + 1


@pytest.mark.hazard("H-06")
def test_a_visit_reported_late_loosens_no_plan_set_since() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=15)
    ward.until("02:10")
    ward.does(SetPlan(ASH_4, 5, Authority.LOCAL, "", "K.O."))
    ward.until("02:12")
    ward.visit(ASH_4, age_s=7 * 60)
    assert ward.state(ASH_4).watch.due_at == TWO_AM + minutes(15)


def test_a_visit_before_the_confinement_is_not_its_first() -> None:
    ward = World()
    ward.until("02:05")
    ward.begins(ASH_4)
    ward.visit(ASH_4, age_s=3 * 60)
    assert ward.state(ASH_4).seen is None


def test_whoever_is_in_a_room_that_was_never_opened_is_seen_by_a_visit_there() -> None:
    ward = World()
    ward.begins(ASH_4, JT)
    ward.until("02:14")
    ward.ends(ASH_4)
    ward.begins(ASH_4, RP)
    ward.visit(ASH_4)
    ward.wait(60)
    ward.ends(ASH_4)
    ward.begins(ASH_4, RP)
    assert f"{ward.state(ASH_4).watch.since:%H:%M}" == "02:14"


def test_an_opening_known_only_by_the_standing_parts_two_people() -> None:
    ward = World()
    ward.hears(ASH_4, healthy(Standing(door_open=False)))
    ward.begins(ASH_4, JT)
    ward.until("02:14")
    ward.ends(ASH_4)
    ward.hears(ASH_4, healthy(Standing(door_open=True)))
    ward.hears(ASH_4, healthy(Standing(door_open=False)))
    ward.begins(ASH_4, RP)
    assert f"{ward.state(ASH_4).watch.since:%H:%M}" == "02:14"


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize(("at", "since"), [("03:13", "02:00"), ("03:15", "03:15")])
def test_the_same_person_is_the_same_for_an_hour(at: str, since: str) -> None:
    ward = World()
    ward.begins(ASH_4, JT)
    ward.until("02:14")
    ward.ends(ASH_4)
    ward.happens(ASH_4, OPENED)
    ward.happens(ASH_4, SHUT)
    hour, minute = (int(part) for part in at.split(":"))
    ward.until_moment(TWO_AM.replace(hour=hour, minute=minute))
    ward.begins(ASH_1, JT)
    assert f"{ward.state(ASH_1).watch.since:%H:%M}" == since


@pytest.mark.hazard("H-10")
def test_a_health_that_tells_nothing_new_still_makes_what_was_before_it_late() -> None:
    ward = World()
    locked = healthy(Standing(locked=True, in_room=True))
    ward.alive.clear()
    ward.hears(ASH_4, locked, n=100)
    ward.hears(ASH_4, locked, n=110)
    ward.hears(ASH_4, HappeningBody(happening=LockMoved(is_locked=False)), n=105)
    assert ward.state(ASH_4).standing.now.locked is True


@pytest.mark.hazard("H-13")
def test_an_authorisation_that_has_already_ended_is_denied() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.does(Authorise(ASH_4, "K.O.", "why", ward.now, capacity="agrees"))
    assert ward.denied == ["An authorisation must end in the future, within 72 h"]


@pytest.mark.hazard("H-12")
def test_a_breathing_that_is_said_to_stop_later_than_it_is_said_stopped_when_it_was_said() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, NotBreathing(since=ward.now + minutes(30)))
    assert ward.state(ASH_4).not_breathing_since == ward.now


def test_the_end_of_an_alarm_is_told_with_its_beginning() -> None:
    ward = World()
    ward.happens(ASH_4, CallPressed())
    began = ward.now
    ward.wait(20)
    ward.happens(ASH_4, TalkMoved(is_talking=True))
    told = [one.message for one in ward.said if isinstance(one.message, AlarmChanged)]
    assert told[-1].change is Change.ENDED
    assert told[-1].alarm.began_at == began
    assert told[-1].alarm.words
