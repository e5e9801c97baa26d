"""What people do, decided: the facts that follow, or the words in which it is denied."""

from collections.abc import Iterable, Mapping
from functools import singledispatch

from hub.acts import (
    Acknowledge,
    Ask,
    AskWalk,
    Authorise,
    BeginEpisode,
    EndCommissioning,
    EndEpisode,
    Look,
    MarkAlarm,
    NameObservers,
    PauseAudio,
    RoomAct,
    SetLimit,
    SetPlan,
    SignWalk,
)
from hub.effects import Denied
from hub.orders.journey import LIFE
from hub.rooms.alarm import PAUSED_MOST, Alarm
from hub.rooms.alarm_facts import AlarmAcknowledged, AlarmMarked, AudioPaused
from hub.rooms.confined import AGAIN_WITHIN
from hub.rooms.facts import (
    Authorised,
    EpisodeBegan,
    EpisodeEnded,
    LimitName,
    LimitSet,
    LookedRemotely,
    ObserversSet,
    OrderAsked,
    PlanSet,
    RoomFact,
)
from hub.rooms.radar_facts import Commissioned, CommissioningEnded
from hub.rooms.state import RoomState
from hub.rooms.watch import Watch
from ward.care import Authorisation, Person, Plan
from ward.commissioning import Commissioning, WalkStep
from ward.orders import Order, Ordered
from ward.rooms import RoomId
from ward.units import Instant, hours, seconds

Rooms = Mapping[RoomId, RoomState]
Decided = RoomFact | Denied
LIMIT_BOUNDS_S: Mapping[LimitName, tuple[float, float]] = {LimitName.NO_BREATHING: (10, 60)}
LIMIT_LASTS_MOST = hours(24)  # our own proposal: a doctor says it again, or it is over


@singledispatch
def decide(act: RoomAct, rooms: Rooms, now: Instant) -> Decided:
    """One act, one fact or one denial."""
    raise TypeError(f"nobody in {len(rooms)} rooms can do {act!r} at {now}")


@decide.register
def _(act: BeginEpisode, rooms: Rooms, now: Instant) -> Decided:
    state = rooms[act.room]
    if state.episode is not None:
        return Denied(
            f"{act.room.spoken} already has an episode, of {state.episode.person.initials}"
        )
    unwatched = tuple(_unwatched(act.room, act.person, rooms.values(), now))
    return EpisodeBegan(
        room=act.room,
        at=now,
        id=f"{act.room.slug}-{now:%Y%m%dT%H%M%S}",
        person=act.person,
        plan=_plan(act, now),
        decided_by=act.by,
        why=act.why,
        watch_since=min((*(watch.since for watch in unwatched), now)),
        watch_due=min((watch.due_at for watch in unwatched), default=None),
    )


def _unwatched(
    room: RoomId, person: Person, states: Iterable[RoomState], now: Instant
) -> Iterable[Watch]:
    """The watches under which this person is already unseen, wherever that is.

    Ending an episode and beginning another, here or next door, must not buy time, nor must a
    looser plan on that occasion. The same holds for whoever is in a room whose door was not
    opened between two episodes. A person is known by their reference.
    """
    for state in states:
        if state.episode and state.watch and state.episode.person.ref == person.ref:
            yield state.watch
        for former in state.formers:
            lately = now - former.ended_at - seconds(former.set_on_s) < AGAIN_WITHIN
            same = former.person.ref == person.ref and lately
            if same or (state.room == room and not former.door_opened):
                yield former.watch


@decide.register
def _(act: EndEpisode, rooms: Rooms, now: Instant) -> Decided:
    """A person overdue to be seen leaves a spell that stays open: ended unseen."""
    state = rooms[act.room]
    if state.episode is None or state.watch is None:
        return _nobody(act.room)
    return EpisodeEnded(
        room=act.room,
        at=now,
        id=state.episode.id,
        ended_by=act.by,
        why=act.why,
        unseen=state.watch.overdue(now),
    )


@decide.register
def _(act: SetPlan, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].episode is None:
        return _nobody(act.room)
    return PlanSet(room=act.room, at=now, plan=_plan(act, now))


@decide.register
def _(act: Authorise, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].episode is None:
        return _nobody(act.room)
    if act.until is None:
        return Authorised(room=act.room, at=now, authorisation=None)
    if act.until <= now:
        return Denied("An authorisation must end in the future")
    given = Authorisation(by=act.by, why=act.why, until=act.until)
    return Authorised(room=act.room, at=now, authorisation=given)


@decide.register
def _(act: Look, _rooms: Rooms, now: Instant) -> Decided:
    return LookedRemotely(
        room=act.room,
        at=now,
        how=act.how,
        by=act.by,
        words=act.words,
        said_to_be_at=act.said_to_be_at,
    )


@decide.register
def _(act: Ask, rooms: Rooms, now: Instant) -> Decided:
    """For the boot that is running now, and for a short while only."""
    return _ordered(rooms[act.room], act.asked, act.by, now)


def _ordered(state: RoomState, asked: Ordered, by: str, now: Instant) -> Decided:
    if state.boot is None:
        return Denied(f"{state.room.spoken} has not been heard yet: nothing can be asked of it")
    order = Order(
        room=state.room,
        id=f"{state.room.slug}-{now:%Y%m%dT%H%M%S%f}",
        boot=state.boot,
        asked=asked,
        asked_by=by,
        asked_at=now,
        expires_at=now + LIFE,
    )
    return OrderAsked(room=state.room, at=now, order=order)


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


@decide.register
def _(act: SetLimit, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].episode is None:
        return _nobody(act.room)
    least, most = LIMIT_BOUNDS_S[act.limit]
    if not least <= act.value_s <= most:
        return Denied(f"“{act.limit}” must be from {least:.0f} to {most:.0f} s")
    if not act.why.strip():
        return Denied("A limit of one person's own needs a reason")
    if not now < act.until <= now + LIMIT_LASTS_MOST:
        return Denied("A limit of one person's own must end within 24 h")
    return LimitSet(
        room=act.room,
        at=now,
        limit=act.limit,
        value_s=act.value_s,
        by=act.by,
        why=act.why,
        until=act.until,
    )


@decide.register
def _(act: NameObservers, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].episode is None:
        return _nobody(act.room)
    return ObserversSet(
        room=act.room, at=now, by=act.by, observers=act.observers, preference=act.preference
    )


@decide.register
def _(act: AskWalk, rooms: Rooms, now: Instant) -> Decided:
    """In an empty room; a simulated radar alone sees the same whoever is there."""
    state = rooms[act.room]
    if state.episode is not None and act.asked.step is not WalkStep.SIMULATE:
        return Denied(f"A walk needs an empty room, and somebody is confined in {act.room.spoken}")
    return _ordered(state, act.asked, act.by, now)


@decide.register
def _(act: SignWalk, rooms: Rooms, now: Instant) -> Decided:
    """Of what the room itself says was walked, and of nothing that was typed."""
    walked = rooms[act.room].walked
    if walked is None or walked.id != act.walk:
        return Denied(f"No walk of {act.room.spoken} that could be signed is finished")
    signed = Commissioning(walked=walked, by=act.by, at=now)
    return Commissioned(room=act.room, at=now, commissioning=signed)


@decide.register
def _(act: EndCommissioning, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].commissioning is None:
        return Denied(f"{act.room.spoken} is not commissioned")
    if not act.why.strip():
        return Denied("Say why the commissioning is taken back")
    return CommissioningEnded(room=act.room, at=now, by=act.by, why=act.why)


def _plan(act: BeginEpisode | SetPlan, now: Instant) -> Plan:
    return Plan(
        every_min=act.every_min,
        authority=act.authority,
        source=act.source,
        set_by=act.by,
        set_at=now,
        cover=act.cover,
        varied=act.varied,
    )


def _over(room: RoomId) -> Denied:
    return Denied(f"That alarm in {room.spoken} shows no longer")


def _nobody(room: RoomId) -> Denied:
    return Denied(f"No episode is running in {room.spoken}")
