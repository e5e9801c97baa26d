"""When a confinement before truly ended."""

from hub.rooms.values import Former
from ward.units import Instant, seconds


def ended_at(former: Former) -> Instant:
    """By the clock as it goes since it was set on."""
    return former.ended_at + seconds(former.set_on_s)
