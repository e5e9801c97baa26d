"""Makers' published drivers are the referees of the simulated chips."""

import adafruit_bh1750
import adafruit_mcp4728
import adafruit_scd4x
import adafruit_sht4x
import pytest
from adafruit_ads1x15 import AnalogIn
from adafruit_ads1x15.ads1115 import ADS1115
from sensirion_driver_adapters.i2c_adapter.i2c_channel import I2cChannel
from sensirion_i2c_driver import CrcCalculator, I2cConnection
from sensirion_i2c_driver.transceiver_v1 import I2cTransceiverV1
from sensirion_i2c_scd4x.device import Scd4xDevice
from sensirion_i2c_sht4x.device import Sht4xDevice

from firmware_sim.chips.ads1115 import Ads1115
from firmware_sim.chips.bh1750 import Bh1750
from firmware_sim.chips.mcp4728 import Mcp4728
from firmware_sim.chips.scd4x import Scd4x
from firmware_sim.chips.sht4x import Sht4x


class BusTransceiver(I2cTransceiverV1):
    """Sensirion's own way onto the bus."""

    def __init__(self, bus):
        super().__init__()
        self.bus = bus

    def transceive(self, slave_address, tx_data, rx_length, read_delay, timeout):
        try:
            if tx_data is not None:
                self.bus.transact(slave_address, bytes(tx_data), 0)
            self.bus.step(read_delay)
            received = (
                b"" if rx_length is None else self.bus.transact(slave_address, b"", rx_length)
            )
        except OSError as error:
            return self.STATUS_NACK, error, b""
        return self.STATUS_OK, None, received


def sensirion(bus, address):
    crc = CrcCalculator(8, 0x31, 0xFF, 0x00)
    return I2cChannel(I2cConnection(BusTransceiver(bus)), address, crc)


MODES = adafruit_sht4x.Mode


def test_the_thermometer_tells_adafruits_driver_the_rooms_temperature(bus_of):
    chip = Sht4x(serial=0x0BADCAFE)
    sensor = adafruit_sht4x.SHT4x(bus_of(x44=chip))
    chip.temperature_c, chip.humidity_pct = 21.37, 44.5
    assert sensor.serial_number == 0x0BADCAFE
    for mode in (MODES.NOHEAT_HIGHPRECISION, MODES.NOHEAT_MEDPRECISION, MODES.NOHEAT_LOWPRECISION):
        sensor.mode = mode
        assert sensor.measurements == pytest.approx((21.37, 44.5), abs=0.01)


def test_the_thermometers_heater_warms_it_and_dries_its_air(bus_of):
    chip = Sht4x(serial=1)
    sensor = adafruit_sht4x.SHT4x(bus_of(x44=chip))
    sensor.mode = adafruit_sht4x.Mode.HIGHHEAT_1S
    warm, dry = sensor.measurements
    assert warm > chip.temperature_c + 20
    assert dry < chip.humidity_pct


def test_the_thermometer_tells_sensirions_driver_the_same(bus_of):
    chip = Sht4x(serial=0x12345678)
    chip.temperature_c, chip.humidity_pct = -3.25, 99.0
    sensor = Sht4xDevice(sensirion(bus_of(x44=chip), 0x44))
    sensor.soft_reset()
    assert sensor.serial_number() == 0x12345678
    temperature, humidity = sensor.measure_high_precision()
    assert temperature.value == pytest.approx(-3.25, abs=0.01)
    assert humidity.value == pytest.approx(99.0, abs=0.01)


def test_a_thermometer_asked_too_early_does_not_answer_and_still_measures(bus_of):
    bus = bus_of(x44=Sht4x(serial=1))
    bus.transact(0x44, b"\xfd", 0)
    with pytest.raises(OSError, match="not acknowledged"):
        bus.transact(0x44, b"", 6)
    bus.step(0.01)
    assert len(bus.transact(0x44, b"", 6)) == 6


def test_the_air_sensor_measures_every_five_seconds_for_adafruits_driver(bus_of):
    chip = Scd4x(serial=0x112233445566)
    bus = bus_of(x62=chip)
    sensor = adafruit_scd4x.SCD4X(bus)
    assert sensor.serial_number == (0x11, 0x22, 0x33, 0x44, 0x55, 0x66)
    assert sensor.sensor_variant_name == "SCD41"
    sensor.start_periodic_measurement()
    bus.step(4.5)
    assert not sensor.data_ready
    chip.co2_ppm, chip.temperature_c, chip.humidity_pct = 913, 22.2, 51.0
    bus.step(0.6)
    assert sensor.data_ready
    assert sensor.CO2 == 913
    assert not sensor.data_ready
    assert sensor.temperature == pytest.approx(22.2, abs=0.01)
    assert sensor.relative_humidity == pytest.approx(51.0, abs=0.01)


def test_the_air_sensor_refuses_to_be_set_up_while_it_measures(bus_of):
    sensor = adafruit_scd4x.SCD4X(bus_of(x62=Scd4x(serial=1)))
    sensor.start_periodic_measurement()
    with pytest.raises(RuntimeError, match="not available in periodic"):
        sensor.altitude = 100
    sensor.ambient_pressure = 990
    assert sensor.ambient_pressure == 990


def test_the_air_sensor_keeps_what_it_was_told_to_keep(bus_of):
    sensor = adafruit_scd4x.SCD4X(bus_of(x62=Scd4x(serial=1)))
    sensor.altitude = 250
    sensor.temperature_offset = 2.0
    sensor.self_calibration_enabled = False
    sensor.persist_settings()
    sensor.altitude = 300
    sensor.reinit()
    assert sensor.altitude == 250
    assert sensor.temperature_offset == pytest.approx(2.0, abs=0.01)
    assert not sensor.self_calibration_enabled
    sensor.factory_reset()
    assert sensor.altitude == 0
    assert sensor.self_calibration_enabled
    sensor.self_test()


def test_the_air_sensor_sleeps_and_wakes_without_acknowledging_it(bus_of):
    sensor = adafruit_scd4x.SCD4X(bus_of(x62=Scd4x(serial=7)))
    sensor.power_down()
    with pytest.raises(RuntimeError):
        _ = sensor.serial_number
    sensor.wake_up()
    assert sensor.serial_number == (0, 0, 0, 0, 0, 7)


def test_a_forced_calibration_needs_three_minutes_of_measuring(bus_of):
    chip = Scd4x(serial=1)
    bus = bus_of(x62=chip)
    sensor = adafruit_scd4x.SCD4X(bus)
    with pytest.raises(RuntimeError, match="3 minutes"):
        sensor.force_calibration(420)
    sensor.start_periodic_measurement()
    chip.co2_ppm = 450
    bus.step(200)
    assert sensor.force_calibration(420) == -30


def test_the_air_sensor_tells_sensirions_driver_the_same(bus_of):
    chip = Scd4x(serial=0x00000000ABCD)
    bus = bus_of(x62=chip)
    sensor = Scd4xDevice(sensirion(bus, 0x62))
    sensor.wake_up()
    sensor.stop_periodic_measurement()
    sensor.reinit()
    assert int(sensor.get_serial_number()) == 0xABCD
    chip.co2_ppm, chip.temperature_c, chip.humidity_pct = 1200, 19.0, 40.0
    sensor.start_periodic_measurement()
    bus.step(5.1)
    assert sensor.get_data_ready_status()
    co2, temperature, humidity = sensor.read_measurement()
    assert co2.value == 1200
    assert temperature.value == pytest.approx(19.0, abs=0.01)
    assert humidity.value == pytest.approx(40.0, abs=0.01)


def test_one_measurement_on_demand(bus_of):
    chip = Scd4x(serial=1)
    chip.co2_ppm = 777
    sensor = Scd4xDevice(sensirion(bus_of(x62=chip), 0x62))
    sensor.measure_single_shot()
    assert sensor.read_measurement()[0].value == 777


@pytest.mark.parametrize("lux", [0, 3.3, 250, 20_000])
def test_the_light_sensor_tells_adafruits_driver_the_light(bus_of, lux):
    chip = Bh1750()
    bus = bus_of(x23=chip)
    sensor = adafruit_bh1750.BH1750(bus)
    chip.lux = lux
    bus.step(0.2)
    assert sensor.lux == pytest.approx(lux, abs=0.5)
    sensor.resolution = adafruit_bh1750.Resolution.LOW
    assert sensor.lux == pytest.approx(lux, abs=1)


def test_a_light_sensor_that_is_shut_down_keeps_its_last_light(bus_of):
    chip = Bh1750()
    bus = bus_of(x23=chip)
    chip.lux = 100
    sensor = adafruit_bh1750.BH1750(bus)
    bus.transact(0x23, b"\x00", 0)  # the driver's own shutdown says "power on" here
    chip.lux = 5
    bus.step(10)
    assert sensor.lux == pytest.approx(100, abs=1)


def test_one_light_measurement_with_a_longer_time_counts_more(bus_of):
    chip = Bh1750()
    bus = bus_of(x23=chip)
    chip.lux = 100
    for code in (0x01, 0x40 | 138 >> 5, 0x60 | 138 & 31, 0x20):  # measurement time 138 of 69
        bus.transact(0x23, bytes([code]), 0)
    bus.step(0.2)
    assert bus.transact(0x23, b"", 2) == b"\x00\x00"
    bus.step(0.1)
    assert int.from_bytes(bus.transact(0x23, b"", 2), "big") == 240


@pytest.mark.parametrize(
    ("gain", "volts"), [(2 / 3, 2.6), (1, 1.25), (2, -0.4), (4, 0.9), (16, 0.1)]
)
def test_the_converter_tells_adafruits_driver_each_inputs_voltage(bus_of, gain, volts):
    chip = Ads1115()
    converter = ADS1115(bus_of(x48=chip), gain=gain)
    for pin in range(4):
        chip.volts = [0.0] * 4
        chip.volts[pin] = volts
        assert AnalogIn(converter, pin).voltage == pytest.approx(volts, abs=0.001)


def test_the_converter_measures_between_two_inputs_and_stops_at_full_scale(bus_of):
    chip = Ads1115()
    chip.volts = [1.0, 0.25, 0.0, 0.0]
    converter = ADS1115(bus_of(x48=chip))
    assert AnalogIn(converter, 0, 1).voltage == pytest.approx(0.75, abs=0.001)
    chip.volts[0] = 9.0
    assert AnalogIn(converter, 0).value == 0x7FFF


def test_the_converter_follows_its_input_when_it_converts_continuously(bus_of):
    chip = Ads1115()
    bus = bus_of(x48=chip)
    converter = ADS1115(bus, data_rate=860, mode=0x0000)
    sound = AnalogIn(converter, 0)
    for volts in (0.7, 1.9):
        chip.volts[0] = volts
        bus.step(0.01)
        assert sound.voltage == pytest.approx(volts, abs=0.001)


def test_a_slow_conversion_takes_its_time(bus_of):
    chip = Ads1115()
    bus = bus_of(x48=chip)
    bus.transact(0x48, b"\x01\xc3\x03", 0)  # begin one, input 0, 8 a second
    bus.step(0.1)
    assert not bus.transact(0x48, b"\x01", 2)[0] & 0x80
    bus.step(0.03)
    assert bus.transact(0x48, b"\x01", 2)[0] & 0x80


def test_adafruits_driver_dims_the_lights(bus_of):
    chip = Mcp4728()
    lights = adafruit_mcp4728.MCP4728(bus_of(x60=chip))
    lights.channel_a.raw_value = 4095
    lights.channel_b.normalized_value = 0.25
    assert chip.fraction(0) == 1
    assert chip.fraction(1) == pytest.approx(0.25, abs=0.001)
    assert chip.fraction(2) == chip.fraction(3) == 0


def test_the_lights_come_back_as_they_were_saved(bus_of):
    chip = Mcp4728()
    bus = bus_of(x60=chip)
    lights = adafruit_mcp4728.MCP4728(bus)
    lights.channel_c.vref = adafruit_mcp4728.Vref.INTERNAL
    lights.channel_c.gain = 2
    lights.channel_a.raw_value = 1000
    lights.save_settings()
    bus.step(0.05)
    lights.channel_a.raw_value = 4000
    chip.general_call(0x06)
    again = adafruit_mcp4728.MCP4728(bus)
    assert again.channel_a.raw_value == 1000
    assert (again.channel_c.vref, again.channel_c.gain) == (1, 1)
    assert chip.fraction(0) == pytest.approx(1000 / 4095)


def test_lights_that_are_held_wait_for_the_update(bus_of):
    chip = Mcp4728()
    bus = bus_of(x60=chip)
    bus.transact(0x60, b"\x41\x08\x00", 0)  # channel A to 2048, held
    assert chip.fraction(0) == 0
    chip.general_call(0x08)
    assert chip.fraction(0) == pytest.approx(0.5, abs=0.001)


def test_a_channel_that_is_powered_down_gives_nothing_until_woken(bus_of):
    chip = Mcp4728()
    bus = bus_of(x60=chip)
    bus.transact(0x60, b"\x0f\xff\x0f\xff", 0)  # fast write: A and B full
    bus.transact(0x60, b"\xa4\x00", 0)  # power down A
    assert (chip.fraction(0), chip.fraction(1)) == (0, 1)
    chip.general_call(0x09)
    assert chip.fraction(0) == 1


def test_one_channel_is_written_and_saved_alone_and_several_from_one_on(bus_of):
    chip = Mcp4728()
    bus = bus_of(x60=chip)
    bus.transact(0x60, b"\x5c\x08\x00", 0)  # single write: C to 2048, saved
    assert [round(chip.fraction(i), 2) for i in range(4)] == [0, 0, 0.5, 0]
    bus.transact(0x60, b"\x52\x0f\xff\x0f\xff\x0f\xff", 0)  # it is still saving: ignored
    assert chip.fraction(1) == 0
    bus.step(0.05)
    bus.transact(0x60, b"\x52\x0f\xff\x0f\xff\x0f\xff", 0)  # sequential write: B to D full
    assert [chip.fraction(i) for i in range(4)] == [0, 1, 1, 1]
