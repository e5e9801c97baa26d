"""Whether a clause is met: a gap never is, evidence expires, and a number outranks a tick."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.estates.answers import (
    COVERED_LEAST,
    Answer,
    Evidence,
    Found,
    Measured,
    due,
    of_evidence,
    standing,
    unfit,
)
from hub.estates.clause import Clause, Way
from hub.outside.standards import load
from tests.hub.panel.kept_up import good
from tests.hub.world import ASH_4, TWO_AM
from ward.units import hours, minutes

KNOWN = load()
DAY = hours(24)


def clause(id_: str) -> Clause:
    found = KNOWN.clause(id_)
    assert found
    return found


BUTTON, DOORS, CALLS = clause("framework.25"), clause("framework.31"), clause("framework.22")


def looked(
    of: Clause, age: timedelta, found: Found = Found.MET, value: float | None = None
) -> Evidence:
    if value is None and found is Found.MET:
        value = good(of)
    return Evidence(ASH_4, of.id, TWO_AM - age, "E.S.", found, value)


def measured(value: float | None, covered: float = 1.0) -> Measured:
    return Measured(ASH_4, CALLS.id, TWO_AM - DAY, TWO_AM, value, covered)


def answer(of: Clause, *found: Evidence, sensed: Measured | None = None) -> Answer:
    return standing(of, found, sensed, TWO_AM).answer


@pytest.mark.parametrize("of", KNOWN.clauses, ids=lambda one: one.id)
def test_what_nobody_looked_at_or_measured_is_not_met(of: Clause) -> None:
    expected = Answer.NOT_MEASURED if of.kind is Way.MEASURED else Answer.NOT_CHECKED
    assert answer(of) is expected


def test_evidence_holds_for_its_time_and_no_longer() -> None:
    assert DOORS.good_for
    assert answer(DOORS, looked(DOORS, DOORS.good_for)) is Answer.MET
    assert answer(DOORS, looked(DOORS, DOORS.good_for + minutes(1))) is Answer.EXPIRED


def test_what_is_not_met_does_not_expire() -> None:
    old = looked(DOORS, 10 * DOORS.good_for if DOORS.good_for else DAY, Found.UNMET)
    assert answer(DOORS, old) is Answer.UNMET


def test_the_newest_decides_in_whatever_order_it_is_told() -> None:
    bad, good = looked(DOORS, 2 * DAY, Found.UNMET), looked(DOORS, DAY)
    assert answer(DOORS, bad, good) is answer(DOORS, good, bad) is Answer.MET


def test_what_is_dated_in_the_time_to_come_decides_nothing() -> None:
    assert answer(DOORS, looked(DOORS, -DAY)) is Answer.NOT_CHECKED
    assert answer(DOORS, looked(DOORS, DAY, Found.UNMET), looked(DOORS, -DAY)) is Answer.UNMET


def test_a_number_out_of_bounds_outranks_a_tick_beside_it() -> None:
    assert answer(BUTTON, looked(BUTTON, DAY, value=0.4)) is Answer.MET
    assert answer(BUTTON, looked(BUTTON, DAY, value=2.0)) is Answer.UNMET


@pytest.mark.hazard("H-60")
def test_without_the_number_that_is_asked_nothing_is_met() -> None:
    bare = replace(looked(BUTTON, DAY), value=None)
    found = of_evidence(BUTTON, [bare], TWO_AM)
    assert found.answer is Answer.NOT_CHECKED
    assert "distance from button to viewing panel" in found.because
    assert answer(BUTTON, replace(bare, found=Found.NOT_APPLICABLE)) is Answer.NOT_APPLICABLE
    assert answer(BUTTON, replace(bare, found=Found.UNMET)) is Answer.UNMET


def test_what_is_to_be_measured_is_met_by_nobodys_word() -> None:
    assert answer(CALLS, looked(CALLS, minutes(1))) is Answer.NOT_MEASURED
    assert answer(CALLS, sensed=measured(60)) is Answer.MET
    assert answer(CALLS, sensed=measured(121)) is Answer.UNMET


@pytest.mark.hazard("H-60")
def test_somebody_who_saw_that_it_is_not_so_is_believed_until_a_whole_stretch_since() -> None:
    for age in (minutes(0), minutes(1), DAY - minutes(1)):
        seen = looked(CALLS, age, Found.UNMET)
        assert answer(CALLS, seen, sensed=measured(60)) is Answer.UNMET, "within the stretch"
    before = looked(CALLS, 2 * DAY, Found.UNMET)
    assert answer(CALLS, before, sensed=measured(60)) is Answer.MET
    assert answer(CALLS, before, sensed=measured(60, 0.5)) is Answer.UNMET, "a gap refutes nobody"


@pytest.mark.hazard("H-61")
def test_nothing_that_is_measured_ends_a_defect() -> None:
    stands = replace(looked(CALLS, 30 * DAY, Found.UNMET), stands=True)
    assert answer(CALLS, stands, sensed=measured(60)) is Answer.UNMET


@pytest.mark.hazard("H-60")
def test_a_look_of_the_first_minutes_of_a_month_says_nothing_of_the_month_before() -> None:
    assert answer(DOORS, looked(DOORS, -minutes(9))) is Answer.NOT_CHECKED


@given(st.floats(0, 1), st.floats(0, 1000))
def test_a_gap_is_never_met_and_hides_no_breach(covered: float, value: float) -> None:
    said = answer(CALLS, sensed=measured(value, covered))
    if value > 120:
        assert said is Answer.UNMET
    else:
        assert (said is Answer.MET) == (covered >= COVERED_LEAST)


def test_a_room_is_unfit_while_a_must_is_not_known_to_be_met() -> None:
    standings = [standing(one, (), None, TWO_AM) for one in KNOWN.clauses]
    musts = {one.id for one in KNOWN.clauses if one.must}
    assert {one.clause.id for one in unfit(standings)} == musts
    done = [of_evidence(one, [looked(one, DAY)], TWO_AM) for one in (DOORS, BUTTON)]
    assert unfit(done) == ()


def test_what_does_not_apply_is_said_by_somebody_and_makes_no_room_unfit() -> None:
    said = of_evidence(DOORS, [looked(DOORS, DAY, Found.NOT_APPLICABLE)], TWO_AM)
    assert said.answer is Answer.NOT_APPLICABLE
    assert said.because.startswith("Said not to apply by ")
    assert unfit([said]) == ()


def test_what_is_due_comes_in_the_order_in_which_it_expires() -> None:
    assert DOORS.good_for
    assert BUTTON.good_for
    never = of_evidence(clause("framework.19"), (), TWO_AM)
    soon = of_evidence(DOORS, [looked(DOORS, DOORS.good_for - DAY)], TWO_AM)
    later = of_evidence(BUTTON, [looked(BUTTON, DAY)], TWO_AM)
    assert due([later, soon, never], TWO_AM, 7 * DAY) == (never, soon)


@pytest.mark.hazard("H-60")
def test_what_is_asked_of_whoever_lives_there_does_not_apply_where_nobody_did() -> None:
    nobody = Measured(
        ASH_4, CALLS.id, TWO_AM - DAY, TWO_AM, None, 0.0, "Nobody lived there", applies=False
    )
    assert answer(CALLS, sensed=nobody) is Answer.NOT_APPLICABLE
    assert unfit([standing(CALLS, (), nobody, TWO_AM)]) == ()
    assert answer(CALLS, sensed=measured(None)) is Answer.NOT_MEASURED
    wrong = Measured(
        ASH_4, CALLS.id, TWO_AM - DAY, TWO_AM, None, 0.0, wrong="It failed", applies=False
    )
    assert answer(CALLS, sensed=wrong) is Answer.UNMET
