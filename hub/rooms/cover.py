"""Cover: whether staff have kept company at this door without a gap, as the door witnessed it.

A stay alone could be anybody's, and a badge alone is a tap. Somebody keeps company while they are
sensed in front of the door, or it stands open, and a badge of known staff was shown in that stay,
and again within half an hour: so no sensor that is stuck keeps company for long.
"""

from dataclasses import dataclass, replace

from ward.envelope import Standing
from ward.timing import BADGE_BEFORE_S, BADGE_LEADS_S, GONE_AFTER_S
from ward.units import Instant, Span, seconds

DROPOUT_MOST, BADGE_BEFORE = seconds(GONE_AFTER_S), seconds(BADGE_BEFORE_S)
BADGE_HOLDS = seconds(BADGE_LEADS_S)


@dataclass(frozen=True, slots=True)
class Cover:
    """The stay that is under way or was last, its badge, and until when there was cover before it.

    ``asked_at`` is when somebody was last told to stay: no gap is older than that.
    """

    asked_at: Instant | None = None
    came_at: Instant | None = None
    left_at: Instant | None = None
    badge_at: Instant | None = None
    before: Instant | None = None

    def until(self, now: Instant) -> Instant | None:
        """The last moment up to now at which it is known that staff were there."""
        here = self._of_this_stay(now)
        return max((at for at in (here, self.before) if at is not None), default=None)

    def lacking_since(self, now: Instant) -> Instant | None:
        """Since when nobody has been there who should; ``now`` while somebody is."""
        if self.asked_at is None:
            return None
        return max(self.asked_at, self.until(now) or self.asked_at)

    def stood(self, standing: Standing, at: Instant) -> "Cover":
        """The same once it stands so at the door. What is not known is nobody."""
        there = standing.at_door is True or standing.door_open is True
        if not there:
            return self if self.left_at or self.came_at is None else replace(self, left_at=at)
        if self.came_at is None:
            return replace(self, came_at=at)
        if self.left_at is None:
            return self
        if at - self.left_at <= DROPOUT_MOST:
            return replace(self, left_at=None)
        return replace(self, came_at=at, left_at=None, before=self.until(at))

    def badged(self, at: Instant) -> "Cover":
        """Known staff showed their badge."""
        return replace(self, before=self.until(at), badge_at=max(at, self.badge_at or at))

    def set_back(self, by: Span) -> "Cover":
        """The same gap, by a clock that was set back by so much."""
        return Cover(
            *(
                at and at - by
                for at in (self.asked_at, self.came_at, self.left_at, self.badge_at, self.before)
            )
        )

    def _of_this_stay(self, now: Instant) -> Instant | None:
        if self.came_at is None or self.badge_at is None:
            return None
        if self.badge_at < self.came_at - BADGE_BEFORE:
            return None
        ends = min(self.left_at or now, self.badge_at + BADGE_HOLDS)
        return ends if ends >= max(self.badge_at, self.came_at) else None
