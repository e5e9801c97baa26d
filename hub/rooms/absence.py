"""Absences: out of the room with the ward's knowledge, as its own door witnessed, and for so long.

Nobody at a station can make one, nor make one longer. It holds until its limit, until somebody is
seen at that door, or until the room's own sensors say that somebody is inside.
"""

from typing import TypeVar

from hub.rooms.absence_facts import AbsenceContradicted, By
from hub.rooms.facts import Observed
from hub.rooms.replaced import replace
from hub.rooms.state import RoomState, Written
from hub.rooms.watch import Away, Watch
from ward.deeds import AFTERGLOW_S, WentOut, at_most
from ward.units import Instant, seconds

AFTERGLOW = seconds(AFTERGLOW_S)

S = TypeVar("S", bound=Written)


def watched(watch: Watch, fact: Observed, now: Instant) -> Watch:
    """The watch after an observation that ends a spell: the wait begins anew, here or away."""
    seen = watch.seen(fact.observed_at, now, seconds(fact.unsure_s))
    deed, evidence = fact.observation.deed, fact.observation.evidence
    most = at_most(deed.to) if isinstance(deed, WentOut) else None
    if most is None or not isinstance(deed, WentOut) or deed.to is None or deed.escort is None:
        return seen
    since = fact.observed_at
    return seen.leaving(Away(deed.to, deed.escort, evidence.by or "", since, since + most))


def after_contradiction(state: S, fact: AbsenceContradicted) -> S:
    """From now on the plan's clock is as if there had been no absence; and that is said."""
    if state.watch is None:
        return state
    return replace(state, watch=state.watch.contradicted(fact.at, fact.by))


def is_away(state: Written, now: Instant) -> bool:
    """Whether they are out, as far as is known, and not for too long."""
    away = state.watch.away if state.watch else None
    return away is not None and away.holds and now <= away.until


def contradicted(state: RoomState, now: Instant) -> tuple[AbsenceContradicted, ...]:
    """What the room's own sensors say against an absence; once, and it stays said.

    Never while the door stands open: whoever cleans the room is no prisoner. Nor by what a sensor
    still says of somebody who has just gone.
    """
    away = state.watch.away if state.watch else None
    standing = state.standing
    if away is None or not away.holds or standing.now.door_open is True:
        return ()
    gone_by = max(away.since, standing.door_at or away.since) + AFTERGLOW
    by = _against(state, gone_by, now) if now >= gone_by else None
    return () if by is None else (AbsenceContradicted(room=state.room, at=now, by=by),)


def _against(state: RoomState, gone_by: Instant, now: Instant) -> By | None:
    standing = state.standing.now
    if standing.in_room or standing.in_ensuite:
        return By.PRESENCE
    if state.sighted is not None and gone_by <= state.sighted.at <= now:
        return By.RADAR
    if standing.in_room is None and standing.locked is True and state.standing.is_inside(now):
        return By.LOCK
    return None
