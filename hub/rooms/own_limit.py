"""A limit of one person's own."""

from dataclasses import dataclass

from hub.rooms.episode_facts import LimitName
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class OwnLimit:
    """A limit of one person's own, by whose word, why, and until when."""

    limit: LimitName
    value_s: float
    by: str
    why: str
    set_at: Instant
    until: Instant
