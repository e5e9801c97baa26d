"""The floor: what a radar trembles by with nobody there, recorded once and held to ever after."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class HasFloor(Protocol):
    """Whatever hears a radar that says how strong its echo is."""

    @property
    def noise(self) -> float | None:
        """What it trembles by now, in its own unit; ``None`` until that is known."""

    def held_to(self, floor: float) -> None:
        """The noise of the empty room: from now on no more than this is taken for noise."""
