"""Which scores of a room call for somebody: those for which no assessment speaks."""

from hub.rooms.alerts import covered_for
from hub.rooms.former import was_here
from hub.rooms.score_facts import Alert
from hub.rooms.scores import Rising, SetTaken, speaks_for
from hub.rooms.state import Written
from ward.units import Instant


def covered_until(state: Written, alert: Alert) -> Instant | None:
    """Until when the last assessment speaks for a score that is no higher than it was then."""
    done = state.scores.assessed
    return done.at + covered_for(alert) if done and alert <= done.alert else None


def part_calling(state: Written, now: Instant) -> Rising | None:
    """What breathing and pulse came to; once nobody may measure them, until somebody was there."""
    rising, done = state.scores.rising, state.scores.assessed
    if rising is None:
        return None
    if done is not None and speaks_for(done, rising) and _covered(state, rising.alert, now):
        return None
    return None if _seen_since(state, rising) and not state.authorised(now) else rising


def set_calling(state: Written, now: Instant) -> SetTaken | None:
    """The worst that stands, unless somebody assessed the person after it."""
    taken, done = state.scores.worst, state.scores.assessed
    if taken is None or taken.alert is Alert.NONE:
        return None
    if done is not None and done.at >= taken.at and _covered(state, taken.alert, now):
        return None
    return taken


def _covered(state: Written, alert: Alert, now: Instant) -> bool:
    until = covered_until(state, alert)
    return until is not None and now < until


def _seen_since(state: Written, rising: Rising) -> bool:
    """By a visit to this very person: one to this room before they came was to another."""
    seen, episode = state.seen, state.episode
    if seen is None or seen.at < rising.since:
        return False
    return episode is None or was_here(episode, seen.at)
