"""A spell that falls into a handover is tagged so, by the rota as it was then."""

import pytest

from hub.acts import SetRota
from hub.record.spells import known_now, known_then
from hub.rooms.fact import Fact
from hub.rooms.facts import AnyFact
from hub.rooms.handover_facts import SpellAtHandover
from hub.rooms.snapshot import dump, load
from hub.staff.duty import Duty
from hub.staff.facts import Shift
from hub.staff.handovers import handovers
from hub.staff.rota import Rota
from tests.hub.world import ASH_1, ASH_4, KO, MT, RP, TWO_AM, World
from ward.rooms import RoomId
from ward.units import Instant, minutes

pytestmark = pytest.mark.hazard("H-27")


def shift(who: str, first_min: float, last_min: float, *rooms: RoomId) -> Shift:
    return Shift(
        duty=Duty.OBSERVER,
        staff=who,
        rooms=rooms,
        begins_at=TWO_AM + minutes(first_min),
        ends_at=TWO_AM + minutes(last_min),
    )


def rota(ward: World, *shifts: Shift) -> None:
    ward.does(SetRota(shifts, "K.O."))


def tags(ward: World, room: RoomId = ASH_4) -> list[SpellAtHandover]:
    return [one for one in ward.facts if isinstance(one, SpellAtHandover) and one.room == room]


def told(ward: World) -> list[tuple[Instant, AnyFact]]:
    return [(one.at, one) for one in ward.facts if isinstance(one, Fact) and one.room == ASH_4]


@pytest.fixture
def ward() -> World:
    """M.T. observes until 02:20, K.O. from 02:40."""
    ward = World()
    rota(ward, shift(MT.ref, -60, 20), shift(KO.ref, 40, 300))
    ward.begins(ASH_4)
    return ward


def test_a_spell_over_the_change_is_tagged_with_who_handed_over_to_whom(ward: World) -> None:
    ward.until("02:15:01")
    (tag,) = tags(ward)
    assert (tag.leaving, tag.coming) == ((MT.ref,), (KO.ref,))
    assert (tag.changes_at, tag.covered_at) == (TWO_AM + minutes(20), TWO_AM + minutes(40))
    assert tags(ward, ASH_1) == []


def test_a_spell_that_comes_into_the_handover_later_is_tagged_then_and_once() -> None:
    ward = World()
    rota(ward, shift(MT.ref, -60, 50), shift(KO.ref, 50, 300))
    ward.begins(ASH_4)
    ward.until("02:45")
    assert tags(ward) == []
    ward.until("02:46")
    ward.until("03:10")
    assert len(tags(ward)) == 1


def test_a_handover_before_the_alarm_counts_while_nobody_had_come() -> None:
    ward = World()
    rota(ward, shift(MT.ref, -60, 5), shift(KO.ref, 5, 300))
    ward.begins(ASH_4, every_min=30)
    ward.until("02:30:01")
    assert len(tags(ward)) == 1


def test_one_that_was_over_before_is_not_and_none_without_a_rota(ward: World) -> None:
    ward.visit(ASH_4)
    bare = World()
    bare.begins(ASH_4)
    bare.until("02:30")
    assert tags(bare) == []
    early = World()
    rota(early, shift(MT.ref, -60, 120), shift(KO.ref, 120, 300))
    early.begins(ASH_4)
    early.until("02:20")
    early.visit(ASH_4)
    early.until("02:25")
    assert tags(early) == []


def test_no_later_rota_changes_a_tag_nor_adds_the_same_again(ward: World) -> None:
    ward.until("02:16")
    rota(ward, shift(MT.ref, -60, 300))
    ward.until("02:30")
    rota(ward, shift(MT.ref, -60, 20), shift(KO.ref, 20, 300))
    ward.until("02:31")
    assert len(tags(ward)) == 1
    alarm = ward.state(ASH_4).showing("blank spell")
    assert alarm is not None
    assert [one.coming for one in alarm.handovers] == [(KO.ref,)]
    ward.visit(ASH_4)
    now, then = known_now(told(ward), ward.now), known_then(told(ward))
    assert [len(one.handovers) for one in (*now, *then)] == [1, 1]


def test_a_rota_that_is_set_afterwards_tags_nothing_of_before() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.until("02:20")
    ward.visit(ASH_4)
    rota(ward, shift(MT.ref, -60, 18), shift(KO.ref, 18, 300))
    ward.until("02:22")
    assert tags(ward) == []
    assert [one.handovers for one in known_now(told(ward), ward.now)] == [()]


def test_a_tag_outlasts_a_restart_and_a_snapshot(ward: World) -> None:
    ward.until("02:16")
    ward.restart_hub()
    ward.until("02:18")
    assert len(tags(ward)) == 1
    state = ward.state(ASH_4)
    again = load(dump(state), since=ward.now).showing("blank spell")
    assert again is not None
    assert len(again.handovers) == 1


def test_the_room_next_door_has_a_handover_of_its_own() -> None:
    ward = World()
    rota(
        ward,
        shift(MT.ref, -60, 10, ASH_4),
        shift(KO.ref, 10, 300, ASH_4),
        shift(KO.ref, -60, 300, ASH_1),
    )
    ward.begins(ASH_4)
    ward.begins(ASH_1, RP)
    ward.until("02:16")
    assert len(tags(ward, ASH_4)) == 1
    assert tags(ward, ASH_1) == []


@pytest.mark.parametrize(
    ("shifts", "found"),
    [
        ((shift("a", 0, 60), shift("b", 60, 120)), [("a", "b", 60, 60)]),
        ((shift("a", 0, 60), shift("b", 45, 120)), [("a", "b", 60, 60)]),
        ((shift("a", 0, 60), shift("b", 90, 120)), [("a", "b", 60, 90)]),
        ((shift("a", 0, 60), shift("b", 181, 220)), []),  # a gap, and no handover
        ((shift("a", 0, 60), shift("a", 60, 120)), []),  # nobody leaves
        ((shift("a", 0, 60),), []),
    ],
)
def test_a_handover_is_somebody_leaving_and_somebody_coming(
    shifts: tuple[Shift, ...], found: list[tuple[str, str, float, float]]
) -> None:
    told_ = [
        (
            *one.leaving,
            *one.coming,
            (one.changes_at - TWO_AM) / minutes(1),
            (one.covered_at - TWO_AM) / minutes(1),
        )
        for one in handovers(Rota(shifts, is_kept=True))
    ]
    assert told_ == found
