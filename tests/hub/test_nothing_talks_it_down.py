"""No set, dose, assessment, ending or doubt makes less of what is wrong with somebody."""

from datetime import timedelta

import pytest

from hub.acts import Authorise, BeginEpisode
from hub.mode_acts import EndMode, Release, Restrain, Tranquillised
from hub.score_acts import ChartSet, RecordAssessment, SetAge
from hub.site import Site
from tests.hub.scoring import charts, measured
from tests.hub.scoring import lives as scoring_lives
from tests.hub.world import ASH_1, ASH_4, JT, KO, MT, RP, World
from ward import mode_table
from ward.authority import Authority
from ward.care import Person, Scope
from ward.charted import Charted, Measurements
from ward.conditions import BREATHING_SLOW, CANNOT_SEE, VITAL_SIGNS_MISSING
from ward.envelope import ChartedBody, VitalBody
from ward.happenings import DoorMoved
from ward.modes import DrugClass, DrugRoute, ModeBegun, ModeKind
from ward.news2 import Breathes, Consciousness, Scale
from ward.rooms import RoomId
from ward.score_conditions import DANGEROUS_RATE, EMERGENCY_SCORE
from ward.straying_conditions import BREATHING_SLOWING
from ward.units import hours, minutes, seconds
from ward.vitals import Doubt, Doubted, Rate, Vital

GIVEN = DrugClass.BENZODIAZEPINE, DrugRoute.INTRAMUSCULAR
AFTER = ModeKind.TRANQUILLISED
ILL = Measurements(
    breathing=26, heart=120, spo2=91, scale=Scale.ONE, breathes=Breathes.AIR, systolic=100,
    consciousness=Consciousness.ALERT, temperature_c=37.0,
)  # fmt: skip
A_PART = Measurements(temperature_c=37.0)


def begins(ward: World, room: RoomId = ASH_4, person: Person = JT) -> None:
    """Under a loose plan, of a known age, measured where a radar was walked."""
    ward.does(BeginEpisode(room, person, 240, Authority.LOCAL, "", "K.O.", "why", age=30))
    ward.authorises(room)


def a_ward() -> World:
    ward = World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO)))
    ward.locked_in(ASH_4)
    ward.commissions(ASH_4)
    begins(ward)
    return ward


def lives(ward: World, span_s: int, breathing: float | Doubt, heart: float | None = None) -> None:
    for second in range(span_s):
        ward.wait(1)
        ward.breathes(ASH_4, breathing)
        if heart is not None and second % 5 == 0:
            said = Rate(per_minute=heart, quality=0.9)
            ward.hears(ASH_4, VitalBody(vital=Vital.HEART, said=said, commissioned=True))


def given_now(ward: World, drug: DrugClass = DrugClass.BENZODIAZEPINE) -> None:
    ward.does(Tranquillised(ASH_4, drug, DrugRoute.INTRAMUSCULAR, "M.T."))


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("assessed", [True, False])
def test_a_part_of_a_set_takes_back_no_whole_one(assessed: bool) -> None:
    ward = a_ward()
    ward.does(ChartSet(ASH_4, "M.T.", ILL))
    if assessed:
        ward.does(RecordAssessment(ASH_4, "M.T.", "Dr A.N.", "antibiotics"))
    ward.wait(60)
    ward.does(ChartSet(ASH_4, "M.T.", A_PART))
    ward.visit(ASH_4)
    ward.wait(31 * 60)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4)
    charts(ward, ASH_4)
    assert EMERGENCY_SCORE.name not in ward.lasting(ASH_4)


@pytest.mark.hazard("H-40")
def test_a_whole_set_told_late_alarms_though_a_part_of_one_is_newer() -> None:
    ward = a_ward()
    ward.wait(600)
    ward.does(ChartSet(ASH_4, "M.T.", A_PART))
    ward.wait(60)
    late = Charted(by=MT.ref, badge=MT.badge, taken_at=ward.now - minutes(5), measured=ILL)
    ward.hears(ASH_4, ChartedBody(charted=late), age_s=300)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4)
    assert ward.state(ASH_4).scores.owed is not None


@pytest.mark.hazard("H-40")
def test_one_told_late_from_before_a_newer_whole_one_alarms_no_more() -> None:
    ward = a_ward()
    ward.wait(600)
    charts(ward, ASH_4)
    late = Charted(by=MT.ref, badge=MT.badge, taken_at=ward.now - minutes(5), measured=ILL)
    ward.hears(ASH_4, ChartedBody(charted=late), age_s=300)
    assert EMERGENCY_SCORE.name not in ward.lasting(ASH_4)


@pytest.mark.hazard("H-42")
def test_a_visit_between_two_slow_rates_ends_nothing_once_the_radar_is_in_doubt() -> None:
    ward = a_ward()
    given_now(ward)
    lives(ward, 30, 9.5)
    ward.visit(ASH_4)
    lives(ward, 60, 9.5)
    lives(ward, 75, Doubt.WEAK_SIGNAL)
    assert BREATHING_SLOW.name in ward.lasting(ASH_4)
    ward.restart_hub()
    ward.wait(70)
    assert BREATHING_SLOW.name in ward.lasting(ASH_4)
    ward.visit(ASH_4)
    ward.wait(70)
    assert BREATHING_SLOW.name not in ward.lasting(ASH_4)


@pytest.mark.hazard("H-40")
def test_an_assessment_of_a_set_speaks_for_no_rate_that_came_after() -> None:
    ward = a_ward()
    lives(ward, 40, 14, 80)
    ward.does(ChartSet(ASH_4, "M.T.", ILL))
    ward.does(RecordAssessment(ASH_4, "M.T.", "Dr A.N.", "antibiotics"))
    ward.visit(ASH_4)
    lives(ward, 45, 6, 150)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4) or DANGEROUS_RATE.name in ward.lasting(ASH_4)


@pytest.mark.hazard("H-40")
def test_an_assessment_of_slow_breathing_speaks_for_no_fast_pulse() -> None:
    ward = a_ward()
    lives(ward, 40, 7, 80)
    ward.does(RecordAssessment(ASH_4, "M.T.", "Dr A.N.", "watch"))
    ward.visit(ASH_4)
    lives(ward, 10, 7, 80)
    assert DANGEROUS_RATE.name not in ward.lasting(ASH_4)
    lives(ward, 45, 14, 150)
    assert DANGEROUS_RATE.name in ward.lasting(ASH_4)


@pytest.mark.hazard("H-44")
def test_what_strayed_of_one_is_not_said_of_the_next() -> None:
    ward = a_ward()
    lives(ward, 32 * 60, 16)
    lives(ward, 300, 9)
    assert BREATHING_SLOWING.name in ward.lasting(ASH_4)
    ward.visit(ASH_4)
    ward.happens(ASH_4, DoorMoved(is_open=True))
    ward.ends(ASH_4)
    begins(ward, person=RP)
    assert ward.state(ASH_4).strayed == ()


@pytest.mark.hazard("H-42")
def test_another_dose_ends_no_watch_sooner() -> None:
    ward = a_ward()
    given_now(ward, DrugClass.LONG_ACTING)
    ward.wait(60)
    (before,) = ward.state(ASH_4).modes
    given_now(ward)
    (after,) = ward.state(ASH_4).modes
    assert before.until == before.began_at + hours(72)
    assert after.until == before.until


@pytest.mark.hazard("H-42")
def test_a_dose_of_before_told_late_takes_the_place_of_none() -> None:
    ward = a_ward()
    ward.until("02:30")
    given_now(ward)
    (newer,) = ward.state(ASH_4).modes
    ward.until("02:40")
    older = mode_table.tranquillised("d-1", MT.ref, mode_table.Given(*GIVEN), ward.now)
    ward.happens(ASH_4, ModeBegun(mode=older), age_s=2400)
    (mode,) = ward.state(ASH_4).modes
    assert (mode.id, mode.until) == (newer.id, newer.until)
    assert mode.since == pytest.approx(ward.now - seconds(2400), abs=timedelta(seconds=2))
    ward.until("03:01")
    charts(ward, ASH_4)
    due_at = ward.state(ASH_4).scores.check_due_at
    assert due_at == ward.now + minutes(15)


@pytest.mark.hazard("H-42")
def test_an_ending_and_a_beginning_end_no_watch_that_only_a_word_may() -> None:
    ward = a_ward()
    given_now(ward)
    ward.until("06:01")
    ward.visit(ASH_4)
    lives(ward, 30, 9.5)
    ward.does(EndMode(ASH_4, AFTER, "M.T.", "why"))
    assert "goes to the door first" in ward.denied[-1]
    ward.ends(ASH_4)
    begins(ward)
    assert ward.state(ASH_4).mode(AFTER) is not None
    lives(ward, 5, 9.5)
    assert BREATHING_SLOW.name in ward.lasting(ASH_4)


@pytest.mark.hazard("H-42")
def test_a_clock_set_on_meanwhile_takes_nobody_out_of_a_mode() -> None:
    ward = a_ward()
    ward.does(Restrain(ASH_4, "M.T."))
    ward.does(Release(ASH_4, "M.T."))
    ward.until("02:30")
    ward.ends(ASH_4)
    ward.now += hours(4)
    ward.wait(20)
    begins(ward)
    assert ward.state(ASH_4).mode(ModeKind.RESTRAINT) is not None


@pytest.mark.hazard("H-42")
def test_said_again_and_again_it_still_comes_out_that_breathing_cannot_be_seen() -> None:
    ward = a_ward()
    given_now(ward)
    lives(ward, 30, 14)
    for _ in range(5):
        lives(ward, 45, Doubt.WEAK_SIGNAL)
        given_now(ward)
    assert CANNOT_SEE.name in ward.lasting(ASH_4)


def pulse_alone(ward: World) -> None:
    until = ward.now + hours(9)
    ward.does(Authorise(ASH_4, "K.O.", "why", until, scope=Scope.PULSE, capacity="agrees"))


def pulse(ward: World, span_s: int, said: float | Doubt) -> None:
    """Breathing is heard and not authorised meanwhile."""
    word = Doubted(doubt=said) if isinstance(said, Doubt) else Rate(per_minute=said, quality=0.9)
    for second in range(span_s):
        ward.wait(1)
        ward.breathes(ASH_4, Doubt.NOT_AUTHORISED)
        if second % 5 == 0:
            ward.hears(ASH_4, VitalBody(vital=Vital.HEART, said=word, commissioned=True))


@pytest.mark.hazard("H-44")
def test_of_whoever_moves_and_moves_no_pulse_is_that_of_rest() -> None:
    ward = a_ward()
    pulse_alone(ward)
    for _ in range(80):
        pulse(ward, 15, Doubt.MOVING)
        pulse(ward, 30, 100)
    assert not ward.state(ASH_4).course.still
    assert not any(block.still for block in ward.state(ASH_4).usual)


@pytest.mark.hazard("H-42")
def test_a_pulse_that_is_lost_in_a_mode_is_missed_where_it_alone_is_measured() -> None:
    ward = a_ward()
    pulse_alone(ward)
    given_now(ward)
    pulse(ward, 60, 70)
    pulse(ward, 400, Doubt.WEAK_SIGNAL)
    assert VITAL_SIGNS_MISSING.name in ward.lasting(ASH_4)


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize(
    ("age", "corrected", "breathing", "heart"),
    [(41, 15, 26.0, 80.0), (None, 10, 22.0, 133.0)],
    ids=["another age", "an age where there was none"],
)
def test_no_word_about_somebodys_age_ends_what_shows_but_an_assessment_or_lower_rates(
    age: int | None, corrected: int, breathing: float, heart: float
) -> None:
    for assessed in (True, False):
        ward = World()
        measured(ward, ASH_4, age=age)
        scoring_lives(ward, ASH_4, breathing, heart)
        rising = ward.state(ASH_4).scores.rising
        assert rising is not None
        ward.does(SetAge(ASH_4, "K.O.", corrected))
        scoring_lives(ward, ASH_4, breathing, heart, for_s=75)
        assert ward.state(ASH_4).scores.rising == rising
        if assessed:
            ward.does(RecordAssessment(ASH_4, "M.T.", "duty doctor", "by their own chart"))
            scoring_lives(ward, ASH_4, breathing, heart, for_s=75)
        else:
            scoring_lives(ward, ASH_4, 20.0, 85.0, for_s=110)
        after = ward.state(ASH_4).scores.rising
        assert after is None or after.alert < rising.alert
