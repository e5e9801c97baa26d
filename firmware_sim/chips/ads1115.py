"""Texas Instruments ADS1115, 16-bit converter, I2C 0x48. From its data sheet, SBAS444D."""

from firmware_sim.chips.chip import GENERAL_CALL_RESET, Countdown, NackError, padded

CONVERSION, CONFIG, LOW_THRESHOLD, HIGH_THRESHOLD = range(4)
AFTER_RESET = {CONVERSION: 0, CONFIG: 0x8583, LOW_THRESHOLD: 0x8000, HIGH_THRESHOLD: 0x7FFF}
IDLE = 0x8000  # read: not converting; written: begin one conversion
SINGLE_SHOT = 0x0100
FULL_SCALE_V = (6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256)
SAMPLES_PER_S = (8, 16, 32, 64, 128, 250, 475, 860)
INPUTS: tuple[tuple[int, int | None], ...] = (  # by multiplexer code: plus, minus
    (0, 1), (0, 3), (1, 3), (2, 3), (0, None), (1, None), (2, None), (3, None),
)  # fmt: skip
REGISTER_WRITE = 3


class Ads1115:
    """Converts what is on its four inputs, one conversion at a time.

    Surprising: a conversion sees the voltage at its end, and the register
    pointer stays where it was for the next plain read.
    """

    def __init__(self) -> None:
        self.volts = [0.0, 0.0, 0.0, 0.0]
        self._registers = dict(AFTER_RESET)
        self._pointer = CONVERSION
        self._busy = Countdown()

    def step(self, dt: float) -> None:
        if self._busy.step(dt):
            self._registers[CONVERSION] = self._converted()
            if not self._registers[CONFIG] & SINGLE_SHOT:
                self._begin()

    def transaction(self, write: bytes, read: int) -> bytes:
        if len(write) > REGISTER_WRITE:
            raise NackError
        if write:
            self._pointer = write[0] & 0x03
        if len(write) == REGISTER_WRITE:
            self._put(int.from_bytes(write[1:], "big"))
        return padded(self._get().to_bytes(2, "big"), read) if read else b""

    def general_call(self, command: int) -> None:
        if command == GENERAL_CALL_RESET:
            self._registers = dict(AFTER_RESET)
            self._pointer = CONVERSION
            self._busy.start(0)

    def _put(self, value: int) -> None:
        if self._pointer == CONVERSION:
            return
        self._registers[self._pointer] = value
        if self._pointer == CONFIG and (value & IDLE or not value & SINGLE_SHOT):
            self._begin()

    def _get(self) -> int:
        value = self._registers[self._pointer]
        if self._pointer != CONFIG:
            return value
        return value & ~IDLE if self._busy.running else value | IDLE

    def _begin(self) -> None:
        self._busy.start(1 / SAMPLES_PER_S[self._registers[CONFIG] >> 5 & 0x07])

    def _converted(self) -> int:
        config = self._registers[CONFIG]
        plus, minus = INPUTS[config >> 12 & 0x07]
        volts = self.volts[plus] - (0.0 if minus is None else self.volts[minus])
        counts = round(volts / FULL_SCALE_V[config >> 9 & 0x07] * 0x8000)
        return min(max(counts, -0x8000), 0x7FFF) & 0xFFFF
