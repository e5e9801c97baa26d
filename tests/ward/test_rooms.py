"""Rooms and topics: every room has one name, and every name at most one room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ward.rooms import RoomId
from ward.topics import Leaf, Topic, hub_listens, node_listens

wards = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20)
rooms = st.builds(RoomId, wards, st.integers(1, 99))


@given(rooms)
def test_a_room_is_found_again_by_its_name(room: RoomId) -> None:
    assert RoomId.parse(str(room)) == room


@given(rooms, st.sampled_from(Leaf))
def test_a_topic_is_found_again_by_its_text(room: RoomId, leaf: Leaf) -> None:
    assert Topic.parse(str(Topic(room, leaf))) == Topic(room, leaf)


@pytest.mark.parametrize(
    "name",
    ["ash", "ash/4", "ash/00", "Ash/04", "ash/004", "ash/04/", "a.b/01", "", "ash/\uff10\uff14"],
)
def test_what_is_not_a_room_is_refused_in_words(name: str) -> None:
    with pytest.raises(ValueError, match=r"not a room|not 1\.\.99"):
        RoomId.parse(name)


@given(st.text(max_size=60))
def test_no_text_is_mistaken_for_a_topic(text: str) -> None:
    try:
        topic = Topic.parse(text)
    except ValueError:
        return
    assert str(topic) == text


def test_a_node_listens_to_its_own_room_only() -> None:
    assert all("ash/04" in topic for topic in node_listens(RoomId("ash", 4)))
    assert not any("order" in topic for topic in hub_listens())


def test_a_room_is_spoken_of_as_people_do() -> None:
    assert RoomId("ash", 4).spoken == "Ash 4"
