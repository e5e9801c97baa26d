"""All of one room's hardware behind five calls, whichever board it hangs on."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from edge.config import PiBoard, SimulatedBoard
from edge.events import Event, Positions
from edge.outside.badge_port import BadgePort
from edge.outside.board import Board
from edge.outside.factories import SocketFactory, pi_factory
from edge.outside.i2c import Bus, LinuxI2C, Transact
from edge.outside.lamps import Lamps
from edge.outside.pins import Pins
from edge.outside.radar_port import RadarPort
from edge.outside.sensors import Sensors
from ward.commissioning import SIMULATED, Radar

GREETED_WITHIN_S = 3.0
PI_SERIAL = Path("/proc/device-tree/serial-number")
NO_SERIAL = "unknown"

Say = Callable[[Event], None]


class Hardware:
    """Pins, bus and serial lines of one room, the same device code on a Pi and on the simulator."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        say: Say,
        *,
        about: str,
        pins: Pins,
        transact: Transact,
        board: SimulatedBoard | PiBoard,
    ) -> None:
        self.about = about
        self._pins = pins
        bus = Bus(transact)
        self._lamps = Lamps(bus, loop, say)
        self._radar = RadarPort(board.radar, board.baud, loop, say)
        self._threads: list[Sensors | Lamps | BadgePort] = [Sensors(bus, loop, say), self._lamps]
        if board.badge is not None:
            self._threads.append(BadgePort(board.badge, loop, say))
        self._afterwards = ExitStack()
        self.counters_of: Callable[[], dict[str, int]] = dict

    @property
    def counters(self) -> dict[str, int]:
        """What went wrong at the board so far, by name."""
        return self.counters_of()

    def start(self) -> None:
        self._radar.start()
        for thread in self._threads:
            thread.start()

    def poll(self) -> None:
        self._pins.poll()

    def take(self, positions: Positions) -> None:
        self._pins.take(positions)
        self._lamps.take(positions)

    def ask_radar(self, data: bytes) -> None:
        self._radar.send(data)

    async def close(self) -> None:
        """Heating and cooling off, lamps as they are, everything let go."""
        self._pins.close()
        self._radar.close()
        for thread in self._threads:
            await asyncio.to_thread(thread.close)
        await asyncio.to_thread(self._afterwards.close)

    def afterwards(self, close: Callable[[], Any]) -> None:
        """Something else to close when all devices are."""
        self._afterwards.callback(close)


def radar_on(board: SimulatedBoard | PiBoard) -> Radar:
    """Which radar this is, by all that a walk is good for: another one must be walked anew."""
    simulated = isinstance(board, SimulatedBoard)
    return Radar(
        kind=board.radar_kind,
        serial=board.radar_serial,
        board=SIMULATED if simulated else _pi_serial(),
    )


def _pi_serial() -> str:
    try:
        return PI_SERIAL.read_text(encoding="ascii").strip("\0\n ")[:64] or NO_SERIAL
    except (OSError, UnicodeDecodeError):
        return NO_SERIAL


async def open_hardware(
    board: SimulatedBoard | PiBoard, loop: asyncio.AbstractEventLoop, say: Say
) -> Hardware:
    """Everything made ready, nothing started. Raises what a missing GPIO chip raises."""
    if isinstance(board, SimulatedBoard):
        return await _simulated(board, loop, say)
    return Hardware(
        loop,
        say,
        about="Raspberry Pi",
        pins=Pins(pi_factory(), loop, say),
        transact=LinuxI2C(board.i2c_bus),
        board=board,
    )


async def _simulated(board: SimulatedBoard, loop: asyncio.AbstractEventLoop, say: Say) -> Hardware:
    wired = Board(board.socket, loop, say)
    factory = SocketFactory(wired.drive)
    wired.on_pin = factory.hear
    pins = Pins(factory, loop, say, factory.readable)
    wired.start()
    there = await wired.greeted(GREETED_WITHIN_S)
    hardware = Hardware(
        loop,
        say,
        about=f"simulated: {wired.about if there else 'not answering yet'}",
        pins=pins,
        transact=wired.transact,
        board=board,
    )
    hardware.afterwards(wired.close)
    hardware.counters_of = lambda: {"bad lines of the board": wired.bad_lines}
    return hardware
