"""The first rulebook, as a nurse's log."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hub.acts import Authorise
from hub.round import Round
from hub.rules.rulebook import RULEBOOK
from tests.hub.world import ASH_1, ASH_4, KO, MT, TWO_AM, World
from ward.conditions import NO_BREATHING_SEEN, NODE_SILENT, RULE_BROKEN, VITAL_SIGNS_MISSING
from ward.happenings import (
    BadgeShown,
    CallPressed,
    DoorMoved,
    LockMoved,
    Place,
    PresenceMoved,
    TalkMoved,
)
from ward.units import minutes, seconds
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Vital

CONFINED = "confined without an episode"
NO_BREATH = NO_BREATHING_SEEN.name
SILENT = NODE_SILENT.name
MISSING = VITAL_SIGNS_MISSING.name


@pytest.mark.hazard("H-10")
def test_a_locked_room_with_somebody_in_it_and_no_episode_is_flagged() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.until("02:04:59")
    assert ward.alarms(ASH_4) == []
    ward.until("02:05:00")
    assert (ward.alarms(ASH_4), ward.alarms(ASH_1)) == ([CONFINED], [])
    ward.begins(ASH_4)
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-10")
def test_somebody_in_the_ensuite_of_a_locked_room_is_confined_too() -> None:
    ward = World()
    ward.happens(ASH_4, PresenceMoved(place=Place.ENSUITE, is_there=True))
    ward.happens(ASH_4, LockMoved(is_locked=True))
    ward.until("02:05:00")
    assert ward.alarms(ASH_4) == [CONFINED]


def test_the_five_minutes_count_from_when_lock_and_presence_came_together() -> None:
    ward = World()
    ward.happens(ASH_4, LockMoved(is_locked=True))
    ward.until("02:04")
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    ward.until("02:08:59")
    assert ward.alarms(ASH_4) == []
    ward.until("02:09")
    assert ward.alarms(ASH_4) == [CONFINED]


def test_an_empty_locked_room_and_an_unlocked_one_are_nobodys_confinement() -> None:
    ward = World()
    ward.happens(ASH_1, PresenceMoved(place=Place.ROOM, is_there=False))
    ward.happens(ASH_1, LockMoved(is_locked=True))
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    ward.happens(ASH_4, LockMoved(is_locked=False))
    ward.until("02:30")
    assert (ward.alarms(ASH_1), ward.alarms(ASH_4)) == ([], [])


@pytest.mark.hazard("H-10")
def test_a_sensor_that_drops_out_over_somebody_lying_still_frees_nobody() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    for _ in range(2):
        ward.wait(120)
        ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False))
        ward.wait(30)
        ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    assert ward.alarms(ASH_4) == ["confined without an episode"]


GONE, THERE = (PresenceMoved(place=Place.ROOM, is_there=there) for there in (False, True))


@pytest.mark.hazard("H-10")
@pytest.mark.parametrize("unsensed_s", [59, 61, 1200])
def test_whoever_cannot_have_left_is_shut_in_however_long_no_sensor_sees_them(
    unsensed_s: int,
) -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.wait(60)
    ward.happens(ASH_4, GONE)
    ward.wait(unsensed_s)
    ward.happens(ASH_4, THERE)
    ward.until_moment(max(ward.now, TWO_AM + minutes(5)))
    assert ward.alarms(ASH_4) == [CONFINED]


@pytest.mark.hazard("H-10")
@pytest.mark.parametrize(
    ("out", "back"),
    [
        (LockMoved(is_locked=False), LockMoved(is_locked=True)),
        (DoorMoved(is_open=True), DoorMoved(is_open=False)),
    ],
    ids=["through the unlocked door", "through the door under a lock that says locked"],
)
def test_whoever_could_leave_is_not_shut_in_once_no_sensor_sees_them(
    out: LockMoved | DoorMoved, back: LockMoved | DoorMoved
) -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.wait(120)
    ward.happens(ASH_4, out)
    ward.wait(10)
    ward.happens(ASH_4, back)
    ward.wait(20)
    ward.happens(ASH_4, GONE)
    ward.wait(59)
    ward.until("02:30")
    assert ward.alarms(ASH_4) == []
    ward.happens(ASH_4, THERE)
    ward.wait(299)
    assert ward.alarms(ASH_4) == []
    ward.wait(1)
    assert ward.alarms(ASH_4) == [CONFINED]


@pytest.mark.hazard("H-10")
@pytest.mark.hazard("H-11")
def test_nobody_is_gone_for_a_while_in_which_nothing_was_heard() -> None:
    ward = World()
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    ward.happens(ASH_4, LockMoved(is_locked=True))
    ward.wait(30)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False))
    ward.alive.discard(ASH_4)
    ward.wait(301)
    assert "confined without an episode" in ward.alarms(ASH_4)
    ward.restart_hub()
    ward.wait(100)
    assert "confined without an episode" in ward.alarms(ASH_4)
    ward.alive.add(ASH_4)
    ward.wait(60)
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-10")
def test_no_silence_of_the_node_ends_a_confinement_that_shows() -> None:
    ward = World()
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    ward.happens(ASH_4, LockMoved(is_locked=True))
    ward.wait(310)
    ward.happens(ASH_4, DoorMoved(is_open=False))  # the contact bounced
    ward.wait(10)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False))
    ward.alive.discard(ASH_4)
    ward.wait(300)
    assert "confined without an episode" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-10")
def test_a_sensor_that_still_glows_behind_whoever_locked_up_sees_nobody() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.wait(59)
    ward.happens(ASH_4, GONE)
    ward.until("02:30")
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-11")
def test_a_node_that_says_nothing_for_two_of_its_periods_is_silent() -> None:
    ward = World()
    ward.wait(20)
    ward.alive.discard(ASH_4)
    ward.wait(11)
    assert ward.alarms(ASH_4) == []
    ward.wait(1)
    assert (ward.alarms(ASH_4), ward.alarms(ASH_1)) == ([SILENT], [])
    ward.health(ASH_4)
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-11")
def test_a_node_never_heard_since_the_hub_began_is_silent_too() -> None:
    ward = World()
    ward.alive.clear()
    ward.restart_hub()
    ward.wait(12)
    assert ward.alarms(ASH_4) == [SILENT]


@pytest.mark.hazard("H-11")
def test_a_restart_of_the_hub_does_not_end_a_silence() -> None:
    ward = World()
    ward.alive.discard(ASH_4)
    ward.wait(20)
    (before,) = ward.state(ASH_4).alarms
    ward.restart_hub()
    ward.wait(2)
    assert ward.state(ASH_4).alarms == (before,)


@pytest.mark.hazard("H-12")
def test_no_breathing_movement_for_twenty_seconds_is_a_high_alarm() -> None:
    ward = watched()
    ward.breathes(ASH_4, NotBreathing(since=ward.now))
    ward.wait(19)
    assert ward.alarms(ASH_4) == []
    ward.wait(1)
    assert ward.alarms(ASH_4) == [NO_BREATH]
    assert NO_BREATHING_SEEN.priority.marks == "!!!"


@pytest.mark.hazard("H-12")
@pytest.mark.parametrize("doubt", [d for d in Doubt if d is not Doubt.NOT_AUTHORISED])
def test_no_doubt_ends_it(doubt: Doubt) -> None:
    ward = watched()
    ward.breathes(ASH_4, NotBreathing(since=ward.now - seconds(25)))
    ward.breathes(ASH_4, doubt)
    ward.wait(5)
    assert NO_BREATH in ward.alarms(ASH_4)


@pytest.mark.hazard("H-12")
def test_neither_silence_nor_a_lapsed_authorisation_nor_a_restart_ends_it() -> None:
    ward = watched(hours=0.1)
    ward.breathes(ASH_4, NotBreathing(since=ward.now - seconds(25)))
    ward.alive.discard(ASH_4)
    ward.wait(10 * 60)
    ward.restart_hub()
    ward.wait(5)
    assert NO_BREATH in ward.alarms(ASH_4)


def test_a_breath_ends_it_and_a_visit_does() -> None:
    ward = watched()
    ward.breathes(ASH_4, NotBreathing(since=ward.now - seconds(25)))
    ward.wait(1)
    ward.breathes(ASH_4, 14.0)
    assert ward.lasting(ASH_4) == []
    ward.breathes(ASH_4, NotBreathing(since=ward.now - seconds(25)))
    assert ward.lasting(ASH_4) == [NO_BREATH]
    ward.wait(5)
    ward.visit(ASH_4)
    assert NO_BREATH not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-12")
def test_an_old_breath_replayed_does_not_end_it() -> None:
    ward = watched()
    ward.wait(60)
    ward.breathes(ASH_4, NotBreathing(since=ward.now - seconds(25)))
    ward.breathes(ASH_4, 14.0, age_s=40)
    assert ward.alarms(ASH_4) == [NO_BREATH]


@pytest.mark.hazard("H-22")
def test_an_older_word_on_breathing_neither_begins_an_alarm_nor_replaces_a_newer_rate() -> None:
    ward = watched()
    ward.wait(120)
    ward.breathes(ASH_4, 14.0)
    ward.breathes(ASH_4, NotBreathing(since=ward.now - seconds(90)), age_s=60)
    ward.breathes(ASH_4, 30.0, age_s=50)
    assert ward.alarms(ASH_4) == []
    assert ward.state(ASH_4).vitals[Vital.BREATHING].said == Rate(per_minute=14.0, quality=0.9)


@pytest.mark.hazard("H-13")
def test_without_an_authorisation_a_rate_is_a_doubt_at_the_hub_too() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.breathes(ASH_4, 14.0)
    said = ward.state(ASH_4).vitals[Vital.BREATHING].said
    assert said == Doubted(doubt=Doubt.NOT_AUTHORISED)


@pytest.mark.hazard("H-13")
def test_an_authorisation_that_runs_out_blanks_the_next_rate() -> None:
    ward = watched(hours=0.5)
    ward.breathes(ASH_4, 14.0)
    assert isinstance(ward.state(ASH_4).vitals[Vital.BREATHING].said, Rate)
    ward.wait(31 * 60)
    ward.breathes(ASH_4, 14.0)
    assert not isinstance(ward.state(ASH_4).vitals[Vital.BREATHING].said, Rate)


@pytest.mark.hazard("H-14")
def test_vital_signs_that_do_not_come_are_missed_after_two_minutes() -> None:
    ward = watched()
    ward.breathes(ASH_4, 14.0)
    for _ in range(119):
        ward.wait(1)
        ward.breathes(ASH_4, Doubt.WEAK_SIGNAL)
    assert ward.alarms(ASH_4) == []
    ward.wait(1)
    assert ward.alarms(ASH_4) == [MISSING]
    assert "weak signal" in ward.words(ASH_4)
    ward.breathes(ASH_4, 14.0)
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-14")
def test_a_restart_of_the_hub_finds_no_vital_signs_that_were_missing() -> None:
    ward = watched()
    ward.wait(121)
    (before,) = ward.state(ASH_4).alarms
    ward.restart_hub()
    ward.wait(3)
    assert ward.state(ASH_4).alarms == (before,)


@pytest.mark.hazard("H-14")
def test_authorising_again_while_it_runs_ends_no_alarm() -> None:
    ward = watched()
    ward.breathes(ASH_4, 14.0)
    ward.wait(121)
    assert ward.alarms(ASH_4) == ["vital signs missing"]
    ward.authorises(ASH_4)
    assert ward.alarms(ASH_4) == ["vital signs missing"]
    ward.does(Authorise(ASH_4, "K.O.", "no longer", None))
    ward.authorises(ASH_4)
    assert ward.alarms(ASH_4) == []


def went_in(ward: World) -> None:
    """Staff at the door, with a badge, open it and go in; the radar hears more than one."""
    ward.happens(ASH_4, PresenceMoved(place=Place.DOORSIDE, is_there=True))
    ward.happens(ASH_4, BadgeShown(badge=KO.badge))
    ward.happens(ASH_4, DoorMoved(is_open=True))
    ward.breathes(ASH_4, Doubt.MORE_THAN_ONE)


def test_while_staff_are_in_there_more_than_one_person_is_no_want_of_vital_signs() -> None:
    ward = watched()
    ward.breathes(ASH_4, 14.0)
    went_in(ward)
    ward.wait(12 * 60)
    assert ward.alarms(ASH_4) == []
    ward.happens(ASH_4, DoorMoved(is_open=False))
    ward.wait(119)
    assert ward.alarms(ASH_4) == []
    ward.wait(2)
    assert ward.alarms(ASH_4) == ["vital signs missing"]


@pytest.mark.hazard("H-14")
@pytest.mark.parametrize(
    "but",
    [
        lambda ward: ward.breathes(ASH_4, Doubt.SENSOR_LOST),
        lambda ward: ward.happens(ASH_4, DoorMoved(is_open=False)),
    ],
    ids=["the radar is lost", "the door is shut"],
)
def test_staff_at_the_door_or_a_lost_radar_hide_no_want_of_vital_signs(
    but: Callable[[World], None],
) -> None:
    ward = watched()
    ward.breathes(ASH_4, 14.0)
    went_in(ward)
    but(ward)
    ward.wait(241)
    assert "vital signs missing" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-14")
def test_a_second_person_whom_no_badge_tells_of_hides_no_want_of_vital_signs() -> None:
    ward = watched()
    ward.breathes(ASH_4, 14.0)
    ward.happens(ASH_4, DoorMoved(is_open=True))
    ward.breathes(ASH_4, Doubt.MORE_THAN_ONE)
    ward.wait(121)
    assert ward.alarms(ASH_4) == ["vital signs missing"]


@pytest.mark.hazard("H-14")
def test_vital_signs_that_are_missing_already_are_not_found_by_going_in() -> None:
    ward = watched()
    ward.breathes(ASH_4, 14.0)
    ward.wait(121)
    went_in(ward)
    ward.wait(10)
    assert "vital signs missing" in ward.alarms(ASH_4)


def test_an_empty_room_misses_no_vital_signs() -> None:
    ward = watched()
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False))
    ward.wait(300)
    assert MISSING not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-15")
def test_a_call_stands_until_somebody_comes_to_that_door() -> None:
    ward = World()
    ward.happens(ASH_4, CallPressed())
    assert (ward.alarms(ASH_4), ward.alarms(ASH_1)) == (["call unanswered"], [])
    ward.cctv(ASH_4)
    ward.happens(ASH_1, PresenceMoved(place=Place.DOORSIDE, is_there=True))
    ward.wait(30)
    assert ward.alarms(ASH_4) == ["call unanswered"]
    ward.happens(ASH_4, PresenceMoved(place=Place.DOORSIDE, is_there=True))
    assert ward.alarms(ASH_4) == ["call unanswered"]  # whoever only stands there may be anybody
    ward.happens(ASH_4, BadgeShown(badge=MT.badge))
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-15")
def test_somebody_who_stood_there_already_has_not_answered_by_standing_on() -> None:
    ward = World()
    ward.happens(ASH_4, PresenceMoved(place=Place.DOORSIDE, is_there=True))
    ward.happens(ASH_4, CallPressed())
    ward.happens(ASH_4, LockMoved(is_locked=True))
    assert ward.alarms(ASH_4) == ["call unanswered"]


@pytest.mark.hazard("H-15")
def test_a_visit_before_the_call_reported_late_does_not_answer_it() -> None:
    ward = World()
    ward.wait(300)
    ward.happens(ASH_4, CallPressed())
    ward.visit(ASH_4, age_s=120)
    assert ward.alarms(ASH_4) == ["call unanswered"]


@pytest.mark.hazard("H-12")
def test_a_visit_before_the_breathing_stopped_reported_late_does_not_end_it() -> None:
    ward = watched()
    ward.wait(300)
    ward.breathes(ASH_4, NotBreathing(since=ward.now - seconds(25)))
    ward.visit(ASH_4, age_s=120)
    assert NO_BREATH in ward.alarms(ASH_4)


@pytest.mark.parametrize(
    "answer", [TalkMoved(is_talking=True), DoorMoved(is_open=True)], ids=["talk", "open door"]
)
def test_a_talk_or_an_open_door_answers_a_call(answer: TalkMoved | DoorMoved) -> None:
    ward = World()
    ward.happens(ASH_4, DoorMoved(is_open=False))
    ward.happens(ASH_4, CallPressed())
    ward.happens(ASH_4, answer)
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-16")
def test_a_rule_that_raises_is_itself_an_alarm_and_ends_no_other() -> None:
    ward = watched()
    ward.happens(ASH_4, CallPressed())

    def broken(*_: object) -> tuple[()]:
        raise KeyError("oh")

    rules = tuple(broken if rule.__name__ == "call_unanswered" else rule for rule in RULEBOOK)
    ward.round = Round(ward.site, ward.now, rulebook=rules)
    ward.round.replay(ward.facts)
    ward.wait(5)
    assert ward.alarms(ASH_4) == sorted(["call unanswered", RULE_BROKEN.name])
    assert "broken failed" in ward.words(ASH_4)


def test_every_alarm_tells_the_nurse_what_to_do() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.until("02:06")
    (finding,) = ward.round.findings(ASH_4)
    assert finding.condition.do.startswith("Go to the door")


def test_the_standing_in_a_health_report_heals_a_lost_happening() -> None:
    ward = World()
    state = ward.state(ASH_4)
    stood = replace(state, standing=replace(state.standing))
    ward.happens(ASH_4, LockMoved(is_locked=True))
    assert ward.state(ASH_4).standing.now.locked is True
    assert stood.standing.now.locked is None


def watched(hours: float = 24) -> World:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.authorises(ASH_4, hours)
    return ward


@pytest.mark.hazard("H-14")
def test_whoever_paces_is_no_alarm_and_lying_still_without_a_rate_is_one_two_minutes_later() -> (
    None
):
    ward = World()
    ward.begins(ASH_4, every_min=240)
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, 14.0)
    for _ in range(25 * 6):
        ward.wait(10)
        ward.breathes(ASH_4, Doubt.MOVING)
    assert "vital signs missing" not in ward.alarms(ASH_4)
    ward.breathes(ASH_4, Doubt.WEAK_SIGNAL)
    ward.wait(119)
    assert "vital signs missing" not in ward.alarms(ASH_4)
    ward.wait(2)
    assert "vital signs missing" in ward.alarms(ASH_4)
    ward.breathes(ASH_4, Doubt.MOVING)
    ward.wait(1)
    assert "vital signs missing" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-14")
def test_movement_without_end_is_no_excuse_for_ever() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=240)
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, 14.0)
    for _ in range(30 * 6 + 1):
        ward.wait(10)
        ward.breathes(ASH_4, Doubt.MOVING)
    assert "vital signs missing" in ward.alarms(ASH_4)
