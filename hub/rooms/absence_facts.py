"""Facts about absences."""

from enum import StrEnum
from typing import Literal

from hub.rooms.fact import Fact


class By(StrEnum):
    """What says that somebody is inside who is said to be out."""

    PRESENCE = "the room's presence sensor"
    RADAR = "the radar over the bed"
    LOCK = "the lock, and no sensor can tell"


class AbsenceContradicted(Fact):
    """Somebody is inside by the room's own sensors, with the door shut, though said to be out."""

    fact: Literal["absence contradicted"] = "absence contradicted"
    by: By
