"""Inside, and nobody sees them: in a blind spot, or where nothing can tell where they are."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from hub.rooms.absence import is_away
from hub.rooms.state import RoomState
from hub.rooms.watch import is_ahead
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting, unheard
from ward.commissioning import Spot as Walked
from ward.conditions import INSIDE_UNSEEN
from ward.units import Instant, seconds


class Spot(StrEnum):
    """Where nobody sees them."""

    ENSUITE = "in the ensuite"
    BLIND_SPOT = "in a part of the room that the radar was found not to see"
    NO_SPOT = "in the room, where the radar was found to see everywhere, and it sees nobody"
    OUT_OF_SIGHT = "in the room, and not where the radar sees"
    NOT_SENSED = "the door is shut, and no sensor says where they are"


class Blind(NamedTuple):
    """Where somebody is out of everybody's sight, and since when at the latest.

    ``where`` are the spots of the walk through this room that they may be at.
    """

    spot: Spot
    since: Instant
    where: tuple[Walked, ...] = ()


def inside_unseen(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
    """Confined, inside by all that is known, and for longer than the limit nobody has seen them.

    It claims nothing of how they are. It begins only on what is heard now: while nothing is, the
    room's silence is the alarm, and the time of it counts as unseen once it is over. What ends it
    is that they are seen; and it latches, so that somebody goes and looks.
    """
    found = blind(state, now)
    if found is None:
        return
    unseen, ahead = now - found.since, is_ahead(found.since, now)
    late = ahead or unseen >= seconds(limit_s(found.spot, limits))
    if _lasts(state, found) or (late and _is_heard(state, limits, now)):
        for_ = "for how long is not known" if ahead else f"for {lasting(unseen)}"
        words = f"Inside but cannot be seen, {for_}: {_said(found)}{unheard(state, now)}"
        least = seconds(limit_s(found.spot, limits))
        since = None if ahead else found.since
        yield Finding(state.room, INSIDE_UNSEEN, words, since, least)


def limit_s(spot: Spot, limits: Limits) -> float:
    """How long anybody may be there unseen."""
    of_spot = {
        Spot.ENSUITE: limits.unseen_ensuite_s,
        Spot.BLIND_SPOT: limits.unseen_blind_spot_s,
        Spot.NO_SPOT: limits.unseen_nowhere_s,
    }
    return of_spot.get(spot, limits.unseen_s)


def _said(found: Blind) -> str:
    return f"{found.spot} ({', '.join(found.where)})" if found.where else found.spot


def blind(state: RoomState, now: Instant) -> Blind | None:
    """Where they are unseen, if they are; never while the door is open, nor of whoever is out.

    Seen is whom the radar sees in the bed, whom a full observation at the door saw, and whom
    whoever opened the door had before them until it shut. Without an authorisation no radar may
    look, and whom the room's own sensor senses is where the viewing panel shows them.
    """
    if state.episode is None or state.standing.now.door_open is True or is_away(state, now):
        return None
    found = _spot(state, now)
    if found is None:
        return None
    seen = (
        state.sighted.at if state.sighted else None,
        state.seen.at if state.seen else None,
        state.standing.door_at,
    )
    known = [at for at in seen if at is not None]
    return found._replace(since=max([found.since, *known]))


def _spot(state: RoomState, now: Instant) -> Blind | None:
    standing, episode = state.standing, state.episode
    if standing.now.in_room:
        out_at = state.sight.out_at
        if out_at is None or episode is None or not state.authorised(now):
            return None
        return _out_of_sight(state.blind_spots, max(out_at, episode.authorised_at or out_at))
    if standing.unsensed_at is None:
        return None
    if standing.now.in_ensuite:
        return Blind(Spot.ENSUITE, standing.unsensed_at)
    if not standing.is_inside(now):
        return None
    since = standing.unsensed_at
    if state.sight.in_sight and state.sighted is None:  # a restart: the radar saw them till then
        since = max(since, state.since)
    return Blind(Spot.NOT_SENSED, since)


def _out_of_sight(spots: tuple[Walked, ...] | None, since: Instant) -> Blind:
    """By the walk that was signed for, where there was one: the ensuite is another matter.

    Where every spot was seen to be seen, nobody can be where they are not: something is wrong with
    them or with the radar, and it is time sooner.
    """
    if spots is None:
        return Blind(Spot.OUT_OF_SIGHT, since)
    in_room = tuple(spot for spot in spots if spot is not Walked.ENSUITE)
    return Blind(Spot.BLIND_SPOT if in_room else Spot.NO_SPOT, since, in_room)


def _lasts(state: RoomState, found: Blind) -> bool:
    """Whether this is an alarm already, and they were not seen since: no clock sees anybody."""
    alarm = state.showing(INSIDE_UNSEEN.name)
    return alarm is not None and alarm.over_at is None and found.since <= alarm.runs_since


def _is_heard(state: RoomState, limits: Limits, now: Instant) -> bool:
    heard_at = state.heard_at
    return heard_at is not None and now - heard_at <= seconds(limits.node_silent_s)
