"""Faults: which devices do not answer, in words for the door and the hub."""

from collections.abc import Mapping

from edge.events import Counted, Event, FaultBegan, FaultEnded, RadarBytes, RadarLost, RatesReported
from ward.units import WORD_LONGEST

FAULTS_MOST = 32  # devices; a room has about fifteen
WORDS_MOST = 200
COUNTED_MOST = 16  # names of what wires and disk count
RADAR = "radar"
SPOKEN = {
    "sht4x": "temperature and humidity sensor (sht4x)",
    "scd4x": "CO2 sensor (scd4x)",
    "bh1750": "light sensor (bh1750)",
    "ads1115": "sound level meter (ads1115)",
    "mcp4728": "lamp driver (mcp4728)",
}


class Faults:
    """One line a device that does not answer, oldest first. Faults beyond the bound are counted."""

    def __init__(self) -> None:
        self._unlisted = 0
        self._words: dict[str, str] = {}
        self._counted: dict[str, int] = {}

    @property
    def counters(self) -> dict[str, int]:
        return {**self._counted, "faults not listed": self._unlisted}

    def feed(self, event: Event) -> None:
        match event:
            case FaultBegan(device, words):
                self._began(device, words)
            case FaultEnded(device):
                self._words.pop(device, None)
            case RadarLost(because):
                self._began(RADAR, because)
            case RadarBytes() | RatesReported():
                self._words.pop(RADAR, None)
            case Counted(what, count) if what in self._counted or self._may_count_more:
                self._counted[what[:WORD_LONGEST]] = count

    @property
    def _may_count_more(self) -> bool:
        return len(self._counted) < COUNTED_MOST

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(
            f"{SPOKEN.get(device, device)}: {words}"[:WORDS_MOST]
            for device, words in self._words.items()
        )

    def _began(self, device: str, words: str) -> None:
        if device not in self._words and len(self._words) >= FAULTS_MOST:
            self._unlisted += 1
            return
        self._words[device] = words.encode("utf-8", "replace").decode()


def counted(*counters: Mapping[str, int]) -> dict[str, int]:
    """Everything that was counted rather than believed or kept; zeros are left out."""
    return {name: count for each in counters for name, count in each.items() if count}
