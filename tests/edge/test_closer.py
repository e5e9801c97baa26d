"""Closer watch at the door: it holds with the hub dead, outlives a power cut, and ends by care."""

import pytest

from edge.door.glass import glass
from edge.events import BadgeSensed, FormCompleted, Recorded, Remember
from edge.memory import CARE, Memory
from edge.mode_events import (
    AtDoor,
    NotedAtDoor,
    ReleasedAtDoor,
    RestrainedAtDoor,
    TranquillisedAtDoor,
)
from edge.node import Node
from tests.edge import night
from tests.edge.night import SEEN_WELL, at, wall
from tests.edge.test_door import Room
from ward.care import Cover
from ward.modes import Airway, DrugClass, DrugRoute, Mode, ModeKind
from ward.observations import Awareness, Content, Position, Rousable
from ward.schedules import Every, Schedule
from ward.units import minutes

GIVEN = TranquillisedAtDoor(DrugClass.BENZODIAZEPINE, DrugRoute.INTRAMUSCULAR, 10)
ASLEEP = SEEN_WELL.model_copy(update={"awareness": Awareness.ASLEEP, "rousable": Rousable.TO_VOICE})


def hourly() -> Room:
    """Somebody is due each hour, and the nurse's badge was shown."""
    room = Room()
    confinement = night.confined(every_min=60)
    room.happened(night.arrived(night.care(version=2, confinement=confinement)))
    room.visit(10)
    return room


def modes(room: Room) -> tuple[Mode, ...]:
    confinement = room.view().confinement
    assert confinement is not None
    return confinement.modes


def records(room: Room, content: Content) -> Recorded:
    follows = room.happened(FormCompleted(content))
    return next(each for each in follows if isinstance(each, Recorded))


@pytest.mark.hazard("H-42")
@pytest.mark.hazard("H-24")
def test_pressed_at_the_door_it_holds_there_at_once_with_no_hub() -> None:
    room = hourly()
    assert room.view().due_at == wall(3600)
    room.happened(GIVEN)
    (mode,) = modes(room)
    assert mode.said_at == wall(10) - minutes(10)
    assert room.view().due_at == wall(10) + minutes(15)
    confinement = room.view().confinement
    assert confinement is not None
    assert confinement.stays is Cover.OUTSIDE_DOOR
    assert "after rapid tranquillisation" in glass(room.view()).modes[0].title


@pytest.mark.hazard("H-42")
@pytest.mark.hazard("H-43")
def test_with_no_hub_the_sites_own_table_holds_at_the_door_too() -> None:
    room = hourly()
    own = tuple(Schedule(kind=kind, stretches=(Every(every_min=7),)) for kind in ModeKind)
    care = night.care(version=3, confinement=night.confined(every_min=60))
    room.happened(night.arrived(care.model_copy(update={"schedules": own})))
    room.happened(GIVEN)
    assert room.view().due_at == wall(10) + minutes(7)
    room.happened(RestrainedAtDoor())
    room.happened(ReleasedAtDoor())
    assert [one.every_min for mode in modes(room) for one in mode.schedule] == [7, 1, 5, 7]


@pytest.mark.hazard("H-42")
@pytest.mark.parametrize("badge", [None, night.BENS_CARD, night.STRANGERS_CARD])
def test_a_drug_takes_the_badge_of_whoever_may_give_one(badge: str | None) -> None:
    room = Room()
    if badge:
        room.happened(BadgeSensed(badge))
    room.happened(GIVEN)
    assert modes(room) == ()
    assert "badge of a nurse or a doctor" in room.view().refused


@pytest.mark.hazard("H-04")
def test_not_tried_is_no_answer_at_this_door_in_a_mode() -> None:
    room = hourly()
    not_tried = ASLEEP.model_copy(update={"rousable": Rousable.NOT_TRIED})
    room.second += 30
    room.happened(GIVEN)
    assert not records(room, not_tried).graded.ends_spell
    room.second += 1
    assert records(room, ASLEEP).graded.ends_spell


@pytest.mark.hazard("H-42")
def test_whoever_looks_asleep_is_due_again_in_15_min_after_the_first_hour() -> None:
    room = hourly()
    room.happened(GIVEN)
    room.second = 4000
    room.visit(30)
    assert records(room, ASLEEP).graded.ends_spell
    assert room.view().due_at == wall(4030) + minutes(15)


@pytest.mark.hazard("H-43")
def test_a_restraint_takes_one_press_and_no_badge_and_asks_position_and_airway() -> None:
    room = Room()
    room.happened(RestrainedAtDoor())
    assert glass(room.view()).held
    assert "Position? Airway clear?" in glass(room.view()).modes[0].do
    room.second = 30
    room.happened(NotedAtDoor(Position.FACE_DOWN, Airway.CLEAR))
    room.second = 270
    room.happened(ReleasedAtDoor())
    (mode,) = modes(room)
    assert mode.prone_s == 240
    assert room.view().due_at == wall(270) + minutes(1)


@pytest.mark.parametrize(
    ("pressed", "words"),
    [(ReleasedAtDoor(), "Nobody is recorded as held"),
     (NotedAtDoor(Position.SITTING, Airway.CLEAR), "Nobody is recorded as held")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(pressed: AtDoor, words: str) -> None:
    room = Room()
    room.happened(pressed)
    assert words in room.view().refused
    assert modes(room) == ()


@pytest.mark.hazard("H-07")
def test_it_outlives_a_power_cut_until_the_hubs_care_answers_it() -> None:
    room = hourly()
    care = night.care(version=2, confinement=night.confined(every_min=60))
    before = Memory().after((Remember(CARE, care),))
    memory = before.after(room.happened(GIVEN))
    woken = Node(night.ASH_4, "b-2", "1", "test", night.FITTED, at(0), memory=memory)
    confinement = woken.door(at(60)).confinement
    assert confinement is not None
    (mode,) = confinement.modes
    assert mode.kind is ModeKind.TRANQUILLISED
    known = confinement.model_copy(update={"modes": (mode,)})
    woken.feed(night.arrived(night.care(version=3, confinement=known)), at(61))
    ended = confinement.model_copy(update={"modes": ()})
    woken.feed(night.arrived(night.care(version=4, confinement=ended)), at(62))
    after = woken.door(at(63)).confinement
    assert after is not None
    assert after.modes == ()
