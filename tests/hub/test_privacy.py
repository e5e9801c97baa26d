"""CCTV and radar: an objection is heard, radar ends at once, and somebody decides in time."""

import pytest

from hub.acts import Authorise, Look
from hub.privacy_acts import Object, ReviewPrivacy
from hub.rooms.facts import How
from hub.rooms.privacy_facts import Outcome, Watching
from hub.rules.limits import Limits
from hub.site import Site
from tests.hub.world import ASH_1, ASH_4, KO, MT, RP, World
from ward.conditions import PRIVACY_OVERDUE, Kind, Priority
from ward.units import hours
from ward.vitals import Doubt, Doubted, Vital

pytestmark = pytest.mark.hazard("H-36")
PRIVACY = PRIVACY_OVERDUE.name
SOON = Limits(cctv_review_s=600, objection_s=300)


@pytest.fixture
def ward() -> World:
    """A camera looks into Ash 4 alone."""
    ward = World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO), limits=SOON, cctv=(ASH_4,)))
    ward.begins(ASH_4)
    return ward


def objects(ward: World, to: Watching, words: str = "please stop") -> None:
    ward.does(Object(ASH_4, to, "M.T.", words))


def test_an_objection_to_radar_ends_the_measuring_at_once_at_hub_and_node(ward: World) -> None:
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, 14.0)
    objects(ward, Watching.RADAR)
    state = ward.state(ASH_4)
    assert not state.authorised(ward.now)
    assert state.care is not None
    assert state.care.confinement is not None
    assert state.care.confinement.authorisation is None  # so the node measures no more
    ward.breathes(ASH_4, 15.0)
    said = ward.state(ASH_4).vitals[Vital.BREATHING].said
    assert said == Doubted(doubt=Doubt.NOT_AUTHORISED)


def test_it_begins_again_by_an_authorisation_with_reasons_alone(ward: World) -> None:
    ward.authorises(ASH_4)
    objects(ward, Watching.RADAR)
    ward.does(ReviewPrivacy(ASH_4, Watching.RADAR, Outcome.GOES_ON, "K.O.", "needed"))
    assert "authorise vital signs anew" in ward.denied[-1]
    ward.does(Authorise(ASH_4, "K.O.", "  ", ward.now + hours(1)))
    assert "say why" in ward.denied[-1]
    assert not ward.state(ASH_4).authorised(ward.now)
    ward.does(Authorise(ASH_4, "K.O.", "sedated at 01:50", ward.now + hours(1)))
    assert ward.state(ASH_4).authorised(ward.now)
    ward.until("02:09")
    assert PRIVACY not in ward.alarms(ASH_4)  # that was the decision


def test_an_objection_that_nobody_decides_on_is_an_alarm_until_somebody_does(ward: World) -> None:
    assert (PRIVACY_OVERDUE.kind, PRIVACY_OVERDUE.priority) == (Kind.TECHNICAL, Priority.LOW)
    objects(ward, Watching.CCTV)
    ward.until("02:03")
    objects(ward, Watching.CCTV, "I said so")  # it stands from the first time
    episode = ward.state(ASH_4).episode
    assert episode is not None
    assert len(episode.privacy.objections) == 1
    ward.until("02:05")
    assert PRIVACY not in ward.alarms(ASH_4)
    ward.wait(1)
    assert PRIVACY in ward.alarms(ASH_4)
    assert PRIVACY not in ward.alarms(ASH_1)
    ward.does(ReviewPrivacy(ASH_4, Watching.CCTV, Outcome.STOPPED, "K.O.", "not needed"))
    assert PRIVACY not in ward.alarms(ASH_4)
    ward.until("02:30")
    assert PRIVACY not in ward.alarms(ASH_4)  # stopped: nothing to review


def test_the_use_of_cctv_is_reviewed_again_and_again(ward: World) -> None:
    ward.until("02:10:01")
    assert PRIVACY in ward.alarms(ASH_4)
    ward.does(ReviewPrivacy(ASH_4, Watching.CCTV, Outcome.LESS, "K.O.", "at night alone"))
    assert PRIVACY not in ward.alarms(ASH_4)
    ward.until("02:20:02")
    assert PRIVACY in ward.alarms(ASH_4)
    ward.restart_hub()
    assert PRIVACY in ward.alarms(ASH_4)


def test_a_room_without_a_camera_has_nothing_to_review(ward: World) -> None:
    ward.begins(ASH_1, RP)
    ward.until("02:12")
    assert PRIVACY not in ward.alarms(ASH_1)


def test_whoever_may_not_decide_is_refused_and_a_look_decides_nothing(ward: World) -> None:
    objects(ward, Watching.CCTV)
    ward.does(ReviewPrivacy(ASH_4, Watching.CCTV, Outcome.GOES_ON, "M.T.", "fine"))
    assert "may not decide how a person is watched" in ward.denied[-1]
    ward.does(Look(ASH_4, How.CCTV, "K.O.", "fine"))
    ward.until("02:05:01")
    assert PRIVACY in ward.alarms(ASH_4)


def test_no_objection_ends_or_hides_a_blank_spell(ward: World) -> None:
    ward.until("02:14")
    objects(ward, Watching.CCTV)
    objects(ward, Watching.RADAR)
    ward.until("02:15:01")
    assert "blank spell" in ward.alarms(ASH_4)


def test_nothing_is_written_down_without_words_or_of_an_empty_room(ward: World) -> None:
    objects(ward, Watching.CCTV, "  ")
    assert "Write down" in ward.denied[-1]
    ward.does(Object(ASH_1, Watching.CCTV, "M.T.", "stop"))
    assert "No episode" in ward.denied[-1]
