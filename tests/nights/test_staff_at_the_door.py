"""A door knows who works here, hub or no hub, and knows nobody who has left."""

import pytest

from hub.acts import RemoveStaff, SetStaff
from hub.rooms.facts import Observed
from hub.site import Site
from tests.hub.world import ASH_1, ASH_4, KO, MT
from tests.nights.ward import Ward
from ward.care import Role, Staff
from ward.units import seconds

WM = Staff(ref="st-05", initials="W.M.", role=Role.MANAGER, badge="0499AABBCC")
SB = Staff(ref="st-07", initials="S.B.", role=Role.ASSISTANT, badge="0455667788")


def a_ward() -> Ward:
    ward = Ward(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO, WM)))
    ward.begins(ASH_4)
    ward.wait(2)
    return ward


def seen_by(ward: Ward) -> list[str | None]:
    """Who each observation of Ash 4 was by, as its own door had it."""
    return [
        fact.observation.evidence.by
        for fact in ward.facts
        if isinstance(fact, Observed) and fact.room == ASH_4
    ]


@pytest.mark.hazard("H-24")
def test_a_badge_added_in_the_night_is_known_at_the_door_though_the_hub_dies():
    ward = a_ward()
    ward.visits(ASH_4, badge=SB.badge)
    assert ward.does(SetStaff(SB, "st-05")) == ()
    ward.wait(2)
    ward.kill_hub()
    ward.visits(ASH_4, badge=SB.badge)
    ward.start_hub()
    ward.wait(30)
    assert seen_by(ward) == [None, "st-07"]
    assert ward.state(ASH_4).seen.by == "S.B."


def test_whoever_has_left_is_known_at_no_door_any_more_also_after_a_restart():
    ward = a_ward()
    ward.visits(ASH_4, badge=MT.badge)
    assert ward.does(RemoveStaff("st-01", "st-05", "has left")) == ()
    ward.wait(2)
    ward.visits(ASH_4, badge=MT.badge)
    ward.kill_hub()
    ward.start_hub()
    ward.wait(10)
    ward.visits(ASH_4, badge=MT.badge)
    assert seen_by(ward) == ["st-01", None, None]
    assert not ward.state(ASH_4).visit.ends_spell


def test_every_door_hears_of_it_and_not_only_the_one_where_somebody_is_confined():
    ward = a_ward()
    ward.does(SetStaff(SB, "st-05"))
    ward.wait(2)
    for room in (ASH_1, ASH_4):
        ward.rooms[room].visit(SB.badge, stays=seconds(5), content=None)
        ward.wait(2)
        unit = ward.rooms[room].unit
        badge_of = unit.node.door(unit.moment(ward.now)).badge_of
        assert badge_of is not None
        assert badge_of.initials == "S.B."
