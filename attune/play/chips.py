"""The chips on a room's wall, as the node's shell reads them: well, stuck, or off the bus."""

from collections.abc import Callable

from edge.events import Event, FaultBegan, FaultEnded, Measured
from ward.readings import Missing, Quantity, Reading

CHIPS: dict[str, tuple[Quantity, ...]] = {
    "sht4x": (Quantity.TEMPERATURE, Quantity.HUMIDITY),
    "scd4x": (Quantity.CO2,),
    "bh1750": (Quantity.LIGHT,),
    "ads1115": (Quantity.SOUND,),
}


class Chips:
    """Says a round of readings. A lost chip is said to be lost; a stuck one says its last again."""

    def __init__(self) -> None:
        self.lost: set[str] = set()
        self.stuck: set[str] = set()
        self._last: dict[str, tuple[Reading, ...]] = {}

    def lose(self, chip: str) -> tuple[Event, ...]:
        self.lost.add(chip)
        return (FaultBegan(chip, "no answer (I/O error)"),)

    def mend(self, chip: str) -> tuple[Event, ...]:
        self.stuck.discard(chip)
        if chip not in self.lost:
            return ()
        self.lost.discard(chip)
        return (FaultEnded(chip),)

    def faults(self) -> tuple[Event, ...]:
        """What a node that boots finds broken."""
        return tuple(event for chip in sorted(self.lost) for event in self.lose(chip))

    def measured(self, value: Callable[[Quantity], float]) -> Measured:
        """Of the room as it is now."""
        return Measured(tuple(r for chip in CHIPS for r in self._read(chip, value)))

    def _read(self, chip: str, value: Callable[[Quantity], float]) -> tuple[Reading, ...]:
        if chip in self.lost:
            return tuple(_reading(chip, what, Missing.SENSOR_LOST) for what in CHIPS[chip])
        if chip not in self.stuck or chip not in self._last:
            self._last[chip] = tuple(_reading(chip, w, value(w)) for w in CHIPS[chip])
        return self._last[chip]


def _reading(chip: str, what: Quantity, value: float | Missing) -> Reading:
    rounded = value if isinstance(value, Missing) else round(value, 2)
    return Reading(quantity=what, sensor=chip, value=rounded)
