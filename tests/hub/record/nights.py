"""Nights that end in a record: a hub alone is told what happens, and its facts are stored."""

from hub.acts import Acknowledge, Look, MovePerson, SetPlan, SetRota
from hub.rooms.facts import How
from hub.staff.duty import Duty
from hub.staff.facts import Shift
from tests.hub.world import ASH_1, ASH_4, KO, MT, RP, TWO_AM, World
from ward.authority import Authority
from ward.observations import Evidence
from ward.units import minutes

EPISODE = "ash-04-20261123T020200-1"


def shift(duty: Duty, who: str, from_min: float, to_min: float) -> Shift:
    return Shift(
        duty=duty,
        staff=who,
        begins_at=TWO_AM + minutes(from_min),
        ends_at=TWO_AM + minutes(to_min),
    )


def a_bad_night() -> World:
    """02:02 J.T. is confined in Ash 4, seen at 02:12, and not until 03:00 again; R.P. next door."""
    ward = World()
    ward.does(
        SetRota(
            (
                shift(Duty.OBSERVER, MT.ref, -300, 60),
                shift(Duty.OBSERVER, KO.ref, 60, 600),
                shift(Duty.IN_CHARGE, KO.ref, -300, 600),
                shift(Duty.SENIOR, KO.ref, -300, 600),
            ),
            by=KO.ref,
        )
    )
    ward.until("02:02")
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.locked_in(ASH_1)
    ward.begins(ASH_1, RP)
    ward.until("02:12")
    ward.visit(ASH_4)
    ward.visit(ASH_1)
    ward.until("02:20")
    short = Evidence(badge=MT.badge, by=MT.ref, stayed_s=3, form_here=True)
    ward.visit(ASH_4, evidence=short)
    for clock in ("02:25", "02:30", "02:35"):
        ward.until(clock)
        ward.cctv(ASH_4)
    (alarm,) = ward.state(ASH_4).alarms
    ward.does(Acknowledge(ASH_4, alarm.id, KO.ref))
    ward.until("02:55")
    ward.does(Look(ASH_4, How.STATION, MT.ref, "mother phoned", TWO_AM + minutes(40)))
    ward.until("03:00")
    ward.visit(ASH_4)
    ward.does(SetPlan(ASH_4, 30, Authority.LOCAL, "settled since 03:00", KO.ref))
    ward.until("03:10")
    ward.ends(ASH_4)
    ward.wait(60)
    ward.begins(ASH_4, RP)
    ward.wait(60)
    ward.visit(ASH_4)
    return ward


def a_night_of_moves() -> World:
    """J.T. is confined in Ash 4, moved unseen to Ash 1, and back; both times R.P. was there before.

    Seen at 02:10 in Ash 4 and at 02:41 and 02:50 in Ash 1. Somebody came at 02:33 to the empty
    Ash 4: that ends nothing in Ash 1.
    """
    ward = World()
    ward.begins(ASH_1, RP)
    ward.until("02:01")
    ward.begins(ASH_4)
    ward.until("02:10")
    ward.visit(ASH_4)
    ward.visit(ASH_1)
    ward.until("02:20")
    ward.ends(ASH_1)
    ward.until("02:28")
    ward.visit(ASH_1)  # empty by then
    ward.until("02:30")
    ward.does(MovePerson(ASH_4, ASH_1, KO.ref, "the window is broken"))
    ward.until("02:33")
    ward.visit(ASH_4)
    ward.until("02:35")
    ward.begins(ASH_4, RP)
    ward.until("02:38")
    ward.cctv(ASH_1)
    ward.cctv(ASH_4)
    ward.until("02:41")
    ward.visit(ASH_1)
    ward.until("02:45")
    ward.visit(ASH_4)
    ward.ends(ASH_4)
    ward.until("02:50")
    ward.visit(ASH_1)
    ward.until("02:55")
    ward.does(MovePerson(ASH_1, ASH_4, KO.ref, "the window is mended"))
    ward.until("02:58")
    ward.does(Look(ASH_4, How.STATION, MT.ref, "mother phoned"))
    ward.visit(ASH_4)
    ward.until("03:05")
    ward.ends(ASH_4)
    ward.wait(10)
    ward.begins(ASH_1, RP)
    ward.wait(10)
    ward.visit(ASH_1)
    return ward
