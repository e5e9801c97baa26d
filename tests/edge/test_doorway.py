"""What the door witnesses of a visit, and what nobody can make it say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.events import BadgeSensed, DoorSensed, Event, PresenceSensed, TalkSensed
from edge.sense.doorway import STAYED_MOST_S, Doorway
from tests.edge.night import AMA, AMAS_CARD, BEN, BENS_CARD, SEEN_WELL, STRANGERS_CARD, at
from ward.grading import STAY_LEAST_S, Grade, graded
from ward.happenings import Place
from ward.observations import Evidence, Observation

STAFF = (AMA, BEN)
CAME, WENT = PresenceSensed(Place.DOORSIDE, True), PresenceSensed(Place.DOORSIDE, False)
AMA_TAPS, BEN_TAPS = BadgeSensed(AMAS_CARD), BadgeSensed(BENS_CARD)


def witnessed(*story: tuple[float, Event], form_s: float) -> Evidence:
    doorway = Doorway()
    for second, event in story:
        doorway.feed(event, at(second))
    return doorway.evidence(STAFF, at(form_s))


def test_ama_taps_stays_and_records() -> None:
    evidence = witnessed((100, CAME), (102, AMA_TAPS), form_s=130)
    assert (evidence.badge, evidence.by, evidence.form_here) == (AMAS_CARD, AMA.ref, True)
    assert evidence.stayed_s == 28


def test_a_badge_shown_just_before_the_sensor_noticed_her_counts() -> None:
    evidence = witnessed((100, AMA_TAPS), (105, CAME), form_s=125)
    assert (evidence.by, evidence.stayed_s) == (AMA.ref, 20)


def test_a_badge_shown_a_while_before_anybody_came_does_not() -> None:
    evidence = witnessed((100, AMA_TAPS), (111, CAME), form_s=140)
    assert evidence.badge is None
    assert evidence.stayed_s == 29


def test_a_badge_of_one_visit_says_nothing_of_the_next() -> None:
    evidence = witnessed((0, CAME), (1, AMA_TAPS), (20, WENT), (40, CAME), form_s=80)
    assert evidence.badge is None


def test_a_badge_shown_as_the_one_before_has_just_gone_is_of_whoever_comes() -> None:
    story = ((0, CAME), (1, AMA_TAPS), (20, WENT), (30, BEN_TAPS), (35.5, CAME))
    evidence = witnessed(*story, form_s=50)
    assert (evidence.by, evidence.stayed_s) == (BEN.ref, 14.5)
    gone = ((0, CAME), (1, AMA_TAPS), (20, WENT), (35.5, CAME))
    assert witnessed(*gone, form_s=50).badge is None


@pytest.mark.hazard("H-01")
def test_whoever_stood_there_before_lends_no_stay_to_a_tap() -> None:
    evidence = witnessed((0, CAME), (20, WENT), (25, CAME), (26, BEN_TAPS), form_s=30)
    assert (evidence.by, evidence.stayed_s) == (BEN.ref, 4)


def test_a_sensor_that_drops_out_for_a_moment_does_not_end_a_visit() -> None:
    evidence = witnessed((0, CAME), (1, AMA_TAPS), (20, WENT), (30, CAME), form_s=40)
    assert evidence.by == AMA.ref
    assert evidence.stayed_s == 19 + 10  # the ten seconds of nobody are not counted


def test_nobody_in_front_for_fifteen_seconds_ends_the_visit() -> None:
    story = ((0, CAME), (1, AMA_TAPS), (20, WENT))
    assert witnessed(*story, form_s=34.9).by == AMA.ref
    assert witnessed(*story, form_s=35.0) == Evidence(form_here=True)


@pytest.mark.hazard("H-01")
def test_a_sensor_stuck_since_boot_lends_no_hours_to_a_tap() -> None:
    evidence = witnessed((0, CAME), (7200, AMA_TAPS), form_s=7201)
    assert evidence.stayed_s == 1
    assert evidence.stayed_s < STAY_LEAST_S


@pytest.mark.hazard("H-01")
def test_the_last_badge_leads_and_its_stay_is_its_own() -> None:
    evidence = witnessed((0, CAME), (1, AMA_TAPS), (60, BEN_TAPS), form_s=62)
    assert (evidence.by, evidence.stayed_s) == (BEN.ref, 2)


def test_a_second_tap_with_the_same_card_does_not_begin_the_stay_anew() -> None:
    evidence = witnessed((0, CAME), (1, AMA_TAPS), (29, AMA_TAPS), form_s=31)
    assert evidence.stayed_s == 30


def test_a_card_that_nobody_knows_is_told_and_belongs_to_nobody() -> None:
    evidence = witnessed((0, CAME), (1, BadgeSensed(STRANGERS_CARD)), form_s=30)
    assert (evidence.badge, evidence.by) == (STRANGERS_CARD, None)


def test_a_door_opened_and_a_talk_during_the_visit_are_witnessed() -> None:
    evidence = witnessed(
        (0, CAME), (3, DoorSensed(True)), (9, DoorSensed(False)), (10, TalkSensed(True)), form_s=20
    )
    assert evidence.door_opened
    assert evidence.talked


def test_a_talk_of_the_visit_before_is_not_one_of_this() -> None:
    story = ((0, CAME), (1, TalkSensed(True)), (5, TalkSensed(False)), (6, WENT), (60, CAME))
    assert not witnessed(*story, form_s=70).talked


def test_somebody_in_the_room_is_nobody_at_the_door() -> None:
    inside = PresenceSensed(Place.ROOM, True)
    assert witnessed((0, inside), (0, PresenceSensed(Place.ENSUITE, True)), form_s=60) == Evidence(
        form_here=True, stay_sensed=False
    )


def test_a_sensor_that_was_never_heard_is_not_one_that_senses_nobody() -> None:
    assert not witnessed((1, AMA_TAPS), form_s=30).stay_sensed
    assert witnessed((0, WENT), (1, AMA_TAPS), form_s=30).stay_sensed


@pytest.mark.hazard("H-01")
def test_a_badge_that_backed_an_observation_backs_no_second_one() -> None:
    doorway = Doorway()
    doorway.feed(CAME, at(0))
    doorway.feed(AMA_TAPS, at(1))
    assert doorway.evidence(STAFF, at(20)).by == AMA.ref
    doorway.spend()
    assert doorway.evidence(STAFF, at(900)).badge is None
    doorway.feed(AMA_TAPS, at(901))
    assert doorway.evidence(STAFF, at(903)).stayed_s == 2


def test_a_badge_under_a_stuck_sensor_does_not_lead_for_a_whole_shift() -> None:
    story = ((0, CAME), (60, AMA_TAPS))
    assert witnessed(*story, form_s=60 + 29 * 60).by == AMA.ref
    assert witnessed(*story, form_s=60 + 30 * 60).badge is None


def test_a_sensor_stuck_for_a_week_still_fits_on_the_wire() -> None:
    assert witnessed((0, CAME), form_s=7 * 86_400).stayed_s == STAYED_MOST_S


@pytest.mark.hazard("H-01")
@pytest.mark.parametrize(("stays_s", "grade"), [(9.9, Grade.WEAK), (10.0, Grade.FULL)])
def test_ten_seconds_at_the_door_and_not_less_are_a_look(stays_s: float, grade: Grade) -> None:
    evidence = witnessed((0, CAME), (0, AMA_TAPS), form_s=stays_s)
    observation = Observation(id="x", came_at=at(0).at, evidence=evidence, content=SEEN_WELL)
    assert graded(observation).grade is grade


events = st.sampled_from(
    [CAME, WENT, AMA_TAPS, BEN_TAPS, DoorSensed(True), DoorSensed(False), TalkSensed(True)]
)
stories = st.lists(st.tuples(st.floats(0, 60), events), max_size=30)


@settings(deadline=None)
@given(stories, st.floats(0, 60))
def test_whatever_happens_a_stay_is_never_longer_than_somebody_was_sensed(
    steps: list[tuple[float, Event]], wait_s: float
) -> None:
    doorway, now_s, there, sensed_s = Doorway(), 0.0, False, 0.0
    for after_s, event in [*steps, (wait_s, TalkSensed(False))]:
        now_s += after_s
        sensed_s += after_s if there else 0.0
        there = event == CAME or (there and event != WENT)
        doorway.feed(event, at(now_s))
    assert doorway.evidence(STAFF, at(now_s)).stayed_s <= sensed_s + 1e-6


@settings(deadline=None)
@given(stories)
def test_whatever_happens_the_stay_never_reaches_back_before_the_leading_badge(
    steps: list[tuple[float, Event]],
) -> None:
    doorway, now_s, leads, shown_s = Doorway(), 0.0, "", 0.0
    for after_s, event in steps:
        now_s += after_s
        doorway.feed(event, at(now_s))
        if isinstance(event, BadgeSensed) and event.badge != leads:
            leads, shown_s = event.badge, now_s
    evidence = doorway.evidence(STAFF, at(now_s))
    if evidence.badge is not None:
        assert evidence.badge == leads
        assert evidence.stayed_s <= now_s - shown_s + 1e-6
