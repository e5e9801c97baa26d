"""An objection is the person's, not a confinement's: no ending, beginning or move answers it."""

import pytest

from hub.acts import MovePerson, NameObservers
from hub.privacy_acts import Object, ReviewPrivacy
from hub.rooms.carried import PEOPLE_MOST
from hub.rooms.facts import FACTS
from hub.rooms.privacy_facts import Objected, Outcome, PrivacyReviewed, Watching
from hub.rooms.privacy_state import Objection, Privacy
from hub.site import Site
from tests.hub.world import ASH_1, ASH_4, KO, MT, RP, TWO_AM, World
from ward.care import Person
from ward.units import hours, minutes

pytestmark = pytest.mark.hazard("H-36")

OVERDUE = "privacy review overdue"
WORDS = "you are all looking at me"


@pytest.fixture
def ward() -> World:
    """A camera in each of two rooms; J.T. objected to it at 02:05 in Ash 4."""
    ward = World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO), cctv=(ASH_1, ASH_4)))
    ward.begins(ASH_4)
    ward.until("02:05")
    ward.does(Object(ASH_4, Watching.CCTV, MT.ref, WORDS))
    ward.until("02:10")
    return ward


def privacy(ward: World, room=ASH_4) -> Privacy:
    episode = ward.state(room).episode
    assert episode
    return episode.privacy


def objections(ward: World, room=ASH_4) -> list[tuple[str, str, str, str]]:
    found: tuple[Objection, ...] = privacy(ward, room).objections
    return [(one.to, f"{one.at:%H:%M}", one.by, one.words) for one in found]


STANDS = [("CCTV", "02:05", MT.ref, WORDS)]


def test_confined_again_days_later_or_next_door_they_object_still_since_they_first_did(ward: World):
    ward.visit(ASH_4)
    ward.ends(ASH_4)
    ward.begins(ASH_4, RP)
    assert objections(ward) == []  # it is not R.P.'s
    ward.ends(ASH_4)
    ward.now += hours(48)
    ward.begins(ASH_1)
    assert objections(ward, ASH_1) == STANDS
    ward.restart_hub()
    assert objections(ward, ASH_1) == STANDS
    ward.ends(ASH_1)
    ward.begins(ASH_4)
    assert objections(ward) == STANDS


def test_it_is_overdue_by_when_it_was_said_and_not_by_when_they_were_confined_again(ward: World):
    ward.ends(ASH_4)
    ward.now += hours(25)
    ward.begins(ASH_4)
    ward.wait(2)
    assert OVERDUE in ward.alarms(ASH_4)
    assert "J.T. objects to CCTV: it waits for a review" in ward.words(ASH_4)
    assert OVERDUE not in ward.alarms(ASH_1)


def test_a_move_takes_it_along(ward: World):
    ward.does(Object(ASH_4, Watching.RADAR, MT.ref, "it stares"))
    ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "the window is broken"))
    assert objections(ward, ASH_1) == [*STANDS, ("radar", "02:10", MT.ref, "it stares")]
    ward.does(MovePerson(ASH_1, ASH_4, "K.O.", "after all"))
    assert len(objections(ward)) == 2


def test_whom_they_would_rather_not_have_goes_along_too(ward: World):
    ward.does(NameObservers(ASH_4, (), "K.O.", "a woman", (MT.ref,)))
    ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "the window is broken"))
    episode = ward.state(ASH_1).episode
    assert episode
    assert episode.rather_not == (MT.ref,)


def test_what_was_decided_holds_when_they_are_confined_again(ward: World):
    ward.does(ReviewPrivacy(ASH_4, Watching.CCTV, Outcome.STOPPED, "K.O.", "they asked"))
    ward.ends(ASH_4)
    ward.now += hours(24 * 8)
    ward.begins(ASH_1)
    ward.wait(2)
    assert objections(ward, ASH_1) == []
    assert privacy(ward, ASH_1).is_stopped(Watching.CCTV)
    assert OVERDUE not in ward.alarms(ASH_1)


def test_only_the_newest_word_counts_wherever_it_was_said(ward: World):
    ward.ends(ASH_4)
    ward.wait(60)
    ward.begins(ASH_1)
    ward.does(ReviewPrivacy(ASH_1, Watching.CCTV, Outcome.STOPPED, "K.O.", "they asked"))
    ward.ends(ASH_1)
    ward.wait(60)
    ward.begins(ASH_4)
    assert objections(ward) == []
    assert privacy(ward).is_stopped(Watching.CCTV)


def test_a_person_who_said_nothing_brings_nothing(ward: World):
    ward.begins(ASH_1, RP)
    ward.ends(ASH_1)
    ward.begins(ASH_1, RP)
    assert privacy(ward, ASH_1) == Privacy()
    assert not [one for one in ward.facts if isinstance(one, PrivacyReviewed)]


def test_a_clock_that_is_set_back_makes_it_wait_no_longer(ward: World):
    ward.ends(ASH_4)
    ward.wait(60)
    ward.now -= minutes(60)
    ward.wait(2)
    (known,) = ward.state(ASH_4).privacies
    (said,) = known.privacy.objections
    assert minutes(5) < ward.now - said.at < minutes(8)  # at 02:05, and it was 02:11 by then


def test_no_room_remembers_more_people_than_its_bound(ward: World):
    for n in range(PEOPLE_MOST + 3):
        ward.begins(ASH_1, Person(ref=f"p-{n}", initials="A.A."))
        ward.does(Object(ASH_1, Watching.CCTV, MT.ref, WORDS))
        ward.ends(ASH_1)
    kept = [one.person for one in ward.state(ASH_1).privacies]
    assert kept == [f"p-{n}" for n in range(3, PEOPLE_MOST + 3)]


def test_facts_of_before_have_no_such_time_and_are_read_as_they_were():
    stored = (
        '{"room":"ash/04","at":"2026-11-23T02:00:00Z","fact":"objected","to":"CCTV","by":"st-01",'
        '"words":"no"}'
    )
    fact = FACTS.validate_json(stored)
    assert isinstance(fact, Objected)
    assert fact.since is None
    assert fact.at == TWO_AM
