"""What a review that was recorded at a door changes in a room."""

from typing import TypeVar

from hub.rooms.replaced import replace
from hub.rooms.review_facts import Reviewed
from hub.rooms.state import Written
from ward.care import Role, Staff

S = TypeVar("S", bound=Written)


def after_review(state: S, fact: Reviewed) -> S:
    """The next is due so long after it; one that does not count moves nothing."""
    episode = state.episode
    if episode is None or not fact.counts or fact.observed_at < episode.began_at:
        return state
    made = episode.reviews.made(fact.review, fact.observed_at, episode.plan, fact.by)
    return replace(state, episode=replace(episode, reviews=made))


def member(state: Written, who: str) -> Staff | None:
    """By reference, else by initials where only one has them, as the room's care knows staff."""
    staff = state.care.staff if state.care else ()
    found = [one for one in staff if one.ref == who] or [
        one for one in staff if one.initials == who
    ]
    return found[0] if len(found) == 1 else None


def is_doctor(state: Written, who: str) -> bool:
    """Whether a doctor decided: whom nobody here knows is none, and the first review is sooner."""
    one = member(state, who)
    return one is not None and one.role is Role.DOCTOR


def deciders(state: Written) -> tuple[str, ...]:
    """Who decided on the running confinement, by reference where they are known."""
    if state.episode is None:
        return ()
    one = member(state, state.episode.decided_by)
    return (one.ref if one else state.episode.decided_by,)
