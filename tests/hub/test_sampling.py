"""Sampling: how rooms stand, minute by minute, and what is counted, as points of the store."""

import pytest

from hub import measurements
from hub.effects import Chart, Keep
from hub.measurements import HUB
from hub.rooms.alarm_facts import AlarmBegan
from hub.rooms.facts import Observed
from hub.rooms.upkeep import Found
from hub.sampling import Sampling, counted
from tests.hub.panel.kept_up import BUTTON, DAY, walked
from tests.hub.panel.night import TWO_AM, empty
from tests.hub.series.week import as_a_building
from tests.hub.world import ASH_1, ASH_4, RADAR, World
from ward.conditions import NODE_SILENT
from ward.envelope import HealthBody, InForce, Standing
from ward.observations import Evidence
from ward.rooms import RoomId
from ward.units import seconds


def sampled(ward, room=ASH_4):
    """The minute as it is said of this room, by measurement and field."""
    states = [ward.round.state(one) for one in ward.site.rooms]
    charts = Sampling().tick(states, ward.now)
    return {one.series: one.value for one in charts if one.room == room}


def test_every_series_of_it_is_a_row_of_the_table_and_a_point_of_the_whole_minute():
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.until("02:03:07")
    charts = Sampling().tick(map(ward.round.state, ward.site.rooms), ward.now)
    assert {one.room for one in charts} == {ASH_1, ASH_4}
    assert {one.sensor for one in charts} == {HUB}
    assert {one.at for one in charts} == {ward.now - seconds(7)}
    assert {one.series for one in charts} <= set(measurements.BY_SERIES)


def test_a_minute_is_said_once():
    ward, sampling = World(), Sampling()
    times = []
    for _ in range(150):
        if sampling.tick(map(ward.round.state, ward.site.rooms), ward.now):
            times.append(ward.now)
        ward.wait(1)
    assert [one.strftime("%H:%M:%S") for one in times] == ["02:00:00", "02:01:00", "02:02:00"]


def test_a_confinement_its_wait_and_its_blank_spell_are_there():
    ward = World()
    ward.begins(ASH_4)
    ward.until("02:14")
    said = sampled(ward)
    assert (said["watch confined"], said["watch seen ago"]) == (1, 14 * 60)
    assert (said["watch overdue"], said["watch blank"]) == (0, 0)
    ward.until("02:17")
    said = sampled(ward)
    assert said["watch overdue"] > 0
    assert said["watch blank"] == 1
    assert said["alarms high"] + said["alarms medium"] + said["alarms low"] >= 1
    nobody = sampled(ward, ASH_1)
    assert nobody["watch confined"] == 0
    assert "watch seen ago" not in nobody


@pytest.mark.hazard("H-25")
def test_whether_breathing_was_seen_is_said_only_while_it_may_be_measured():
    ward = World()
    ward.begins(ASH_4)
    ward.commissions(ASH_4)
    ward.breathes(ASH_4, 14.0)
    assert "vital breathing seen" not in sampled(ward)
    ward.authorises(ASH_4)
    assert sampled(ward)["vital breathing seen"] == 0
    ward.breathes(ASH_4, 14.0)
    assert sampled(ward)["vital breathing seen"] == 1
    assert 14.0 not in sampled(ward).values()
    ward.wait(61)
    assert sampled(ward)["vital breathing seen"] == 0


def test_a_node_that_is_not_heard_is_not_said_to_be_well():
    ward = World()
    assert sampled(ward)["node linked"] == 1
    ward.alive.discard(ASH_4)
    ward.until("02:03")
    assert ward.state(ASH_4).showing(NODE_SILENT.name)
    assert sampled(ward)["node heard ago"] >= 120
    assert sampled(ward, ASH_1)["node heard ago"] < 60


def test_each_alarm_and_each_visit_is_counted_at_its_own_time():
    ward = World()
    ward.begins(ASH_4)
    ward.until("02:17")
    ward.visit(ASH_4)
    told = [Keep(fact) for fact in ward.facts]
    began = next(one for one in ward.facts if isinstance(one, AlarmBegan))
    seen = next(one for one in ward.facts if isinstance(one, Observed) and one.ends_spell)
    charts = list(counted(told))
    assert Chart(ASH_4, "alarms began", began.condition, began.at, 1.0) in charts
    assert Chart(ASH_4, "watch observed", HUB, seen.observed_at, 1.0) in charts
    assert len([one for one in charts if one.series == "watch observed"]) == 1


def test_what_ends_no_wait_is_not_counted_as_somebody_who_was_there():
    ward = World()
    ward.begins(ASH_4)
    ward.types_at_station(ASH_4)
    ward.cctv(ASH_4)
    ward.visit(ASH_4, evidence=Evidence(stayed_s=46, form_here=True))
    assert any(isinstance(fact, Observed) for fact in ward.facts)
    assert list(counted(Keep(fact) for fact in ward.facts)) == []


def health_of(ward, *, faults=(), radar=RADAR, **how):
    in_force = InForce(main_light=0, night_light=0, temperature_c=21, heating=False, cooling=False)
    body = HealthBody(
        version="1", hardware="a test", care_version=1, standing=Standing(at_door=False),
        in_force=in_force, faults=faults, radar=radar,
    )  # fmt: skip
    ward.hears(ASH_4, body, **how)
    return sampled(ward)


def test_whether_a_nodes_radar_is_well_is_noted_each_minute():
    ward = World()
    assert health_of(ward)["node radar well"] == 1
    assert health_of(ward, faults=("radar: it says nothing",))["node radar well"] == 0
    assert health_of(ward, radar=None)["node radar well"] == 0
    assert health_of(ward, faults=("light sensor (bh1750): lost",))["node radar well"] == 1


def test_a_nodes_clock_is_right_when_the_network_set_it_and_it_agrees_with_the_hubs():
    ward = World()
    assert health_of(ward, clock_s=1.5)["node clock right"] == 1
    assert health_of(ward, clock_s=3)["node clock right"] == 0
    assert health_of(ward, clock_s=-5)["node clock right"] == 1  # it may have been on its way
    assert health_of(ward, clock_s=-60)["node clock right"] == 0
    assert health_of(ward, synced=False)["node clock right"] == 0


def test_of_a_node_that_says_nothing_nothing_is_noted():
    ward = World()
    assert health_of(ward)["node clock right"] == 1
    ward.alive.discard(ASH_4)
    ward.wait(61)
    said = sampled(ward)
    assert "node clock right" not in said
    assert "node radar well" not in said


def test_a_building_is_counted_on_the_hour_and_in_no_other_minute():
    ward, sampling = World(), Sampling(as_a_building)
    ward.until("02:59:50")
    times: dict[tuple[RoomId, str], list[Chart]] = {}
    for _ in range(130):
        for chart in sampling.tick(map(ward.round.state, ward.site.rooms), ward.now):
            if chart.series.startswith("building"):
                times.setdefault((chart.room, chart.at.strftime("%H:%M:%S")), []).append(chart)
        ward.wait(1)
    assert sorted(times) == [(ASH_1, "03:00:00"), (ASH_4, "03:00:00")]
    assert {one.series for one in times[ASH_4, "03:00:00"]} == {
        "building fit", "building unmet", "building unknown", "building defects",
        "building overdue",
    }  # fmt: skip


def test_what_a_building_is_counted_as_is_what_its_page_says():
    known = walked(empty(ASH_4), days_ago=2)
    whole = as_a_building(known.state, TWO_AM)
    assert (whole.unmet, whole.defects, whole.overdue) == (0, 0, 0)
    assert not whole.fit, "what the room is to measure was not measured"
    assert whole.unknown > 0
    broken = as_a_building(known.finds(BUTTON, Found.UNMET, days_ago=0).state, TWO_AM)
    assert (broken.unmet, broken.defects, broken.overdue) == (1, 1, 0)
    later = TWO_AM + 15 * DAY
    assert as_a_building(known.state, later).overdue == 1
