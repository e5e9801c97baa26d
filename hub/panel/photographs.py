"""Photographs as the panel has them: a place that keeps them, and what is wrong with one."""

from typing import Protocol

PHOTOGRAPH_MOST = 12 * 1024 * 1024  # bytes: what a phone's camera makes, and room to spare
NO_PLACE = "This site keeps no photographs"


class NoPhotographError(ValueError):
    """What was sent is none, or cannot be kept; in words."""


class Photographs(Protocol):
    """Keeps pictures, each under the SHA-256 of what is kept."""

    def keep(self, sent: bytes) -> str:
        """By what name the picture is kept, without whatever a camera wrote beside it.

        Whoever had it kept settles it. Raises ``NoPhotographError``.
        """

    def read(self, name: str) -> bytes | None:
        """A JPEG; ``None`` where none of that name is kept."""

    def settle(self, name: str, *, stands: bool) -> None:
        """Whether it was written down; what stands nowhere is kept no more."""


class NoPhotographs:
    """Where a site has no place for them."""

    def keep(self, sent: bytes) -> str:
        del sent
        raise NoPhotographError(NO_PLACE)

    def read(self, name: str) -> bytes | None:
        del name
        return None

    def settle(self, name: str, *, stands: bool) -> None:
        del name, stands
