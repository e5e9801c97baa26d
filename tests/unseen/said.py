"""What nodes say that is no visit: readings, vital signs, happenings, health, backlogs, links."""

from random import Random

from hub.acts import Authorise
from tests.hub.world import IN_FORCE, KO, RADAR
from tests.unseen.kinds import Kinds
from tests.unseen.ward import Ward, any_room
from ward.commissioning import Radar, Walking
from ward.envelope import (
    AnswerBody,
    Backlog,
    HappeningBody,
    HealthBody,
    Kept,
    Link,
    Owes,
    ReadingsBody,
    Standing,
    VitalBody,
)
from ward.happenings import (
    BadgeShown,
    Booted,
    CallPressed,
    Dial,
    DialTurned,
    DoorMoved,
    Happening,
    LineTested,
    LineWord,
    LockMoved,
    Place,
    PresenceMoved,
    TalkMoved,
)
from ward.orders import Answer, Outcome
from ward.readings import Quantity, Reading
from ward.rooms import RoomId
from ward.topics import Leaf, Topic
from ward.units import minutes, seconds
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Said, Vital

SAID = Kinds()
AGES_S = (0.0, 0.0, 0.0, 0.0, 3.0, 31.0, 70.0, 400.0)
STRANGER = "0411111111"


def happens(ward: Ward, room: RoomId, happening: Happening, rng: Random) -> None:
    ward.says(room, HappeningBody(happening=happening), age_s=rng.choice(AGES_S))


@SAID("readings", ReadingsBody)
def _reads(ward: Ward, rng: Random) -> None:
    what = rng.choice(tuple(Quantity))
    reading = Reading(quantity=what, sensor="sht4x", value=rng.uniform(0, 40))
    ward.says(any_room(rng), ReadingsBody(readings=(reading,)), age_s=rng.choice(AGES_S))


def _vital(ward: Ward, said: Said, rng: Random) -> None:
    vital = rng.choice((Vital.BREATHING, Vital.BREATHING, Vital.HEART))
    body = VitalBody(vital=vital, said=said, commissioned=rng.random() < 0.5)
    ward.says(any_room(rng), body, age_s=rng.choice(AGES_S))


@SAID("a rate", VitalBody, Rate, weight=4)
def _rate(ward: Ward, rng: Random) -> None:
    _vital(ward, Rate(per_minute=rng.uniform(6, 30), quality=rng.random()), rng)


@SAID("a doubt", VitalBody, Doubted)
def _doubt(ward: Ward, rng: Random) -> None:
    _vital(ward, Doubted(doubt=rng.choice(tuple(Doubt))), rng)


@SAID("no breathing movement", VitalBody, NotBreathing)
def _stops(ward: Ward, rng: Random) -> None:
    _vital(ward, NotBreathing(since=ward.now - seconds(rng.choice((0, 1, 25, 100)))), rng)


@SAID("breathing stops and is seen again", Authorise, VitalBody, NotBreathing, Rate)
def _again(ward: Ward, rng: Random) -> None:
    """Where it may be measured, both as they happen."""
    room = any_room(rng)
    ward.does(
        Authorise(room, KO.ref, "after injection", ward.now + minutes(600), capacity="agrees")
    )
    for said in (NotBreathing(since=ward.now), Rate(per_minute=12.0, quality=0.8)):
        ward.says(room, VitalBody(vital=Vital.BREATHING, said=said, commissioned=True))
        ward.wait(rng.choice((1.0, 31.0)))


@SAID("the door", HappeningBody, DoorMoved, weight=4)
def _door(ward: Ward, rng: Random) -> None:
    room, is_open = any_room(rng), rng.random() < 0.5
    age_s = rng.choice(AGES_S)
    if is_open or age_s:
        surely = is_open and not age_s and ward.nodes[room].clock_s >= 0
        ward.witness.door_may_open(room, stays=True, surely=surely)
    else:
        ward.witness.door_shut(room)
    ward.says(room, HappeningBody(happening=DoorMoved(is_open=is_open)), age_s=age_s)


@SAID("the lock", HappeningBody, LockMoved)
def _lock(ward: Ward, rng: Random) -> None:
    happens(ward, any_room(rng), LockMoved(is_locked=rng.random() < 0.7), rng)


@SAID("presence", HappeningBody, PresenceMoved, weight=4)
def _presence(ward: Ward, rng: Random) -> None:
    moved = PresenceMoved(place=rng.choice(tuple(Place)), is_there=rng.random() < 0.5)
    happens(ward, any_room(rng), moved, rng)


@SAID("a call", HappeningBody, CallPressed, weight=4)
def _call(ward: Ward, rng: Random) -> None:
    happens(ward, any_room(rng), CallPressed(), rng)


@SAID("a talk through the door", HappeningBody, TalkMoved)
def _talk(ward: Ward, rng: Random) -> None:
    happens(ward, any_room(rng), TalkMoved(is_talking=rng.random() < 0.5), rng)


@SAID("the call line tested", HappeningBody, LineTested)
def _line(ward: Ward, rng: Random) -> None:
    happens(ward, any_room(rng), LineTested(word=rng.choice(tuple(LineWord))), rng)


@SAID("a badge and no more", HappeningBody, BadgeShown, weight=4)
def _badge(ward: Ward, rng: Random) -> None:
    badge = rng.choice((*ward.badges.values(), STRANGER))
    happens(ward, any_room(rng), BadgeShown(badge=badge), rng)


@SAID("a dial turned", HappeningBody, DialTurned)
def _dial(ward: Ward, rng: Random) -> None:
    happens(ward, any_room(rng), DialTurned(dial=Dial.LIGHT, asked=rng.random()), rng)


@SAID("a boot", HappeningBody, Booted)
def _boot(ward: Ward, rng: Random) -> None:
    happens(ward, any_room(rng), Booted(version="0.1.0"), rng)


@SAID("an answer", AnswerBody)
def _answer(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    order = rng.choice(ward.nodes[room].orders or ["none"])
    answer = Answer(order=order, outcome=rng.choice(tuple(Outcome)))
    ward.says(room, AnswerBody(answer=answer), age_s=rng.choice(AGES_S))


@SAID("health", HealthBody, weight=6)
def _health(ward: Ward, rng: Random) -> None:
    ward.says(any_room(rng), health(ward, Standing()))


@SAID("health that says how it stands", HealthBody, Standing, weight=4)
def _stands(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    maybe = (None, True, False)
    known = {name: rng.choice(maybe) for name in Standing.model_fields}
    if known.get("door_open"):
        ward.witness.door_may_open(room, stays=True)
    ward.says(room, health(ward, Standing(**known)))


@SAID("health that owes, or no longer", HealthBody, Owes)
def _owes(ward: Ward, rng: Random) -> None:
    """What it no longer owes, and the hub has not, is lost for good."""
    room = any_room(rng)
    node = ward.nodes[room]
    number = max(1, node.number)
    owes = Owes(boot=node.boot, oldest=rng.randint(1, number), count=number)
    ward.says(room, health(ward, Standing(), owes=rng.choice(((), (owes,)))))


def health(
    ward: Ward, standing: Standing, *, owes: tuple[Owes, ...] = (), walk: Walking | None = None
) -> HealthBody:
    radar = RADAR if ward.true_s % 7 else Radar(kind="ld6002", board="another")
    return HealthBody(
        version="0.1.0",
        hardware="a law",
        care_version=1,
        standing=standing,
        in_force=IN_FORCE,
        owes=owes,
        radar=radar if walk is None else RADAR,
        walk=walk,
    )


@SAID("a backlog", Backlog, Kept, weight=4)
def _backlog(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    node = ward.nodes[room]
    up, kept = ward.true_s - node.booted_s, []
    for age_s in sorted((rng.uniform(20, 600) for _ in range(rng.randint(1, 4))), reverse=True):
        node.number += 1
        word: Said = rng.choice(
            (Rate(per_minute=14, quality=0.9), NotBreathing(since=ward.now - seconds(age_s + 9)))
        )
        body = VitalBody(vital=Vital.BREATHING, said=word)
        at = ward.now - seconds(age_s)
        kept.append(
            Kept(n=node.number, at=at, up=max(0.0, up - age_s), synced=node.synced, body=body)
        )
    backlog = Backlog(room=room, boot=node.boot, sent_at=ward.now, sent_up=up, kept=tuple(kept))
    ward.arrives(str(Topic(room, Leaf.BACKLOG)), backlog)


@SAID("a link, or a last will", Link)
def _link(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    link = Link(room=room, boot=ward.nodes[room].boot, linked=rng.random() < 0.5)
    ward.arrives(str(Topic(room, Leaf.LINK)), link, retained=rng.random() < 0.5)
