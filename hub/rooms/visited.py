"""What an observation changes in a room: the only thing by which a watch moves on."""

from collections.abc import Iterator
from typing import TypeVar

from hub.rooms import strayed
from hub.rooms.absence import watched
from hub.rooms.alarmed import goes_on, somebody_saw
from hub.rooms.facts import Observed
from hub.rooms.former import ended_at
from hub.rooms.happened import came
from hub.rooms.moded import checked_sooner, sooner
from hub.rooms.replaced import replace
from hub.rooms.state import Written
from hub.rooms.talks import talked
from hub.rooms.values import Former, Visit
from hub.rooms.watch import Watch, has_slipped, is_ahead
from ward.units import Instant, seconds

S = TypeVar("S", bound=Written)


def after_visit(state: S, fact: Observed) -> S:
    """Only here, and only if the grade says so, does a watch move."""
    evidence = fact.observation.evidence
    visit = Visit(
        at=fact.observed_at,
        by=state.known_as(evidence.by) if evidence.by else "nobody known",
        observation=fact.observation,
        grade=fact.grade,
        ends_spell=fact.ends_spell,
        because=fact.because,
        strangers=fact.strangers,
    )
    state = replace(state, talks=talked(state.talks, fact)) if state.episode else state
    if not fact.ends_spell or _older(state, visit.at, fact.at):
        return replace(state, visit=visit)
    if state.watch is not None and state.watch.is_of_another(visit.at, fact.at):
        return replace(state, visit=visit, formers=tuple(_formers_after(state, fact)))
    looks = tuple(look for look in state.looks if look.at > visit.at)
    watch = _watch_after(state, fact)
    alarms = somebody_saw(state.alarms, visit.at, fact.at)
    return replace(
        came(state, fact),
        visit=visit,
        seen=visit,
        watch=watch,
        scores=checked_sooner(state.scores, state.modes, fact),
        formers=tuple(_formers_after(state, fact)),
        looks=looks,
        looks_count=len(looks),
        call_at=_unless_before(state.call_after(visit.at), visit.at, fact.at),
        not_breathing_since=_unless_before(state.not_breathing_since, visit.at, fact.at),
        strayed=strayed.seen(state.strayed, visit.at, fact.at),
        alarms=goes_on(alarms, watch.since) if watch and watch.overdue(fact.at) else alarms,
    )


def _watch_after(state: Written, fact: Observed) -> Watch | None:
    """The watch that goes on; of a confinement that ended unseen it is over.

    Unless that visit was made so long before the ending that they were overdue again by then.
    """
    at, now = fact.observed_at, fact.at
    if state.watch is None or state.episode:
        if state.watch is None:
            return None
        return sooner(watched(state.watch, fact, now), state.modes, fact)
    last = state.formers[-1] if state.formers else None
    over_at = ended_at(last) if last else at
    seen = state.watch.seen(at, now, seconds(fact.unsure_s))
    return seen if at < over_at and seen.overdue(over_at) else None


def _formers_after(state: Written, fact: Observed) -> Iterator[Former]:
    """Those before who were not seen by a visit at that moment, and since when they were not.

    Whoever left through an opened door is not seen by a visit to the next person in the room.
    """
    at = fact.observed_at
    for former in state.formers:
        if state.episode and former.door_opened:
            yield former
        elif at < ended_at(former):
            seen = former.watch.seen(at, fact.at, seconds(fact.unsure_s))
            yield replace(former, watch=seen)


def _older(state: Written, at: Instant, now: Instant) -> bool:
    """Whether a visit tells nothing newer than what is known: it came late, and moves nothing."""
    known = [state.seen.at] if state.seen else []
    known += [state.watch.since] if state.watch else []
    return any(at < moment and not has_slipped(moment, at, now) for moment in known)


def _unless_before(since: Instant | None, at: Instant, now: Instant) -> Instant | None:
    """What began after the visit is not answered by it."""
    return since if since is not None and since > at and not is_ahead(since, now) else None
