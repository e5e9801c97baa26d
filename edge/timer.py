"""The timer: when the person was last seen in person, and by when they must be again."""

from dataclasses import dataclass

from edge.moment import Moment
from ward.announcements import Status
from ward.care import Confinement
from ward.units import Instant, minutes, seconds

SKEW_MOST = seconds(60)  # by so much a hub's clock may run ahead of ours and be believed


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody saw the person, then, by whom."""

    at: Instant
    by: str | None


class Timer:
    """The latest of what this door witnessed and what the hub said; never later than now.

    What the door witnessed is kept in uptime, so that a clock set afterwards does not make
    a visit older or newer than it is. The hub may know of an earlier due moment than the plan
    alone says, as of a watch that was carried on: it holds, unless the door has witnessed a
    visit of which the hub did not know.
    """

    def __init__(self) -> None:
        self._own_up_s: float | None = None
        self._own_by: str | None = None
        self._told: Seen | None = None
        self._status: Status | None = None  # the hub's last word, while nothing here is newer

    def observed(self, by: str | None, now: Moment) -> None:
        """An observation that ends a spell was recorded at this door."""
        self._own_up_s, self._own_by = now.up_s, by
        self._status = None

    def told(self, status: Status, now: Moment) -> bool:
        """Take the hub's word; whether it was believed. A visit yet to come never is."""
        if status.seen_at is not None and status.seen_at > now.at + SKEW_MOST:
            return False
        self._status = status if self._knows_it_all(status, now) else None
        if status.seen_at is None:
            return True
        if self._told is None or status.seen_at > self._told.at:
            self._told = Seen(status.seen_at, status.seen_by)
        return True

    def seen(self, now: Moment) -> Seen | None:
        """The latest seeing, by now's wall clock."""
        known = [seen for seen in (self._told, self._witnessed(now)) if seen is not None]
        latest = max(known, key=lambda seen: seen.at, default=None)
        return latest and Seen(min(latest.at, now.at), latest.by)

    def due_at(self, confinement: Confinement | None, now: Moment) -> Instant | None:
        """By when somebody must come; ``None`` when nobody is confined here."""
        if confinement is None:
            return None
        own = self._counts_from(confinement, now) + minutes(confinement.plan.every_min)
        told = self._told_due(confinement)
        return own if told is None else min(own, told)

    def overdue(self, confinement: Confinement | None, now: Moment) -> bool:
        """Whether somebody should have come by now; also when a clock not set cannot tell."""
        if confinement is None:
            return False
        due_at = self.due_at(confinement, now)
        late = due_at is not None and now.at >= due_at
        return late or self._counts_from(confinement, now) > now.at + SKEW_MOST

    def _counts_from(self, confinement: Confinement, now: Moment) -> Instant:
        seen = self.seen(now)
        return max(seen.at, confinement.began_at) if seen else confinement.began_at

    def _told_due(self, confinement: Confinement) -> Instant | None:
        """The hub's due moment for this very confinement."""
        status = self._status
        same = status is not None and status.episode_began_at == confinement.began_at
        return status.due_at if status and same else None

    def _knows_it_all(self, status: Status, now: Moment) -> bool:
        """Whether the hub, when it said this, knew of the last visit that we know of."""
        known = self.seen(now)
        if known is None:
            return True
        return status.seen_at is not None and status.seen_at >= known.at - SKEW_MOST

    def _witnessed(self, now: Moment) -> Seen | None:
        if self._own_up_s is None:
            return None
        return Seen(now.at - seconds(max(0.0, now.up_s - self._own_up_s)), self._own_by)
