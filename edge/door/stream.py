"""Server-sent events: the live parts of the page as they change, and a beat every second."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from datetime import tzinfo

from edge.door.glass import Glass, glass, is_night
from edge.door.pages import Pages
from edge.door_view import DoorView

WATCHING_MOST = 8
LOOK_EVERY_S = 0.25  # a change is on the glass within 300 ms
LOOKS_TO_A_BEAT = 4
RECONNECT_MS = 1000

# Each live part, and what of the glass it shows: drawn again only when that changed.
PARTS: dict[str, Callable[[Glass], object]] = {
    "head": lambda glass: glass.head,
    "timer": lambda glass: (glass.timer, glass.how, glass.faults),
    "out": lambda glass: (glass.out, glass.person),
    "mode": lambda glass: glass.modes,
    "press": lambda glass: (glass.held, glass.head.initials),
    "record": lambda glass: (
        glass.observer, glass.at_door, glass.strangers, glass.prefers, glass.reviews,
    ),
    "suits": lambda glass: (
        glass.suits, glass.temperature, glass.light, glass.turned_away, glass.to_be_told,
    ),
    "room": lambda glass: (
        glass.temperature, glass.light, glass.main_light, glass.night_light, glass.call_line,
        glass.turned_away, glass.to_be_told,
    ),
}  # fmt: skip


class Streams:
    """One stream for each screen, at most ``WATCHING_MOST`` of them.

    Every stream begins with all the parts, so that a screen which was away is right at once.
    """

    def __init__(
        self,
        view: Callable[[], DoorView],
        pages: Pages,
        closing: asyncio.Event,
        zone: tzinfo | None,
    ) -> None:
        self.watching = 0
        self._view, self._pages, self._closing, self._zone = view, pages, closing, zone

    @property
    def full(self) -> bool:
        return self.watching >= WATCHING_MOST

    async def watch(self) -> AsyncGenerator[str, None]:
        """What one screen is sent until it leaves or the program ends."""
        self.watching += 1
        shown: Glass | None = None
        looks = 0
        try:
            yield f"retry: {RECONNECT_MS}\n\n"
            while not self._closing.is_set():
                view = self._view()
                now = glass(view, self._zone)
                said = self._changed(shown, now)
                if looks % LOOKS_TO_A_BEAT == 0:
                    said += self._beat(view)
                if said:
                    yield said
                shown, looks = now, looks + 1
                await asyncio.sleep(LOOK_EVERY_S)
        finally:
            self.watching -= 1

    def _changed(self, before: Glass | None, now: Glass) -> str:
        """The parts that show something else than before; all of them at first."""
        if now == before:
            return ""
        return "".join(
            event(part, self._pages.render(f"parts/{part}", glass=now))
            for part, shows in PARTS.items()
            if before is None or shows(now) != shows(before)
        )

    def _beat(self, view: DoorView) -> str:
        at = view.now.at
        by_time = "night" if is_night(at, self._zone) else "day"
        clock = at.astimezone(self._zone)
        return event("beat", self._pages.render("parts/clock", clock=clock, by_time=by_time))


def event(name: str, data: str) -> str:
    """One event as it stands on the wire."""
    lines = "".join(f"data: {line}\n" for line in data.splitlines() if line.strip())
    return f"event: {name}\n{lines or 'data:' + chr(10)}\n"
