"""ROHM BH1750FVI, ambient light, I2C 0x23. From its technical note, revision D."""

from dataclasses import dataclass

from firmware_sim.chips.chip import Countdown, NackError, padded


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of measuring."""

    takes_s: float
    counts_per_step: float
    once: bool


POWER_DOWN, POWER_ON, RESET = 0x00, 0x01, 0x07
MODES = {
    0x10: Mode(0.120, 1, once=False),
    0x11: Mode(0.120, 2, once=False),
    0x13: Mode(0.016, 1, once=False),
    0x20: Mode(0.120, 1, once=True),
    0x21: Mode(0.120, 2, once=True),
    0x23: Mode(0.016, 1, once=True),
}
COUNTS_PER_LUX = 1.2
USUAL_TIME = 69  # the measurement time register after power-on
LEAST_TIME, MOST_TIME = 31, 254
TIME_HIGH_MASK, TIME_HIGH = 0xF8, 0x40  # 01000 and the three high bits
TIME_LOW_MASK, TIME_LOW = 0xE0, 0x60  # 011 and the five low bits


class Bh1750:
    """Keeps the last finished measurement to be read at any time, also when powered down."""

    def __init__(self) -> None:
        self.lux = 0.0
        self._powered = False
        self._mode: Mode | None = None
        self._busy = Countdown()
        self._time = USUAL_TIME
        self._raw = 0

    def step(self, dt: float) -> None:
        if not self._busy.step(dt) or self._mode is None:
            return
        counts = self.lux * COUNTS_PER_LUX * self._mode.counts_per_step * self._time / USUAL_TIME
        self._raw = round(min(max(counts, 0.0), 0xFFFF))
        if self._mode.once:
            self._power_down()
        else:
            self._begin()

    def transaction(self, write: bytes, read: int) -> bytes:
        if len(write) > 1:
            raise NackError
        if write:
            self._instruction(write[0])
        return padded(self._raw.to_bytes(2, "big"), read) if read else b""

    def general_call(self, command: int) -> None:
        """This chip does not listen to general calls."""

    def _instruction(self, code: int) -> None:
        if code in MODES:
            self._powered, self._mode = True, MODES[code]
            self._begin()
        elif code == POWER_DOWN:
            self._power_down()
        elif code == POWER_ON:
            self._powered = True
        elif code == RESET and self._powered:
            self._raw = 0
        elif code & TIME_HIGH_MASK == TIME_HIGH:
            self._set_time((code & 0x07) << 5 | self._time & 0x1F)
        elif code & TIME_LOW_MASK == TIME_LOW:
            self._set_time(self._time & 0xE0 | code & 0x1F)

    def _set_time(self, time: int) -> None:
        self._time = min(max(time, LEAST_TIME), MOST_TIME)

    def _begin(self) -> None:
        if self._mode is not None:
            self._busy.start(self._mode.takes_s * self._time / USUAL_TIME)

    def _power_down(self) -> None:
        self._powered, self._mode = False, None
        self._busy.start(0)
