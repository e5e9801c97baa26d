"""The room's sensors and lamps, by their makers' own drivers, over the simulator's bus."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import pairwise
from math import isnan
from typing import Any

import pytest

from edge.events import Event, FaultBegan, FaultEnded, Measured, Positions
from edge.outside import lamps as lamps_module
from edge.outside import sensors as sensors_module
from edge.outside.board import Board
from edge.outside.i2c import Bus, LinuxI2C
from edge.outside.lamps import Lamps
from edge.outside.sensors import KINDS, Kind, Sensor, Sensors, surface_c, together_dba
from edge.room_events import LampsStand
from tests.edge.simulated import Sim, of, simulated, until
from ward.readings import Missing, Quantity, Reading

SOUND = "ads1115"


@pytest.fixture(scope="module")
def sim() -> Iterator[Sim]:
    with simulated() as running:
        yield running


@asynccontextmanager
async def bus_of(sim: Sim) -> AsyncIterator[tuple[Bus, list[Event]]]:
    heard: list[Event] = []
    board = Board(sim.room / "board.sock", asyncio.get_running_loop(), heard.append)
    board.start()
    assert await board.greeted(5)
    try:
        yield Bus(board.transact), heard
    finally:
        await asyncio.to_thread(board.close)


@asynccontextmanager
async def sensors_of(sim: Sim) -> AsyncIterator[list[Event]]:
    async with bus_of(sim) as (bus, heard):
        await asyncio.to_thread(bus.writeto, 0x60, bytes((0x40, 0x02, 0)))  # some light
        sensors = Sensors(bus, asyncio.get_running_loop(), heard.append)
        sensors.start()
        try:
            yield heard
        finally:
            await asyncio.to_thread(sensors.close)


def latest(heard: list[Event]) -> dict[tuple[Quantity, str], float | Missing]:
    readings = [reading for event in of(Measured, heard) for reading in event.readings]
    return {(reading.quantity, reading.sensor): reading.value for reading in readings}


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("EVERY_S", 0.2), ("RETRY_LEAST_S", 0.2), ("RETRY_MOST_S", 0.4)):
        monkeypatch.setattr(sensors_module, name, seconds)
    monkeypatch.setattr(sensors_module, "SCD4X_SILENT_MOST_S", 6.0)
    monkeypatch.setattr(lamps_module, "REFRESH_S", 0.2)
    monkeypatch.setattr(lamps_module, "RETRY_S", 0.2)


@pytest.mark.usefixtures("quickly")
def test_every_sensor_says_what_the_room_is_like(sim: Sim) -> None:
    async def story() -> None:
        async with sensors_of(sim) as heard:
            await until(lambda: len(latest(heard)) == 8, 15)
            room, says = sim.act("state"), latest(heard)
            near: dict[tuple[Quantity, str], tuple[float, float]] = {
                (Quantity.TEMPERATURE, "sht4x"): (room["temperature_c"], 0.5),
                (Quantity.TEMPERATURE, "scd4x"): (room["temperature_c"], 1.0),
                (Quantity.HUMIDITY, "sht4x"): (room["humidity_pct"], 3.0),
                (Quantity.CO2, "scd4x"): (room["co2_ppm"], 50.0),
                (Quantity.LIGHT, "bh1750"): (room["lux"], 3.0),
                (Quantity.SOUND, SOUND): (room["sound_dba"], 6.0),
                (Quantity.LOUDEST, SOUND): (room["sound_dba"], 8.0),
                (Quantity.SURFACE, SOUND): (room["temperature_c"], 1.5),
            }
            assert says.keys() == near.keys()
            for which, (value, tolerance) in near.items():
                assert says[which] == pytest.approx(value, abs=tolerance), which
            assert not of(FaultBegan, heard)

    asyncio.run(story())


@pytest.mark.usefixtures("quickly")
def test_a_lost_sensor_is_said_to_be_lost_and_stops_no_other(sim: Sim) -> None:
    async def story() -> None:
        async with sensors_of(sim) as heard:
            await until(lambda: len(latest(heard)) == 8, 15)
            for kind in KINDS:
                await loses_and_mends(sim, kind.name, heard)

    asyncio.run(story())


async def loses_and_mends(sim: Sim, device: str, heard: list[Event]) -> None:
    heard.clear()
    sim.act("lose", device=device)
    try:
        await until(lambda: of(FaultBegan, heard))
        assert [fault.device for fault in of(FaultBegan, heard)] == [device]
        heard.clear()
        await until(lambda: len(of(Measured, heard)) >= 3)
        for (_, sensor), value in latest(heard).items():
            assert (value is Missing.SENSOR_LOST) == (sensor == device)
        assert {"sht4x", "bh1750", SOUND} - {device} <= {sensor for _, sensor in latest(heard)}
    finally:
        sim.act("mend", device=device)
    await until(lambda: FaultEnded(device) in heard)
    assert not of(FaultBegan, heard)  # once is enough
    if device != "scd4x":  # whose next number takes five seconds
        await until(lambda: Missing.SENSOR_LOST not in latest(heard).values())


def sensor_of(read: Callable[[Any], tuple[float | None, ...]]) -> tuple[Sensor, list[Event]]:
    said: list[Event] = []
    kind = Kind("x", ((Quantity.LIGHT, 0, 100),), lambda bus: bus, read)
    return Sensor(kind, Bus(lambda _a, _w, _r: b""), said.append), said


def test_a_value_beyond_the_data_sheet_is_no_number() -> None:
    values = iter([50.0, 101.0, -1.0, float("nan")])
    sensor, said = sensor_of(lambda _: (next(values),))
    assert [sensor.readings(0.0)[0].value for _ in range(4)] == [
        50.0,
        Missing.OUT_OF_RANGE,
        Missing.OUT_OF_RANGE,
        Missing.OUT_OF_RANGE,
    ]
    assert said == []


def test_a_measurement_is_told_once_and_silence_in_between_is_no_loss() -> None:
    values = iter([None, 3.0, None])
    sensor, said = sensor_of(lambda _: (next(values),))
    told = [sensor.readings(float(at)) for at in range(3)]
    assert [len(readings) for readings in told] == [0, 1, 0]
    assert said == []


def test_a_lost_sensor_is_tried_again_ever_more_slowly_but_always() -> None:
    tried: list[float] = []
    clock = [0.0]

    def read(_: Any) -> tuple[float]:
        tried.append(clock[0])
        raise OSError("gone")

    sensor, said = sensor_of(read)
    for at in range(200):
        clock[0] = float(at)
        lost = Reading(quantity=Quantity.LIGHT, sensor="x", value=Missing.SENSOR_LOST)
        assert sensor.readings(clock[0]) == (lost,)
    gaps = [later - sooner for sooner, later in pairwise(tried)]
    assert gaps[:4] == [2, 4, 8, 16]
    assert set(gaps[4:]) == {30}
    assert said == [FaultBegan("x", "gone")]


def test_a_conversion_that_never_ends_is_given_up() -> None:
    ads1115 = next(kind for kind in KINDS if kind.name == SOUND)
    driver = ads1115.open(Bus(lambda _a, _w, read: b"\x00" * read))
    with pytest.raises(OSError, match="does not end"):
        ads1115.read(driver)


@pytest.mark.usefixtures("quickly")
def test_a_co2_sensor_that_lost_its_power_is_not_believed_for_ever(sim: Sim) -> None:
    async def story() -> None:
        async with bus_of(sim) as (bus, _):
            scd4x = next(kind for kind in KINDS if kind.name == "scd4x")
            driver = await asyncio.to_thread(scd4x.open, bus)
            await asyncio.to_thread(bus.writeto, 0x62, b"\x3f\x86")  # as if it had restarted: idle
            await asyncio.sleep(0.6)  # it takes half a second to stop
            driver._heard_s -= 7
            with pytest.raises(TimeoutError, match="stopped measuring"):
                await asyncio.to_thread(scd4x.read, driver)

    asyncio.run(story())


@pytest.mark.usefixtures("quickly")
def test_lamps_go_where_they_are_told_and_are_told_again_after_a_loss(sim: Sim) -> None:
    def stand() -> tuple[float, float]:
        state = sim.act("state")
        return round(state["main_light"], 3), round(state["night_light"], 3)

    async def story() -> None:
        async with bus_of(sim) as (bus, heard):
            lamps = Lamps(bus, asyncio.get_running_loop(), heard.append)

            def led_to(main: float, night: float) -> bool:
                """As a node does: said again and again."""
                lamps.take(Positions(main, night, heating=False, cooling=False, indicator=False))
                return stand() == (main, night)

            lamps.start()
            await until(lambda: led_to(0.5, 0.1))
            sim.act("lose", device="mcp4728")
            await until(lambda: of(FaultBegan, heard))
            sim.act("mend", device="mcp4728")
            await until(lambda: of(FaultEnded, heard))
            await until(lambda: led_to(1.0, 0.0))
            bus.try_lock()
            await asyncio.to_thread(bus.writeto, 0x60, bytes((0x40, 0, 0)))  # another's hand
            bus.unlock()
            await until(lambda: of(LampsStand, heard)[-1] == LampsStand(0.0, 0.0))
            await until(lambda: led_to(1.0, 0.0))
            assert len(of(FaultBegan, heard)) == len(of(FaultEnded, heard)) == 1
            await asyncio.to_thread(lamps.close)
            assert stand() == (1.0, 0.0)  # nobody is left in the dark

    asyncio.run(story())


@pytest.mark.usefixtures("quickly")
def test_a_light_of_two_colours_has_its_warm_channel_on_the_third_output(sim: Sim) -> None:
    async def story() -> None:
        async with bus_of(sim) as (bus, heard):
            bus.try_lock()
            for channel, high in ((0x40, 0), (0x42, 0), (0x44, 0x08)):
                await asyncio.to_thread(bus.writeto, 0x60, bytes((channel, high, 0)))
            bus.unlock()
            lamps = Lamps(bus, asyncio.get_running_loop(), heard.append)
            lamps.start()
            await until(lambda: of(LampsStand, heard))
            stood = of(LampsStand, heard)[0]
            assert (stood.main, stood.night, round(stood.warm, 3)) == (0, 0, 0.5)

            def led() -> bool:
                lamps.take(Positions(0.2, 0.1, False, False, indicator=False, warm=0.3))
                written = lamps._written
                return written == (0.2, 0.1, 0.3)

            await until(led)
            await asyncio.to_thread(lamps.close)
            bus.try_lock()
            codes = bytearray(24)
            await asyncio.to_thread(bus.readfrom_into, 0x60, codes)
            await asyncio.to_thread(bus.writeto, 0x60, bytes((0x44, 0, 0)))
            bus.unlock()
            assert codes[13] & 0x0F == round(0.3 * 4095) >> 8
            assert codes[14] == round(0.3 * 4095) & 0xFF

    asyncio.run(story())


@pytest.mark.hazard("H-53")
@pytest.mark.usefixtures("quickly")
def test_where_the_lamps_stand_is_said_before_any_wish_is_followed(sim: Sim) -> None:
    """A program that restarts finds the lamps lit, and would have put them out at once."""

    async def story() -> None:
        async with bus_of(sim) as (bus, heard):
            bus.try_lock()
            await asyncio.to_thread(bus.writeto, 0x60, bytes((0x40, 0x08, 0)))
            bus.unlock()
            lamps = Lamps(bus, asyncio.get_running_loop(), heard.append)
            dark = Positions(0.0, 0.0, heating=False, cooling=False, indicator=False)
            lamps.take(dark)
            lamps.start()
            while lamps._driver is None:  # the loop stands still: nothing is said to it yet
                time.sleep(0.005)  # noqa: ASYNC251 - on purpose
            lamps.take(dark)
            await until(lambda: of(LampsStand, heard))
            await asyncio.sleep(0.3)
            assert of(LampsStand, heard)[0].main == pytest.approx(0.5, abs=0.001)
            assert sim.act("state")["main_light"] == pytest.approx(0.5, abs=0.001)
            await asyncio.to_thread(lamps.close)

    asyncio.run(story())


def test_the_lamps_are_written_when_something_changes_and_slowly_otherwise() -> None:
    written: list[bytes] = []

    def transact(address: int, write: bytes, read: int) -> bytes:
        written.append(write)
        return b"\x00" * read

    async def story() -> None:
        lamps = Lamps(Bus(transact), asyncio.get_running_loop(), lambda _: None)
        lamps.start()
        for _ in range(50):
            lamps.take(Positions(0.2, 0.0, heating=False, cooling=False, indicator=False))
            await asyncio.sleep(0.005)
        assert sum(1 for write in written if write) == 2  # one for each lamp
        await asyncio.to_thread(lamps.close)

    asyncio.run(story())


def test_the_bus_cuts_buffers_where_the_drivers_say() -> None:
    seen: list[tuple[int, bytes, int]] = []

    def transact(address: int, write: bytes, read: int) -> bytes:
        seen.append((address, write, read))
        return bytes(range(1, read + 1))

    bus = Bus(transact)
    bus.writeto(0x44, b"\xfd\x00\x00", end=1)
    buffer = bytearray(4)
    bus.readfrom_into(0x44, buffer, start=1, end=3)
    assert bytes(buffer) == b"\x00\x01\x02\x00"
    bus.writeto_then_readfrom(0x48, b"\x09\x01", buffer, out_start=1, in_end=2)
    assert bytes(buffer) == b"\x01\x02\x02\x00"
    assert seen == [(0x44, b"\xfd", 0), (0x44, b"", 2), (0x48, b"\x01", 2)]


def test_one_driver_at_a_time_has_the_bus() -> None:
    bus = Bus(lambda _a, _w, _r: b"")
    assert bus.try_lock()
    got = threading.Event()

    def take() -> None:
        if bus.try_lock():
            got.set()

    other = threading.Thread(target=take)
    other.start()
    assert not got.wait(0.05)
    bus.unlock()
    assert got.wait(2)
    other.join()


class FakeSMBus:
    """Takes messages as ``smbus2.SMBus`` does; the answer counts up."""

    def __init__(self, number: int) -> None:
        self.number, self.seen = number, []  # type: ignore[var-annotated]

    def i2c_rdwr(self, *messages: Any) -> None:
        for message in messages:
            reads = bool(message.flags & 1)
            self.seen.append((message.addr, reads, message.len))
            for i in range(message.len if reads else 0):
                message.buf[i] = bytes([i + 1])


def test_on_a_raspberry_pi_a_transaction_is_one_combined_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("edge.outside.i2c.SMBus", FakeSMBus)
    transact = LinuxI2C(1)
    assert transact(0x44, b"\xfd", 0) == b""
    assert transact(0x44, b"", 3) == b"\x01\x02\x03"
    assert transact(0x48, b"\x01", 2) == b"\x01\x02"
    assert transact(0x62, b"", 0) == b""
    bus: Any = transact._bus
    assert bus.number == 1
    assert bus.seen == [
        (0x44, False, 1),
        (0x44, True, 3),
        (0x48, False, 1),
        (0x48, True, 2),
        (0x62, False, 0),
    ]


def test_the_mean_of_sound_is_by_energy_and_a_bang_is_not_lost_in_it() -> None:
    assert together_dba([50.0, 50.0]) == pytest.approx(50.0)
    assert together_dba([30.0, 70.0]) == pytest.approx(67.0, abs=0.1)


@pytest.mark.hazard("H-51")
@pytest.mark.parametrize(
    ("celsius", "volts"), [(25.0, 1.65), (43.0, 1.058), (0.0, 2.545), (80.0, 0.372)]
)
def test_a_surface_probe_is_read_as_its_data_sheet_says(celsius: float, volts: float) -> None:
    """Volts by the other's formula, worked out by hand."""
    assert surface_c(volts) == pytest.approx(celsius, abs=0.3)


def test_without_a_probe_there_is_no_reading_and_a_shorted_one_is_none() -> None:
    assert surface_c(3.3) is None
    assert isnan(surface_c(0.0) or 0.0)
