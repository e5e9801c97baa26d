"""What a confinement's own facts change in a room: its beginning and end, its plan, its limits."""

from collections.abc import Iterable
from typing import TypeVar

from hub.rooms.alarmed import goes_on
from hub.rooms.cover import Cover
from hub.rooms.episode_facts import (
    Authorised,
    EpisodeBegan,
    EpisodeEnded,
    LimitSet,
    ObserversSet,
    PlanSet,
)
from hub.rooms.former import earlier
from hub.rooms.own_limit import OwnLimit
from hub.rooms.rates_begun import rates_begun
from hub.rooms.replaced import replace
from hub.rooms.reviewed import is_doctor
from hub.rooms.reviews import Reviews
from hub.rooms.scores_begun import begun, kept_up
from hub.rooms.state import Written
from hub.rooms.talks import NO_TALKS
from hub.rooms.values import Episode, Former
from hub.rooms.watch import Watch
from ward.care import Cover as Asked
from ward.care import Person, Plan
from ward.mode_table import company
from ward.modes import Mode
from ward.units import Instant, minutes
from ward.vitals import Vital

AGAIN_WITHIN = minutes(60)  # local: an ending so short ago forgives nothing to the same person
FORMERS_MOST = 64  # people of one room whose confinement ended

S = TypeVar("S", bound=Written)


def after_confining(state: S, fact: EpisodeBegan | EpisodeEnded | PlanSet | Authorised) -> S:
    """It began, or ended; it has another plan; vital signs may be measured, or no longer."""
    match fact:
        case EpisodeBegan():
            return _began(state, fact)
        case EpisodeEnded():
            return _ended(state, fact)
        case PlanSet():
            return _planned(state, fact)
    return _authorised(state, fact)


def after_saying(state: S, fact: LimitSet | ObserversSet) -> S:
    """What is so of this one person: a limit, or who knows them."""
    return _limited(state, fact) if isinstance(fact, LimitSet) else _known(state, fact)


def _began(state: S, fact: EpisodeBegan) -> S:
    """A spell that is still open goes on; a beginning forgives nothing."""
    running = state.watch.under(fact.plan, fact.at) if state.watch else None
    watch = running or Watch.begin(fact.watch_since, fact.plan, fact.at)
    watch = watch.inheriting(fact.watch_since, fact.watch_due).under_modes(fact.modes)
    watch = replace(watch, here_since=_here_since(state, fact))
    new = Reviews.begin(fact.plan, fact.at, by_doctor=is_doctor(state, fact.decided_by))
    reviews = new.inheriting(_reviews_before(state, fact))
    state = rates_begun(state, fact, again=_just_now(state, fact) is not None)
    return replace(
        state,
        episode=replace(
            _episode(fact), reviews=reviews, earlier=earlier(state.formers, fact.person.ref)
        ),
        watch=watch,
        scores=begun(state, fact),
        alarms=goes_on(state.alarms, watch.since),
        talks=NO_TALKS,
        formers=_without(kept_up(state), fact.person),
        cover=asked(_cover_before(state, fact), fact.plan, fact.modes, fact.at),
    )


def _here_since(state: Written, fact: EpisodeBegan) -> Instant | None:
    """Since when a visit to this room counts for them: not before they came, or whose wait it is.

    Whoever waited here before is perhaps who is inside, so a wait that goes on keeps its own.
    """
    if fact.from_elsewhere:
        return fact.at
    if state.watch is not None:
        return state.watch.here_since
    theirs = [
        former.watch.here_since
        for former in state.formers
        if former.person.ref == fact.person.ref or not former.door_opened
    ]
    return max((at for at in theirs if at is not None), default=None)


def _episode(fact: EpisodeBegan) -> Episode:
    """One that came from another room began when it began there."""
    came = fact.came_from
    return Episode(
        fact.id,
        fact.person,
        came.began_at if came else fact.at,
        fact.plan,
        fact.decided_by,
        fact.why,
        kind=fact.kind,
        label=fact.label,
        ground=fact.ground,
        deciders=fact.deciders,
        came_from=came.room if came else None,
        came_at=fact.at if came else None,
        age=fact.age,
        chosen=fact.chosen,
        modes=fact.modes,
    )


def _cover_before(state: Written, fact: EpisodeBegan) -> Cover:
    """Begun again for whoever was confined here until just now, nobody has another minute."""
    return state.cover if _just_now(state, fact) else replace(state.cover, asked_at=None)


def _reviews_before(state: Written, fact: EpisodeBegan) -> Reviews:
    former = _just_now(state, fact)
    return former.reviews if former else Reviews()


def _just_now(state: Written, fact: EpisodeBegan) -> Former | None:
    """The confinement of the same person that ended here only just."""
    again = (
        former
        for former in state.formers
        if former.person.ref == fact.person.ref and fact.at - former.ended_at < AGAIN_WITHIN
    )
    return next(again, None)


def _ended(state: S, fact: EpisodeEnded) -> S:
    """Ended unseen: the watch stays open until somebody was at the door.

    So does a breathing that was last seen to have stopped: no click takes that back.
    """
    if state.episode is None or state.watch is None:
        return state
    opened, watch = state.standing.now.door_open is True, state.watch
    if fact.unseen and watch.due_at > fact.at:  # it showed, whatever a clock that was set says
        watch = watch.inheriting(watch.since, fact.at)
    former = Former(
        state.episode.person,
        watch,
        fact.at,
        door_opened=opened,
        moved_to=fact.moved_to,
        modes=state.modes,
        scores=state.scores,
        reviews=state.episode.reviews,
        age=state.episode.age,
        chosen=state.episode.chosen,
        began_at=state.episode.there_since,
        earlier=state.episode.earlier,
    )
    return replace(
        state,
        episode=None,
        watch=watch if fact.unseen else None,
        slow_since=None,
        strayed=() if fact.moved_to else state.strayed,  # it stands where they are now
        formers=(*_without(state.formers, former.person)[1 - FORMERS_MOST :], former),
    )


def _without(formers: tuple[Former, ...], person: Person) -> tuple[Former, ...]:
    return tuple(former for former in formers if former.person.ref != person.ref)


def _planned(state: S, fact: PlanSet) -> S:
    if state.episode is None or state.watch is None:
        return state
    return replace(
        state,
        episode=replace(
            state.episode,
            plan=fact.plan,
            reviews=state.episode.reviews.under(fact.plan, fact.at),
        ),
        watch=state.watch.under(fact.plan, fact.at),
        cover=asked(state.cover, fact.plan, state.modes, fact.at),
    )


def asked(cover: Cover, plan: Plan, modes: tuple[Mode, ...], at: Instant) -> Cover:
    """Told again to stay, nobody gets another minute for it. A mode may ask what no plan does."""
    if plan.cover is Asked.NONE and not company(modes):
        return replace(cover, asked_at=None)
    return cover if cover.asked_at else replace(cover, asked_at=at)


def _authorised(state: S, fact: Authorised) -> S:
    """Longer is not anew: what has been missing since it began goes on being missing."""
    if state.episode is None:
        return state
    goes_on, given = state.authorised(fact.at), fact.authorisation
    since = state.episode.authorised_at if goes_on else fact.at
    same = goes_on and all(given and given.covers(each) for each in _scope(state, fact.at))
    episode = replace(
        state.episode,
        authorisation=fact.authorisation,
        authorised_at=since,
        scope_since=state.episode.scope_since if same else fact.at,
        privacy=state.episode.privacy.authorised(fact.at, fact.authorisation),
    )
    return replace(state, episode=episode)


def _scope(state: Written, now: Instant) -> Iterable[Vital]:
    return [each for each in Vital if state.may_measure(each, now)]


def _limited(state: S, fact: LimitSet) -> S:
    if state.episode is None:
        return state
    own = OwnLimit(fact.limit, fact.value_s, fact.by, fact.why, fact.at, fact.until)
    rest = tuple(one for one in state.episode.limits if one.limit is not fact.limit)
    return replace(state, episode=replace(state.episode, limits=(*rest, own)))


def _known(state: S, fact: ObserversSet) -> S:
    if state.episode is None:
        return state
    episode = replace(
        state.episode,
        observers=fact.observers,
        preference=fact.preference,
        rather_not=fact.rather_not,
    )
    return replace(state, episode=episode)
