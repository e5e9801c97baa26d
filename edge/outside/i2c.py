"""A bus that makers' drivers can talk on: over Linux's own I2C, or over the simulator's socket."""

import threading
from typing import Protocol

from smbus2 import SMBus, i2c_msg

LOCK_WITHIN_S = 2.0


class Transact(Protocol):
    """One transaction on a bus: write these bytes, then, after a repeated start, read so many."""

    def __call__(self, address: int, write: bytes, read: int) -> bytes:
        """Exactly ``read`` bytes. Raises ``OSError`` when nobody acknowledges."""


class Bus:
    """What the drivers take for a ``busio.I2C``: the same five calls over plain transactions.

    It stands in for Blinka's, whose import guesses at the board it runs on. Surprising:
    ``try_lock`` waits for its turn, so that drivers that spin on it do not.
    """

    def __init__(self, transact: Transact) -> None:
        self._transact = transact
        self._turn = threading.Lock()

    def try_lock(self) -> bool:
        return self._turn.acquire(timeout=LOCK_WITHIN_S)

    def unlock(self) -> None:
        self._turn.release()

    def writeto(
        self, address: int, buffer: bytes, *, start: int = 0, end: int | None = None
    ) -> None:
        self._transact(address, bytes(buffer[start:end]), 0)

    def readfrom_into(
        self, address: int, buffer: bytearray, *, start: int = 0, end: int | None = None
    ) -> None:
        wanted = range(len(buffer))[start:end]
        buffer[start:end] = self._transact(address, b"", len(wanted))

    def writeto_then_readfrom(
        self,
        address: int,
        out_buffer: bytes,
        in_buffer: bytearray,
        *,
        out_start: int = 0,
        out_end: int | None = None,
        in_start: int = 0,
        in_end: int | None = None,
    ) -> None:
        wanted = range(len(in_buffer))[in_start:in_end]
        out = bytes(out_buffer[out_start:out_end])
        in_buffer[in_start:in_end] = self._transact(address, out, len(wanted))


class LinuxI2C:
    """Transactions on ``/dev/i2c-N``; it is opened when first used."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._bus: SMBus | None = None

    def __call__(self, address: int, write: bytes, read: int) -> bytes:
        if self._bus is None:
            self._bus = SMBus(self._number)
        asked = i2c_msg.read(address, read)
        told = [i2c_msg.write(address, list(write))] if write or not read else []
        self._bus.i2c_rdwr(*told, *([asked] if read else []))
        return bytes(asked) if read else b""
