"""Whether the radar sees whoever is inside: what is written of it, and what is only heard."""

from dataclasses import dataclass
from typing import TypeVar

from hub.rooms.replaced import replace
from hub.rooms.seeing import Sight, Sighted
from hub.rooms.sight_facts import InSight, OutOfSight
from hub.rooms.state import RoomState, Written
from ward.units import Instant, seconds
from ward.vitals import Doubt, Doubted, Said

UNSURE_MOST = seconds(60)  # modules say "somebody" for 40 s after they left: docs/hardware.md
SEEN_FOR = seconds(10)  # of seeing somebody, and what was written as out of sight is so no more

_SEES = frozenset({Doubt.MOVING, Doubt.MORE_THAN_ONE})
_OUT = frozenset({Doubt.NOBODY_THERE, Doubt.TOO_FAR})

S = TypeVar("S", bound=Written)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a word of the radar changes: what is heard of sight, and the fact in it, if any."""

    sighted: Sighted | None
    facts: tuple[InSight | OutOfSight, ...] = ()


def sees(word: Said) -> bool | None:
    """Whether this word is of somebody in the radar's sight, or says that nobody is.

    ``None``: it cannot tell. A weak signal may be a blanket, or nobody; a lost radar knows nothing.
    """
    if not isinstance(word, Doubted):
        return True
    if word.doubt in _SEES:
        return True
    return False if word.doubt in _OUT else None


def looked(state: RoomState, word: Said, at: Instant, now: Instant) -> Looked:
    """The radar said this at that moment. Whoever walks in and out of its cone is no news."""
    answer, before = sees(word), state.sighted
    if answer is None:
        return Looked(before)
    if answer:
        return _seen(state, at, now)
    if state.sight.out_at is None:
        out = OutOfSight(room=state.room, at=now, since=_last_seen(state, at))
        return Looked(before and replace(before, since=None), (out,))
    return Looked(before and replace(before, since=None))


def _seen(state: RoomState, at: Instant, now: Instant) -> Looked:
    before = state.sighted
    sighted = Sighted(at, before.since if before and before.since else at)
    stays = sighted.since is not None and at - sighted.since >= SEEN_FOR
    if state.sight.in_sight or not (stays or state.sight.out_at is None):
        return Looked(sighted)
    return Looked(sighted, (InSight(room=state.room, at=now),))


def _last_seen(state: RoomState, at: Instant) -> Instant:
    """A radar is unsure for a while before it says that nobody is there: it was so by then.

    After a restart nobody knows when it last saw them; then it was as long ago as it can be.
    """
    if state.sighted is not None:
        return min(at, max(state.sighted.at, at - UNSURE_MOST))
    return at - UNSURE_MOST if state.sight.in_sight else at


def after_sight(state: S, fact: OutOfSight | InSight) -> S:
    """The state with this in it."""
    if isinstance(fact, InSight):
        return replace(state, sight=Sight(in_sight=True))
    return replace(state, sight=Sight(out_at=fact.since))
