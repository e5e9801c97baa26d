"""Photographs as the panel has them: a place that keeps them, and what is wrong with one."""

from typing import NamedTuple, Protocol

PHOTOGRAPH_MOST = 12 * 1024 * 1024  # bytes: what a phone's camera makes, and room to spare
NO_PLACE = "This site keeps no photographs"


class NoPhotographError(ValueError):
    """What was sent is none, or cannot be kept; in words."""


class Kept(NamedTuple):
    """By what name, and whether it was not there before."""

    name: str
    is_new: bool = True


class Photographs(Protocol):
    """Keeps pictures, each under the SHA-256 of what is kept."""

    def keep(self, sent: bytes) -> Kept:
        """The picture, without whatever a camera wrote beside it. Raises ``NoPhotographError``."""

    def read(self, name: str) -> bytes | None:
        """A JPEG; ``None`` where none of that name is kept."""

    def drop(self, name: str) -> None:
        """Keeps it no more."""


class NoPhotographs:
    """Where a site has no place for them."""

    def keep(self, sent: bytes) -> Kept:
        del sent
        raise NoPhotographError(NO_PLACE)

    def read(self, name: str) -> bytes | None:
        del name
        return None

    def drop(self, name: str) -> None:
        del name
