"""One fact more: the only way a room's written state changes."""

from functools import singledispatch
from typing import TypeVar

from hub.rooms.absence import after_contradiction
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
from hub.rooms.alarmed import after_change, after_deed, after_tag
from hub.rooms.carried import all_set_back, remembering
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
from hub.rooms.going import after_straying
from hub.rooms.handover_facts import SpellAtHandover
from hub.rooms.happened import after_happening, after_standing
from hub.rooms.kept_up import after_upkeep
from hub.rooms.mode_facts import BreathingFaster, BreathingSlow, ModeChanged
from hub.rooms.moded import after_change as after_mode_changed
from hub.rooms.order_facts import OrderAsked, OrderReached, Progress
from hub.rooms.pauses import pauses_after
from hub.rooms.privacy import after_privacy
from hub.rooms.privacy_facts import Objected, PrivacyReviewed
from hub.rooms.profile_facts import ProfileSigned
from hub.rooms.radar_facts import Commissioned, CommissioningEnded
from hub.rooms.replaced import replace
from hub.rooms.review_facts import Reviewed
from hub.rooms.reviewed import after_review
from hub.rooms.score_facts import AgeSet, AssessmentMade, PartScored, SetCharted
from hub.rooms.scored import after_scoring
from hub.rooms.set_back import after_set_back, after_set_on
from hub.rooms.sight import after_sight
from hub.rooms.sight_facts import InSight, OutOfSight
from hub.rooms.state import ORDERS_MOST, RECENT_MOST, Written
from hub.rooms.straying_facts import RateReturned, RateStrayed, UsualLearnt
from hub.rooms.suits import after_order, after_set, after_signing
from hub.rooms.upkeep_facts import OfUpkeep
from hub.rooms.values import Journey, Look
from hub.rooms.visited import after_visit
from ward.conditions import NO_BREATHING_SEEN
from ward.units import seconds

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
    if isinstance(fact, OfUpkeep):  # a walk-round would push a night out of what is recent
        return replace(state, upkeep=after_upkeep(state.upkeep, fact))
    return replace(_apply(fact, state), recent=(*state.recent[1 - RECENT_MOST :], fact))


@singledispatch
def _apply(fact: Fact, state: S) -> S:
    raise TypeError(f"{state.room} does not know what to do with {fact!r}")


@_apply.register
def _(fact: Happened, state: S) -> S:
    return after_set(after_happening(state, fact), fact)


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
def _(fact: BreathingAgain, state: S) -> S:
    paused = pauses_after(state, fact.at)
    return replace(state, not_breathing_since=None, pauses=paused)


@_apply.register
def _(fact: AbsenceContradicted, state: S) -> S:
    return after_contradiction(state, fact)


@_apply.register
def _(fact: UsualLearnt | RateStrayed | RateReturned, state: S) -> S:
    return after_straying(state, fact)


@_apply.register
def _(fact: OutOfSight | InSight, state: S) -> S:
    return after_sight(state, fact)


@_apply.register
def _(fact: Observed, state: S) -> S:
    return after_visit(state, fact)


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
    return remembering(state, after_confining(state, fact), fact.at)


@_apply.register
def _(fact: LimitSet | ObserversSet, state: S) -> S:
    return after_saying(state, fact)


@_apply.register
def _(fact: AgeSet | SetCharted | PartScored | AssessmentMade, state: S) -> S:
    return after_scoring(state, fact)


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

    orders = tuple(moved(journey) for journey in state.orders)
    return after_order(replace(state, orders=orders), fact)


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
    return all_set_back(after_set_back(state, fact), seconds(fact.by_s))


@_apply.register
def _(fact: ClockSetOn, state: S) -> S:
    return after_set_on(state, fact)


@_apply.register
def _(fact: ModeChanged, state: S) -> S:
    return after_mode_changed(state, fact)


@_apply.register
def _(fact: BreathingSlow, state: S) -> S:
    return replace(state, slow_since=state.slow_since or fact.at)


@_apply.register
def _(_fact: BreathingFaster, state: S) -> S:
    return replace(state, slow_since=None)


@_apply.register
def _(fact: ProfileSigned, state: S) -> S:
    return after_signing(state, fact)
