"""What happened in a simulated room, as the facts that a hub would have written of it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from firmware_sim.estate.parts import Happening, Room
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded
from hub.rooms.facts import Happened, RoomFact
from hub.rooms.order_facts import OrderAsked, OrderReached, Progress
from hub.rooms.profile_facts import ProfileSigned
from hub.rooms.radar_facts import THE_ROOM, Commissioned, CommissioningEnded
from ward.authority import Authority
from ward.care import Person, Plan
from ward.commissioning import (
    SIMULATED,
    Commissioning,
    EmptyRoom,
    Radar,
    Sight,
    Spot,
    SpotSeen,
    Walked,
)
from ward.conditions import INSIDE_UNSEEN, NODE_SILENT
from ward.happenings import CallPressed, LineTested, LineWord, TalkMoved
from ward.happenings import Happening as WardHappening
from ward.orders import Lamp, LuxAsked, Order
from ward.profile import Hours, Profile, Source
from ward.rooms import RoomId
from ward.units import Instant, minutes
from ward.vitals import Doubt
from ward.ward_default import DEFAULT

BY = "simulated"
BOOT = "sim-1"
WALKED = Walked(
    id="walk-1",
    radar=Radar(kind="simulated radar", board=SIMULATED),
    version="simulated",
    began_at=datetime(2026, 1, 1, tzinfo=UTC),
    ended_at=datetime(2026, 1, 1, tzinfo=UTC),
    empty=EmptyRoom(answered=(Doubt.NOBODY_THERE,), lasted_s=30.0),
    spots=tuple(SpotSeen(spot=spot, sight=Sight.BREATHING, held_s=60.0) for spot in Spot),
)


def moment(at: float) -> Instant:
    return datetime.fromtimestamp(round(at, 3), UTC)


def facts_of(room: Room, zone: str) -> Iterator[RoomFact]:
    """In the order in which they took place."""
    named = RoomId.parse(room.name)
    for n, one in enumerate(sorted(room.happened, key=lambda one: one.at), start=1):
        yield from _FACTS[one.what](named, one, n, zone)


Facts = Iterator[RoomFact]


def _happened(room: RoomId, one: Happening, n: int, happening: WardHappening) -> Facts:
    at = moment(one.at)
    yield Happened(room=room, at=at, observed_at=at, boot=BOOT, n=n, happening=happening)


def _line_works(room: RoomId, one: Happening, n: int, _zone: str) -> Facts:
    return _happened(room, one, n, LineTested(word=LineWord.WORKS))


def _line_fails(room: RoomId, one: Happening, n: int, _zone: str) -> Facts:
    return _happened(room, one, n, LineTested(word=LineWord.FAILS, words=one.detail))


def _call(room: RoomId, one: Happening, n: int, _zone: str) -> Facts:
    return _happened(room, one, n, CallPressed())


def _talk(room: RoomId, one: Happening, n: int, _zone: str) -> Facts:
    return _happened(room, one, n, TalkMoved(is_talking=True))


def _stay_begins(room: RoomId, one: Happening, _n: int, _zone: str) -> Facts:
    at = moment(one.at)
    yield EpisodeBegan(
        room=room,
        at=at,
        id=f"{room.slug}-{at:%Y%m%dT%H%M}",
        person=Person(ref=f"p-{room.slug}-{at:%m%d}", initials="S.M."),
        plan=Plan(every_min=15, authority=Authority.LOCAL, source=BY, set_by=BY, set_at=at),
        decided_by=BY,
        why=BY,
        watch_since=at,
    )


def _stay_ends(room: RoomId, one: Happening, _n: int, _zone: str) -> Facts:
    yield EpisodeEnded(
        room=room, at=moment(one.at), id=room.slug, ended_by=BY, why=BY, unseen=False
    )


def _signed(room: RoomId, one: Happening, _n: int, zone: str) -> Facts:
    day, evening, night = DEFAULT.hours
    profile = Profile(
        version=2,
        assessed_by=BY,
        source=Source.ASSESSED,
        main_light=DEFAULT.main_light,
        night_light=DEFAULT.night_light,
        temperature_c=DEFAULT.temperature_c,
        temperature_least_c=DEFAULT.temperature_least_c,
        temperature_most_c=DEFAULT.temperature_most_c,
        zone=zone,
        hours=(Hours(from_min=day.from_min, name=day.name, lux=one.value), evening, night),
    )
    yield ProfileSigned(room=room, at=moment(one.at), by=BY, profile=profile)


def _walked(room: RoomId, one: Happening, _n: int, _zone: str) -> Facts:
    at = moment(one.at)
    yield Commissioned(room=room, at=at, commissioning=Commissioning(walked=WALKED, by=BY, at=at))


def _another_radar(room: RoomId, one: Happening, _n: int, _zone: str) -> Facts:
    why = "another radar or board than was walked"
    yield CommissioningEnded(room=room, at=moment(one.at), by=THE_ROOM, why=why)


def _began(room: RoomId, one: Happening, condition: str) -> Facts:
    id_ = f"{room.slug}-{condition}"
    yield AlarmBegan(room=room, at=moment(one.at), id=id_, condition=condition, words=BY)


def _ended(room: RoomId, one: Happening, condition: str) -> Facts:
    yield AlarmEnded(
        room=room, at=moment(one.at), id=f"{room.slug}-{condition}", condition=condition
    )


def _lamp(room: RoomId, one: Happening, n: int, _zone: str) -> Facts:
    at = moment(one.at)
    order = Order(
        room=room,
        id=f"{room.slug}-lamp-{n}",
        boot=BOOT,
        asked=LuxAsked(lamp=Lamp(one.detail), lux=one.value),
        asked_by=BY,
        asked_at=at,
        expires_at=at + minutes(1),
    )
    yield OrderAsked(room=room, at=at, order=order)
    yield OrderReached(room=room, at=moment(one.at + 1), order=order.id, progress=Progress.DONE)


_FACTS: Mapping[str, Callable[[RoomId, Happening, int, str], Facts]] = {
    "line works": _line_works,
    "line fails": _line_fails,
    "call": _call,
    "talk": _talk,
    "stay begins": _stay_begins,
    "stay ends": _stay_ends,
    "profile signed": _signed,
    "walked": _walked,
    "another radar": _another_radar,
    "unseen": lambda room, one, _n, _zone: _began(room, one, INSIDE_UNSEEN.name),
    "seen": lambda room, one, _n, _zone: _ended(room, one, INSIDE_UNSEEN.name),
    "silent": lambda room, one, _n, _zone: _began(room, one, NODE_SILENT.name),
    "heard": lambda room, one, _n, _zone: _ended(room, one, NODE_SILENT.name),
    "lamp asked": _lamp,
}
