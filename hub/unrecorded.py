"""What may be shown while what was heard cannot be stored: bad news at once, good news not."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hub.announce import alarm_changed
from hub.effects import Publish
from hub.rooms.alarm import Alarm
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded
from hub.rooms.state import RoomState
from ward.conditions import HUB_CANNOT_RECORD
from ward.rooms import RoomId
from ward.units import Instant

WORDS = "The hub cannot write to its disk: nothing is recorded"


def as_recorded(recorded: RoomState, live: RoomState) -> RoomState:
    """The room by what is stored of it, with what is heard now.

    An alarm that began unrecorded shows, and one that ended unrecorded shows still: nobody is
    to rest on a visit, or an ending, that a power cut would undo.
    """
    return replace(
        recorded,
        standing=live.standing,
        call_at=live.call_at or recorded.call_at,
        presses=live.presses,
        line=live.line,
        sight=live.sight if live.sight.out_at else recorded.sight,
        sighted=live.sighted,
        not_breathing_since=live.not_breathing_since or recorded.not_breathing_since,
        readings=live.readings,
        vitals=live.vitals,
        boot=live.boot,
        heard_at=live.heard_at,
        linked=live.linked,
        health=live.health,
        health_at=live.health_at,
        alarms=tuple(_alarms_as_recorded(recorded, live)),
    )


def _alarms_as_recorded(recorded: RoomState, live: RoomState) -> Iterator[Alarm]:
    """Each once: that it is over, or quiet, counts once it is stored; that it is there at once."""
    known = {one.id: one for one in recorded.alarms}
    for one in live.alarms:
        before = known.pop(one.id, None)
        yield one if before is None or one.times > before.times else before
    yield from known.values()


def on_top(state: RoomState, since: Instant) -> RoomState:
    """With the alarm that all rooms have then. No journal tells of it: there is none to write."""
    return replace(state, alarms=(*state.alarms, _alarm(state.room, since)))


def began(rooms: Iterable[RoomId], since: Instant) -> tuple[Publish, ...]:
    """That alarm, told of every room."""
    ones = [(room, _alarm(room, since)) for room in rooms]
    return tuple(
        alarm_changed(
            AlarmBegan(room=room, at=since, id=one.id, condition=one.condition, words=WORDS),
            one,
            (),
        )
        for room, one in ones
    )


def ended(rooms: Iterable[RoomId], since: Instant, now: Instant) -> tuple[Publish, ...]:
    ones = [(room, _alarm(room, since)) for room in rooms]
    return tuple(
        alarm_changed(AlarmEnded(room=room, at=now, id=one.id, condition=one.condition), one, ())
        for room, one in ones
    )


def _alarm(room: RoomId, since: Instant) -> Alarm:
    name = f"{room.slug}-unrecorded-{since:%Y%m%dT%H%M%S}"
    return Alarm(name, HUB_CANNOT_RECORD.name, since, WORDS)
