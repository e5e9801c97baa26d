"""No sequence of presses, restarts and messages ends an alarm about a person, or keeps it quiet."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.acts import Acknowledge, PauseAudio
from hub.rooms.alarm import ACKNOWLEDGED_MOST, MARKED_BACK, PAUSED_MOST, Alarm
from hub.rooms.alarm_facts import AlarmAcknowledged, AlarmBegan, AlarmEnded, AudioPaused
from hub.rooms.clock_facts import ClockSetBack
from hub.rooms.facts import AnyFact, Observed
from hub.rooms.state import RoomState
from tests.hub.world import ASH_1, ASH_4, World
from tests.laws.whatever import Step, rooms, steps_and_kills, stories
from ward.conditions import BY_NAME, Kind
from ward.rooms import RoomId
from ward.units import seconds

PRESSED_BY = st.sampled_from(["K.O.", "M.T.", "K.O.", "somebody else"])


@st.composite
def _acknowledges(draw: st.DrawFn) -> Step:
    room, by = draw(rooms), draw(PRESSED_BY)

    def step(ward: World) -> None:
        for alarm in ward.state(room).alarms:
            ward.does(Acknowledge(room, alarm.id, by))

    return step


@st.composite
def _pauses(draw: st.DrawFn) -> Step:
    room, by = draw(rooms), draw(PRESSED_BY)
    return lambda ward: ward.does(PauseAudio(room, by))


presses = st.one_of(_acknowledges(), _pauses())
steps_and_presses = st.one_of(steps_and_kills, steps_and_kills, presses, presses)


def _about_people(ward: World, room: RoomId) -> dict[str, Alarm]:
    return {one.id: one for one in ward.state(room).alarms if one.kind is not Kind.TECHNICAL}


@pytest.mark.hazard("H-09")
@pytest.mark.hazard("H-15")
@given(stories(steps_and_presses), st.lists(presses, min_size=1, max_size=6))
@settings(deadline=None, max_examples=80)
def test_no_press_and_no_restart_ends_an_alarm_about_a_person(
    story: list[Step], pressed: list[Step]
) -> None:
    ward = World()
    for step in story:
        step(ward)
    before = {room: _about_people(ward, room) for room in (ASH_1, ASH_4)}
    for press in pressed:
        press(ward)
        ward.restart_hub()
    for room, alarms in before.items():
        assert set(_about_people(ward, room)) >= set(alarms)


@pytest.mark.hazard("H-15")
@given(stories(steps_and_presses))
@settings(deadline=None, max_examples=80)
def test_a_latched_alarm_ends_only_after_somebody_saw_at_that_door(story: list[Step]) -> None:
    ward = World()
    for step in story:
        step(ward)
    began: dict[tuple[RoomId, str], datetime] = {}
    saw: list[tuple[RoomId, datetime]] = []
    for fact in ward.facts:
        match fact:
            case AlarmBegan():
                began[fact.room, fact.id] = fact.since or fact.at
            case ClockSetBack(by_s=by_s):
                by, here = seconds(by_s), fact.room
                began |= {key: at - by for key, at in began.items() if key[0] == here}
                saw = [(where, at - by if where == here else at) for where, at in saw]
            case Observed(ends_spell=True):
                saw.append((fact.room, fact.observed_at))
            case AlarmEnded(id=id_, room=room) if BY_NAME[fact.condition].latches:
                first = began[room, id_] - MARKED_BACK  # less is no setting of the clock
                assert any(where == room and at >= first - seconds(1) for where, at in saw)


@pytest.mark.hazard("H-15")
@given(stories(steps_and_presses))
@settings(deadline=None, max_examples=80)
def test_silence_never_outlasts_its_bound(story: list[Step]) -> None:
    """Whenever an alarm is quiet, somebody pressed for it within the bound, by the hub's clock."""
    ward = World()
    for step in story:
        step(ward)
        for room in (ASH_1, ASH_4):
            state = ward.state(room)
            for alarm in state.alarms:
                if not alarm.sounding(ward.now):
                    assert _pressed_lately(state, alarm, ward.facts, ward.now)


def _pressed_lately(state: RoomState, alarm: Alarm, facts: list[AnyFact], now: datetime) -> bool:
    for fact in facts:
        age = now - fact.at
        match fact:
            case AlarmAcknowledged(id=alarm.id):
                if seconds(-5) <= age < ACKNOWLEDGED_MOST[alarm.kind]:
                    return True
            case AudioPaused(room=state.room) if alarm.id in fact.ids:
                if seconds(-5) <= age < PAUSED_MOST:
                    return True
    return False


@given(stories(steps_and_presses))
@settings(deadline=None, max_examples=60)
def test_a_press_in_one_room_changes_nothing_next_door(story: list[Step]) -> None:
    ward = World()
    for step in story:
        step(ward)
    next_door = ward.state(ASH_1).alarms
    for alarm in ward.state(ASH_4).alarms:
        ward.does(Acknowledge(ASH_4, alarm.id, "K.O."))
        ward.does(Acknowledge(ASH_1, alarm.id, "K.O."))
    ward.does(PauseAudio(ASH_4, "K.O."))
    assert ward.state(ASH_1).alarms == next_door


@pytest.mark.hazard("H-09")
@given(stories(steps_and_presses))
@settings(deadline=None, max_examples=80)
def test_a_restart_in_any_state_of_an_alarm_changes_none(story: list[Step]) -> None:
    ward = World()
    for step in story:
        step(ward)
        ward.take(ward.round.tick(ward.now))  # it knows how late it is before it is killed
        before = {room: ward.state(room).alarms for room in (ASH_1, ASH_4)}
        ward.restart_hub()
        for room, alarms in before.items():
            after = {one.id: one for one in ward.state(room).alarms}
            for alarm in alarms:
                if alarm.kind is not Kind.TECHNICAL:
                    assert _as_known(after[alarm.id]) == _as_known(alarm)


def _as_known(alarm: Alarm) -> tuple[object, ...]:
    return alarm.began_at, alarm.times, alarm.acknowledged, alarm.paused, alarm.came_at
