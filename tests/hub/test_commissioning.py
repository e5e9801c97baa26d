"""Commissioning at the hub: who signs for a walk, what ends it, and that no alarm waits for it."""

import pytest

from hub.rooms.facts import BreathingAgain, BreathingStopped
from hub.rooms.radar_facts import THE_ROOM, Commissioned, CommissioningEnded
from hub.site import Site
from hub.walk_acts import AskWalk, EndCommissioning, SignWalk
from tests.hub.world import ASH_1, ASH_4, KO, MT, RADAR, WALKED, World
from ward.care import Care, Role, Staff
from ward.commissioning import Phase, Sight, Spot, WalkAsked, Walking, WalkStep
from ward.conditions import NO_BREATHING_SEEN, VITAL_SIGNS_MISSING
from ward.envelope import VitalBody
from ward.orders import Order
from ward.units import seconds
from ward.vitals import NotBreathing, Rate, Vital

EV = Staff(ref="st-05", initials="E.V.", role=Role.ESTATES, badge="0433333333")
OTHER = RADAR.model_copy(update={"serial": "S-2"})
DONE = Walking(id=WALKED.id, phase=Phase.WALKED, spots=WALKED.spots, walked=WALKED)


def measured() -> World:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, every_min=240)
    ward.authorises(ASH_4)
    return ward


def cares(ward: World) -> list[Care]:
    return [said.message for said in ward.said if isinstance(said.message, Care)]


@pytest.mark.hazard("H-31")
def test_a_room_shows_no_number_until_somebody_signed_for_a_walk() -> None:
    ward = measured()
    ward.breathes(ASH_4, 14)
    assert not ward.state(ASH_4).shows_numbers
    assert ward.state(ASH_4).blind_spots is None
    assert ward.points == []
    ward.commissions(ASH_4)
    ward.breathes(ASH_4, 14)
    assert ward.state(ASH_4).shows_numbers
    assert ward.state(ASH_4).vitals[Vital.BREATHING].commissioned
    assert [point.value for point in ward.points] == [14]
    assert not ward.state(ASH_1).shows_numbers


@pytest.mark.hazard("H-31")
def test_what_was_kept_of_a_room_that_nobody_walked_is_charted_nowhere() -> None:
    ward = measured()
    ward.wait(60)
    said = Rate(per_minute=14, quality=0.9)
    for known in (False, True):
        body = VitalBody(vital=Vital.BREATHING, commissioned=known, said=said)
        ward.keeps(ASH_4, (30, body))
        assert len(ward.points) == known


def test_the_spots_where_somebody_cannot_be_seen_are_known_of_the_room() -> None:
    ward = World()
    ward.commissions(ASH_4)
    blind = ward.state(ASH_4).blind_spots
    assert blind is not None
    assert Spot.ENSUITE in blind
    assert not {Spot.BED, Spot.WINDOW} & set(blind)
    assert ward.state(ASH_1).blind_spots is None


@pytest.mark.hazard("H-12")
@pytest.mark.hazard("H-31")
def test_breathing_that_stops_in_a_room_that_nobody_walked_alarms_as_in_any_other() -> None:
    ward = measured()
    ward.breathes(ASH_4, 14)
    ward.wait(1)
    ward.breathes(ASH_4, NotBreathing(since=ward.now))
    ward.wait(21)
    assert NO_BREATHING_SEEN.name in ward.lasting(ASH_4)
    ward.breathes(ASH_4, 12)
    assert NO_BREATHING_SEEN.name not in ward.lasting(ASH_4)
    assert NO_BREATHING_SEEN.name in ward.alarms(ASH_4)
    kinds = [type(f) for f in ward.facts if isinstance(f, BreathingStopped | BreathingAgain)]
    assert kinds == [BreathingStopped, BreathingAgain]


@pytest.mark.hazard("H-14")
def test_rates_that_may_not_be_shown_are_not_missing() -> None:
    ward = measured()
    for _ in range(30):
        ward.breathes(ASH_4, 14)
        ward.wait(5)
    assert VITAL_SIGNS_MISSING.name not in ward.alarms(ASH_4)
    ward.wait(121)
    assert VITAL_SIGNS_MISSING.name in ward.alarms(ASH_4)


def test_estates_and_the_nurse_in_charge_sign_and_nobody_else() -> None:
    ward = World(site=Site(rooms=(ASH_4,), staff=(MT, KO, EV)))
    ward.health(ASH_4, walk=DONE)
    ward.does(SignWalk(ASH_4, WALKED.id, MT.ref))
    assert "may not commission a room's radar" in ward.denied[-1]
    ward.does(SignWalk(ASH_4, WALKED.id, EV.ref))
    signed = ward.state(ASH_4).commissioning
    assert signed is not None
    assert (signed.by, signed.at, signed.walked) == (EV.ref, ward.now, WALKED)
    assert cares(ward)[-1].commissioning == signed


@pytest.mark.hazard("H-31")
def test_only_what_the_room_itself_says_was_walked_can_be_signed() -> None:
    ward = World()
    ward.does(SignWalk(ASH_4, WALKED.id, "K.O."))
    ward.health(ASH_4, walk=DONE.model_copy(update={"walked": None, "phase": Phase.BETWEEN}))
    ward.does(SignWalk(ASH_4, WALKED.id, "K.O."))
    ward.health(ASH_4, walk=DONE)
    ward.does(SignWalk(ASH_4, "another walk", "K.O."))
    assert len(ward.denied) == 3
    assert ward.state(ASH_4).commissioning is None


@pytest.mark.hazard("H-31")
def test_another_radar_ends_it_for_good_and_the_door_hears_of_it() -> None:
    ward = World()
    ward.commissions(ASH_4)
    version = cares(ward)[-1].version
    ward.health(ASH_4, radar=OTHER)
    ended = [f for f in ward.facts if isinstance(f, CommissioningEnded)]
    assert [(f.room, f.by) for f in ended] == [(ASH_4, THE_ROOM)]
    assert cares(ward)[-1].commissioning is None
    assert cares(ward)[-1].version == version + 1
    ward.health(ASH_4, radar=RADAR)
    assert not ward.state(ASH_4).shows_numbers
    assert ward.state(ASH_4).blind_spots is None


@pytest.mark.hazard("H-31")
def test_a_walk_that_saw_no_breathing_at_the_bed_is_signed_and_shows_no_number() -> None:
    spots = tuple(
        one.model_copy(update={"sight": Sight.PRESENCE}) if one.spot is Spot.BED else one
        for one in WALKED.spots
    )
    ward = World()
    ward.commissions(ASH_4, WALKED.model_copy(update={"spots": spots}))
    assert ward.state(ASH_4).commissioning is not None
    assert ward.state(ASH_4).blind_spots
    assert not ward.state(ASH_4).shows_numbers


@pytest.mark.hazard("H-09")
def test_a_restart_forgets_no_commissioning_and_shows_nothing_until_the_room_is_heard() -> None:
    ward = World()
    ward.commissions(ASH_4)
    ward.restart_hub()
    assert ward.state(ASH_4).commissioning is not None
    assert not ward.state(ASH_4).shows_numbers
    ward.health(ASH_4)
    assert ward.state(ASH_4).shows_numbers


def test_it_is_taken_back_with_a_reason() -> None:
    ward = World()
    ward.does(EndCommissioning(ASH_4, "K.O.", "the bed was moved"))
    assert ward.denied == ["Ash 4 is not commissioned"]
    ward.commissions(ASH_4)
    ward.does(EndCommissioning(ASH_4, "K.O.", " "))
    assert ward.state(ASH_4).commissioning is not None
    ward.does(EndCommissioning(ASH_4, "K.O.", "the bed was moved"))
    assert ward.state(ASH_4).commissioning is None
    assert cares(ward)[-1].commissioning is None


def test_it_is_of_the_room_and_outlasts_whoever_is_confined() -> None:
    ward = measured()
    ward.commissions(ASH_4)
    ward.ends(ASH_4)
    ward.begins(ASH_4)
    assert [f.room for f in ward.facts if isinstance(f, Commissioned)] == [ASH_4]
    assert ward.state(ASH_4).shows_numbers


def test_steps_are_orders_for_an_empty_room() -> None:
    ward = World()
    begin = AskWalk(ASH_4, WalkAsked(step=WalkStep.BEGIN), "K.O.")
    ward.does(begin)
    sent = [said.message for said in ward.said if isinstance(said.message, Order)]
    assert [(one.room, one.boot, one.asked) for one in sent] == [
        (ASH_4, "boot-1", WalkAsked(step=WalkStep.BEGIN))
    ]
    assert sent[0].expires_at - sent[0].asked_at == seconds(20)
    ward.begins(ASH_4)
    ward.does(begin)
    assert "somebody is confined" in ward.denied[-1]


def test_a_rate_that_the_room_itself_does_not_vouch_for_is_not_vouched_for_here() -> None:
    ward = measured()
    ward.breathes(ASH_4, 14)
    ward.commissions(ASH_4)
    assert ward.state(ASH_4).shows_numbers
    assert not ward.state(ASH_4).vitals[Vital.BREATHING].commissioned
