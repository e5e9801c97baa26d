"""Sensirion SCD41, CO2 with temperature and humidity, I2C 0x62. From its data sheet, 1.7."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from firmware_sim.chips.chip import GENERAL_CALL_RESET, Countdown, NackError, padded
from firmware_sim.chips.crc import crc8, worded
from firmware_sim.chips.sht4x import ticks


class Doing(Enum):
    """What the sensor is about; most commands are for the idle sensor alone."""

    IDLE = auto()
    PERIODIC = auto()
    ASLEEP = auto()


IDLE_ONLY = frozenset({Doing.IDLE})
AWAKE = frozenset({Doing.IDLE, Doing.PERIODIC})


@dataclass(frozen=True, slots=True)
class Command:
    """When a command is taken, how long it takes, and whether it takes a word."""

    takes_s: float = 0.001
    when: frozenset[Doing] = IDLE_ONLY
    argument: bool = False


START, START_SLOW, STOP = 0x21B1, 0x21AC, 0x3F86
READ, READY, SERIAL = 0xEC05, 0xE4B8, 0x3682
ONE_SHOT, ONE_SHOT_RHT = 0x219D, 0x2196
POWER_DOWN, WAKE_UP = 0x36E0, 0x36F6
REINIT, FACTORY_RESET, PERSIST = 0x3646, 0x3632, 0x3615
SELF_TEST, RECALIBRATE, VARIANT, PRESSURE = 0x3639, 0x362F, 0x202F, 0xE000
COMMANDS = {  # data sheet table 9
    START: Command(0.0),
    START_SLOW: Command(0.0),
    STOP: Command(0.5, AWAKE),
    READ: Command(when=AWAKE),
    READY: Command(when=AWAKE),
    SERIAL: Command(),
    ONE_SHOT: Command(5.0),
    ONE_SHOT_RHT: Command(0.05),
    POWER_DOWN: Command(),
    REINIT: Command(0.03),
    FACTORY_RESET: Command(1.2),
    PERSIST: Command(0.8),
    SELF_TEST: Command(10.0),
    RECALIBRATE: Command(0.4, argument=True),
    VARIANT: Command(),
}
GET_SETTING = {0x2318: 0x241D, 0x2322: 0x2427, 0x2313: 0x2416, 0x233F: 0x243A,
               0x2340: 0x2445, 0x234B: 0x244E}  # fmt: skip
FACTORY = {  # by the command that sets it
    0x241D: 1498,  # temperature offset, 4 degrees in 175/65535ths
    0x2427: 0,  # altitude, m
    0x2416: 1,  # self-calibration on
    0x243A: 400,  # its target, ppm
    0x2445: 44,  # its first period, h
    0x244E: 156,  # its later period, h
    PRESSURE: 1013,  # hPa
}
PERIOD_S = {START: 5.0, START_SLOW: 30.0}
VARIANT_SCD41 = 0x1440
NEW_VALUES, NO_VALUES = 0x8006, 0x8000
SETTLED_S = 180.0  # a forced recalibration before this fails
WAKES_IN_S = 0.03
FAILED = 0xFFFF


class Scd4x:
    """Measures every five seconds once started, and gives each measurement once.

    Surprising: it never acknowledges being woken, and refuses to be read before the first values.
    """

    def __init__(self, serial: int) -> None:
        self.co2_ppm = 420.0
        self.temperature_c = 20.0
        self.humidity_pct = 50.0
        self._serial = serial
        self._doing = Doing.IDLE
        self._settings = dict(FACTORY)
        self._kept = dict(FACTORY)
        self._busy = Countdown()
        self._afterwards: Callable[[], None] | None = None
        self._period_s = PERIOD_S[START]
        self._next = Countdown()
        self._measured: tuple[int, int, int] | None = None
        self._measuring_for_s = 0.0
        self._answer = b""

    def step(self, dt: float) -> None:
        if self._busy.step(dt) and self._afterwards is not None:
            self._afterwards()
            self._afterwards = None
        if self._doing is Doing.PERIODIC:
            self._measuring_for_s += dt
            if self._next.step(dt):
                self._measure()
                self._next.start(self._period_s)

    def transaction(self, write: bytes, read: int) -> bytes:
        if self._busy.running:
            raise NackError
        if self._doing is Doing.ASLEEP:
            self._sleeping(write)
        if write:
            self._take(write)
        return self._give(read) if read else b""

    def general_call(self, command: int) -> None:
        if command == GENERAL_CALL_RESET:
            self._restart()

    def _sleeping(self, write: bytes) -> None:
        if write == WAKE_UP.to_bytes(2, "big"):
            self._doing = Doing.IDLE
            self._busy.start(WAKES_IN_S)
        raise NackError

    def _take(self, write: bytes) -> None:
        self._answer = b""
        code, argument = self._parsed(write)
        if code in GET_SETTING and argument is None:
            self._begin(Command(), lambda: self._say(self._settings[GET_SETTING[code]]))
        elif code == PRESSURE and argument is None:
            self._begin(Command(when=AWAKE), lambda: self._say(self._settings[PRESSURE]))
        elif code in FACTORY and argument is not None:
            when = AWAKE if code == PRESSURE else IDLE_ONLY
            self._begin(Command(when=when), lambda: self._settings.update({code: argument}))
        elif code in COMMANDS and COMMANDS[code].argument == (argument is not None):
            self._obey(code, argument or 0)
        else:
            raise NackError

    @staticmethod
    def _parsed(write: bytes) -> tuple[int, int | None]:
        """A command, and the word with it if there is one; a wrong checksum is refused."""
        code, rest = int.from_bytes(write[:2], "big"), write[2:]
        if len(write) == 2:  # noqa: PLR2004 - a command alone
            return code, None
        if len(rest) == 3 and crc8(rest[:2]) == rest[2]:  # noqa: PLR2004 - a word and its CRC
            return code, int.from_bytes(rest[:2], "big")
        raise NackError

    def _begin(self, command: Command, afterwards: Callable[[], None] | None) -> None:
        if self._doing not in command.when:
            raise NackError
        if command.takes_s:
            self._busy.start(command.takes_s)
            self._afterwards = afterwards
        elif afterwards is not None:
            afterwards()

    def _obey(self, code: int, argument: int) -> None:
        command = COMMANDS[code]
        if code == READ and self._doing in command.when and self._measured is None:
            raise NackError
        deeds: dict[int, Callable[[], None]] = {
            START: lambda: self._start(START),
            START_SLOW: lambda: self._start(START_SLOW),
            STOP: self._stop,
            READ: self._give_values,
            READY: lambda: self._say(NO_VALUES if self._measured is None else NEW_VALUES),
            SERIAL: self._give_serial,
            ONE_SHOT: self._measure,
            ONE_SHOT_RHT: self._measure_without_co2,
            POWER_DOWN: self._sleep,
            REINIT: self._restart,
            FACTORY_RESET: self._forget,
            PERSIST: lambda: self._kept.update(self._settings),
            SELF_TEST: lambda: self._say(0),
            RECALIBRATE: lambda: self._recalibrate(argument),
            VARIANT: lambda: self._say(VARIANT_SCD41),
        }
        self._begin(command, deeds[code])

    def _start(self, which: int) -> None:
        self._doing, self._period_s = Doing.PERIODIC, PERIOD_S[which]
        self._measured, self._measuring_for_s = None, 0.0
        self._next.start(self._period_s)

    def _stop(self) -> None:
        self._doing, self._measured = Doing.IDLE, None
        self._next.start(0)

    def _sleep(self) -> None:
        self._doing = Doing.ASLEEP

    def _restart(self) -> None:
        self._busy.start(0)
        self._stop()
        self._settings = dict(self._kept)

    def _forget(self) -> None:
        self._kept = dict(FACTORY)
        self._restart()

    def _recalibrate(self, target_ppm: int) -> None:
        settled = self._measuring_for_s >= SETTLED_S
        off_by = round(min(max(target_ppm - self.co2_ppm, -0x8000), 0x7FFE))
        self._say(0x8000 + off_by if settled else FAILED)

    def _measure(self) -> None:
        offset_k = (self._settings[0x241D] - FACTORY[0x241D]) * 175 / 0xFFFF
        self._measured = (
            round(min(max(self.co2_ppm, 0.0), 0xFFFF)),
            ticks((self.temperature_c - offset_k + 45) / 175),
            ticks(self.humidity_pct / 100),
        )

    def _measure_without_co2(self) -> None:
        self._measure()
        if self._measured is not None:
            self._measured = (0, *self._measured[1:])

    def _give_values(self) -> None:
        if self._measured is not None:
            self._say(*self._measured)
            self._measured = None

    def _give_serial(self) -> None:
        self._say(self._serial >> 32 & 0xFFFF, self._serial >> 16 & 0xFFFF, self._serial & 0xFFFF)

    def _say(self, *words: int) -> None:
        self._answer = worded(*words)

    def _give(self, read: int) -> bytes:
        if self._busy.running or not self._answer:
            raise NackError
        answer, self._answer = self._answer, b""
        return padded(answer, read)
