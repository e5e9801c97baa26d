"""Beginnings, ends and moves of episodes, outings and open doors: as the timeline says them."""

from collections.abc import Callable

from hub.panel.local import Local
from hub.rooms.absence_facts import AbsenceContradicted
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded
from ward import plans
from ward.deeds import CameBack, Deed, Escort, Outing, Talked, WentOut
from ward.kinds import DECIDES, Part

KnownAs = Callable[[str], str]
OUTINGS = {
    Outing.GARDEN: "taken to the garden",
    Outing.WARD: "taken elsewhere on the ward",
    Outing.LEAVE: "gone on leave",
    Outing.ENSUITE: "said to be in the ensuite",
}
ALONG = {
    Escort.ME: "",
    Escort.STAFF: ", other staff with them",
    Escort.FAMILY: ", family or friends with them",
    Escort.ALONE: ", nobody with them",
}


def of_episode(
    fact: EpisodeBegan | EpisodeEnded | AbsenceContradicted, known_as: KnownAs, local: Local
) -> str:
    match fact:
        case EpisodeBegan():
            return _began(fact, known_as, local.said_at(fact.said_to_be_at))
        case EpisodeEnded(moved_to=None):
            unseen = ", unseen: the watch stays open" if fact.unseen else ""
            then = local.said_at(fact.said_to_be_at)
            return f"Episode ended by {known_as(fact.ended_by)}{then}{unseen}"
        case EpisodeEnded(moved_to=to) if to is not None:
            unseen = ", unseen: the spell stays open here too" if fact.unseen else ""
            return f"Moved to {to.spoken} by {known_as(fact.ended_by)}: {fact.why}{unseen}"
        case AbsenceContradicted(by=by):
            return f"Said to be out, but somebody is inside by {by}: the plan's clock runs"
    raise TypeError(f"{type(fact).__name__} is nothing of an episode")


def _began(fact: EpisodeBegan, known_as: KnownAs, then: str) -> str:
    kind = f" of {fact.kind}" if fact.kind else ""
    label = f" (here: {fact.label})" if fact.label else ""
    whom, plan = fact.person.initials, plans.said(fact.plan)
    if fact.came_from:
        return (
            f"Episode{kind} goes on here, moved from {fact.came_from.room.spoken}: {whom}, {plan}"
        )
    by = f"{plan}, decided by {known_as(fact.decided_by)}"
    if fact.kind is None:
        return f"Episode of {whom} began{then}, {by}"
    named = ", ".join(f"{one.part} {known_as(one.ref)}" for one in fact.deciders) or "nobody more"
    few = "" if len(fact.deciders) == len(Part) else f" ({DECIDES.authority}: three of them decide)"
    return f"Episode of {whom} began{then}: {fact.kind}{label}, {by}; with {named}{few}"


def of_deed(deed: Deed) -> str:
    """What was done there, after who did it."""
    match deed:
        case WentOut(to=to, escort=escort):
            where = OUTINGS[to] if to else "said to go out"
            return f"{where}{ALONG[escort] if escort else ''}"
        case CameBack():
            return "brought back"
        case Talked():
            return "talked with through the open door"
