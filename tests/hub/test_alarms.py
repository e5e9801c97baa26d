"""Alarms as a ward lives with them: latched, quiet for a while, climbing until somebody comes."""

import pytest

from hub.acts import Acknowledge, MarkAlarm, PauseAudio, RemoveStaff, SetRota
from hub.alarms.ladder import HELD_FOR, OF_CONDITION, ladder_of
from hub.rooms.alarm import ACKNOWLEDGED_MOST, PAUSED_MOST, Alarm
from hub.rooms.alarm_facts import (
    AlarmAgain,
    AlarmBegan,
    AlarmMarked,
    AlarmOver,
    AudioPaused,
    Escalated,
)
from hub.rules.limits import Limits, by_whose_word
from hub.site import Site
from hub.staff.duty import Duty
from hub.staff.facts import Shift
from tests.hub.world import ASH_1, ASH_4, KO, MT, RP, TWO_AM, World
from ward.announcements import AlarmChanged, Change
from ward.care import Role, Staff
from ward.conditions import (
    ALL,
    BLANK_SPELL,
    CALL_UNANSWERED,
    NO_BREATHING_SEEN,
    NOBODY_TOLD,
    NODE_SILENT,
    ROTA_GAP,
    Condition,
    Kind,
    Priority,
)
from ward.happenings import (
    BadgeShown,
    CallPressed,
    DoorMoved,
    Happening,
    Place,
    PresenceMoved,
    TalkMoved,
)
from ward.rooms import RoomId
from ward.units import hours, minutes, seconds
from ward.vitals import NotBreathing

NO_BREATH, CALL = NO_BREATHING_SEEN.name, CALL_UNANSWERED.name


def alarm(ward: World, condition: Condition, room: RoomId = ASH_4) -> Alarm:
    found = ward.state(room).showing(condition.name)
    assert found is not None, f"{condition.name} does not show in {room}"
    return found


def not_breathing() -> World:
    """Ash 4, authorised, and no breathing movement for 25 s."""
    ward = World()
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, 14.0)
    ward.wait(5)
    ward.breathes(ASH_4, NotBreathing(since=ward.now))
    ward.wait(25)
    return ward


def unseen(every_min: int = 15, by_min: float = 0.1) -> World:
    """Ash 4, overdue by so much."""
    ward = World()
    ward.begins(ASH_4, every_min=every_min)
    ward.wait((every_min + by_min) * 60)
    return ward


def told(ward: World, room: RoomId = ASH_4) -> list[tuple[str, str]]:
    return [
        (said.message.change.value, said.message.alarm.condition)
        for said in ward.said
        if isinstance(said.message, AlarmChanged) and said.message.room == room
    ]


def climbs(ward: World, condition: Condition) -> list[tuple[int, str, float]]:
    """Step, duty, and how many seconds after the alarm began or was there again."""
    found, since = [], None
    for fact in ward.facts:
        if isinstance(fact, AlarmBegan | AlarmAgain) and fact.condition == condition.name:
            since = fact.at
        if isinstance(fact, Escalated) and fact.condition == condition.name and since:
            found.append((fact.step, str(fact.duty), (fact.at - since).total_seconds()))
    return found


# ---- latching ----------------------------------------------------------------------------------


@pytest.mark.hazard("H-12")
def test_breathing_that_is_back_leaves_its_alarm_showing_until_somebody_saw() -> None:
    ward = not_breathing()
    ward.breathes(ASH_4, 14.0)
    ward.wait(120)
    shown = alarm(ward, NO_BREATHING_SEEN)
    assert shown.over_at is not None
    assert shown.sounding(ward.now)
    ward.visit(ASH_4)
    ward.wait(1)
    assert NO_BREATH not in ward.alarms(ASH_4)
    assert [what for what, about in told(ward) if about == NO_BREATH] == [
        "began", "escalated", "over", "escalated", "ended",
    ]  # fmt: skip


@pytest.mark.hazard("H-12")
def test_a_visit_before_it_began_does_not_answer_it() -> None:
    ward = not_breathing()
    ward.breathes(ASH_4, 14.0)
    ward.wait(10)
    ward.visit(ASH_4, age_s=25)  # of this episode, and before the alarm
    ward.wait(5)
    assert NO_BREATH in ward.alarms(ASH_4)
    ward.visit(ASH_4, age_s=2)
    ward.wait(1)
    assert NO_BREATH not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-12")
def test_a_badge_and_a_stay_without_what_was_seen_do_not_end_it() -> None:
    ward = not_breathing()
    ward.breathes(ASH_4, 14.0)
    ward.happens(ASH_4, BadgeShown(badge=MT.badge))
    ward.happens(ASH_4, PresenceMoved(place=Place.DOORSIDE, is_there=True))
    ward.happens(ASH_4, DoorMoved(is_open=True))
    ward.wait(60)
    assert NO_BREATH in ward.alarms(ASH_4)


@pytest.mark.hazard("H-12")
def test_a_second_stop_before_anybody_came_sounds_and_climbs_anew() -> None:
    ward = not_breathing()
    ward.breathes(ASH_4, 14.0)
    ward.wait(30)
    first = alarm(ward, NO_BREATHING_SEEN)
    ward.does(Acknowledge(ASH_4, first.id, "K.O."))
    ward.breathes(ASH_4, NotBreathing(since=ward.now))
    ward.wait(15)
    assert alarm(ward, NO_BREATHING_SEEN).times == 1, "a pause is not a stop before its delay"
    ward.wait(10)
    again = alarm(ward, NO_BREATHING_SEEN)
    assert (again.id, again.times, again.over_at) == (first.id, 2, None)
    assert again.sounding(ward.now)
    assert [fact.id for fact in ward.facts if isinstance(fact, AlarmAgain)] == [first.id]
    ward.wait(60)
    anew = [(0, "observer", 0.0), (1, "nurse in charge", 0.0), (2, "duty senior", 60.0)]
    assert climbs(ward, NO_BREATHING_SEEN)[-3:] == anew


@pytest.mark.hazard("H-12")
def test_who_was_at_the_door_for_the_first_stop_holds_back_nobody_at_the_second() -> None:
    ward = not_breathing()
    ward.happens(ASH_4, BadgeShown(badge=MT.badge))
    ward.wait(10)
    ward.breathes(ASH_4, 14.0)
    ward.wait(5)
    ward.breathes(ASH_4, NotBreathing(since=ward.now))
    ward.wait(81)
    anew = [(0, "observer", 0.0), (1, "nurse in charge", 0.0), (2, "duty senior", 60.0)]
    assert climbs(ward, NO_BREATHING_SEEN)[-3:] == anew


@pytest.mark.hazard("H-12")
def test_seen_while_it_lasts_it_ends_with_the_visit() -> None:
    ward = not_breathing()
    ward.visit(ASH_4)
    ward.wait(1)
    assert NO_BREATH not in ward.alarms(ASH_4)
    assert not [fact for fact in ward.facts if isinstance(fact, AlarmOver)]


def test_only_what_somebody_can_go_and_see_latches() -> None:
    assert all(one.kind is not Kind.TECHNICAL for one in ALL if one.latches)
    with pytest.raises(ValueError, match="technical"):
        Condition(
            name="x", kind=Kind.TECHNICAL, harm=NODE_SILENT.harm, onset=NODE_SILENT.onset, do="",
            authority=NODE_SILENT.authority, source="", hazard="H-11", latches=True,
        )  # fmt: skip


# ---- quiet -------------------------------------------------------------------------------------


@pytest.mark.hazard("H-15")
@pytest.mark.parametrize("again_after_s", [0, 30, 119])
def test_an_acknowledged_alarm_shows_on_and_sounds_again_at_its_bound(again_after_s: int) -> None:
    ward = unseen()
    shown, pressed_at = alarm(ward, BLANK_SPELL), ward.now
    ward.does(Acknowledge(ASH_4, shown.id, "K.O."))
    ward.wait(again_after_s)
    ward.does(Acknowledge(ASH_4, shown.id, "M.T."))
    assert not alarm(ward, BLANK_SPELL).sounding(ward.now)
    bound = pressed_at + ACKNOWLEDGED_MOST[Kind.PERSON]
    assert not alarm(ward, BLANK_SPELL).sounding(bound - seconds(1))
    assert alarm(ward, BLANK_SPELL).sounding(bound)
    assert len([denied for denied in ward.denied if "has it already" in denied]) == 1


@pytest.mark.hazard("H-15")
def test_a_paused_room_lets_a_new_alarm_sound() -> None:
    ward = unseen()
    ward.does(PauseAudio(ASH_4, "M.T."))
    assert not alarm(ward, BLANK_SPELL).sounding(ward.now)
    ward.happens(ASH_4, CallPressed())
    assert alarm(ward, CALL_UNANSWERED).sounding(ward.now)
    assert not alarm(ward, BLANK_SPELL).sounding(ward.now)
    assert alarm(ward, BLANK_SPELL).sounding(ward.now + PAUSED_MOST)


@pytest.mark.hazard("H-15")
def test_a_pause_is_of_what_sounds_and_lengthens_no_other_silence() -> None:
    ward = unseen()
    spell = alarm(ward, BLANK_SPELL)
    ward.does(Acknowledge(ASH_4, spell.id, "K.O."))
    ward.wait(100)
    ward.happens(ASH_4, CallPressed())
    ward.does(PauseAudio(ASH_4, "M.T."))
    call = alarm(ward, CALL_UNANSWERED)
    assert [fact.ids for fact in ward.facts if isinstance(fact, AudioPaused)] == [(call.id,)]
    ward.wait(21)
    assert alarm(ward, BLANK_SPELL).sounding(ward.now)
    assert not alarm(ward, CALL_UNANSWERED).sounding(ward.now)


@pytest.mark.hazard("H-15")
@pytest.mark.parametrize("again_after_s", [1, 60, 119])
def test_taking_on_what_is_paused_buys_no_more_quiet(again_after_s: int) -> None:
    ward = unseen()
    pressed_at = ward.now
    ward.does(PauseAudio(ASH_4, "M.T."))
    ward.wait(again_after_s)
    ward.does(Acknowledge(ASH_4, alarm(ward, BLANK_SPELL).id, "K.O."))
    assert ward.denied == []
    assert not alarm(ward, BLANK_SPELL).sounding(ward.now)
    assert alarm(ward, BLANK_SPELL).sounding(pressed_at + ACKNOWLEDGED_MOST[Kind.PERSON])


@pytest.mark.hazard("H-05")
def test_a_pause_is_of_one_room() -> None:
    ward = unseen()
    ward.happens(ASH_1, CallPressed())
    ward.does(PauseAudio(ASH_4, "M.T."))
    (paused,) = [fact for fact in ward.facts if isinstance(fact, AudioPaused)]
    assert paused.ids == (alarm(ward, BLANK_SPELL).id,)
    assert alarm(ward, CALL_UNANSWERED, ASH_1).sounding(ward.now)


def test_nothing_is_paused_where_nothing_sounds() -> None:
    ward = World()
    ward.does(PauseAudio(ASH_4, "M.T."))
    assert ward.denied == ["Nothing sounds in Ash 4"]


@pytest.mark.hazard("H-08")
def test_a_clock_that_was_set_back_keeps_nothing_quiet() -> None:
    ward = unseen()
    shown = alarm(ward, BLANK_SPELL)
    ward.does(Acknowledge(ASH_4, shown.id, "K.O."))
    ward.now -= minutes(10)
    ward.wait(1)
    assert alarm(ward, BLANK_SPELL).sounding(ward.now)


@pytest.mark.hazard("H-09")
def test_a_restart_keeps_an_alarm_quiet_for_what_was_left_and_no_longer() -> None:
    ward = unseen()
    ward.does(Acknowledge(ASH_4, alarm(ward, BLANK_SPELL).id, "K.O."))
    ward.wait(60)
    ward.restart_hub()
    assert not alarm(ward, BLANK_SPELL).sounding(ward.now)
    assert alarm(ward, BLANK_SPELL).sounding(ward.now + seconds(60))


def test_whether_there_was_something_to_do_is_on_record_and_moves_nothing() -> None:
    ward = unseen()
    before = ward.state(ASH_4).alarms
    ward.does(MarkAlarm(ASH_4, before[0].id, False, "M.T.", "asleep, seen through the window"))
    assert ward.state(ASH_4).alarms == before
    assert [fact.actionable for fact in ward.facts if isinstance(fact, AlarmMarked)] == [False]


@pytest.mark.parametrize("press", ["acknowledge", "pause"])
def test_a_press_is_told_to_the_world_with_its_bound(press: str) -> None:
    ward = unseen()
    shown = alarm(ward, BLANK_SPELL)
    act = (
        Acknowledge(ASH_4, shown.id, "K.O.")
        if press == "acknowledge"
        else PauseAudio(ASH_4, "K.O.")
    )
    ward.does(act)
    changes = [said.message for said in ward.said if isinstance(said.message, AlarmChanged)]
    wanted = Change.ACKNOWLEDGED if press == "acknowledge" else Change.AUDIO_PAUSED
    assert changes[-1].change is wanted
    assert changes[-1].alarm.quiet_until == ward.now + seconds(120)


# ---- climbing ----------------------------------------------------------------------------------


@pytest.mark.hazard("H-01")
def test_nobody_comes_and_the_alarm_climbs_at_15_20_and_30_minutes() -> None:
    ward = unseen(by_min=16)
    assert climbs(ward, BLANK_SPELL) == [
        (0, "observer", 0), (1, "nurse in charge", 300), (2, "duty senior", 900),
    ]  # fmt: skip


@pytest.mark.hazard("H-01")
def test_a_press_at_the_station_stops_no_climbing() -> None:
    ward = unseen()
    for _ in range(16):
        shown = alarm(ward, BLANK_SPELL)
        ward.does(Acknowledge(ASH_4, shown.id, "K.O."))
        ward.does(PauseAudio(ASH_4, "K.O."))
        ward.wait(60)
    assert [step for step, _, _ in climbs(ward, BLANK_SPELL)] == [0, 1, 2]


COMINGS: dict[str, tuple[Happening, bool]] = {
    "a badge of known staff": (BadgeShown(badge=MT.badge), True),
    "an opened door": (DoorMoved(is_open=True), True),
    "a talk at the door": (TalkMoved(is_talking=True), True),
    "a badge nobody knows": (BadgeShown(badge="0499999999"), False),
    "somebody in front of the door": (PresenceMoved(place=Place.DOORSIDE, is_there=True), False),
}


@pytest.mark.hazard("H-01")
@pytest.mark.parametrize("coming", COMINGS)
def test_only_staff_at_the_door_hold_the_ladder(coming: str) -> None:
    happening, holds = COMINGS[coming]
    ward = unseen(by_min=4)
    ward.happens(ASH_4, happening)
    came_at = ward.now if holds else None
    ward.wait(90)
    assert alarm(ward, BLANK_SPELL).came_at == came_at
    assert ([step for step, _, _ in climbs(ward, BLANK_SPELL)] == [0]) == holds


@pytest.mark.hazard("H-01")
def test_who_came_and_recorded_nothing_holds_it_for_a_while_only() -> None:
    ward = unseen(by_min=4)
    ward.happens(ASH_4, BadgeShown(badge=MT.badge))
    ward.wait(HELD_FOR.total_seconds() - 1)
    assert [step for step, _, _ in climbs(ward, BLANK_SPELL)] == [0]
    ward.wait(2)
    assert [step for step, _, _ in climbs(ward, BLANK_SPELL)] == [0, 1]


def test_a_technical_alarm_that_somebody_took_on_does_not_climb_meanwhile() -> None:
    ward = World()
    ward.alive.discard(ASH_4)
    ward.wait(60)
    ward.does(Acknowledge(ASH_4, alarm(ward, NODE_SILENT).id, "K.O."))
    ward.wait(ACKNOWLEDGED_MOST[Kind.TECHNICAL].total_seconds() - 1)
    assert [step for step, _, _ in climbs(ward, NODE_SILENT)] == [0]
    ward.wait(2)
    assert [step for step, _, _ in climbs(ward, NODE_SILENT)] == [0, 1]


@pytest.mark.hazard("H-09")
def test_no_restart_makes_it_climb_twice_or_not_at_all() -> None:
    ward = unseen()
    for _ in range(32):
        ward.restart_hub()
        ward.wait(30)
    assert [step for step, _, _ in climbs(ward, BLANK_SPELL)] == [0, 1, 2]


def test_the_rota_names_who_is_fetched() -> None:
    ward = World()
    night = {"begins_at": ward.now, "ends_at": ward.now + hours(8)}
    shifts = (
        Shift(duty=Duty.OBSERVER, staff=MT.ref, rooms=(ASH_4,), **night),
        Shift(duty=Duty.OBSERVER, staff=KO.ref, rooms=(ASH_1,), **night),
        Shift(duty=Duty.IN_CHARGE, staff=KO.ref, **night),
    )
    ward.does(SetRota(shifts, "K.O."))
    ward.begins(ASH_4)
    ward.wait(15 * 60 + 901)
    to = [
        fact.to
        for fact in ward.facts
        if isinstance(fact, Escalated) and fact.condition == "blank spell"
    ]
    assert to == [(MT.ref,), (KO.ref,), ()]
    last = [fact.words for fact in ward.facts if isinstance(fact, Escalated)][-1]
    assert "the rota names no duty senior" in last


def test_every_ladder_climbs_and_high_fetches_two_at_once() -> None:
    for condition in ALL:
        rungs = ladder_of(condition)
        assert [rung.after for rung in rungs] == sorted(rung.after for rung in rungs)
        assert (not rungs) == (condition is NOBODY_TOLD)
        if condition.priority is Priority.HIGH:
            assert [rung.duty for rung in rungs if not rung.after] == [
                Duty.OBSERVER,
                Duty.IN_CHARGE,
            ]
    assert set(OF_CONDITION) <= set(ALL)


# ---- the rota ----------------------------------------------------------------------------------


def with_rota(*spans: tuple[float, float]) -> World:
    """Ash 4 confined, and M.T. its observer over these spans, in minutes from now."""
    ward = World()
    ward.begins(ASH_4, every_min=240)
    shifts = tuple(
        Shift(
            duty=Duty.OBSERVER,
            staff=MT.ref,
            rooms=(ASH_4,),
            begins_at=ward.now + minutes(begins),
            ends_at=ward.now + minutes(ends),
        )
        for begins, ends in spans
    )
    ward.does(SetRota((*shifts, *others(ward)), "K.O."))
    return ward


def others(ward: World) -> tuple[Shift, ...]:
    """Whoever else a ladder fetches, for as long as any of these nights lasts."""
    return tuple(
        Shift(duty=duty, staff=KO.ref, begins_at=ward.now, ends_at=ward.now + hours(24))
        for duty in (Duty.IN_CHARGE, Duty.SENIOR)
    )


@pytest.mark.hazard("H-27")
def test_a_gap_in_the_rota_is_an_alarm_a_quarter_of_an_hour_before() -> None:
    ward = with_rota((0, 60), (90, 480))
    ward.wait(45 * 60 - 2)
    assert ROTA_GAP.name not in ward.alarms(ASH_4)
    ward.wait(3)
    assert ROTA_GAP.name in ward.alarms(ASH_4)
    assert ward.words(ASH_4) == "The rota names no observer here in 14 min, for 30 min"
    ward.wait(20 * 60)
    assert "The rota names no observer here now" in ward.words(ASH_4)
    ward.wait(30 * 60)
    assert ROTA_GAP.name not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-27")
@pytest.mark.parametrize("ends_s", [3600, 3607, 3613, 3619, 3625])
def test_it_begins_at_the_very_second(ends_s: int) -> None:
    ward = with_rota((0, ends_s / 60))
    ward.wait(ends_s)
    began = [at for at, condition in ward.began(ASH_4) if condition == ROTA_GAP.name]
    assert began == [f"{TWO_AM + seconds(ends_s - 900):%H:%M:%S}"]


@pytest.mark.hazard("H-27")
def test_naming_somebody_ends_it_at_once() -> None:
    ward = with_rota((0, 60))
    ward.wait(46 * 60)
    assert ROTA_GAP.name in ward.alarms(ASH_4)
    shift = Shift(duty=Duty.OBSERVER, staff=KO.ref, begins_at=ward.now, ends_at=ward.now + hours(8))
    ward.does(SetRota((shift, *others(ward)), "K.O."))
    assert ROTA_GAP.name not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-27")
def test_a_duty_that_a_rota_leaves_out_is_a_gap_unless_the_ward_does_without_it() -> None:
    watched = (Duty.OBSERVER, Duty.IN_CHARGE)
    for limits, gap in ((Limits(), True), (Limits(rota_duties=watched), False)):
        ward = World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO), limits=limits))
        ward.begins(ASH_4, every_min=240)
        night = {"begins_at": ward.now, "ends_at": ward.now + hours(8)}
        shifts = tuple(Shift(duty=duty, staff=KO.ref, **night) for duty in watched)
        ward.does(SetRota(shifts, "K.O."))
        ward.wait(1)
        assert (ROTA_GAP.name in ward.alarms(ASH_4)) == gap
        assert ("names no duty senior here now" in ward.words(ASH_4)) == gap


@pytest.mark.hazard("H-27")
def test_a_room_that_a_rota_leaves_out_has_nobody() -> None:
    ward = with_rota((0, 480))
    ward.begins(ASH_1, RP, 240)
    ward.wait(1)
    assert ROTA_GAP.name in ward.alarms(ASH_1)
    assert ROTA_GAP.name not in ward.alarms(ASH_4)


@pytest.mark.hazard("H-27")
def test_whoever_has_left_is_named_for_nothing() -> None:
    boss = Staff(ref="st-09", initials="M.W.", role=Role.MANAGER, badge="04090909")
    ward = World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO, boss)))
    ward.begins(ASH_4, every_min=240)
    shift = Shift(duty=Duty.OBSERVER, staff=MT.ref, begins_at=ward.now, ends_at=ward.now + hours(8))
    ward.does(SetRota((shift, *others(ward)), "M.W."))
    assert ward.alarms(ASH_4) == []
    ward.does(RemoveStaff(MT.ref, "M.W.", "left the trust"))
    assert ROTA_GAP.name in ward.alarms(ASH_4)
    ward.happens(ASH_4, CallPressed())
    (fetched,) = [one for one in ward.facts if isinstance(one, Escalated) and one.condition == CALL]
    assert (fetched.to, fetched.words) == ((), "observer fetched; the rota names no observer")
    ward.restart_hub()
    assert ROTA_GAP.name in ward.alarms(ASH_4)


@pytest.mark.hazard("H-27")
def test_every_duty_that_nobody_has_is_named_and_not_the_first_alone() -> None:
    ward = with_rota((0, 60))
    shifts = tuple(
        Shift(duty=duty, staff=KO.ref, begins_at=ward.now, ends_at=ward.now + minutes(ends))
        for duty, ends in ((Duty.OBSERVER, 10), (Duty.IN_CHARGE, 60), (Duty.SENIOR, 600))
    )
    ward.does(SetRota(shifts, "K.O."))
    assert ward.words(ASH_4) == "The rota names no observer here in 10 min"
    ward.wait(50 * 60)
    assert ward.words(ASH_4) == (
        "The rota names no observer here now, and no nurse in charge here in 10 min"
    )


@pytest.mark.hazard("H-27")
def test_an_empty_rota_takes_nobody_away() -> None:
    ward = with_rota((0, 480))
    ward.does(SetRota((), "K.O."))
    assert ward.denied == ["A rota without a shift names nobody: nothing was changed"]
    assert ward.state(ASH_4).rota.on(Duty.OBSERVER, ward.now) == (MT.ref,)


@pytest.mark.hazard("H-27")
@pytest.mark.parametrize(
    ("duty", "lasts_h", "denied"),
    [
        (Duty.OBSERVER, 24, []),
        (Duty.OBSERVER, 25, ["A shift of st-01 as observer is longer than 24 h"]),
        (Duty.IN_CHARGE, 9999, ["A shift of st-01 as nurse in charge is longer than 24 h"]),
        (Duty.SENIOR, 9999, []),
    ],
)
def test_no_shift_that_would_hide_a_gap_is_taken_whichever_way_it_comes(
    duty: Duty, lasts_h: float, denied: list[str]
) -> None:
    ward = World()
    begins, ends = ward.now, ward.now + hours(lasts_h)
    shift = Shift(duty=duty, staff=MT.ref, begins_at=begins, ends_at=ends)
    ward.does(SetRota((shift,), "K.O."))
    assert ward.denied == [f"{words}: nothing was changed" for words in denied]


@pytest.mark.hazard("H-27")
def test_shifts_that_touch_leave_no_gap_and_a_room_without_anybody_confined_needs_nobody() -> None:
    touching = with_rota((0, 60), (60, 480))
    touching.wait(61 * 60)
    assert ROTA_GAP.name not in touching.alarms(ASH_4)
    empty = with_rota((0, 60))
    empty.wait(61 * 60)
    assert ROTA_GAP.name in empty.alarms(ASH_4)
    assert ROTA_GAP.name not in empty.alarms(ASH_1)


def test_a_site_without_a_rota_has_no_gaps() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=240)
    ward.wait(3600)
    assert ward.alarms(ASH_4) == []


def test_every_limit_says_by_whose_word_it_holds() -> None:
    said = dict(by_whose_word())
    assert set(said) == set(Limits.model_fields)
    assert all(one.source for one in said.values())


@pytest.mark.hazard("H-11")
def test_what_was_last_known_of_a_silent_room_is_said_with_its_age() -> None:
    ward = not_breathing()
    ward.alive.discard(ASH_4)
    ward.wait(15)
    assert "Nothing heard from this room for" in ward.words(ASH_4)
    assert NO_BREATH in ward.alarms(ASH_4)
