"""What is owed, was assessed and calls of somebody: theirs wherever they are, and by their name."""

import pytest

from hub.acts import MovePerson
from hub.panel.local import Local
from hub.panel.scores import score_view
from hub.score_acts import RecordAssessment
from tests.hub.scoring import charts, lives, measured
from tests.hub.test_told_late_elsewhere import HOW, a_ward, goes_next_door
from tests.hub.test_whose_set import told_late
from tests.hub.world import ASH_1, ASH_4, JT, RP, World
from ward.rooms import RoomId
from ward.score_conditions import ASSESSMENT_OVERDUE, EMERGENCY_SCORE, SINGLE_RED
from ward.units import minutes, seconds
from ward.vitals import Doubt

ASH_2 = RoomId("ash", 2)
BY = "M.T.", "duty doctor", "bloods"
OF_BEFORE = "J.T., who is not confined here any more"


def assessed(ward: World, room: RoomId) -> None:
    ward.does(RecordAssessment(room, *BY))
    ward.wait(1)


def measured_next_door(ward: World) -> None:
    ward.commissions(ASH_1)
    ward.authorises(ASH_1)


@pytest.mark.hazard("H-41")
@pytest.mark.parametrize("how", HOW)
def test_what_is_owed_for_a_part_score_that_fell_again_goes_along(how: str) -> None:
    ward = a_ward()
    lives(ward, ASH_4, 26.0, 95.0)
    owed = ward.state(ASH_4).scores.owed
    lives(ward, ASH_4, 15.0, 75.0, for_s=120)
    assert ward.state(ASH_4).scores.rising is None
    goes_next_door(ward, how)
    assert ward.state(ASH_1).scores.owed == owed is not None
    ward.restart_hub()
    ward.wait(60 * 60)
    assert ASSESSMENT_OVERDUE.name in ward.lasting(ASH_1)
    assert "An assessment of J.T. was due" in ward.words(ASH_1)


@pytest.mark.hazard("H-41")
def test_it_goes_along_from_room_to_room_until_somebody_assessed() -> None:
    ward = World(ASH_1, ASH_2, ASH_4)
    measured(ward, ASH_4)
    lives(ward, ASH_4, 26.0, 95.0)
    owed = ward.state(ASH_4).scores.owed
    for left, to in ((ASH_4, ASH_1), (ASH_1, ASH_2)):
        ward.does(MovePerson(left, to, "K.O.", "the window is broken"))
        assert ward.state(to).scores.owed == owed is not None
    assessed(ward, ASH_2)
    ward.does(MovePerson(ASH_2, ASH_1, "K.O.", "the window is mended"))
    ward.ends(ASH_4)
    rising = ward.state(ASH_1).scores.rising
    assert rising is not None
    assert SINGLE_RED.name not in ward.lasting(ASH_1)


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("how", HOW)
def test_a_part_score_that_was_assessed_calls_nobody_anew_next_door_but_a_worse_one_does(
    how: str,
) -> None:
    ward = a_ward()
    lives(ward, ASH_4, 26.0, 95.0)
    assessed(ward, ASH_4)
    assert SINGLE_RED.name not in ward.lasting(ASH_4)
    goes_next_door(ward, how)
    measured_next_door(ward)
    lives(ward, ASH_1, 26.0, 95.0)
    assert SINGLE_RED.name not in ward.lasting(ASH_1)
    assert ward.state(ASH_1).scores.owed is None
    lives(ward, ASH_1, 26.0, 135.0)
    assert any("dangerous" in one or "emergency" in one for one in ward.lasting(ASH_1))
    assert ward.state(ASH_1).scores.owed is not None


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("how", HOW)
def test_as_red_by_the_other_of_the_two_it_calls_anew_next_door(how: str) -> None:
    ward = a_ward()
    lives(ward, ASH_4, 26.0, 75.0)
    assessed(ward, ASH_4)
    goes_next_door(ward, how)
    measured_next_door(ward)
    lives(ward, ASH_1, 15.0, 135.0)
    assert ward.state(ASH_1).scores.owed is not None


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("how", HOW)
def test_and_it_is_to_be_assessed_again_when_it_would_have_been(how: str) -> None:
    ward = a_ward()
    lives(ward, ASH_4, 26.0, 95.0)
    assessed(ward, ASH_4)
    ward.wait(30 * 60)
    goes_next_door(ward, how)
    assert SINGLE_RED.name not in ward.lasting(ASH_1)
    ward.wait(30 * 60)
    assert SINGLE_RED.name in ward.lasting(ASH_1)


@pytest.mark.hazard("H-40")
def test_what_fell_where_they_were_last_rises_from_no_room_before_it() -> None:
    ward = World(ASH_1, ASH_2, ASH_4)
    measured(ward, ASH_4)
    lives(ward, ASH_4, 26.0, 95.0)
    ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "the window is broken"))
    measured_next_door(ward)
    lives(ward, ASH_1, 15.0, 75.0, for_s=120)
    ward.does(MovePerson(ASH_1, ASH_2, "K.O.", "the window is broken"))
    assert ward.state(ASH_2).scores.rising is None
    assert ward.state(ASH_2).scores.owed is not None, "nobody has assessed it"


@pytest.mark.hazard("H-40")
def test_a_visit_to_somebody_else_there_before_answers_no_part_score_that_comes_along() -> None:
    ward = a_ward()
    ward.begins(ASH_1, RP, every_min=240)
    lives(ward, ASH_4, 26.0, 95.0)
    ward.visit(ASH_1)
    ward.ends(ASH_1)
    ward.wait(30)
    goes_next_door(ward, HOW[1])
    assert not ward.state(ASH_1).authorised(ward.now)
    assert SINGLE_RED.name in ward.lasting(ASH_1)
    ward.visit(ASH_1)
    ward.wait(1)
    assert SINGLE_RED.name not in ward.lasting(ASH_1)


@pytest.mark.hazard("H-40")
def test_what_stands_of_whoever_left_goes_on_by_name_when_somebody_else_begins() -> None:
    ward = a_ward()
    charts(ward, ASH_4, breathing=26, heart=120, spo2=91)
    ward.ends(ASH_4)
    ward.wait(60)
    before = ward.state(ASH_4).showing(EMERGENCY_SCORE.name)
    ward.begins(ASH_4, RP, every_min=240)
    ward.wait(60)
    after = ward.state(ASH_4).showing(EMERGENCY_SCORE.name)
    assert before is not None
    assert after is not None
    assert (after.id, after.over_at) == (before.id, None), "it is the same alarm still"
    assert f"{OF_BEFORE}: NEWS2: " in ward.words(ASH_4)
    assert ward.state(ASH_4).scores.worst is None
    charts(ward, ASH_4)
    ward.visit(ASH_4)
    ward.restart_hub()
    ward.wait(1)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4), "nothing of another ends it"
    assessed(ward, ASH_4)
    assert EMERGENCY_SCORE.name not in ward.lasting(ASH_4)


@pytest.mark.hazard("H-40")
def test_so_does_a_part_score_without_its_number() -> None:
    ward = a_ward()
    lives(ward, ASH_4, 26.0, 95.0)
    ward.ends(ASH_4)
    ward.begins(ASH_4, RP, every_min=240)
    ward.visit(ASH_4)
    ward.wait(60)
    assert SINGLE_RED.name in ward.lasting(ASH_4)
    assert f"{OF_BEFORE}: breathing and pulse called for somebody" in ward.words(ASH_4)
    assert "26" not in ward.words(ASH_4)


@pytest.mark.hazard("H-40")
def test_where_they_are_confined_by_then_it_goes_on_there_and_not_over_whoever_came() -> None:
    ward = a_ward()
    charts(ward, ASH_4, breathing=26, heart=120, spo2=91)
    goes_next_door(ward, HOW[1])
    ward.begins(ASH_4, RP, every_min=240)
    ward.wait(1)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_1)
    assert EMERGENCY_SCORE.name not in ward.lasting(ASH_4)


@pytest.mark.hazard("H-40")
def test_what_was_assessed_before_the_next_begins_does_not_call_again() -> None:
    ward = a_ward()
    charts(ward, ASH_4, breathing=26, heart=120, spo2=91)
    ward.ends(ASH_4)
    assessed(ward, ASH_4)
    ward.begins(ASH_4, RP, every_min=240)
    ward.wait(60)
    assert ward.state(ASH_4).scores.left == ()
    assert EMERGENCY_SCORE.name not in ward.lasting(ASH_4)
    ward.ends(ASH_4)
    ward.begins(ASH_4, JT, every_min=240)
    ward.wait(1)
    assert ward.state(ASH_4).scores.assessed is not None
    assert EMERGENCY_SCORE.name not in ward.lasting(ASH_4), "what was assessed is theirs still"


@pytest.mark.hazard("H-40")
def test_of_whoever_is_back_it_is_their_own_again_and_said_once() -> None:
    ward = a_ward()
    charts(ward, ASH_4, breathing=26, heart=120, spo2=91)
    for person in (RP, JT):
        ward.ends(ASH_4)
        ward.begins(ASH_4, person, every_min=240)
    ward.wait(1)
    assert ward.state(ASH_4).scores.left == ()
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4)
    assert OF_BEFORE not in ward.words(ASH_4)


@pytest.mark.hazard("H-41")
def test_of_two_of_whom_it_is_owed_both_are_named_and_each_takes_their_own_along() -> None:
    ward = a_ward()
    charts(ward, ASH_4, breathing=26, heart=120, spo2=91)
    first = ward.state(ASH_4).scores.owed
    ward.ends(ASH_4)
    measured(ward, ASH_4, RP)
    charts(ward, ASH_4, breathing=22, heart=115, spo2=95)
    both = ward.state(ASH_4).scores.owed
    assert first is not None
    assert both is not None
    assert both.initials == "J.T. and R.P."
    assert (both.alert, both.due_at) == (first.alert, first.due_at)
    view = score_view(ward.state(ASH_4), Local(ward.now))
    assert view is not None
    assert view.assessment is not None
    assert view.assessment.words.startswith("Assessment of J.T. and R.P. due by")
    ward.health(ASH_1)
    ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "the window is broken"))
    theirs = ward.state(ASH_1).scores.owed
    assert theirs is not None
    assert theirs.initials == RP.initials
    assert theirs.due_at == ward.now + minutes(60) > both.due_at


@pytest.mark.hazard("H-40")
def test_what_nothing_is_owed_for_and_calls_all_the_same_can_be_assessed() -> None:
    """Told late of whoever left, and taken before they were assessed."""
    ward = a_ward()
    charts(ward, ASH_4, breathing=22, heart=115, spo2=95)
    assessed(ward, ASH_4)
    ward.ends(ASH_4)
    ward.begins(ASH_4, RP, every_min=240)
    ward.wait(60)
    told_late(ward)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4)
    assert ward.state(ASH_4).scores.owed is None
    ward.ends(ASH_4)
    view = score_view(ward.state(ASH_4), Local(ward.now))
    assert view is not None
    assert view.owes
    assessed(ward, ASH_4)
    assert ward.denied == []
    assert EMERGENCY_SCORE.name not in ward.lasting(ASH_4)


@pytest.mark.hazard("H-40")
def test_of_too_many_who_left_the_most_urgent_stays() -> None:
    ward = a_ward()
    charts(ward, ASH_4, breathing=26, heart=120, spo2=91)
    for place in range(10):
        ward.ends(ASH_4)
        measured(ward, ASH_4, JT.model_copy(update={"ref": f"p-{place}", "initials": "A.B."}))
        charts(ward, ASH_4, breathing=26)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4)
    assert f"{OF_BEFORE}: NEWS2" in ward.words(ASH_4)


@pytest.mark.hazard("H-40")
def test_by_a_clock_that_was_set_back_all_of_it_is_as_long_ago() -> None:
    ward = a_ward()
    lives(ward, ASH_4, 26.0, 95.0)
    charts(ward, ASH_4, breathing=26, heart=120, spo2=91)
    ward.ends(ASH_4)
    ward.begins(ASH_4, RP, every_min=240)
    before = ward.state(ASH_4).scores.left[0]
    ward.now -= minutes(40)
    ward.wait(2)
    after = ward.state(ASH_4).scores.left[0]
    assert before.since - after.since > minutes(39) + seconds(50)
    assert f"{OF_BEFORE}: NEWS2" in ward.words(ASH_4)


def test_no_doubt_of_the_radar_next_door_calms_what_came_along() -> None:
    ward = a_ward()
    lives(ward, ASH_4, 26.0, 95.0)
    goes_next_door(ward, HOW[0])
    measured_next_door(ward)
    lives(ward, ASH_1, Doubt.MOVING, for_s=120)
    assert SINGLE_RED.name in ward.lasting(ASH_1)
