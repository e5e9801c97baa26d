"""A set that is told late is of whoever was there when it was taken."""

import pytest

from hub.acts import MovePerson
from hub.score_acts import RecordAssessment
from tests.hub.scoring import WELL, charts, measured
from tests.hub.world import ASH_1, ASH_4, JT, MT, RP, World
from ward.care import Person
from ward.charted import Charted, Measurements
from ward.envelope import ChartedBody
from ward.score_conditions import ASSESSMENT_OVERDUE, EMERGENCY_SCORE
from ward.units import minutes

BAD = WELL.model_copy(update={"breathing": 26, "heart": 120, "spo2": 91, "systolic": 100})
TEN = minutes(10)


def told_late(ward: World, found: Measurements = BAD) -> None:
    """Of ten minutes ago."""
    at = ward.now - TEN
    told = Charted(by=MT.ref, badge=MT.badge, taken_at=at, measured=found)
    ward.hears(ASH_4, ChartedBody(charted=told), age_s=TEN.total_seconds())
    ward.wait(3)


def a_ward() -> World:
    ward = World()
    ward.locked_in(ASH_4)
    measured(ward, ASH_4)
    ward.wait(20 * 60)
    return ward


def then_another() -> World:
    ward = a_ward()
    ward.ends(ASH_4)
    measured(ward, ASH_4, RP)
    ward.wait(60)
    return ward


def owed_of(ward: World) -> tuple[str, bool]:
    owed = ward.state(ASH_4).scores.owed
    assert owed is not None
    return owed.initials, owed.due_at - owed.since == minutes(30)


@pytest.mark.hazard("H-40")
def test_it_is_owed_for_whoever_left_and_says_nothing_of_whoever_came() -> None:
    ward = then_another()
    told_late(ward)
    scores = ward.state(ASH_4).scores
    assert (scores.last, scores.whole, scores.worst, scores.checked) == (None,) * 4
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4)
    assert "J.T., who is not confined here any more: NEWS2: 10" in ward.words(ASH_4)
    assert owed_of(ward) == (JT.initials, True)
    ward.wait(25 * 60)
    assert ASSESSMENT_OVERDUE.name in ward.lasting(ASH_4)


@pytest.mark.hazard("H-40")
def test_a_good_one_of_whoever_left_is_no_check_of_whoever_came() -> None:
    ward = then_another()
    told_late(ward, WELL)
    scores = ward.state(ASH_4).scores
    assert (scores.last, scores.checked, scores.owed) == (None, None, None)


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("moved", [True, False], ids=["moved", "ended"])
def test_of_whoever_is_there_no_more_it_is_scored_all_the_same(moved: bool) -> None:
    ward = a_ward()
    if moved:
        ward.health(ASH_1)
        ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "why"))
    else:
        ward.ends(ASH_4)
    assert ward.state(ASH_4).episode is None
    told_late(ward)
    assert owed_of(ward) == (JT.initials, True)


@pytest.mark.hazard("H-40")
def test_an_assessment_of_whoever_came_says_nothing_of_whoever_left() -> None:
    ward = then_another()
    charts(ward, ASH_4, breathing=26, heart=120)
    ward.does(RecordAssessment(ASH_4, "M.T.", "duty doctor", "bloods"))
    assert ward.state(ASH_4).scores.owed is None
    told_late(ward)
    assert owed_of(ward) == (JT.initials, True)


@pytest.mark.hazard("H-40")
def test_an_assessment_speaks_for_nothing_worse_that_nobody_knew_of_then() -> None:
    """The set was taken before it and told after it: whoever assessed them did not have it."""
    ward = a_ward()
    charts(ward, ASH_4, breathing=26)
    ward.wait(11 * 60)
    ward.does(RecordAssessment(ASH_4, "M.T.", "duty doctor", "bloods"))
    ward.wait(60)
    assert ward.denied == []
    assert EMERGENCY_SCORE.name not in ward.lasting(ASH_4)
    told_late(ward)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4)


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("between", [(), (RP,)], ids=["at once", "after another"])
def test_of_whoever_is_confined_anew_it_is_their_own(between: tuple[Person, ...]) -> None:
    ward = a_ward()
    for person in (*between, JT):
        ward.ends(ASH_4)
        ward.begins(ASH_4, person)
    told_late(ward)
    last = ward.state(ASH_4).scores.last
    assert last is not None
    assert last.measured == BAD
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4)
