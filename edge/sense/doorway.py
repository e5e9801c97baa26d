"""The doorway: badge reader, presence outside, contact and talk, composed into a visit."""

from dataclasses import dataclass

from edge.events import BadgeSensed, DoorSensed, Event, PresenceSensed, TalkSensed
from edge.moment import Moment
from ward.care import Staff
from ward.happenings import Place
from ward.observations import Evidence
from ward.timing import BADGE_BEFORE_S, BADGE_LEADS_S, GONE_AFTER_S

STAYED_MOST_S = 86_400.0  # what the wire can carry


@dataclass(frozen=True, slots=True)
class Shown:
    """A card, and when this visit first saw it; ``spent`` once it has backed an observation."""

    badge: str
    up_s: float
    spent: bool = False


@dataclass(slots=True)
class Visit:
    """One spell of somebody in front of the door. ``spells`` are the times they were sensed."""

    came_up_s: float
    badge: Shown | None = None
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
    spell is spent: under a stuck sensor one tap would otherwise back any number of records.
    """

    def __init__(self) -> None:
        self._visit: Visit | None = None
        self._early: Shown | None = None  # a card shown while nobody was sensed
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
            self._visit, self._early = None, visit.badge  # of whoever is about to be sensed, if new
        elif visit.badge and now.up_s - visit.badge.up_s >= BADGE_LEADS_S:
            visit.badge = None

    def stayed_s(self, now: Moment) -> float:
        visit = self._visit
        if visit is None:
            return 0.0
        running = 0.0 if visit.since_up_s is None else now.up_s - visit.since_up_s
        return min(max(0.0, visit.before_s + running), STAYED_MOST_S)

    def badge(self, now: Moment) -> str | None:
        """The leading badge, unless it is spent."""
        shown = self._visit.badge if self._visit else self._early_at(now.up_s)
        return shown.badge if shown and not shown.spent else None

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
        member = member_of(staff, badge)
        return Evidence(
            badge=badge,
            by=member.ref if member else None,
            stayed_s=self.stayed_s(now),
            stay_sensed=self._sensed,
            door_opened=bool(self._visit and self._visit.door_opened),
            talked=bool(self._visit and self._visit.talked),
            form_here=True,
        )

    def spend(self) -> None:
        """The leading badge has backed an observation that ended a spell, and backs no other."""
        if self._visit and self._visit.badge:
            shown = self._visit.badge
            self._visit.badge = Shown(shown.badge, shown.up_s, spent=True)

    def _came(self, up_s: float) -> None:
        if self._visit is None:
            self._visit = Visit(came_up_s=up_s, badge=self._early_at(up_s))
        self._early = None
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
            self._early = shown
        elif visit.badge is None or visit.badge.badge != badge or visit.badge.spent:
            visit.badge, visit.before_s = shown, 0.0
            if visit.since_up_s is not None:
                visit.since_up_s = up_s

    def _witness(self) -> None:
        if self._visit:
            self._visit.door_opened |= self._is_open
            self._visit.talked |= self._is_talking

    def _early_at(self, up_s: float) -> Shown | None:
        early = self._early
        return early if early and up_s - early.up_s <= BADGE_BEFORE_S else None


def member_of(staff: tuple[Staff, ...], badge: str | None) -> Staff | None:
    """Whose badge it is, among those this room's care names."""
    return next((member for member in staff if member.badge == badge), None)
