"""The alarm list, sentence by sentence: what is wrong, what to do, and what became of it."""

from dataclasses import replace

import pytest

from hub.alarms.reached import Heard
from hub.alarms.route import Route
from hub.alarms.telling import Telling
from hub.panel.alarms import AlarmRow, Sign, by_priority, counts, rows
from hub.panel.local import Local
from hub.panel.tiles import tile
from hub.panel.tone import Tone
from hub.rooms.alarm import Alarm
from hub.rooms.alarm_facts import (
    AlarmAcknowledged,
    AlarmAgain,
    AlarmMarked,
    AlarmOver,
    AudioPaused,
    Escalated,
    NoticeTold,
)
from hub.rooms.state import RoomState
from hub.staff.duty import Duty
from hub.staff.facts import Shift
from hub.staff.rota import Rota
from tests.hub.panel.night import (
    ASH_1,
    ASH_2,
    ASH_4,
    TWO_AM,
    alarm,
    began,
    empty,
    facts,
    happened,
)
from ward.conditions import (
    BLANK_SPELL,
    NO_BREATHING_SEEN,
    NODE_SILENT,
    VITAL_SIGNS_MISSING,
    Condition,
    Priority,
)
from ward.happenings import DoorMoved
from ward.rooms import RoomId
from ward.units import Instant, Span, minutes, seconds

NOW = TWO_AM
LOCAL = Local(NOW)
TWO_MIN = minutes(2)


def ringing(
    room: RoomId = ASH_4, condition: Condition = BLANK_SPELL, ago: Span = TWO_MIN
) -> RoomState:
    """Somebody is confined there, and this alarm began so long ago."""
    name = condition.name
    return facts(
        empty(room), began(room, NOW - minutes(60)), alarm(room, NOW - ago, name, f"{name}, there")
    )


def name_of(condition: Condition) -> str:
    return f"a-{condition.name}"


def taken(room: RoomId, at: Instant, until: Instant, condition: Condition) -> AlarmAcknowledged:
    return AlarmAcknowledged(
        room=room, at=at, id=name_of(condition), condition=condition.name, by="K.O.", until=until
    )


def only(state: RoomState, now: Instant = NOW) -> AlarmRow:
    (row,) = rows(state, (), Local(now))
    return row


def marks(state: RoomState, now: Instant = NOW) -> dict[Sign, str]:
    return {mark.sign: mark.words for mark in only(state, now).marks}


# -- what is wrong, and what to do


def test_a_row_says_what_is_wrong_where_since_when_and_what_to_do() -> None:
    row = only(ringing())
    assert (row.room.spoken, row.who) == ("Ash 4", "J.T.")
    assert row.words == "blank spell, there"
    assert row.since == "since 02:12, 2 min"
    assert row.do == "Go to the door, look, and record there what you see."
    assert (row.priority.marks, row.priority.name, row.tone) == ("!!", "MEDIUM", Tone.MEDIUM)


def test_an_alarm_of_a_condition_that_is_not_known_is_the_most_urgent() -> None:
    strange = Alarm("x", "of a later version", NOW, "Something is wrong")
    row = only(replace(empty(), alarms=(strange,)))
    assert (row.priority, row.do, row.climb) == (Priority.HIGH, "Go and look.", ())


# -- each state has a mark of its own


def test_an_alarm_that_nobody_took_on_is_sounding() -> None:
    row = only(ringing())
    assert marks(ringing()) == {Sign.SOUNDING: "sounding"}
    assert (row.sounding, row.until_ms, row.can_acknowledge) == (True, 0, True)


@pytest.mark.hazard("H-28")
def test_an_acknowledged_alarm_shows_on_with_by_whom_and_until_when_and_then_sounds_again() -> None:
    until = NOW + seconds(92)
    state = facts(ringing(), taken(ASH_4, NOW - seconds(28), until, BLANK_SPELL))
    row = only(state)
    (mark,) = row.marks
    assert (mark.sign, mark.words) == (Sign.ACKNOWLEDGED, "acknowledged by K.O.")
    assert (mark.until, mark.until_clock) == (until, "until 02:15:39")
    assert mark.until_ms == row.until_ms == round(until.timestamp() * 1000)
    assert (row.sounding, row.can_acknowledge) == (False, False)
    again = only(state, until)
    assert (again.sounding, again.until_ms, again.can_acknowledge) == (True, 0, True)
    assert marks(state, until) == {Sign.SOUNDING: "sounding"}


def test_a_pause_is_shown_as_another_thing_than_being_taken_on() -> None:
    paused = AudioPaused(
        room=ASH_4, at=NOW, ids=(name_of(BLANK_SPELL),), by="M.T.", until=NOW + seconds(45)
    )
    state = facts(ringing(), paused)
    assert marks(state) == {Sign.PAUSED: "sound paused by M.T."}
    row = only(state)
    assert (row.sounding, row.can_acknowledge, row.can_pause) == (False, True, False)
    both = facts(state, taken(ASH_4, NOW, NOW + seconds(120), BLANK_SPELL))
    assert set(marks(both)) == {Sign.PAUSED, Sign.ACKNOWLEDGED}
    assert only(both).quiet_until == NOW + seconds(120)


def test_what_is_over_but_latched_says_that_it_shows_until_somebody_was_there() -> None:
    over = AlarmOver(
        room=ASH_4, at=NOW - minutes(1), id=name_of(NO_BREATHING_SEEN),
        condition=NO_BREATHING_SEEN.name,
    )  # fmt: skip
    said = marks(facts(ringing(condition=NO_BREATHING_SEEN), over))
    assert said == {
        Sign.OVER: "over 02:13; shows until somebody was at the door and saw",
        Sign.SOUNDING: "sounding",
    }


def test_what_is_there_again_says_how_often() -> None:
    name = NO_BREATHING_SEEN.name
    over = AlarmOver(room=ASH_4, at=NOW - minutes(2), id=name_of(NO_BREATHING_SEEN), condition=name)
    again = AlarmAgain(
        room=ASH_4,
        at=NOW - minutes(1),
        id=name_of(NO_BREATHING_SEEN),
        condition=name,
        words="again",
    )
    state = facts(ringing(condition=NO_BREATHING_SEEN, ago=minutes(3)), over, again)
    assert marks(state)[Sign.AGAIN] == "2 times, last 02:13"
    assert Sign.OVER not in marks(state)


def test_staff_at_the_door_are_told_by_when_the_door_witnessed_them() -> None:
    came = facts(ringing(), happened(ASH_4, NOW - minutes(1), DoorMoved(is_open=True)))
    assert marks(came)[Sign.CAME] == "staff at the door 02:13"
    stayed = facts(
        ringing(ago=minutes(10)),
        happened(ASH_4, NOW - minutes(9), DoorMoved(is_open=True)),
        happened(ASH_4, NOW - minutes(1), DoorMoved(is_open=True)),
    )
    assert marks(stayed)[Sign.CAME] == "staff at the door 02:05, last 02:13"


# -- how far it has climbed


def reached(step: int, duty: Duty, at: Instant) -> Escalated:
    return Escalated(
        room=ASH_4, at=at, id=name_of(BLANK_SPELL), condition=BLANK_SPELL.name, step=step,
        duty=duty, words="fetched",
    )  # fmt: skip


def shift(duty: Duty, who: str) -> Shift:
    return Shift(duty=duty, staff=who, begins_at=NOW - minutes(60), ends_at=NOW + minutes(60))


def test_the_ladder_says_who_was_fetched_when_and_who_is_next() -> None:
    rota = Rota((shift(Duty.OBSERVER, "M.T."), shift(Duty.IN_CHARGE, "K.O.")))
    state = replace(ringing(ago=minutes(6)), rota=rota)
    state = facts(
        state,
        reached(0, Duty.OBSERVER, NOW - minutes(6)),
        reached(1, Duty.IN_CHARGE, NOW - minutes(1)),
    )
    assert only(state).climb == (
        "Fetched: observer M.T. 02:08, nurse in charge K.O. 02:13",
        "Next: duty senior (the rota names nobody) 02:23, unless staff are at the door",
    )


def test_a_rung_with_nobody_on_it_and_a_notice_that_reached_nobody_are_said() -> None:
    state = replace(ringing(), rota=Rota((shift(Duty.IN_CHARGE, "K.O."),)))
    failed = NoticeTold(
        room=ASH_4, at=NOW, id=name_of(BLANK_SPELL), step=0, channel="pager", took=False
    )
    climb = only(facts(state, reached(0, Duty.OBSERVER, NOW - minutes(2)), failed)).climb
    assert climb[0] == ("Fetched: observer (the rota names nobody) 02:12 (no message got through)")
    assert climb[1] == "Next: nurse in charge K.O. 02:17, unless staff are at the door"


def test_the_next_rung_waits_while_staff_are_at_the_door() -> None:
    state = facts(
        ringing(ago=minutes(4)),
        reached(0, Duty.OBSERVER, NOW - minutes(4)),
        happened(ASH_4, NOW - minutes(1), DoorMoved(is_open=True)),
    )
    assert only(state).climb[-1] == "Next: nurse in charge 02:18, unless staff are at the door"


def test_a_technical_alarm_waits_for_whoever_took_it_on() -> None:
    state = ringing(condition=NODE_SILENT)
    climb = only(state).climb[-1]
    assert climb.endswith(", unless somebody takes it on")
    until = NOW + minutes(10)
    state = facts(state, taken(ASH_4, NOW, until, NODE_SILENT))
    told = Escalated(
        room=ASH_4, at=NOW, id=name_of(NODE_SILENT), condition=NODE_SILENT.name, step=0,
        duty=Duty.OBSERVER, words="",
    )  # fmt: skip
    assert only(facts(state, told)).climb[-1].startswith("Next: nurse in charge 02:24")


def first_fetched(condition: Condition) -> Escalated:
    return Escalated(
        room=ASH_4, at=NOW, id=name_of(condition), condition=condition.name, step=0,
        duty=Duty.OBSERVER, words="",
    )  # fmt: skip


@pytest.mark.parametrize("is_silent", [True, False])
def test_an_alarm_that_another_explains_says_so_as_its_messages_do(is_silent: bool) -> None:
    state = facts(ringing(condition=VITAL_SIGNS_MISSING), first_fetched(VITAL_SIGNS_MISSING))
    if is_silent:
        silent = alarm(ASH_4, NOW, NODE_SILENT.name, "Nothing heard")
        state = facts(state, silent, first_fetched(NODE_SILENT))
    marks = {
        row.condition: [mark.words for mark in row.marks if mark.sign is Sign.EXPLAINED]
        for row in rows(state, (), LOCAL)
        if row.sounding
    }
    said = ["explained by “node silent” here: no messages of its own"] if is_silent else []
    assert marks.pop(VITAL_SIGNS_MISSING.name) == said
    assert marks == ({NODE_SILENT.name: []} if is_silent else {})
    telling = Telling((Route("pager"),))
    telling.tick([Heard(state, ())], NOW + minutes(1))
    withheld = {one.alarm: one.withheld for one in telling.marked(ASH_4)}
    explained = "explained by node silent" if is_silent else None
    assert withheld[name_of(VITAL_SIGNS_MISSING)] == explained


def test_a_top_rung_has_none_above_it() -> None:
    state = facts(ringing(ago=minutes(16)), reached(2, Duty.SENIOR, NOW))
    assert only(state).climb == ("Fetched: duty senior 02:14",)


# -- whether it was worth it


def test_what_was_said_of_an_alarm_stands_beside_it_and_can_be_corrected() -> None:
    def said(actionable: bool) -> AlarmMarked:
        return AlarmMarked(
            room=ASH_4, at=NOW, id=name_of(BLANK_SPELL), by="K.O.", actionable=actionable
        )

    assert (only(ringing()).marked, only(ringing()).asks_worth) == ("", False)
    has = taken(ASH_4, NOW, NOW + seconds(92), BLANK_SPELL)
    assert only(facts(ringing(), has)).asks_worth
    assert only(facts(ringing(), said(True))).marked == "Something to do, says K.O."
    assert only(facts(ringing(), said(True), said(False))).marked == "Nothing to do, says K.O."


# -- many rooms


def listed(*states: RoomState) -> tuple[AlarmRow, ...]:
    return by_priority(row for state in states for row in rows(state, (), LOCAL))


def test_the_most_urgent_comes_first_and_then_whichever_has_waited_longest() -> None:
    found = listed(
        ringing(ASH_1, ago=minutes(1)),
        ringing(ASH_2, ago=minutes(9)),
        ringing(ASH_4, NO_BREATHING_SEEN, ago=minutes(1)),
    )
    assert [row.room for row in found] == [ASH_4, ASH_2, ASH_1]
    assert [(str(one.tone), one.count) for one in counts(found)] == [("high", 1), ("medium", 2)]


def test_of_one_priority_what_is_over_comes_last() -> None:
    name = NO_BREATHING_SEEN.name
    over = AlarmOver(room=ASH_1, at=NOW, id=f"a-{name}", condition=name)
    found = listed(
        facts(ringing(ASH_1, NO_BREATHING_SEEN, minutes(9)), over),
        ringing(ASH_2, NO_BREATHING_SEEN, minutes(1)),
        ringing(ASH_4),
    )
    assert [row.room for row in found] == [ASH_2, ASH_1, ASH_4]


@pytest.mark.hazard("H-05")
def test_a_press_in_one_room_is_no_mark_in_another() -> None:
    pressed = facts(ringing(ASH_1), taken(ASH_1, NOW, NOW + seconds(120), BLANK_SPELL))
    one, other = listed(pressed, ringing(ASH_4))
    assert (one.sounding, other.sounding) == (False, True)
    assert {mark.sign for mark in other.marks} == {Sign.SOUNDING}


def test_sound_is_paused_by_room_and_offered_once_in_each() -> None:
    two = facts(
        ringing(ASH_4), alarm(ASH_4, NOW - minutes(1), NO_BREATHING_SEEN.name, "no breathing")
    )
    found = listed(two, ringing(ASH_1))
    assert [(row.room, row.condition) for row in found if row.can_pause] == [
        (ASH_4, NO_BREATHING_SEEN.name),
        (ASH_1, BLANK_SPELL.name),
    ]


def test_a_tiles_banner_bears_the_same_marks() -> None:
    state = facts(ringing(), taken(ASH_4, NOW, NOW + seconds(92), BLANK_SPELL))
    (banner,) = tile(state, (), LOCAL).banners
    assert [mark.words for mark in banner.states] == ["acknowledged by K.O."]
    assert banner.word == "MEDIUM"
