"""Closer watch, after rapid tranquillisation and of restraint: it only ever tightens a watch."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.acts import Authorise, SetLimit
from hub.mode_acts import EndMode, ModeAct, NoteRestraint, Release, Restrain, Tranquillised
from hub.rooms.episode_facts import LimitName
from hub.rooms.pauses import lately
from hub.rules.vitals import no_breathing_after_s
from hub.score_acts import ChartSet
from hub.site import Site
from tests.hub.deeds import does_at_door, leaves, opens, out_to
from tests.hub.scoring import charts
from tests.hub.world import ASH_1, ASH_4, KO, MT, SEEN, World
from ward.care import Cover, Role, Staff
from ward.charted import Charted, Measurements
from ward.conditions import (
    BLANK_SPELL,
    BREATHING_SLOW,
    CANNOT_SEE,
    LEFT_ALONE,
    NO_BREATHING_SEEN,
    RESTRAINT_UNSAID,
    VITAL_SIGNS_MISSING,
)
from ward.deeds import CameBack, Outing
from ward.envelope import ChartedBody
from ward.happenings import Place, PresenceMoved
from ward.mode_table import TABLE
from ward.modes import Airway, DrugClass, DrugRoute, Mode, ModeBegun, ModeKind, RestraintNoted
from ward.news2 import Consciousness
from ward.observations import Awareness, Colour, Position, Rousable
from ward.score_conditions import CHECKS_OVERDUE
from ward.units import hours, minutes, seconds
from ward.vitals import Doubt, NotBreathing

RD = Staff(ref="st-09", initials="R.D.", role=Role.DOCTOR, badge="0455667788")
GIVEN = DrugClass.BENZODIAZEPINE, DrugRoute.INTRAMUSCULAR
ASLEEP = SEEN.model_copy(update={"awareness": Awareness.ASLEEP, "rousable": Rousable.TO_VOICE})
AFTER, RESTRAINT = ModeKind.TRANQUILLISED, ModeKind.RESTRAINT


def watched(every_min: int = 60, *, breathing: bool = True) -> World:
    """J.T. in Ash 4 under a loose plan, measured where a radar was walked; nobody next door."""
    ward = World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO, RD)))
    ward.locked_in(ASH_4)
    ward.begins(ASH_4, every_min=every_min)
    if breathing:
        ward.authorises(ASH_4)
        ward.commissions(ASH_4)
        ward.breathes(ASH_4, 14.0)
    return ward


def given_now(ward: World, by: str = "M.T.") -> None:
    ward.does(Tranquillised(ASH_4, *GIVEN, by))


def breathes_on(ward: World, span_s: int, rate: float = 14.0) -> None:
    for _ in range(span_s // 5):
        ward.wait(5)
        ward.breathes(ASH_4, rate)


def due(ward: World) -> str:
    watch = ward.state(ASH_4).watch
    assert watch is not None
    return f"{watch.due_at:%H:%M:%S}"


@pytest.mark.hazard("H-42")
def test_somebody_is_due_every_15_min_for_an_hour_then_hourly() -> None:
    ward = watched(every_min=240, breathing=False)
    ward.wait(600)
    given_now(ward)
    assert due(ward) == "02:25:00"  # counts from when it was entered, and reaches back to nothing
    ward.until("02:20")
    ward.visit(ASH_4)
    assert due(ward) == "02:35:00"
    ward.until("03:09")
    ward.visit(ASH_4)
    assert due(ward) == "03:24:00"
    ward.until("03:12")
    ward.visit(ASH_4)
    assert due(ward) == "04:12:00"


@pytest.mark.hazard("H-42")
@pytest.mark.hazard("H-06")
def test_whoever_is_out_is_due_by_the_outings_end_and_by_the_mode_once_somebody_is_inside() -> None:
    ward = watched(every_min=240, breathing=False)
    given_now(ward)
    ward.wait(60)
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, out_to(Outing.GARDEN))
    leaves(ward, ASH_4)
    assert due(ward) == "02:31:00"
    ward.until("02:10")
    assert due(ward) == "02:31:00"
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    ward.wait(1)
    assert due(ward) == "02:16:00"  # by the mode, since they were seen going
    ward.until("02:16:02")
    assert BLANK_SPELL.name in ward.alarms(ASH_4)


@pytest.mark.hazard("H-42")
def test_whoever_is_back_is_due_by_the_mode_again() -> None:
    ward = watched(every_min=240, breathing=False)
    given_now(ward)
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, out_to(Outing.LEAVE))
    leaves(ward, ASH_4)
    ward.until("02:40")
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, CameBack())
    assert due(ward) == "02:55:00"


@pytest.mark.hazard("H-42")
def test_a_closer_plan_stays_the_closer() -> None:
    ward = watched(every_min=5, breathing=False)
    given_now(ward)
    assert due(ward) == "02:05:00"


@pytest.mark.hazard("H-42")
def test_whoever_looks_asleep_stays_on_15_min_when_the_first_hour_is_over() -> None:
    ward = watched(every_min=240, breathing=False)
    given_now(ward)
    ward.until("03:12")
    ward.visit(ASH_4, content=ASLEEP)
    assert due(ward) == "03:27:00"
    ward.until("03:20")
    ward.visit(ASH_4)
    assert due(ward) == "04:20:00"


@pytest.mark.hazard("H-04")
@pytest.mark.parametrize(
    "no_answer", [{"rousable": Rousable.NOT_TRIED}, {"colour": Colour.CANNOT_TELL}]
)
def test_asleep_and_not_tried_is_an_answer_only_outside_a_mode(no_answer: dict[str, str]) -> None:
    ward = watched(breathing=False)
    ward.wait(60)
    content = ASLEEP.model_copy(update=no_answer)
    ward.visit(ASH_4, content=content)
    assert due(ward) == "03:01:00"
    given_now(ward)
    ward.wait(600)
    ward.visit(ASH_4, content=content)
    assert due(ward) == "02:16:00"
    visit = ward.state(ASH_4).visit
    assert visit is not None
    assert visit.because == "Asleep is not enough: Rousable? Breathing? Colour?"
    ward.visit(ASH_4, content=ASLEEP)
    assert due(ward) == "02:26:00"


@pytest.mark.hazard("H-42")
@pytest.mark.parametrize(("rate", "alarms"), [(10.0, False), (9.99, True), (9.5, True)])
def test_the_line_is_under_10_by_the_rate_as_it_is(rate: float, alarms: bool) -> None:
    ward = watched()
    ward.breathes(ASH_4, 9.0)
    assert BREATHING_SLOW.name not in ward.alarms(ASH_4)
    given_now(ward)
    ward.breathes(ASH_4, rate)
    assert (BREATHING_SLOW.name in ward.alarms(ASH_4)) is alarms
    if rate == 9.99:
        assert "Breathing 9.9 a minute" in ward.words(ASH_4)


@pytest.mark.hazard("H-42")
def test_neither_doubt_nor_restart_ends_slow_breathing_but_a_rate_and_a_visit() -> None:
    ward = watched()
    given_now(ward)
    ward.breathes(ASH_4, 9.0)
    for doubt in Doubt:
        ward.breathes(ASH_4, doubt)
        assert BREATHING_SLOW.name in ward.lasting(ASH_4)
    ward.restart_hub()
    assert BREATHING_SLOW.name in ward.lasting(ASH_4)
    ward.breathes(ASH_4, 10.5)  # above the line, and not clearly
    assert BREATHING_SLOW.name in ward.lasting(ASH_4)
    ward.breathes(ASH_4, 11.0)
    assert BREATHING_SLOW.name not in ward.lasting(ASH_4)
    assert BREATHING_SLOW.name in ward.alarms(ASH_4)  # until somebody was there
    ward.wait(5)
    ward.visit(ASH_4)
    assert BREATHING_SLOW.name not in ward.alarms(ASH_4)


def writes(ward: World, breaths: int) -> None:
    found = Measurements(breathing=breaths, consciousness=Consciousness.VOICE)
    ward.does(ChartSet(ASH_4, "M.T.", found))
    ward.wait(1)


@pytest.mark.hazard("H-42")
@pytest.mark.parametrize("where", ["station", "door"])
@pytest.mark.parametrize(("breaths", "alarms"), [(9, True), (10, False)])
def test_breaths_that_somebody_counts_are_held_to_the_line_where_no_radar_may_measure(
    breaths: int, alarms: bool, where: str
) -> None:
    ward = watched(breathing=False)
    ward.does(Authorise(ASH_4, "M.T.", "withdrawn", None))
    given_now(ward)
    if where == "station":
        writes(ward, breaths)
    else:
        found = Measurements(breathing=breaths, heart=70)
        told = Charted(by="st-01", badge="04A1B2C3", taken_at=ward.now, measured=found)
        ward.hears(ASH_4, ChartedBody(charted=told))
    assert (BREATHING_SLOW.name in ward.alarms(ASH_4)) is alarms


@pytest.mark.hazard("H-42")
def test_no_radar_calms_what_somebody_counted_but_a_higher_count_does_and_a_visit() -> None:
    ward = watched()
    given_now(ward)
    writes(ward, 8)
    ward.breathes(ASH_4, 14.0)
    assert BREATHING_SLOW.name in ward.lasting(ASH_4)
    writes(ward, 12)
    assert BREATHING_SLOW.name not in ward.lasting(ASH_4)
    writes(ward, 8)
    ward.wait(5)
    ward.visit(ASH_4)
    ward.breathes(ASH_4, 14.0)
    assert BREATHING_SLOW.name not in ward.lasting(ASH_4)


@pytest.mark.hazard("H-42")
def test_a_count_without_a_drug_or_of_before_it_is_under_no_line() -> None:
    ward = watched()
    writes(ward, 8)
    assert BREATHING_SLOW.name not in ward.alarms(ASH_4)
    before = ward.now
    ward.wait(60)
    given_now(ward)
    told = Charted(
        by="st-01", badge="04A1B2C3", taken_at=before, measured=Measurements(breathing=8)
    )
    ward.hears(ASH_4, ChartedBody(charted=told), age_s=61)
    assert BREATHING_SLOW.name not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-42")
def test_somebody_must_stay_outside_the_door_whatever_plan_is_set_then() -> None:
    ward = watched(breathing=False)
    given_now(ward)
    ward.wait(61)
    assert LEFT_ALONE.name in ward.alarms(ASH_4)
    assert "outside the door" in ward.words(ASH_4)
    confinement = ward.state(ASH_4).care
    assert confinement is not None
    assert confinement.confinement is not None
    assert confinement.confinement.stays is Cover.OUTSIDE_DOOR


@pytest.mark.hazard("H-12")
def test_a_longer_delay_for_known_pauses_is_suspended_at_once_in_either_mode() -> None:
    for begin in (Tranquillised(ASH_4, *GIVEN, "M.T."), Restrain(ASH_4, "M.T.")):
        ward = watched()
        until = ward.now + hours(24)
        ward.does(SetLimit(ASH_4, LimitName.NO_BREATHING, 25, "R.D.", "known apnoea", until))
        ward.breathes(ASH_4, NotBreathing(since=ward.now))
        ward.wait(22)
        assert NO_BREATHING_SEEN.name not in ward.alarms(ASH_4)
        ward.does(begin)
        assert NO_BREATHING_SEEN.name in ward.alarms(ASH_4)


@pytest.mark.hazard("H-12")
def test_a_shorter_delay_of_their_own_goes_on_in_a_mode() -> None:
    ward = watched()
    until = ward.now + hours(1)
    ward.does(SetLimit(ASH_4, LimitName.NO_BREATHING, 12, "R.D.", "frail", until))
    given_now(ward)
    assert no_breathing_after_s(ward.state(ASH_4), ward.site.limits, ward.now) == 12


def test_pauses_are_counted_and_alarm_nobody() -> None:
    ward = watched()
    for lasted_s in (12, 18, 8):
        since = ward.now
        ward.breathes(ASH_4, NotBreathing(since=since))
        ward.wait(lasted_s)
        ward.breathes(ASH_4, 13.0)
    assert [pause.lasted_s for pause in ward.state(ASH_4).pauses] == [12, 18]
    assert ward.alarms(ASH_4) == []
    assert not list(lately(ward.state(ASH_4).pauses, ward.now + hours(1) + seconds(20)))


@pytest.mark.hazard("H-42")
@pytest.mark.parametrize(
    ("doubt", "after_s"),
    [(Doubt.WEAK_SIGNAL, 60), (Doubt.SENSOR_LOST, 60), (Doubt.SETTLING, 120),
     (Doubt.MORE_THAN_ONE, 300), (Doubt.MOVING, 600)],
)  # fmt: skip
def test_no_usable_signal_is_an_alarm_after_its_own_delay_in_a_mode_and_not_outside(
    doubt: Doubt, after_s: int
) -> None:
    ward = watched()
    ward.breathes(ASH_4, doubt)
    ward.wait(119)
    assert ward.alarms(ASH_4) == []
    ward = watched()
    given_now(ward)
    for _ in range((after_s - 1) // 5):
        ward.wait(5)
        ward.breathes(ASH_4, doubt)
    assert CANNOT_SEE.name not in ward.alarms(ASH_4)
    ward.wait(6)
    ward.breathes(ASH_4, doubt)
    assert CANNOT_SEE.name in ward.alarms(ASH_4)
    assert VITAL_SIGNS_MISSING.name not in ward.alarms(ASH_4)
    assert f"it matters now: {doubt}" in ward.words(ASH_4)


@pytest.mark.hazard("H-42")
def test_a_silent_room_is_said_so_after_30_s_and_a_rate_or_somebody_at_the_door_ends_it() -> None:
    ward = watched()
    given_now(ward)
    breathes_on(ward, 20)
    ward.alive.discard(ASH_4)
    ward.wait(29)
    assert CANNOT_SEE.name not in ward.alarms(ASH_4)
    ward.wait(2)
    assert CANNOT_SEE.name in ward.alarms(ASH_4)
    ward.breathes(ASH_4, Doubt.SETTLING)
    assert CANNOT_SEE.name in ward.alarms(ASH_4)
    ward.breathes(ASH_4, 14.0)
    assert CANNOT_SEE.name in ward.alarms(ASH_4), "one rate is no view of them"
    breathes_on(ward, 10)
    assert CANNOT_SEE.name not in ward.alarms(ASH_4)
    ward.wait(70)
    assert CANNOT_SEE.name in ward.alarms(ASH_4)
    ward.visit(ASH_4)
    ward.wait(300)  # somebody looked: from here the schedule says when to come
    assert CANNOT_SEE.name not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-42")
def test_a_rate_now_and_then_is_no_usable_signal() -> None:
    ward = watched()
    given_now(ward)
    breathes_on(ward, 20)
    lost = ward.now
    while CANNOT_SEE.name not in ward.alarms(ASH_4):
        ward.breathes(ASH_4, Doubt.WEAK_SIGNAL)
        ward.wait(25)
        ward.breathes(ASH_4, 14.0)
        ward.wait(1)
        assert ward.now - lost < minutes(2)
    assert "it matters now: hardly a reading" in ward.words(ASH_4)


@pytest.mark.hazard("H-42")
def test_a_radar_that_nobody_walked_is_no_usable_signal() -> None:
    ward = watched(breathing=False)
    ward.authorises(ASH_4)
    given_now(ward)
    breathes_on(ward, 65)
    assert "not commissioned" in ward.words(ASH_4)


@pytest.mark.hazard("H-43")
def test_of_whoever_is_held_position_and_airway_are_asked_within_a_minute_and_again() -> None:
    ward = watched(breathing=False)
    ward.does(Restrain(ASH_4, "M.T."))
    ward.wait(59)
    assert ward.alarms(ASH_4) == []
    ward.wait(1)
    assert ward.alarms(ASH_4) == [RESTRAINT_UNSAID.name]
    ward.does(NoteRestraint(ASH_4, Position.FACE_DOWN, Airway.CLEAR, "M.T."))
    assert ward.alarms(ASH_4) == []
    ward.wait(60)  # face down: each minute
    assert ward.alarms(ASH_4) == [RESTRAINT_UNSAID.name]
    ward.does(Release(ASH_4, "M.T."))
    assert RESTRAINT_UNSAID.name in ward.alarms(ASH_4)  # to let go answers nothing
    ward.wait(5)
    ward.visit(ASH_4)
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-43")
def test_time_face_down_is_kept_and_from_release_somebody_is_due_at_0_5_10_15_min_and_on() -> None:
    ward = watched(every_min=240, breathing=False)
    ward.does(Restrain(ASH_4, "M.T."))
    ward.wait(30)
    for position, then_s in (
        (Position.FACE_DOWN, 50),
        (Position.FACE_DOWN, 190),
        (Position.ON_SIDE, 60),
    ):
        ward.does(NoteRestraint(ASH_4, position, Airway.CLEAR, "M.T."))
        ward.wait(then_s)
    ward.does(Release(ASH_4, "M.T."))
    mode = ward.state(ASH_4).mode(RESTRAINT)
    assert mode is not None
    assert mode.prone_s == 240
    let_go = ward.now
    dues = []
    for _ in range(9):
        watch = ward.state(ASH_4).watch
        assert watch is not None
        dues.append((watch.due_at - let_go) / minutes(1))
        ward.until_moment(watch.due_at)
        ward.visit(ASH_4)
    assert dues == [1, 6, 11, 16, 31, 46, 61, 121, 181]


@pytest.mark.hazard("H-43")
def test_a_restraint_ends_by_its_time_but_not_while_an_alarm_about_the_person_shows() -> None:
    ward = watched(every_min=240, breathing=False)
    ward.does(Restrain(ASH_4, "M.T."))
    ward.does(Release(ASH_4, "M.T."))
    ward.wait(4 * 3600 + 5)
    assert BLANK_SPELL.name in ward.alarms(ASH_4)
    assert ward.state(ASH_4).mode(RESTRAINT) is not None
    ward.visit(ASH_4)
    ward.wait(2)
    assert ward.alarms(ASH_4) == [CHECKS_OVERDUE.name]
    assert ward.state(ASH_4).mode(RESTRAINT) is not None
    charts(ward, ASH_4)
    ward.wait(2)
    assert ward.state(ASH_4).mode(RESTRAINT) is None


@pytest.mark.hazard("H-42")
def test_it_ends_after_its_time_by_a_word_with_a_reason_and_not_while_anything_shows() -> None:
    ward = watched(every_min=240, breathing=False)
    given_now(ward)
    end = EndMode(ASH_4, AFTER, "M.T.", "awake, eating")
    ward.does(end)
    assert "for its time at least" in ward.denied[-1]
    ward.does(EndMode(ASH_4, AFTER, "M.T.", "not theirs", in_error=True))
    assert "may not take back" in ward.denied[-1]
    ward.wait(4 * 3600)
    ward.does(end)
    assert "goes to the door first" in ward.denied[-1]
    assert ward.state(ASH_4).mode(AFTER) is not None  # nor does it end by time alone


@pytest.mark.hazard("H-42")
def test_begun_in_error_it_is_taken_back_and_what_is_due_stays_due() -> None:
    ward = watched(every_min=240, breathing=False)
    given_now(ward)
    before = due(ward)
    ward.does(EndMode(ASH_4, AFTER, "K.O.", "the wrong room", in_error=True))
    assert ward.state(ASH_4).modes == ()
    assert due(ward) == before
    ward.wait(60)
    ward.visit(ASH_4)
    assert due(ward) == "06:01:00"


@pytest.mark.hazard("H-06")
def test_an_ending_and_a_new_beginning_take_nobody_out_of_a_mode() -> None:
    ward = watched(every_min=240, breathing=False)
    given_now(ward)
    ward.wait(60)
    ward.visit(ASH_4)
    ward.ends(ASH_4)
    ward.begins(ASH_1, every_min=240)
    assert ward.state(ASH_1).mode(AFTER) is not None
    watch = ward.state(ASH_1).watch
    assert watch is not None
    assert watch.due_at <= ward.now + minutes(15)


@pytest.mark.hazard("H-42")
def test_a_door_begins_it_by_the_hubs_time_whatever_the_door_says_of_schedule_and_end() -> None:
    ward = watched(every_min=240, breathing=False)
    begun = Mode(id="boot-1-7", kind=AFTER, began_at=ward.now - hours(5), by=MT.ref,
                 drug=GIVEN[0], route=GIVEN[1], until=ward.now - hours(1))  # fmt: skip
    ward.wait(60)
    ward.happens(ASH_4, ModeBegun(mode=begun), age_s=2)
    mode = ward.state(ASH_4).mode(AFTER)
    assert mode is not None
    assert mode.until is not None
    assert abs(mode.until - ward.now - TABLE[AFTER].least) < seconds(5)
    assert due(ward) == "02:15:58"
    care = ward.state(ASH_4).care
    assert care is not None
    assert care.confinement is not None
    assert care.confinement.modes == (mode,)


DEEDS = st.sampled_from(
    [
        "given", "restrain", "face down", "on side", "release", "end", "error", "again",
        "slow", "well", "moving", "weak",
    ]
)  # fmt: skip


@pytest.mark.hazard("H-42")
@pytest.mark.hazard("H-43")
@given(st.lists(st.tuples(DEEDS, st.integers(1, 200)), min_size=1, max_size=14))
def test_no_word_of_a_mode_delays_whoever_is_due_or_ends_an_alarm(
    deeds: list[tuple[str, int]],
) -> None:
    ward = watched(every_min=30)
    for deed, wait_s in deeds:
        state = ward.state(ASH_4)
        before = state.watch.due_at if state.watch else None
        check_due = state.scores.check_due_at
        shown = set(ward.lasting(ASH_4))
        is_of_mode = _does(ward, deed)
        after = ward.state(ASH_4).watch
        assert before is not None
        assert after is not None
        assert after.due_at <= before
        if check_due is not None:
            check_due_now = ward.state(ASH_4).scores.check_due_at
            assert check_due_now is not None
            assert check_due_now <= check_due
        if is_of_mode and deed not in {"face down", "on side"}:
            assert shown <= set(ward.lasting(ASH_4))
        ward.wait(wait_s)
    for one, later in pairwise(ward.facts):
        assert one.at <= later.at


def _does(ward: World, deed: str) -> bool:
    """Whether it was of a mode."""
    heard: dict[str, float | Doubt] = {
        "slow": 9.0,
        "well": 14.0,
        "moving": Doubt.MOVING,
        "weak": Doubt.WEAK_SIGNAL,
    }
    if deed in heard:
        ward.breathes(ASH_4, heard[deed])
        return False
    lies = {"face down": Position.FACE_DOWN, "on side": Position.ON_SIDE}
    acts: dict[str, ModeAct] = {
        "given": Tranquillised(ASH_4, *GIVEN, "K.O."),
        "again": Tranquillised(ASH_4, *GIVEN, "M.T."),
        "restrain": Restrain(ASH_4, "K.O."),
        "release": Release(ASH_4, "K.O."),
        "end": EndMode(ASH_4, AFTER, "K.O.", "well"),
        "error": EndMode(ASH_4, RESTRAINT, "K.O.", "nobody was held", in_error=True),
    }
    if deed in lies:
        ward.does(NoteRestraint(ASH_4, lies[deed], Airway.CLEAR, "K.O."))
    else:
        ward.does(acts[deed])
    return True


def test_a_note_told_late_changes_nothing() -> None:
    ward = watched(breathing=False)
    ward.does(Restrain(ASH_4, "M.T."))
    held = ward.state(ASH_4).mode(RESTRAINT)
    assert held is not None
    ward.wait(20)
    ward.does(NoteRestraint(ASH_4, Position.ON_SIDE, Airway.CLEAR, "M.T."))
    late = RestraintNoted(mode=held.id, by=MT.ref, position=Position.FACE_DOWN, airway=Airway.NOISY)
    ward.happens(ASH_4, late, age_s=10)
    noted = ward.state(ASH_4).mode(RESTRAINT)
    assert noted is not None
    assert noted.position is Position.ON_SIDE
