"""How things stand at a door, since when, and by which message each was last told."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from ward.envelope import Standing
from ward.units import Instant, seconds

DROPOUT_MOST = seconds(60)  # nobody sensed inside for so long, and there is nobody
FIELDS = tuple(Standing.model_fields)

Told = tuple[str, int]  # boot and number
NEVER_TOLD: Mapping[str, Told] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StandingSince:
    """How things stand at the door, since when each has stood so, and by which message told.

    Whoever was inside still counts as inside for a while after ``left_at``: a sensor may drop
    out and return, over somebody who lies still. Whoever cannot have left counts for as long as
    that holds. ``door_at`` is when the door last moved; since ``unsensed_at`` the sensor of the
    room itself has not said that somebody is there.
    """

    now: Standing = field(default_factory=Standing)
    locked_at: Instant | None = None
    inside_at: Instant | None = None
    left_at: Instant | None = None
    open_at: Instant | None = None
    unsensed_at: Instant | None = None
    door_at: Instant | None = None
    told: Mapping[str, Told] = field(default_factory=dict)

    def shut_in_at(self, now: Instant) -> Instant | None:
        """Since when it has been locked with somebody inside, if it is."""
        if self.locked_at is None or self.inside_at is None or self._gone(now):
            return None
        return max(self.locked_at, self.inside_at)

    def is_inside(self, now: Instant) -> bool:
        """Whether somebody is inside as far as is known, sensed or not; never of whoever is gone.

        Where nobody can sense it and nobody ever did, the lock says so.
        """
        if self.inside_at is not None:
            return not self._gone(now)
        return self.now.in_room is None and self.now.locked is True and self.left_at is None

    def standing(self, now: Standing, at: Instant) -> "StandingSince":
        """The same once it stands so."""
        inside = _inside(now)
        moved = now.door_open is not None and now.door_open != self.now.door_open
        return replace(
            self,
            now=now,
            locked_at=_began(self.locked_at, now.locked, at),
            inside_at=_began(None if self._gone(at) else self.inside_at, inside or None, at),
            left_at=_began(self.left_at, None if inside is None else not inside, at),
            open_at=_began(self.open_at, now.door_open, at),
            unsensed_at=_began(self.unsensed_at, now.in_room is not True, at),
            door_at=at if moved else self.door_at,
        )

    def told_by(self, boot: str, n: int, which: tuple[str, ...]) -> "StandingSince":
        """The same, last told by this message."""
        return replace(self, told={**self.told, **dict.fromkeys(which, (boot, n))})

    def _gone(self, now: Instant) -> bool:
        """Nobody sensed for longer than a sensor drops out, and there was a way out."""
        if self.left_at is None or now - self.left_at < DROPOUT_MOST:
            return False
        return not self._cannot_have_left(self.left_at)

    def _cannot_have_left(self, left_at: Instant) -> bool:
        """Sensed so long after the door was last shut and locked that it was no afterglow.

        A sensor may hold for a while what left through the door; for longer than that it senses
        somebody, and the lock has not been turned back since, nor the door moved.
        """
        if self.locked_at is None or self.now.door_open is True:
            return False
        shut_at = max(self.locked_at, self.door_at or self.locked_at)
        return left_at - shut_at >= DROPOUT_MOST


def _inside(standing: Standing) -> bool | None:
    """Somebody is inside, nobody is, or it is not known."""
    if standing.in_room or standing.in_ensuite:
        return True
    return None if standing.in_room is None else False


def _began(since: Instant | None, holds: bool | None, at: Instant) -> Instant | None:
    """Since when it has held. Not knowing keeps what was known."""
    if holds is None:
        return since
    return (since or at) if holds else None
