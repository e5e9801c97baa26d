"""The rule about reviews: one that ought to have been made at the door, and was not."""

from collections.abc import Iterator

from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.words import lasting
from ward.conditions import REVIEW_OVERDUE
from ward.units import Instant


def review_overdue(state: RoomState, _limits: Limits, now: Instant) -> Iterator[Finding]:
    """A review is due, and nobody whom it takes has made it at the door.

    Nothing but the review ends it, or the end of the confinement.
    """
    late = state.episode.reviews.overdue(now) if state.episode else ()
    if late:
        said = ", ".join(f"{one.review} by {lasting(now - one.due_at)}" for one in late)
        yield Finding(
            state.room, REVIEW_OVERDUE, f"Overdue: {said}", min(one.due_at for one in late)
        )


def next_due(state: RoomState, now: Instant) -> Instant | None:
    """When the next review that is not overdue yet will be."""
    dues = state.episode.reviews.dues if state.episode else ()
    return min((one.due_at for one in dues if one.due_at >= now), default=None)
