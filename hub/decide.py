"""What people do, decided: every kind of act, each in a file of its own part of the work."""

from hub.deciding import alarms, asking, confinement, moving, personal, walks
from hub.deciding.deciding import Decided, Moved, decide, rooms_of

__all__ = ["Decided", "Moved", "decide", "rooms_of"]

PARTS = (confinement, moving, personal, asking, alarms, walks)  # each registers what it decides
