"""A move: the same confinement goes on in another room, and nobody is due later for it."""

from collections.abc import Iterator

from hub.acts import MovePerson
from hub.deciding.confinement import checks_of, is_unseen, unwatched_of
from hub.deciding.deciding import Moved, Rooms, decide, nobody
from hub.deciding.rates_along import rates_along
from hub.deciding.scores_along import before_in, owed_along, scores_along
from hub.effects import Denied
from hub.rooms.carried import said_again
from hub.rooms.episode_facts import (
    Authorised,
    CameFrom,
    EpisodeBegan,
    EpisodeEnded,
    LimitSet,
    ObserversSet,
)
from hub.rooms.facts import RoomFact
from hub.rooms.profile_facts import ProfileSigned
from hub.rooms.state import RoomState
from hub.rooms.suits import suits
from hub.rooms.values import Episode
from hub.rules.absences import PLACES
from hub.rules.limits import Limits
from ward.rooms import RoomId
from ward.units import Instant, seconds

SILENT_MOST = seconds(float(Limits.model_fields["node_silent_s"].default))


@decide.register
def _(act: MovePerson, rooms: Rooms, now: Instant) -> Moved | Denied:
    """Its spell, if one runs, stays open in the room where it began, and goes on in the next."""
    state = rooms[act.room]
    if state.episode is None or state.watch is None:
        return nobody(act.room)
    if wrong := _cannot(state, act.to, rooms, now):
        return Denied(wrong)
    unseen = is_unseen(state, now)
    left = EpisodeEnded(
        room=act.room,
        at=now,
        id=state.episode.id,
        ended_by=act.by,
        why=act.why,
        unseen=unseen,
        moved_to=act.to,
    )
    return Moved(left, tuple(_arrived(act, state, state.episode, rooms, now)))


def _cannot(state: RoomState, to: RoomId, rooms: Rooms, now: Instant) -> str:
    """Why nobody can be moved there now, in words; empty where somebody can."""
    if to == state.room or to not in rooms:
        return f"{to} is where they are, or no room of this site"
    if state.watch and state.watch.away and state.watch.away.holds:
        where = PLACES[state.watch.away.to]
        return f"They are recorded as {where}: record first, at the door, that they are back"
    return cannot_take(rooms[to], now)


def cannot_take(target: RoomState, now: Instant) -> str:
    """Why that room can take nobody now."""
    to = target.room
    if target.episode is not None:
        return f"{to.spoken} already has an episode, of {target.episode.person.initials}"
    if target.heard_at is None or now - target.heard_at > SILENT_MOST:
        return f"Nothing is heard from {to.spoken}: nobody would be watched there"
    if target.standing.is_inside(now) and target.standing.now.door_open is not True:
        return f"Somebody is in {to.spoken} by its own sensors, and its door is shut"
    return ""


def _arrived(
    act: MovePerson, state: RoomState, episode: Episode, rooms: Rooms, now: Instant
) -> Iterator[RoomFact]:
    """The confinement as it stood, and all that was this person's own."""
    yield _goes_on(act, state, episode, rooms, now)
    if episode.authorisation is not None and not state.authorised(now):
        yield Authorised(room=act.to, at=now, authorisation=episode.authorisation)  # it ran out
    yield from said_again(act.to, episode.privacy, now)
    if episode.authorisation is not None and state.authorised(now):
        yield Authorised(room=act.to, at=now, authorisation=episode.authorisation)
    for own in (own for own in episode.limits if now < own.until):
        yield LimitSet(
            room=act.to, at=now, limit=own.limit, value_s=own.value_s, by=own.by, why=own.why,
            until=own.until,
        )  # fmt: skip
    yield from scores_along(episode.person, act.to, rooms.values(), now)
    theirs = suits(state)
    if theirs and (theirs.profile or theirs.choices):
        yield ProfileSigned(
            room=act.to, at=now, by=theirs.by or act.by, profile=theirs.profile,
            choices=theirs.choices, came_from=act.room,
        )  # fmt: skip
    if episode.observers or episode.preference:
        yield ObserversSet(
            room=act.to, at=now, by=act.by, observers=episode.observers,
            preference=episode.preference, rather_not=episode.rather_not,
        )  # fmt: skip


def _goes_on(
    act: MovePerson, state: RoomState, episode: Episode, rooms: Rooms, now: Instant
) -> EpisodeBegan:
    unwatched = tuple(unwatched_of(act.to, episode.person, rooms.values(), now))
    return EpisodeBegan(
        room=act.to,
        at=now,
        id=episode.id,
        person=episode.person,
        plan=episode.plan,
        decided_by=episode.decided_by,
        why=episode.why,
        watch_since=min((*(watch.since for watch in unwatched), now)),
        watch_due=min((watch.shown_due_at for watch in unwatched), default=None),
        from_elsewhere=True,
        kind=episode.kind,
        label=episode.label,
        ground=episode.ground,
        deciders=episode.deciders,
        age=episode.age,
        chosen=episode.chosen,
        modes=episode.modes,
        checks=checks_of(episode.person, rooms.values(), now),
        owed=owed_along(episode.person, act.to, rooms.values(), now),
        before_in=before_in(rooms[act.to], rooms.values()),
        rates=rates_along(episode.person, act.to, rooms.values(), now),
        came_from=CameFrom(
            room=act.room,
            began_at=episode.began_at,
            seen_by=state.seen.by if state.seen else None,
        ),
    )
