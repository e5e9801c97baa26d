"""The door's own word on who went out: what counts, until when, and what speaks against it."""

import pytest

from edge.events import (
    BadgeSensed,
    DeedRecorded,
    DoorSensed,
    FormCompleted,
    LockSensed,
    PresenceSensed,
    Recorded,
)
from edge.memory import Memory, Shelf
from edge.moment import Moment
from edge.node import Node
from tests.edge.night import (
    AMAS_CARD,
    ASH_4,
    BOOT,
    FITTED,
    SEEN_WELL,
    arrived,
    at,
    care,
    confined,
    wall,
)
from ward.deeds import CameBack, Deed, Escort, Outing, Talked, WentOut
from ward.happenings import Place
from ward.units import minutes

GARDEN = WentOut(to=Outing.GARDEN, escort=Escort.ME)
LEAVE = WentOut(to=Outing.LEAVE, escort=Escort.FAMILY)
THERE, NOT_THERE = PresenceSensed(Place.ROOM, True), PresenceSensed(Place.ROOM, False)


def node(memory: Memory | None = None, started: Moment | None = None) -> Node:
    """Of a room with somebody confined in it every 15 minutes, locked in and sensed."""
    made = Node(ASH_4, BOOT, "0.1", "simulated", FITTED, started or at(0), memory=memory)
    made.feed(arrived(care(confinement=confined())), started or at(0))
    return made


def at_the_door(made: Node, second: float, deed: Deed, *, opens: bool = True) -> Recorded:
    """Somebody known stays there for half a minute, opens the door, and records it."""
    made.feed(PresenceSensed(Place.DOORSIDE, True), at(second))
    made.feed(BadgeSensed(AMAS_CARD), at(second))
    made.feed(DoorSensed(False), at(second))
    if opens:
        made.feed(DoorSensed(True), at(second + 5))
    follows = made.feed(DeedRecorded(deed), at(second + 30))
    (found,) = (each for each in follows if isinstance(each, Recorded))
    return found


def shut(made: Node, second: float, *, inside: bool) -> None:
    """They go out, or do not; the door is shut and locked behind, and everybody leaves."""
    made.feed(THERE if inside else NOT_THERE, at(second))
    made.feed(DoorSensed(False), at(second))
    made.feed(LockSensed(True), at(second))
    made.feed(PresenceSensed(Place.DOORSIDE, False), at(second))


def ticked(made: Node, begin_s: float, end_s: float) -> None:
    for second in range(int(begin_s), int(end_s)):
        made.tick(at(second))


@pytest.mark.hazard("H-06")
def test_whoever_is_taken_to_the_garden_is_due_when_that_outing_must_be_over() -> None:
    made = node()
    assert at_the_door(made, 100, GARDEN).graded.ends_spell
    shut(made, 140, inside=False)
    ticked(made, 140, 400)
    view = made.door(at(400))
    assert view.due_at == wall(130) + minutes(30)
    assert view.out
    assert (view.out.to, view.out.by) == (Outing.GARDEN, "A.O.")


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("deed", [GARDEN, CameBack()])
def test_without_an_opened_door_nobody_went_or_came_back(deed: Deed) -> None:
    made = node()
    recorded = at_the_door(made, 100, deed, opens=False)
    assert (recorded.graded.grade, recorded.graded.ends_spell) == ("weak", False)
    assert made.door(at(400)).due_at == wall(0) + minutes(15)
    assert made.door(at(400)).out is None


@pytest.mark.hazard("H-06")
@pytest.mark.parametrize("deed", [WentOut(to=Outing.ENSUITE, escort=Escort.ME), Talked()])
def test_the_ensuite_and_a_talk_delay_nothing(deed: Deed) -> None:
    made = node()
    assert not at_the_door(made, 100, deed).graded.ends_spell
    assert made.door(at(400)).due_at == wall(0) + minutes(15)
    assert made.door(at(400)).out is None


@pytest.mark.hazard("H-06")
def test_somebody_sensed_inside_makes_it_as_if_nobody_had_gone() -> None:
    made = node()
    at_the_door(made, 100, GARDEN)
    shut(made, 140, inside=True)
    ticked(made, 140, 199)
    assert made.door(at(199)).due_at == wall(130) + minutes(30)  # it may be an afterglow
    ticked(made, 199, 202)
    view = made.door(at(202))
    assert view.due_at == wall(130) + minutes(15)
    assert view.out
    assert view.out.belied
    made.feed(NOT_THERE, at(203))  # in a blind spot now: it stays said
    ticked(made, 203, 300)
    assert made.door(at(300)).due_at == wall(130) + minutes(15)


def test_whoever_cleans_the_room_with_the_door_open_is_not_the_person() -> None:
    made = node()
    at_the_door(made, 100, GARDEN)
    made.feed(THERE, at(140))
    ticked(made, 140, 600)
    assert made.door(at(600)).due_at == wall(130) + minutes(30)


@pytest.mark.hazard("H-06")
def test_a_room_in_which_nothing_can_sense_anybody_goes_by_its_lock() -> None:
    made = node()
    at_the_door(made, 100, GARDEN)
    made.feed(DoorSensed(False), at(140))
    made.feed(LockSensed(True), at(140))
    ticked(made, 140, 202)
    assert made.door(at(202)).due_at == wall(130) + minutes(15)


@pytest.mark.hazard("H-06")
def test_whoever_is_brought_back_is_seen_then_and_the_plan_counts_from_there() -> None:
    made = node()
    at_the_door(made, 100, GARDEN)
    shut(made, 140, inside=False)
    ticked(made, 140, 900)
    assert at_the_door(made, 1000, CameBack()).graded.ends_spell
    view = made.door(at(1031))
    assert view.out is None
    assert view.due_at == wall(1030) + minutes(15)


@pytest.mark.hazard("H-06")
def test_a_look_at_them_in_the_room_ends_an_outing_too() -> None:
    made = node()
    at_the_door(made, 100, GARDEN)
    shut(made, 140, inside=False)
    ticked(made, 140, 400)
    made.feed(PresenceSensed(Place.DOORSIDE, True), at(400))
    made.feed(BadgeSensed(AMAS_CARD), at(400))
    made.feed(FormCompleted(SEEN_WELL), at(430))
    assert made.door(at(431)).out is None
    assert made.door(at(431)).due_at == wall(430) + minutes(15)


def after_a_power_cut(*, synced: bool) -> Node:
    """Out at 02:02:10, the power is back after 20 minutes with another uptime."""
    shelf, made = Shelf(), Node(ASH_4, BOOT, "0.1", "simulated", FITTED, at(0))
    for event, second in (
        (arrived(care(confinement=confined())), 1),
        (PresenceSensed(Place.DOORSIDE, True), 100),
        (BadgeSensed(AMAS_CARD), 100),
        (DoorSensed(False), 101),
        (DoorSensed(True), 105),
        (DeedRecorded(GARDEN), 130),
    ):
        for each in made.feed(event, at(second)):
            shelf.take(each)
    back = Moment(wall(1200), 3, synced)
    again = Node(ASH_4, "b-0220", "0.1", "simulated", FITTED, back, memory=shelf.memory())
    again.feed(arrived(care(confinement=confined())), back)
    return again


@pytest.mark.hazard("H-06")
def test_an_outing_is_remembered_through_a_power_cut() -> None:
    again = after_a_power_cut(synced=True)
    view = again.door(Moment(wall(1210), 13, synced=True))
    assert view.out
    assert view.out.to is Outing.GARDEN
    assert view.due_at == wall(130) + minutes(30)


@pytest.mark.hazard("H-06")
def test_a_clock_that_is_not_set_makes_an_outing_no_longer() -> None:
    again = after_a_power_cut(synced=False)
    now = Moment(wall(1210), 13, synced=False)
    view = again.door(now)
    assert view.out
    assert view.out.until <= now.at
    due_at = view.due_at
    assert due_at is not None
    assert due_at <= now.at


@pytest.mark.hazard("H-06")
def test_an_outing_of_one_person_is_not_the_next_ones() -> None:
    made = node()
    at_the_door(made, 100, LEAVE)
    other = confined(began_s=200).model_copy(update={"id": "e2"})
    made.feed(arrived(care(version=2, confinement=other)), at(200))
    view = made.door(at(210))
    assert view.out is None
    assert view.due_at == wall(200) + minutes(15)
