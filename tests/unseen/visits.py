"""Visits: the one thing that ends a spell, and the many that look like it and end nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from random import Random

from tests.hub.world import KO, MT, SEEN
from tests.unseen.deeds import AGENCY
from tests.unseen.kinds import Kinds
from tests.unseen.law import evidence_ends_it, they_are_out
from tests.unseen.said import STRANGER
from tests.unseen.ward import AHEAD_MOST, Ward, any_room
from tests.unseen.witness import NEAR_S, STEP_S
from ward.codec import encode
from ward.deeds import Deed, Outing, WentOut
from ward.envelope import Envelope, ObservationBody
from ward.observations import Awareness, Content, Evidence, Observation
from ward.review import Review
from ward.rooms import RoomId
from ward.topics import Leaf, Topic
from ward.units import seconds

VISITS = Kinds()


@dataclass(frozen=True)
class Visit:
    """What is said of one at a door, in the words of ``ward.grading``, written down again here."""

    by: str | None = MT.ref
    badge: str | None = MT.badge
    stayed_s: float = 30.0
    form_here: bool = True
    stay_sensed: bool = True
    content: Content = SEEN
    deed: Deed | None = None
    door_opened: bool = False
    second: str | None = None
    second_by: str | None = None
    review: Review | None = None

    def body(self, ward: Ward) -> ObservationBody:
        evidence = Evidence(
            badge=self.badge,
            by=self.by,
            stayed_s=self.stayed_s,
            form_here=self.form_here,
            stay_sensed=self.stay_sensed,
            door_opened=self.door_opened,
            second=self.second,
            second_by=self.second_by,
        )
        return ObservationBody(
            observation=Observation(
                id=f"o-{len(ward.facts)}",
                came_at=ward.now,
                evidence=evidence,
                content=self.content,
                deed=self.deed,
                review=self.review,
            )
        )

    @property
    def out_s(self) -> float | None:
        """For how long they went, at most; the numbers of ``ward.deeds``, written down again."""
        to = self.deed.to if isinstance(self.deed, WentOut) else None
        return (
            {Outing.GARDEN: 1800.0, Outing.WARD: 1800.0, Outing.LEAVE: 14_400.0}[to] if to else None
        )


def visit(ward: Ward, room: RoomId, one: Visit, *, age_s: float = 0.0) -> Iterator[str]:
    """Good evidence, told now. Whatever the node's clock, it is told no later than it was."""
    message = ward.envelope(room, one.body(ward), age_s=age_s)
    node = ward.nodes[room]
    age_s = min(age_s, ward.true_s - node.booted_s)
    at_s = ward.true_s - age_s
    exact = (node.clock_s >= 0.0 or not node.synced) and (not age_s or ward.is_steady(room))
    newer = exact and ward.witness.is_newer(room, at_s)
    if not _is_believed(ward, message):
        ward.sends(room, message)
        return
    near_s = _near_s(ward, at_s) if age_s else 0.0
    ward.witness.saw(room, at_s, near_s=near_s, newer=newer, out_s=one.out_s)
    ward.sends(room, message)
    if newer:
        ward.good += 1
        yield from evidence_ends_it(ward, room, at_s)
        if one.out_s:
            yield from they_are_out(ward, room, at_s + one.out_s)


def _near_s(ward: Ward, at_s: float) -> float:
    """How near to it no clock can tell what was first, of a visit that is told late."""
    return inf if ward.set_s >= at_s else NEAR_S + STEP_S


def _is_believed(ward: Ward, message: Envelope) -> bool:
    """A clock that is too far ahead is turned away by name, and its visit comes again later."""
    return message.sent_at - ward.now <= AHEAD_MOST


def by_staff(ward: Ward, rng: Random) -> Visit:
    refs = [ref for ref in (MT.ref, KO.ref, AGENCY.ref) if ref in ward.badges]
    ref = rng.choice(refs)
    return Visit(by=ref, badge=ward.badges[ref], stayed_s=rng.choice((10.0, 30.0, 900.0)))


@VISITS("a visit that counts", ObservationBody, weight=10)
def _good(ward: Ward, rng: Random) -> Iterator[str]:
    return visit(ward, any_room(rng), by_staff(ward, rng))


@VISITS("a visit that counts, told late", ObservationBody, weight=6)
def _late(ward: Ward, rng: Random) -> Iterator[str]:
    age_s = rng.choice((2.0, 20.0, 45.0, 90.0, 400.0))
    return visit(ward, any_room(rng), by_staff(ward, rng), age_s=age_s)


@VISITS("a visit that counts, told by the boot after", ObservationBody)
def _other_boot(ward: Ward, rng: Random) -> None:
    """Of a clock that was set it is known when; else it ends nothing."""
    room, one = any_room(rng), by_staff(ward, rng)
    node = ward.nodes[room]
    age_s, before = rng.choice((40.0, 100.0)), f"{node.boot}-before"
    message = ward.envelope(room, one.body(ward), n=rng.randint(1, 999))
    began_s = max(node.booted_s, ward.true_s - age_s + 20.0)
    told = message.model_copy(
        update={
            "boot": before,
            "at": ward.now - seconds(age_s),
            "up": 500.0,
            "synced": rng.random() < 0.6,
            "sent_boot": node.boot,
            "sent_up": ward.true_s - began_s,
        }
    )
    number = (room, before, told.n)
    if _is_believed(ward, told) and number not in ward.old:
        ward.old.add(number)
        at_s = ward.true_s - age_s
        if told.synced:
            ward.witness.saw(room, at_s, near_s=_near_s(ward, at_s))
    ward.sends(room, told)


def ends_nothing(ward: Ward, rng: Random, one: Visit) -> None:
    age_s = rng.choice((0.0, 0.0, 30.0))
    ward.says(any_room(rng), one.body(ward), age_s=age_s)


@VISITS("a tap in passing", ObservationBody)
def _tap(ward: Ward, rng: Random) -> None:
    ends_nothing(ward, rng, Visit(stayed_s=rng.choice((0.0, 3.0, 9.9))))


@VISITS("a record without a badge", ObservationBody)
def _no_badge(ward: Ward, rng: Random) -> None:
    ends_nothing(ward, rng, Visit(by=rng.choice((None, MT.ref)), badge=None))


@VISITS("a stranger's badge", ObservationBody)
def _stranger(ward: Ward, rng: Random) -> None:
    ends_nothing(ward, rng, Visit(by=rng.choice((None, MT.ref)), badge=STRANGER))


@VISITS("a badge that is somebody's no longer", ObservationBody)
def _former(ward: Ward, rng: Random) -> None:
    badges = {AGENCY.badge, "04A1B2EE"} - {ward.badges.get(AGENCY.ref)}
    ends_nothing(ward, rng, Visit(by=AGENCY.ref, badge=rng.choice(sorted(badges))))


@VISITS("a stay that no sensor could tell", ObservationBody)
def _not_sensed(ward: Ward, rng: Random) -> None:
    ends_nothing(ward, rng, Visit(stay_sensed=False))


@VISITS("a record made elsewhere", ObservationBody)
def _elsewhere(ward: Ward, rng: Random) -> None:
    ends_nothing(ward, rng, Visit(form_here=False))


@VISITS("a record that is not complete", ObservationBody)
def _unfinished(ward: Ward, rng: Random) -> None:
    lacks = rng.choice(("awareness", "breathing", "colour", "position", "could_end"))
    ends_nothing(ward, rng, Visit(content=SEEN.model_copy(update={lacks: None})))


@VISITS("asleep, and nobody asked whether rousable", ObservationBody)
def _asleep(ward: Ward, rng: Random) -> None:
    content = SEEN.model_copy(update={"awareness": Awareness.ASLEEP, "rousable": None})
    ends_nothing(ward, rng, Visit(content=content))


@VISITS("a visit of next door's, on this door's topic", ObservationBody)
def _next_door(ward: Ward, rng: Random) -> None:
    """Topic and body name two rooms: it is neither's."""
    here, there = rng.sample(list(ward.site.rooms), 2)
    message = ward.envelope(here, Visit().body(ward), n=ward.nodes[here].number + 1)
    ward.arrives(str(Topic(there, Leaf.OBSERVATIONS)), encode(message))
