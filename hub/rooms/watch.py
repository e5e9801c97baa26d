"""The watch on one person: since when nobody has been, and when somebody must.

Only ``seen`` moves ``since`` on; nothing else in the hub can. Where the hub's clock is set back,
``since`` goes back with it, so that no wait is made longer.
"""

from dataclasses import dataclass, replace

from ward.care import Plan
from ward.units import Instant, Span, minutes, seconds

AHEAD_MOST = seconds(5)  # what was by the hub's clock, and lies further ahead, has yet to come
LIMITS_MOST = 64  # changes of plan remembered between two observations


@dataclass(frozen=True, slots=True)
class Limit:
    """How long may pass, from a moment on."""

    from_at: Instant
    every: Span


@dataclass(frozen=True, slots=True)
class Watch:
    """Since when this person has not been seen in person, and the limits in force since then.

    A plan never reaches back: a looser one does not postpone what is already running, and a
    tighter one counts from when it was set.
    """

    since: Instant
    limits: tuple[Limit, ...]

    @classmethod
    def begin(cls, since: Instant, plan: Plan, now: Instant) -> "Watch":
        """Under one plan. ``since`` may lie before the plan, and counts all the same."""
        return cls(since, (Limit(min(since, now), minutes(plan.every_min)),))

    @property
    def due_at(self) -> Instant:
        """When somebody must have been."""
        return min(max(limit.from_at, self.since) + limit.every for limit in self.limits)

    def overdue(self, now: Instant) -> bool:
        """Also when a clock that was set back cannot tell for how long nobody has been."""
        return now > self.due_at or is_ahead(self.since, now)

    def under(self, plan: Plan, now: Instant) -> "Watch":
        """The same watch with another plan from now on."""
        added = Limit(now, minutes(plan.every_min))
        kept = self.limits if len(self.limits) < LIMITS_MOST else _tightest(self, self.limits)
        return replace(self, limits=(*kept, added))

    def inheriting(self, since: Instant, due_at: Instant | None) -> "Watch":
        """The same watch over somebody unseen since then already, and due by then already."""
        earlier = min(since, self.since)
        old = () if due_at is None else (Limit(earlier, due_at - earlier),)
        return Watch(earlier, (*old, *self.limits))

    def set_back(self, by: Span, now: Instant) -> "Watch":
        """The same wait, by a clock that was set back by so much to now: as long, and due as soon.

        A watch that begins in the time to come is left as it is, and so is overdue at once.
        """
        if is_ahead(self.since, now):
            return self
        limits = tuple(replace(limit, from_at=limit.from_at - by) for limit in self.limits)
        return Watch(self.since - by, limits)

    def seen(self, at: Instant, now: Instant) -> "Watch":
        """Somebody was there. Limits set since then go on; a late report winds nothing back.

        A watch that began in the time to come begins anew: its moments mean nothing any more.
        """
        if is_ahead(self.since, now):
            return Watch(at, (Limit(at, self.limits[-1].every),))
        if at <= self.since:
            return self
        before = [limit for limit in self.limits if limit.from_at <= at][-1:]
        after = [limit for limit in self.limits if limit.from_at > at]
        return Watch(at, (*before, *after))


def is_ahead(moment: Instant, now: Instant) -> bool:
    """Whether the hub's clock must have been set back since this moment was written down."""
    return moment > now + AHEAD_MOST


def _tightest(watch: Watch, limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """The one limit that decides when somebody is due: forgetting the rest changes nothing."""
    return (min(limits, key=lambda limit: max(limit.from_at, watch.since) + limit.every),)
