"""The hub's clock ran behind and was set on: a visit told late makes no plan that came after it."""

from datetime import timedelta

import pytest

from hub.acts import SetPlan
from hub.rooms.clock_facts import ClockSetOn
from tests.hub.world import ASH_1, ASH_4, AT_THE_DOOR, RP, SEEN, World
from ward.authority import Authority
from ward.envelope import ObservationBody
from ward.observations import Observation
from ward.units import minutes

pytestmark = pytest.mark.hazard("H-08")
BEHIND = timedelta(minutes=11)


def loosened(ward: World) -> None:
    ward.does(SetPlan(ASH_4, 60, Authority.LOCAL, "care plan", "K.O."))


def set_on(ward: World) -> None:
    ward.now += BEHIND
    ward.wait(1)


def watched(*, since_before: bool) -> World:
    """Every five minutes, by a clock that runs behind, since before it was set back or after."""
    ward = World()
    if since_before:
        ward.begins(ASH_4, every_min=5)
    ward.now -= BEHIND
    ward.wait(1)
    if not since_before:
        ward.begins(ASH_4, every_min=5)
    ward.wait(120)
    return ward


@pytest.mark.parametrize("since_before", [True, False])
def test_the_plan_of_a_visit_told_late_is_not_the_looser_one_that_was_set_after_it(
    since_before: bool,
) -> None:
    ward = watched(since_before=since_before)
    loosened(ward)
    ward.wait(10)
    set_on(ward)
    ward.visit(ASH_4, age_s=60)  # fifty seconds before the plan
    assert ward.state(ASH_4).watch.due_at == ward.now - timedelta(seconds=60) + minutes(5)
    ward.restart_hub()
    assert ward.state(ASH_4).watch.due_at == ward.now - timedelta(seconds=60) + minutes(5)


@pytest.mark.parametrize("since_before", [True, False])
def test_the_next_visit_that_is_told_at_once_is_under_the_plan_in_force(
    since_before: bool,
) -> None:
    ward = watched(since_before=since_before)
    loosened(ward)
    set_on(ward)
    ward.visit(ASH_4, age_s=60)
    ward.visit(ASH_4)
    assert ward.state(ASH_4).watch.due_at == ward.now + minutes(60)


def test_a_plan_set_since_the_clock_is_right_is_told_apart_from_those_before() -> None:
    ward = watched(since_before=False)
    ward.does(SetPlan(ASH_4, 15, Authority.LOCAL, "care plan", "K.O."))
    set_on(ward)
    loosened(ward)
    ward.wait(90)
    ward.visit(ASH_4, age_s=60)
    assert ward.state(ASH_4).watch.due_at == ward.now - timedelta(seconds=60) + minutes(60)


def test_by_a_clock_that_is_right_a_visit_told_late_is_under_the_plan_of_its_own_time() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=5)
    ward.wait(120)
    loosened(ward)
    ward.wait(120)
    ward.visit(ASH_4, age_s=60)
    assert ward.state(ASH_4).watch.due_at == ward.now - timedelta(seconds=60) + minutes(60)
    assert not any(isinstance(fact, ClockSetOn) for fact in ward.facts)


def test_it_is_written_down_where_plans_are_to_be_told_apart_and_nowhere_else() -> None:
    ward = watched(since_before=False)
    ward.begins(ASH_1, RP)
    loosened(ward)
    set_on(ward)
    (fact,) = (fact for fact in ward.facts if isinstance(fact, ClockSetOn))
    assert (fact.room, fact.by_s) == (ASH_4, BEHIND.total_seconds() + 1)


def test_whoever_was_confined_until_just_now_is_begun_anew_as_before() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=5)
    ward.wait(60)
    ward.ends(ASH_4)
    due = ward.state(ASH_4).formers[0].watch.due_at
    ward.now += timedelta(minutes=61)
    ward.wait(1)
    ward.begins(ASH_1, every_min=60)
    assert ward.state(ASH_1).watch.due_at == due


def test_the_tighter_plan_goes_with_whoever_was_moved_meanwhile() -> None:
    ward = watched(since_before=True)
    ward.begins(ASH_1, RP)
    loosened(ward)
    ward.ends(ASH_4)
    ward.wait(1)
    set_on(ward)
    assert not any(limit.dated for limit in ward.state(ASH_4).formers[0].watch.limits)


@pytest.mark.parametrize(("clock_s", "synced"), [(41.0, True), (0.0, False)])
def test_a_visit_whose_way_no_clock_shows_is_under_the_tightest_plan_of_the_last_minute(
    clock_s: float, synced: bool
) -> None:
    """It may have been on its way since before the looser plan; the next one is under that."""
    ward = World()
    ward.begins(ASH_4, every_min=5)
    ward.wait(120)
    loosened(ward)
    ward.wait(10)
    seen(ward, clock_s, synced=synced)
    assert ward.state(ASH_4).watch.due_at == ward.now + minutes(5)
    ward.restart_hub()
    assert ward.state(ASH_4).watch.due_at == ward.now + minutes(5)
    ward.wait(61)
    seen(ward, clock_s, synced=synced)
    assert ward.state(ASH_4).watch.due_at == ward.now + minutes(60)


@pytest.mark.parametrize("age_s", [2.0, 6.0, 40.0])
def test_so_is_one_that_is_told_late_too(age_s: float) -> None:
    """Late by the node's word, and on the wire for nobody knows how long beside that."""
    ward = World()
    ward.begins(ASH_4, every_min=5)
    ward.wait(120)
    loosened(ward)
    ward.wait(50)
    seen(ward, 41.0, age_s=age_s)
    assert ward.state(ASH_4).watch.due_at == ward.now - timedelta(seconds=age_s) + minutes(5)


def test_a_visit_by_clocks_that_agree_is_under_the_plan_in_force() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=5)
    ward.wait(120)
    loosened(ward)
    ward.wait(10)
    seen(ward)
    assert ward.state(ASH_4).watch.due_at == ward.now + minutes(60)


def seen(ward: World, clock_s: float = 0, *, synced: bool = True, age_s: float = 0) -> None:
    observation = Observation(id="o-1", came_at=ward.now, evidence=AT_THE_DOOR, content=SEEN)
    ward.hears(
        ASH_4, ObservationBody(observation=observation), clock_s=clock_s, synced=synced, age_s=age_s
    )
