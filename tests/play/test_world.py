"""The virtual ward keeps its promises: what breaks in it breaks as the real thing does."""

import pytest

from attune.play.hub import Dying
from attune.play.place import Place
from attune.play.setting import Radar, Setting, Tenant
from attune.play.told import HubSaid, Kept, NodeSaid
from attune.play.world import World
from firmware_sim.body import Place as At
from hub import acts
from hub.rooms.facts import How
from hub.site import Site
from tests.hub.world import ASH_1, ASH_4, JT, KO, MT
from ward.authority import Authority
from ward.envelope import Envelope
from ward.readings import Missing, Quantity
from ward.units import Wire, minutes, seconds
from ward.vitals import NotBreathing, Rate, Said, Vital


def world(radar: Radar = Radar.RATES, seed: int = 1) -> World:
    return World(Setting(Site(rooms=(ASH_1, ASH_4), staff=(MT, KO)), seed=seed, radar=radar))


def confined(radar: Radar = Radar.RATES) -> World:
    ward = world(radar)
    ward.do(acts.BeginEpisode(ASH_4, JT, 15, Authority.CODE, "~26.124", "K.O.", "a reason"))
    until = ward.now + minutes(600)
    ward.do(acts.Authorise(ASH_4, "K.O.", "after injection", until, capacity="agrees"))
    return ward


def breathing(ward: World) -> Said:
    return ward.state(ASH_4).vitals[Vital.BREATHING].said


def said_in(seed: int) -> list[str]:
    ward = world(seed=seed)
    heard: list[str] = []
    ward.watch(NodeSaid, lambda told: heard.append(told.message.model_dump_json()))
    ward.watch(HubSaid, lambda told: heard.append(told.message.model_dump_json()))
    Place(ward, ASH_4).visit(MT.badge)
    ward.wait(minutes(3))
    return heard


def test_the_same_seed_plays_the_same_night_to_the_byte_and_another_does_not() -> None:
    assert said_in(4) == said_in(4)
    assert said_in(4) != said_in(5)


def test_a_module_of_rates_is_heard_and_its_node_says_what_it_is() -> None:
    ward = confined()
    ward.wait(minutes(3))
    said = breathing(ward)
    assert isinstance(said, Rate)
    assert abs(said.per_minute - 14) < 4
    assert "for play only" in ward.state(ASH_4).health.hardware


def test_a_chest_that_stops_is_seen_and_one_that_leaves_is_not_taken_for_it() -> None:
    ward, bed = confined(), None
    ward.wait(minutes(3))
    bed = Place(ward, ASH_4)
    bed.breathes(0)
    ward.wait(seconds(20))
    assert isinstance(breathing(ward), NotBreathing)
    bed.breathes(14)
    ward.wait(minutes(1))
    bed.walks_to(At.AWAY)
    for _ in range(90):
        ward.wait(seconds(1))
        assert not isinstance(breathing(ward), NotBreathing)


def test_a_node_that_vanishes_has_its_will_said_and_is_back_with_all_it_owed() -> None:
    ward = world()
    node = Place(ward, ASH_4)
    node.cut_link()
    node.visit(MT.badge)
    ward.wait(seconds(40))
    assert ward.state(ASH_4).linked is False
    node.power_off()
    ward.wait(seconds(5))
    node.power_on()
    node.mend_link()
    ward.wait(seconds(10))
    assert ward.state(ASH_4).linked is True
    assert ward.state(ASH_4).visit.observation.id.startswith("ash-04-boot-1")


@pytest.mark.parametrize("dying", Dying)
def test_a_hub_dies_between_its_effects_and_never_inside_a_commit(dying: Dying) -> None:
    ward = world()
    kept: list[Kept] = []
    receipts: list[Wire] = []
    ward.watch(Kept, kept.append)
    ward.watch(HubSaid, lambda told: receipts.append(told.message))
    before = len(ward.hub.disk.facts)
    ward.kill_hub(dying)
    Place(ward, ASH_4).calls()
    ward.wait(seconds(2))
    assert ward.hub.round is None
    assert (len(ward.hub.disk.facts) > before) == (dying is not Dying.BEFORE_COMMIT)
    assert len(kept) == len(ward.hub.disk.facts) - before
    if dying is not Dying.WHILE_TELLING:
        assert receipts == []
    ward.start_hub()
    ward.wait(seconds(20))
    calls = [fact for fact in ward.hub.disk.facts if '"what":"call"' in fact.model_dump_json()]
    assert len([fact for fact in calls if fact.fact == "happened"]) == 1


def test_a_hub_whose_disk_takes_nothing_tells_alarms_and_takes_no_act() -> None:
    ward = world()
    ward.fill_hub_disk()
    Place(ward, ASH_4).calls()
    ward.wait(seconds(2))
    assert "call unanswered" in {alarm.condition for alarm in ward.state(ASH_4).alarms}
    assert ward.do(acts.Look(ASH_4, How.CCTV, "K.O."))
    stored = len(ward.hub.disk.facts)
    ward.fill_hub_disk(full=False)
    ward.wait(seconds(2))
    assert len(ward.hub.disk.facts) > stored
    assert not ward.do(acts.Look(ASH_4, How.CCTV, "K.O."))


def test_a_node_whose_disk_takes_nothing_says_so_and_a_power_cut_then_costs() -> None:
    ward = world()
    node = Place(ward, ASH_4)
    node.disk_full()
    node.cut_link()
    node.calls()
    ward.wait(seconds(3))
    assert any("disk" in line for line in node.unit.node.door(node.unit.moment(ward.now)).faults)
    node.power_off()
    node.disk_full(full=False)
    node.mend_link()
    node.power_on()
    ward.wait(seconds(20))
    assert ward.state(ASH_4).call_at is None


def test_noise_on_the_radars_wire_is_a_number_in_the_nodes_health() -> None:
    ward = world(Radar.WAVEFORM)
    Place(ward, ASH_4).wire_noise(seconds(5))
    ward.wait(seconds(12))
    counters = ward.state(ASH_4).health.counters
    assert counters["radar junk bytes"] + counters.get("radar bad checks", 0) > 0
    assert "radar junk bytes" not in ward.state(ASH_1).health.counters


def test_a_chip_that_is_lost_is_said_to_be_and_one_that_is_stuck_is_not() -> None:
    ward = world()
    bench = Place(ward, ASH_4)
    ward.wait(seconds(12))
    bench.sensor_stuck("bh1750")
    bench.sensor_lost("sht4x")
    bench.daylight(500)
    ward.wait(seconds(12))
    state = ward.state(ASH_4)
    assert state.reading(Quantity.TEMPERATURE).reading.value is Missing.SENSOR_LOST
    assert state.reading(Quantity.LIGHT).reading.value < 100
    bench.sensor_mended("bh1750")
    bench.sensor_mended("sht4x")
    ward.wait(seconds(12))
    assert isinstance(ward.state(ASH_4).reading(Quantity.TEMPERATURE).reading.value, float)
    assert ward.state(ASH_4).reading(Quantity.LIGHT).reading.value > 400


def test_a_clock_that_drifts_is_read_as_it_stands_at_each_moment() -> None:
    ward = world()
    node = Place(ward, ASH_4)
    node.clock_drifts(3600)  # a second a second
    sent: list[Wire] = []
    ward.watch(NodeSaid, lambda told: sent.append(told.message))
    ward.wait(seconds(10))
    ahead = [
        s.sent_at - ward.setting.began for s in sent if isinstance(s, Envelope) and s.room == ASH_4
    ]
    assert max(ahead) == seconds(20)
    node.clock_right()
    assert node.unit.clock.ahead_s(ward.now) == 0


def test_an_empty_room_has_nobody_in_it() -> None:
    site = Site(rooms=(ASH_4,), staff=(MT, KO))
    empty = {ASH_4: Tenant(breathing=None, locked=False)}
    ward = World(Setting(site, radar=Radar.RATES, tenants=empty))
    ward.wait(seconds(6))
    standing = ward.state(ASH_4).standing.now
    assert (standing.in_room, standing.locked) == (False, False)
