"""The grading table, cell by cell."""

from datetime import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward.authority import Authority
from ward.conditions import _PRIORITIES, ALL, Harm, Onset, Priority
from ward.grading import (
    ROWS,
    STAY_LEAST_S,
    TABLE,
    Cell,
    Grade,
    Graded,
    Stay,
    graded,
    stay_of,
    stayed_enough,
    unanswered,
)
from ward.observations import (
    Awareness,
    BreathingSeen,
    Colour,
    Content,
    CouldEnd,
    Evidence,
    Mood,
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


BOTH = (True, False)
CELLS = [Cell(*one) for one in product(BOTH, BOTH, Stay, BOTH, BOTH, BOTH)]
RANK = {Grade.NONE: 0, Grade.WEAK: 1, Grade.FULL: 2}
# How much a stay is worth: what nobody knows is worth no more than what was too short.
WORTH = {Stay.UNKNOWN: 0, Stay.SHORT: 1, Stay.ENOUGH: 2}


def test_every_combination_of_evidence_stands_in_one_line_of_the_table_and_in_one_only() -> None:
    told = [cell for row in ROWS for cell in row.cells()]
    assert len(told) == len(set(told)) == len(CELLS) == 96
    assert set(told) == set(CELLS) == set(TABLE)


def test_every_line_says_why_and_by_whose_word() -> None:
    assert len({row.graded.because for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert row.source
        assert row.graded.authority in {Authority.LOCAL, Authority.PROPOSAL}


@pytest.mark.hazard("H-01")
@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_badge_stay_and_what_was_seen_at_that_door_end_a_spell_and_nothing_else_does(
    cell: Cell,
) -> None:
    verdict = TABLE[cell]
    whole = cell.form and cell.badge and cell.stay is Stay.ENOUGH and cell.seen
    assert verdict.ends_spell is whole
    assert (verdict.grade is Grade.FULL) is whole
    assert graded(of_cell(cell)) == verdict


def of_cell(cell: Cell) -> Observation:
    """An observation with just this evidence."""
    stay_s = STAY_LEAST_S if cell.stay is Stay.ENOUGH else STAY_LEAST_S - 0.1
    evidence = Evidence(
        badge="04A1B2C3" if cell.badge else None,
        by="M.T." if cell.badge else None,
        stayed_s=stay_s if cell.stay is not Stay.UNKNOWN else 600,
        stay_sensed=cell.stay is not Stay.UNKNOWN,
        door_opened=cell.door,
        talked=cell.talk,
        form_here=cell.form,
    )
    return Observation(
        id="o-1", came_at=NOW, evidence=evidence, content=AWAKE if cell.seen else Content()
    )


def at_least(more: Cell, less: Cell) -> bool:
    """Whether the one holds everything that the other holds."""
    flags = ("form", "badge", "door", "talk", "seen")
    held = all(getattr(more, each) >= getattr(less, each) for each in flags)
    return held and WORTH[more.stay] >= WORTH[less.stay]


def loosened(table: dict[Cell, Graded]) -> list[tuple[Cell, Cell]]:
    """Pairs of which the one with more evidence is worth less."""
    return [
        (more, less)
        for more, less in product(table, table)
        if at_least(more, less)
        and (
            RANK[table[more].grade] < RANK[table[less].grade]
            or table[more].ends_spell < table[less].ends_spell
        )
    ]


@pytest.mark.hazard("H-01")
def test_more_evidence_never_lowers_the_grade_and_less_never_ends_a_spell() -> None:
    assert loosened(TABLE) == []
    turned = next(cell for cell in TABLE if cell.form and cell.badge and not cell.seen)
    assert loosened(TABLE | {turned: Graded(Grade.FULL, True, "it can fail")})


# The table before doors and talks were columns of it: badge, stay, what was seen.
OF_BEFORE = {
    (True, True, True): Grade.FULL,
    (True, True, False): Grade.WEAK,
    (True, False, True): Grade.WEAK,
    (False, True, True): Grade.WEAK,
    (True, False, False): Grade.WEAK,
    (False, True, False): Grade.NONE,
    (False, False, True): Grade.NONE,
    (False, False, False): Grade.NONE,
}


@pytest.mark.parametrize("cell", [one for one in CELLS if one.form], ids=str)
def test_a_door_that_opened_or_a_talk_makes_nothing_weak_and_never_more(cell: Cell) -> None:
    before = OF_BEFORE[cell.badge, cell.stay is Stay.ENOUGH, cell.seen]
    now = TABLE[cell].grade
    if now is not before:
        assert (before, now) == (Grade.NONE, Grade.WEAK)
        assert cell.door or cell.talk
        assert cell.stay is Stay.ENOUGH or cell.seen


@pytest.mark.hazard("H-01")
def test_a_badge_for_three_seconds_without_a_word_is_weak_and_ends_nothing() -> None:
    tap = Evidence(badge="04A1B2C3", by="M.T.", stayed_s=3, form_here=True, door_opened=True)
    verdict = graded(Observation(id="o-1", came_at=NOW, evidence=tap, content=Content()))
    assert (verdict.grade, verdict.ends_spell) == (Grade.WEAK, False)


@pytest.mark.hazard("H-01")
def test_a_sensor_that_is_not_heard_lends_nobody_a_stay() -> None:
    deaf = Evidence(stayed_s=3600, stay_sensed=False)
    assert not stayed_enough(deaf)
    assert stay_of(deaf) is Stay.UNKNOWN


answers = st.builds(
    Content,
    awareness=st.sampled_from([None, *Awareness]),
    rousable=st.sampled_from([None, *Rousable]),
    breathing=st.sampled_from([None, *BreathingSeen]),
    colour=st.sampled_from([None, *Colour]),
    position=st.sampled_from([None, *Position]),
    mood=st.sampled_from([None, *Mood]),
    could_end=st.sampled_from([None, *CouldEnd]),
)
evidences = st.builds(
    Evidence,
    badge=st.sampled_from([None, "04A1B2C3"]),
    by=st.sampled_from([None, "M.T."]),
    stayed_s=st.sampled_from([0.0, 3.0, 9.9, 10.0, 600.0]),
    stay_sensed=st.booleans(),
    door_opened=st.booleans(),
    talked=st.booleans(),
    form_here=st.booleans(),
)
FEWER: dict[str, object] = {
    "badge": None, "by": None, "stayed_s": 0.0, "stay_sensed": False, "door_opened": False,
    "talked": False, "form_here": False,
}  # fmt: skip


@pytest.mark.hazard("H-01")
@given(evidences, answers, st.sampled_from([*FEWER]), st.sampled_from([*Content.model_fields]))
def test_whatever_is_taken_away_no_grade_rises_and_no_spell_is_ended_by_it(
    evidence: Evidence, content: Content, witnessed: str, answer: str
) -> None:
    whole = Observation(id="o-1", came_at=NOW, evidence=evidence, content=content)
    poorer = evidence.model_copy(update={witnessed: FEWER[witnessed]})
    barer = content.model_copy(update={answer: None})
    judged = graded(whole)
    for less in ({"evidence": poorer}, {"content": barer}):
        if answer == "awareness" and "content" in less:
            continue  # what else is asked hangs on it: that it is missing is held below
        verdict = graded(whole.model_copy(update=less))
        assert RANK[verdict.grade] <= RANK[judged.grade]
        assert verdict.ends_spell <= judged.ends_spell


@given(answers)
def test_without_saying_whether_awake_no_record_is_complete(content: Content) -> None:
    assert unanswered(content.model_copy(update={"awareness": None}))


def test_mood_and_what_was_said_are_offered_and_not_demanded() -> None:
    told = AWAKE.model_copy(update={"mood": Mood.CALM, "said": "asked for water; got it"})
    assert unanswered(told) == unanswered(AWAKE) == ()


def test_a_badge_that_belongs_to_nobody_known_is_no_badge() -> None:
    stranger = of_cell(Cell(True, True, Stay.ENOUGH, True, True, True))
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
