"""The hub's clock set back while somebody waits: no alarm begins, climbs or ends later for it."""

from datetime import timedelta

import pytest

from hub.acts import Acknowledge, PauseAudio, SetLimit, SetRota
from hub.effects import Keep
from hub.rooms.alarm_facts import Escalated
from hub.rooms.episode_facts import LimitName
from hub.rooms.fact import Fact
from hub.round import Round
from hub.site import Site
from hub.staff.duty import Duty
from hub.staff.facts import Shift
from tests.hub.world import ASH_1, ASH_4, KO, MT, World
from ward.care import Role, Staff
from ward.happenings import BadgeShown, CallPressed, DoorMoved, Place, PresenceMoved
from ward.units import minutes, seconds
from ward.vitals import NotBreathing

DOCTOR = Staff(ref="st-09", initials="D.R.", role=Role.DOCTOR, badge="04090909")


def set_back(ward: World, by: timedelta) -> None:
    ward.now -= by


def climbed(ward: World, condition: str) -> list[int]:
    return [f.step for f in ward.facts if isinstance(f, Escalated) and f.condition == condition]


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-15")
@pytest.mark.parametrize("back_s", [8, 90, 3600])
def test_an_alarm_climbs_as_soon_as_if_no_clock_had_been_set_back(back_s: int) -> None:
    ward = World()
    ward.happens(ASH_4, CallPressed())
    ward.wait(60)
    set_back(ward, seconds(back_s))
    ward.wait(61)
    assert climbed(ward, "call unanswered") == [0, 1]
    ward.restart_hub()
    ward.wait(180)
    assert climbed(ward, "call unanswered") == [0, 1, 2]


@pytest.mark.hazard("H-08")
def test_staff_at_the_door_hold_a_ladder_no_longer_because_the_clock_was_set_back() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=5)
    ward.wait(5 * 60 + 60)
    ward.happens(ASH_4, BadgeShown(badge=MT.badge))
    set_back(ward, minutes(60))
    ward.wait(5 * 60 + 2)
    assert climbed(ward, "blank spell") == [0, 1]


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-12")
@pytest.mark.parametrize("back_s", [8, 10, 16, 22])
def test_breathing_that_stopped_alarms_no_later_because_the_clock_was_set_back(
    back_s: int,
) -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.wait(60)
    ward.breathes(ASH_4, NotBreathing(since=ward.now))
    ward.wait(18)
    set_back(ward, seconds(back_s))
    ward.wait(3)
    assert "no breathing seen" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-10")
def test_somebody_locked_in_is_flagged_no_later_because_the_clock_was_set_back() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.wait(290)
    set_back(ward, seconds(280))
    ward.wait(11)
    assert "confined without an episode" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-10")
def test_no_clock_that_is_set_back_lets_somebody_out_whom_a_sensor_has_lost() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.wait(600)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False))
    ward.wait(61)
    set_back(ward, minutes(60))
    ward.wait(120)
    assert "confined without an episode" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-15")
def test_a_call_is_answered_by_who_comes_after_the_clock_was_set_back() -> None:
    ward = World()
    ward.happens(ASH_4, CallPressed())
    ward.wait(60)
    set_back(ward, minutes(60))
    ward.wait(5)
    ward.happens(ASH_4, DoorMoved(is_open=True))
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-12")
def test_a_limit_of_ones_own_lasts_no_longer_because_the_clock_was_set_back() -> None:
    ward = World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO, DOCTOR)))
    ward.begins(ASH_4)
    until = ward.now + minutes(10)
    ward.does(SetLimit(ASH_4, LimitName.NO_BREATHING, 60, DOCTOR.ref, "apnoea, known", until))
    ward.wait(5 * 60)
    set_back(ward, minutes(4))
    ward.wait(5 * 60 - 2)
    episode = ward.state(ASH_4).episode
    assert episode is not None
    assert episode.limit(LimitName.NO_BREATHING, ward.now) == 60
    assert episode.limit(LimitName.NO_BREATHING, ward.now + seconds(4)) is None


# ---- set back while no hub runs -----------------------------------------------------------------


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-15")
@pytest.mark.parametrize("paused", [False, True], ids=["acknowledged", "paused"])
@pytest.mark.parametrize("back_s", [10, 60, 101, 3600])
def test_no_press_outlasts_its_bound_because_the_clock_was_set_back_while_no_hub_ran(
    back_s: int, paused: bool
) -> None:
    """Nor is there a second silence when the moment of the press comes anew."""
    ward = World()
    ward.happens(ASH_4, CallPressed())
    (alarm,) = ward.state(ASH_4).alarms
    ward.does(PauseAudio(ASH_4, "K.O.") if paused else Acknowledge(ASH_4, alarm.id, "K.O."))
    ward.wait(100)
    ward.restart_hub(back_s=back_s)
    ward.wait(1)
    for _ in range(back_s + 130):
        ward.wait(1)
        assert ward.state(ASH_4).alarms[0].sounding(ward.now)
    ward.restart_hub()
    assert ward.state(ASH_4).alarms[0].sounding(ward.now)


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-01")
def test_nobody_waits_longer_because_the_clock_was_set_back_while_no_hub_ran() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.wait(60)
    ward.visit(ASH_4)
    ward.happens(ASH_4, CallPressed())
    ward.wait(60)
    ward.restart_hub(back_s=600)
    ward.wait(62)
    assert climbed(ward, "call unanswered") == [0, 1]
    ward.wait(13 * 60)
    assert "blank spell" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-08")
def test_a_clock_that_was_put_right_long_ago_is_not_put_right_again_at_each_start() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.now += minutes(600)
    ward.happens(ASH_1, CallPressed())
    ward.wait(1)
    set_back(ward, minutes(600))
    ward.wait(5)
    ward.visit(ASH_4)
    for _ in range(3):
        ward.restart_hub()
        ward.wait(60)
    assert set(ward.lasting(ASH_4)) <= {"review overdue"}  # nobody reviewed it in ten hours


@pytest.mark.hazard("H-08")
@pytest.mark.hazard("H-15")
def test_a_clock_that_is_set_back_a_moment_at_a_time_keeps_nothing_quiet_for_longer() -> None:
    ward = World()
    ward.happens(ASH_4, CallPressed())
    (alarm,) = ward.state(ASH_4).alarms
    ward.does(Acknowledge(ASH_4, alarm.id, "K.O."))
    quiet_s = 0
    while not ward.state(ASH_4).alarms[0].sounding(ward.now):
        ward.wait(10)
        set_back(ward, seconds(4))
        ward.take(ward.round.tick(ward.now))
        quiet_s += 10
    assert quiet_s <= 120 + 10


@pytest.mark.hazard("H-08")
def test_a_rota_of_a_clock_that_ran_ahead_puts_nothing_right_at_a_start_from_a_snapshot() -> None:
    """What the office wrote is read from the first, however far a snapshot reaches."""
    ward = World()
    ward.now += minutes(600)
    shift = Shift(
        duty=Duty.SENIOR, staff=KO.ref, begins_at=ward.now, ends_at=ward.now + minutes(60)
    )
    ward.does(SetRota((shift,), "K.O."))
    set_back(ward, minutes(600))
    ward.wait(5)
    office = [fact for fact in ward.facts if not isinstance(fact, Fact)]
    anew = Round(ward.site, ward.now)
    anew.restore(ward.round.written())
    anew.replay(office)
    anew.left_off(ward.now)
    assert not [one for one in anew.tick(ward.now) if isinstance(one, Keep)]
