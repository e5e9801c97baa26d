"""Where each kind of act is decided on: the fact that follows, or the words of a denial."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import NamedTuple

from hub.acts import MovePerson, RoomAct
from hub.effects import Denied
from hub.rooms.episode_facts import EpisodeEnded
from hub.rooms.facts import RoomFact
from hub.rooms.state import RoomState
from ward.rooms import RoomId
from ward.units import Instant

Rooms = Mapping[RoomId, RoomState]


@dataclass(frozen=True, slots=True)
class KeptAndDenied:
    """It is written down that somebody tried, and told in words why nothing came of it."""

    fact: RoomFact
    words: str


Decided = RoomFact | Denied | KeptAndDenied


class Moved(NamedTuple):
    """What is written in two rooms at once: that somebody left, and all that arrives with them."""

    left: EpisodeEnded
    arrived: tuple[RoomFact, ...]


@singledispatch
def decide(act: RoomAct, rooms: Rooms, now: Instant) -> Decided | Moved:
    """One act, one fact or one denial; of a move, the facts of both rooms.

    A denial that is to be on record is the fact ``Refused``.
    """
    raise TypeError(f"nobody in {len(rooms)} rooms can do {act!r} at {now}")


def nobody(room: RoomId) -> Denied:
    """Nobody is confined there, so nothing of a confinement can be decided."""
    return Denied(f"No episode is running in {room.spoken}")


def rooms_of(act: RoomAct) -> tuple[RoomId, ...]:
    """Every room that an act may change."""
    return (act.room, act.to) if isinstance(act, MovePerson) else (act.room,)
