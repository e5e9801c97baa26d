"""A night at Ash 4, for the tests: moments, people, care, and bytes as a hub would send them."""

from datetime import UTC, datetime

from edge.events import Arrived
from edge.moment import Moment
from ward.announcements import Receipt, Status
from ward.authority import Authority
from ward.care import Authorisation, Care, Confinement, Cover, Person, Plan, Role, Staff
from ward.codec import encode
from ward.observations import Awareness, BreathingSeen, Colour, Content, CouldEnd, Mood, Position
from ward.orders import Order, Ordered, TemperatureAsked
from ward.profile import Night, Profile
from ward.rooms import RoomId
from ward.topics import Leaf, Topic
from ward.units import Instant, Wire, seconds

ASH_4, ASH_5 = RoomId("ash", 4), RoomId("ash", 5)
TWO_AM = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BOOT = "b-0200"
FITTED = frozenset({"main_light", "night_light", "heating", "cooling"})

AMAS_CARD, BENS_CARD, STRANGERS_CARD = "04A2B3C4", "04A2B3C5", "0499999999"
AMA = Staff(ref="s1", initials="A.O.", role=Role.NURSE, badge=AMAS_CARD)
BEN = Staff(ref="s2", initials="B.R.", role=Role.ASSISTANT, badge=BENS_CARD)

SEEN_WELL = Content(
    awareness=Awareness.AWAKE,
    breathing=BreathingSeen.EASY,
    colour=Colour.USUAL,
    position=Position.ON_SIDE,
    mood=Mood.CALM,
    could_end=CouldEnd.NOT_YET,
)


def at(second: float, *, synced: bool = True) -> Moment:
    """So many seconds after two, by both clocks; the node started at two."""
    return Moment(TWO_AM + seconds(second), second, synced)


def wall(second: float) -> Instant:
    return TWO_AM + seconds(second)


def profile(version: int = 1, main: float = 0.4, celsius: float = 21.0) -> Profile:
    return Profile(
        version=version,
        assessed_by="s9",
        main_light=main,
        night_light=0.1,
        temperature_c=celsius,
        how_to_be_with_me="Say who you are before you open the door.",
        night=Night(lux_most=400),  # as bright as by day; the ceiling has tests of its own
    )


def authorised(until_s: float = 3600) -> Authorisation:
    return Authorisation(by="s9", why="tranquillised at one", until=wall(until_s))


def confined(
    began_s: float = 0,
    every_min: int = 15,
    authorisation: Authorisation | None = None,
    cover: Cover = Cover.NONE,
) -> Confinement:
    plan = Plan(
        every_min=every_min,
        authority=Authority.CODE,
        source="Code of Practice, about 26.124",
        set_by="s9",
        set_at=wall(began_s),
        cover=cover,
    )
    return Confinement(
        id="e1",
        began_at=wall(began_s),
        person=Person(ref="p1", initials="J.T."),
        plan=plan,
        authorisation=authorisation,
    )


def care(
    version: int = 1,
    *,
    room: RoomId = ASH_4,
    suits: Profile | None = None,
    confinement: Confinement | None = None,
    staff: tuple[Staff, ...] = (AMA, BEN),
) -> Care:
    return Care(
        room=room,
        version=version,
        issued_at=TWO_AM,
        staff=staff,
        profile=suits or profile(),
        confinement=confinement,
    )


def order(
    order_id: str = "o1",
    asked: Ordered | None = None,
    *,
    room: RoomId = ASH_4,
    boot: str = BOOT,
    asked_s: float = 0,
    lasts_s: float = 30,
) -> Order:
    return Order(
        room=room,
        id=order_id,
        boot=boot,
        asked=asked or TemperatureAsked(celsius=23),
        asked_by="s1",
        asked_at=wall(asked_s),
        expires_at=wall(asked_s + lasts_s),
    )


_LEAVES: dict[type[Wire], Leaf] = {
    Care: Leaf.CARE,
    Order: Leaf.ORDER,
    Receipt: Leaf.RECEIPT,
    Status: Leaf.STATUS,
}


def arrived(message: Wire, room: RoomId = ASH_4, *, retained: bool = False) -> Arrived:
    """The message as the broker hands it over, on this room's topic."""
    return Arrived(str(Topic(room, _LEAVES[type(message)])), encode(message), retained)
