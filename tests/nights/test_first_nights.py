"""The first nights: node and hub together, from the radar's bytes to what the ward is told."""

from itertools import pairwise

import pytest

from attune.play.setting import Radar
from firmware_sim.body import Place as At
from hub.acts import Ask, Authorise, Look
from hub.rooms.facts import How
from hub.rooms.order_facts import Progress
from tests.hub.world import ASH_1, ASH_4, JT, RP
from tests.nights.ward import Ward
from ward.orders import Lamp, LightAsked, TemperatureAsked
from ward.purpose import Purpose
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.vitals import Doubt, Doubted, Rate, Vital

BLANK = "blank spell"
SILENT = "node silent"


def confined(*, every_min: int = 15, radar: Radar = Radar.RATES) -> Ward:
    ward = Ward(ASH_1, ASH_4, radar=radar)
    ward.begins(ASH_4, JT, every_min)
    ward.authorises(ASH_4)
    return ward


@pytest.mark.hazard("H-01")
def test_nobody_comes_until_somebody_does() -> None:
    ward = confined()
    ward.until("02:15")
    assert BLANK not in ward.alarms(ASH_4)
    ward.until("02:15:01")
    assert BLANK in ward.alarms(ASH_4)
    ward.until("02:20")
    ward.visits(ASH_4, stay_s=3)
    assert BLANK in ward.alarms(ASH_4)
    ward.wait(20)
    ward.visits(ASH_4, badge=None)
    assert BLANK in ward.alarms(ASH_4)
    ward.wait(20)
    ward.visits(ASH_4, stay_s=30)
    assert BLANK not in ward.alarms(ASH_4)
    assert ward.state(ASH_4).seen is not None
    assert ward.state(ASH_4).seen.by == "M.T."
    assert ward.rooms[ASH_4].unit.recorded[-1].graded.ends_spell


@pytest.mark.hazard("H-02")
@pytest.mark.hazard("H-03")
def test_everything_but_a_visit_through_a_whole_blank_spell() -> None:
    ward = confined()
    for minute in range(1, 40):
        ward.until(f"02:{minute:02d}")
        ward.does(Look(ASH_4, How.CCTV, "K.O."))
        ward.does(Look(ASH_4, How.STATION, "K.O.", "asleep"))
        ward.visits(ASH_1)
    assert ward.began(ASH_4, BLANK) == ["02:15:01"]
    assert ward.state(ASH_4).looks_count == 78
    assert ward.state(ASH_4).seen is None


def test_a_sleeping_body_breathes_from_the_radars_bytes_to_the_hub() -> None:
    ward = confined(radar=Radar.WAVEFORM)
    ward.rooms[ASH_4].breathes(16)
    rates = []
    for _ in range(240):
        ward.wait(1)
        said = ward.state(ASH_4).vitals[Vital.BREATHING].said
        if isinstance(said, Rate):
            rates.append(said.per_minute)
    assert len(rates) > 60
    assert abs(sum(rates) / len(rates) - 16) < 1
    assert ward.state(ASH_1).vitals[Vital.BREATHING].said == Doubted(doubt=Doubt.NOT_AUTHORISED)


@pytest.mark.hazard("H-19")
def test_when_the_person_leaves_there_is_no_number_though_the_module_goes_on_with_one() -> None:
    ward = confined(radar=Radar.WAVEFORM)
    ward.until("02:03")
    ward.rooms[ASH_4].walks_to(At.AWAY)
    ward.wait(35)  # the window that still held somebody has passed
    for _ in range(240):
        ward.wait(1)
        assert not isinstance(ward.state(ASH_4).vitals[Vital.BREATHING].said, Rate)


@pytest.mark.hazard("H-19")
def test_breathing_that_stops_is_not_a_rate() -> None:
    ward = confined(radar=Radar.WAVEFORM)
    ward.until("02:03")
    ward.rooms[ASH_4].breathes(0)
    ward.wait(15)
    for _ in range(60):
        ward.wait(1)
        assert not isinstance(ward.state(ASH_4).vitals[Vital.BREATHING].said, Rate)


@pytest.mark.hazard("H-13")
def test_an_authorisation_taken_back_blanks_node_and_hub_at_once() -> None:
    ward = confined()
    ward.until("02:03")
    ward.does(Authorise(ASH_4, "K.O.", "objected", None))
    for _ in range(5):
        ward.wait(1)
        assert ward.state(ASH_4).vitals[Vital.BREATHING].said == Doubted(doubt=Doubt.NOT_AUTHORISED)


def test_a_warmer_room_is_asked_done_and_measured() -> None:
    ward = confined()
    ward.until("02:02")
    before = ward.rooms[ASH_4].played.climate.temperature_c
    ward.does(Ask(ASH_4, TemperatureAsked(celsius=before + 2), "K.O.", Purpose.PERSON))
    ward.wait(1)
    assert ward.state(ASH_4).orders[-1].progress is Progress.DONE
    ward.until("02:45")
    measured = ward.state(ASH_4).reading(Quantity.TEMPERATURE)
    assert measured is not None
    assert isinstance(measured.reading.value, float)
    assert before + 1 < measured.reading.value < before + 3
    assert ward.rooms[ASH_1].played.climate.temperature_c < before + 0.5


@pytest.mark.hazard("H-20")
def test_a_room_refuses_what_would_hurt_and_says_why() -> None:
    ward = confined()
    ward.does(Ask(ASH_4, TemperatureAsked(celsius=31), "K.O."))
    ward.wait(1)
    order = ward.state(ASH_4).orders[-1]
    assert order.progress is Progress.REFUSED
    assert "16 to 28" in order.words


@pytest.mark.hazard("H-20")
def test_light_fades_and_after_a_power_cut_it_begins_dark() -> None:
    """At two in the morning nothing but the person's own wish is so bright."""
    ward = confined(radar=Radar.WAVEFORM)
    ward.does(Ask(ASH_4, LightAsked(lamp=Lamp.MAIN, level=1.0), "K.O.", Purpose.PERSON))
    levels = []
    for _ in range(60):
        ward.wait(0.25)
        levels.append(ward.rooms[ASH_4].played.driven.main_light)
    assert levels[-1] == 1.0
    steps = [after - before for before, after in pairwise(levels)]
    assert max(steps) <= 0.1 * 0.25 + 1e-9
    ward.cut_power(ASH_4)
    ward.wait(5)
    ward.restore_power(ASH_4)
    assert ward.rooms[ASH_4].played.driven.main_light == 0


@pytest.mark.hazard("H-18")
def test_an_order_to_a_stopped_node_expires_and_is_not_obeyed_when_it_returns() -> None:
    ward = confined()
    ward.until("02:02")
    in_force = ward.state(ASH_4).health.in_force.temperature_c
    ward.cut_power(ASH_4)
    ward.does(Ask(ASH_4, TemperatureAsked(celsius=24), "K.O."))
    ward.wait(30)
    assert ward.state(ASH_4).orders[-1].progress is Progress.EXPIRED
    ward.restore_power(ASH_4)
    ward.wait(60)
    assert ward.state(ASH_4).health.in_force.temperature_c == in_force
    assert ward.state(ASH_4).orders[-1].progress is Progress.EXPIRED


@pytest.mark.hazard("H-11")
def test_a_node_that_loses_power_is_an_alarm_and_the_spells_clock_never_stops() -> None:
    ward = confined()
    ward.until("02:10")
    ward.cut_power(ASH_4)
    ward.wait(12)
    assert SILENT in ward.alarms(ASH_4)
    assert SILENT not in ward.alarms(ASH_1)
    ward.until("02:15:01")
    assert BLANK in ward.alarms(ASH_4)
    ward.restore_power(ASH_4)
    ward.wait(5)
    assert SILENT not in ward.alarms(ASH_4)
    assert BLANK in ward.alarms(ASH_4)


@pytest.mark.hazard("H-07")
def test_a_visit_made_while_the_link_was_down_counts_from_when_it_was_made() -> None:
    ward = confined()
    ward.until("02:08")
    ward.cut_link(ASH_4)
    ward.until("02:12")
    ward.visits(ASH_4)
    ward.until("02:15:01")
    assert BLANK in ward.alarms(ASH_4)
    ward.until("02:20")
    ward.mend_link(ASH_4)
    ward.wait(5)
    assert BLANK not in ward.alarms(ASH_4)
    assert f"{ward.state(ASH_4).seen.at:%H:%M:%S}" == "02:12:30"
    ward.until("02:27:31")
    assert BLANK in ward.alarms(ASH_4)


@pytest.mark.hazard("H-09")
def test_a_visit_made_while_the_hub_was_dead_is_stored_once_and_the_alarm_stays_one() -> None:
    ward = confined()
    ward.until("02:16")
    (before,) = [a for a in ward.state(ASH_4).alarms if a.condition == BLANK]
    ward.kill_hub()
    ward.wait(60)
    ward.start_hub()
    assert before in ward.state(ASH_4).alarms
    ward.kill_hub()
    ward.visits(ASH_4)
    ward.wait(30)
    ward.start_hub()
    ward.wait(30)
    assert BLANK not in ward.alarms(ASH_4)
    assert len([fact for fact in ward.facts if fact.fact == "observed"]) == 1
    assert len(ward.began(ASH_4, BLANK)) == 1


@pytest.mark.hazard("H-24")
def test_with_the_broker_dead_the_door_still_tells_the_time_and_takes_a_record() -> None:
    ward = confined()
    ward.until("02:05")
    ward.stop_broker()
    ward.until("02:09")
    ward.visits(ASH_4)
    unit = ward.rooms[ASH_4].unit
    view = unit.node.door(unit.moment(ward.now))
    assert not view.linked
    assert f"{view.seen_at:%H:%M:%S}" == "02:09:30"
    assert view.seen_by == "M.T."
    assert f"{view.due_at:%H:%M:%S}" == "02:24:30"
    ward.until("02:12")
    ward.start_broker()
    ward.wait(5)
    assert f"{ward.state(ASH_4).seen.at:%H:%M:%S}" == "02:09:30"


@pytest.mark.hazard("H-08")
def test_a_node_seven_minutes_fast_dates_no_visit_ahead() -> None:
    ward = confined()
    ward.rooms[ASH_4].clock_steps(7 * 60)
    ward.until("02:10")
    ward.visits(ASH_4)
    ward.wait(1)
    assert f"{ward.state(ASH_4).seen.at:%H:%M:%S}" == "02:10:30"
    ward.until("02:25:31")
    assert BLANK in ward.alarms(ASH_4)


@pytest.mark.hazard("H-15")
def test_a_call_is_on_the_wire_in_a_breath_and_ends_when_somebody_comes() -> None:
    ward = confined()
    ward.until("02:02")
    ward.calls(ASH_4)
    ward.wait(1)
    assert "call unanswered" in ward.alarms(ASH_4)
    assert "call unanswered" not in ward.alarms(ASH_1)
    ward.visits(ASH_4)
    assert "call unanswered" not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-10")
def test_somebody_locked_in_without_an_episode_is_flagged_after_five_minutes() -> None:
    ward = confined()
    ward.until("02:04:55")
    assert ward.alarms(ASH_1) == set()
    ward.until("02:05:05")
    assert ward.alarms(ASH_1) == {"confined without an episode"}
    ward.begins(ASH_1, RP)
    assert ward.alarms(ASH_1) == set()


@pytest.mark.hazard("H-05")
def test_two_rooms_through_a_busy_night_never_mix() -> None:
    ward = confined(radar=Radar.WAVEFORM)
    ward.begins(ASH_1, RP)
    ward.authorises(ASH_1)
    ward.rooms[ASH_1].breathes(20)
    ward.rooms[ASH_4].breathes(11)
    ward.until("02:05")
    ward.visits(ASH_4)
    ward.does(Ask(ASH_4, TemperatureAsked(celsius=23), "K.O."))
    ward.calls(ASH_1)
    ward.until("02:08")
    assert ward.state(ASH_1).seen is None
    assert ward.state(ASH_4).call_at is None
    assert ward.state(ASH_1).orders == ()
    assert {fact.room for fact in ward.state(ASH_1).recent} == {ASH_1}
    one, four = (_rates(ward, room) for room in (ASH_1, ASH_4))
    assert all(abs(rate - 20) < 3 for rate in one)
    assert all(abs(rate - 11) < 3 for rate in four)
    assert one
    assert four


def _rates(ward: Ward, room: RoomId) -> list[float]:
    rates = []
    for _ in range(90):
        ward.wait(1)
        said = ward.state(room).vitals[Vital.BREATHING].said
        if isinstance(said, Rate):
            rates.append(said.per_minute)
    return rates
