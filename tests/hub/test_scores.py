"""Scores: what breathing and pulse come to, what a set does, and what was not done for it."""

import pytest

from hub.acts import Authorise, BeginEpisode
from hub.rooms.score_facts import PartScored, SetCharted
from hub.score_acts import ChartSet, RecordAssessment, SetAge
from tests.hub.scoring import NURSE, WELL, charts, lives, measured, says
from tests.hub.world import ASH_1, ASH_4, JT, RP, World
from ward.authority import Authority
from ward.care import Scope
from ward.charted import Charted, Measurements
from ward.charts import Chart
from ward.envelope import ChartedBody
from ward.news2 import Breathes, Consciousness, Scale
from ward.score_conditions import (
    ASSESSMENT_OVERDUE,
    DANGEROUS_RATE,
    EMERGENCY_SCORE,
    RAISED_SCORE,
    SCORE_CONDITIONS,
    SET_OVERDUE,
    SINGLE_RED,
    URGENT_SCORE,
)
from ward.units import hours, minutes
from ward.vitals import Doubt, Vital

OF_SCORES = {one.name for one in SCORE_CONDITIONS}
DUE_TIMES = {ASSESSMENT_OVERDUE.name, SET_OVERDUE.name}


def a_ward(*, age: int | None = 30) -> World:
    ward = World()
    measured(ward, ASH_4, age=age)
    return ward


def scored(ward: World) -> set[str]:
    """What of scores shows now, apart from what is overdue."""
    return set(ward.lasting(ASH_4)) & OF_SCORES - DUE_TIMES


def assesses(ward: World) -> None:
    ward.does(RecordAssessment(ASH_4, "M.T.", "duty doctor, Dr A.N.", "temperature taken, bloods"))


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize(
    ("breathing", "heart", "condition"),
    [
        (16, 70, None),
        (21, 95, None),  # 2 + 1: a nurse's matter, shown and not sounded
        (24, 118, RAISED_SCORE),
        (25, 70, SINGLE_RED),
        (24.4, 70, None),
        (24.5, 70, SINGLE_RED),
        (28, 124, URGENT_SCORE),
        (8.4, 70, DANGEROUS_RATE),
        (8.5, 70, None),
        (16, 40, DANGEROUS_RATE),
        (16, 41, None),
        (16, 130, None),
        (16, 131, DANGEROUS_RATE),
    ],
)
def test_breathing_and_pulse_alone(breathing, heart, condition) -> None:
    ward = a_ward()
    lives(ward, ASH_4, breathing, heart)
    assert scored(ward) == ({condition.name} if condition else set())


@pytest.mark.hazard("H-40")
def test_of_seven_that_are_wrong_the_most_urgent_is_said_and_a_worse_one_after_it() -> None:
    ward = a_ward()
    lives(ward, ASH_4, 24, 118)
    assert scored(ward) == {RAISED_SCORE.name}
    lives(ward, ASH_4, 28, 124)
    assert scored(ward) == {URGENT_SCORE.name}
    words = ward.words(ASH_4)
    assert "Part-score from breathing and pulse: at least 5 (breathing 28, pulse 124)" in words
    assert "no full NEWS2 yet" in words


def test_a_raised_score_is_said_within_half_a_minute() -> None:
    ward = a_ward()
    lives(ward, ASH_4, 16, 70)
    began = ward.now
    lives(ward, ASH_4, 28, 124)
    (fact,) = [fact for fact in ward.facts if isinstance(fact, PartScored)][-1:]
    assert (fact.at - began).total_seconds() <= 30


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("age", [None, 4])
def test_without_a_chart_nothing_is_scored_and_nothing_is_guessed(age) -> None:
    ward = a_ward(age=None)
    if age is not None:
        ward.does(SetAge(ASH_4, "K.O.", age))
        assert ward.denied
    lives(ward, ASH_4, 28, 124)
    assert scored(ward) == set()


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize(
    ("breathing", "heart", "dangerous"),
    [
        (16, 70, False),
        (8.4, 70, True),
        (8.5, 70, False),
        (16, 40, True),
        (16, 41, False),
        (16, 130, False),
        (16, 131, True),
        (5, None, True),
    ],
)
def test_without_a_chart_our_own_red_lines_hold(breathing, heart, dangerous) -> None:
    ward = a_ward(age=None)
    lives(ward, ASH_4, breathing, heart)
    assert scored(ward) == ({DANGEROUS_RATE.name} if dangerous else set())
    assert (ward.state(ASH_4).scores.owed is not None) is dangerous
    assert ("record how old the person is" in ward.words(ASH_4)) is dangerous


@pytest.mark.hazard("H-40")
def test_without_a_chart_too_a_breathing_that_is_not_measured_calms_nothing() -> None:
    ward = a_ward(age=None)
    lives(ward, ASH_4, 5, 70)
    lives(ward, ASH_4, Doubt.WEAK_SIGNAL, 70, for_s=100)
    assert scored(ward) == {DANGEROUS_RATE.name}
    lives(ward, ASH_4, 16, 70, for_s=120)
    assert scored(ward) == set()


BEYOND = [
    ({"breathing": 8}, DANGEROUS_RATE, "Breathing 8, written"),
    ({"breathing": 9}, None, ""),
    ({"heart": 40}, DANGEROUS_RATE, "Pulse 40, written"),
    ({"heart": 41}, None, ""),
    ({"heart": 130}, None, ""),
    ({"heart": 131, "spo2": 83}, DANGEROUS_RATE, "Pulse 131, SpO2 83 %, written"),
    ({"spo2": 84}, None, ""),
    ({"consciousness": Consciousness.ALERT}, None, ""),
    ({"consciousness": Consciousness.CONFUSED}, SINGLE_RED, "New confusion, written"),
    ({"consciousness": Consciousness.VOICE}, SINGLE_RED, "Responds to voice, written"),
    ({"consciousness": Consciousness.PAIN}, DANGEROUS_RATE, "Responds to pain, written"),
    ({"consciousness": Consciousness.UNRESPONSIVE}, DANGEROUS_RATE, "Unresponsive, written"),
    ({"breathing": 0, "heart": 60}, EMERGENCY_SCORE, "No breathing counted, written"),
]


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize(("found", "condition", "words"), BEYOND)
def test_without_a_chart_our_own_red_lines_hold_for_what_somebody_wrote_down(
    found, condition, words
) -> None:
    ward = a_ward(age=None)
    ward.does(ChartSet(ASH_4, "M.T.", Measurements(**found)))
    ward.wait(5)
    assert scored(ward) == ({condition.name} if condition else set())
    assert (ward.state(ASH_4).scores.owed is not None) is (condition is not None)
    assert words in ward.words(ASH_4)
    assert ("record how old the person is" in ward.words(ASH_4)) is (condition is not None)


@pytest.mark.hazard("H-40")
def test_a_set_of_before_anybody_recorded_the_age_is_scored_once_it_is_known() -> None:
    found = Measurements(
        breathing=22, heart=112, spo2=95, scale=Scale.ONE, breathes=Breathes.AIR, systolic=98,
        consciousness=Consciousness.ALERT, temperature_c=38.6,
    )  # fmt: skip
    ward = a_ward(age=None)
    ward.does(ChartSet(ASH_4, "M.T.", found))
    ward.wait(5)
    assert scored(ward) == set()
    ward.does(SetAge(ASH_4, "M.T.", 30))
    ward.wait(5)
    assert scored(ward) == {EMERGENCY_SCORE.name}
    assert "NEWS2: 8, taken" in ward.words(ASH_4)
    assert ward.state(ASH_4).scores.owed is not None
    ward.restart_hub()
    assert scored(ward) == {EMERGENCY_SCORE.name}


@pytest.mark.hazard("H-40")
def test_an_age_calms_nothing_that_a_set_without_one_called_for() -> None:
    ward = a_ward(age=None)
    ward.does(ChartSet(ASH_4, "M.T.", Measurements(heart=135)))
    ward.wait(5)
    ward.does(SetAge(ASH_4, "M.T.", 30))
    ward.wait(5)
    assert scored(ward) == {DANGEROUS_RATE.name}


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize(
    ("consciousness", "within_min"),
    [(Consciousness.VOICE, 15), (Consciousness.PAIN, 0), (Consciousness.UNRESPONSIVE, 0)],
)
def test_a_child_who_cannot_be_woken_is_an_emergency_whatever_the_chart_totals(
    consciousness, within_min
) -> None:
    ward = a_ward(age=14)
    at = ward.now
    ward.does(ChartSet(ASH_4, "M.T.", Measurements(total=2, consciousness=consciousness)))
    ward.wait(5)
    assert scored(ward) == {EMERGENCY_SCORE.name}
    assert f"13 years and over: 2, {consciousness}, taken" in ward.words(ASH_4)
    owed = ward.state(ASH_4).scores.owed
    assert owed is not None
    assert owed.due_at - at == minutes(within_min)


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize(("age", "found"), [(30, {"breathing": 26, "heart": 120, "spo2": 91}),
                                            (14, {"total": 5}), (14, {"total": 13})])  # fmt: skip
def test_after_the_worst_scores_a_full_set_is_due_in_half_an_hour(age, found) -> None:
    ward = a_ward(age=age)
    at = charts(ward, ASH_4, **found)
    assert ward.state(ASH_4).scores.set_due_at == at + minutes(30)
    ward.wait(29 * 60)
    assert SET_OVERDUE.name not in ward.lasting(ASH_4)
    ward.wait(2 * 60)
    assert SET_OVERDUE.name in ward.lasting(ASH_4)


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("room", [ASH_4, ASH_1], ids=["there", "next door"])
def test_whoever_is_confined_anew_is_as_old_as_before(room) -> None:
    ward = a_ward(age=17)
    ward.ends(ASH_4)
    ward.begins(ASH_4, RP)
    other = ward.state(ASH_4).episode
    assert other is not None
    assert other.age is None
    ward.ends(ASH_4)
    ward.wait(60)
    ward.begins(room, JT)
    episode = ward.state(room).episode
    assert episode is not None
    assert (episode.age, episode.chosen) == (17, Chart.NEWS2)
    ward.ends(room)
    by = Authority.LOCAL, "care plan", "K.O.", "why"
    ward.does(BeginEpisode(room, JT, 15, *by, age=18))
    episode = ward.state(room).episode
    assert episode is not None
    assert (episode.age, episode.chosen) == (18, None)


@pytest.mark.parametrize(
    ("age", "chosen", "condition"),
    [(17, Chart.NEWS2, RAISED_SCORE), (17, Chart.PEWS_13, None), (15, None, None)],
)
def test_the_chart_at_16_and_17_is_the_one_that_somebody_chose(age, chosen, condition) -> None:
    """Breathing 24 and pulse 118: 4 of a NEWS2, and 0 + 1 of a PEWS from 13 years on."""
    ward = a_ward(age=None)
    ward.does(SetAge(ASH_4, "K.O.", age, chosen))
    lives(ward, ASH_4, 24, 118)
    assert scored(ward) == ({condition.name} if condition else set())


@pytest.mark.parametrize(
    ("age", "chosen", "words"),
    [
        (16, None, "At 16 and 17 somebody must choose"),
        (17, Chart.PEWS_5, "At 16 and 17 somebody must choose"),
        (18, Chart.PEWS_13, "The chart follows from the age"),
        (4, None, "Age must be from 5"),
        (121, None, "Age must be from 5"),
    ],
)
def test_an_age_without_a_chart_is_turned_away_in_words(age, chosen, words) -> None:
    ward = a_ward(age=None)
    ward.does(SetAge(ASH_4, "K.O.", age, chosen))
    assert words in ward.denied[-1]
    ward.does(
        BeginEpisode(
            ASH_1, RP, 15, Authority.LOCAL, "care plan", "K.O.", "why", age=age, chosen=chosen
        )
    )
    assert words in ward.denied[-1]


@pytest.mark.hazard("H-40")
def test_what_is_not_good_enough_or_too_old_or_not_walked_is_not_scored() -> None:
    ward = a_ward()
    lives(ward, ASH_4, 28, 124, quality=0.49)
    assert scored(ward) == set()
    lives(ward, ASH_4, 28, 124, for_s=15)  # too short a while
    ward.wait(60)
    lives(ward, ASH_4, 28, 124, for_s=15)
    assert scored(ward) == set()
    unwalked = World()
    unwalked.begins(ASH_4, JT, every_min=240)
    unwalked.authorises(ASH_4)
    unwalked.does(SetAge(ASH_4, "K.O.", 30))
    lives(unwalked, ASH_4, 28, 124)
    assert scored(unwalked) == set()


def test_somebody_elses_rates_before_are_not_averaged_with_this_ones() -> None:
    ward = a_ward()
    lives(ward, ASH_4, 60, 70, for_s=18)
    lives(ward, ASH_4, Doubt.MORE_THAN_ONE, for_s=1)
    lives(ward, ASH_4, 16, 70)
    assert scored(ward) == set()


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("doubt", [Doubt.MOVING, Doubt.WEAK_SIGNAL, Doubt.NOBODY_THERE])
def test_no_doubt_and_no_silence_calms_a_score(doubt) -> None:
    ward = a_ward()
    lives(ward, ASH_4, 24, 118)
    lives(ward, ASH_4, doubt, doubt, for_s=120)
    ward.wait(300)
    assert RAISED_SCORE.name in ward.alarms(ASH_4)


@pytest.mark.hazard("H-40")
def test_breathing_that_is_better_says_nothing_of_a_pulse_that_is_not_measured() -> None:
    ward = a_ward()
    lives(ward, ASH_4, 24, 118)
    lives(ward, ASH_4, 16, Doubt.WEAK_SIGNAL, for_s=120)
    assert RAISED_SCORE.name in ward.alarms(ASH_4)
    lives(ward, ASH_4, 16, 80, for_s=100)
    assert RAISED_SCORE.name not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-40")
def test_a_score_around_a_boundary_does_not_sound_again_and_again() -> None:
    ward = a_ward()
    for _ in range(10):
        lives(ward, ASH_4, 25.5, 70, for_s=40)
        lives(ward, ASH_4, 23.5, 70, for_s=40)
    assert [one for _, one in ward.began(ASH_4) if one == SINGLE_RED.name] == [SINGLE_RED.name]
    (alarm,) = [one for one in ward.state(ASH_4).alarms if one.condition == SINGLE_RED.name]
    assert alarm.times == 1


@pytest.mark.hazard("H-09")
@pytest.mark.hazard("H-40")
def test_a_restart_forgets_no_score() -> None:
    ward = a_ward()
    lives(ward, ASH_4, 28, 124)
    ward.restart_hub()
    ward.wait(120)
    assert URGENT_SCORE.name in ward.alarms(ASH_4)
    assert ward.state(ASH_4).scores.owed is not None


@pytest.mark.hazard("H-40")
def test_a_whole_set_alone_is_called_a_news2() -> None:
    ward = a_ward()
    ward.does(ChartSet(ASH_4, "M.T.", Measurements(breathing=22, temperature_c=39.5)))
    fact = ward.facts[-1] if isinstance(ward.facts[-1], SetCharted) else None
    taken = ward.state(ASH_4).scores.last
    assert taken is not None
    assert (taken.total, taken.whole, fact is not None or taken.whole is False) == (4, False, True)
    assert ward.state(ASH_4).scores.whole is None
    charts(ward, ASH_4)
    whole = ward.state(ASH_4).scores.whole
    assert whole is not None
    assert (whole.total, whole.whole) == (0, True)


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize(
    ("but", "condition"),
    [
        ({}, None),
        ({"breathing": 22, "heart": 112}, None),  # 4: the nurse who took it assesses
        ({"consciousness": Consciousness.CONFUSED}, SINGLE_RED),
        ({"spo2": 91}, SINGLE_RED),
        ({"systolic": 220}, SINGLE_RED),
        ({"breathing": 22, "heart": 112, "temperature_c": 38.1}, URGENT_SCORE),
        ({"breathing": 25, "heart": 112, "temperature_c": 38.1}, URGENT_SCORE),
        ({"breathing": 25, "heart": 112, "temperature_c": 39.1}, EMERGENCY_SCORE),
    ],
)
def test_a_set_written_down(but, condition) -> None:
    ward = a_ward()
    charts(ward, ASH_4, **but)
    assert scored(ward) == ({condition.name} if condition else set())


@pytest.mark.hazard("H-41")
@pytest.mark.parametrize(
    ("but", "within_min"),
    [
        ({"spo2": 91}, 60),
        ({"breathing": 22, "heart": 112, "temperature_c": 38.1}, 60),
        ({"breathing": 25, "heart": 112, "temperature_c": 39.1}, 30),
    ],
)
def test_an_assessment_that_nobody_records_is_overdue_and_climbs(but, within_min) -> None:
    ward = a_ward()
    charts(ward, ASH_4, **but)
    ward.wait(within_min * 60 - 2)
    assert ASSESSMENT_OVERDUE.name not in ward.alarms(ASH_4)
    ward.wait(3)
    assert ASSESSMENT_OVERDUE.name in ward.alarms(ASH_4)
    ward.wait(15 * 60)
    (alarm,) = [one for one in ward.state(ASH_4).alarms if one.condition == ASSESSMENT_OVERDUE.name]
    assert alarm.step == 2
    assesses(ward)
    assert ASSESSMENT_OVERDUE.name not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-41")
def test_an_assessment_speaks_for_a_score_until_the_next_is_due_and_not_for_a_worse_one() -> None:
    ward = a_ward()
    lives(ward, ASH_4, 24, 118)
    assesses(ward)
    assert scored(ward) == set()
    lives(ward, ASH_4, 28, 124)
    assert scored(ward) == {URGENT_SCORE.name}
    assesses(ward)
    lives(ward, ASH_4, 28, 124, for_s=3500)
    assert ward.state(ASH_4).showing(URGENT_SCORE.name).over_at is not None
    lives(ward, ASH_4, 28, 124, for_s=200)
    assert ward.state(ASH_4).showing(URGENT_SCORE.name).over_at is None


@pytest.mark.hazard("H-41")
def test_no_click_takes_back_an_assessment_that_is_owed() -> None:
    ward = a_ward()
    charts(ward, ASH_4, spo2=91)
    ward.ends(ASH_4)
    ward.wait(3601)
    assert ASSESSMENT_OVERDUE.name in ward.alarms(ASH_4)
    ward.begins(ASH_4, RP)
    assert ASSESSMENT_OVERDUE.name in ward.alarms(ASH_4)
    assert "An assessment of J.T." in ward.words(ASH_4)
    assesses(ward)
    assert ASSESSMENT_OVERDUE.name not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-41")
def test_a_full_set_is_due_by_what_the_last_came_to() -> None:
    ward = a_ward()
    charts(ward, ASH_4, spo2=91)
    ward.wait(3599)
    assert SET_OVERDUE.name not in ward.alarms(ASH_4)
    ward.wait(2)
    assert SET_OVERDUE.name in ward.alarms(ASH_4)
    ward.does(ChartSet(ASH_4, "M.T.", Measurements(breathing=16)))
    assert SET_OVERDUE.name in ward.alarms(ASH_4), "a set that is not whole is none"
    charts(ward, ASH_4)
    assert SET_OVERDUE.name not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-41")
def test_a_part_score_that_is_urgent_asks_for_a_full_set_soon() -> None:
    ward = a_ward()
    lives(ward, ASH_4, 28, 124)
    lives(ward, ASH_4, 28, 124, for_s=15 * 60)
    assert SET_OVERDUE.name in ward.alarms(ASH_4)


@pytest.mark.hazard("H-03")
def test_no_set_at_station_or_door_is_an_observation() -> None:
    ward = a_ward()
    ward.wait(240 * 60 + 1)
    assert "blank spell" in ward.alarms(ASH_4)
    watch = ward.state(ASH_4).watch
    charts(ward, ASH_4)
    charted = Charted(by="st-01", badge="04A1B2C3", taken_at=ward.now, measured=WELL)
    ward.hears(ASH_4, ChartedBody(charted=charted))
    assert ward.state(ASH_4).watch == watch
    assert "blank spell" in ward.alarms(ASH_4)
    assert ward.state(ASH_4).looks_count == 0


@pytest.mark.hazard("H-07")
def test_a_set_from_the_door_keeps_its_own_time_however_late_it_is_told() -> None:
    ward = a_ward()
    ward.wait(601)
    charted = Charted(by="st-01", badge="04A1B2C3", taken_at=ward.now - hours(0), measured=WELL)
    ward.hears(ASH_4, ChartedBody(charted=charted), age_s=600)
    taken = ward.state(ASH_4).scores.whole
    assert taken is not None
    assert (ward.now - taken.at).total_seconds() >= 600
    newer = charts(ward, ASH_4, spo2=95)
    ward.hears(ASH_4, ChartedBody(charted=charted), age_s=300)
    assert ward.state(ASH_4).scores.last.at == newer


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("age", [30, None, 9])
@pytest.mark.parametrize(
    ("found", "words"),
    [({"breathing": 0}, "No breathing counted"), ({"heart": 12}, "pulse 12")],
)
def test_an_arrest_that_is_written_down_is_an_emergency_by_any_chart_and_by_none(
    age: int | None, found: dict[str, int], words: str
) -> None:
    ward = a_ward(age=age)
    ward.does(ChartSet(ASH_4, NURSE, Measurements.model_validate(found)))
    ward.wait(1)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4)
    assert words.lower() in ward.words(ASH_4).lower()
    owed = ward.state(ASH_4).scores.owed
    assert owed is not None
    assert owed.due_at - owed.since <= minutes(30)


def test_a_card_of_nobody_here_signs_no_set() -> None:
    ward = a_ward()
    charted = Charted(by="st-77", badge="04FFFFFF", taken_at=ward.now, measured=WELL)
    ward.hears(ASH_4, ChartedBody(charted=charted))
    assert ward.state(ASH_4).scores.last.by == "nobody known"


# -- the authorisation


@pytest.mark.hazard("H-13")
def test_what_is_not_within_the_scope_is_neither_shown_nor_scored_nor_kept() -> None:
    ward = a_ward()
    until = ward.now + hours(2)
    only = Authorise(ASH_4, "K.O.", "asthma", until, scope=Scope.BREATHING, capacity="agrees")
    ward.does(only)
    lives(ward, ASH_4, 16, 150)
    assert ward.state(ASH_4).vitals[Vital.HEART].lately == ()
    assert scored(ward) == set()
    ward.does(Authorise(ASH_4, "K.O.", "pulse", until, capacity="agrees", scope=Scope.PULSE))
    lives(ward, ASH_4, 5, 70)
    assert scored(ward) == set()


@pytest.mark.hazard("H-13")
@pytest.mark.parametrize(
    ("span_h", "capacity", "words"),
    [
        (73, "agrees", "within 72 h"),
        (0, "agrees", "in the future"),
        (24, " ", "decide this and agree"),
    ],
)
def test_an_authorisation_that_lacks_something_is_none(span_h, capacity, words) -> None:
    ward = World()
    ward.begins(ASH_4, JT)
    until = ward.now + hours(span_h)
    ward.does(Authorise(ASH_4, "K.O.", "sedated", until, capacity=capacity))
    assert words in ward.denied[-1]
    assert not ward.state(ASH_4).authorised(ward.now)


@pytest.mark.hazard("H-13")
def test_once_it_has_ended_no_words_of_an_alarm_hold_a_number_of_this_person() -> None:
    ward = a_ward()
    lives(ward, ASH_4, 28, 124)
    ward.does(Authorise(ASH_4, "M.T.", "objects", None))
    ward.wait(2)
    assert URGENT_SCORE.name in ward.alarms(ASH_4)
    for digits in ("28", "124", "least 5"):
        assert digits not in ward.words(ASH_4)
        assert all(digits not in one.words for one in ward.state(ASH_4).said(ward.now))
    says(ward, ASH_4, Vital.BREATHING, 16)
    assert scored(ward) == {URGENT_SCORE.name}
