"""The lamps' drivers behind an MCP4728, written on a thread of their own.

No modulation under 3 kHz reaches a lamp. The converter gives a direct voltage, 0 to 5 V, which an
amplifier of gain 2 brings to the 0 to 10 V of the lamp's driver; the driver has to dim by current
("CCR", no pulses below 3 kHz: docs/hardware.md says what to ask of one). Between two writes nothing
changes at all. A fade is a staircase: four steps a second of at most 0.10 / 4 = 2.5 % of full. The
filter at the driver's input, 10 kOhm and 47 uF, is 0.47 s, so 1 / (2 pi 0.47 s) = 0.34 Hz: it makes
a ramp of the stairs, of which 2.5 % x (0.25 s / 0.47 s) / 8 = 0.17 % of full remain as ripple, and
that only while a fade lasts. At rest there is none: the loop stands still while it is near enough.
Were a fitting's driver to take pulses instead, they would be hardware PWM at 20 kHz through the
same filter: 1 / (2 pi 20 kHz 0.47 s) = 0.002 % of full.
"""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from edge.events import Event, FaultBegan, FaultEnded, Positions
from edge.outside.failure import in_words
from edge.outside.i2c import Bus
from edge.outside.makers import MCP4728
from edge.room_events import LampsStand

DEVICE = "mcp4728"
CODE_MOST = 4095  # 10 V at the lamp's driver
REFRESH_S = 10.0  # a converter that lost its power forgets, and nobody tells us
RETRY_S = 2.0
SUPPLY_AS_REFERENCE = 0

Levels = tuple[float, ...]  # main light, night light, and its warm channel where it has one; 0 to 1


class Lamps:
    """Where the lamps are to stand; only the latest wish counts, and it is written once.

    Surprising: where they stand is read and said before anything is written. A converter that kept
    its power holds its lamps through a restart of this program, and the first wish of a program
    that thinks them dark would be a step. Wishes from before it was said are dropped; more come.

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
        self._said = False  # where they stand; only then is a wish one to follow
        self._stopping = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._live, name="lamps", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def take(self, positions: Positions) -> None:
        """From the loop: the lamps to these levels, as soon as the bus is free."""
        warm = () if positions.warm is None else (positions.warm,)
        wanted = (positions.main_light, positions.night_light, *warm)
        with self._changed:
            if self._said and wanted != self._wanted:
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
        while not self._stopping:
            try:
                self._open()
                if (wanted := self._next()) is None:
                    return
                self._write(wanted)
            except Exception as failed:  # noqa: BLE001 - drivers raise what they like
                self._fails(failed)

    def _next(self) -> Levels | None:
        """What to write next, when it is time to; ``None`` at the end."""
        with self._changed:
            self._changed.wait_for(self._due, REFRESH_S)
            while self._wanted is None and not self._stopping:
                self._changed.wait()
            return None if self._stopping else self._wanted

    def _due(self) -> bool:
        return self._stopping or self._wanted not in (None, self._written)

    def _open(self) -> None:
        """Make the driver ready, unless it is, and say where the lamps stand."""
        if self._driver is None:
            self._look()
            self._answered()

    def _look(self) -> None:
        """Where do they stand? If not where they were told to, that is said before all else."""
        self._driver = MCP4728(self._bus)
        stand = tuple(channel.raw_value for channel in self._channels)
        codes = _codes(self._written or ())
        if self._written is None or stand[: len(codes)] != codes:
            with self._changed:
                self._wanted, self._said = None, False
            self._written = None
            self._hop_call(self._tell, *(code / CODE_MOST for code in stand))

    @property
    def _channels(self) -> tuple[Any, Any, Any]:
        return self._driver.channel_a, self._driver.channel_b, self._driver.channel_c

    def _tell(self, main: float, night: float, warm: float) -> None:
        """On the loop: whoever is told first knows before any wish of theirs is taken."""
        self._say(LampsStand(main, night, warm))
        with self._changed:
            self._said = True

    def _write(self, wanted: Levels) -> None:
        if wanted == self._written:  # nothing but a while has passed
            self._look()
            return
        for channel, code in zip(self._channels, _codes(wanted), strict=False):
            if channel.vref != SUPPLY_AS_REFERENCE:
                channel.vref = SUPPLY_AS_REFERENCE
            channel.raw_value = code
        self._written = wanted

    def _fails(self, failed: Exception) -> None:
        self._driver = self._written = None
        if not self._faulty:
            self._faulty = True
            self._hop(FaultBegan(DEVICE, in_words(failed)))
        with self._changed:
            self._changed.wait_for(lambda: self._stopping, RETRY_S)

    def _answered(self) -> None:
        if self._faulty:
            self._faulty = False
            self._hop(FaultEnded(DEVICE))

    def _hop(self, event: Event) -> None:
        self._hop_call(self._say, event)

    def _hop_call(self, call: Callable[..., None], *what: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, *what)


def _codes(levels: Levels) -> tuple[int, ...]:
    return tuple(round(level * CODE_MOST) for level in levels)
