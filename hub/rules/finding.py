"""A finding: one rule's result on one room at one moment."""

from dataclasses import dataclass

from ward.conditions import Condition
from ward.rooms import RoomId
from ward.units import Instant, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """Something is wrong here, and this is the sentence for the nurse.

    ``since`` is when what it rests on was so, where a node's word says that; of what is told only
    when it is over, it was so if it lasted for ``least``.
    """

    room: RoomId
    condition: Condition
    words: str
    since: Instant | None = None
    least: Span | None = None
