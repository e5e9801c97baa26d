"""In a mode an authorisation that runs out is an alarm of its own; no number shows for it."""

import pytest

from hub.acts import Authorise, MovePerson
from hub.mode_acts import Release, Restrain, Tranquillised
from tests.hub.scoring import lives, measured
from tests.hub.world import ASH_1, ASH_4, World
from ward.condition import Kind, Priority
from ward.conditions import BY_NAME, MEASURING_OVER
from ward.modes import DrugClass, DrugRoute

pytestmark = pytest.mark.hazard("H-42")

OVER = MEASURING_OVER.name
GIVEN = DrugClass.BENZODIAZEPINE, DrugRoute.INTRAMUSCULAR


def authorised_until_0210(*, given: bool = True) -> World:
    ward = World()
    ward.locked_in(ASH_4)
    measured(ward, ASH_4)
    ward.authorises(ASH_4, hours=1 / 6)
    if given:
        ward.does(Tranquillised(ASH_4, *GIVEN, "M.T."))
    return ward


def test_it_is_technical_and_medium() -> None:
    assert (MEASURING_OVER.kind, MEASURING_OVER.priority) == (Kind.TECHNICAL, Priority.MEDIUM)
    assert BY_NAME[OVER] is MEASURING_OVER


def test_as_it_runs_out_in_a_mode_and_no_visit_nor_restart_answers_it() -> None:
    ward = authorised_until_0210()
    ward.until("02:09:58")
    lives(ward, ASH_4, 14.0, 70.0, for_s=1)
    assert OVER not in ward.lasting(ASH_4)
    ward.until("02:10:01")
    assert OVER in ward.lasting(ASH_4)
    assert not any(letter in ward.words(ASH_4) for letter in ("14", "70"))
    ward.visit(ASH_4)
    ward.restart_hub()
    ward.wait(1)
    assert OVER in ward.lasting(ASH_4)


@pytest.mark.parametrize("anew", [True, False], ids=["authorised anew", "decided against"])
def test_a_decision_ends_it_either_way(anew: bool) -> None:
    ward = authorised_until_0210()
    ward.until("02:11")
    if anew:
        ward.authorises(ASH_4)
    else:
        ward.does(Authorise(ASH_4, "K.O.", "they object", None))
    ward.wait(1)
    assert OVER not in ward.lasting(ASH_4)


def test_outside_a_mode_it_is_said_in_words_alone_and_so_if_it_was_over_before_one() -> None:
    ward = authorised_until_0210(given=False)
    ward.until("02:11")
    assert OVER not in ward.lasting(ASH_4)
    ward.does(Tranquillised(ASH_4, *GIVEN, "M.T."))
    ward.wait(2)
    assert OVER not in ward.lasting(ASH_4)


def test_while_people_hold_somebody_it_waits_until_they_let_go() -> None:
    ward = authorised_until_0210(given=False)
    ward.does(Restrain(ASH_4, "M.T."))
    ward.until("02:10:30")
    assert OVER not in ward.lasting(ASH_4)
    ward.does(Release(ASH_4, "M.T."))
    ward.wait(1)
    assert OVER in ward.lasting(ASH_4)


def test_no_move_ends_it() -> None:
    ward = authorised_until_0210()
    ward.until("02:11")
    ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "the window is broken"))
    ward.wait(1)
    assert OVER in ward.lasting(ASH_1)
    assert not ward.state(ASH_1).authorised(ward.now)
    assert OVER not in ward.lasting(ASH_4)
