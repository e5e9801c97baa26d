"""How well a room's node is, as its own word on itself has it: its clock, and its radar."""

from hub.ingest.doorkeeper import SKEW_MOST
from ward.envelope import Envelope, HealthBody
from ward.units import Instant, seconds

ON_ITS_WAY_MOST = seconds(15)  # our own proposal: older than that is no delay, but another clock
RADAR = "radar"  # how a node's lines of fault begin that are of it


def is_clock_right(envelope: Envelope, now: Instant) -> bool:
    """Whether its clock was set by the network, and says nothing else than the hub's.

    What it is behind by may be how long the message took, so there it is given longer.
    """
    ahead = envelope.sent_at - now
    return envelope.synced and -ON_ITS_WAY_MOST <= ahead <= SKEW_MOST


def is_radar_well(health: HealthBody) -> bool:
    """Whether there is one, and no fault of it is told."""
    return health.radar is not None and not any(line.startswith(RADAR) for line in health.faults)
