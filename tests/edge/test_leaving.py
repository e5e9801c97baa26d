"""Whoever leaves is no stopped chest, and whoever stops breathing at an open door is one."""

import pytest

from attune.play.place import Place as Hands
from attune.play.setting import Radar
from edge.leaving import BELIEVED_S, SHUT_BEHIND_S, Leaving
from firmware_sim.body import Place as At
from tests.edge.night import at, wall
from tests.hub.world import ASH_4, JT
from tests.nights.ward import Ward
from ward.conditions import NO_BREATHING_SEEN
from ward.envelope import Standing, VitalBody
from ward.units import seconds
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Said, Vital

STOPPED = NotBreathing(since=wall(0))
NOBODY = Doubted(doubt=Doubt.NOBODY_THERE)
IN, OUT = True, False


class Bed:
    """A bed whose radar says what it is told to; each step is a second."""

    def __init__(self) -> None:
        self.leaving, self.second = Leaving(), 0.0

    def stands(
        self, *, door_open: bool, in_room: bool | None, ensuite: bool | None = False, for_s: int = 1
    ) -> None:
        for _ in range(for_s):
            self.second += 1
            standing = Standing(door_open=door_open, in_room=in_room, in_ensuite=ensuite)
            self.leaving.look(standing, at(self.second))

    def says(self, said: Said, *, moved: bool = True) -> Said:
        body = VitalBody(vital=Vital.BREATHING, said=said)
        return self.leaving.heard((body,), at(self.second), moved=moved)[0].said

    def leaves(self) -> None:
        self.stands(door_open=False, in_room=IN, for_s=3)
        self.stands(door_open=True, in_room=IN, for_s=3)
        self.stands(door_open=True, in_room=OUT, for_s=8)


def test_whoever_got_up_and_went_through_the_open_door_is_gone() -> None:
    bed = Bed()
    bed.leaves()
    assert bed.says(STOPPED) == NOBODY
    assert bed.says(Doubted(doubt=Doubt.WEAK_SIGNAL)) == Doubted(doubt=Doubt.WEAK_SIGNAL)


def test_a_door_that_is_shut_behind_them_was_open_all_the_same() -> None:
    bed = Bed()
    bed.stands(door_open=True, in_room=IN, for_s=3)
    bed.stands(door_open=False, in_room=IN, for_s=int(SHUT_BEHIND_S) - 1)
    bed.stands(door_open=False, in_room=OUT, for_s=8)
    assert bed.says(STOPPED) == NOBODY


@pytest.mark.hazard("H-12")
def test_a_chest_that_stops_at_an_open_door_without_a_movement_has_stopped() -> None:
    """Though the room's sensor loses them, as one that lives on movement will."""
    bed = Bed()
    bed.leaves()
    assert bed.says(STOPPED, moved=False) == STOPPED


@pytest.mark.hazard("H-12")
@pytest.mark.parametrize("in_room", [True, None])
def test_while_anything_says_that_somebody_is_inside_it_has_stopped(in_room: bool | None) -> None:
    bed = Bed()
    bed.stands(door_open=True, in_room=in_room, for_s=10)
    assert bed.says(STOPPED) == STOPPED


@pytest.mark.hazard("H-12")
def test_a_sensor_that_drops_out_behind_a_shut_door_lets_nobody_out() -> None:
    bed = Bed()
    bed.stands(door_open=True, in_room=IN, for_s=3)
    bed.stands(door_open=False, in_room=IN, for_s=int(SHUT_BEHIND_S) + 1)
    bed.stands(door_open=False, in_room=OUT, for_s=8)
    assert bed.says(STOPPED) == STOPPED


@pytest.mark.hazard("H-12")
def test_a_sensor_that_had_dropped_out_before_the_door_moved_lets_nobody_out() -> None:
    bed = Bed()
    bed.stands(door_open=False, in_room=IN, for_s=3)
    bed.stands(door_open=False, in_room=OUT, for_s=30)
    bed.stands(door_open=True, in_room=OUT, for_s=8)
    assert bed.says(STOPPED) == STOPPED


@pytest.mark.hazard("H-12")
def test_whoever_comes_back_or_breathes_is_not_gone() -> None:
    bed = Bed()
    bed.leaves()
    bed.stands(door_open=True, in_room=IN)
    bed.stands(door_open=False, in_room=IN, for_s=int(SHUT_BEHIND_S) + 1)
    bed.stands(door_open=False, in_room=OUT, for_s=3)
    assert bed.says(STOPPED) == STOPPED
    bed = Bed()
    bed.leaves()
    bed.stands(door_open=True, in_room=OUT, for_s=15)
    bed.says(Rate(per_minute=14, quality=0.9))
    assert bed.says(STOPPED) == STOPPED


def test_a_rate_of_breaths_before_they_went_says_nothing_of_now() -> None:
    bed = Bed()
    bed.leaves()
    bed.says(Rate(per_minute=14, quality=0.9))
    assert bed.says(STOPPED) == NOBODY


@pytest.mark.hazard("H-12")
def test_that_they_left_is_believed_for_a_minute() -> None:
    bed = Bed()
    bed.leaves()
    bed.stands(door_open=True, in_room=OUT, for_s=int(BELIEVED_S))
    assert bed.says(STOPPED) == STOPPED


# ---- on the radar's own bytes ----------------------------------------------------------------


def lying(seed: int) -> tuple[Ward, Hands]:
    ward = Ward(ASH_4, radar=Radar.WAVEFORM, seed=seed)
    ward.begins(ASH_4, JT, 60)
    ward.authorises(ASH_4)
    ward.wait(90)
    return ward, ward.rooms[ASH_4]


@pytest.mark.parametrize("seed", range(1, 7))
def test_nobody_who_walks_out_is_taken_for_a_stopped_chest(seed: int) -> None:
    ward, room = lying(seed)
    room.opens_door()
    ward.wait(5)
    room.walks_to(At.AWAY)
    ward.wait(60)
    assert NO_BREATHING_SEEN.name not in ward.alarms(ASH_4)


@pytest.mark.parametrize("place", [At.ENSUITE, At.FLOOR])
@pytest.mark.parametrize("seed", range(2, 5))
def test_nobody_who_only_gets_up_is_taken_for_a_stopped_chest(place: At, seed: int) -> None:
    ward, room = lying(seed)
    room.walks_to(place)
    ward.wait(60)
    assert NO_BREATHING_SEEN.name not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-12")
@pytest.mark.parametrize("seed", range(1, 4))
def test_a_chest_that_stops_while_staff_stand_at_the_open_door_alarms_in_time(seed: int) -> None:
    ward, room = lying(seed)
    room.comes()
    room.opens_door()
    ward.wait(5)
    stopped = ward.now
    room.breathes(0)
    ward.wait(24)
    alarm = ward.state(ASH_4).showing(NO_BREATHING_SEEN.name)
    assert alarm is not None
    assert alarm.began_at - stopped <= seconds(24)


@pytest.mark.hazard("H-12")
@pytest.mark.parametrize("seed", range(1, 4))
def test_a_chest_that_stops_soon_after_somebody_turned_over_alarms(seed: int) -> None:
    """What stops within the movement itself is not told from leaving, and is a weak signal."""
    ward, room = lying(seed)
    room.moves(seconds(2))
    ward.wait(45)
    room.breathes(0)
    ward.wait(30)
    assert NO_BREATHING_SEEN.name in ward.alarms(ASH_4)
