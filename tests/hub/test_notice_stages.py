"""The way of a notice to people: each stage may mark it, and none drops it."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.alarms.notice import Notice, ref_of
from hub.alarms.pipeline import Stage, pipeline
from hub.alarms.policy import EXPLANATIONS, GATHER_FOR, ends_to_people, to_people
from hub.alarms.route import Route
from hub.alarms.stages import (
    ACKNOWLEDGED,
    NO_TELLER,
    TOLD,
    WAITS,
    Explains,
    acknowledged,
    explained,
    gathered,
    once,
    routed,
)
from hub.staff.duty import Duty
from tests.hub.world import TWO_AM
from ward.conditions import (
    ALL,
    BLANK_SPELL,
    CALL_UNANSWERED,
    NO_BREATHING_SEEN,
    NODE_SILENT,
    RULE_BROKEN,
    VITAL_SIGNS_MISSING,
    Condition,
    Kind,
    Priority,
)
from ward.rooms import RoomId
from ward.units import Instant, seconds

ROOMS = tuple(RoomId("ash", number) for number in range(1, 5))
ASH_1, ASH_2, *_ = ROOMS
EVERYBODY = Route("pager")


def notice(
    room: RoomId = ASH_1,
    condition: Condition = NODE_SILENT,
    *,
    age_s: float = 0,
    **more: object,
) -> Notice:
    at = TWO_AM - seconds(age_s)
    whole = Notice(
        room=room,
        alarm=f"{room.slug}-{condition.name.replace(' ', '-')}",
        condition=condition,
        step=0,
        duty=Duty.OBSERVER,
        began_at=at,
        reached_at=at,
        words="So it is",
    )
    return replace(whole, **more)  # type: ignore[arg-type]


notices = st.builds(
    notice,
    st.sampled_from(ROOMS),
    st.sampled_from(ALL),
    age_s=st.sampled_from([-3.0, 0.0, 1.0, 4.0, 5.0, 60.0]),
    step=st.integers(0, 2),
    duty=st.sampled_from(Duty),
    acknowledged=st.booleans(),
    had=st.sampled_from([frozenset(), frozenset({"pager"}), frozenset({"pager", "mail"})]),
)
several = st.lists(notices, max_size=12, unique_by=lambda one: one.id).map(tuple)
routes = st.lists(
    st.builds(
        Route,
        st.sampled_from(["pager", "mail", "wall"]),
        duties=st.frozensets(st.sampled_from(Duty), min_size=1),
        least=st.sampled_from(Priority),
        rooms=st.frozensets(st.sampled_from(ROOMS), max_size=2),
    ),
    max_size=3,
    unique_by=lambda one: one.name,
)


def stages(ways: list[Route]) -> tuple[Stage, ...]:
    return (
        explained(EXPLANATIONS),
        acknowledged,
        routed(ways),
        once,
        gathered(GATHER_FOR),
        to_people(ways),
    )


# ---- laws ------------------------------------------------------------------------------------


@pytest.mark.hazard("H-28")
@given(several, routes)
def test_no_stage_drops_a_notice_or_makes_one_up(
    told: tuple[Notice, ...], ways: list[Route]
) -> None:
    for stage in stages(ways):
        assert [one.id for one in stage(told, TWO_AM)] == [one.id for one in told]


@pytest.mark.hazard("H-28")
@given(several, routes)
def test_nothing_about_a_person_is_explained_acknowledged_or_gathered(
    told: tuple[Notice, ...], ways: list[Route]
) -> None:
    for one in to_people(ways)(told, TWO_AM):
        if one.condition.kind is not Kind.TECHNICAL:
            assert one.withheld in {None, NO_TELLER, TOLD}
            assert not one.together
            assert not one.waits


@pytest.mark.hazard("H-28")
@given(several, routes)
def test_whoever_carries_a_notice_about_a_person_and_has_it_not_is_given_it(
    told: tuple[Notice, ...], ways: list[Route]
) -> None:
    for one in to_people(ways)(told, TWO_AM):
        if one.condition.kind is not Kind.TECHNICAL:
            owed = tuple(way.name for way in ways if way.takes(one) and way.name not in one.had)
            assert (one.tellers if one.withheld is None else ()) == owed


@pytest.mark.hazard("H-28")
@given(several, routes)
def test_what_goes_goes_once_to_each_teller_alone_or_in_one_message(
    told: tuple[Notice, ...], ways: list[Route]
) -> None:
    marked = to_people(ways)(told, TWO_AM)
    goes = [one for one in marked if one.withheld is None]
    carried = Counter(
        (name, each.id) for one in goes for name in one.tellers for each in (one, *one.together)
    )
    assert all(count == 1 for count in carried.values())
    with_another = [one for one in marked if (one.withheld or "").startswith("told with")]
    told_so = {each.id for one in goes for each in one.together}
    assert {one.id for one in with_another} == told_so
    assert not any(
        name in each.had for one in goes for name in one.tellers for each in one.together
    )


@pytest.mark.hazard("H-05")
@given(several, routes, st.sampled_from(ROOMS))
def test_a_room_is_told_as_if_it_were_alone_but_for_what_is_technical(
    told: tuple[Notice, ...], ways: list[Route], room: RoomId
) -> None:
    def of_room(marked: tuple[Notice, ...]) -> list[Notice]:
        return [one for one in marked if one.room == room and not one.is_technical]

    alone = tuple(one for one in told if one.room == room)
    policy = to_people(ways)
    assert of_room(policy(told, TWO_AM)) == of_room(policy(alone, TWO_AM))
    explains = explained(EXPLANATIONS)
    marked = [one for one in explains(told, TWO_AM) if one.room == room]
    assert marked == list(explains(alone, TWO_AM))


@given(several, routes)
def test_of_two_reasons_the_first_stays(told: tuple[Notice, ...], ways: list[Route]) -> None:
    """So the order of the stages is the order of the reasons."""
    first = {one.id: one.withheld for one in explained(EXPLANATIONS)(told, TWO_AM)}
    second = {one.id: one.withheld for one in acknowledged(told, TWO_AM)}
    for one in to_people(ways)(told, TWO_AM):
        reasons = [first[one.id], second[one.id]]
        if reason := next((why for why in reasons if why), None):
            assert one.withheld == reason


# ---- what is explained -------------------------------------------------------------------------


@pytest.mark.parametrize("effect", [one for one in ALL if one.kind is not Kind.TECHNICAL])
def test_nothing_about_a_person_may_ever_be_explained_away(effect: Condition) -> None:
    with pytest.raises(ValueError, match="nothing may explain"):
        Explains(cause=RULE_BROKEN, effect=effect)


def test_nothing_is_explained_by_what_is_milder() -> None:
    with pytest.raises(ValueError, match="too mild"):
        Explains(cause=VITAL_SIGNS_MISSING, effect=NODE_SILENT)


def test_a_cause_is_never_an_effect_of_another() -> None:
    with pytest.raises(ValueError, match="node silent would explain and be explained"):
        explained([Explains(NODE_SILENT, VITAL_SIGNS_MISSING), Explains(RULE_BROKEN, NODE_SILENT)])


def test_a_silent_node_explains_its_own_missing_vital_signs_and_nobody_elses() -> None:
    told = (notice(ASH_1), notice(ASH_1, VITAL_SIGNS_MISSING), notice(ASH_2, VITAL_SIGNS_MISSING))
    marked = explained(EXPLANATIONS)(told, TWO_AM)
    assert [one.withheld for one in marked] == [None, "explained by node silent", None]


# ---- what is gathered --------------------------------------------------------------------------


def goes(*told: Notice, at: Instant = TWO_AM) -> list[tuple[int, int]]:
    marked = to_people([EVERYBODY])(told, at)
    return [(one.room.number, len(one.together)) for one in marked if one.withheld is None]


def test_a_technical_notice_waits_for_others_and_then_all_go_as_one() -> None:
    told = tuple(notice(room, age_s=room.number) for room in ROOMS)
    assert goes(*told) == []
    assert goes(*told, at=TWO_AM + seconds(1)) == [(1, 3)]


def test_what_waits_says_so() -> None:
    (one,) = to_people([EVERYBODY])((notice(),), TWO_AM)
    assert (one.withheld, one.waits) == (WAITS, True)


def test_a_clock_that_was_set_back_makes_nothing_wait_longer() -> None:
    assert goes(notice(age_s=-60)) == [(1, 0)]


def test_calls_of_many_rooms_go_at_once_and_each_for_itself() -> None:
    assert goes(*(notice(room, CALL_UNANSWERED) for room in ROOMS)) == [
        (room.number, 0) for room in ROOMS
    ]


def test_other_conditions_and_other_duties_are_not_alike() -> None:
    told = (
        notice(ASH_1, age_s=9),
        notice(ASH_2, VITAL_SIGNS_MISSING, age_s=9),
        notice(ROOMS[2], age_s=9, step=1, duty=Duty.IN_CHARGE),
    )
    assert goes(*told) == [(1, 0), (2, 0), (3, 0)]


def test_ends_are_gathered_as_beginnings_are() -> None:
    told = tuple(
        notice(room, age_s=600, over_at=TWO_AM, tellers=("pager",)) for room in (ASH_1, ASH_2)
    )
    assert [one.withheld for one in ends_to_people(told, TWO_AM)] == [WAITS, WAITS]
    first, second = ends_to_people(told, TWO_AM + GATHER_FOR)
    assert (len(first.together), second.withheld) == (1, "told with Ash 1")


# ---- who has it, and who carries it -----------------------------------------------------------


def test_a_technical_notice_that_somebody_has_goes_no_further_and_a_call_does() -> None:
    technical, call = acknowledged(
        (notice(acknowledged=True), notice(condition=CALL_UNANSWERED, acknowledged=True)), TWO_AM
    )
    assert (technical.withheld, call.withheld) == (ACKNOWLEDGED, None)


@pytest.mark.parametrize(
    ("way", "takes"),
    [
        (Route("a"), True),
        (Route("a", duties=frozenset({Duty.SENIOR})), False),
        (Route("a", least=Priority.HIGH), True),
        (Route("a", rooms=frozenset({ASH_2})), False),
        (Route("a", wards=frozenset({"ash"})), True),
        (Route("a", wards=frozenset({"elm"})), False),
        (Route("a", rooms=frozenset({ASH_1}), wards=frozenset({"elm"})), True),
    ],
)
def test_a_teller_is_for_its_duties_priorities_and_rooms(way: Route, takes: bool) -> None:
    assert way.takes(notice(condition=NO_BREATHING_SEEN)) is takes


def test_what_no_teller_is_for_says_so() -> None:
    way = Route("a", least=Priority.HIGH)
    (one,) = to_people([way])((notice(condition=BLANK_SPELL),), TWO_AM)
    assert one.withheld == NO_TELLER


def test_stages_run_in_reading_order() -> None:
    def says(word: str) -> Stage:
        return lambda told, _now: tuple(replace(one, words=one.words + word) for one in told)

    (one,) = pipeline(says(" then"), says(" now"))((notice(),), TWO_AM)
    assert one.words == "So it is then now"


def test_a_message_is_known_by_what_it_is_about_in_whatever_order() -> None:
    assert ref_of(("a", "b")) == ref_of(("b", "a")) != ref_of(("a",))
