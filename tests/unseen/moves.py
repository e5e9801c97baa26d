"""Moves: the same confinement goes on in another room."""

from random import Random

from hub.acts import EndEpisode, MovePerson
from tests.unseen.deeds import MAY
from tests.unseen.kinds import Kinds
from tests.unseen.said import health
from tests.unseen.ward import Ward, any_room, next_door
from ward.envelope import HappeningBody, Standing
from ward.happenings import DoorMoved
from ward.rooms import RoomId

MOVES = Kinds()
NOWHERE = RoomId("ash", 77)


@MOVES("a move", MovePerson, weight=4)
def _moves(ward: Ward, rng: Random) -> None:
    """Where somebody is and next door is nobody, or may be made so; and back again at once."""
    room = any_room(rng)
    if rng.random() < 0.7:
        _makes_way(ward, next_door(room))
    if moves(ward, room) and rng.random() < 0.3:
        ward.wait(rng.choice((0.0, 1.0, 31.0)))
        moves(ward, next_door(room))


@MOVES("a move that cannot be", MovePerson)
def _cannot(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    nowhere = MovePerson(room, rng.choice((room, NOWHERE)), MAY, "why")
    by_nobody = MovePerson(room, next_door(room), rng.choice(("nobody known", "st-77")), "why")
    act = rng.choice((nowhere, by_nobody))
    if ward.does(act):
        raise AssertionError(f"{act} was done")


def moves(ward: Ward, room: RoomId) -> bool:
    if not ward.does(MovePerson(room, next_door(room), MAY, "the window is broken")):
        return False
    ward.witness.moves(room, next_door(room), ward.true_s)
    return True


def _makes_way(ward: Ward, room: RoomId) -> None:
    """Nobody is confined there any more, its door stands open, and it is heard."""
    if ward.does(EndEpisode(room, MAY, "calm")):
        ward.witness.ends(room, ward.true_s)
    ward.witness.door_may_open(room, stays=True, surely=ward.nodes[room].clock_s >= 0)
    ward.says(room, HappeningBody(happening=DoorMoved(is_open=True)))
    ward.says(room, health(ward, Standing()))
