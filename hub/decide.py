"""What people do, decided: every kind of act, each in a file of its own part of the work."""

from hub.deciding import alarms, asking, confinement, from_afar, modes, personal, walks
from hub.deciding.deciding import Decided, KeptAndDenied, decide

__all__ = ["Decided", "KeptAndDenied", "decide"]

# Each registers what it decides.
PARTS = (
    confinement,
    personal,
    asking,
    from_afar,
    alarms,
    walks,
    modes,
)  # each registers what it decides
