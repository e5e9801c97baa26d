"""The hub is killed and started again: every clock that was running is late only by that."""

import pytest

from attune.play.setting import Radar
from hub.acts import Ask
from hub.rooms.order_facts import Progress
from tests.hub.world import ASH_1, ASH_4
from tests.nights.ward import Ward
from ward.orders import TemperatureAsked
from ward.units import Instant, seconds

NO_BREATH, SILENT, BLANK, CALL = (
    "no breathing seen",
    "node silent",
    "blank spell",
    "call unanswered",
)
DOWN_S = 40


def confined(*, every_min: int = 15) -> Ward:
    ward = Ward(ASH_1, ASH_4, radar=Radar.RATES)
    ward.begins(ASH_4, every_min=every_min)
    ward.authorises(ASH_4)
    return ward


def down(ward: Ward, *, span_s: float = DOWN_S) -> Instant:
    """Killed and started again after a while; when it is back."""
    ward.kill_hub()
    ward.wait(span_s)
    ward.start_hub()
    return ward.now


def shows_after_s(ward: Ward, condition: str, *, within_s: int = 60) -> float:
    """How long until it shows."""
    since = ward.now
    while condition not in ward.alarms(ASH_4):
        assert ward.now - since < seconds(within_s), f"{condition} never shows"
        ward.wait(1)
    return (ward.now - since).total_seconds()


@pytest.mark.hazard("H-01")
@pytest.mark.parametrize("due_in_s", [20, 60])
def test_a_spell_is_flagged_when_it_is_due_or_as_soon_as_the_hub_is_back(due_in_s: int) -> None:
    ward = confined(every_min=3)
    ward.wait(180 - due_in_s)
    down(ward)
    assert shows_after_s(ward, BLANK) <= max(0, due_in_s - DOWN_S) + 1


@pytest.mark.hazard("H-19")
def test_the_delay_of_no_breathing_counts_from_when_it_stopped() -> None:
    ward = confined()
    ward.wait(120)
    ward.rooms[ASH_4].breathes(0)
    while ward.state(ASH_4).not_breathing_since is None:
        ward.wait(1)
    down(ward)
    assert shows_after_s(ward, NO_BREATH) <= 1


@pytest.mark.hazard("H-11")
def test_a_room_that_falls_silent_while_the_hub_is_down_is_missed_in_its_time() -> None:
    ward = confined()
    ward.wait(10)
    ward.kill_hub()
    ward.cut_power(ASH_4)
    ward.wait(DOWN_S)
    ward.start_hub()
    assert 10 <= shows_after_s(ward, SILENT) <= 12


@pytest.mark.hazard("H-11")
def test_a_room_that_was_silent_before_is_silent_from_the_first_moment() -> None:
    ward = confined()
    ward.cut_power(ASH_4)
    ward.wait(20)
    (before,) = [a for a in ward.state(ASH_4).alarms if a.condition == SILENT]
    down(ward)
    assert before in ward.state(ASH_4).alarms
    ward.wait(30)
    assert before in ward.state(ASH_4).alarms


@pytest.mark.hazard("H-15")
def test_a_call_waits_on_from_when_it_was_made() -> None:
    ward = confined()
    ward.calls(ASH_4)
    ward.wait(1)
    called_at = ward.state(ASH_4).call_at
    down(ward)
    assert CALL in ward.alarms(ASH_4)
    assert ward.state(ASH_4).call_at == called_at


@pytest.mark.hazard("H-15")
def test_a_call_made_while_the_hub_is_down_is_told_once_its_node_has_been_heard() -> None:
    """By the number in its health the hub knows that something is missing, and asks for it."""
    ward = confined()
    ward.wait(5)
    ward.kill_hub()
    ward.calls(ASH_4)
    ward.wait(20)
    ward.start_hub()
    assert shows_after_s(ward, CALL) <= 5 + 2


@pytest.mark.hazard("H-18")
@pytest.mark.parametrize("down_s", [5, 40])
def test_an_order_expires_in_its_time_or_as_soon_as_the_hub_is_back(down_s: int) -> None:
    ward = confined()
    ward.wait(10)
    ward.cut_link(ASH_4)
    ward.does(Ask(ASH_4, TemperatureAsked(celsius=23), "K.O."))
    asked_at = ward.now
    down(ward, span_s=down_s)
    while ward.state(ASH_4).orders[-1].progress is not Progress.EXPIRED:
        assert ward.now - asked_at <= seconds(max(20, down_s) + 1)
        ward.wait(1)


def test_two_kills_in_a_row_and_a_snapshot_between_change_nothing() -> None:
    ward = confined(every_min=1)
    ward.world.hub.snapshot_every = 7
    ward.wait(90)
    before = dict(ward.world.hub.round.written())
    down(ward, span_s=0)
    down(ward, span_s=0)
    assert dict(ward.world.hub.round.written()) == before
