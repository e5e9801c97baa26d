"""A rhythm: something to be done every so often, by uptime."""

from ward.units import Span


class Every:
    """Due at once, then each time the span has passed. What was missed is not made up for."""

    def __init__(self, span: Span) -> None:
        self._span_s = span.total_seconds()
        self._last_up_s: float | None = None

    def hurry(self) -> None:
        """Let it be due at once."""
        self._last_up_s = None

    def due(self, up_s: float) -> bool:
        """Whether it is due; if so, it is taken to be done."""
        if self._last_up_s is not None and up_s - self._last_up_s < self._span_s:
            return False
        self._last_up_s = up_s
        return True
