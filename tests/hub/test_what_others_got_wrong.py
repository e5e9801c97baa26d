"""What users of other systems had to complain of, and what holds here instead."""

import pytest

from hub.acts import Connected, Disconnected
from hub.panel.local import Local
from hub.panel.measured import measured
from hub.panel.tiles import tile
from hub.rooms.order_facts import Progress
from tests.hub.test_the_past import after_an_outage, stopped
from tests.hub.world import ASH_1, ASH_4, World
from ward.announcements import Status
from ward.care import Care
from ward.codec import encode
from ward.envelope import Link
from ward.happenings import CallPressed
from ward.topics import Leaf, Topic
from ward.units import minutes, seconds
from ward.vitals import Doubt, NotBreathing, Rate, Vital

BLANK, SILENT, NO_BREATH = "blank spell", "node silent", "no breathing seen"


@pytest.mark.hazard("H-09")
@pytest.mark.hazard("H-01")
def test_a_duration_survives_a_restart_because_its_beginning_is_what_is_kept() -> None:
    """A1."""
    ward = World()
    ward.begins(ASH_4, every_min=15)
    for _ in range(14):
        ward.wait(60)
        ward.restart_hub()
    ward.until("02:15:00")
    assert BLANK not in ward.alarms(ASH_4)
    ward.until("02:15:01")
    assert ward.began(ASH_4)[-1] == ("02:15:01", BLANK)


@pytest.mark.hazard("H-09")
def test_what_is_wrong_already_when_the_hub_begins_is_an_alarm_though_nothing_changes() -> None:
    """A4."""
    ward = World()
    ward.begins(ASH_4, every_min=15)
    ward.locked_in(ASH_1)
    ward.now += minutes(20)  # the hub is not running
    ward.restart_hub()
    assert BLANK in ward.alarms(ASH_4)
    assert "confined without an episode" in ward.alarms(ASH_1)


@pytest.mark.hazard("H-11")
@pytest.mark.hazard("H-12")
def test_silence_is_an_alarm_of_its_own_and_never_a_recovery() -> None:
    """A6."""
    ward = after_an_outage(of_min=0)
    ward.breathes(ASH_4, NotBreathing(since=ward.now - seconds(25)))
    ward.happens(ASH_4, CallPressed())
    before = set(ward.alarms(ASH_4))
    ward.wait(3600)
    assert set(ward.alarms(ASH_4)) >= {*before, SILENT, NO_BREATH, "call unanswered"}


@pytest.mark.hazard("H-22")
@pytest.mark.hazard("H-11")
def test_an_old_value_makes_no_alarm_of_duration_and_the_gap_itself_does() -> None:
    """A10."""
    ward = after_an_outage()
    assert ward.alarms(ASH_4) == [SILENT, "vital signs missing"]
    ward.keeps(ASH_4, (1700, stopped(ward, 1702)), (600, stopped(ward, 1702)))
    ward.breathes(ASH_4, 14.0)
    ward.wait(30)
    assert NO_BREATH not in [condition for _, condition in ward.began(ASH_4)]


@pytest.mark.hazard("H-22")
def test_every_number_keeps_the_moment_it_was_measured_whatever_else_is_heard() -> None:
    """A13."""
    ward = World()
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, 14.0)
    measured_at = ward.now
    ward.wait(60)
    heard = ward.state(ASH_4).vitals[Vital.BREATHING]
    assert (heard.observed_at, heard.rate_at) == (measured_at, measured_at)
    assert "14" not in str(tile(ward.state(ASH_4), (), Local(ward.now)).body)


def test_all_that_is_retained_is_said_again_whenever_hub_or_broker_is_back() -> None:
    """B3."""
    ward = World()

    def broker_restarts() -> None:
        ward.take(ward.round.feed(Disconnected(), ward.now))
        ward.take(ward.round.feed(Connected(), ward.now))

    for again in (broker_restarts, ward.restart_hub):
        ward.said.clear()
        again()
        kept = {(said.topic, type(said.message)) for said in ward.said if said.retained}
        for room in ward.site.rooms:
            assert (str(Topic(room, Leaf.CARE)), Care) in kept
            assert (str(Topic(room, Leaf.STATUS)), Status) in kept


@pytest.mark.hazard("H-11")
@pytest.mark.parametrize("linked", [True, False])
def test_a_room_is_aged_by_the_hubs_own_clock_whatever_a_kept_word_says(linked: bool) -> None:
    """B4, B5."""
    ward = World()
    ward.alive.discard(ASH_4)
    for _ in range(20):
        ward.wait(1)
        said = encode(Link(room=ASH_4, boot="boot-1", linked=linked))
        ward.arrives(str(Topic(ASH_4, Leaf.LINK)), said, retained=True)
    assert ward.alarms(ASH_4) == [SILENT]
    ward.health(ASH_4)
    assert ward.state(ASH_4).linked is True


@pytest.mark.hazard("H-22")
def test_the_value_of_a_sensor_that_fell_silent_is_not_shown() -> None:
    """B6."""
    ward = World()
    ward.measures(ASH_4, 20.4)
    assert "20.4" in str(measured(ward.state(ASH_4), Local(ward.now)))
    ward.wait(3600)
    assert "20.4" not in str(measured(ward.state(ASH_4), Local(ward.now)))


@pytest.mark.hazard("H-22")
def test_the_same_value_again_is_a_sign_of_life() -> None:
    """B7."""
    ward = World()
    ward.measures(ASH_4, 20.4)
    ward.wait(3600)
    ward.measures(ASH_4, 20.4)
    (latest,) = ward.state(ASH_4).readings.values()
    assert latest.observed_at == ward.now
    assert "20.4" in str(measured(ward.state(ASH_4), Local(ward.now)))


@pytest.mark.hazard("H-18")
def test_an_order_is_done_when_the_node_says_so_and_otherwise_expires_also_over_a_restart() -> None:
    """B9."""
    ward = World()
    ward.asks(ASH_4)
    assert ward.state(ASH_4).orders[-1].progress is Progress.SENT
    ward.restart_hub()
    ward.wait(21)
    assert ward.state(ASH_4).orders[-1].progress is Progress.EXPIRED
    ward.asks(ASH_4)
    ward.answers(ASH_4, ward.state(ASH_4).orders[-1].order.id)
    assert ward.state(ASH_4).orders[-1].progress is Progress.DONE


@pytest.mark.hazard("H-19")
@pytest.mark.parametrize("doubt", [Doubt.NOBODY_THERE, Doubt.MOVING, Doubt.MACHINE_LIKE])
def test_a_rate_does_not_remain_once_the_node_doubts_it(doubt: Doubt) -> None:
    """R1."""
    ward = World()
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, 14.0)
    ward.breathes(ASH_4, doubt)
    assert not isinstance(ward.state(ASH_4).vitals[Vital.BREATHING].said, Rate)
    assert "14" not in str(tile(ward.state(ASH_4), (), Local(ward.now)).body)
