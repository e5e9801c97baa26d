"""Alarms: taken on, quiet for a moment, marked."""

from hub.acts import (
    Acknowledge,
    MarkAlarm,
    PauseAudio,
)
from hub.deciding.deciding import Decided, Rooms, decide
from hub.effects import Denied
from hub.rooms.alarm import PAUSED_MOST, Alarm
from hub.rooms.alarm_facts import AlarmAcknowledged, AlarmMarked, AudioPaused
from ward.rooms import RoomId
from ward.units import Instant


@decide.register
def _(act: Acknowledge, rooms: Rooms, now: Instant) -> Decided:
    """One press, one bound, which while it is paused counts from that press: it buys no more."""
    state = rooms[act.room]
    alarm = state.alarm(act.alarm)
    if alarm is None:
        return _over(act.room)
    if alarm.acknowledged is not None and alarm.acknowledged.holds(now):
        return Denied(f"{state.known_as(alarm.acknowledged.by)} has it already")
    return AlarmAcknowledged(
        room=act.room,
        at=now,
        id=alarm.id,
        condition=alarm.condition,
        by=act.by,
        until=_quiet_since(alarm, now) + alarm.acknowledged_most(),
    )


def _quiet_since(alarm: Alarm, now: Instant) -> Instant:
    quiet = alarm.quiet(now)
    return min(quiet.at, now) if quiet else now


@decide.register
def _(act: PauseAudio, rooms: Rooms, now: Instant) -> Decided:
    """Of what sounds now. Whatever begins meanwhile sounds all the same."""
    sounding = tuple(alarm.id for alarm in rooms[act.room].alarms if alarm.sounding(now))
    if not sounding:
        return Denied(f"Nothing sounds in {act.room.spoken}")
    return AudioPaused(room=act.room, at=now, ids=sounding[:64], by=act.by, until=now + PAUSED_MOST)


@decide.register
def _(act: MarkAlarm, _rooms: Rooms, now: Instant) -> Decided:
    return AlarmMarked(
        room=act.room, at=now, id=act.alarm, by=act.by, actionable=act.actionable, why=act.why
    )


def _over(room: RoomId) -> Denied:
    return Denied(f"That alarm in {room.spoken} shows no longer")
