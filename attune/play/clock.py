"""A machine's wall clock, as it runs beside true time."""

from ward.units import Instant, seconds


class WallClock:
    """Ahead by so much, and gaining. ``synced`` is whether its machine believes it."""

    def __init__(self) -> None:
        self.synced = True
        self._ahead_s = 0.0
        self._gains = 0.0  # seconds a second
        self._since: Instant | None = None

    def read(self, now: Instant) -> Instant:
        return now + seconds(self.ahead_s(now)) if self._ahead_s or self._gains else now

    def ahead_s(self, now: Instant) -> float:
        drifted = (now - self._since).total_seconds() * self._gains if self._since else 0.0
        return self._ahead_s + drifted

    def step(self, by_s: float, now: Instant) -> None:
        """Suddenly so much more ahead, or behind."""
        self._ahead_s, self._since = self.ahead_s(now) + by_s, now

    def drift(self, gains_s_an_hour: float, now: Instant) -> None:
        """From now on it gains so much, and nobody sets it."""
        self._ahead_s, self._since = self.ahead_s(now), now
        self._gains = gains_s_an_hour / 3600

    def right(self) -> None:
        """It is set, and known to be."""
        self._ahead_s = self._gains = 0.0
        self._since, self.synced = None, True
