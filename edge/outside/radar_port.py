"""The radar's serial port, on the loop: bytes in, bytes out."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import serial

from edge.events import Event, RadarBytes, RadarLost
from edge.outside.failure import in_words

GATHER_S = 0.05  # bytes that come close together are one piece: 576 at most at 115200 baud
RETRY_EVERY_S = 2.0
AT_ONCE = 4096


class RadarPort:
    """Pieces of whatever size; when the port goes, that is said once, and it is tried again.

    Surprising: a port that is open and silent says nothing here. What a silence means is for
    the node to know.
    """

    def __init__(
        self, path: Path, baud: int, loop: asyncio.AbstractEventLoop, say: Callable[[Event], None]
    ) -> None:
        self._path, self._baud, self._loop, self._say = path, baud, loop, say
        self._port: serial.Serial | None = None
        self._lost = False
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Open the port, now or as soon as it can be opened."""
        try:
            self._port = serial.Serial(str(self._path), self._baud, timeout=0, exclusive=True)
        except (OSError, ValueError) as refused:  # a SerialException is an OSError
            self._gone(refused)
            return
        self._lost = False
        self._listen()

    def send(self, data: bytes) -> None:
        """Put bytes on the line; what a closed port or a full line does not take is dropped.

        Not by pyserial, whose write goes round and round for as long as the line is full.
        """
        if self._port is None:
            return
        try:
            os.write(self._port.fileno(), data)
        except BlockingIOError:
            return
        except OSError as lost:
            self._broken(lost)

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._hang_up()

    def _listen(self) -> None:
        if self._port is not None:
            self._loop.add_reader(self._port.fileno(), self._readable)

    def _readable(self) -> None:
        """Take what there is, then let some more gather."""
        if self._port is None:
            return
        self._loop.remove_reader(self._port.fileno())
        try:
            data = bytes(self._port.read(AT_ONCE))
        except (OSError, TypeError) as lost:  # pyserial on a port that vanished meanwhile
            self._broken(lost)
            return
        self._timer = self._loop.call_later(GATHER_S, self._listen)
        if data:
            self._say(RadarBytes(data))

    def _broken(self, because: Exception) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._hang_up()
        self._gone(because)

    def _hang_up(self) -> None:
        if self._port is not None:
            self._loop.remove_reader(self._port.fileno())
            self._port.close()
            self._port = None

    def _gone(self, because: Exception) -> None:
        self._timer = self._loop.call_later(RETRY_EVERY_S, self.start)
        if not self._lost:
            self._lost = True
            self._say(RadarLost(f"{self._path.name}: {in_words(because)}"))
