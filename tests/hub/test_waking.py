"""A hub that was away shows at once what came due, and tells people when doors have told it."""

import pytest

from hub.alarms.route import Route
from hub.alarms.waking import STILL_TOLD, WAKES_FOR
from hub.site import Site
from tests.hub.world import ASH_1, ASH_4, JT, KO, MT, World
from ward.conditions import BLANK_SPELL
from ward.happenings import CallPressed
from ward.units import seconds

BLANK = BLANK_SPELL.name
WAKES_S = int(WAKES_FOR.total_seconds())


def ward() -> World:
    told = World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO)), routes=(Route("pager"),))
    told.begins(ASH_4, JT, 5)
    told.happens(ASH_4, CallPressed())  # so that this boot is known
    told.visit(ASH_4)
    told.tells.clear()
    return told


def was_away(told: World, *, owes: bool, down_s: float = 400) -> None:
    """Over the moment at which the spell came due; meanwhile one thing was done at the door."""
    told.now += seconds(down_s)
    if owes:
        told._given[ASH_4, "boot-1"] += 1
    told.restart_hub()


def spells_told(told: World) -> list[str]:
    return [tell.title for tell in told.tells if "blank spell" in tell.title]


@pytest.mark.hazard("H-28")
def test_a_spell_that_a_visit_ended_meanwhile_shows_at_once_and_is_told_to_nobody() -> None:
    told = ward()
    was_away(told, owes=True)
    assert BLANK in told.alarms(ASH_4)
    told.wait(6)
    (notice,) = told.round._fetching.telling.marked(ASH_4)[:1]
    assert notice.withheld == STILL_TOLD
    told._given[ASH_4, "boot-1"] -= 1
    told.visit(ASH_4, age_s=30)
    told.wait(30)
    assert BLANK not in told.alarms(ASH_4)
    assert spells_told(told) == []


@pytest.mark.hazard("H-28")
@pytest.mark.hazard("H-01")
def test_a_spell_that_nobody_ended_is_told_no_later_than_when_that_time_is_over() -> None:
    told = ward()
    was_away(told, owes=True)
    told.wait(WAKES_S - 1)
    assert spells_told(told) == []
    told.wait(1)
    assert len(spells_told(told)) == 1


@pytest.mark.hazard("H-28")
def test_it_is_told_as_soon_as_the_door_has_told_all() -> None:
    told = ward()
    was_away(told, owes=False)
    told.wait(6)
    assert len(spells_told(told)) == 1


@pytest.mark.hazard("H-28")
def test_a_dead_door_holds_it_no_longer() -> None:
    told = ward()
    told.alive.clear()
    was_away(told, owes=True)
    told.wait(WAKES_S)
    assert len(spells_told(told)) == 1


@pytest.mark.hazard("H-28")
@pytest.mark.hazard("H-09")
def test_a_hub_that_is_killed_again_meanwhile_holds_nothing_twice() -> None:
    told = ward()
    was_away(told, owes=True)
    told.wait(WAKES_S - 2)
    told.restart_hub()
    told.wait(1)
    assert len(spells_told(told)) == 1


@pytest.mark.hazard("H-28")
def test_what_showed_before_the_hub_was_killed_is_told_at_once() -> None:
    told = ward()
    told.wait(303)
    told.tells.clear()  # on their way when it was killed
    told.restart_hub()
    told.wait(1)
    assert len(spells_told(told)) == 1


@pytest.mark.hazard("H-28")
def test_only_blank_spells_are_held() -> None:
    told = ward()
    was_away(told, owes=True, down_s=1)
    told.happens(ASH_4, CallPressed())
    assert [tell.title for tell in told.tells] == ["!! Ash 4: call unanswered"]


@pytest.mark.hazard("H-28")
def test_a_clock_that_is_set_back_meanwhile_holds_it_no_longer() -> None:
    told = ward()
    was_away(told, owes=True)
    told.wait(1)
    told.now -= seconds(600)
    told.wait(1)
    assert len(spells_told(told)) == 1


@pytest.mark.hazard("H-28")
def test_a_spell_that_comes_due_long_after_is_told_in_the_second_in_which_it_does() -> None:
    told = ward()
    was_away(told, owes=True, down_s=200)
    told.wait(99)
    assert spells_told(told) == []
    told.wait(2)
    assert len(spells_told(told)) == 1
