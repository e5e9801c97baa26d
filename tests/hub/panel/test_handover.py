"""The handover strip: who has which duty where, and where nobody has."""

import pytest

from hub.office import Office
from hub.panel.handover import AHEAD, Handover, handover, named
from hub.panel.local import Local
from hub.staff.duty import Duty
from hub.staff.facts import Shift
from hub.staff.register import Register
from hub.staff.rota import Rota
from tests.hub.panel.night import ASH, ASH_1, ASH_2, ASH_3, ASH_4, TWO_AM
from ward.care import Role, Staff
from ward.rooms import RoomId
from ward.units import hours, minutes

NOW = TWO_AM
MT = Staff(ref="m17", initials="M.T.", role=Role.NURSE, badge="04A1B2C3")
SB = Staff(ref="s4", initials="S.B.", role=Role.NURSE, badge="04A1B2C4")


def shift(who: Staff, from_h: float, to_h: float, *rooms: RoomId, duty: Duty = Duty.OBSERVER):
    return Shift(
        duty=duty, staff=who.ref, rooms=rooms, begins_at=NOW + hours(from_h),
        ends_at=NOW + hours(to_h),
    )  # fmt: skip


def strip(*shifts: Shift) -> Handover:
    office = Office(Register.of((MT, SB)), Rota(shifts))
    return handover(office, ASH, Local(NOW))


def test_without_a_rota_there_is_nothing_to_show() -> None:
    assert strip() == Handover()


def test_rooms_with_the_same_people_share_a_lane_and_staff_are_their_initials() -> None:
    shown = strip(shift(MT, -1, 5.25, ASH_1, ASH_2, ASH_4), shift(SB, -1, 0.75, ASH_3))
    assert [(lane.duty, lane.rooms, lane.now) for lane in shown.lanes] == [
        (Duty.OBSERVER, "Ash 1, 2, 4", "M.T. until 07:29"),
        (Duty.OBSERVER, "Ash 3", "S.B. until 02:59"),
    ]


@pytest.mark.hazard("H-27")
def test_a_gap_is_told_in_words_with_its_beginning_and_its_end() -> None:
    (lane,) = strip(shift(MT, -1, 0.75), shift(SB, 1.25, 20)).lanes
    assert lane.rooms == "all rooms"
    assert lane.gaps == lane.gaps_ahead == ("nobody named from 02:59 to 03:29",)
    assert [one.is_gap for one in lane.stretches] == [False, True, False]
    assert lane.stretches[-1].words == "S.B. from 03:29"


def test_a_gap_of_now_leads() -> None:
    (lane,) = strip(shift(MT, 1, 20)).lanes
    assert lane.now == "nobody named until 03:14"
    assert lane.gaps == ("nobody named now to 03:14",)
    assert lane.gaps_ahead == ()


def test_two_who_overlap_are_both_named_and_a_seam_is_no_gap() -> None:
    (lane,) = strip(shift(MT, -1, 2), shift(SB, 1, 3), shift(SB, 3, 20)).lanes
    assert [one.who for one in lane.stretches] == ["M.T.", "M.T., S.B.", "S.B."]


def test_stretches_fill_the_strip_and_hours_stand_below_it() -> None:
    shown = strip(shift(MT, -1, 5))
    (lane,) = shown.lanes
    assert sum(one.share for one in lane.stretches) == 1
    assert lane.stretches[-1].from_ == hours(5) / AHEAD
    assert [tick.words for tick in shown.ticks] == ["03:00", "06:00", "09:00", "12:00"]
    assert shown.ticks[0].at == (minutes(46) - minutes(7 / 60)) / AHEAD


def test_every_duty_of_the_rota_has_its_lane() -> None:
    shown = strip(shift(MT, -1, 20), shift(SB, -1, 20, duty=Duty.IN_CHARGE))
    assert [lane.duty for lane in shown.lanes] == [Duty.OBSERVER, Duty.IN_CHARGE]
    assert shown.lanes[1].now == "S.B."


def test_rooms_are_named_with_their_ward_once() -> None:
    assert named((ASH_1, ASH_4, RoomId("oak", 2))) == "Ash 1, 4; Oak 2"
