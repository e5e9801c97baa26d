"""Pressing never delays and never lowers anything, however often, and whatever else happens."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hub.acts import Acknowledge, PauseAudio
from hub.rooms.alarm import Alarm
from hub.rooms.calls import OF_CALLS
from tests.hub.world import ASH_4, JT, World
from tests.laws.whatever import Step, stories
from ward.conditions import CALL_STILL_UNANSWERED, CALL_UNANSWERED, Kind
from ward.happenings import CallPressed, Place, PresenceMoved

CALL, HIGH = CALL_UNANSWERED.name, CALL_STILL_UNANSWERED.name


def _quiets(ward: World) -> None:
    ward.does(PauseAudio(ASH_4, "K.O."))
    for alarm in ward.state(ASH_4).alarms:
        ward.does(Acknowledge(ASH_4, alarm.id, "K.O."))


def _passes_by(ward: World) -> None:
    ward.happens(ASH_4, PresenceMoved(place=Place.DOORSIDE, is_there=True))
    ward.happens(ASH_4, PresenceMoved(place=Place.DOORSIDE, is_there=False))


deeds = st.sampled_from([_quiets, _passes_by, lambda ward: ward.restart_hub()])
HORIZON_S = 200
moments = st.integers(1, HORIZON_S)


@pytest.mark.hazard("H-15")
@given(st.dictionaries(moments, deeds, max_size=6), st.sets(moments, max_size=40))
@example({}, set(range(1, HORIZON_S, 10)))
@settings(max_examples=40)  # each is two wards for some minutes
def test_whoever_presses_again_is_come_to_no_later_and_heard_no_less(
    does: dict[int, Step], again: set[int]
) -> None:
    """Two wards alike, but that in one of them the button is pressed again at those seconds.

    What sounds again may be made quiet again: that is staff's doing, and is left out.
    """
    once, often = World(), World()
    for ward in (once, often):
        ward.begins(ASH_4, JT, 240)
        ward.happens(ASH_4, CallPressed())
    for second in range(1, HORIZON_S + 1):
        for ward in (once, often):
            ward.wait(1)
            does.get(second, lambda _ward: None)(ward)
        if second in again:
            often.happens(ASH_4, CallPressed())
        for condition in OF_CALLS:
            _no_less(_call(once, condition), _call(often, condition), once, often)


def _call(ward: World, condition: str) -> Alarm | None:
    return ward.state(ASH_4).showing(condition)


def _no_less(once: Alarm | None, often: Alarm | None, alone: World, pressed: World) -> None:
    assert (often is None) == (once is None)
    if once is None or often is None:
        return
    assert often.began_at == once.began_at
    assert often.step >= once.step
    if pressed.denied == alone.denied:
        assert often.sounding(pressed.now) or not once.sounding(alone.now)


@pytest.mark.hazard("H-15")
@given(stories(), st.integers(1, 30))
def test_no_press_ends_anything_or_moves_who_was_seen(story: list[Step], presses: int) -> None:
    ward = World()
    for step in story:
        step(ward)
    before = ward.state(ASH_4)
    for _ in range(presses):
        ward.happens(ASH_4, CallPressed())
    after = ward.state(ASH_4)
    about_them = [alarm for alarm in before.alarms if alarm.kind is not Kind.TECHNICAL]
    assert {alarm.id for alarm in about_them} <= {alarm.id for alarm in after.alarms}
    assert (after.watch, after.seen, after.standing.now) == (
        before.watch,
        before.seen,
        before.standing.now,
    )
    kept = {alarm.id: alarm for alarm in after.alarms}
    for alarm in about_them:
        as_it_was = replace(kept[alarm.id], acknowledged=None, paused=None, steps=())
        assert as_it_was == replace(alarm, acknowledged=None, paused=None, steps=())
        assert kept[alarm.id].step >= alarm.step
    if before.call_at is not None:
        assert after.call_at is not None
        assert after.call_at <= before.call_at  # a clock set back moves it no way but back
