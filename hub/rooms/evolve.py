"""One fact more: the only way a room's written state changes."""

from collections.abc import Iterator
from dataclasses import replace
from functools import singledispatch
from typing import TypeVar

from hub.rooms.absence import after_contradiction, watched
from hub.rooms.absence_facts import AbsenceContradicted
from hub.rooms.alarm_facts import (
    AlarmAcknowledged,
    AlarmAgain,
    AlarmBegan,
    AlarmEnded,
    AlarmMarked,
    AlarmOver,
    AudioPaused,
    Escalated,
    NoticeTold,
    Passed,
)
from hub.rooms.alarmed import after_change, after_deed, after_tag, goes_on, somebody_saw
from hub.rooms.clock_facts import ClockSetBack, ClockSetOn
from hub.rooms.confined import after_confining, after_saying
from hub.rooms.episode_facts import (
    Authorised,
    EpisodeBegan,
    EpisodeEnded,
    LimitSet,
    ObserversSet,
    PlanSet,
)
from hub.rooms.fact import Fact
from hub.rooms.facts import (
    BreathingAgain,
    BreathingStopped,
    CareIssued,
    Happened,
    LookedRemotely,
    NumbersLost,
    Observed,
    Refused,
    RoomFact,
    Stood,
)
from hub.rooms.former import ended_at
from hub.rooms.handover_facts import SpellAtHandover
from hub.rooms.happened import after_happening, after_standing, came
from hub.rooms.order_facts import OrderAsked, OrderReached, Progress
from hub.rooms.privacy import after_privacy
from hub.rooms.privacy_facts import Objected, PrivacyReviewed
from hub.rooms.radar_facts import Commissioned, CommissioningEnded
from hub.rooms.review_facts import Reviewed
from hub.rooms.reviewed import after_review
from hub.rooms.set_back import after_set_back, after_set_on
from hub.rooms.sight import after_sight
from hub.rooms.sight_facts import InSight, OutOfSight
from hub.rooms.state import ORDERS_MOST, RECENT_MOST, Written
from hub.rooms.talks import talked
from hub.rooms.values import Former, Journey, Look, Visit
from hub.rooms.watch import Watch, has_yet_to_come, is_ahead
from ward.conditions import NO_BREATHING_SEEN
from ward.units import Instant, seconds

SAME_STOP = seconds(2)  # two words on when breathing stopped, this near, are of one spell
LOOKS_MOST = 50  # kept with their words; all are counted


S = TypeVar("S", bound=Written)


def after(state: S, fact: RoomFact) -> S:
    """The state with this fact in it. Raises ``ValueError`` for another room's fact.

    Only what is written can matter to it, and only that is changed: whoever replays the same
    facts comes to the same, whatever was heard meanwhile.
    """
    if fact.room != state.room:
        raise ValueError(f"a fact of {fact.room} does not belong to {state.room}")
    return replace(_apply(fact, state), recent=(*state.recent[1 - RECENT_MOST :], fact))


@singledispatch
def _apply(fact: Fact, state: S) -> S:
    raise TypeError(f"{state.room} does not know what to do with {fact!r}")


@_apply.register
def _(fact: Happened, state: S) -> S:
    return after_happening(state, fact)


@_apply.register
def _(fact: Stood, state: S) -> S:
    return after_standing(state, fact)


@_apply.register
def _(fact: BreathingStopped, state: S) -> S:
    since = state.not_breathing_since or fact.since
    same = state.past_stop is not None and abs(state.past_stop - since) <= SAME_STOP
    past = None if same else state.past_stop
    return replace(state, not_breathing_since=since, stopped_at=since, past_stop=past)


@_apply.register
def _(_fact: BreathingAgain, state: S) -> S:
    return replace(state, not_breathing_since=None)


@_apply.register
def _(fact: AbsenceContradicted, state: S) -> S:
    return after_contradiction(state, fact)


@_apply.register
def _(fact: OutOfSight | InSight, state: S) -> S:
    return after_sight(state, fact)


@_apply.register
def _(fact: Observed, state: S) -> S:
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
    looks = tuple(look for look in state.looks if look.at > visit.at)
    watch = _watch_after(state, fact)
    alarms = somebody_saw(state.alarms, visit.at, fact.at)
    return replace(
        came(state, fact),
        visit=visit,
        seen=visit,
        watch=watch,
        formers=tuple(_formers_after(state, visit.at, fact.at)),
        looks=looks,
        looks_count=len(looks),
        call_at=_unless_before(state.call_after(visit.at), visit.at, fact.at),
        not_breathing_since=_unless_before(state.not_breathing_since, visit.at, fact.at),
        alarms=goes_on(alarms, watch.since) if watch and watch.overdue(fact.at) else alarms,
    )


def _watch_after(state: Written, fact: Observed) -> Watch | None:
    """The watch that goes on; of a confinement that ended unseen it is over.

    Unless that visit was made so long before the ending that they were overdue again by then.
    """
    at, now = fact.observed_at, fact.at
    if state.watch is None or state.episode:
        return state.watch and watched(state.watch, fact, now)
    last = state.formers[-1] if state.formers else None
    over_at = ended_at(last) if last else at
    before = at < over_at and not is_ahead(over_at, now)
    seen = state.watch.seen(at, now)
    return seen if before and seen.overdue(over_at) else None


def _formers_after(state: Written, at: Instant, now: Instant) -> Iterator[Former]:
    """Those before who were not seen by a visit at that moment, and since when they were not.

    Whoever left through an opened door is not seen by a visit to the next person in the room.
    """
    for former in state.formers:
        if state.episode and former.door_opened:
            yield former
        elif at < ended_at(former):
            yield replace(former, watch=former.watch.seen(at, now))


def _older(state: Written, at: Instant, now: Instant) -> bool:
    """Whether a visit tells nothing newer than what is known: it came late, and moves nothing.

    What is known of the time to come, because the clock was set back, makes no visit late.
    """
    known = [state.seen.at] if state.seen else []
    known += [state.watch.since] if state.watch else []
    return any(at < moment and not has_yet_to_come(moment, at, now) for moment in known)


def _unless_before(since: Instant | None, at: Instant, now: Instant) -> Instant | None:
    """What began after the visit is not answered by it."""
    return since if since is not None and since > at and not is_ahead(since, now) else None


@_apply.register
def _(fact: Reviewed, state: S) -> S:
    return after_review(state, fact)


@_apply.register
def _(fact: Objected | PrivacyReviewed, state: S) -> S:
    return after_privacy(state, fact)


@_apply.register
def _(fact: LookedRemotely, state: S) -> S:
    """Counted and shown beside the spell it happened in. It moves nothing else."""
    look = Look(fact.at, fact.how, fact.by, fact.words)
    return replace(
        state, looks=(*state.looks[1 - LOOKS_MOST :], look), looks_count=state.looks_count + 1
    )


@_apply.register
def _(fact: EpisodeBegan | EpisodeEnded | PlanSet | Authorised, state: S) -> S:
    return after_confining(state, fact)


@_apply.register
def _(fact: LimitSet | ObserversSet, state: S) -> S:
    return after_saying(state, fact)


@_apply.register
def _(fact: CareIssued, state: S) -> S:
    return replace(state, care=fact.care)


@_apply.register
def _(fact: Commissioned, state: S) -> S:
    return replace(state, commissioning=fact.commissioning)


@_apply.register
def _(_fact: CommissioningEnded, state: S) -> S:
    return replace(state, commissioning=None)


@_apply.register
def _(fact: OrderAsked, state: S) -> S:
    asked = Journey(fact.order, Progress.ASKED, fact.at)
    return replace(state, orders=(*state.orders[1 - ORDERS_MOST :], asked))


@_apply.register
def _(fact: OrderReached, state: S) -> S:
    def moved(journey: Journey) -> Journey:
        if journey.order.id != fact.order:
            return journey
        return replace(journey, progress=fact.progress, moved_at=fact.at, words=fact.words)

    return replace(state, orders=tuple(moved(journey) for journey in state.orders))


@_apply.register
def _(fact: AlarmBegan | AlarmEnded | AlarmOver | AlarmAgain, state: S) -> S:
    return after_change(state, fact)


@_apply.register
def _(fact: AlarmAcknowledged | AudioPaused | Escalated | NoticeTold, state: S) -> S:
    return after_deed(state, fact)


@_apply.register
def _(fact: SpellAtHandover, state: S) -> S:
    return after_tag(state, fact)


@_apply.register
def _(_fact: AlarmMarked | Refused, state: S) -> S:
    return state  # written down; nothing stands otherwise for it


@_apply.register
def _(fact: Passed, state: S) -> S:
    """Over and done with: only of a spell whose end is not told yet is the beginning kept."""
    if fact.condition != NO_BREATHING_SEEN.name:
        return state
    return replace(state, past_stop=fact.began_at if fact.ended_at is None else None)


@_apply.register
def _(_fact: NumbersLost, state: S) -> S:
    return state


@_apply.register
def _(fact: ClockSetBack, state: S) -> S:
    return after_set_back(state, fact)


@_apply.register
def _(fact: ClockSetOn, state: S) -> S:
    return after_set_on(state, fact)
