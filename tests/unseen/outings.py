"""Deeds at the door: out, back, a talk; and what says that whoever is said to be out is inside."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from hub.acts import Authorise
from tests.unseen.deeds import MAY
from tests.unseen.kinds import Kinds
from tests.unseen.said import STRANGER
from tests.unseen.visits import Visit, by_staff, ends_nothing, visit
from tests.unseen.ward import Ward, any_room
from ward.deeds import CameBack, Deed, Escort, Outing, Talked, WentOut
from ward.envelope import HappeningBody, ObservationBody, VitalBody
from ward.happenings import DoorMoved, LockMoved, Place, PresenceMoved
from ward.observations import Content
from ward.rooms import RoomId
from ward.units import minutes
from ward.vitals import Rate, Vital

OUTINGS = Kinds()
PLACES = (Outing.GARDEN, Outing.GARDEN, Outing.WARD, Outing.LEAVE)
GLOWS_S = 70.0  # so long after the door was shut, no sensor says that of whoever just went
AWAITED_MOST_S = 1900.0  # with the hub running
AGES_S = (0.0, 0.0, 0.0, 3.0, 45.0, 400.0)


def _done(ward: Ward, rng: Random, deed: Deed) -> Visit:
    """As the door witnesses it of known staff."""
    return replace(by_staff(ward, rng), content=Content(), deed=deed, door_opened=True)


def _out(rng: Random) -> WentOut:
    return WentOut(to=rng.choice(PLACES), escort=rng.choice(tuple(Escort)))


@OUTINGS("taken out through the door", ObservationBody, WentOut, weight=4)
def _goes(ward: Ward, rng: Random) -> Iterator[str]:
    one = _done(ward, rng, _out(rng))
    return visit(ward, any_room(rng), one, age_s=rng.choice(AGES_S))


@OUTINGS("brought back through the door", ObservationBody, CameBack)
def _returns(ward: Ward, rng: Random) -> Iterator[str]:
    return visit(ward, any_room(rng), _done(ward, rng, CameBack()), age_s=rng.choice(AGES_S))


@OUTINGS("out or back, and the door did not witness it", ObservationBody, WentOut, CameBack)
def _unwitnessed(ward: Ward, rng: Random) -> None:
    one = _done(ward, rng, rng.choice((_out(rng), CameBack())))
    lacking = rng.choice(
        (
            replace(one, door_opened=False),
            replace(one, badge=None),
            replace(one, badge=STRANGER),
            replace(one, by=None),
            replace(one, stayed_s=rng.choice((0.0, 9.9))),
            replace(one, stay_sensed=False),
            replace(one, form_here=False),
        )
    )
    ends_nothing(ward, rng, lacking)


@OUTINGS("out, and not said where to, or only to the ensuite", ObservationBody, WentOut)
def _nowhere(ward: Ward, rng: Random) -> None:
    deeds = (
        WentOut(to=rng.choice(PLACES)),
        WentOut(escort=Escort.ME),
        WentOut(to=Outing.ENSUITE, escort=rng.choice(tuple(Escort))),
    )
    ends_nothing(ward, rng, _done(ward, rng, rng.choice(deeds)))


@OUTINGS("a talk through the open door", ObservationBody, Talked)
def _talks(ward: Ward, rng: Random) -> None:
    """However long, and though all of a visit were recorded with it."""
    one = replace(_done(ward, rng, Talked()), stayed_s=rng.choice((30.0, 60.0, 900.0)))
    ends_nothing(ward, rng, rng.choice((one, replace(one, content=Visit().content))))


def _whose(ward: Ward, rng: Random) -> RoomId:
    """A room whose person is out, if there is one."""
    out = [one.room for one in ward.witness.waits if one.outs and one.runs]
    return rng.choice(out) if out else any_room(rng)


@OUTINGS("somebody is inside who is out", HappeningBody, DoorMoved, PresenceMoved)
def _belied(ward: Ward, rng: Random) -> Iterator[str]:
    """By the room's own sensor, the door having been shut for as long as any sensor lags."""
    room = _whose(ward, rng)
    yield from visit(ward, room, _done(ward, rng, _out(rng)))
    _shuts(ward, room)
    ward.wait(GLOWS_S + ward.witness.lost_s)  # a clock may have hidden so much of it
    place = rng.choice((Place.ROOM, Place.ENSUITE))
    ward.says(room, HappeningBody(happening=PresenceMoved(place=place, is_there=True)))
    ward.wait(1.0)
    ward.witness.belied(room)


@OUTINGS("something says that whoever is out is inside", HappeningBody, VitalBody)
def _perhaps(ward: Ward, rng: Random) -> Iterator[str]:
    """A radar that is heard or not, a lock where nothing senses anybody; at any moment."""
    room = _whose(ward, rng)
    if rng.random() < 0.5:
        yield from visit(ward, room, _done(ward, rng, _out(rng)))
    _leaves(ward, room)
    ward.wait(rng.choice((0.0, 30.0, GLOWS_S)))
    if rng.random() < 0.7:
        ward.does(Authorise(room, MAY, "seen to", ward.now + minutes(600), capacity="agrees"))
        said = Rate(per_minute=14.0, quality=0.9)
        ward.says(room, VitalBody(vital=Vital.BREATHING, said=said, commissioned=True))
    else:
        ward.says(room, HappeningBody(happening=LockMoved(is_locked=True)))
    ward.wait(1.0)


def _leaves(ward: Ward, room: RoomId) -> None:
    """Nothing senses anybody inside any more, and the door is shut."""
    for place in (Place.ROOM, Place.ENSUITE):
        ward.says(room, HappeningBody(happening=PresenceMoved(place=place, is_there=False)))
    _shuts(ward, room)


def _shuts(ward: Ward, room: RoomId) -> None:
    ward.witness.door_shut(room)
    ward.says(room, HappeningBody(happening=DoorMoved(is_open=False)))


@OUTINGS("until they should be back, and a moment more", ObservationBody, WentOut)
def _late(ward: Ward, rng: Random) -> Iterator[str]:
    """With the hub there all along, or coming back a moment before."""
    room = _whose(ward, rng)
    if rng.random() < 0.5:
        yield from visit(ward, room, _done(ward, rng, _out(rng)))
        _leaves(ward, room)
    outs = (out for one in ward.witness.waits if one.runs for out in one.outs)
    until_s = min((out.until_s(ward.witness.lost_s) for out in outs), default=0.0)
    left_s = until_s - ward.true_s
    if left_s > 60.0 and (left_s > AWAITED_MOST_S or rng.random() < 0.9):
        ward.restarts(down_s=left_s - 30.0, whole=rng.random() < 0.3)
        left_s = 30.0
    ward.wait(max(0.0, left_s) + rng.choice((0.5, 3.0, 12.0)))
