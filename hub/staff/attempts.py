"""Wrong PINs in a row under one reference, and for how long nobody may try another."""

from dataclasses import dataclass, replace

from ward.units import Instant, Span, minutes

# All three are our own proposal. Four digits, of which refused ones are few, then take months.
TRIES = 5  # before the first wait
FIRST_WAIT = minutes(1)  # and twice as long after each wrong PIN more
LONGEST_WAIT = minutes(15)


@dataclass(frozen=True, slots=True)
class Attempts:
    """A value: whoever is about to try is counted first, and forgotten once they were right.

    Counting before and not after means that tries at one moment are as many as tries in a row.
    """

    count: int = 0
    last_at: Instant | None = None
    told: bool = False  # that during this wait somebody was turned away

    def at(self, now: Instant) -> "Attempts":
        """The same at this moment: a clock that was set back makes no wait longer than it is."""
        if self.last_at is None or self.last_at <= now:
            return self
        return replace(self, last_at=now)

    def wait(self, now: Instant) -> Span | None:
        """For how long nothing may be tried from now on; ``None`` when something may."""
        if self.last_at is None or self.count < TRIES:
            return None
        left = self.last_at + _wait_after(self.count) - now
        return left if left > Span() else None

    def tried(self, now: Instant) -> "Attempts":
        """One more."""
        return Attempts(self.count + 1, now)

    def turned_away(self) -> "Attempts":
        """Somebody came during a wait: written down once for each."""
        return replace(self, told=True)


def _wait_after(count: int) -> Span:
    times = 2.0 ** min(count - TRIES, 10)  # the longest is reached before
    return min(FIRST_WAIT * times, LONGEST_WAIT)
