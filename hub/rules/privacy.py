"""The rule about privacy: watching from afar that nobody reviewed, or an objection that waits."""

from collections.abc import Iterator

from hub.rooms.privacy_facts import Watching
from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting
from ward.conditions import PRIVACY_OVERDUE
from ward.units import Instant, seconds


def privacy_overdue(state: RoomState, limits: Limits, now: Instant) -> Iterator[Finding]:
    """Somebody ought to have decided whether this person is to be watched so, and has not."""
    late = [one for one in dues(state, limits) if now > one[0]]
    if late:
        said = ". ".join(f"{words}, overdue by {lasting(now - at)}" for at, words in late)
        yield Finding(state.room, PRIVACY_OVERDUE, said, min(at for at, _ in late))


def next_due(state: RoomState, limits: Limits, now: Instant) -> Instant | None:
    """When the next of them will be overdue."""
    return min((at for at, _ in dues(state, limits) if at >= now), default=None)


def dues(state: RoomState, limits: Limits) -> list[tuple[Instant, str]]:
    """By when somebody must decide on what, in words.

    Radar has no interval of its own here: its authorisation ends by itself, within a week at most,
    and each one anew is a decision with reasons.
    """
    episode = state.episode
    if episode is None:
        return []
    waits = seconds(limits.objection_s)
    found = [
        (one.at + waits, f"{episode.person.initials} objects to {one.to}: it waits for a review")
        for one in episode.privacy.objections
    ]
    since = cctv_since(state)
    if since is not None:
        found.append(
            (since + seconds(limits.cctv_review_s), "The use of CCTV waits for its review")
        )
    return found


def cctv_since(state: RoomState) -> Instant | None:
    """Since when CCTV of this room has been used on this person without a review."""
    episode = state.episode
    if episode is None or not state.has_cctv or episode.privacy.is_stopped(Watching.CCTV):
        return None
    last = episode.privacy.last(Watching.CCTV)
    return max(episode.began_at, last.at) if last else episode.began_at
