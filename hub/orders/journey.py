"""An order's journey, laid down as a table."""

from collections.abc import Iterator

from hub.rooms.order_facts import OrderReached, Progress
from hub.rooms.state import RoomState
from ward.orders import Answer, Outcome
from ward.units import Instant, seconds

LIFE = seconds(20)  # an order not obeyed by then is refused by the node and expired here

# EXPIRED may still become DONE or REFUSED: the answer is the node's own word, and if it comes
# late it is still what happened. Nothing is ever sent twice.
JOURNEY: dict[Progress, frozenset[Progress]] = {
    Progress.ASKED: frozenset({Progress.SENT, Progress.EXPIRED}),
    Progress.SENT: frozenset({Progress.DONE, Progress.REFUSED, Progress.EXPIRED}),
    Progress.EXPIRED: frozenset({Progress.DONE, Progress.REFUSED}),
    Progress.DONE: frozenset(),
    Progress.REFUSED: frozenset(),
}
_OUTCOME = {Outcome.DONE: Progress.DONE, Outcome.REFUSED: Progress.REFUSED}
_WORDS = {
    Progress.ASKED: "not sent: the broker was away",
    Progress.SENT: "no answer came",
}


def answered(state: RoomState, answer: Answer, now: Instant) -> OrderReached | None:
    """What an answer adds, or nothing when the order is unknown here or has ended otherwise."""
    progress = _OUTCOME[answer.outcome]
    for journey in state.orders:
        if journey.order.id == answer.order and progress in JOURNEY[journey.progress]:
            words = answer.words or (answer.refusal or "")
            return OrderReached(
                room=state.room,
                at=now,
                order=answer.order,
                progress=progress,
                words=words,
            )
    return None


def expired(state: RoomState, now: Instant) -> Iterator[OrderReached]:
    """Orders whose time is over without an answer. Shown, and never asked again by itself."""
    for journey in state.orders:
        if journey.progress in _WORDS and now >= journey.order.expires_at:
            yield OrderReached(
                room=state.room,
                at=now,
                order=journey.order.id,
                progress=Progress.EXPIRED,
                words=_WORDS[journey.progress],
            )
