"""Rooms against clauses: each by its own evidence alone, and when it stopped being met."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.estates.answers import Answer, Evidence, Found, Measured, Standing, unfit
from hub.estates.catalogue import Catalogue, StandardsError, catalogue
from hub.estates.clause import Clause, Way
from hub.estates.history import history, stopped_at
from hub.estates.rooms import NOTHING_MEASURED, standings
from hub.outside.standards import load, shipped
from tests.hub.world import ASH_1, ASH_4, TWO_AM
from ward.rooms import RoomId
from ward.units import Instant, hours, minutes

KNOWN = load()
DAY = hours(24)
ROOMS = (ASH_1, ASH_4)


def clause(id_: str, of: Catalogue = KNOWN) -> Clause:
    found = of.clause(id_)
    assert found
    return found


DOORS, CALLS, LINE = clause("framework.31"), clause("framework.22"), clause("code.communication")


def looked(of: Clause, at: Instant, found: Found = Found.MET, room: RoomId = ASH_4) -> Evidence:
    return Evidence(room, of.id, at, "E.S.", found)


def measured(value: float | None, room: RoomId = ASH_4, until: Instant = TWO_AM) -> Measured:
    return Measured(room, CALLS.id, until - DAY, until, value, 1.0)


def at(
    of: Clause,
    *evidence: Evidence,
    room: RoomId = ASH_4,
    sensed: tuple[Measured, ...] = NOTHING_MEASURED,
    now: Instant = TWO_AM,
) -> Standing:
    known = standings(KNOWN, ROOMS, evidence, sensed, now)
    return next(one for one in known[room] if one.clause.id == of.id)


def test_every_room_has_an_answer_to_every_clause_in_the_order_of_the_catalogue() -> None:
    known = standings(KNOWN, ROOMS, (), NOTHING_MEASURED, TWO_AM)
    assert tuple(known) == ROOMS
    for room in ROOMS:
        assert [one.clause for one in known[room]] == list(KNOWN.clauses)
        assert all(one.is_open for one in known[room])


@pytest.mark.hazard("H-60")
@given(st.sampled_from(KNOWN.clauses), st.sampled_from(Found))
def test_what_was_seen_in_one_room_says_nothing_of_the_next(of: Clause, found: Found) -> None:
    one = Evidence(ASH_1, of.id, TWO_AM - minutes(1), "E.S.", found)
    sensed = (Measured(ASH_1, of.id, TWO_AM - DAY, TWO_AM, 0.0, 1.0),)
    there = standings(KNOWN, ROOMS, [one], sensed, TWO_AM)[ASH_4]
    assert there == standings(KNOWN, ROOMS, (), NOTHING_MEASURED, TWO_AM)[ASH_4]


def test_the_latest_stretch_that_was_measured_counts() -> None:
    old, new = measured(60, until=TWO_AM - DAY), measured(121)
    assert at(CALLS, sensed=(old, new)).answer is Answer.UNMET
    assert at(CALLS, sensed=(new, old)).answer is Answer.UNMET


def test_what_another_clause_asks_as_well_is_answered_there() -> None:
    assert LINE.met_with == CALLS.id
    assert at(LINE).answer is Answer.NOT_MEASURED
    met = at(LINE, sensed=(measured(60),))
    assert (met.clause, met.answer) == (LINE, Answer.MET)
    assert met.because.startswith("As “Calling for help”: ")
    assert at(LINE, looked(LINE, TWO_AM)).answer is Answer.NOT_MEASURED


@pytest.mark.hazard("H-60")
def test_whoever_saw_since_that_it_is_unmet_is_believed_of_that_clause_too() -> None:
    unmet = looked(LINE, TWO_AM, Found.UNMET)
    before = (measured(60, until=TWO_AM - DAY),)
    assert at(LINE, unmet, sensed=before).answer is Answer.UNMET
    assert at(LINE, looked(LINE, TWO_AM - DAY, Found.UNMET), sensed=(measured(60),)).answer is (
        Answer.MET
    )


@pytest.mark.hazard("H-60")
def test_a_measurement_of_the_week_in_which_it_was_seen_unmet_does_not_outrank_it() -> None:
    sensed = (measured(60),)
    within = looked(LINE, TWO_AM - hours(3), Found.UNMET)
    assert at(LINE, within, sensed=sensed).answer is Answer.UNMET
    stands = replace(looked(LINE, TWO_AM - 30 * DAY, Found.UNMET), stands=True)
    assert at(LINE, stands, sensed=sensed).answer is Answer.UNMET
    there = replace(looked(CALLS, TWO_AM - 30 * DAY, Found.UNMET), stands=True)
    assert at(LINE, there, sensed=sensed).answer is Answer.UNMET


def test_no_clause_is_met_with_one_that_is_itself_met_with_another() -> None:
    for one in KNOWN.clauses:
        other = KNOWN.clause(one.met_with) if one.met_with else None
        assert other is None or other.met_with is None
    chained = CALLS.model_copy(update={"met_with": LINE.id})
    framework = shipped()[0]
    rest = tuple(chained if one.id == CALLS.id else one for one in framework.clauses)
    with pytest.raises(StandardsError, match="itself"):
        catalogue((framework.model_copy(update={"clauses": rest}), *shipped()[1:]))


def test_a_clause_is_asked_from_its_day_on_and_not_before() -> None:
    later = DOORS.model_copy(update={"asked_from": date(2026, 11, 24)})
    framework = shipped()[0]
    changed = tuple(later if one.id == DOORS.id else one for one in framework.clauses)
    known = catalogue((framework.model_copy(update={"clauses": changed}), *shipped()[1:]))

    def then(now: Instant) -> Standing:
        return next(
            one
            for one in standings(known, ROOMS, (), NOTHING_MEASURED, now)[ASH_4]
            if one.clause.id == DOORS.id
        )

    before = then(TWO_AM)
    assert (before.answer, before.because) == (Answer.NOT_YET, "Asked from 24 Nov 2026 on")
    assert DOORS.must
    assert not before.is_open
    assert unfit([before]) == ()
    assert then(TWO_AM + DAY).answer is Answer.NOT_CHECKED


def test_history_says_when_it_stopped_being_met_and_by_what() -> None:
    assert DOORS.good_for
    good, bad = TWO_AM - 30 * DAY, TWO_AM - 3 * DAY
    told = history(DOORS, [looked(DOORS, bad, Found.UNMET), looked(DOORS, good)], (), TWO_AM)
    assert [(one.since, one.answer) for one in told] == [
        (good, Answer.MET),
        (bad, Answer.UNMET),
    ]
    assert stopped_at(told) == bad


@pytest.mark.hazard("H-60")
def test_evidence_that_expired_is_a_gap_in_history_too() -> None:
    assert DOORS.good_for
    first = TWO_AM - DOORS.good_for - 10 * DAY
    told = history(DOORS, [looked(DOORS, first), looked(DOORS, TWO_AM - DAY)], (), TWO_AM)
    assert [one.answer for one in told] == [Answer.MET, Answer.EXPIRED, Answer.MET]
    assert stopped_at(told) is None
    late = history(DOORS, [looked(DOORS, first)], (), TWO_AM)
    stopped = stopped_at(late)
    assert stopped
    assert timely(stopped, first + DOORS.good_for)


def timely(found: Instant, expected: Instant) -> bool:
    return abs(found - expected) <= minutes(1)


def test_history_of_what_is_measured_goes_by_its_stretches() -> None:
    days = [measured(value, until=TWO_AM - n * DAY) for n, value in ((3, 60), (2, 60), (1, 121))]
    told = history(CALLS, (), [*days, measured(None)], TWO_AM)
    assert [one.answer for one in told] == [Answer.MET, Answer.UNMET, Answer.NOT_MEASURED]
    assert stopped_at(told) == TWO_AM - DAY


def test_what_never_was_met_did_not_stop() -> None:
    assert history(DOORS, (), (), TWO_AM) == ()
    assert stopped_at(()) is None
    assert stopped_at(history(DOORS, [looked(DOORS, TWO_AM, Found.UNMET)], (), TWO_AM)) is None


@given(st.lists(st.tuples(st.integers(0, 900), st.sampled_from(Found)), max_size=6))
def test_history_ends_with_what_is_so_now(seen: list[tuple[int, Found]]) -> None:
    evidence = [looked(DOORS, TWO_AM - n * DAY, found) for n, found in seen]
    told = history(DOORS, evidence, (), TWO_AM)
    now = at(DOORS, *evidence).answer
    assert (told[-1].answer if told else Answer.NOT_CHECKED) is now
    assert DOORS.kind is Way.INSPECTED
