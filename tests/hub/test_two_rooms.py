"""What is wrong in one room is said of that room alone: every condition, with a room next door."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from hub.acts import Delivered, SetRota
from hub.alarms.route import Route
from hub.mode_acts import NoteRestraint, Restrain, Tranquillised
from hub.outcry import Outcry
from hub.privacy_acts import Object, ReviewPrivacy
from hub.rooms.privacy_facts import Outcome, Watching
from hub.rooms.state import RoomState
from hub.round import Round
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.rulebook import RULEBOOK
from hub.score_acts import ChartSet
from hub.site import Site
from hub.staff.duty import Duty
from hub.staff.facts import Shift
from tests.hub.deeds import does_at_door, leaves, out_to
from tests.hub.scoring import NURSE, WELL, measured, says
from tests.hub.world import ASH_1, ASH_4, JT, KO, MT, RP, World
from ward.announcements import AlarmChanged
from ward.care import Cover
from ward.conditions import (
    ALL,
    BLANK_SPELL,
    BREATHING_SLOW,
    CALL_LINE_FAILS,
    CALL_LINE_FAILS_EMPTY,
    CALL_STILL_UNANSWERED,
    CALL_UNANSWERED,
    CANNOT_SEE,
    CONFINED_WITHOUT_EPISODE,
    HUB_CANNOT_RECORD,
    INSIDE_UNSEEN,
    LEFT_ALONE,
    MEASURING_OVER,
    NO_BREATHING_SEEN,
    NOBODY_TOLD,
    NODE_SILENT,
    NOT_BACK,
    PRIVACY_OVERDUE,
    RESTRAINT_UNSAID,
    REVIEW_OVERDUE,
    ROTA_GAP,
    RULE_BROKEN,
    VITAL_SIGNS_MISSING,
    Condition,
)
from ward.deeds import CameBack, Outing
from ward.envelope import VitalBody
from ward.happenings import (
    BadgeShown,
    CallPressed,
    LineTested,
    LineWord,
    Place,
    PresenceMoved,
    TalkMoved,
)
from ward.modes import Airway, DrugClass, DrugRoute
from ward.observations import Position
from ward.room_conditions import NOT_SUITING, TEMPERATURE_UNKNOWN, VERY_HOT
from ward.rooms import RoomId
from ward.score_conditions import (
    ASSESSMENT_OVERDUE,
    CHECKS_OVERDUE,
    DANGEROUS_RATE,
    EMERGENCY_SCORE,
    RAISED_SCORE,
    SET_OVERDUE,
    SINGLE_RED,
    URGENT_SCORE,
)
from ward.straying_conditions import (
    BREATHING_SLOWING,
    FAST_BREATHING,
    FAST_PULSE,
    PULSE_SLOWING,
)
from ward.units import Instant, minutes
from ward.vitals import NotBreathing, Rate, Vital
from ward.warmth import Warmth

MAIL = Route("mail")
Brings = Callable[[World, RoomId, RoomId], None]


class OneRuleBroken(Round):
    """A rule fails over whatever room has called."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named, rulebook=(*RULEBOOK, _fails_at_a_call))


def _fails_at_a_call(state: RoomState, _limits: Limits, _now: Instant) -> Iterator[Finding]:
    if state.call_at is not None:
        raise ValueError("it does not know of calls")
    yield from ()


def _blank_spell(ward: World, room: RoomId, beside: RoomId) -> None:
    ward.begins(room, JT, every_min=15)
    ward.begins(beside, RP, every_min=30)
    ward.wait(15 * 60 + 1)


def _left_alone(ward: World, room: RoomId, beside: RoomId) -> None:
    """At both doors somebody must stay; at one somebody does."""
    for each, person in ((room, JT), (beside, RP)):
        ward.begins(each, person, cover=Cover.SIGHT_AND_SOUND)
    ward.happens(beside, PresenceMoved(place=Place.DOORSIDE, is_there=True))
    ward.happens(beside, BadgeShown(badge=KO.badge))
    ward.wait(61)


def _confined(ward: World, room: RoomId, _beside: RoomId) -> None:
    ward.locked_in(room)
    ward.wait(301)


def _measured(ward: World, room: RoomId, beside: RoomId) -> None:
    """Both rooms are measured; of both there is a rate."""
    for each, person in ((room, JT), (beside, RP)):
        ward.begins(each, person)
        ward.authorises(each)
        ward.breathes(each, 14.0)


def _no_breathing(ward: World, room: RoomId, beside: RoomId) -> None:
    _measured(ward, room, beside)
    ward.breathes(room, NotBreathing(since=ward.now))
    ward.wait(21)


def _strays(vital: Vital, usual: float, then: float) -> Brings:
    """Both rooms are at their usual; then one of them is not."""

    def bring(ward: World, room: RoomId, beside: RoomId) -> None:
        for each, person in ((room, JT), (beside, RP)):
            ward.begins(each, person, every_min=60)
            ward.authorises(each)
        for rate, for_s in ((usual, 28 * 60), (then, 8 * 60)):
            for _ in range(for_s // 3):
                for each, told in ((room, rate), (beside, usual)):
                    ward.hears(each, told_of(vital, told))
                    if vital is Vital.HEART:
                        ward.breathes(each, 15.0)
                ward.wait(3)

    return bring


def told_of(vital: Vital, rate: float) -> VitalBody:
    said = Rate(per_minute=rate, quality=0.9)
    return VitalBody(vital=vital, said=said, commissioned=True)


def _vital_signs_missing(ward: World, room: RoomId, beside: RoomId) -> None:
    _measured(ward, room, beside)
    ward.wait(60)
    ward.breathes(beside, 15.0)
    ward.wait(61)


def _call(ward: World, room: RoomId, _beside: RoomId) -> None:
    ward.happens(room, CallPressed())


def _call_waits(ward: World, room: RoomId, beside: RoomId) -> None:
    """Both call; next door somebody speaks."""
    for each in (room, beside):
        ward.happens(each, CallPressed())
    ward.happens(beside, TalkMoved(is_talking=True))
    ward.wait(121)


def _in_the_ensuite(ward: World, room: RoomId, beside: RoomId) -> None:
    for each, person in ((room, JT), (beside, RP)):
        ward.locked_in(each)
        ward.begins(each, person)
    ward.happens(room, PresenceMoved(place=Place.ENSUITE, is_there=True))
    ward.happens(room, PresenceMoved(place=Place.ROOM, is_there=False))
    ward.wait(181)


def _not_back(ward: World, room: RoomId, beside: RoomId) -> None:
    """Both are taken out; next door somebody is brought back."""
    for each, person in ((room, JT), (beside, RP)):
        ward.begins(each, person, every_min=60)
        does_at_door(ward, each, out_to(Outing.GARDEN))
        leaves(ward, each)
    ward.wait(1700)
    does_at_door(ward, beside, CameBack())
    ward.wait(101)


def _line_fails(ward: World, room: RoomId, beside: RoomId) -> None:
    for each, word in ((room, LineWord.FAILS), (beside, LineWord.WORKS)):
        ward.happens(each, LineTested(word=word))


def _line_fails_over_somebody(ward: World, room: RoomId, beside: RoomId) -> None:
    ward.begins(room, JT)
    ward.begins(beside, RP)
    _line_fails(ward, room, beside)


def _silent(ward: World, room: RoomId, _beside: RoomId) -> None:
    ward.alive.discard(room)
    ward.wait(12)


def _rota_gap(ward: World, room: RoomId, beside: RoomId) -> None:
    """Somebody observes next door all night, and here for ten minutes more."""
    ward.begins(room, JT, every_min=60)
    ward.begins(beside, RP, every_min=60)
    shifts = tuple(
        Shift(
            duty=Duty.OBSERVER,
            staff=KO.ref,
            rooms=(each,),
            begins_at=ward.now,
            ends_at=ward.now + minutes(span_min),
        )
        for each, span_min in ((room, 10), (beside, 600))
    )
    others = tuple(
        Shift(duty=duty, staff=KO.ref, begins_at=ward.now, ends_at=ward.now + minutes(600))
        for duty in (Duty.IN_CHARGE, Duty.SENIOR)
    )
    ward.does(SetRota((*shifts, *others), "K.O."))


def _scored(breathing: float, heart: float) -> Brings:
    def brings(ward: World, room: RoomId, beside: RoomId) -> None:
        """In both rooms somebody is measured; next door they are well."""
        measured(ward, room, JT)
        measured(ward, beside, RP)
        for _ in range(40):
            for each, rates in ((room, (breathing, heart)), (beside, (16, 70))):
                for vital, rate in zip(Vital, rates, strict=True):
                    says(ward, each, vital, rate)
            ward.wait(1)

    return brings


def _set_of(**but: object) -> Brings:
    def brings(ward: World, room: RoomId, beside: RoomId) -> None:
        """In both rooms a set is written down; next door it is of somebody well."""
        for each, person, found in ((room, JT, but), (beside, RP, {})):
            measured(ward, each, person)
            ward.does(ChartSet(each, NURSE, WELL.model_copy(update=found)))

    return brings


def _overdue(ward: World, room: RoomId, beside: RoomId) -> None:
    _set_of(systolic=90)(ward, room, beside)
    ward.wait(3601)


def _unchecked(ward: World, room: RoomId, beside: RoomId) -> None:
    """After rapid tranquillisation in both; of one somebody counts and looks."""
    _closely(ward, room, beside)
    ward.wait(600)
    ward.does(ChartSet(beside, NURSE, WELL))
    ward.wait(421)


def _nobody_told(ward: World, room: RoomId, beside: RoomId) -> None:
    """Both rooms call; the message of one is taken, that of the other by nobody."""
    for each in (room, beside):
        ward.happens(each, CallPressed())
        (alarm,) = ward.state(each).alarms
        told = Delivered(each, alarm.id, 0, MAIL.name, took=each == beside, words="no answer")
        ward.take(ward.round.feed(told, ward.now))


def _closely(ward: World, room: RoomId, beside: RoomId) -> None:
    """Both were given the same, and both breathe where it can be seen."""
    _measured(ward, room, beside)
    for each in (room, beside):
        ward.commissions(each)
        given = DrugClass.BENZODIAZEPINE, DrugRoute.INTRAMUSCULAR
        ward.does(Tranquillised(each, *given, "K.O."))
        ward.breathes(each, 14.0)


def _breathing_slow(ward: World, room: RoomId, beside: RoomId) -> None:
    _closely(ward, room, beside)
    ward.breathes(room, 9.9)
    ward.breathes(beside, 10.0)


def _cannot_see(ward: World, room: RoomId, beside: RoomId) -> None:
    _closely(ward, room, beside)
    ward.wait(20)
    for _ in range(3):  # one alone is no view of them
        ward.breathes(beside, 14.0)
        ward.wait(5)
    ward.wait(26)


def _measuring_over(ward: World, room: RoomId, beside: RoomId) -> None:
    _closely(ward, room, beside)
    ward.authorises(room, hours=1 / 60)
    ward.wait(60)


def _restraint_unsaid(ward: World, room: RoomId, beside: RoomId) -> None:
    for each, person in ((room, JT), (beside, RP)):
        ward.begins(each, person)
        ward.does(Restrain(each, "K.O."))
    ward.does(NoteRestraint(beside, Position.ON_SIDE, Airway.CLEAR, "K.O."))
    ward.wait(61)


def _review_overdue(ward: World, room: RoomId, beside: RoomId) -> None:
    """Confined an hour ago here, half an hour ago next door: no doctor has come."""
    ward.begins(room, JT, every_min=30)
    ward.wait(1800)
    ward.begins(beside, RP, every_min=30)
    ward.wait(1801)


def _privacy_overdue(ward: World, room: RoomId, beside: RoomId) -> None:
    """Both object to CCTV; of one it is decided."""
    for each, person in ((room, JT), (beside, RP)):
        ward.begins(each, person)
        ward.does(Object(each, Watching.CCTV, "K.O.", "please stop"))
    ward.does(ReviewPrivacy(beside, Watching.CCTV, Outcome.STOPPED, "K.O.", "not needed"))
    ward.wait(301)


def _heated_by_guess(ward: World, room: RoomId, beside: RoomId) -> None:
    """Somebody is in both rooms; the thermometers of one are lost."""
    for each, person in ((room, JT), (beside, RP)):
        ward.begins(each, person)
        ward.health(each, guessing=each == room)


def _warms_to(celsius: float, outside_s: float | None = None, hot_s: float | None = None) -> Brings:
    """Somebody is in both rooms; one is as it suits."""

    def brings(ward: World, room: RoomId, beside: RoomId) -> None:
        well = Warmth(celsius=21, least_c=18, most_c=24)
        wrong = {"celsius": celsius, "outside_s": outside_s, "hot_s": hot_s}
        for each, person in ((room, JT), (beside, RP)):
            ward.begins(each, person)
            ward.health(each, warmth=well.model_copy(update=wrong) if each == room else well)

    return brings


# How each is brought about in one room, and what belongs to doing so in either.
BROUGHT_ABOUT: Mapping[Condition, Brings] = {
    BLANK_SPELL: _blank_spell,
    CONFINED_WITHOUT_EPISODE: _confined,
    NO_BREATHING_SEEN: _no_breathing,
    INSIDE_UNSEEN: _in_the_ensuite,
    NOT_BACK: _not_back,
    BREATHING_SLOWING: _strays(Vital.BREATHING, 16.0, 10.0),
    FAST_BREATHING: _strays(Vital.BREATHING, 15.0, 24.0),
    PULSE_SLOWING: _strays(Vital.HEART, 72.0, 44.0),
    FAST_PULSE: _strays(Vital.HEART, 70.0, 110.0),
    CALL_UNANSWERED: _call,
    CALL_STILL_UNANSWERED: _call_waits,
    CALL_LINE_FAILS: _line_fails_over_somebody,
    CALL_LINE_FAILS_EMPTY: _line_fails,
    TEMPERATURE_UNKNOWN: _heated_by_guess,
    NOT_SUITING: _warms_to(27.0, outside_s=901),
    VERY_HOT: _warms_to(29.5, outside_s=1200, hot_s=61),
    VITAL_SIGNS_MISSING: _vital_signs_missing,
    NODE_SILENT: _silent,
    RULE_BROKEN: _call,
    LEFT_ALONE: _left_alone,
    EMERGENCY_SCORE: _set_of(breathing=25, heart=131, temperature_c=39.1),
    DANGEROUS_RATE: _scored(8, 62),
    URGENT_SCORE: _set_of(spo2=93, breathing=22, temperature_c=38.5),
    SINGLE_RED: _scored(26, 70),
    RAISED_SCORE: _scored(24, 118),
    ASSESSMENT_OVERDUE: _overdue,
    SET_OVERDUE: _overdue,
    CHECKS_OVERDUE: _unchecked,
    ROTA_GAP: _rota_gap,
    NOBODY_TOLD: _nobody_told,
    BREATHING_SLOW: _breathing_slow,
    CANNOT_SEE: _cannot_see,
    MEASURING_OVER: _measuring_over,
    RESTRAINT_UNSAID: _restraint_unsaid,
    REVIEW_OVERDUE: _review_overdue,
    PRIVACY_OVERDUE: _privacy_overdue,
}
OF_THE_WHOLE_SITE = (HUB_CANNOT_RECORD,)  # it has a test of its own, below


@pytest.mark.hazard("H-05")
@pytest.mark.parametrize("condition", BROUGHT_ABOUT, ids=lambda condition: condition.name)
@pytest.mark.parametrize("rooms", [(ASH_1, ASH_4), (ASH_4, ASH_1)], ids=str)
def test_a_condition_of_one_room_shows_in_that_room_and_not_next_door(
    condition: Condition, rooms: tuple[RoomId, RoomId]
) -> None:
    room, beside = rooms
    hub = OneRuleBroken if condition is RULE_BROKEN else Round
    soon = condition is PRIVACY_OVERDUE  # after five minutes, and not after a day
    site = Site(
        rooms=(ASH_1, ASH_4), staff=(MT, KO), limits=Limits(objection_s=300 if soon else 86_400)
    )
    ward = World(site=site, hub=hub, routes=(MAIL,) if condition is NOBODY_TOLD else ())
    BROUGHT_ABOUT[condition](ward, room, beside)
    assert condition.name in ward.alarms(room)
    assert condition.name not in ward.alarms(beside)
    about = [said.message for said in ward.said if isinstance(said.message, AlarmChanged)]
    told = {each.room for each in about if each.alarm.condition == condition.name}
    assert told == {room}
    assert ward.denied == []


@pytest.mark.hazard("H-05")
@pytest.mark.hazard("H-26")
def test_that_nothing_is_recorded_is_so_of_every_room_and_told_of_each_by_its_own_name() -> None:
    ward, outcry = World(), Outcry()
    states = [ward.state(room) for room in (ASH_1, ASH_4)]
    said = [each.message for each in outcry.begin(states, ward.now)]
    alarms = {each.room: each.alarm for each in said if isinstance(each, AlarmChanged)}
    assert set(alarms) == {ASH_1, ASH_4}
    assert alarms[ASH_1].id != alarms[ASH_4].id
    for room in (ASH_1, ASH_4):
        shown = outcry.on_top(ward.state(room)).showing(HUB_CANNOT_RECORD.name)
        assert shown is not None
        assert shown.id == alarms[room].id


def test_every_condition_is_brought_about_beside_another_room() -> None:
    assert {*BROUGHT_ABOUT, *OF_THE_WHOLE_SITE} == set(ALL)
