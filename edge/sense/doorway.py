"""The doorway: badge reader, presence outside, contact and talk, composed into a visit."""

from dataclasses import dataclass, replace

from edge.events import BadgeSensed, DoorSensed, Event, PresenceSensed, TalkSensed
from edge.moment import Moment
from ward.care import Staff
from ward.happenings import Place
from ward.observations import Evidence
from ward.timing import BADGE_BEFORE_S, BADGE_LEADS_S, GONE_AFTER_S

STAYED_MOST_S = 86_400.0  # what the wire can carry
BADGES_MOST = 8  # remembered of one visit


@dataclass(frozen=True, slots=True)
class Shown:
    """A card, and when this visit first saw it; ``spent`` once it has backed an observation."""

    badge: str
    up_s: float
    spent: bool = False


@dataclass(slots=True)
class Visit:
    """One spell of somebody in front of the door."""

    came_up_s: float
    badge: Shown | None = None
    others: tuple[Shown, ...] = ()  # that led before it in this visit, the newest last
    door_opened: bool = False
    talked: bool = False
    before_s: float = 0.0  # sensed, up to the last dropout, since the stay began to count
    since_up_s: float | None = None  # sensed without a break since then
    left_up_s: float = 0.0


class Doorway:
    """Says what the door itself witnessed of the visit that is under way.

    A stay is time in which the presence sensor says somebody is there, and it counts from the
    arrival or from the leading badge, whichever is later. So a sensor stuck at "somebody" since
    boot, or a colleague who stood there before, lends no stay to a tap in passing: whoever taps
    must then stay. The last badge leads, from its own first showing; a tap with the same card
    again does not begin the stay anew. A badge that has backed an observation which ended a
    spell is spent: under a stuck sensor one tap would otherwise back any number of records. Badges
    that led before in the same visit stand beside it: a review by two is made of them.
    """

    def __init__(self) -> None:
        self._visit: Visit | None = None
        self._early: tuple[Shown, ...] = ()  # cards shown while nobody was sensed
        self._is_open = False
        self._is_talking = False
        self._sensed = False  # whether the sensor in front of the door was heard since the start

    def feed(self, event: Event, now: Moment) -> None:
        self.tick(now)
        self._sensed |= isinstance(event, PresenceSensed) and event.place is Place.DOORSIDE
        match event:
            case PresenceSensed(Place.DOORSIDE, True):
                self._came(now.up_s)
            case PresenceSensed(Place.DOORSIDE, False):
                self._went(now.up_s)
            case BadgeSensed(badge):
                self._showed(badge, now.up_s)
            case DoorSensed(is_open):
                self._is_open = is_open
            case TalkSensed(is_talking):
                self._is_talking = is_talking
        self._witness()

    def tick(self, now: Moment) -> None:
        """End a visit from which everybody has gone, and forget a badge that led too long."""
        visit = self._visit
        if visit is None:
            return
        if visit.since_up_s is None and now.up_s - visit.left_up_s >= GONE_AFTER_S:
            self._visit, self._early = (
                None,
                _shown(visit),
            )  # of whoever is about to be sensed, if new
            return
        if visit.badge and now.up_s - visit.badge.up_s >= BADGE_LEADS_S:
            visit.badge = None
        visit.others = tuple(one for one in visit.others if now.up_s - one.up_s < BADGE_LEADS_S)

    def stayed_s(self, now: Moment) -> float:
        visit = self._visit
        if visit is None:
            return 0.0
        running = 0.0 if visit.since_up_s is None else now.up_s - visit.since_up_s
        return min(max(0.0, visit.before_s + running), STAYED_MOST_S)

    def badge(self, now: Moment) -> str | None:
        """The leading badge, unless it is spent."""
        shown = self._leads(now)
        return shown.badge if shown and not shown.spent else None

    def beside(self, now: Moment) -> tuple[str, ...]:
        """Other badges of the same stay that back no observation yet, the newest first."""
        leads = self._leads(now)
        early = self._early_at(now.up_s)[:-1]
        others = self._visit.others if self._visit else early
        return tuple(
            one.badge
            for one in reversed(others)
            if not one.spent and (leads is None or one.badge != leads.badge)
        )

    @property
    def is_open(self) -> bool:
        """Whether the door stands open."""
        return self._is_open

    def company(self, now: Moment) -> str | None:
        """The leading badge while its holder is sensed, or the door stands open; spent or not."""
        self.tick(now)
        visit = self._visit
        if visit is None or visit.badge is None:
            return None
        return visit.badge.badge if visit.since_up_s is not None or self._is_open else None

    def came(self, now: Moment) -> Moment:
        """Since when the visit counts: the arrival or the badge; now, when nobody was sensed."""
        if self._visit is None:
            return now
        shown = self._visit.badge
        counts_from = max(self._visit.came_up_s, shown.up_s if shown else 0.0)
        return now.earlier(max(0.0, now.up_s - counts_from))

    def evidence(self, staff: tuple[Staff, ...], now: Moment) -> Evidence:
        """What the door witnessed up to now, for a form completed now."""
        self.tick(now)
        badge = self.badge(now)
        member, second = member_of(staff, badge), self.second(staff, now)
        return Evidence(
            badge=badge,
            by=member.ref if member else None,
            second=second.badge if second else None,
            second_by=second.ref if second else None,
            stayed_s=self.stayed_s(now),
            stay_sensed=self._sensed,
            door_opened=bool(self._visit and self._visit.door_opened),
            talked=bool(self._visit and self._visit.talked),
            form_here=True,
        )

    def second(self, staff: tuple[Staff, ...], now: Moment) -> Staff | None:
        """Who else of known staff is here, by their badge; nobody where the leading is nobody's."""
        first = member_of(staff, self.badge(now))
        others = [member_of(staff, badge) for badge in self.beside(now)] if first else []
        return next((one for one in others if one is not None and one != first), None)

    def spend(self, second: str | None = None) -> None:
        """The leading badge has backed an observation that ended a spell, and backs no other.

        Nor does the ``second``, of a review that it was part of.
        """
        visit = self._visit
        if visit and visit.badge:
            visit.badge = replace(visit.badge, spent=True)
        if visit and second:
            visit.others = tuple(one for one in visit.others if one.badge != second)

    def _came(self, up_s: float) -> None:
        if self._visit is None:
            early = self._early_at(up_s)
            leads = early[-1] if early else None
            self._visit = Visit(came_up_s=up_s, badge=leads, others=early[:-1])
        self._early = ()
        if self._visit.since_up_s is None:
            self._visit.since_up_s = up_s

    def _went(self, up_s: float) -> None:
        visit = self._visit
        if visit is None or visit.since_up_s is None:
            return
        visit.before_s += up_s - visit.since_up_s
        visit.since_up_s, visit.left_up_s = None, up_s

    def _showed(self, badge: str, up_s: float) -> None:
        shown, visit = Shown(badge, up_s), self._visit
        if visit is None:
            self._early = (*_but(self._early, badge), shown)[-BADGES_MOST:]
        elif visit.badge is None or visit.badge.badge != badge or visit.badge.spent:
            visit.others = _but(_shown(visit), badge)[-BADGES_MOST:]
            visit.badge, visit.before_s = shown, 0.0
            if visit.since_up_s is not None:
                visit.since_up_s = up_s

    def _witness(self) -> None:
        if self._visit:
            self._visit.door_opened |= self._is_open
            self._visit.talked |= self._is_talking

    def _leads(self, now: Moment) -> Shown | None:
        if self._visit:
            return self._visit.badge
        early = self._early_at(now.up_s)
        return early[-1] if early else None

    def _early_at(self, up_s: float) -> tuple[Shown, ...]:
        return tuple(one for one in self._early if up_s - one.up_s <= BADGE_BEFORE_S)


def _shown(visit: Visit) -> tuple[Shown, ...]:
    """Every card of a visit, the leading one last."""
    return (*visit.others, visit.badge) if visit.badge else visit.others


def _but(shown: tuple[Shown, ...], badge: str) -> tuple[Shown, ...]:
    return tuple(one for one in shown if one.badge != badge)


def member_of(staff: tuple[Staff, ...], badge: str | None) -> Staff | None:
    """Whose badge it is, among those this room's care names."""
    return next((member for member in staff if member.badge == badge), None)
