"""The watch on one person: since when nobody has been, and when somebody must.

Only ``seen`` moves ``since`` on; nothing else in the hub can. Where the hub's clock is set back,
all of a watch goes back with it: no wait is made longer by it, and none shorter.
"""

from dataclasses import dataclass, replace

from hub.rooms.absence_facts import By
from hub.rooms.windows import NOTHING_ASKED, Windows
from ward.care import Plan
from ward.deeds import Escort, Outing
from ward.modes import Mode, Window
from ward.units import Instant, Span, minutes, seconds

AHEAD_MOST = seconds(5)  # what was by the hub's clock, and lies further ahead, has yet to come
LIMITS_MOST = 64  # changes of plan remembered between two observations
SURE = Span()


@dataclass(frozen=True, slots=True)
class Limit:
    """How long may pass, from a moment on.

    Where the hub's clock ran behind when it was set, it is not ``dated``: it is from later than it
    says, and whether a visit was before it or after is not known from the two moments.
    """

    from_at: Instant
    every: Span
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Away:
    """Taken out through the door, where to, with whom, and by when they must be back.

    ``belied_at`` is when the room's own sensors said that somebody is inside: then it buys nothing.
    """

    to: Outing
    escort: Escort
    by: str
    since: Instant
    until: Instant
    belied_at: Instant | None = None
    belied_by: By | None = None

    @property
    def holds(self) -> bool:
        return self.belied_at is None

    def set_back(self, by: Span) -> "Away":
        belied_at = self.belied_at and self.belied_at - by
        since, until = self.since - by, self.until - by
        return replace(self, since=since, until=until, belied_at=belied_at)


@dataclass(frozen=True, slots=True)
class Watch:
    """Since when this person has not been seen in person, and the limits in force since then.

    A plan never reaches back: a looser one does not postpone what is already running, and a
    tighter one counts from when it was set. So it is with ``windows``, what modes ask beside the
    plan, each with its mode's name: the tightest of all holds. Whoever is ``away`` was seen going,
    and is due by the end of that, whatever a mode asks: nobody can be seen in an empty room. A
    looser plan than that outing's limit makes nobody due later than it. Whoever was in another
    room before is in this one ``here_since``: a visit to it before that was to somebody else.
    """

    since: Instant
    limits: tuple[Limit, ...]
    away: Away | None = None
    windows: Windows = NOTHING_ASKED
    here_since: Instant | None = None

    @classmethod
    def begin(cls, since: Instant, plan: Plan, now: Instant) -> "Watch":
        """Under one plan. ``since`` may lie before the plan, and counts all the same."""
        return cls(since, (Limit(min(since, now), minutes(plan.every_min)),))

    @property
    def due_at(self) -> Instant:
        """When somebody must have been."""
        planned = min(max(limit.from_at, self.since) + limit.every for limit in self.limits)
        asked = self.windows.due_at(self.since)
        due = planned if asked is None else min(planned, asked)
        return max(due, self.away.until) if self.away and self.away.holds else due

    @property
    def shown_due_at(self) -> Instant:
        """The same as it is shown: whoever is out must be back before a looser plan asks."""
        out = self.away is not None and self.away.holds
        return min(self.due_at, self.away.until) if self.away and out else self.due_at

    def overdue(self, now: Instant) -> bool:
        return now > self.due_at

    def not_back(self, now: Instant) -> bool:
        """Whether they should have been back by now."""
        return self.away is not None and self.away.holds and now > self.away.until

    def leaving(self, away: Away) -> "Watch":
        """The same watch, over somebody who was seen to go out just now."""
        return replace(self, away=away)

    def contradicted(self, at: Instant, by: By) -> "Watch":
        """The same watch as if nobody had gone."""
        away = self.away and replace(self.away, belied_at=at, belied_by=by)
        return replace(self, away=away)

    def under(self, plan: Plan, now: Instant) -> "Watch":
        """The same watch with another plan from now on."""
        added = Limit(now, minutes(plan.every_min))
        kept = self.limits if len(self.limits) < LIMITS_MOST else _tightest(self, self.limits)
        return replace(self, limits=(*kept, added))

    def within(self, mode: str, windows: tuple[Window, ...]) -> "Watch":
        """The same watch with what a mode asks as well. What it no longer asks stays due."""
        return replace(self, windows=self.windows.within(mode, windows, self.since))

    def under_modes(self, modes: tuple[Mode, ...]) -> "Watch":
        """The same watch over somebody of whom these modes go on."""
        return replace(self, windows=self.windows.under(modes, self.since))

    def closer(self, before: tuple[Mode, ...], after: tuple[Mode, ...], at: Instant) -> "Watch":
        """The same watch from those modes to these: whoever is due by one already is due still."""
        return replace(self, windows=self.windows.changed(before, after, at, self.since))

    def inheriting(self, since: Instant, due_at: Instant | None) -> "Watch":
        """The same watch over somebody unseen since then already, and due by then already.

        Being out ends with it: else whoever was out would be due by that, and not by then.
        """
        earlier = min(since, self.since)
        old = () if due_at is None else (Limit(earlier, due_at - earlier),)
        return replace(self, since=earlier, limits=(*old, *self.limits), away=None)

    def set_back(self, by: Span) -> "Watch":
        """The same wait, by a clock that was set back by so much: as long, and due as soon."""
        limits = tuple(replace(limit, from_at=limit.from_at - by) for limit in self.limits)
        away = self.away and self.away.set_back(by)
        here_since = self.here_since and self.here_since - by
        return Watch(self.since - by, limits, away, self.windows.shifted(by), here_since)

    def set_on(self, by: Span) -> "Watch":
        """The same watch, by a clock that was set on: it ran behind when these limits were set.

        What a mode asks goes on for as much longer: no clock ends it early.
        """
        limits = tuple(replace(each, dated=False) for each in self.limits)
        return replace(self, limits=limits, windows=self.windows.lasting(by))

    def is_of_another(self, at: Instant, now: Instant) -> bool:
        """Whether a visit to this room at that moment was before they were in it."""
        here = self.here_since
        return here is not None and at < here and not has_slipped(here, at, now)

    def seen(self, at: Instant, now: Instant, unsure: Span = SURE) -> "Watch":
        """Somebody was there. Limits set since then go on; a late report winds nothing back.

        Of limits that are not dated, only the last goes on once a visit is told as it ends; one
        that is told late may have been before any of them, and the tightest decides. So does it
        among those set within ``unsure`` before a visit, by as much as that may have been earlier.
        """
        if self.is_of_another(at, now):
            return self
        if at <= self.since and not has_slipped(self.since, at, now):
            return self
        known = (
            place
            for place, one in enumerate(self.limits)
            if one.from_at <= at or has_slipped(one.from_at, at, now)
        )
        through = max(known, default=-1) + 1  # they stand as they were set, whatever a clock said
        before, after = list(self.limits[:through]), self.limits[through:]
        begun = _since_sure(before, at - unsure) if unsure else before[-1:]
        if not is_live(at, now):
            begun = max(begun, _since_dated(before), key=len)
        begun = [replace(one, from_at=min(one.from_at, at)) for one in begun]
        return Watch(at, (*begun, *after), windows=self.windows.after(at))


def is_ahead(moment: Instant, now: Instant) -> bool:
    """Whether the hub's clock must have been set back since this moment was written down."""
    return moment > now + AHEAD_MOST


def is_live(at: Instant, now: Instant) -> bool:
    """Whether somebody was there just now, as far as clocks agree."""
    return now - at <= AHEAD_MOST


def has_slipped(moment: Instant, at: Instant, now: Instant) -> bool:
    """Whether a moment is ahead by a clock that went back a little, for whoever is there now.

    By so little that nobody sees it as set back; whoever is there now is not there before it.
    """
    return moment > now and is_live(at, now)


def _since_sure(limits: list[Limit], before: Instant) -> list[Limit]:
    """The last that was set by then for sure, and whichever were set after it."""
    sure = [place for place, limit in enumerate(limits) if limit.from_at <= before]
    return limits[max(sure, default=0) :]


def _since_dated(limits: list[Limit]) -> list[Limit]:
    """The last of which it is known when it was set, and whichever were set after it."""
    dated = [place for place, limit in enumerate(limits) if limit.dated]
    return limits[max(dated, default=0) :]


def _tightest(watch: Watch, limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """The one limit that decides when somebody is due: forgetting the rest changes nothing."""
    return (min(limits, key=lambda limit: max(limit.from_at, watch.since) + limit.every),)
