"""The scenarios of clinical.md, part 8, as far as scores go: 17, 18, and 1's lines by the chart."""

import pytest

from hub.score_acts import RecordAssessment
from tests.hub.scoring import charts, lives, measured
from tests.hub.world import ASH_4, World
from ward.score_conditions import (
    DANGEROUS_RATE,
    RAISED_SCORE,
    SET_OVERDUE,
    URGENT_SCORE,
)
from ward.units import Instant
from ward.vitals import Doubt

TOLERANCE_S = 30  # clinical.md, part 8


def began(ward: World, condition: str) -> Instant:
    return next(one for one in ward.state(ASH_4).alarms if one.condition == condition).began_at


@pytest.mark.hazard("H-40")
def test_17_after_restraint_fast_breathing_and_pulse_are_5_and_urgent() -> None:
    """Breathing 28 scores 3 and pulse 124 scores 2: a doctor within the hour, a full set now."""
    ward = World()
    measured(ward, ASH_4)
    lives(ward, ASH_4, Doubt.MORE_THAN_ONE, Doubt.MORE_THAN_ONE, for_s=540)
    assert URGENT_SCORE.name not in ward.alarms(ASH_4), "several people are in there: no numbers"
    lives(ward, ASH_4, 18, 95, for_s=600)
    nineteen = ward.now
    lives(ward, ASH_4, 28, 124, for_s=60)
    late_s = (began(ward, URGENT_SCORE.name) - nineteen).total_seconds()
    assert 0 <= late_s <= TOLERANCE_S
    assert "urgent assessment within the hour. Take a full set." in URGENT_SCORE.do
    owed = ward.state(ASH_4).scores.owed
    assert owed is not None
    within_s = (owed.due_at - nineteen).total_seconds()
    assert 3600 <= within_s <= 3600 + TOLERANCE_S
    lives(ward, ASH_4, 28, 124, for_s=15 * 60)
    assert SET_OVERDUE.name in ward.alarms(ASH_4)


@pytest.mark.hazard("H-40")
def test_18_a_fast_pulse_and_breathing_on_the_third_day_are_4_and_ask_for_a_temperature() -> None:
    """Without the cooling. The words list heat, infection, NMS and PE, and name no diagnosis."""
    ward = World()
    measured(ward, ASH_4)
    lives(ward, ASH_4, 16, 84, for_s=120)
    rose = ward.now
    lives(ward, ASH_4, 24, 118, for_s=60)
    assert 0 <= (began(ward, RAISED_SCORE.name) - rose).total_seconds() <= TOLERANCE_S
    assert "at least 4 (breathing 24, pulse 118)" in ward.words(ASH_4)
    for named in ("temperature", "heat", "infection", "NMS", "PE"):
        assert named in RAISED_SCORE.do
    charts(ward, ASH_4, breathing=24, heart=118, temperature_c=39.4)
    assert URGENT_SCORE.name in ward.alarms(ASH_4), "with the temperature it is 6"
    assessed = RecordAssessment(ASH_4, "K.O.", "Dr A.N.", "stop the drug, bloods, cool the room")
    ward.does(assessed)
    lives(ward, ASH_4, 24, 118, for_s=120)
    assert RAISED_SCORE.name not in ward.lasting(ASH_4)


@pytest.mark.hazard("H-40")
def test_1_breathing_that_slows_scores_by_its_whole_number() -> None:
    """16 a minute, and 0.45 less each minute: 11 scores 1 in the eleventh, 8 scores 3 near 17."""
    ward = World()
    measured(ward, ASH_4)
    lives(ward, ASH_4, 16, 84, for_s=60)
    injected = ward.now
    for fives in range(20 * 12):  # the pulse is said every five seconds
        lives(ward, ASH_4, 16 - 0.45 * fives / 12, 84 - 14 * fives / 240, for_s=5)
    minute = (began(ward, DANGEROUS_RATE.name) - injected).total_seconds() / 60
    assert (16 - 8.5) / 0.45 <= minute <= (16 - 8.5) / 0.45 + 1, "16.7, and the mean of 30 s"
