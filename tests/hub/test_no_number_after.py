"""Once nobody may measure any more there is no rate anywhere, at once: in words neither."""

import pytest

from hub.acts import Authorise, MovePerson
from hub.announce import status
from hub.mode_acts import Tranquillised
from hub.panel.alarms import rows
from hub.panel.local import Local
from hub.panel.timeline import timeline
from hub.panel.trend import begins_at
from hub.rooms.state import RoomState
from tests.hub.scoring import lives, measured
from tests.hub.world import ASH_1, ASH_4, JT, RP, World
from ward.announcements import Status
from ward.care import Scope
from ward.conditions import BREATHING_SLOW, CANNOT_SEE
from ward.modes import DrugClass, DrugRoute
from ward.score_conditions import SINGLE_RED
from ward.units import minutes
from ward.vitals import Doubt

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
    listed = [one.words for one in rows(state, ward.round.findings(ASH_4), Local(ward.now))]
    return " / ".join((*lines, *shown, *found, *listed, *(one.words for one in told.alarms)))


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
    (shown,) = ward.state(ASH_4).said(ward.now)
    assert shown.words.startswith("Slow breathing: no number may be shown"), "what it is of stays"
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


@pytest.mark.hazard("H-13")
def test_nor_does_what_was_there_again_meanwhile() -> None:
    ward = World()
    measured(ward, ASH_4)
    ward.does(Tranquillised(ASH_4, DRUG, ROUTE, "M.T.", None))
    for rate in (9.4, 14, 9.4):
        lives(ward, ASH_4, rate, for_s=40)
    assert "Alarm again: Breathing 9.4" in words(ward)
    ends(ward)
    assert "Alarm again: slow breathing" in words(ward)
    assert not [rate for rate in RATES if rate in words(ward)], words(ward)


@pytest.mark.hazard("H-13")
@pytest.mark.parametrize("withdrawn", [True, False])
@pytest.mark.parametrize(("rate", "drug"), [(9.4, True), (28, False)])
def test_no_number_comes_back_under_the_next_ones_authorisation(
    rate: float, drug: bool, withdrawn: bool
) -> None:
    ward = World()
    measured(ward, ASH_4)
    if drug:
        ward.does(Tranquillised(ASH_4, DRUG, ROUTE, "M.T.", None))
    lives(ward, ASH_4, rate, 70, for_s=60)
    if withdrawn:
        ends(ward)
    ward.ends(ASH_4)
    ward.wait(5)
    ward.begins(ASH_4, RP, every_min=240)
    ward.authorises(ASH_4)
    ward.wait(5)
    assert not [one for one in RATES if one in words(ward)], words(ward)
    condition = BREATHING_SLOW.name if drug else SINGLE_RED.name
    (row,) = (
        one
        for one in rows(ward.state(ASH_4), ward.round.findings(ASH_4), Local(ward.now))
        if one.condition == condition
    )
    assert RP.initials not in row.who.split(",")
    assert row.who == "J.T., who is not confined here any more"


@pytest.mark.hazard("H-13")
def test_a_narrower_scope_takes_the_other_number_away() -> None:
    ward = World()
    measured(ward, ASH_4)
    lives(ward, ASH_4, 28, 70, for_s=60)
    assert "breathing 28" in words(ward)
    until = ward.now + minutes(600)
    only = Authorise(ASH_4, "K.O.", "pulse alone", until, scope=Scope.PULSE, capacity="agrees")
    ward.does(only)
    ward.wait(3)
    assert "breathing 28" not in words(ward), words(ward)
    assert "at least 3" not in words(ward), "by a sum nobody works out the other"
    assert "at least 0 (pulse 70)" in words(ward)


@pytest.mark.hazard("H-13")
def test_a_longer_authorisation_of_the_same_takes_nothing_away() -> None:
    ward = World()
    measured(ward, ASH_4)
    lives(ward, ASH_4, 28, 70, for_s=60)
    until = ward.now + minutes(600)
    ward.does(Authorise(ASH_4, "K.O.", "goes on", until, view="fine", capacity="agrees"))
    assert "breathing 28" in words(ward)


@pytest.mark.hazard("H-13")
def test_a_room_that_nobody_walked_says_no_rate_after_a_drug() -> None:
    ward = World()
    ward.begins(ASH_4, every_min=240)
    ward.authorises(ASH_4)
    ward.does(Tranquillised(ASH_4, DRUG, ROUTE, "M.T.", None))
    lives(ward, ASH_4, 9.4, for_s=40)
    assert BREATHING_SLOW.name in ward.alarms(ASH_4)
    assert "Breathing was under the line" in words(ward)
    assert "9.4" not in words(ward), words(ward)


@pytest.mark.hazard("H-13")
def test_a_trend_of_whoever_was_moved_begins_when_they_came() -> None:
    ward = World()
    ward.locked_in(ASH_1)
    measured(ward, ASH_1, JT)
    ward.wait(1800)
    came = ward.now
    ward.does(MovePerson(ASH_1, ASH_4, "K.O.", "quieter"))
    ward.wait(60)
    assert not ward.denied
    assert begins_at(ward.state(ASH_4), ward.now, minutes(60)) == came


@pytest.mark.hazard("H-42")
def test_what_a_mode_asked_of_whoever_left_is_not_asked_of_the_next() -> None:
    ward = World()
    measured(ward, ASH_4)
    ward.does(Tranquillised(ASH_4, DRUG, ROUTE, "M.T.", None))
    lives(ward, ASH_4, Doubt.WEAK_SIGNAL, for_s=90)
    assert CANNOT_SEE.name in ward.alarms(ASH_4)
    ward.ends(ASH_4)
    ward.wait(10)
    ward.begins(ASH_4, RP, every_min=240)
    ward.wait(5)
    for row in rows(ward.state(ASH_4), ward.round.findings(ASH_4), Local(ward.now)):
        if row.condition == CANNOT_SEE.name:
            assert row.who == "J.T., who is not confined here any more"
