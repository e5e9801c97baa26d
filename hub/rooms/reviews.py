"""The reviews of one confinement: by when each must be made, and when it last was.

Only a review made at the door moves one on. A plan that asks for fewer lets go of those that are
not due yet, and of none that is overdue.
"""

from dataclasses import dataclass, replace

from ward.care import Plan, Review, ReviewDue
from ward.reviews import Interval, asked_by
from ward.units import Instant, Span


@dataclass(frozen=True, slots=True)
class Due:
    """One review. It is counted from ``since``: the beginning, or the last of them."""

    review: Review
    since: Instant
    due_at: Instant
    last_at: Instant | None = None
    by: tuple[str, ...] = ()

    @property
    def on_the_wire(self) -> ReviewDue:
        return ReviewDue(review=self.review, due_at=self.due_at, last_at=self.last_at)


@dataclass(frozen=True, slots=True)
class Reviews:
    """A value: facts replace it."""

    dues: tuple[Due, ...] = ()

    @classmethod
    def begin(cls, plan: Plan, at: Instant, *, by_doctor: bool) -> "Reviews":
        """Of a confinement that begins then; ``by_doctor`` if one decided on it."""
        return cls(tuple(_first(one, at, by_doctor=by_doctor) for one in asked_by(plan)))

    def of(self, review: Review) -> Due | None:
        return next((one for one in self.dues if one.review is review), None)

    def overdue(self, now: Instant) -> tuple[Due, ...]:
        return tuple(one for one in self.dues if now > one.due_at)

    def inheriting(self, before: "Reviews") -> "Reviews":
        """Begun again for whoever was confined until just now: nobody has another hour for it."""
        return Reviews(tuple(_sooner(one, before.of(one.review)) for one in self.dues))

    def under(self, plan: Plan, at: Instant) -> "Reviews":
        """Another plan from then on. What is due already by another one goes on being due."""
        asked = {one.review: one for one in asked_by(plan)}
        kept = [one for one in self.dues if one.review in asked or at > one.due_at]
        tightened = [
            replace(one, due_at=min(one.due_at, at + asked[one.review].every))
            if one.review in asked
            else one
            for one in kept
        ]
        new = [
            _first(one, at, by_doctor=True) for one in asked.values() if self.of(one.review) is None
        ]
        return Reviews((*tightened, *new))

    def made(self, review: Review, at: Instant, plan: Plan, by: tuple[str, ...]) -> "Reviews":
        """That review was made then. One that is told late winds nothing back."""
        every = {one.review: one.every for one in asked_by(plan)}
        rest = [one for one in self.dues if one.review is not review]
        before = self.of(review)
        if before is not None and at < before.since:
            return self
        if review not in every:
            return Reviews(tuple(rest))
        return Reviews((*rest, Due(review, at, at + every[review], at, by)))

    def set_back(self, by: Span) -> "Reviews":
        """As long to go as before, by a clock that was set back by so much."""
        return Reviews(
            tuple(
                replace(
                    one,
                    since=one.since - by,
                    due_at=one.due_at - by,
                    last_at=one.last_at and one.last_at - by,
                )
                for one in self.dues
            )
        )


NO_REVIEWS = Reviews()


def _first(one: Interval, at: Instant, *, by_doctor: bool) -> Due:
    first = one.by_doctor if by_doctor and one.by_doctor else one.first
    return Due(one.review, at, at + first)


def _sooner(one: Due, before: Due | None) -> Due:
    return before if before is not None and before.due_at < one.due_at else one
