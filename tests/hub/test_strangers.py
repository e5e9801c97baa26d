"""Whoever the person does not know is flagged, and counts all the same."""

import pytest

from hub.acts import NameObservers
from hub.rooms.episode_facts import KnownObserver
from hub.rooms.facts import Observed
from hub.site import Site
from tests.hub.test_reviews import both
from tests.hub.world import ASH_1, ASH_4, KO, MT, World
from ward.care import Role, Staff
from ward.observers import Stranger, strange

AG = Staff(ref="st-09", initials="A.G.", role=Role.NURSE, badge="04F6A7B8", agency=True)


def seen_by(who: Staff, *known: Staff, rather_not: tuple[str, ...] = ()) -> tuple[World, Observed]:
    ward = World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO, AG)))
    ward.begins(ASH_4)
    if known or rather_not:
        listed = tuple(KnownObserver(ref=one.ref) for one in known)
        ward.does(NameObservers(ASH_4, listed, "K.O.", "no men at night", rather_not))
    ward.until("02:16")
    ward.visit(ASH_4, evidence=both(who))
    return ward, next(one for one in reversed(ward.facts) if isinstance(one, Observed))


@pytest.mark.hazard("H-35")
@pytest.mark.parametrize(
    ("who", "known", "rather_not", "found"),
    [
        (MT, (), (), ()),
        (MT, (MT,), (), ()),
        (MT, (KO,), (), (Stranger.NOT_LISTED,)),
        (AG, (), (), (Stranger.AGENCY,)),
        (AG, (KO,), (), (Stranger.AGENCY,)),
        (AG, (AG,), (), ()),
        (MT, (MT,), (MT.ref,), (Stranger.RATHER_NOT,)),
        (AG, (), (AG.ref,), (Stranger.AGENCY, Stranger.RATHER_NOT)),
    ],
)
def test_a_stranger_is_on_record_and_ends_the_spell_all_the_same(
    who: Staff, known: tuple[Staff, ...], rather_not: tuple[str, ...], found: tuple[Stranger, ...]
) -> None:
    ward, fact = seen_by(who, *known, rather_not=rather_not)
    assert fact.strangers == found
    assert (fact.grade, fact.ends_spell) == ("full", True)
    assert "blank spell" not in ward.alarms(ASH_4)
    assert strange(who, [one.ref for one in known], rather_not) == found


@pytest.mark.hazard("H-35")
def test_the_door_is_told_whom_the_person_knows_and_rather_not() -> None:
    ward, _ = seen_by(MT, KO, rather_not=(MT.ref,))
    care = ward.state(ASH_4).care
    assert care is not None
    assert care.confinement is not None
    assert care.confinement.known_to == (KO.ref,)
    assert care.confinement.rather_not == (MT.ref,)
    assert care.confinement.preference == "no men at night"
    assert next(one for one in care.staff if one.ref == AG.ref).agency
