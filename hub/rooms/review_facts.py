"""Facts of reviews: who came to a door for one, and whether it counts."""

from typing import Literal

from pydantic import Field

from hub.rooms.fact import Fact
from ward.care import Review
from ward.units import Instant, Text, Word


class Reviewed(Fact):
    """A review was recorded at the door unit, by whose badges; judged as it was known then.

    It stands beside the observation of the same ``boot`` and ``n``, which it was first of all.
    """

    fact: Literal["reviewed"] = "reviewed"
    observed_at: Instant
    boot: Word
    n: int
    review: Review
    by: tuple[Word, ...] = Field(default=(), max_length=2)
    counts: bool
    because: Text
