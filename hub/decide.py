"""What people do, decided: every kind of act, each in a file of its own part of the work."""

from hub.deciding import alarms, asking, confinement, personal, privacy, walks
from hub.deciding.deciding import Decided, decide

__all__ = ["Decided", "decide"]

PARTS = (confinement, personal, privacy, asking, alarms, walks)  # each registers what it decides
