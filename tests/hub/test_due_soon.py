"""Before somebody is due the ward is told that it is soon time: on the panel and on the wire."""

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.acts import SetPlan
from hub.panel.local import Local
from hub.panel.seen import seen
from hub.panel.tone import Tone
from hub.rules.due import VARIED_FROM, VARIED_UNTIL, soon_at
from tests.hub.world import ASH_4, TWO_AM, World
from ward.announcements import Status
from ward.authority import Authority
from ward.units import minutes

pytestmark = pytest.mark.hazard("H-01")


def statuses(ward: World) -> list[Status]:
    return [one.message for one in ward.said if isinstance(one.message, Status)]


def test_at_twelve_minutes_of_fifteen_it_is_soon_and_the_status_has_said_so_all_along() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.wait(5)
    assert statuses(ward)[-1].soon_at == TWO_AM + minutes(12)
    ward.until("02:11:59")
    assert seen(ward.state(ASH_4), Local(ward.now, UTC)).tone is Tone.GOOD
    ward.wait(1)
    shown = seen(ward.state(ASH_4), Local(ward.now, UTC))
    assert (shown.tone, shown.detail) == (Tone.MEDIUM, "next by 02:15, in 3 min")


def test_where_nobody_is_due_it_is_never_soon() -> None:
    ward = World()
    ward.wait(5)
    assert soon_at(ward.state(ASH_4)) is None
    assert statuses(ward)[-1].soon_at is None


def test_varied_intervals_vary_and_a_restart_changes_none() -> None:
    ward = World()
    ward.begins(ASH_4, varied=True)
    waits = []
    for _ in range(12):
        state = ward.state(ASH_4)
        soon = soon_at(state)
        ward.restart_hub()
        assert soon_at(ward.state(ASH_4)) == soon
        waits.append(soon - state.watch.since)
        ward.wait(600)
        ward.visit(ASH_4)
    assert len(set(waits)) == len(waits)
    assert all(VARIED_FROM * minutes(15) <= wait <= VARIED_UNTIL * minutes(15) for wait in waits)
    assert max(waits) - min(waits) > minutes(3)


def test_varied_says_go_now_and_the_limit_is_no_other() -> None:
    ward = World()
    ward.begins(ASH_4, varied=True)
    soon = soon_at(ward.state(ASH_4))
    assert soon is not None
    ward.until_moment(soon)
    assert seen(ward.state(ASH_4), Local(ward.now, UTC)).detail.startswith("go now, next by 02:15")
    ward.until("02:15:01")
    assert ward.alarms(ASH_4) == ["blank spell"]


@given(st.integers(1, 240), st.booleans(), st.integers(0, 3600), st.integers(1, 240))
def test_it_is_soon_before_it_is_due_and_after_somebody_was_last_there(
    every_min: int, varied: bool, wait_s: int, then_min: int
) -> None:
    ward = World()
    ward.begins(ASH_4, every_min=every_min, varied=varied)
    ward.now += timedelta(seconds=wait_s)
    ward.does(SetPlan(ASH_4, then_min, Authority.LOCAL, "care plan", "K.O."))
    watch = ward.state(ASH_4).watch
    soon = soon_at(ward.state(ASH_4))
    assert soon is not None
    assert watch.since <= soon <= watch.due_at
