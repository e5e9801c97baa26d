"""Deeds at a door, as its node tells the hub of them."""

from tests.hub.world import MT, World
from ward.deeds import Deed, Escort, Outing, WentOut
from ward.envelope import ObservationBody
from ward.happenings import DoorMoved, LockMoved, Place, PresenceMoved
from ward.observations import Content, Evidence, Observation
from ward.rooms import RoomId

OPENED = Evidence(badge=MT.badge, by=MT.ref, stayed_s=46, form_here=True, door_opened=True)


def out_to(to: Outing, escort: Escort = Escort.ME) -> WentOut:
    return WentOut(to=to, escort=escort)


def does_at_door(
    ward: World, room: RoomId, deed: Deed, *, evidence: Evidence = OPENED, age_s: float = 0
) -> None:
    observation = Observation(
        id=f"d-{len(ward.facts)}",
        came_at=ward.now,
        evidence=evidence,
        content=Content(),
        deed=deed,
    )
    ward.hears(room, ObservationBody(observation=observation), age_s=age_s)


def leaves(ward: World, room: RoomId) -> None:
    """Out through the door, which is shut and locked behind them."""
    ward.happens(room, PresenceMoved(place=Place.ROOM, is_there=False))
    ward.happens(room, DoorMoved(is_open=False))
    ward.happens(room, LockMoved(is_locked=True))


def opens(ward: World, room: RoomId) -> None:
    ward.happens(room, LockMoved(is_locked=False))
    ward.happens(room, DoorMoved(is_open=True))
