"""What modes ask, each window with its mode's name; no word of a mode makes anything due later."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from ward.modes import Mode, Window, due_at
from ward.units import Instant, Span

NEVER = datetime.max.replace(tzinfo=UTC)
WINDOWS_MOST = 256  # a mode has a few, and those that ask nothing go once it was done


@dataclass(frozen=True, slots=True)
class Windows:
    """A value. What is done once a window asks for it moves nothing here but by ``after``."""

    each: tuple[tuple[str, Window], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.each)

    def due_at(self, since: Instant) -> Instant | None:
        """By when it must be done that was last done then; ``None`` where nothing is asked."""
        return due_at(tuple(window for _, window in self.each), since)

    def within(self, mode: str, windows: Iterable[Window], since: Instant) -> "Windows":
        """With what a mode asks as well. What it no longer asks stays due."""
        asked = (*self.each, *((mode, window) for window in windows))
        if len(asked) > WINDOWS_MOST:
            first = min(asked, key=lambda each: each[1].due_at(since) or NEVER)
            asked = (first, *asked[1 - WINDOWS_MOST :])
        return Windows(asked)

    def without(self, mode: str, at: Instant) -> "Windows":
        """Once a mode has ended: what is due by it already is due still."""
        return Windows(tuple(self._closed(mode, at)))

    def changed(
        self, before: tuple[Mode, ...], after: tuple[Mode, ...], at: Instant, since: Instant
    ) -> "Windows":
        """From these modes to those, one of which was said to begin, change or end."""
        windows, kept = self, {one.id for one in after}
        for one in before:
            if one.id not in kept:
                windows = windows.without(one.id, at)
        known = {(one.id, one.schedule) for one in before}
        for one in after:
            if (one.id, one.schedule) not in known:
                windows = windows.within(one.id, one.schedule, since)
        return windows

    def under(self, modes: tuple[Mode, ...], since: Instant) -> "Windows":
        """Of somebody of whom these modes go on."""
        windows = self
        for mode in modes:
            windows = windows.within(mode.id, mode.schedule, since)
        return windows

    def after(self, at: Instant) -> "Windows":
        """What goes on being asked once it was done then."""
        return Windows(tuple(self._asking(at)))

    def since(self, done_at: Instant) -> "Windows":
        """The same of somebody of whom nothing is known but what is asked: done then, for short."""
        return Windows(tuple(self._begun(done_at)))

    def shifted(self, by: Span) -> "Windows":
        """By a clock that was set back by so much."""
        return Windows(tuple((of, window.shifted(by)) for of, window in self.each))

    def lasting(self, by: Span) -> "Windows":
        """By a clock that was set on by so much: none ends early for it."""
        return Windows(tuple((of, window.lasting(by)) for of, window in self.each))

    def _closed(self, mode: str, at: Instant) -> Iterator[tuple[str, Window]]:
        for of, window in self.each:
            yield of, window.closed(at) if of == mode else window

    def _begun(self, done_at: Instant) -> Iterator[tuple[str, Window]]:
        for of, window in self.each:
            if window.due_at(done_at) is not None:
                begins = max(window.from_at, done_at)
                yield of, window.model_copy(update={"from_at": begins})

    def _asking(self, at: Instant) -> Iterator[tuple[str, Window]]:
        for of, window in self.each:
            if window.until is None or at < window.until:
                yield of, window


NOTHING_ASKED = Windows()
