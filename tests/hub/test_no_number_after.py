"""Once nobody may measure any more there is no rate anywhere, at once: in words neither."""

import pytest

from hub.acts import Authorise
from hub.announce import status
from hub.mode_acts import Tranquillised
from hub.panel.local import Local
from hub.panel.timeline import timeline
from hub.rooms.state import RoomState
from tests.hub.scoring import lives, measured
from tests.hub.world import ASH_4, World
from ward.announcements import Status
from ward.conditions import BREATHING_SLOW
from ward.modes import DrugClass, DrugRoute
from ward.score_conditions import SINGLE_RED

DRUG, ROUTE = DrugClass.BENZODIAZEPINE, DrugRoute.INTRAMUSCULAR
RATES = ("9.4", "breathing 28", "at least 3", "at least 5")


def words(ward: World) -> str:
    """All that a page, a wall or a pager could say of the room now."""
    state: RoomState = ward.state(ASH_4)
    told = status(state, ward.round.findings(ASH_4), ward.now).message
    assert isinstance(told, Status)
    lines = [line.words for line in timeline(state, Local(ward.now))]
    shown = [one.words for one in state.said(ward.now)]
    found = [one.words for one in ward.round.findings(ASH_4)]
    return " / ".join((*lines, *shown, *found, *(one.words for one in told.alarms)))


def ends(ward: World) -> None:
    ward.does(Authorise(ASH_4, "K.O.", "they asked for it to stop", None, capacity="agrees"))


@pytest.mark.hazard("H-13")
@pytest.mark.hazard("H-42")
def test_slow_breathing_goes_on_and_says_no_rate() -> None:
    ward = World()
    measured(ward, ASH_4)
    ward.does(Tranquillised(ASH_4, DRUG, ROUTE, "M.T.", None))
    lives(ward, ASH_4, 9.4, for_s=40)
    assert "9.4" in words(ward)
    ends(ward)
    assert BREATHING_SLOW.name in ward.alarms(ASH_4), "no withdrawal ends it"
    assert not [rate for rate in RATES if rate in words(ward)], words(ward)


@pytest.mark.hazard("H-13")
@pytest.mark.hazard("H-40")
def test_a_score_goes_on_and_says_no_rate() -> None:
    ward = World()
    measured(ward, ASH_4)
    lives(ward, ASH_4, 28, 70, for_s=60)
    assert "breathing 28" in words(ward)
    ends(ward)
    assert SINGLE_RED.name in ward.alarms(ASH_4)
    assert not [rate for rate in RATES if rate in words(ward)], words(ward)
