"""What is written down of whether the radar sees whoever is inside."""

from typing import Literal

from hub.rooms.fact import Fact
from ward.units import Instant


class OutOfSight(Fact):
    """The radar says that nobody is where it sees, or too far; it saw nobody since then."""

    fact: Literal["out of sight"] = "out of sight"
    since: Instant


class InSight(Fact):
    """The radar sees somebody, and goes on doing so."""

    fact: Literal["in sight"] = "in sight"
