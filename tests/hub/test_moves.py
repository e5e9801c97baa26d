"""One confinement over two rooms: nobody is due later for a move, and no spell hides in one."""

import pytest

from hub.acts import BeginEpisode, MovePerson, NameObservers, SetLimit, SetStaff
from hub.mode_acts import Tranquillised
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded, KnownObserver, LimitName
from hub.rooms.facts import Refused
from hub.score_acts import RecordAssessment
from tests.hub.deeds import does_at_door, leaves, opens, out_to
from tests.hub.scoring import charts, lives, measured
from tests.hub.world import ASH_1, ASH_4, JT, RP, World
from ward.authority import Authority
from ward.care import Person, Role, Staff
from ward.conditions import CANNOT_SEE
from ward.deeds import Outing
from ward.happenings import Place, PresenceMoved
from ward.kinds import Ground
from ward.modes import DrugClass, DrugRoute
from ward.score_conditions import URGENT_SCORE
from ward.units import hours, minutes
from ward.vitals import Doubt

BLANK = "blank spell"


def moves(ward: World, by: str = "K.O.") -> None:
    ward.does(MovePerson(ASH_4, ASH_1, by, "the window is broken"))


@pytest.mark.hazard("H-06")
def test_whoever_is_moved_is_due_when_they_were_and_is_the_same_episode() -> None:
    ward = World()
    ward.begins(ASH_4)
    began = ward.state(ASH_4).episode
    ward.until("02:05")
    ward.visit(ASH_4)
    ward.until("02:12")
    moves(ward)
    episode, watch = ward.state(ASH_1).episode, ward.state(ASH_1).watch
    assert episode
    assert began
    assert (episode.id, episode.began_at, episode.came_from) == (began.id, began.began_at, ASH_4)
    assert watch
    assert f"{watch.due_at:%H:%M}" == "02:20"
    assert ward.state(ASH_4).episode is None
    assert ward.state(ASH_4).watch is None
    ward.until("02:20:02")
    assert ward.alarms(ASH_1) == [BLANK]
    assert ward.alarms(ASH_4) == []


@pytest.mark.hazard("H-06")
def test_a_spell_that_runs_stays_where_it_began_and_goes_on_in_the_next_room() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.until("02:16")
    moves(ward)
    assert ward.alarms(ASH_4) == [BLANK]
    assert ward.alarms(ASH_1) == [BLANK]
    assert "J.T. was moved unseen, to Ash 1" in ward.words(ASH_4)
    ward.visit(ASH_1)
    assert ward.alarms(ASH_1) == []
    assert ward.alarms(ASH_4) == [BLANK]
    ward.restart_hub()
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-06")
def test_there_and_back_buys_nothing() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.until("02:10")
    moves(ward)
    ward.until("02:12")
    ward.does(MovePerson(ASH_1, ASH_4, "K.O.", "after all"))
    assert ward.state(ASH_4).episode
    ward.until("02:15:02")
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("moved", [True, False], ids=["moved", "ended, and begun next door"])
def test_a_visit_to_the_room_before_they_were_in_it_is_none_to_them(moved: bool) -> None:
    """However late it is told, by whatever clock; once they are in it, one counts."""
    ward = World()
    ward.begins(ASH_4)
    ward.until("02:12")
    if moved:
        moves(ward)
    else:
        ward.ends(ASH_4)
        ward.begins(ASH_1)
    ward.until("02:13")
    ward.visit(ASH_1, age_s=90)
    assert ward.state(ASH_1).seen is None
    ward.now -= minutes(10)
    ward.wait(1)
    ward.visit(ASH_1, age_s=75)
    ward.now += minutes(10)
    ward.until("02:15:02")
    assert ward.alarms(ASH_1) == [BLANK]
    ward.visit(ASH_1, age_s=30)
    assert ward.alarms(ASH_1) == []


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("overdue", [True, False])
@pytest.mark.parametrize("again", [RP, JT], ids=["somebody else", "the same"])
def test_whoever_goes_on_waiting_there_is_not_seen_by_a_visit_from_before_that_wait(
    again: Person, overdue: bool
) -> None:
    """Moved in, ended, and begun anew behind a shut door: it may be the same who waits."""
    ward = World()
    ward.begins(ASH_4, every_min=5)
    ward.until("02:04")
    moves(ward)
    ward.until("02:05:02" if overdue else "02:04:30")
    ward.ends(ASH_1)
    ward.begins(ASH_1, again, every_min=5)
    ward.until("02:05:10")
    ward.visit(ASH_1, age_s=90)
    assert ward.lasting(ASH_1) == [BLANK]
    ward.visit(ASH_1)
    assert ward.lasting(ASH_1) == []


@pytest.mark.hazard("H-06")
def test_moved_there_and_back_they_are_due_since_the_last_visit_and_not_since_one_before() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.until("02:10")
    moves(ward)
    opens(ward, ASH_4)
    ward.until("02:14")
    ward.visit(ASH_1)
    ward.does(MovePerson(ASH_1, ASH_4, "K.O.", "after all"))
    ward.until("02:29")
    assert ward.alarms(ASH_4) == []
    ward.until("02:29:02")
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-06")
def test_nor_is_it_once_that_confinement_is_over_and_another_begins() -> None:
    ward = World()
    ward.begins(ASH_4)
    ward.until("02:12")
    moves(ward)
    opens(ward, ASH_4)
    ward.until("02:13")
    ward.ends(ASH_1)
    ward.visit(ASH_1, age_s=120)
    ward.begins(ASH_4)
    ward.until("02:15:02")
    assert ward.alarms(ASH_4) == [BLANK]


@pytest.mark.hazard("H-06")
def test_what_is_this_persons_own_goes_with_them() -> None:
    rd = Staff(ref="st-09", initials="R.D.", role=Role.DOCTOR, badge="0455667788")
    ward = World()
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.does(NameObservers(ASH_4, (KnownObserver(ref="st-01"),), "K.O.", "a woman"))
    ward.does(SetStaff(rd, "K.O."))
    ward.does(SetLimit(ASH_4, LimitName.NO_BREATHING, 30, "K.O.", "pauses", ward.now + hours(4)))
    before = ward.state(ASH_4).episode
    moves(ward)
    after = ward.state(ASH_1).episode
    assert before
    assert after
    assert (after.authorisation, after.observers, after.preference) == (
        before.authorisation, before.observers, before.preference,
    )  # fmt: skip
    assert [own.limit for own in after.limits] == [own.limit for own in before.limits]


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("case", ["occupied", "has an episode", "silent", "away", "nobody"])
def test_a_move_that_cannot_be_is_refused_in_words(case: str) -> None:
    ward = World()
    if case != "nobody":
        ward.begins(ASH_4)
    if case == "occupied":
        ward.locked_in(ASH_1)
    if case == "has an episode":
        ward.begins(ASH_1, RP)
    if case == "silent":
        ward.alive.discard(ASH_1)
        ward.wait(15)
    if case == "away":
        opens(ward, ASH_4)
        does_at_door(ward, ASH_4, out_to(Outing.GARDEN))
        leaves(ward, ASH_4)
    before = ward.state(ASH_4).episode
    moves(ward)
    said = {
        "occupied": "Somebody is in Ash 1",
        "has an episode": "already has an episode, of R.P.",
        "silent": "Nothing is heard from Ash 1",
        "away": "record first, at the door",
        "nobody": "No episode is running",
    }
    assert said[case] in " ".join(ward.denied)
    assert ward.state(ASH_4).episode == before
    assert not [one for one in ward.facts if isinstance(one, EpisodeEnded)]


def test_a_nurse_may_not_move_anybody() -> None:
    ward = World()
    ward.begins(ASH_4)
    moves(ward, by="M.T.")
    assert "may not move somebody to another room" in ward.denied[-1]
    assert ward.state(ASH_4).episode


def begins_for(ward: World, ground: Ground | None) -> None:
    plan = 15, Authority.CODE, "~26.124"
    ward.does(BeginEpisode(ASH_4, JT, *plan, "K.O.", "a reason", ground=ground))


def test_self_harm_is_no_ground_and_whoever_gave_it_is_on_record() -> None:
    ward = World()
    begins_for(ward, Ground.SELF_HARM)
    (fact,) = (one for one in ward.facts if isinstance(one, Refused))
    assert "no ground" in fact.words
    assert "framework proposal" in fact.words
    assert fact.words in ward.denied
    assert ward.state(ASH_4).episode is None
    begins_for(ward, Ground.HARM_TO_OTHERS)
    assert [one.ground for one in ward.facts if isinstance(one, EpisodeBegan)] == [
        Ground.HARM_TO_OTHERS
    ]


@pytest.mark.hazard("H-40")
def test_age_sets_and_what_they_call_for_go_along_and_the_next_set_is_due_when_it_was() -> None:
    ward = World()
    measured(ward, ASH_4)
    ward.health(ASH_1)
    charts(ward, ASH_4, temperature_c=39.4, heart=118, breathing=24)
    before = ward.state(ASH_4).scores
    ward.wait(600)
    moves(ward)
    after, episode = ward.state(ASH_1).scores, ward.state(ASH_1).episode
    assert episode
    assert episode.age == 30
    assert (after.whole, after.last) == (before.whole, before.last)
    assert after.set_due_at == before.set_due_at
    assert URGENT_SCORE.name in ward.alarms(ASH_1)
    assert after.owed
    assert before.owed
    assert after.owed.due_at == before.owed.due_at, "nobody is due later for a move"
    ward.restart_hub()
    assert ward.state(ASH_1).scores == after


@pytest.mark.hazard("H-40")
def test_a_set_that_was_assessed_calls_for_nothing_anew_next_door() -> None:
    ward = World()
    measured(ward, ASH_4)
    ward.health(ASH_1)
    charts(ward, ASH_4, temperature_c=39.4, heart=118, breathing=24)
    ward.wait(60)
    ward.does(RecordAssessment(ASH_4, "K.O.", "Dr A.N.", "fluids"))
    moves(ward)
    scores = ward.state(ASH_1).scores
    assert scores.owed is None
    assert scores.whole
    assert scores.whole.total == 6
    assert URGENT_SCORE.name not in ward.alarms(ASH_1)


@pytest.mark.hazard("H-42")
def test_a_closer_watch_goes_along_and_is_as_close() -> None:
    ward = World()
    measured(ward, ASH_4)
    ward.health(ASH_1)
    ward.does(Tranquillised(ASH_4, DrugClass.BENZODIAZEPINE, DrugRoute.INTRAMUSCULAR, "M.T.", None))
    due_at = ward.state(ASH_4).watch
    modes = ward.state(ASH_4).modes
    moves(ward)
    assert ward.state(ASH_1).modes == modes
    watch = ward.state(ASH_1).watch
    assert watch
    assert due_at
    assert watch.due_at <= due_at.due_at
    ward.until("02:15:02")
    assert BLANK in ward.alarms(ASH_1)


@pytest.mark.hazard("H-42")
def test_nobody_is_called_to_an_empty_room_for_what_its_radar_cannot_see() -> None:
    ward = World()
    measured(ward, ASH_4)
    ward.does(Tranquillised(ASH_4, DrugClass.BENZODIAZEPINE, DrugRoute.INTRAMUSCULAR, "M.T.", None))
    lives(ward, ASH_4, 14, for_s=40)
    opens(ward, ASH_4)
    does_at_door(ward, ASH_4, out_to(Outing.GARDEN))
    leaves(ward, ASH_4)
    lives(ward, ASH_4, 14, for_s=2)  # of breaths before they got up
    lives(ward, ASH_4, Doubt.NOBODY_THERE, for_s=300)
    assert CANNOT_SEE.name not in ward.alarms(ASH_4)
    ward.happens(ASH_4, PresenceMoved(place=Place.ROOM, is_there=True))
    lives(ward, ASH_4, 14, for_s=40)
    lives(ward, ASH_4, Doubt.WEAK_SIGNAL, for_s=120)
    assert CANNOT_SEE.name in ward.alarms(ASH_4), "belied by the room's own sensor, it matters"
