"""Out to the garden, on leave, in the ensuite: what that delays, and what belies it."""

import pytest

from hub.acts import Look, SetPlan
from hub.rooms.absence_facts import AbsenceContradicted, By
from hub.rooms.facts import How
from tests.hub.deeds import OPENED, does_at_door, leaves, opens, out_to
from tests.hub.world import ASH_1, ASH_4, RP, World
from ward.authority import Authority
from ward.care import Cover
from ward.deeds import CameBack, Deed, Escort, Outing, WentOut
from ward.happenings import DoorMoved, Place, PresenceMoved
from ward.observations import Evidence
from ward.units import minutes
from ward.vitals import Doubt

BLANK, NOT_BACK = "blank spell", "not back"


def in_the_garden(ward: World, to: Outing = Outing.GARDEN) -> None:
    """J.T., every 15 minutes, is taken out at 02:05 through an opened door."""
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.until("02:05")
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, out_to(to))
    leaves(ward, ASH_4)


@pytest.mark.hazard("H-06")
def test_whoever_is_out_is_due_by_the_end_of_that_outing_and_then_flagged() -> None:
    ward = World()
    in_the_garden(ward)
    assert ward.state(ASH_4).watch.due_at == ward.now + minutes(30)
    ward.until("02:35")
    assert ward.alarms(ASH_4) == []
    ward.until("02:35:02")
    assert ward.alarms(ASH_4) == [BLANK]
    words = "Nobody has been for 30 min. Not back for 2 s: in the garden for 30 min, with M.T."
    assert words in ward.words(ASH_4)
    assert "Find them through whoever went along" in ward.words(ASH_4)


@pytest.mark.hazard("H-06")
@pytest.mark.hazard("H-28")
def test_one_moment_is_one_alarm_and_another_moment_is_another() -> None:
    """Out under a plan of an hour: missing after thirty minutes, and unseen after sixty."""
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, every_min=60)
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, out_to(Outing.GARDEN))
    leaves(ward, ASH_4)
    ward.until("02:30:02")
    assert ward.alarms(ASH_4) == [NOT_BACK]
    ward.until("03:00:02")
    assert ward.alarms(ASH_4) == [BLANK, NOT_BACK]
    spell, missing = (ward.state(ASH_4).showing(name) for name in (BLANK, NOT_BACK))
    assert spell
    assert missing
    assert "Not back" not in spell.words
    assert missing.words.startswith("Not back")
    ward.restart_hub()
    ward.wait(2)
    assert ward.alarms(ASH_4) == [BLANK, NOT_BACK]


@pytest.mark.hazard("H-06")
def test_of_whoever_is_not_back_a_tighter_plan_begins_the_spell_and_takes_no_alarm_away() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, every_min=60)
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, out_to(Outing.GARDEN))
    leaves(ward, ASH_4)
    ward.until("02:31")
    ward.does(SetPlan(ASH_4, 5, Authority.LOCAL, "", "K.O."))
    ward.until("02:36:02")
    assert ward.alarms(ASH_4) == [BLANK, NOT_BACK]
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, CameBack())
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-06")
def test_a_return_that_is_recorded_at_the_door_ends_it() -> None:
    ward = World()
    in_the_garden(ward)
    ward.until("02:36")
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, CameBack())
    assert ward.alarms(ASH_4) == []
    ward.until("02:51")
    assert ward.alarms(ASH_4) == []
    ward.until("02:51:02")
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize(
    ("deed", "evidence"),
    [
        (out_to(Outing.GARDEN), OPENED.model_copy(update={"door_opened": False})),
        (out_to(Outing.GARDEN), OPENED.model_copy(update={"by": None})),
        (out_to(Outing.GARDEN), OPENED.model_copy(update={"badge": "04FFFFFF"})),
        (out_to(Outing.LEAVE), OPENED.model_copy(update={"stayed_s": 3})),
        (out_to(Outing.LEAVE), OPENED.model_copy(update={"form_here": False})),
        (out_to(Outing.ENSUITE), OPENED),
        (WentOut(to=Outing.GARDEN), OPENED),
        (WentOut(escort=Escort.ME), OPENED),
        (CameBack(), OPENED.model_copy(update={"door_opened": False})),
    ],
)
def test_what_the_door_did_not_witness_delays_nothing(deed: Deed, evidence: Evidence) -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.until("02:05")
    does_at_door(ward, ASH_4, deed, evidence=evidence)
    ward.until("02:15:02")
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-06")
def test_an_entry_at_the_station_about_a_garden_is_a_look_from_afar_and_no_more() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.until("02:05")
    ward.does(Look(ASH_4, How.STATION, "K.O.", "in the garden with M.T."))
    assert ward.state(ASH_4).looks_count == 1
    ward.until("02:15:02")
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-06")
def test_somebody_sensed_inside_belies_it_and_the_plan_runs_from_when_they_went() -> None:
    ward = World()
    in_the_garden(ward)
    ward.until("02:10")
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    ward.wait(2)
    (fact,) = (one for one in ward.facts if isinstance(one, AbsenceContradicted))
    assert fact.by is By.PRESENCE
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False))
    ward.until("02:20:02")
    assert BLANK in ward.alarms(ASH_4)
    assert "Said to be in the garden, but somebody is inside" in ward.words(ASH_4)
    ward.restart_hub()
    ward.wait(2)
    assert BLANK in ward.alarms(ASH_4)
    assert NOT_BACK not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-05")
@pytest.mark.hazard("H-06")
def test_a_clock_set_back_since_the_door_was_shut_hides_nobody_who_is_inside() -> None:
    """The door last moved in what is now the time to come: that bides no time."""
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.until("02:05")
    opens(ward, ASH_4)
    leaves(ward, ASH_4)
    ward.now -= minutes(50)
    does_at_door(ward, ASH_4, out_to(Outing.GARDEN))
    ward.wait(70)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    ward.wait(2)
    assert [one.by for one in ward.facts if isinstance(one, AbsenceContradicted)] == [By.PRESENCE]


@pytest.mark.hazard("H-06")
def test_what_a_sensor_still_says_of_whoever_has_just_gone_belies_nothing() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.until("02:05")
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, out_to(Outing.GARDEN))
    ward.wait(5)
    ward.happens(ASH_4, DoorMoved(is_open=False))
    ward.wait(50)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=False))
    ward.until("02:34")
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-06")
def test_the_radar_over_the_bed_belies_it_too() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.until("02:05")
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, out_to(Outing.LEAVE))
    leaves(ward, ASH_4)
    ward.breathes(ASH_4, Doubt.NOBODY_THERE)
    ward.until("02:08")
    ward.breathes(ASH_4, 14.0)
    ward.wait(2)
    (fact,) = (one for one in ward.facts if isinstance(one, AbsenceContradicted))
    assert fact.by is By.RADAR
    assert ward.state(ASH_4).watch.due_at == ward.now.replace(minute=20, second=0)


def test_whoever_cleans_the_room_with_its_door_open_belies_nothing() -> None:
    ward = World()
    in_the_garden(ward)
    opens(ward, ASH_4)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    ward.until("02:34")
    assert [one for one in ward.facts if isinstance(one, AbsenceContradicted)] == []


@pytest.mark.hazard("H-06")
def test_a_looser_plan_makes_nobody_due_back_later_than_the_outings_limit() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, every_min=60)
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, out_to(Outing.GARDEN))
    leaves(ward, ASH_4)
    ward.until("02:30:02")
    assert ward.alarms(ASH_4) == [NOT_BACK]
    ward.ends(ASH_4)  # a click finds nobody
    ward.wait(2)
    assert NOT_BACK in ward.alarms(ASH_4)
    ward.until("03:00:10")
    assert BLANK in ward.alarms(ASH_4)


@pytest.mark.hazard("H-06")
def test_a_going_out_that_is_told_late_counts_from_when_it_was() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    opens(ward, ASH_4)
    ward.until("02:10")
    does_at_door(ward, ASH_4, out_to(Outing.GARDEN), age_s=480)
    leaves(ward, ASH_4)
    assert ward.state(ASH_4).watch.due_at == ward.now.replace(minute=32)


@pytest.mark.hazard("H-08")
def test_a_clock_that_is_set_back_makes_no_outing_longer() -> None:
    ward = World()
    in_the_garden(ward)
    ward.until("02:20")
    ward.now -= minutes(10)
    ward.wait(20 * 60)
    assert BLANK in ward.alarms(ASH_4)
    assert "Not back" in ward.words(ASH_4)


@pytest.mark.hazard("H-30")
def test_nobody_must_stay_at_the_door_of_whoever_is_out_but_of_whoever_is_late() -> None:
    ward = World()
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, cover=Cover.SIGHT_AND_SOUND)
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, out_to(Outing.GARDEN))
    leaves(ward, ASH_4)
    ward.until("02:29")
    assert ward.alarms(ASH_4) == []
    ward.until("02:31:30")
    assert "left alone" in ward.alarms(ASH_4)


@pytest.mark.hazard("H-07")
def test_nobody_next_door_is_out_for_it() -> None:
    ward = World()
    ward.begins(ASH_1, RP)
    in_the_garden(ward)
    ward.until("02:15:02")
    assert ward.alarms(ASH_1) == [BLANK]
    assert ward.alarms(ASH_4) == []
