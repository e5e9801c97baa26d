"""The timer: when the person was last seen in person, and by when they must be again."""

from dataclasses import dataclass
from datetime import UTC, datetime

from edge.away import Away, Kept
from edge.memory import LastKnown
from edge.moment import Moment
from ward.announcements import Status
from ward.care import Confinement
from ward.deeds import Deed
from ward.timing import SOON_SHARE
from ward.units import Instant, minutes, seconds

SKEW_MOST = seconds(60)  # by so much a hub's clock may run ahead of ours and be believed
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
SHIFT_LEAST_S = 30.0  # by less a remembered visit is not written anew when the clock is set


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

    Uptime ends with the power. A visit remembered from before is known by the wall clock alone:
    unless that was set both then and now, nobody can tell how long ago it was, and it counts for
    nothing until the hub or another visit says more. So the door errs towards going.
    """

    def __init__(self, remembered: LastKnown | None = None, away: Kept | None = None) -> None:
        self.away = Away(away)
        self._own_up_s: float | None = None
        self._own_by: str | None = None
        self._before = remembered if remembered and remembered.own_at else None
        self._status = remembered.told if remembered else None  # while nothing here is newer
        self._told = _seen_in(self._status)
        self._heard = self._status is None  # since the power came, a hub that is there
        self._lasting = remembered or LastKnown()

    def observed(self, by: str | None, now: Moment, deed: Deed | None = None) -> None:
        """An observation that ends a spell was recorded at this door."""
        self.away.seen(deed, by, now)
        self._own_up_s, self._own_by = now.up_s, by
        self._status = self._before = None

    def told(self, status: Status, now: Moment, *, live: bool = True) -> bool:
        """Take the hub's word; whether it was believed. A visit yet to come never is.

        A word that the broker kept is not ``live``: the hub itself may be long dead.
        """
        if status.seen_at is not None and status.seen_at > now.at + SKEW_MOST:
            return False
        self._heard |= live
        self._status = status if self._knows_it_all(status, now) else None
        if status.seen_at is None:
            return True
        if self._told is None or status.seen_at > self._told.at:
            self._told = Seen(status.seen_at, status.seen_by)
        if (
            self._before
            and self._before.own_at
            and status.seen_at >= self._before.own_at - SKEW_MOST
        ):
            self._before = None  # the hub knows of it, and of when it was
        return True

    def lasting(self, now: Moment) -> LastKnown | None:
        """What is to be remembered beyond a power cut, if that is news."""
        own = self._witnessed(now)
        known = LastKnown(
            own_at=own and own.at,
            own_by=own and own.by,
            synced=now.synced if self._own_up_s is not None else self._synced_before,
            told=self._status and _lasting_part(self._status),
        )
        if not _is_news(known, self._lasting):
            return None
        self._lasting = known
        return known

    def seen(self, now: Moment) -> Seen | None:
        """The latest seeing, by now's wall clock."""
        known = [seen for seen in (self._told, self._witnessed(now)) if seen is not None]
        latest = max(known, key=lambda seen: seen.at, default=None)
        return latest and Seen(min(latest.at, now.at), latest.by)

    def due_at(self, confinement: Confinement | None, now: Moment) -> Instant | None:
        """By when somebody must come; ``None`` when nobody is confined here."""
        if confinement is None:
            return None
        own = self._own_due(confinement, now)
        told = self._told_due(confinement)
        due = own if told is None else min(own, told)
        return min(due, now.at) if self._cannot_tell(now) else due

    def soon_at(self, confinement: Confinement | None, now: Moment) -> Instant | None:
        """From when on somebody should set out: the hub's word, or a share of the interval."""
        due = self.due_at(confinement, now)
        if confinement is None or due is None:
            return None
        told, from_ = self._told_due(confinement), self._counts_from(confinement, now)
        soon_at = self._status.soon_at if self._status else None
        if soon_at and told and abs(told - due) <= SKEW_MOST:
            return min(soon_at, due)
        return min(from_ + SOON_SHARE * (due - from_), due)

    def overdue(self, confinement: Confinement | None, now: Moment) -> bool:
        """Whether somebody should have come by now; also when a clock not set cannot tell."""
        if confinement is None:
            return False
        due_at = self.due_at(confinement, now)
        late = due_at is not None and now.at >= due_at
        return late or self._counts_from(confinement, now) > now.at + SKEW_MOST

    def _own_due(self, confinement: Confinement, now: Moment) -> Instant:
        """By the plan; of whoever was taken out here, by when they must be back."""
        out = self.away.until(now)
        by_plan = self._counts_from(confinement, now) + minutes(confinement.plan.every_min)
        return by_plan if out is None else out

    def _counts_from(self, confinement: Confinement, now: Moment) -> Instant:
        seen = self.seen(now)
        here_at = confinement.came_at or confinement.began_at
        return max(seen.at, here_at) if seen else here_at

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

    def _cannot_tell(self, now: Moment) -> bool:
        """Whether all that is known is from before a power cut, and a clock is not set."""
        if self._before:
            return not (self._before.synced and now.synced)
        return self._own_up_s is None and not self._heard and not now.synced

    @property
    def _synced_before(self) -> bool:
        return bool(self._before and self._before.synced)

    def _witnessed(self, now: Moment) -> Seen | None:
        if self._before and self._before.own_at:
            return Seen(self._before.own_at, self._before.own_by)
        if self._own_up_s is None:
            return None
        return Seen(now.at - seconds(max(0.0, now.up_s - self._own_up_s)), self._own_by)


def _seen_in(status: Status | None) -> Seen | None:
    return Seen(status.seen_at, status.seen_by) if status and status.seen_at else None


def _lasting_part(status: Status) -> Status:
    """What of the hub's word is worth remembering: not its alarms, nor when it was said."""
    said_at = status.seen_at or status.episode_began_at or status.due_at or _LONG_AGO
    return status.model_copy(update={"at": said_at, "alarms": (), "linked": True})


def _is_news(known: LastKnown, lasting: LastKnown) -> bool:
    """Whether it says something else; a clock a little off, or no longer set, says nothing else."""
    if (known.told, known.own_by) != (lasting.told, lasting.own_by):
        return True
    if known.own_at is None or lasting.own_at is None:
        return known.own_at != lasting.own_at
    shifted_s = abs((known.own_at - lasting.own_at).total_seconds())
    return shifted_s > SHIFT_LEAST_S or (known.synced and not lasting.synced)
