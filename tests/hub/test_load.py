"""The alarm load is what the facts say: how many, worth it or not, and how soon somebody came."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hub.acts import MarkAlarm
from hub.alarms.load import BUDGET, SHIFTS, Load, Row, load, shift_of
from hub.rooms.alarm_facts import AlarmBegan
from tests.hub.world import ASH_1, ASH_4, JT, MT, RP, TWO_AM, World
from ward.conditions import ALL, Kind, Priority
from ward.happenings import BadgeShown, CallPressed, DoorMoved, Place, PresenceMoved, TalkMoved
from ward.units import Instant, minutes, seconds
from ward.vitals import NotBreathing

LONDON = ZoneInfo("Europe/London")
CALL, BLANK, NO_BREATH = "call unanswered", "blank spell", "no breathing seen"


def counted(ward: World, since: Instant | None = None, until: Instant | None = None) -> Load:
    return load(ward.facts, LONDON, since, until)


def row(ward: World, condition: str) -> Row:
    (found,) = [row for row in counted(ward).rows if row.condition == condition]
    return found


def called(*after_s: float) -> World:
    """Calls from Ash 4, each answered through the door after so many seconds."""
    ward = World()
    for span_s in after_s:
        ward.happens(ASH_4, CallPressed())
        ward.wait(span_s)
        ward.happens(ASH_4, TalkMoved(is_talking=True))
        ward.happens(ASH_4, TalkMoved(is_talking=False))
        ward.wait(30)
    return ward


def test_each_alarm_is_counted_with_the_time_until_somebody_was_at_the_door() -> None:
    found = row(called(10, 40, 100), CALL)
    assert (found.room, found.count, found.priority) == (ASH_4, 3, Priority.MEDIUM)
    assert (found.door_median_s, found.door_worst_s, found.nobody_came) == (40, 100, 0)
    assert found.day == TWO_AM.date()


@pytest.mark.parametrize(
    ("happening", "came"),
    [
        (BadgeShown(badge=MT.badge), True),
        (BadgeShown(badge="0411111111"), False),
        (DoorMoved(is_open=True), True),
        (TalkMoved(is_talking=True), True),
        (PresenceMoved(place=Place.DOORSIDE, is_there=True), False),
    ],
    ids=str,
)
def test_whoever_comes_is_staff_by_badge_door_talk_or_record_and_not_by_standing_there(
    happening: BadgeShown | DoorMoved | TalkMoved | PresenceMoved, came: bool
) -> None:
    ward = World()
    ward.begins(ASH_4, JT, 15)
    ward.wait(15 * 60 + 1)
    began = ward.now
    ward.wait(60)
    ward.happens(ASH_4, happening)
    arrived = ward.now
    ward.wait(120)
    found = row(ward, BLANK)
    wanted = (arrived - began).total_seconds() if came else None
    assert found.door_worst_s == wanted
    assert (found.nobody_came, found.waits) == (0, not came), "it shows still"


def test_a_visit_before_an_alarm_is_no_coming_to_it() -> None:
    ward = World()
    ward.begins(ASH_4, JT, 15)
    ward.wait(14 * 60)
    ward.happens(ASH_4, BadgeShown(badge=MT.badge))
    ward.wait(5 * 60)
    assert (row(ward, BLANK).nobody_came, row(ward, BLANK).waits) == (0, 1)


def test_a_visit_that_is_told_late_counts_from_when_it_was_made() -> None:
    ward = World()
    ward.begins(ASH_4, JT, 15)
    ward.wait(15 * 60 + 1)
    ward.wait(300)
    ward.visit(ASH_4, age_s=100)
    ward.wait(1)
    assert row(ward, BLANK).door_worst_s == 200


@pytest.mark.parametrize(
    ("comes", "nobody", "waits"),
    [((True, False), 0, 1), ((False, True), 1, 0), ((True, True), 0, 0)],
    ids=str,
)
def test_what_latched_and_was_there_again_counts_each_time_and_each_has_its_own_coming(
    comes: tuple[bool, bool], nobody: int, waits: int
) -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, 14.0)
    for somebody_comes in comes:
        ward.breathes(ASH_4, NotBreathing(since=ward.now))
        ward.wait(25)
        if somebody_comes:
            ward.happens(ASH_4, BadgeShown(badge=MT.badge))
        ward.wait(5)
        ward.breathes(ASH_4, 13.0)
        ward.wait(60)
    found = row(ward, NO_BREATH)
    assert (found.count, found.door_worst_s) == (2, 5)
    assert (found.nobody_came, found.waits) == (nobody, waits), "what shows still is not over"
    began = [fact for fact in ward.facts if isinstance(fact, AlarmBegan)]
    assert [fact.condition for fact in began] == [NO_BREATH]


def test_marks_are_counted_and_the_last_one_holds() -> None:
    ward = called(5, 5, 5)
    first, second, _ = [fact.id for fact in ward.facts if isinstance(fact, AlarmBegan)]
    for alarm, worth in ((first, False), (first, True), (second, False)):
        ward.does(MarkAlarm(ASH_4, alarm, worth, "M.T."))
    found = row(ward, CALL)
    assert (found.actionable, found.not_actionable, found.unmarked) == (1, 1, 1)


def test_two_rooms_have_rows_of_their_own() -> None:
    ward = World()
    for room, person, every_min in ((ASH_1, RP, 15), (ASH_4, JT, 30)):
        ward.begins(room, person, every_min)
    ward.wait(31 * 60)
    assert {(r.room, r.condition, r.count) for r in counted(ward).rows} == {
        (ASH_1, BLANK, 1),
        (ASH_4, BLANK, 1),
    }


def test_only_what_began_in_the_span_counts_but_who_is_staff_is_known_from_before() -> None:
    ward = called(10, 20)
    second = [fact.at for fact in ward.facts if isinstance(fact, AlarmBegan)][1]
    found = counted(ward, since=second)
    assert (found.count, found.rows[0].door_worst_s) == (1, 20)
    assert counted(ward, until=second).rows[0].door_worst_s == 10
    assert counted(ward, since=second + seconds(1)).rows == ()


@pytest.mark.hazard("H-28")
def test_a_shift_is_held_against_the_budget_of_clinical_alarms() -> None:
    within, beyond = called(*[1] * BUDGET), called(*[1] * (BUDGET + 1))
    for ward, over in ((within, False), (beyond, True)):
        ward.alive.discard(ASH_4)
        ward.wait(30)
        (shift,) = counted(ward).shifts
        assert (shift.room, shift.name, shift.over_budget) == (ASH_4, "night", over)
        assert shift.technical == 1
    assert counted(beyond).shifts[0].clinical == BUDGET + 1


def test_technical_alarms_are_on_no_budget_and_all_others_are() -> None:
    clinical = {condition.kind for condition in ALL} - {Kind.TECHNICAL}
    assert clinical == {Kind.PHYSIOLOGICAL, Kind.PERSON}


@pytest.mark.parametrize(
    ("at", "name", "began"),
    [
        ("2026-11-23T07:29:59+00:00", "night", "2026-11-22T19:30:00+00:00"),
        ("2026-11-23T07:30:00+00:00", "day", "2026-11-23T07:30:00+00:00"),
        ("2026-11-23T19:30:00+00:00", "night", "2026-11-23T19:30:00+00:00"),
        ("2026-07-01T06:30:00+00:00", "day", "2026-07-01T06:30:00+00:00"),  # summer time
        ("2026-10-25T02:00:00+00:00", "night", "2026-10-24T18:30:00+00:00"),  # the clock goes back
        ("2026-10-25T07:29:00+00:00", "night", "2026-10-24T18:30:00+00:00"),
    ],
)
def test_a_shift_begins_by_the_clock_on_the_wards_wall(at: str, name: str, began: str) -> None:
    begins_at, found = shift_of(datetime.fromisoformat(at), LONDON)
    assert (found, begins_at) == (name, datetime.fromisoformat(began))


def test_every_moment_is_in_the_shift_that_began_last() -> None:
    names = {name for _, name in SHIFTS}
    at = datetime(2026, 10, 24, tzinfo=UTC)
    for _ in range(3 * 24 * 4):
        begins_at, name = shift_of(at, LONDON)
        assert timedelta() <= at - begins_at <= timedelta(hours=13)
        assert name in names
        at += minutes(15)


def test_facts_of_no_room_and_no_facts_at_all_make_no_load() -> None:
    assert load((), LONDON).count == 0
    assert counted(World()).rows == ()


@pytest.mark.parametrize(("badge_after_s", "came_s"), [(2, 12.0), (59, 69.0), (70, None)])
def test_whoever_ends_a_call_by_standing_there_and_then_shows_a_badge_came(
    badge_after_s: float, came_s: float | None
) -> None:
    ward = World()
    ward.happens(ASH_4, CallPressed())
    ward.wait(10)
    ward.happens(ASH_4, PresenceMoved(place=Place.DOORSIDE, is_there=True))
    assert CALL not in ward.alarms(ASH_4)
    ward.wait(badge_after_s)
    ward.happens(ASH_4, BadgeShown(badge=MT.badge))
    assert row(ward, CALL).door_worst_s == came_s
