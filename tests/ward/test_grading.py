"""The grading table, cell by cell."""

from datetime import datetime
from itertools import product

import pytest

from ward.condition import _PRIORITIES, Harm, Onset, Priority
from ward.conditions import ALL
from ward.grading import _TABLE, STAY_LEAST_S, Grade, graded, stayed_enough, unanswered
from ward.observations import (
    Awareness,
    BreathingSeen,
    Colour,
    Content,
    CouldEnd,
    Evidence,
    Observation,
    Position,
    Rousable,
)

NOW = datetime.fromisoformat("2026-11-23T02:00:00+00:00")
AWAKE = Content(
    awareness=Awareness.AWAKE,
    breathing=BreathingSeen.EASY,
    colour=Colour.USUAL,
    position=Position.SITTING,
    could_end=CouldEnd.NOT_YET,
)
ASLEEP = AWAKE.model_copy(update={"awareness": Awareness.ASLEEP, "rousable": Rousable.TO_VOICE})


def observed(badge: bool, stayed: bool, complete: bool, *, form_here: bool = True) -> Observation:
    return Observation(
        id="o-1",
        came_at=NOW,
        evidence=Evidence(
            badge="04A1B2C3" if badge else None,
            by="M.T." if badge else None,
            stayed_s=STAY_LEAST_S if stayed else STAY_LEAST_S - 0.1,
            form_here=form_here,
        ),
        content=AWAKE if complete else Content(),
    )


@pytest.mark.hazard("H-01")
@pytest.mark.parametrize("cell", list(product([True, False], repeat=3)))
def test_only_badge_stay_and_content_together_end_a_spell(cell: tuple[bool, bool, bool]) -> None:
    verdict = graded(observed(*cell))
    assert verdict.ends_spell is all(cell)
    assert (verdict.grade is Grade.FULL) is all(cell)
    assert verdict.because


@pytest.mark.parametrize("cell", list(product([True, False], repeat=3)))
def test_nothing_written_elsewhere_is_worth_anything(cell: tuple[bool, bool, bool]) -> None:
    verdict = graded(observed(*cell, form_here=False))
    assert (verdict.grade, verdict.ends_spell) == (Grade.NONE, False)


def test_the_table_has_every_cell() -> None:
    assert set(_TABLE) == set(product([True, False], repeat=3))


def test_a_badge_that_belongs_to_nobody_known_is_no_badge() -> None:
    stranger = observed(True, True, True)
    evidence = stranger.evidence.model_copy(update={"by": None})
    assert not graded(stranger.model_copy(update={"evidence": evidence})).ends_spell


@pytest.mark.hazard("H-04")
def test_asleep_is_not_enough() -> None:
    assert unanswered(ASLEEP) == ()
    assert unanswered(ASLEEP.model_copy(update={"rousable": None})) == ("can they be roused",)
    unseen = ASLEEP.model_copy(update={"breathing": BreathingSeen.NOT_SEEN})
    assert unanswered(unseen) == ("breathing, seen or heard",)


def test_an_empty_record_lacks_everything() -> None:
    assert len(unanswered(Content())) == 5
    assert stayed_enough(Evidence(stayed_s=10))


def test_priority_is_derived_from_harm_and_onset() -> None:
    assert set(_PRIORITIES) == set(product(Harm, Onset))
    for harm in Harm:
        by_onset = [Priority.of(harm, onset) for onset in Onset]
        assert by_onset == sorted(by_onset, reverse=True)
    for onset in Onset:
        by_harm = [Priority.of(harm, onset) for harm in Harm]
        assert by_harm == sorted(by_harm, reverse=True)


def test_every_condition_says_what_to_do_and_by_whose_word() -> None:
    for condition in ALL:
        assert condition.do.endswith(".")
        assert condition.source
        assert condition.priority.marks in {"!", "!!", "!!!"}
