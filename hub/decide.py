"""What people do, decided: every kind of act, each in a file of its own part of the work."""

from hub.deciding import (
    alarms,
    asking,
    confinement,
    from_afar,
    modes,
    moving,
    personal,
    privacy,
    profiles,
    scores,
    walks,
)
from hub.deciding.deciding import Decided, KeptAndDenied, Moved, decide, rooms_of

__all__ = ["Decided", "KeptAndDenied", "Moved", "decide", "rooms_of"]

# Each registers what it decides.
PARTS = (
    confinement,
    moving,
    personal,
    privacy,
    asking,
    from_afar,
    alarms,
    walks,
    scores,
    modes,
    profiles,
)
