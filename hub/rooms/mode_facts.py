"""What is written down of modes that are begun, noted and ended at the panel, or by the hub.

What the door unit says of one is a happening; both hold the same words.
"""

from typing import Literal

from hub.rooms.fact import Fact
from ward.modes import ModeChange
from ward.rooms import RoomId
from ward.units import Instant


class ModeChanged(Fact):
    """A mode began, or ended; or of somebody who is held it was noted how they are.

    ``told_from`` is the room whose node told it late, of ``observed_at``: whoever was there then is
    in this room now, or was confined here last and is not any more since ``ended_at``.
    """

    fact: Literal["mode changed"] = "mode changed"
    change: ModeChange
    observed_at: Instant | None = None
    told_from: RoomId | None = None
    ended_at: Instant | None = None


class BreathingSlow(Fact):
    """Under the red line of a mode, by a rate that is not rounded."""

    fact: Literal["breathing slow"] = "breathing slow"
    per_minute: float


class BreathingFaster(Fact):
    """After that, it is clearly above the line again."""

    fact: Literal["breathing faster"] = "breathing faster"
    per_minute: float
