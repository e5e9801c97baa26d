"""One fact more: the only way a room's written state changes."""

from collections.abc import Iterator
from dataclasses import replace
from functools import singledispatch

from hub.rooms.facts import (
    AlarmBegan,
    AlarmEnded,
    AnyFact,
    Authorised,
    BreathingAgain,
    BreathingStopped,
    CareIssued,
    EpisodeBegan,
    EpisodeEnded,
    Fact,
    Happened,
    LookedRemotely,
    Observed,
    OrderAsked,
    OrderReached,
    PlanSet,
    Progress,
    Stood,
)
from hub.rooms.happened import after_happening, after_standing
from hub.rooms.state import (
    ORDERS_MOST,
    RECENT_MOST,
    Alarm,
    Episode,
    Former,
    Journey,
    Look,
    RoomState,
    Visit,
)
from hub.rooms.watch import Watch, is_ahead
from ward.care import Person
from ward.units import Instant

FORMERS_MOST = 64  # people of one room whose confinement ended
LOOKS_MOST = 50  # kept with their words; all are counted


def after(state: RoomState, fact: AnyFact) -> RoomState:
    """The state with this fact in it. Raises ``ValueError`` for another room's fact."""
    if fact.room != state.room:
        raise ValueError(f"a fact of {fact.room} does not belong to {state.room}")
    return replace(_apply(fact, state), recent=(*state.recent[1 - RECENT_MOST :], fact))


@singledispatch
def _apply(fact: Fact, state: RoomState) -> RoomState:
    raise TypeError(f"{state.room} does not know what to do with {fact!r}")


@_apply.register
def _(fact: Happened, state: RoomState) -> RoomState:
    return after_happening(state, fact)


@_apply.register
def _(fact: Stood, state: RoomState) -> RoomState:
    return after_standing(state, fact)


@_apply.register
def _(fact: BreathingStopped, state: RoomState) -> RoomState:
    return replace(state, not_breathing_since=state.not_breathing_since or fact.since)


@_apply.register
def _(_fact: BreathingAgain, state: RoomState) -> RoomState:
    return replace(state, not_breathing_since=None)


@_apply.register
def _(fact: Observed, state: RoomState) -> RoomState:
    """Only here, and only if the grade says so, does a watch move."""
    evidence = fact.observation.evidence
    visit = Visit(
        at=fact.observed_at,
        by=_initials(state, evidence.by),
        observation=fact.observation,
        grade=fact.grade,
        ends_spell=fact.ends_spell,
        because=fact.because,
    )
    if not fact.ends_spell or _older(state, visit.at, fact.at):
        return replace(state, visit=visit)
    looks = tuple(look for look in state.looks if look.at > visit.at)
    return replace(
        state,
        visit=visit,
        seen=visit,
        watch=state.watch.seen(visit.at, fact.at) if state.watch and state.episode else None,
        formers=tuple(_formers_after(state, visit.at, fact.at)),
        looks=looks,
        looks_count=len(looks),
        call_at=_unless_before(state.call_at, visit.at, fact.at),
        not_breathing_since=_unless_before(state.not_breathing_since, visit.at, fact.at),
    )


def _formers_after(state: RoomState, at: Instant, now: Instant) -> Iterator[Former]:
    """Those before who were not seen by a visit at that moment, and since when they were not.

    Whoever left through an opened door is not seen by a visit to the next person in the room.
    """
    for former in state.formers:
        if state.episode and former.door_opened:
            yield former
        elif at < former.ended_at:
            yield replace(former, watch=former.watch.seen(at, now))


def _initials(state: RoomState, by: str | None) -> str:
    """Whom people know them as: initials, by the care document that was in force then."""
    staff = state.care.staff if state.care else ()
    return next((one.initials for one in staff if one.ref == by), by or "nobody known")


def _older(state: RoomState, at: Instant, now: Instant) -> bool:
    """Whether a visit tells nothing newer than what is known: it came late, and moves nothing.

    What is known of the time to come, because the clock was set back, makes no visit late.
    """
    known = [state.seen.at] if state.seen else []
    known += [state.watch.since] if state.watch else []
    return any(at < moment and not is_ahead(moment, now) for moment in known)


def _unless_before(since: Instant | None, at: Instant, now: Instant) -> Instant | None:
    """What began after the visit is not answered by it."""
    return since if since is not None and since > at and not is_ahead(since, now) else None


@_apply.register
def _(fact: LookedRemotely, state: RoomState) -> RoomState:
    """Counted and shown beside the spell it happened in. It moves nothing else."""
    look = Look(fact.at, fact.how, fact.by, fact.words)
    return replace(
        state, looks=(*state.looks[1 - LOOKS_MOST :], look), looks_count=state.looks_count + 1
    )


@_apply.register
def _(fact: EpisodeBegan, state: RoomState) -> RoomState:
    """A spell that is still open goes on; a beginning forgives nothing."""
    running = state.watch.under(fact.plan, fact.at) if state.watch else None
    watch = running or Watch.begin(fact.watch_since, fact.plan, fact.at)
    return replace(
        state,
        episode=Episode(fact.id, fact.person, fact.at, fact.plan, fact.decided_by, fact.why),
        watch=watch.inheriting(fact.watch_since, fact.watch_due),
        formers=_without(state.formers, fact.person),
    )


@_apply.register
def _(fact: EpisodeEnded, state: RoomState) -> RoomState:
    """Ended unseen: the watch stays open until somebody was at the door.

    So does a breathing that was last seen to have stopped: no click takes that back.
    """
    if state.episode is None or state.watch is None:
        return state
    opened = state.standing.now.door_open is True
    former = Former(state.episode.person, state.watch, fact.at, door_opened=opened)
    return replace(
        state,
        episode=None,
        watch=state.watch if fact.unseen else None,
        formers=(*_without(state.formers, former.person)[1 - FORMERS_MOST :], former),
        vitals={},
    )


def _without(formers: tuple[Former, ...], person: Person) -> tuple[Former, ...]:
    return tuple(former for former in formers if former.person.ref != person.ref)


@_apply.register
def _(fact: PlanSet, state: RoomState) -> RoomState:
    if state.episode is None or state.watch is None:
        return state
    return replace(
        state,
        episode=replace(state.episode, plan=fact.plan),
        watch=state.watch.under(fact.plan, fact.at),
    )


@_apply.register
def _(fact: Authorised, state: RoomState) -> RoomState:
    """Longer is not anew: what has been missing since it began goes on being missing."""
    if state.episode is None:
        return state
    since = state.episode.authorised_at if state.authorised(fact.at) else fact.at
    episode = replace(state.episode, authorisation=fact.authorisation, authorised_at=since)
    return replace(state, episode=episode)


@_apply.register
def _(fact: CareIssued, state: RoomState) -> RoomState:
    return replace(state, care=fact.care)


@_apply.register
def _(fact: OrderAsked, state: RoomState) -> RoomState:
    asked = Journey(fact.order, Progress.ASKED, fact.at)
    return replace(state, orders=(*state.orders[1 - ORDERS_MOST :], asked))


@_apply.register
def _(fact: OrderReached, state: RoomState) -> RoomState:
    def moved(journey: Journey) -> Journey:
        if journey.order.id != fact.order:
            return journey
        return replace(journey, progress=fact.progress, moved_at=fact.at, words=fact.words)

    return replace(state, orders=tuple(moved(journey) for journey in state.orders))


@_apply.register
def _(fact: AlarmBegan, state: RoomState) -> RoomState:
    alarm = Alarm(fact.id, fact.condition, fact.at, fact.words)
    return replace(state, alarms=(*state.alarms, alarm))


@_apply.register
def _(fact: AlarmEnded, state: RoomState) -> RoomState:
    return replace(state, alarms=tuple(a for a in state.alarms if a.id != fact.id))
