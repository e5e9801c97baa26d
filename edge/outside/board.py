"""The simulator's board: pins and I2C transactions as JSON lines over one socket."""

import asyncio
import errno
import json
import logging
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from edge.events import Event, FaultBegan, FaultEnded
from edge.outside.failure import in_words

LINE_MOST = 4096  # bytes
ANSWER_WITHIN_S = 1.0
RETRY_EVERY_S = 0.5
DEVICE = "board"

_log = logging.getLogger(__name__)


class Board:
    """One simulated room's pins and bus, there again soon after the simulator is.

    ``transact`` and ``drive`` may be called from any thread. While nobody is at the other end
    a transaction fails at once, as on a bus without power, and outputs are remembered: whoever
    comes is told them all.
    """

    def __init__(
        self, path: Path, loop: asyncio.AbstractEventLoop, say: Callable[[Event], None]
    ) -> None:
        self.about = ""  # what the other end says it simulates
        self.bad_lines = 0
        self.on_pin: Callable[[int, int], None] = lambda _pin, _level: None
        self._path, self._loop, self._say = path, loop, say
        self._socket: socket.socket | None = None
        self._outputs: dict[int, int] = {}
        self._answers: dict[int, dict[str, Any]] = {}
        self._asked = 0
        self._changed = threading.Condition()
        self._writing = threading.Lock()
        self._greeted = asyncio.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._live, name="board", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._stopping.set()
        self._hang_up()
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    async def greeted(self, within_s: float) -> bool:
        """Whether somebody said hello in this time."""
        try:
            await asyncio.wait_for(self._greeted.wait(), within_s)
        except TimeoutError:
            return False
        return True

    def drive(self, pin: int, level: int) -> None:
        """An output to this level, now and after every reconnection."""
        self._outputs[pin] = level
        try:
            self._write({"pin": pin, "level": level})
        except OSError:
            _log.debug("pin %d is remembered: nobody at %s", pin, self._path)

    def transact(self, address: int, write: bytes, read: int) -> bytes:
        """One I2C transaction. Raises ``OSError`` when it is not acknowledged or not answered."""
        with self._changed:
            self._asked += 1
            number = self._asked
        self._write({"id": number, "i2c": address, "write": write.hex(), "read": read})
        with self._changed:
            self._changed.wait_for(lambda: self._settled(number), ANSWER_WITHIN_S)
            answer = self._answers.pop(number, None)
        if answer is None:
            raise TimeoutError(errno.ETIMEDOUT, f"no answer from 0x{address:02x}")
        if answer.get("nack"):
            raise OSError(errno.ENXIO, f"nothing acknowledges at 0x{address:02x}")
        return _data(answer, read)

    def _settled(self, number: int) -> bool:
        """Whether there is an answer, or nobody any more to give one."""
        return number in self._answers or self._socket is None

    def _write(self, said: dict[str, Any]) -> None:
        line = json.dumps(said).encode() + b"\n"
        with self._writing:
            if self._socket is None:
                raise ConnectionError(errno.ENOTCONN, "the board is not connected")
            self._socket.sendall(line)

    # ---- on the board's own thread ------------------------------------------------------

    def _live(self) -> None:
        fault = False
        while not self._stopping.is_set():
            try:
                with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                    connection.connect(str(self._path))
                    self._connected(connection)
                    if fault:
                        self._hop(self._say, FaultEnded(DEVICE))
                        fault = False
                    self._listen(connection)
                    lost = "the simulator hung up"
            except OSError as refused:
                lost = in_words(refused)
            self._hang_up()
            if not fault and not self._stopping.is_set():
                fault = True
                self._hop(self._say, FaultBegan(DEVICE, f"{self._path.name}: {lost}"))
            self._stopping.wait(RETRY_EVERY_S)

    def _connected(self, connection: socket.socket) -> None:
        with self._writing:
            self._socket = connection
        for pin, level in tuple(self._outputs.items()):
            self._write({"pin": pin, "level": level})

    def _hang_up(self) -> None:
        """Close, and wake whoever waits for an answer that will not come."""
        with self._writing:
            connection, self._socket = self._socket, None
        if connection is not None:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                _log.debug("the board's socket was closed already")
        with self._changed:
            self._changed.notify_all()

    def _listen(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as lines:
            while line := lines.readline(LINE_MOST + 1):
                self._hear(line)

    def _hear(self, line: bytes) -> None:
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            said = None
        match said:
            case {"id": int(number)}:
                self._answered(number, said)
            case {"pin": int(pin), "level": 0 | 1 as level}:
                self._hop(self.on_pin, pin, level)
            case {"hello": {"about": str(about)}}:
                self.about = about
                self._hop(self._greeted.set)
            case _:
                self.bad_lines += 1

    def _answered(self, number: int, answer: dict[str, Any]) -> None:
        with self._changed:
            self._answers = {number: answer}  # one transaction at a time: older ones gave up
            self._changed.notify_all()

    def _hop(self, call: Callable[..., object], *what: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, *what)


def _data(answer: dict[str, Any], read: int) -> bytes:
    try:
        data = bytes.fromhex(answer["data"])
    except (KeyError, TypeError, ValueError):
        raise OSError(errno.EIO, "the board's answer is not bytes") from None
    if len(data) != read:
        raise OSError(errno.EIO, f"the board answered {len(data)} bytes, not {read}")
    return data
