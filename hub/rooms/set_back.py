"""A hub's clock that was set back: by the new one all that waits is as long ago as before."""

from typing import TypeVar

from hub.rooms.alarm import Alarm
from hub.rooms.clock_facts import ClockSetBack, ClockSetOn
from hub.rooms.former import set_back as stays_set_back
from hub.rooms.moded import longer
from hub.rooms.replaced import replace
from hub.rooms.standing import StandingSince
from hub.rooms.state import Written
from hub.rooms.strayed import set_back
from hub.rooms.values import Episode, Visit
from hub.rooms.watch import is_ahead
from ward.units import Instant, Span, seconds

DELAY_MOST = seconds(60)  # no limit makes a breathing that stopped wait longer

S = TypeVar("S", bound=Written)


def after_set_back(state: S, fact: ClockSetBack) -> S:
    """Nobody waits for longer because of it, and a spell that shows is the same spell still."""
    by, now = seconds(fact.by_s), fact.at
    watch = state.watch.set_back(by) if state.watch else None
    before, since = (state.watch.since, watch.since) if state.watch and watch else (None, None)
    return replace(
        state,
        watch=watch,
        seen=_visit(state.seen, by),
        visit=_visit(state.visit, by),
        alarms=tuple(
            _alarm(one, by, since if one.unseen_since == before else one.unseen_since)
            for one in state.alarms
        ),
        formers=tuple(
            replace(
                former,
                watch=former.watch.set_back(by),
                ended_at=former.ended_at - by,
                began_at=_back(former.began_at, by),
                earlier=stays_set_back(former.earlier, by),
                modes=tuple(mode.set_back(by) for mode in former.modes),
                scores=former.scores.set_back(by),
            )
            for former in state.formers
        ),
        episode=_episode(state.episode, by) if state.episode else None,
        standing=_standing(state.standing, by, now),
        cover=state.cover.set_back(by),
        call_at=_if_ahead(state.call_at, by, now),
        pressed_at=_if_ahead(state.pressed_at, by, now),
        presses=tuple(at - by for at in state.presses),
        talks=replace(state.talks, at=_back(state.talks.at, by)),
        line=replace(state.line, at=state.line.at - by) if state.line else None,
        sight=replace(state.sight, out_at=_back(state.sight.out_at, by)),
        scores=state.scores.set_back(by),
        strayed=set_back(state.strayed, by),
        slow_since=_back(state.slow_since, by),
        pauses=tuple(replace(pause, at=pause.at - by) for pause in state.pauses),
        not_breathing_since=_stopped(state.not_breathing_since, by, now),
    )


def _alarm(alarm: Alarm, by: Span, unseen_since: Instant | None) -> Alarm:
    """Its ladder climbs on as if nothing had been; until when a press was to hold, nobody can say.

    Were it to hold, the alarm would sound for a moment, and be quiet again when that time comes.
    """
    return replace(
        alarm,
        began_at=alarm.began_at - by,
        unseen_since=unseen_since,
        over_at=_back(alarm.over_at, by),
        again_at=_back(alarm.again_at, by),
        came_at=_back(alarm.came_at, by),
        here_at=_back(alarm.here_at, by),
        seen_at=_back(alarm.seen_at, by),
        steps=tuple(replace(step, at=step.at - by) for step in alarm.steps),
        acknowledged=None,
        paused=None,
    )


def _standing(standing: StandingSince, by: Span, now: Instant) -> StandingSince:
    """Whoever is shut in since the time to come is flagged at once: then all of that stays.

    Not when the door last moved: it would bide a sensor's afterglow that is long over, and hide
    for as long whoever is inside and said to be out.
    """
    standing = replace(standing, door_at=_back(standing.door_at, by))
    shut_in = (standing.locked_at, standing.inside_at)
    if any(moment is not None and is_ahead(moment, now) for moment in shut_in):
        return standing
    return replace(
        standing,
        locked_at=_back(standing.locked_at, by),
        inside_at=_back(standing.inside_at, by),
        left_at=_back(standing.left_at, by),
        open_at=_back(standing.open_at, by),
        unsensed_at=_back(standing.unsensed_at, by),
    )


def _episode(episode: Episode, by: Span) -> Episode:
    """A limit of one person's own lasts no longer than its author said."""
    limits = (replace(one, set_at=one.set_at - by, until=one.until - by) for one in episode.limits)
    return replace(
        episode,
        limits=tuple(limits),
        authorised_at=_back(episode.authorised_at, by),
        scope_since=_back(episode.scope_since, by),
        earlier=stays_set_back(episode.earlier, by),
        set_back_s=episode.set_back_s + by.total_seconds(),
        modes=tuple(mode.set_back(by) for mode in episode.modes),
        reviews=episode.reviews.set_back(by),
        privacy=episode.privacy.set_back(by),
    )


def _stopped(since: Instant | None, by: Span, now: Instant) -> Instant | None:
    """Whoever stopped breathing waits for no alarm longer. In the time to come: it alarms at once.

    By no more than the longest delay: a visit before it, told late, is not to answer it.
    """
    if since is None or is_ahead(since, now):
        return since
    return since - min(by, DELAY_MOST)


def _if_ahead(moment: Instant | None, by: Span, now: Instant) -> Instant | None:
    """What would be later than whoever comes now, and so could be answered by nobody."""
    return moment if moment is None or not is_ahead(moment, now) else moment - by


def _back(moment: Instant | None, by: Span) -> Instant | None:
    return None if moment is None else moment - by


def _visit(visit: Visit | None, by: Span) -> Visit | None:
    return replace(visit, at=visit.at - by) if visit else None


def after_set_on(state: S, fact: ClockSetOn) -> S:
    """What was set while the hub's clock ran behind is not dated any more."""
    by = seconds(fact.by_s)
    watch = state.watch.set_on(by) if state.watch else None
    formers = tuple(
        replace(
            former,
            watch=former.watch.set_on(by),
            set_on_s=former.set_on_s + fact.by_s,
            scores=former.scores.lasting(by),
            modes=tuple(mode.lasting(by) for mode in former.modes),
        )
        for former in state.formers
    )
    return replace(longer(state, by), watch=watch, formers=formers)
