"""The room's slow sensors, read by their makers' drivers on one thread."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import log, log10
from typing import Any

from edge.events import Event, FaultBegan, FaultEnded, Measured
from edge.outside.failure import in_words
from edge.outside.i2c import Bus
from edge.outside.makers import ADS1115, BH1750, SCD4X, AnalogIn, SHT4x
from ward.readings import Missing, Quantity, Reading

EVERY_S = 2.0
SCD4X_SILENT_MOST_S = 16.0  # it measures every 5 s
RETRY_LEAST_S, RETRY_MOST_S = 2.0, 30.0
METER_DBA_PER_V = 50.0  # the analogue sound level meter of docs/hardware.md
METER_RANGE_V = (0.6, 2.6)
SAMPLED_EVERY_S = 0.25
PROBE_OHMS, PROBE_B, PROBE_AT_K, PROBE_SUPPLY_V = 10_000.0, 3950.0, 298.15, 3.3
PROBE_ABSENT_V, PROBE_SHORTED_V = 3.2, 0.1  # -27 °C; 142 °C
ZERO_C_K = 273.15
ADC_POLLS_MOST = 500  # at 250 samples a second a conversion takes 4 ms

_log = logging.getLogger(__name__)

Values = tuple[float | None, ...]  # None: nothing new


@dataclass(frozen=True, slots=True)
class Kind:
    """One chip: its name, what it measures within which range of its data sheet, and how to read.

    ``open`` makes a driver ready; ``read`` asks it once, ``sample`` several times in between. Each
    raises when the chip is lost.
    """

    name: str
    measures: tuple[tuple[Quantity, float, float], ...]
    open: Callable[[Bus], Any]
    read: Callable[[Any], Values]
    sample: Callable[[Any], None] | None = None


class _Co2:
    """An SCD4x that measures by itself; each of its measurements is told once.

    The maker's driver repeats the last value while there is no new one, for ever if the chip
    lost its power in between: silence beyond three periods is a loss.
    """

    def __init__(self, bus: Bus) -> None:
        self._driver = SCD4X(bus)
        self._driver.start_periodic_measurement()
        self._heard_s = time.monotonic()

    def read(self) -> Values:
        """CO2 and its own temperature, if there are new ones."""
        now_s = time.monotonic()
        if self._driver.data_ready:
            self._heard_s = now_s
            self._driver._read_data()  # noqa: SLF001 - its properties would ask "ready?" again
            return self._driver._co2, self._driver._temperature  # noqa: SLF001 - likewise
        if now_s - self._heard_s > SCD4X_SILENT_MOST_S:
            raise TimeoutError("it has stopped measuring")
        return None, None


def _read_bh1750(driver: Any) -> Values:
    """Light; a reading of nothing at all is asked for again from a chip told anew to measure.

    A BH1750 that lost its power for a moment acknowledges and reads dark for ever.
    """
    if driver.lux == 0:
        driver.initialize()
    return (driver.lux,)


class _PatientADS1115(ADS1115):
    """A driver that gives up on a conversion which never ends, where the maker's would spin."""

    _polls = 0

    def _conversion_complete(self) -> int:
        self._polls += 1
        complete = super()._conversion_complete()
        if complete:
            self._polls = 0
        elif self._polls > ADC_POLLS_MOST:
            raise OSError("a conversion does not end")
        return complete


class _Analog:
    """The level meter on A0 and the surface probe on A1, up to 4.096 V.

    One conversion each time, so it is right again after a power cut too. The meter weighs "fast"
    by itself; it is asked several times between two readings, so that no bang is missed.
    """

    def __init__(self, bus: Bus) -> None:
        converter = _PatientADS1115(bus, gain=1, data_rate=250)
        self._meter, self._probe = AnalogIn(converter, 0), AnalogIn(converter, 1)
        self._heard: list[float] = []

    def sample(self) -> None:
        volts: float = self._meter.voltage
        least, most = METER_RANGE_V
        self._heard.append(volts * METER_DBA_PER_V if least <= volts <= most else float("nan"))

    def read(self) -> Values:
        """The mean by energy, the loudest, and the surface, if a probe is there."""
        self.sample()
        heard, self._heard = self._heard, []
        return together_dba(heard), max(heard), surface_c(self._probe.voltage)


def together_dba(levels: Sequence[float]) -> float:
    """The level that has as much energy as these have in the mean (LAeq)."""
    return 10 * log10(sum(10 ** (level / 10) for level in levels) / len(levels))


def surface_c(volts: float) -> float | None:
    """What a 10 kOhm thermistor, B 3950, says below a resistor of as much; ``None`` without one."""
    if volts >= PROBE_ABSENT_V:
        return None
    if volts <= PROBE_SHORTED_V:
        return float("nan")
    ohms = PROBE_OHMS * volts / (PROBE_SUPPLY_V - volts)
    return 1 / (log(ohms / PROBE_OHMS) / PROBE_B + 1 / PROBE_AT_K) - ZERO_C_K


# Ranges: Sensirion SHT4x and SCD4x, ROHM BH1750FVI data sheets; the meter's own.
KINDS = (
    Kind(
        "sht4x",
        ((Quantity.TEMPERATURE, -40, 125), (Quantity.HUMIDITY, 0, 100)),
        SHT4x,
        lambda driver: tuple(driver.measurements),
    ),
    Kind(
        "scd4x",
        ((Quantity.CO2, 0, 40_000), (Quantity.TEMPERATURE, -10, 60)),
        _Co2,
        _Co2.read,
    ),
    Kind("bh1750", ((Quantity.LIGHT, 0, 65_535),), BH1750, _read_bh1750),
    Kind(
        "ads1115",
        ((Quantity.SOUND, 30, 130), (Quantity.LOUDEST, 30, 130), (Quantity.SURFACE, -20, 120)),
        _Analog,
        _Analog.read,
        _Analog.sample,
    ),
)


@dataclass(slots=True)
class Sensor:
    """One chip on the wall: ready, or lost and tried again after a growing, bounded while.

    Surprising: the first good reading after a loss is what ends the fault, not the driver's
    consent to be made, which some chips give without a word over the bus.
    """

    kind: Kind
    bus: Bus
    say: Callable[[Event], None]
    _driver: Any = None
    _faulty: bool = False
    _wait_s: float = field(default=RETRY_LEAST_S)
    _retry_at_s: float = 0.0

    def readings(self, now_s: float) -> tuple[Reading, ...]:
        """What it says now, or that it is lost."""
        if self._driver is None and now_s < self._retry_at_s:
            return self._lost()
        try:
            if self._driver is None:
                self._driver = self.kind.open(self.bus)
            values = self.kind.read(self._driver)
        except Exception as failed:  # noqa: BLE001 - drivers raise what they like
            return self._fails(failed, now_s)
        return self._answers(values)

    def sample(self) -> None:
        """Between two readings. A chip that is lost is found to be so by the next reading."""
        if self.kind.sample is None or self._driver is None:
            return
        try:
            self.kind.sample(self._driver)
        except Exception as failed:  # noqa: BLE001 - drivers raise what they like
            _log.debug("%s: no sample: %s", self.kind.name, failed)

    def _answers(self, values: Values) -> tuple[Reading, ...]:
        if self._faulty:
            self._faulty, self._wait_s = False, RETRY_LEAST_S
            self.say(FaultEnded(self.kind.name))
        pairs = zip(self.kind.measures, values, strict=True)
        return tuple(
            self._reading(quantity, value if least <= value <= most else Missing.OUT_OF_RANGE)
            for (quantity, least, most), value in pairs
            if value is not None
        )

    def _fails(self, failed: Exception, now_s: float) -> tuple[Reading, ...]:
        self._driver = None
        self._retry_at_s = now_s + self._wait_s
        self._wait_s = min(2 * self._wait_s, RETRY_MOST_S)
        if not self._faulty:
            self._faulty = True
            self.say(FaultBegan(self.kind.name, in_words(failed)))
        return self._lost()

    def _lost(self) -> tuple[Reading, ...]:
        return tuple(self._reading(each[0], Missing.SENSOR_LOST) for each in self.kind.measures)

    def _reading(self, quantity: Quantity, value: float | Missing) -> Reading:
        """Rounded to what such a sensor can tell, or why there is no number."""
        rounded = value if isinstance(value, Missing) else round(value, 2)
        return Reading(quantity=quantity, sensor=self.kind.name, value=rounded)


class Sensors:
    """All of them in turn, every two seconds; one that fails stops none of the others."""

    def __init__(
        self, bus: Bus, loop: asyncio.AbstractEventLoop, say: Callable[[Event], None]
    ) -> None:
        self._loop, self._say = loop, say
        self._sensors = [Sensor(kind, bus, self._hop) for kind in KINDS]
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._live, name="sensors", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _live(self) -> None:
        while not self._stopping.is_set():
            began_s = time.monotonic()
            readings = tuple(r for sensor in self._sensors for r in sensor.readings(began_s))
            if readings:
                self._hop(Measured(readings))
            self._sample_until(began_s + EVERY_S)

    def _sample_until(self, ends_s: float) -> None:
        while not self._stopping.is_set() and (left_s := ends_s - time.monotonic()) > 0:
            self._stopping.wait(min(SAMPLED_EVERY_S, left_s))
            for sensor in self._sensors:
                sensor.sample()

    def _hop(self, event: Event) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._say, event)
