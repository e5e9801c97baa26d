"""Rules about absences: taken out, and not back by when they must be."""

from collections.abc import Iterator

from hub.rooms.state import RoomState
from hub.rooms.watch import Away
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting
from ward.conditions import NOT_BACK
from ward.deeds import Escort, Outing
from ward.units import Instant, Span

PLACES = {
    Outing.GARDEN: "in the garden",
    Outing.WARD: "elsewhere on the ward",
    Outing.LEAVE: "on leave",
    Outing.ENSUITE: "in the ensuite",
}
ESCORTS = {
    Escort.ME: "",
    Escort.STAFF: " and other staff",
    Escort.FAMILY: ", family or friends",
    Escort.ALONE: ", who let them go alone",
}


def not_back(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """Out for longer than such an outing may last, and nobody has recorded at the door a return.

    Once it shows it goes on, whatever a clock says, for as long as nobody is known to be back.
    Where the same moment makes a blank spell of it, that is the one alarm, and says where to look:
    see ``missing``. It is never the other way round: nothing stands in for a blank spell.
    """
    away = state.watch.away if state.watch else None
    if state.watch is None or away is None or not away.holds:
        return
    alone = state.watch.not_back(now) and not state.watch.overdue(now)
    if alone or state.showing(NOT_BACK.name) is not None:
        yield Finding(state.room, NOT_BACK, _late(state, away, now), away.until)


def missing(state: RoomState, now: Instant) -> str:
    """For a blank spell of whoever is not back: where to look for them, and for how long late.

    Empty where no outing is over, or an alarm of its own says it already.
    """
    away = state.watch.away if state.watch else None
    if state.watch is None or away is None or not state.watch.not_back(now):
        return ""
    if state.showing(NOT_BACK.name) is not None:
        return ""
    return f"{_late(state, away, now)}. Find them through whoever went along"


def _late(state: RoomState, away: Away, now: Instant) -> str:
    late = max(now - away.until, Span())
    return f"Not back for {lasting(late)}: {where(state, now)}"


def where(state: RoomState, now: Instant) -> str:
    """``in the garden for 31 min, with K.O.``; empty where nobody is away."""
    away = state.watch.away if state.watch else None
    if away is None:
        return ""
    with_ = f"with {state.known_as(away.by)}{ESCORTS[away.escort]}" if away.by else "with nobody"
    return f"{PLACES[away.to]} for {lasting(now - away.since)}, {with_}"


def contradiction(state: RoomState) -> str:
    """That somebody said to be out is inside after all; empty where nothing says so."""
    away = state.watch.away if state.watch else None
    if away is None or away.belied_by is None:
        return ""
    return f"Said to be {PLACES[away.to]}, but somebody is inside by {away.belied_by}"
