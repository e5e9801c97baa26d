"""The timer at the door: the earlier of its own due moment and the hub's."""

import pytest

from edge.charge import Charge
from edge.memory import LastKnown
from edge.moment import Moment
from edge.timer import Timer
from tests.edge.night import ASH_4, at, confined, profile, wall
from ward.announcements import Status
from ward.care import Care
from ward.units import Instant, minutes


def told(
    due_s: float | None, *, seen_s: float | None = None, began_s: float = 0, said_s: float = 0
) -> Status:
    return Status(
        room=ASH_4,
        at=wall(said_s),
        linked=True,
        episode_began_at=wall(began_s),
        seen_at=None if seen_s is None else wall(seen_s),
        due_at=None if due_s is None else wall(due_s),
    )


def due(timer: Timer, second: float) -> Instant | None:
    return timer.due_at(confined(0), at(second))


@pytest.mark.hazard("H-06")
def test_a_watch_that_the_hub_carried_on_is_due_at_the_door_too() -> None:
    timer = Timer()
    timer.told(told(60), at(1))
    assert due(timer, 2) == wall(60)
    assert not timer.overdue(confined(0), at(59))
    assert timer.overdue(confined(0), at(60))


@pytest.mark.hazard("H-06")
def test_a_hub_that_gives_more_time_than_the_plan_is_not_believed() -> None:
    timer = Timer()
    timer.told(told(5000), at(1))
    assert due(timer, 2) == wall(0) + minutes(15)


@pytest.mark.hazard("H-01")
def test_it_is_soon_when_the_hub_says_so_and_without_it_at_a_share_of_the_interval() -> None:
    timer = Timer()
    assert timer.soon_at(confined(0), at(1)) == wall(720)
    timer.told(told(899).model_copy(update={"soon_at": wall(300)}), at(1))
    assert timer.soon_at(confined(0), at(2)) == wall(300)
    timer.observed("A.O.", at(310))
    assert timer.soon_at(confined(0), at(311)) == wall(310 + 720)
    assert timer.soon_at(None, at(311)) is None


@pytest.mark.hazard("H-24")
def test_a_visit_at_this_door_ends_what_was_due_before_the_hub_knows_of_it() -> None:
    timer = Timer()
    timer.told(told(100), at(1))
    timer.observed("A.O.", at(300))
    assert due(timer, 301) == wall(300) + minutes(15)
    timer.told(told(100), at(302))
    assert due(timer, 303) == wall(300) + minutes(15)


@pytest.mark.hazard("H-06")
def test_once_the_hub_knows_of_that_visit_its_tighter_limit_holds() -> None:
    timer = Timer()
    timer.observed("A.O.", at(300))
    timer.told(told(600, seen_s=299), at(305))
    assert due(timer, 306) == wall(600)


def test_what_was_due_in_another_confinement_is_not_due_in_this_one() -> None:
    timer = Timer()
    timer.told(told(100, began_s=-5000), at(1))
    assert due(timer, 2) == wall(0) + minutes(15)


def test_the_hubs_newest_word_on_what_is_due_replaces_the_one_before() -> None:
    timer = Timer()
    timer.told(told(100), at(1))
    timer.told(told(None), at(2))
    assert due(timer, 3) == wall(0) + minutes(15)


@pytest.mark.hazard("H-08")
def test_a_hub_that_dates_a_visit_ahead_is_not_believed_in_what_is_due_either() -> None:
    timer = Timer()
    assert not timer.told(told(100, seen_s=3600), at(1))
    assert due(timer, 2) == wall(0) + minutes(15)


@pytest.mark.hazard("H-08")
@pytest.mark.parametrize(("then", "now_set"), [(True, True), (True, False), (False, True)])
def test_a_visit_from_before_a_power_cut_counts_if_the_clock_was_set_then_and_is_now(
    then: bool, now_set: bool
) -> None:
    timer = Timer(LastKnown(own_at=wall(-60), own_by="A.O.", synced=then))
    now = Moment(wall(5), 5, synced=now_set)
    due_at = timer.due_at(confined(-600), now)
    assert due_at == (wall(-60) + minutes(15) if then and now_set else wall(5))


def test_care_that_is_held_already_is_not_written_again() -> None:
    charge, care = (
        Charge(),
        Care(room=ASH_4, version=3, issued_at=wall(0), staff=(), profile=profile()),
    )
    assert charge.keep(care)
    assert not charge.keep(care)
    assert not charge.keep(care.model_copy(update={"version": 2}))
