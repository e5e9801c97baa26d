"""The present moment as a node knows it: wall clock, uptime, and whether the wall is believed."""

from dataclasses import dataclass

from ward.units import Instant, Span, seconds


@dataclass(frozen=True, slots=True)
class Moment:
    """Handed in with every event. Durations are of ``up_s``, which never jumps; ``at`` may."""

    at: Instant
    up_s: float
    synced: bool = True

    def later(self, span: Span) -> "Moment":
        """The moment this much on, both clocks alike."""
        return Moment(self.at + span, self.up_s + span.total_seconds(), self.synced)

    def earlier(self, span_s: float) -> "Moment":
        """The moment this many seconds ago, never before the program began."""
        back_s = min(span_s, self.up_s)
        return Moment(self.at - seconds(back_s), self.up_s - back_s, self.synced)
