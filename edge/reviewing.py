"""Reviews at this door: which are due, which could be made now, and by whom."""

from dataclasses import dataclass

from ward.care import Confinement, Review, ReviewDue, Staff
from ward.grading import Grade, Graded
from ward.reviews import PARTIES, Judged, judged
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class Offer:
    """A review that is asked for here; ``judged`` is of those whose badges are seen now."""

    review: Review
    due_at: Instant
    words: str
    judged: Judged


class Reviewing:
    """What the hub said is due, and what was made here since: true with the hub dead."""

    def __init__(self) -> None:
        self._made: dict[Review, Instant] = {}

    def made(self, review: Review, at: Instant) -> None:
        self._made[review] = at

    def offers(
        self, confinement: Confinement | None, people: tuple[Staff, ...]
    ) -> tuple[Offer, ...]:
        """What is asked for of the person who is confined here, the soonest due first.

        One that was made here, and that the hub does not know of yet, is asked for no more: by when
        the next is due, the hub says.
        """
        if confinement is None:
            return ()
        asked = (one for one in confinement.reviews if not self._is_made(one))
        offers = (
            Offer(
                one.review,
                one.due_at,
                PARTIES[one.review].words,
                judged(one.review, people, confinement.deciders),
            )
            for one in asked
        )
        return tuple(sorted(offers, key=lambda one: one.due_at))

    def _is_made(self, due: ReviewDue) -> bool:
        made_at = self._made.get(due.review)
        return made_at is not None and (due.last_at is None or due.last_at < made_at)


def verdict(
    review: Review, people: tuple[Staff, ...], confinement: Confinement | None, graded: Graded
) -> Judged:
    """A review is an observation first: one that is not full is no review."""
    if confinement is None:
        return Judged(False, "nobody is confined here")
    if graded.grade is not Grade.FULL:
        return Judged(False, graded.because)
    return judged(review, people, confinement.deciders)
