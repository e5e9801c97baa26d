"""What people do, decided: every kind of act, each in a file of its own part of the work."""

from hub.deciding import alarms, asking, confinement, personal, scores, walks
from hub.deciding.deciding import Decided, decide

__all__ = ["Decided", "decide"]

PARTS = (confinement, personal, asking, alarms, walks, scores)  # each registers what it decides
