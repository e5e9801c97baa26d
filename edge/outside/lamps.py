"""The two lamps' drivers behind an MCP4728, written on a thread of their own."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from edge.events import Event, FaultBegan, FaultEnded, Positions
from edge.outside.failure import in_words
from edge.outside.i2c import Bus
from edge.outside.makers import MCP4728

DEVICE = "mcp4728"
CODE_MOST = 4095  # 10 V at the lamp's driver
REFRESH_S = 10.0  # a converter that lost its power forgets, and nobody tells us
RETRY_S = 2.0
SUPPLY_AS_REFERENCE = 0

Levels = tuple[float, float]  # main light, night light; 0 to 1


class Lamps:
    """Where the lamps are to stand; only the latest wish counts, and it is written once.

    Written on change, and again slowly in between. A converter that does not answer is a fault,
    and is asked again until it does.
    """

    def __init__(
        self, bus: Bus, loop: asyncio.AbstractEventLoop, say: Callable[[Event], None]
    ) -> None:
        self._bus, self._loop, self._say = bus, loop, say
        self._wanted: Levels | None = None
        self._written: Levels | None = None
        self._driver: Any = None
        self._faulty = False
        self._stopping = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._live, name="lamps", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def take(self, positions: Positions) -> None:
        """From the loop: the lamps to these levels, as soon as the bus is free."""
        wanted = (positions.main_light, positions.night_light)
        with self._changed:
            if wanted != self._wanted:
                self._wanted = wanted
                self._changed.notify()

    def close(self) -> None:
        """Leave the lamps as they are: nobody is to sit in the dark because a program ended."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout=3)

    def _live(self) -> None:
        while (wanted := self._next()) is not None:
            try:
                self._write(wanted)
            except Exception as failed:  # noqa: BLE001 - drivers raise what they like
                self._fails(failed)
            else:
                self._answers(wanted)

    def _next(self) -> Levels | None:
        """What to write next, when it is time to; ``None`` at the end."""
        with self._changed:
            if self._faulty:
                self._changed.wait_for(lambda: self._stopping, RETRY_S)
            else:
                self._changed.wait_for(self._due, REFRESH_S)
            while self._wanted is None and not self._stopping:
                self._changed.wait()
            return None if self._stopping else self._wanted

    def _due(self) -> bool:
        return self._stopping or self._wanted not in (None, self._written)

    def _write(self, wanted: Levels) -> None:
        if self._driver is None:
            self._driver = MCP4728(self._bus)
        for channel, level in zip(
            (self._driver.channel_a, self._driver.channel_b), wanted, strict=True
        ):
            if channel.vref != SUPPLY_AS_REFERENCE:
                channel.vref = SUPPLY_AS_REFERENCE
            channel.raw_value = round(level * CODE_MOST)

    def _fails(self, failed: Exception) -> None:
        self._driver = self._written = None
        if not self._faulty:
            self._faulty = True
            self._hop(FaultBegan(DEVICE, in_words(failed)))

    def _answers(self, written: Levels) -> None:
        self._written = written
        if self._faulty:
            self._faulty = False
            self._hop(FaultEnded(DEVICE))

    def _hop(self, event: Event) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._say, event)
