"""No two episodes have one id, however fast they follow each other, and whatever a clock says."""

import pytest

from hub.acts import MovePerson
from hub.record.chosen import OfEpisode, episodes
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded
from hub.rooms.facts import AnyFact, LookedRemotely
from tests.hub.world import ASH_1, ASH_4, JT, RP, TWO_AM, World
from ward.units import minutes

pytestmark = pytest.mark.hazard("H-05")


def ids(ward: World) -> list[str]:
    began = [fact for fact in ward.facts if isinstance(fact, EpisodeBegan)]
    return [fact.id for fact in began if fact.came_from is None]


def test_whoever_is_confined_in_the_same_second_as_the_one_before_has_an_episode_of_their_own():
    ward = World()
    for person in (JT, RP, JT):
        ward.begins(ASH_4, person)
        ward.ends(ASH_4)
    ward.begins(ASH_1)
    assert len(set(ids(ward))) == len(ids(ward)) == 4


def test_nor_does_a_clock_that_was_set_back_give_an_id_again():
    ward = World()
    ward.begins(ASH_4)
    ward.ends(ASH_4)
    ward.wait(60)
    ward.now = TWO_AM
    ward.begins(ASH_4, RP)
    ward.restart_hub()
    ward.ends(ASH_4)
    ward.begins(ASH_4, RP)
    assert len(set(ids(ward))) == len(ids(ward)) == 3


def test_a_move_gives_no_new_one_and_a_beginning_where_they_were_does():
    ward = World()
    ward.begins(ASH_4)
    ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "the window is broken"))
    ward.begins(ASH_4, RP)
    moved, other = ward.state(ASH_1).episode, ward.state(ASH_4).episode
    assert moved
    assert other
    assert [moved.id, other.id] == ids(ward)
    assert moved.id != other.id


def of_before() -> list[AnyFact]:
    """As a journal of before has it: two people, one id, and the first was moved away."""
    ward = World()
    ward.begins(ASH_4)
    ward.cctv(ASH_4)
    ward.does(MovePerson(ASH_4, ASH_1, "K.O.", "the window is broken"))
    ward.ends(ASH_1)
    ward.begins(ASH_4, RP)
    ward.cctv(ASH_4)
    ward.cctv(ASH_4)
    ward.ends(ASH_4)
    return [
        fact.model_copy(update={"id": "ash-04-20261123T020000"})
        if isinstance(fact, EpisodeBegan | EpisodeEnded)
        else fact
        for fact in ward.facts
    ]


def test_in_a_journal_of_before_two_of_one_id_are_told_apart_and_neither_is_in_the_others_record():
    facts = list(enumerate(of_before(), start=1))
    found = episodes(facts)
    assert [(one.id, str(one.room), one.initials) for one in found] == [
        ("ash-04-20261123T020000", "ash/04", "J.T."),
        ("ash-04-20261123T020000", "ash/01", "J.T."),
        ("ash-04-20261123T020000#2", "ash/04", "R.P."),
    ]
    assert all(one.ended_at == TWO_AM for one in found)
    for one, looks in zip(found, (1, 0, 2), strict=True):
        chosen = OfEpisode(one)
        told = [fact for number, fact in facts if chosen.takes(number, fact)]
        assert sum(isinstance(fact, LookedRemotely) for fact in told) == looks


def test_a_journal_of_before_is_replayed_as_it_stands():
    ward = World()
    ward.begins(ASH_4)
    ward.facts[:] = [
        fact.model_copy(update={"id": "ash-04-20261123T020000"})
        if isinstance(fact, EpisodeBegan)
        else fact
        for fact in ward.facts
    ]
    ward.restart_hub()
    episode = ward.state(ASH_4).episode
    assert episode
    assert episode.id == "ash-04-20261123T020000"
    ward.now += minutes(1)
    ward.ends(ASH_4)
    assert ward.state(ASH_4).episode is None
