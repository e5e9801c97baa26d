"""Calls: whoever presses is come to, louder and by more people the longer it takes."""

import pytest

from hub.acts import Acknowledge, PauseAudio
from hub.panel.local import Local
from hub.panel.tiles import tile
from hub.rooms.alarm_facts import Escalated
from hub.rules.limits import Limits
from hub.site import Site
from hub.staff.duty import Duty
from tests.hub.world import ASH_1, ASH_4, JT, KO, MT, World
from ward.conditions import CALL_STILL_UNANSWERED, CALL_UNANSWERED, Priority
from ward.happenings import (
    BadgeShown,
    CallPressed,
    DoorMoved,
    Happening,
    LockMoved,
    Place,
    PresenceMoved,
    TalkMoved,
)
from ward.units import seconds

pytestmark = pytest.mark.hazard("H-15")
CALL, HIGH = CALL_UNANSWERED.name, CALL_STILL_UNANSWERED.name


def called(site: Site | None = None) -> World:
    ward = World(site=site)
    ward.begins(ASH_4, JT, 240)
    ward.happens(ASH_4, DoorMoved(is_open=False))
    ward.happens(ASH_4, CallPressed())
    return ward


def fetched(ward: World, condition: str) -> list[tuple[int, Duty]]:
    """Seconds after two o'clock, and who."""
    began = ward.facts[0].at
    return [
        (round((fact.at - began).total_seconds()), fact.duty)
        for fact in ward.facts
        if isinstance(fact, Escalated) and fact.condition == condition
    ]


def test_a_call_fetches_a_second_person_after_a_minute_and_is_high_after_two() -> None:
    ward = called()
    ward.wait(119)
    assert ward.alarms(ASH_4) == [CALL]
    assert fetched(ward, CALL) == [(0, Duty.OBSERVER), (60, Duty.IN_CHARGE)]
    ward.wait(1)
    assert ward.alarms(ASH_4) == sorted([CALL, HIGH])
    assert CALL_STILL_UNANSWERED.priority is Priority.HIGH
    ward.wait(60)
    assert fetched(ward, HIGH) == [
        (120, Duty.OBSERVER),
        (120, Duty.IN_CHARGE),
        (180, Duty.SENIOR),
    ]
    assert ward.alarms(ASH_1) == []


def test_when_the_second_comes_and_when_it_is_high_are_the_sites_to_set() -> None:
    limits = Limits(call_second_s=20, call_high_s=45)
    ward = called(Site(rooms=(ASH_1, ASH_4), staff=(MT, KO), limits=limits))
    ward.restart_hub()
    ward.wait(44)
    assert fetched(ward, CALL)[-1] == (20, Duty.IN_CHARGE)
    assert ward.alarms(ASH_4) == [CALL]
    ward.wait(1)
    assert HIGH in ward.alarms(ASH_4)


ANSWERS: dict[str, tuple[Happening, bool]] = {
    "a badge of staff": (BadgeShown(badge=MT.badge), True),
    "an opened door": (DoorMoved(is_open=True), True),
    "a talk": (TalkMoved(is_talking=True), True),
    "a badge that nobody here has": (BadgeShown(badge="0411111111"), False),
    "a talk that ends": (TalkMoved(is_talking=False), False),
    "somebody who passes by": (PresenceMoved(place=Place.DOORSIDE, is_there=True), False),
    "a lock that turns": (LockMoved(is_locked=True), False),
    "somebody who moves inside": (PresenceMoved(place=Place.ROOM, is_there=True), False),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_only_a_talk_or_staff_at_that_door_answer(what: str) -> None:
    happening, answers = ANSWERS[what]
    ward = called()
    ward.wait(130)
    ward.happens(ASH_1, happening)
    assert ward.alarms(ASH_4) == sorted([CALL, HIGH])
    ward.happens(ASH_4, happening)
    ward.wait(1)
    assert (ward.alarms(ASH_4) == []) == answers


def test_a_full_observation_answers_and_no_press_at_a_station_does() -> None:
    ward = called()
    ward.cctv(ASH_4)
    ward.types_at_station(ASH_4)
    ward.wait(125)
    assert ward.alarms(ASH_4) == sorted([CALL, HIGH])
    ward.visit(ASH_4)
    assert ward.alarms(ASH_4) == []


def quiet(ward: World, condition: str) -> bool:
    alarm = ward.state(ASH_4).showing(condition)
    return alarm is not None and not alarm.sounding(ward.now)


def test_a_press_after_somebody_made_it_quiet_is_heard() -> None:
    for by_pause in (True, False):
        ward = called()
        ward.wait(10)
        alarm = ward.state(ASH_4).showing(CALL)
        assert alarm is not None
        ward.does(PauseAudio(ASH_4, "K.O.") if by_pause else Acknowledge(ASH_4, alarm.id, "K.O."))
        assert quiet(ward, CALL)
        ward.wait(5)
        ward.happens(ASH_1, CallPressed())  # next door is next door
        assert quiet(ward, CALL)
        ward.happens(ASH_4, CallPressed())
        assert not quiet(ward, CALL)
        assert not ward.denied


def test_a_press_makes_no_other_alarm_sound_again() -> None:
    ward = World()
    ward.begins(ASH_4, JT, 15)
    ward.wait(15 * 60 + 1)
    alarm = ward.state(ASH_4).showing("blank spell")
    assert alarm is not None
    ward.does(Acknowledge(ASH_4, alarm.id, "K.O."))
    ward.happens(ASH_4, CallPressed())
    assert quiet(ward, "blank spell")
    assert not quiet(ward, CALL)


def test_a_press_of_before_it_was_made_quiet_that_is_told_late_sounds_nothing() -> None:
    ward = called()
    ward.wait(10)
    ward.does(PauseAudio(ASH_4, "K.O."))
    ward.happens(ASH_4, CallPressed(), age_s=5)
    assert quiet(ward, CALL)


def test_forty_presses_are_one_call_that_waits_from_the_first() -> None:
    ward = called()
    for _ in range(39):
        ward.wait(3)
        ward.happens(ASH_4, CallPressed())
    ward.wait(3)
    assert [condition for _, condition in ward.began(ASH_4)] == [CALL, HIGH]
    assert ward.began(ASH_4)[1][0] == "02:02:00"
    assert "Called 40 times in 10 minutes" in ward.words(ASH_4)
    assert "Called 2 min ago, nobody came" in ward.words(ASH_4)
    assert ward.state(ASH_4).call_at == ward.now - seconds(120)


def notes(ward: World) -> str:
    local = Local(ward.now)
    return " ".join(tile(ward.state(ASH_4), ward.round.findings(ASH_4), local).notes)


def test_who_calls_again_and_again_is_in_distress_though_each_call_was_answered() -> None:
    ward = World()
    ward.begins(ASH_4, JT, 240)
    for place in range(9):
        ward.happens(ASH_4, CallPressed())
        ward.wait(10)
        ward.happens(ASH_4, TalkMoved(is_talking=True))
        ward.happens(ASH_4, TalkMoved(is_talking=False))
        ward.wait(50)
        assert ward.alarms(ASH_4) == []
        assert ("Distress" in notes(ward)) == (place >= 2)
    assert "Distress: called 9 times in 10 minutes" in notes(ward)
    ward.restart_hub()
    assert "Distress: called 9 times in 10 minutes" in notes(ward)
    ward.wait(560)
    assert "Distress" not in notes(ward)


def test_presses_beyond_what_is_remembered_are_still_many() -> None:
    ward = World()
    for _ in range(150):
        ward.happens(ASH_4, CallPressed())
    ward.wait(10)
    assert "Called 99 times or more in 10 minutes" in ward.words(ASH_4)
    assert len(ward.state(ASH_4).presses) == 99


def test_a_restart_of_the_hub_gives_nobody_another_two_minutes() -> None:
    ward = called()
    ward.wait(100)
    ward.restart_hub()
    ward.wait(20)
    assert HIGH in ward.alarms(ASH_4)
    ward.restart_hub()
    ward.wait(1)
    assert ward.alarms(ASH_4) == sorted([CALL, HIGH])


def test_a_clock_set_back_answers_no_call() -> None:
    ward = called()
    ward.wait(125)
    ward.now = ward.now.replace(minute=1)
    ward.wait(1)
    assert ward.alarms(ASH_4) == sorted([CALL, HIGH])


def test_a_few_seconds_back_end_no_call_that_is_high() -> None:
    ward = called()
    ward.wait(120)
    (high,) = [one for one in ward.state(ASH_4).alarms if one.condition == HIGH]
    ward.now -= seconds(4)
    ward.take(ward.round.tick(ward.now))
    assert high.id in [one.id for one in ward.state(ASH_4).alarms]


@pytest.mark.parametrize("back_s", [20, 60, 1800])
def test_a_clock_set_back_while_somebody_waits_buys_no_time(back_s: int) -> None:
    ward = called()
    ward.wait(90)
    ward.now -= seconds(back_s)
    ward.wait(32)
    assert HIGH in ward.alarms(ASH_4)
