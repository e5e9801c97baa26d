"""Sensirion SHT4x, temperature and humidity, I2C 0x44. From its data sheet, version 6."""

from dataclasses import dataclass

from firmware_sim.chips.chip import (
    GENERAL_CALL_RESET,
    Countdown,
    NackError,
    padded,
)
from firmware_sim.chips.crc import worded


@dataclass(frozen=True, slots=True)
class Measurement:
    """How long a measuring command takes, and by how much its heater warms the chip."""

    takes_s: float
    warms_k: float = 0.0


MEASUREMENTS = {  # data sheet tables 5 and 7; warming is typical, in still air
    0xFD: Measurement(0.0083),
    0xF6: Measurement(0.0045),
    0xE0: Measurement(0.0016),
    0x39: Measurement(1.1, 60.0),
    0x32: Measurement(0.11, 25.0),
    0x2F: Measurement(1.1, 33.0),
    0x24: Measurement(0.11, 14.0),
    0x1E: Measurement(1.1, 6.0),
    0x15: Measurement(0.11, 2.5),
}
READ_SERIAL = 0x89
SOFT_RESET = 0x94
RESET_TAKES_S = 0.001
FULL_SCALE = 0xFFFF


def ticks(fraction: float) -> int:
    """A share of full scale as the chip's 16-bit word."""
    return round(min(max(fraction, 0.0), 1.0) * FULL_SCALE)


class Sht4x:
    """Acknowledges nothing while it measures, and gives each result once.

    Surprising: a read that comes too early is refused, and the result is still there later.
    """

    def __init__(self, serial: int) -> None:
        self.temperature_c = 20.0
        self.humidity_pct = 50.0
        self._serial = serial
        self._busy = Countdown()
        self._measuring: Measurement | None = None
        self._answer = b""

    def step(self, dt: float) -> None:
        if self._busy.step(dt) and self._measuring is not None:
            self._answer = self._measured(self._measuring)
            self._measuring = None

    def transaction(self, write: bytes, read: int) -> bytes:
        if self._busy.running and write != bytes([SOFT_RESET]):
            raise NackError
        if write:
            self._command(write)
        return self._give(read) if read else b""

    def general_call(self, command: int) -> None:
        if command == GENERAL_CALL_RESET:
            self._reset()

    def _command(self, write: bytes) -> None:
        command, self._answer = write[0], b""
        if len(write) > 1:
            raise NackError
        if command in MEASUREMENTS:
            self._measuring = MEASUREMENTS[command]
            self._busy.start(self._measuring.takes_s)
        elif command == READ_SERIAL:
            self._answer = worded(self._serial >> 16, self._serial & FULL_SCALE)
        elif command == SOFT_RESET:
            self._reset()
        else:
            raise NackError

    def _reset(self) -> None:
        self._measuring, self._answer = None, b""
        self._busy.start(RESET_TAKES_S)

    def _give(self, read: int) -> bytes:
        if self._busy.running or not self._answer:
            raise NackError
        answer, self._answer = self._answer, b""
        return padded(answer, read)

    def _measured(self, how: Measurement) -> bytes:
        return worded(
            ticks((self.temperature_c + how.warms_k + 45) / 175),
            ticks((self.humidity_pct * 0.95 ** (how.warms_k) + 6) / 125),
        )
