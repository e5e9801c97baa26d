"""When people are told: after what they are told of is stored, but for bad news on a full disk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.effects import About, Changed, Effect, Keep, TakeBack, Tell
from hub.outside.turn import Said, Turn
from hub.rooms.facts import How, LookedRemotely
from tests.hub.shell import ASH_4, ASH_5, STARTED
from ward.rooms import RoomId

ASH_6 = RoomId("ash", 6)
rooms = st.sampled_from((ASH_4, ASH_5, ASH_6))


def tell(*about: RoomId, is_end: bool = False) -> Tell:
    return Tell("pager", "r", "t", "w", 2, tuple(About(room, "a", 1, 0) for room in about), is_end)


def about(said: Said) -> set[RoomId]:
    """Every room of a message."""
    if isinstance(said, Tell):
        return {each.room for each in said.about}
    assert isinstance(said, TakeBack)
    return {said.room}


def fact(room: RoomId) -> Keep:
    return Keep(LookedRemotely(room=room, at=STARTED, how=How.CCTV, by="st-01"))


tells = st.builds(
    lambda about, is_end: tell(*about, is_end=is_end),
    st.lists(rooms, min_size=1, max_size=3, unique=True),
    st.booleans(),
)
effects = st.one_of(
    tells, st.builds(lambda room: TakeBack(room, "a"), rooms), st.builds(fact, rooms)
)


@pytest.mark.hazard("H-23")
@pytest.mark.hazard("H-28")
@given(st.lists(st.lists(effects, max_size=5), max_size=6), st.sets(rooms))
def test_a_message_waits_for_the_facts_of_every_room_it_is_about(
    events: list[list[Effect]], before: set[RoomId]
) -> None:
    turn, waiting = Turn(), set(before)
    everything = [one for event in events for one in event if not isinstance(one, Keep)]
    left: list[Effect] = []
    for event in events:
        waiting |= {one.fact.room for one in event if isinstance(one, Keep)}
        for one in turn.add(event, before):
            assert isinstance(one, Tell | TakeBack)
            assert waiting.isdisjoint(about(one))
            left.append(one)
    free, _ = turn.freed()
    for one in free:
        assert turn.rooms.isdisjoint(about(one))
    for one in turn.publishes:
        assert not turn.rooms.isdisjoint(about(one))
    assert sorted(map(id, [*left, *free, *turn.publishes])) == sorted(map(id, everything))


@pytest.mark.hazard("H-26")
@given(st.lists(tells, max_size=6))
def test_on_a_disk_that_takes_nothing_what_began_is_told_and_what_is_over_waits(
    told: list[Tell],
) -> None:
    turn = Turn()
    turn.add([fact(room) for room in (ASH_4, ASH_5, ASH_6)], ())
    assert turn.add([*told, Changed(ASH_4)], ()) == []
    early = turn.will_not_wait()
    assert early == [one for one in told if not one.is_end]
    assert turn.publishes == [one for one in told if one.is_end]
    assert turn.will_not_wait() == []
