"""A finding: one rule's result on one room at one moment."""

from dataclasses import dataclass

from ward.conditions import Condition
from ward.rooms import RoomId


@dataclass(frozen=True, slots=True)
class Finding:
    """Something is wrong here, and this is the sentence for the nurse."""

    room: RoomId
    condition: Condition
    words: str
