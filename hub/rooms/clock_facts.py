"""What is written down of the hub's own clock."""

from typing import Literal

from hub.rooms.fact import Fact


class ClockSetBack(Fact):
    """The hub's clock was set back by so much: ``at`` is by the new one.

    Whatever was waited for began as long ago as before, and so earlier by the new clock. No press
    of before keeps anything quiet any more.
    """

    fact: Literal["clock set back"] = "clock set back"
    by_s: float


class ClockSetOn(Fact):
    """The hub's clock was set on by so much: ``at`` is by the new one.

    It ran behind when the plans in force were set, and so they are from later than they say.
    """

    fact: Literal["clock set on"] = "clock set on"
    by_s: float
