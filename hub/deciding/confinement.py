"""A confinement: beginning and ending it, its plan, and the authorisation."""

from collections.abc import Iterable

from hub.acts import (
    Authorise,
    BeginEpisode,
    EndEpisode,
    SetPlan,
)
from hub.deciding.deciding import Decided, KeptAndDenied, Rooms, decide, nobody
from hub.effects import Denied
from hub.rooms.confined import AGAIN_WITHIN
from hub.rooms.episode_facts import (
    Authorised,
    EpisodeBegan,
    EpisodeEnded,
    PlanSet,
)
from hub.rooms.facts import Refused
from hub.rooms.privacy_facts import Watching
from hub.rooms.state import RoomState
from hub.rooms.watch import Watch, is_ahead
from hub.staff.authority import Action
from ward.care import Authorisation, Person, Plan
from ward.conditions import BLANK_SPELL
from ward.kinds import NO_GROUND
from ward.rooms import RoomId
from ward.units import Instant, seconds


@decide.register
def _(act: BeginEpisode, rooms: Rooms, now: Instant) -> Decided:
    state = rooms[act.room]
    if state.episode is not None:
        return Denied(
            f"{act.room.spoken} already has an episode, of {state.episode.person.initials}"
        )
    if act.ground in NO_GROUND:
        basis = NO_GROUND[act.ground]
        words = f"“{act.ground}” is no ground for confining anybody; fetch a senior nurse now"
        said = f"{words} ({basis.authority}: {basis.source})"
        tried = Refused(
            room=act.room, at=now, by=act.by, action=Action.BEGIN_EPISODE, words=said[:500]
        )
        return KeptAndDenied(tried, said)
    unwatched = tuple(unwatched_of(act.room, act.person, rooms.values(), now))
    return EpisodeBegan(
        room=act.room,
        at=now,
        id=f"{act.room.slug}-{now:%Y%m%dT%H%M%S}",
        person=act.person,
        plan=_plan(act, now),
        decided_by=act.by,
        why=act.why,
        watch_since=min((*(watch.since for watch in unwatched), now)),
        watch_due=min((watch.shown_due_at for watch in unwatched), default=None),
        kind=act.kind,
        label=act.label,
        ground=act.ground,
        deciders=act.deciders,
        said_to_be_at=act.said_to_be_at,
    )


def unwatched_of(
    room: RoomId, person: Person, states: Iterable[RoomState], now: Instant
) -> Iterable[Watch]:
    """The watches under which this person is already unseen, wherever that is.

    Ending an episode and beginning another, here or next door, must not buy time, nor must a
    looser plan on that occasion. The same holds for whoever is in a room whose door was not
    opened between two episodes. A person is known by their reference.
    """
    for state in states:
        if state.episode and state.watch and state.episode.person.ref == person.ref:
            shows = state.showing(BLANK_SPELL.name) is not None
            yield _overdue(state.watch, now) if shows else state.watch
        for former in state.formers:
            lately = now - former.ended_at - seconds(former.set_on_s) < AGAIN_WITHIN
            same = former.person.ref == person.ref and lately
            if same or (state.room == room and not former.door_opened):
                ahead = is_ahead(former.watch.since, now)
                yield _overdue(former.watch, now) if ahead else former.watch


def _overdue(watch: Watch, now: Instant) -> Watch:
    """The same, and due by now: whatever a clock that was set says, it showed, or nobody knows."""
    return watch.inheriting(watch.since, min(now, watch.due_at))


@decide.register
def _(act: EndEpisode, rooms: Rooms, now: Instant) -> Decided:
    """A person overdue to be seen leaves a spell that stays open: ended unseen.

    So does one whose spell shows, though a clock that was set says otherwise.
    """
    state = rooms[act.room]
    if state.episode is None or state.watch is None:
        return nobody(act.room)
    return EpisodeEnded(
        room=act.room,
        at=now,
        id=state.episode.id,
        ended_by=act.by,
        why=act.why,
        unseen=is_unseen(state, now),
        said_to_be_at=act.said_to_be_at,
    )


def is_unseen(state: RoomState, now: Instant) -> bool:
    """Overdue at this moment, not back, or shown to be, whatever a clock that was set says."""
    watch = state.watch
    overdue = watch is not None and (watch.overdue(now) or watch.not_back(now))
    return overdue or state.showing(BLANK_SPELL.name) is not None


@decide.register
def _(act: SetPlan, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].episode is None:
        return nobody(act.room)
    return PlanSet(room=act.room, at=now, plan=_plan(act, now))


@decide.register
def _(act: Authorise, rooms: Rooms, now: Instant) -> Decided:
    state = rooms[act.room]
    if state.episode is None:
        return nobody(act.room)
    if act.until is None:
        return Authorised(room=act.room, at=now, authorisation=None)
    if act.until <= now:
        return Denied("An authorisation must end in the future")
    objected = state.episode.privacy.objection(Watching.RADAR) is not None
    if objected and not act.why.strip():
        return Denied("The person objects to radar: say why it is needed all the same")
    given = Authorisation(by=act.by, why=act.why, until=act.until)
    return Authorised(room=act.room, at=now, authorisation=given)


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
