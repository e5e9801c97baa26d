"""A night, played: the world moves on, what the night says happens, and everything is recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from attune.play.deeds import Stage
from attune.play.night import Bed, Event, Head, Night
from attune.play.record import Done, Record
from attune.play.setting import Radar, Setting, Tenant
from attune.play.told import (
    Befell,
    Kept,
    NodeSaid,
    NoticeBecame,
    NoticeSent,
    Told,
    WasDenied,
    WasRecorded,
)
from attune.play.vocabulary import BROKER, FAULTS, HUB
from attune.play.world import World
from hub.alarms.route import Route
from hub.rules.limits import Limits
from hub.site import Site
from ward.units import minutes

TOLD: tuple[type[Told], ...] = (
    Kept,
    NodeSaid,
    WasRecorded,
    WasDenied,
    Befell,
    NoticeSent,
    NoticeBecame,
)
PAGER = Route("pager", tell_ends=True)  # what a played ward tells people by
PROGRESS_EVERY = minutes(1)
Progress = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Played:
    """A night that was played to its end."""

    night: Night
    record: Record


def play(night: Night, progress: Progress = lambda _now: None) -> Played:
    """Play it. ``progress`` is told how far it has got, now and then."""
    world = World(setting_of(night.head))
    record = record_of(night.head)
    for fact in world.hub.disk.facts:
        record.told(Kept(world.now, fact))
    for kind in TOLD:
        world.watch(kind, record.told)
    stage = Stage(world, night.head)
    stage.begin()
    for event in night.events:
        _until(world, event.at, progress)
        record.done.append(done(event))
        stage.do(event)
    _until(world, night.head.ends, progress)
    return Played(night, record)


def done(event: Event) -> Done:
    """The event, as the record has it."""
    room = None if isinstance(event.where, str) else event.where
    words = f"{event.where} {event.words}" if room is None else event.words
    return Done(event.at, room, words, event.group in (FAULTS, BROKER, HUB), event.line)


def record_of(head: Head) -> Record:
    """An empty record of a night with this head."""
    return Record(head.begins, head.ends, {one.ref: one for one in head.everybody})


def setting_of(head: Head) -> Setting:
    """The world in which a night with this head is played."""
    return Setting(
        site=Site(
            rooms=head.rooms,
            staff=head.staff,
            cctv=head.cctv,
            limits=Limits.model_validate(dict(head.limits)),
        ),
        seed=head.seed,
        began=head.begins,
        radar=Radar(head.radar),
        tenants={bed.room: _tenant(bed) for bed in head.beds},
        routes=(PAGER,),
    )


def _tenant(bed: Bed) -> Tenant:
    return Tenant(bed.breathing if bed.person else None, locked=bed.locked)


def _until(world: World, moment: datetime, progress: Progress) -> None:
    while world.now < moment:
        world.until(min(world.now + PROGRESS_EVERY, moment))
        progress(world.now)
