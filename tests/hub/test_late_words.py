"""Words that come late, twice or out of order end no alarm and turn nothing back."""

from datetime import timedelta

import pytest

from tests.hub.world import ASH_4, AT_THE_DOOR, SEEN, World
from ward.envelope import HappeningBody, HealthBody, InForce, ObservationBody, Standing
from ward.happenings import (
    CallPressed,
    DoorMoved,
    Happening,
    LockMoved,
    Place,
    PresenceMoved,
    TalkMoved,
)
from ward.observations import Observation
from ward.units import seconds
from ward.vitals import NotBreathing

CALL, CONFINED, NO_BREATH = "call unanswered", "confined without an episode", "no breathing seen"


def healthy(standing: Standing) -> HealthBody:
    in_force = InForce(main_light=0, night_light=0, temperature_c=20, heating=False, cooling=False)
    return HealthBody(
        version="0.1.0", hardware="a test", care_version=1, standing=standing, in_force=in_force
    )


@pytest.mark.hazard("H-15")
@pytest.mark.parametrize(
    "before",
    [
        TalkMoved(is_talking=True),
        DoorMoved(is_open=True),
        PresenceMoved(place=Place.DOORSIDE, is_there=True),
    ],
    ids=["a talk", "an opened door", "somebody at the door"],
)
def test_what_was_before_the_call_and_is_told_after_it_does_not_answer_it(
    before: Happening,
) -> None:
    ward = World()
    ward.happens(ASH_4, DoorMoved(is_open=False))
    ward.wait(300)
    ward.happens(ASH_4, CallPressed())
    ward.happens(ASH_4, before, age_s=120)
    assert ward.alarms(ASH_4) == [CALL]


@pytest.mark.hazard("H-15")
def test_a_call_told_after_the_talk_that_answered_it_is_written_down_and_does_not_sound() -> None:
    ward = World()
    first = ward.hears(ASH_4, HappeningBody(happening=DoorMoved(is_open=False)))
    ward.wait(300)
    called = HappeningBody(happening=CallPressed())
    talked = HappeningBody(happening=TalkMoved(is_talking=True))
    ward.hears(ASH_4, talked, n=first.n + 2, age_s=9)
    ward.hears(ASH_4, called, n=first.n + 1, age_s=14)
    ward.wait(5)
    assert (ward.alarms(ASH_4), ward.began(ASH_4)) == ([], [])
    ward.hears(ASH_4, called, n=first.n + 3, age_s=14)  # by its clock, before the talk
    assert ward.alarms(ASH_4) == [CALL]


@pytest.mark.hazard("H-15")
@pytest.mark.parametrize(
    ("boot", "n", "sounds"),
    [("boot-1", 4, []), ("boot-1", 6, []), ("boot-1", 8, [CALL]), ("boot-2", 1, [CALL])],
)
def test_a_call_is_answered_by_a_visit_and_a_talk_of_the_same_boot_and_a_higher_number(
    boot: str, n: int, sounds: list[str]
) -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.wait(300)
    seen = Observation(id="o-1", came_at=ward.now, evidence=AT_THE_DOOR, content=SEEN)
    ward.hears(ASH_4, ObservationBody(observation=seen), n=7, age_s=9)
    talked = HappeningBody(happening=TalkMoved(is_talking=True))
    ward.hears(ASH_4, talked, n=5, age_s=12)  # told late, it takes nothing back
    ward.hears(ASH_4, HappeningBody(happening=CallPressed()), boot=boot, n=n)
    assert ward.alarms(ASH_4) == sounds


@pytest.mark.hazard("H-15")
def test_a_call_counts_from_the_first_press_in_whatever_order_they_are_told() -> None:
    ward = World()
    ward.wait(300)
    ward.happens(ASH_4, CallPressed(), age_s=10)
    ward.happens(ASH_4, CallPressed(), age_s=240)
    assert ward.state(ASH_4).call_at == ward.now - seconds(240)


@pytest.mark.hazard("H-15")
def test_a_node_that_restarts_behind_an_open_door_answers_no_call() -> None:
    ward = World()
    ward.happens(ASH_4, DoorMoved(is_open=False))
    ward.happens(ASH_4, DoorMoved(is_open=True))
    ward.happens(ASH_4, CallPressed())
    ward.hears(ASH_4, healthy(Standing()), boot="boot-2", n=1)
    ward.hears(ASH_4, healthy(Standing(door_open=True)), boot="boot-2", n=2)
    assert ward.alarms(ASH_4) == [CALL]


@pytest.mark.hazard("H-10")
def test_an_unlocking_told_after_the_locking_that_followed_it_frees_nobody() -> None:
    ward = World()
    first = ward.hears(ASH_4, healthy(Standing(in_room=True, locked=True)))
    ward.hears(ASH_4, HappeningBody(happening=LockMoved(is_locked=True)), n=first.n + 50)
    ward.wait(301)
    assert ward.alarms(ASH_4) == [CONFINED]
    unlocked = HappeningBody(happening=LockMoved(is_locked=False))
    ward.hears(ASH_4, unlocked, n=first.n + 49, age_s=302)
    assert ward.alarms(ASH_4) == [CONFINED]
    ward.hears(ASH_4, unlocked, n=first.n + 400)
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-10")
def test_how_it_stood_long_ago_does_not_change_how_it_stands() -> None:
    ward = World()
    ward.alive.clear()
    ward.hears(ASH_4, healthy(Standing(door_open=False, locked=True)), n=100)
    ward.hears(ASH_4, healthy(Standing(door_open=True, locked=False)), n=90, age_s=60)
    ward.hears(ASH_4, HappeningBody(happening=DoorMoved(is_open=True)), n=95, age_s=30)
    assert ward.state(ASH_4).standing.now == Standing(door_open=False, locked=True)
    ward.hears(ASH_4, healthy(Standing(door_open=True, locked=False)), boot="boot-2", n=1)
    assert ward.state(ASH_4).standing.now == Standing(door_open=True, locked=False)


@pytest.mark.hazard("H-10")
def test_what_a_boot_says_of_the_one_before_it_is_older_than_how_it_found_things_to_stand() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.wait(400)
    assert ward.alarms(ASH_4) == [CONFINED]
    ward.alive.clear()
    stands = Standing(in_room=True, door_open=False, locked=True)
    ward.hears(ASH_4, healthy(stands), boot="boot-2", n=1)
    unlocked = HappeningBody(happening=LockMoved(is_locked=False))
    ward.hears(ASH_4, unlocked, n=50, age_s=300, sent_boot="boot-2")
    assert ward.alarms(ASH_4) == [CONFINED]
    assert ward.state(ASH_4).standing.now.locked is True


def watched() -> World:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.wait(60)
    ward.breathes(ASH_4, NotBreathing(since=ward.now - timedelta(seconds=25)))
    return ward


@pytest.mark.hazard("H-12")
def test_ending_the_episode_does_not_take_back_a_breathing_that_stopped() -> None:
    ward = watched()
    ward.ends(ASH_4)
    ward.wait(5)
    assert NO_BREATH in ward.alarms(ASH_4)
    ward.visit(ASH_4)
    assert NO_BREATH not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-12")
def test_an_old_breath_told_to_a_restarted_hub_does_not_end_it() -> None:
    ward = watched()
    ward.restart_hub()
    ward.breathes(ASH_4, 14.0, age_s=40)
    assert NO_BREATH in ward.lasting(ASH_4)
    ward.breathes(ASH_4, 14.0)
    assert NO_BREATH not in ward.lasting(ASH_4)
