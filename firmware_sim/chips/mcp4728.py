"""Microchip MCP4728, four 12-bit outputs, I2C 0x60. From its data sheet, DS22187E."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from firmware_sim.chips.chip import GENERAL_CALL_RESET, Countdown, NackError, padded

GENERAL_CALL_UPDATE, GENERAL_CALL_WAKE = 0x08, 0x09
EEPROM_WRITE_S = 0.025  # typical; the data sheet allows 50 ms
CHANNELS = 4
SEQUENTIAL = 0b0101_0000  # several channels, to the last, into the EEPROM too
HOLD_OUTPUT = 0x01  # the UDAC bit: wait for an update


@dataclass(frozen=True, slots=True)
class Register:
    """What one channel is set to."""

    code: int = 0
    reference: int = 0
    gain: int = 0
    power_down: int = 0

    @classmethod
    def from_bytes(cls, high: int, low: int) -> "Register":
        return cls((high & 0x0F) << 8 | low, high >> 7, high >> 4 & 1, high >> 5 & 3)

    def to_bytes(self) -> bytes:
        high = self.reference << 7 | self.power_down << 5 | self.gain << 4 | self.code >> 8
        return bytes((high, self.code & 0xFF))


class Mcp4728:
    """Four outputs that start from its EEPROM and follow the bus afterwards.

    Surprising: while it writes its EEPROM it acknowledges commands and ignores them.
    """

    def __init__(self) -> None:
        self._inputs = [Register()] * CHANNELS
        self._outputs = list(self._inputs)
        self._eeprom = list(self._inputs)
        self._writing = Countdown()

    def fraction(self, channel: int) -> float:
        """How far this output is up, 0 to 1 of full scale; 0 when it is powered down."""
        output = self._outputs[channel]
        return 0.0 if output.power_down else output.code / 0xFFF

    def step(self, dt: float) -> None:
        self._writing.step(dt)

    def transaction(self, write: bytes, read: int) -> bytes:
        if write and not self._writing.running:
            self._command(write)
        return padded(self._contents(), read) if read else b""

    def general_call(self, command: int) -> None:
        if command == GENERAL_CALL_RESET:
            self._inputs = list(self._eeprom)
            self._outputs = list(self._eeprom)
        elif command == GENERAL_CALL_UPDATE:
            self._outputs = list(self._inputs)
        elif command == GENERAL_CALL_WAKE:
            self._inputs = [replace(each, power_down=0) for each in self._inputs]
            self._outputs = [replace(each, power_down=0) for each in self._outputs]

    def _command(self, write: bytes) -> None:
        """Find the command by its leading bits (data sheet, table 5-1) and obey it."""
        by_leading_bits: tuple[tuple[int, int, Callable[[bytes], None]], ...] = (
            (0b1100_0000, 0b0000_0000, self._fast_write),
            (0b1111_1000, 0b0100_0000, self._multi_write),
            (0b1111_1000, SEQUENTIAL, self._eeprom_write),
            (0b1111_1000, 0b0101_1000, self._eeprom_write),
            (0b1110_0000, 0b1000_0000, self._set_references),
            (0b1110_0000, 0b1010_0000, self._set_power_down),
            (0b1110_0000, 0b1100_0000, self._set_gains),
        )
        for mask, pattern, obey in by_leading_bits:
            if write[0] & mask == pattern:
                return obey(write)
        raise NackError

    def _set_references(self, write: bytes) -> None:
        self._set_bits("reference", [write[0] >> shift & 1 for shift in (3, 2, 1, 0)])

    def _set_gains(self, write: bytes) -> None:
        self._set_bits("gain", [write[0] >> shift & 1 for shift in (3, 2, 1, 0)])

    def _fast_write(self, write: bytes) -> None:
        for i, (high, low) in enumerate(zip(write[::2], write[1::2], strict=False)):
            was = self._inputs[i % CHANNELS]
            code, power_down = (high & 0x0F) << 8 | low, high >> 4 & 3
            self._set(i % CHANNELS, replace(was, code=code, power_down=power_down))

    def _multi_write(self, write: bytes) -> None:
        for first, high, low in zip(write[::3], write[1::3], write[2::3], strict=False):
            hold = bool(first & HOLD_OUTPUT)
            self._set(first >> 1 & 3, Register.from_bytes(high, low), hold=hold)

    def _eeprom_write(self, write: bytes) -> None:
        """Sequential (from a channel to the last) or single write, to registers and EEPROM."""
        first, hold = write[0] >> 1 & 3, bool(write[0] & HOLD_OUTPUT)
        room_for = CHANNELS - first if write[0] & 0xF8 == SEQUENTIAL else 1
        pairs = list(zip(write[1::2], write[2::2], strict=False))[:room_for]
        for channel, (high, low) in enumerate(pairs, start=first):
            self._set(channel, Register.from_bytes(high, low), hold=hold)
            self._eeprom[channel] = self._inputs[channel]
        if pairs:
            self._writing.start(EEPROM_WRITE_S)

    def _set_power_down(self, write: bytes) -> None:
        if len(write) < 2:  # noqa: PLR2004 - the command is two bytes long
            raise NackError
        bits = (write[0] << 8 | write[1]) >> 4
        self._set_bits("power_down", [bits >> shift & 3 for shift in (6, 4, 2, 0)])

    def _set_bits(self, field: str, values: list[int]) -> None:
        for channel, value in enumerate(values):
            self._set(channel, replace(self._inputs[channel], **{field: value}))

    def _set(self, channel: int, register: Register, *, hold: bool = False) -> None:
        self._inputs[channel] = register
        if not hold:
            self._outputs[channel] = register

    def _contents(self) -> bytes:
        ready = 0x40 if self._writing.running else 0xC0  # RDY/BSY, then power-on reset done
        out = bytearray()
        for channel in range(CHANNELS):
            head = bytes([ready | channel << 4])
            out += head + self._inputs[channel].to_bytes()
            out += head + self._eeprom[channel].to_bytes()
        return bytes(out)
