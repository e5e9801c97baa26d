"""What a node tells late reaches whoever was there then, in whichever room they are by now."""

import pytest

from hub.acts import MovePerson
from hub.mode_acts import Release, Restrain
from hub.panel.local import Local
from hub.panel.timeline import said
from hub.rooms.mode_facts import ModeChanged
from hub.score_acts import RecordAssessment, SetAge
from tests.hub.scoring import WELL, charts, lives, measured, says
from tests.hub.test_whose_set import BAD, told_late
from tests.hub.world import ASH_1, ASH_4, JT, MT, RP, World
from ward.care import Person
from ward.charted import Charted
from ward.conditions import BLANK_SPELL, BREATHING_SLOW
from ward.envelope import ChartedBody, HappeningBody
from ward.happenings import Happening
from ward.mode_table import Given, restraint, tranquillised
from ward.modes import (
    DrugClass,
    DrugRoute,
    Mode,
    ModeBegun,
    ModeKind,
    RestraintNoted,
    RestraintReleased,
)
from ward.observations import Position
from ward.rooms import RoomId
from ward.score_conditions import CHECKS_OVERDUE, EMERGENCY_SCORE, URGENT_SCORE
from ward.units import Instant, minutes, seconds
from ward.vitals import Vital

GIVEN = Given(DrugClass.BENZODIAZEPINE, DrugRoute.INTRAMUSCULAR)
ASH_2 = RoomId("ash", 2)
TEN_S = 600.0
HOW = ["moved", "ended, and begun next door"]


def a_ward(*, age: int | None = 30) -> World:
    """J.T. in Ash 4 since 02:00; it is 02:20."""
    ward = World()
    ward.locked_in(ASH_4)
    measured(ward, ASH_4, age=age)
    ward.wait(20 * 60)
    return ward


def goes_next_door(ward: World, how: str) -> None:
    ward.health(ASH_1)
    if how == HOW[0]:
        ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "the window is broken"))
    else:
        ward.ends(ASH_4)
        ward.begins(ASH_1, JT, every_min=240)
    ward.wait(60)


def dose(ward: World, ago_s: float = TEN_S) -> ModeBegun:
    return ModeBegun(mode=tranquillised("d-1", MT.ref, GIVEN, ward.now - seconds(ago_s)))


def told(ward: World, happening: Happening, ago_s: float = TEN_S) -> None:
    ward.happens(ASH_4, happening, age_s=ago_s)
    ward.wait(1)


def mode_in(ward: World, room: RoomId = ASH_1, kind: ModeKind = ModeKind.TRANQUILLISED) -> Mode:
    mode = ward.state(room).mode(kind)
    assert mode is not None
    return mode


@pytest.mark.hazard("H-42")
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("next_there", [(), (RP,)], ids=["nobody there", "somebody else there"])
def test_a_dose_told_late_is_watched_for_where_they_are_now(
    how: str, next_there: tuple[Person, ...]
) -> None:
    ward = a_ward()
    goes_next_door(ward, how)
    for person in next_there:
        ward.begins(ASH_4, person, every_min=240)
        ward.wait(60)
    told(ward, dose(ward))
    mode, watch = mode_in(ward), ward.state(ASH_1).watch
    assert watch is not None
    assert mode.began_at == ward.now - seconds(TEN_S + 1)
    assert watch.due_at <= mode.began_at + minutes(15)  # by the table, since it was given
    assert ward.state(ASH_4).modes == ()
    care = ward.state(ASH_1).care
    assert care is not None
    assert care.confinement is not None
    assert care.confinement.modes == ward.state(ASH_1).modes
    ward.restart_hub()
    assert mode_in(ward) == mode
    ward.wait(10 * 60)
    assert CHECKS_OVERDUE.name in ward.lasting(ASH_1)


@pytest.mark.hazard("H-42")
def test_whoever_was_moved_in_since_is_not_watched_for_a_dose_of_whoever_was_there() -> None:
    ward = World(ASH_1, ASH_2, ASH_4)
    ward.begins(ASH_4, JT, every_min=240)
    ward.begins(ASH_1, RP, every_min=240)
    ward.wait(15 * 60)
    ward.does(MovePerson(ASH_4, ASH_2, "K.O.", "the window is broken"))
    ward.does(MovePerson(ASH_1, ASH_4, "K.O.", "the window is broken"))
    ward.wait(60)
    told(ward, dose(ward, 300), 300)
    assert mode_in(ward, ASH_2).id == "d-1"
    assert ward.state(ASH_4).modes == ()


@pytest.mark.hazard("H-42")
@pytest.mark.parametrize("how", HOW)
def test_by_a_dose_told_late_slow_breathing_alarms_there_at_once(how: str) -> None:
    ward = a_ward()
    ward.commissions(ASH_1)
    goes_next_door(ward, how)
    ward.authorises(ASH_1)
    says(ward, ASH_1, Vital.BREATHING, 9.5)
    assert BREATHING_SLOW.name not in ward.lasting(ASH_1)
    told(ward, dose(ward))
    says(ward, ASH_1, Vital.BREATHING, 9.5)
    assert BREATHING_SLOW.name in ward.lasting(ASH_1)


@pytest.mark.hazard("H-42")
def test_it_is_said_that_it_was_told_late_and_by_which_room() -> None:
    ward = a_ward()
    goes_next_door(ward, "moved")
    told(ward, dose(ward))
    fact = next(one for one in reversed(ward.facts) if isinstance(one, ModeChanged))
    words = said(fact, ward.state(ASH_1), Local(ward.now))
    assert words.startswith("Told late by Ash 4, where they were 10 min ago: After rapid")


@pytest.mark.hazard("H-42")
@pytest.mark.parametrize("moved", [True, False])
def test_of_whoever_is_confined_nowhere_by_then_it_waits_for_them(moved: bool) -> None:
    ward = a_ward()
    if moved:
        goes_next_door(ward, "moved")
    ward.ends(ASH_1 if moved else ASH_4)
    ward.begins(ASH_4, RP, every_min=240)
    ward.wait(60)
    told(ward, dose(ward))
    assert ward.state(ASH_4).modes == ()
    ward.restart_hub()
    for room in (ASH_1, ASH_4):
        ward.health(room)
    ward.begins(ASH_1, every_min=240)
    assert mode_in(ward).began_at == ward.now - seconds(TEN_S + 1)
    assert ward.state(ASH_1).scores.check_due_at is not None


@pytest.mark.hazard("H-42")
def test_of_nobody_knows_when_it_is_of_whoever_left_last() -> None:
    ward = a_ward()
    goes_next_door(ward, "moved")
    body = HappeningBody(happening=dose(ward))
    ward.hears(ASH_4, body, boot="boot-0", synced=False, sent_boot="boot-1")
    ward.wait(1)
    assert mode_in(ward).kind is ModeKind.TRANQUILLISED


@pytest.mark.hazard("H-43")
@pytest.mark.parametrize("how", HOW)
def test_a_restraint_told_late_and_that_they_were_let_go(how: str) -> None:
    ward = a_ward()
    goes_next_door(ward, how)
    at = ward.now - minutes(15)
    told(ward, ModeBegun(mode=restraint("r-1", MT.ref, at)), 900)
    prone = RestraintNoted(mode="r-1", by=MT.ref, position=Position.FACE_DOWN, airway="clear")
    told(ward, prone, 880)
    assert mode_in(ward, kind=ModeKind.RESTRAINT).is_held
    told(ward, RestraintReleased(mode="r-1", by=MT.ref), 760)
    mode = mode_in(ward, kind=ModeKind.RESTRAINT)
    assert mode.prone_s == pytest.approx(121, abs=3)
    assert mode.released_at == ward.now - seconds(761)
    ward.wait(60)
    assert CHECKS_OVERDUE.name in ward.lasting(ASH_1)  # due at release, 12 min ago


@pytest.mark.hazard("H-43")
def test_a_restraint_of_before_told_late_takes_the_place_of_none_since() -> None:
    ward = a_ward()
    ward.does(Restrain(ASH_4, "M.T."))
    ward.wait(30)
    ward.does(Release(ASH_4, "M.T."))
    newer = mode_in(ward, ASH_4, ModeKind.RESTRAINT)
    told(ward, ModeBegun(mode=restraint("r-0", MT.ref, ward.now - minutes(15))), 900)
    told(ward, RestraintReleased(mode="r-0", by=MT.ref), 890)
    assert mode_in(ward, ASH_4, ModeKind.RESTRAINT) == newer


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("how", HOW)
def test_an_emergency_told_late_alarms_where_they_are_now(how: str) -> None:
    ward = a_ward()
    goes_next_door(ward, how)
    ward.begins(ASH_4, RP, every_min=240)
    ward.wait(60)
    told_late(ward)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_1)
    assert EMERGENCY_SCORE.name not in ward.lasting(ASH_4)
    owed = ward.state(ASH_1).scores.owed
    assert owed is not None
    assert owed.due_at - owed.since == minutes(30)
    ward.restart_hub()
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_1)


@pytest.mark.hazard("H-40")
def test_by_no_chart_known_then_it_is_scored_by_the_one_that_is_known_now() -> None:
    ward = a_ward(age=None)
    goes_next_door(ward, "moved")
    charts(ward, ASH_1)
    ward.does(SetAge(ASH_1, "K.O.", 30))
    told_late(ward, BAD)
    assert ward.state(ASH_1).scores.worst is not None


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("there", [(RP,), ()], ids=["somebody else there", "nobody"])
def test_of_whoever_is_nowhere_by_then_it_alarms_here_and_says_so(
    there: tuple[Person, ...],
) -> None:
    ward = a_ward()
    ward.ends(ASH_4)
    for person in there:
        ward.begins(ASH_4, person, every_min=240)
    ward.wait(60)
    told_late(ward)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4)
    assert "J.T., who is not confined here any more" in ward.words(ASH_4)
    ward.restart_hub()
    ward.visit(ASH_4)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4)
    ward.does(RecordAssessment(ASH_4, "M.T.", "duty doctor", "seen on the ward"))
    ward.wait(1)
    assert EMERGENCY_SCORE.name not in ward.lasting(ASH_4)


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("bad", [True, False])
def test_whoever_is_begun_next_door_has_their_sets_their_checks_and_what_is_owed(bad: bool) -> None:
    ward = a_ward()
    ward.does(Restrain(ASH_4, "M.T."))
    ward.does(Release(ASH_4, "M.T."))
    if bad:
        charts(ward, ASH_4, breathing=26, heart=120, spo2=91)
    else:
        charts(ward, ASH_4, heart=95)
    before = ward.state(ASH_4).scores
    ward.wait(60)
    goes_next_door(ward, HOW[1])
    after = ward.state(ASH_1).scores
    assert (after.whole, after.last, after.worst) == (before.whole, before.last, before.worst)
    assert (after.check_due_at, after.set_due_at) == (before.check_due_at, before.set_due_at)
    assert after.owed == before.owed
    assert ward.state(ASH_1).episode.age == 30
    assert (EMERGENCY_SCORE.name in ward.lasting(ASH_1)) is bad


@pytest.mark.hazard("H-40")
def test_nobody_is_given_the_sets_of_another() -> None:
    ward = a_ward()
    charts(ward, ASH_4, breathing=26, heart=120, spo2=91)
    ward.ends(ASH_4)
    ward.begins(ASH_1, RP, every_min=240)
    ward.wait(1)
    scores = ward.state(ASH_1).scores
    assert (scores.last, scores.whole, scores.worst, scores.owed) == (None,) * 4
    assert EMERGENCY_SCORE.name not in ward.lasting(ASH_1)


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("how", HOW)
def test_an_assessment_speaks_next_door_for_as_long_as_it_would_have(how: str) -> None:
    ward = a_ward()
    charts(ward, ASH_4, breathing=22, heart=115, spo2=95)
    ward.does(RecordAssessment(ASH_4, "M.T.", "duty doctor", "bloods"))
    ward.wait(30 * 60)
    goes_next_door(ward, how)
    assert URGENT_SCORE.name not in ward.lasting(ASH_1)
    assert ward.state(ASH_1).scores.owed is None
    ward.wait(30 * 60)
    assert URGENT_SCORE.name in ward.lasting(ASH_1)


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize("how", HOW)
def test_a_part_score_that_alarms_goes_on_next_door(how: str) -> None:
    ward = a_ward()
    lives(ward, ASH_4, 26.0, 95.0)
    alarms = [one for one in ward.lasting(ASH_4) if "red" in one]
    assert alarms
    goes_next_door(ward, how)
    assert [one for one in ward.lasting(ASH_1) if "red" in one] == alarms


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize(("ago_s", "counts"), [(1900, False), (1200, True), (300, False)])
def test_a_set_of_a_gap_is_of_nobody_and_one_of_an_earlier_stay_is_theirs(
    ago_s: int, counts: bool
) -> None:
    """J.T. was there from 02:00 to 02:20, and is again from 02:26; it is 02:30."""
    ward = a_ward()
    ward.ends(ASH_4)
    ward.wait(6 * 60)
    ward.begins(ASH_4, JT, every_min=240)
    ward.wait(4 * 60)
    charted = Charted(by=MT.ref, badge=MT.badge, taken_at=ward.now, measured=WELL)
    body = ChartedBody(charted=charted.model_copy(update={"taken_at": ward.now - seconds(ago_s)}))
    ward.hears(ASH_4, body, age_s=ago_s)
    scores = ward.state(ASH_4).scores
    assert (scores.checked is not None) is counts
    assert (scores.whole is not None) is counts


@pytest.mark.hazard("H-40")
def test_by_a_clock_that_was_set_back_a_set_of_now_is_of_whoever_is_there() -> None:
    ward = a_ward()
    ward.now -= minutes(40)
    ward.wait(2)
    told_late(ward, BAD)
    assert EMERGENCY_SCORE.name in ward.lasting(ASH_4)


def check_due(ward: World, room: RoomId) -> Instant | None:
    scores = ward.state(room).scores
    return scores.checks.due_at(scores.checked_at)


@pytest.mark.hazard("H-42")
@pytest.mark.parametrize("gone", [False, True], ids=["still there", "next door by now"])
def test_a_hold_told_late_makes_nobody_due_later_who_was_let_go(*, gone: bool) -> None:
    """The release was known here, and by it somebody is due in five minutes; the plan asks 240."""
    ward = World()
    ward.begins(ASH_4, JT, every_min=240)
    ward.does(Restrain(ASH_4, MT.ref))
    ward.does(Release(ASH_4, MT.ref))
    ward.wait(60)
    room = ASH_1 if gone else ASH_4
    if gone:
        goes_next_door(ward, HOW[0])
    ward.visit(room)
    charts(ward, room)
    before, checks = ward.state(room).watch, check_due(ward, room)
    assert before is not None
    assert before.due_at <= ward.now + minutes(5)
    ago_s = 60 + 60 * gone
    told(ward, ModeBegun(mode=restraint("d-9", MT.ref, ward.now - seconds(ago_s))), ago_s)
    after = ward.state(room).watch
    assert mode_in(ward, room, ModeKind.RESTRAINT).is_held
    assert after is not None
    assert (after.since, after.due_at) == (before.since, before.due_at)
    assert check_due(ward, room) == checks is not None
    ward.wait(5 * 60)
    assert BLANK_SPELL.name in ward.lasting(room)
