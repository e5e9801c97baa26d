"""Facts of a room's radar: where it was seen to see, and that this holds no longer."""

from typing import Literal

from hub.rooms.fact import Fact
from ward.commissioning import Commissioning
from ward.units import Text, Word

THE_ROOM = "the room's node"  # what takes a commissioning back by itself


class Commissioned(Fact):
    """Somebody who may signed for a walk: numbers may be shown of what it saw."""

    fact: Literal["commissioned"] = "commissioned"
    commissioning: Commissioning


class CommissioningEnded(Fact):
    """Nothing is known any more of where the radar sees: somebody said so, or it is another one."""

    fact: Literal["commissioning ended"] = "commissioning ended"
    by: Word
    why: Text
