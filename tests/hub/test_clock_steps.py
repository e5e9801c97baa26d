"""The hub's own clock set back: nobody is taken to have been seen in the time to come."""

from datetime import timedelta

import pytest

from hub.acts import Acknowledge, PauseAudio, SetPlan
from hub.rooms.alarm_facts import AlarmEnded
from hub.rooms.episode_facts import EpisodeEnded
from hub.unrecorded import as_recorded
from tests.hub.deeds import opens
from tests.hub.world import ASH_1, ASH_4, JT, RP, World
from ward.announcements import Status
from ward.authority import Authority
from ward.happenings import CallPressed
from ward.units import minutes, seconds
from ward.vitals import NotBreathing

BLANK = "blank spell"


def set_back(ward: World, by: timedelta) -> None:
    ward.now -= by


def confined_an_hour_ahead() -> World:
    """The room is watched since a moment that the clock now says has yet to come."""
    ward = World()
    ward.locked_in(ASH_4)
    ward.now += timedelta(hours=1)
    ward.begins(ASH_4)
    set_back(ward, timedelta(hours=1))
    return ward


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-01")
def test_a_watch_that_began_by_a_clock_ahead_is_due_as_soon_as_it_would_have_been() -> None:
    ward = confined_an_hour_ahead()
    ward.wait(15 * 60)
    assert BLANK not in ward.alarms(ASH_4)
    ward.wait(2)  # the second until it was seen is hidden
    assert BLANK in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
def test_a_visit_after_the_clock_was_set_back_counts_and_the_watch_goes_on_from_it() -> None:
    ward = confined_an_hour_ahead()
    ward.wait(1)
    ward.visit(ASH_4)
    assert BLANK not in ward.alarms(ASH_4)
    assert ward.state(ASH_4).seen.at == ward.now
    ward.wait(15 * 60)
    assert BLANK not in ward.alarms(ASH_4)
    ward.wait(1)
    assert BLANK in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
def test_a_few_seconds_back_are_no_setting_of_the_clock() -> None:
    ward = World()
    ward.begins(ASH_4)
    set_back(ward, timedelta(seconds=4))
    ward.wait(0.5)
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-11")
def test_a_room_that_falls_silent_as_the_clock_is_set_back_is_missed_all_the_same() -> None:
    ward = World()
    ward.wait(60)
    ward.alive.discard(ASH_4)
    set_back(ward, timedelta(hours=1))
    ward.wait(13)
    assert ward.alarms(ASH_4) == ["node silent"]
    assert ward.alarms(ASH_1) == []


@pytest.mark.hazard("H-24")
def test_doors_hear_of_the_hub_as_often_as_ever_after_its_clock_was_set_back() -> None:
    ward = World()
    ward.wait(60)
    set_back(ward, timedelta(hours=1))
    ward.said.clear()
    ward.wait(12)
    assert sum(isinstance(one.message, Status) for one in ward.said) >= 4


@pytest.mark.hazard("H-22")
def test_no_number_from_before_the_clock_was_set_back_passes_for_a_new_one() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.wait(60)
    ward.breathes(ASH_4, 14.0)
    ward.measures(ASH_4, 20.0)
    set_back(ward, timedelta(hours=1))
    ward.wait(1)
    assert (ward.state(ASH_4).vitals, ward.state(ASH_4).readings) == ({}, {})
    ward.breathes(ASH_4, 9.0)
    (heard,) = ward.state(ASH_4).vitals.values()
    assert heard.observed_at == ward.now


@pytest.mark.hazard("H-10")
def test_somebody_locked_in_since_a_moment_yet_to_come_is_flagged_at_once() -> None:
    ward = World()
    ward.now += timedelta(hours=1)
    ward.locked_in(ASH_4)
    set_back(ward, timedelta(hours=1))
    ward.wait(1)
    assert "confined without an episode" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-12")
def test_breathing_that_stopped_before_the_clock_was_set_back_is_an_alarm_all_the_same() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.wait(60)
    ward.breathes(ASH_4, NotBreathing(since=ward.now))
    ward.wait(5)
    set_back(ward, timedelta(hours=1))
    ward.wait(5)
    assert "no breathing seen" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-01")
def test_no_clock_ends_a_blank_spell_and_the_next_visit_does() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.until("02:15:30")
    (alarm,) = [a for a in ward.state(ASH_4).alarms if a.condition == BLANK]
    set_back(ward, timedelta(minutes=10))
    ward.wait(5)
    assert alarm.id in [a.id for a in ward.state(ASH_4).alarms]
    ward.restart_hub()
    ward.wait(5)
    assert alarm.id in [a.id for a in ward.state(ASH_4).alarms]
    ward.visit(ASH_4)
    assert BLANK not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-01")
def test_a_few_seconds_back_end_no_blank_spell_that_shows() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.until("02:15:01")
    set_back(ward, timedelta(seconds=4))
    ward.take(ward.round.tick(ward.now))
    assert BLANK in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
def test_no_clock_ends_a_breathing_that_was_seen_to_stop() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, NotBreathing(since=ward.now))
    ward.wait(25)
    assert "no breathing seen" in ward.alarms(ASH_4)
    for _ in range(10):
        set_back(ward, timedelta(seconds=4))
        ward.wait(1)
        assert "no breathing seen" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-10")
def test_no_clock_unlocks_a_door_that_nobody_has_a_reason_for() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.until("02:05:10")
    for _ in range(10):
        set_back(ward, timedelta(seconds=4))
        ward.wait(1)
        assert "confined without an episode" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-11")
def test_a_silent_room_stays_silent_when_the_clock_is_set_back_until_it_is_heard() -> None:
    ward = World()
    ward.alive.discard(ASH_4)
    ward.wait(15)
    assert "node silent" in ward.alarms(ASH_4)
    set_back(ward, timedelta(minutes=1))
    for _ in range(12):
        ward.wait(1)
        assert "node silent" in ward.alarms(ASH_4)
    ward.health(ASH_4)
    assert "node silent" not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
def test_a_clock_set_back_a_little_and_a_little_again_hides_no_watch_for_a_second() -> None:
    ward = World()
    ward.wait(2)
    ward.begins(ASH_4)
    for _ in range(2):
        set_back(ward, timedelta(seconds=4))
        ward.take(ward.round.tick(ward.now))
    ward.wait(15 * 60)
    assert BLANK not in ward.alarms(ASH_4)
    ward.wait(1)
    assert BLANK in ward.alarms(ASH_4)


@pytest.mark.hazard("H-01")
@pytest.mark.hazard("H-08")
def test_nobody_waits_longer_for_a_visit_because_the_clock_was_set_back_after_the_last() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.wait(60)
    ward.visit(ASH_4)
    ward.wait(10 * 60)
    set_back(ward, timedelta(minutes=8))
    ward.wait(5 * 60 - 2)
    assert BLANK not in ward.alarms(ASH_4)
    ward.wait(4)
    assert BLANK in ward.alarms(ASH_4)


@pytest.mark.hazard("H-01")
@pytest.mark.hazard("H-09")
def test_who_waits_since_before_the_clock_was_set_back_is_due_as_soon_after_a_restart() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.wait(10 * 60)
    set_back(ward, timedelta(minutes=8))
    ward.wait(1)
    ward.restart_hub()
    ward.wait(5 * 60 + 2)
    assert BLANK in ward.alarms(ASH_4)


@pytest.mark.hazard("H-01")
@pytest.mark.hazard("H-06")
def test_a_tighter_plan_from_before_the_clock_was_set_back_is_in_force_after_it() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=60)
    ward.wait(2 * 60)
    ward.does(SetPlan(ASH_4, 5, Authority.CODE, "~26.124", "K.O."))
    ward.wait(60)
    set_back(ward, timedelta(minutes=2))
    ward.wait(4 * 60 + 2)
    assert BLANK in ward.alarms(ASH_4)


@pytest.mark.hazard("H-01")
@pytest.mark.hazard("H-08")
def test_a_spell_that_shows_is_the_same_spell_when_the_clock_is_set_back_after_a_visit() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.visit(ASH_4)
    ward.wait(16 * 60)
    (alarm,) = [a for a in ward.state(ASH_4).alarms if a.condition == BLANK]
    set_back(ward, timedelta(minutes=10))
    ward.wait(5)
    assert [a.id for a in ward.state(ASH_4).alarms if a.condition == BLANK] == [alarm.id]
    ward.visit(ASH_4)
    assert BLANK not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-01")
@pytest.mark.hazard("H-06")
def test_ending_at_once_after_the_clock_was_set_back_is_ending_unseen_all_the_same() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.wait(15 * 60 + 1)
    set_back(ward, timedelta(minutes=10))
    ward.ends(ASH_4)
    (ended,) = [fact for fact in ward.facts if isinstance(fact, EpisodeEnded)]
    assert ended.unseen
    ward.wait(5)
    assert BLANK in ward.alarms(ASH_4)


@pytest.mark.hazard("H-01")
@pytest.mark.hazard("H-08")
def test_a_spell_shows_once_when_the_clock_is_set_back_and_the_disk_takes_nothing() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.wait(15 * 60 + 1)
    recorded = ward.state(ASH_4)
    set_back(ward, timedelta(minutes=10))
    ward.wait(1)
    shown = as_recorded(recorded, ward.state(ASH_4))
    assert [alarm.condition for alarm in shown.alarms] == [BLANK]


@pytest.mark.hazard("H-28")
@pytest.mark.parametrize("paused", [False, True], ids=["acknowledged", "paused"])
@pytest.mark.parametrize("back_s", [10, 66, 600])
def test_no_press_of_before_keeps_an_alarm_quiet_once_the_clock_was_set_back(
    back_s: int, paused: bool
) -> None:
    """Not when the time of the press comes anew either; and a press made then holds."""
    ward = World()
    ward.happens(ASH_4, CallPressed())
    (alarm,) = ward.state(ASH_4).alarms
    press = PauseAudio(ASH_4, "K.O.") if paused else Acknowledge(ASH_4, alarm.id, "K.O.")
    ward.does(press)
    ward.wait(5)
    assert not ward.state(ASH_4).alarms[0].sounding(ward.now)
    set_back(ward, timedelta(seconds=back_s))
    for _ in range(back_s + 130):
        ward.wait(1)
        assert ward.state(ASH_4).alarms[0].sounding(ward.now)
    ward.does(press)
    assert not ward.state(ASH_4).alarms[0].sounding(ward.now)


@pytest.mark.hazard("H-06")
def test_ending_and_beginning_again_ends_no_spell_that_a_clock_set_back_left_open() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.wait(15 * 60 + 1)
    assert ward.alarms(ASH_4) == ["blank spell"]
    ward.now -= minutes(11)
    ward.wait(2)
    assert ward.alarms(ASH_4) == ["blank spell"]
    ward.ends(ASH_4)
    ward.begins(ASH_4, JT, 1)
    ward.wait(5)
    assert ward.alarms(ASH_4) == ["blank spell"]
    ward.visit(ASH_4)
    ward.wait(1)
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-01")
def test_a_word_heard_as_the_clock_is_set_back_ends_no_spell() -> None:
    """The room is judged as it is by the new clock, not as it was by the old one."""
    ward = World()
    ward.begins(ASH_4, every_min=1)
    ward.wait(70)
    ward.now += minutes(10)
    ward.visit(ASH_4, age_s=600)  # of before the clock was set forward: overdue again by now
    assert ward.alarms(ASH_4) == ["blank spell"]
    ward.now -= seconds(590)
    ward.measures(ASH_4, 20.5)
    assert ward.alarms(ASH_4) == ["blank spell"]
    assert not [fact for fact in ward.facts if isinstance(fact, AlarmEnded)]


@pytest.mark.hazard("H-06")
@pytest.mark.hazard("H-08")
def test_who_left_just_before_the_clock_went_back_a_moment_is_not_seen_in_who_came_after() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.wait(300)
    ward.ends(ASH_4)
    set_back(ward, timedelta(seconds=4))
    opens(ward, ASH_4)  # earlier than the ending, by that clock
    ward.begins(ASH_4, RP)
    ward.wait(10)
    ward.visit(ASH_4)
    ward.begins(ASH_1)
    watch = ward.state(ASH_1).watch
    assert watch
    assert f"{watch.since:%H:%M:%S}" == "02:00:00", "nobody has been to see J.T. since"


@pytest.mark.hazard("H-08")
def test_whoever_left_has_left_when_the_clock_goes_back_and_not_in_an_hour() -> None:
    """Else a visit to whoever comes next would be one to them, until then."""
    ward = World()
    ward.begins(ASH_4)
    ward.wait(60)
    ward.ends(ASH_4)
    ward.wait(60)
    (left,) = ward.state(ASH_4).formers
    ago = ward.now - left.ended_at
    set_back(ward, timedelta(hours=1))
    ward.wait(2)
    (left,) = ward.state(ASH_4).formers
    assert ago <= ward.now - left.ended_at <= ago + seconds(4)
