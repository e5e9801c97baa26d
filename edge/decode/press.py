"""Presses of a button, short or held, from levels that have settled."""

from enum import Enum

HELD_S = 1.5


class Pressed(Enum):
    """How a button was pressed."""

    SHORT = "short"
    HELD = "held"


class Press:
    """Fed whether the button is down, after debouncing; a look now and then tells a held one.

    A press that is held is said while it is held, so that whoever presses sees it do something;
    its end then says nothing more. Down at the start is no press: it may be stuck.
    """

    def __init__(self) -> None:
        self._down_s: float | None = None
        self._known = False

    def feed(self, down: bool, at_s: float) -> Pressed | None:
        """The button is down, or up, since then."""
        was_known, self._known = self._known, True
        if down:
            self._down_s = at_s if was_known else None
            return None
        pressed_s, self._down_s = self._down_s, None
        return None if pressed_s is None else Pressed.SHORT

    def tick(self, now_s: float) -> Pressed | None:
        """Time passed."""
        if self._down_s is None or now_s - self._down_s < HELD_S:
            return None
        self._down_s = None
        return Pressed.HELD
