"""The hub's own clock, watched: whether it was set back, and by how much."""

from dataclasses import dataclass

from hub.rooms.watch import AHEAD_MOST
from ward.units import Instant, Span

NONE = Span()


@dataclass(frozen=True, slots=True)
class Step:
    """By how much the clock was set back, or on; ``slipped`` where it went back by a moment."""

    back: Span = NONE
    on: Span = NONE
    slipped: bool = False

    def __bool__(self) -> bool:
        return bool(self.back or self.on or self.slipped)


class ClockWatch:
    """Told each moment in turn. What goes back a moment, and a moment again, is set back too."""

    def __init__(self, started: Instant) -> None:
        self._latest = started
        self._slipped = NONE

    def left_off(self, at: Instant) -> None:
        """When this hub last ran, as far as is known: only before the first moment."""
        self._latest = max(self._latest, at)

    def feed(self, now: Instant) -> Step:
        """Set on, or nothing ran for as long: the two cannot be told apart."""
        before, self._latest = self._latest, now
        if now >= before:
            return Step(on=now - before) if now - before > AHEAD_MOST else Step()
        self._slipped += before - now
        if self._slipped <= AHEAD_MOST:
            return Step(slipped=True)
        back, self._slipped = self._slipped, NONE
        return Step(back=back)
