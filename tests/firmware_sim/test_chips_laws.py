"""What holds of every chip, whatever is written to it."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_sim.chips.ads1115 import Ads1115
from firmware_sim.chips.bh1750 import Bh1750
from firmware_sim.chips.chip import Chip, NackError
from firmware_sim.chips.crc import crc8, worded
from firmware_sim.chips.mcp4728 import Mcp4728
from firmware_sim.chips.scd4x import COMMANDS, FACTORY, Scd4x
from firmware_sim.chips.sht4x import MEASUREMENTS, Sht4x

CHIPS: dict[str, Callable[[], Chip]] = {
    "sht4x": lambda: Sht4x(1),
    "scd4x": lambda: Scd4x(1),
    "bh1750": Bh1750,
    "ads1115": Ads1115,
    "mcp4728": Mcp4728,
}
known = st.one_of(
    st.sampled_from([bytes([code]) for code in MEASUREMENTS]),
    st.sampled_from([code.to_bytes(2, "big") for code in COMMANDS]),
    st.builds(
        lambda code, word: code.to_bytes(2, "big") + worded(word),
        st.sampled_from([*FACTORY, 0x362F]),
        st.integers(0, 0xFFFF),
    ),
)
written = st.one_of(st.binary(max_size=30), known)
waits = st.sampled_from([0.0, 0.001, 0.01, 0.2, 6.0, 1e6])


def test_sensirions_own_example_of_the_checksum():
    assert crc8(b"\xbe\xef") == 0x92
    assert worded(0xBEEF, 0) == b"\xbe\xef\x92\x00\x00\x81"


@pytest.mark.parametrize("name", CHIPS)
@given(talk=st.lists(st.tuples(written, st.integers(0, 40), waits), max_size=12))
def test_a_chip_refuses_or_answers_the_length_that_was_asked(name, talk):
    chip = CHIPS[name]()
    for write, read, wait_s in talk:
        with suppress(NackError):
            assert len(chip.transaction(write, read)) == read
        chip.step(wait_s)


@pytest.mark.parametrize("name", CHIPS)
@given(command=st.integers(0, 255), talk=st.lists(written, max_size=4))
def test_a_chip_survives_every_general_call(name, command, talk):
    chip = CHIPS[name]()
    for write in talk:
        chip.general_call(command)
        with suppress(NackError):
            chip.transaction(write, 0)
        chip.step(0.01)


@pytest.mark.parametrize("name", CHIPS)
def test_an_idle_chip_acknowledges_being_looked_for(name):
    assert CHIPS[name]().transaction(b"", 0) == b""


@given(raw=st.floats(-200, 500), humidity=st.floats(-50, 200), co2=st.floats(-1e6, 1e6))
def test_values_beyond_a_sensors_range_stop_at_its_end(raw, humidity, co2):
    thermometer, air = Sht4x(1), Scd4x(1)
    for chip in (thermometer, air):
        chip.temperature_c, chip.humidity_pct = raw, humidity
    air.co2_ppm = co2
    thermometer.transaction(b"\xfd", 0)
    air.transaction(b"\x21\x9d", 0)
    for chip in (thermometer, air):
        chip.step(6)
    assert len(thermometer.transaction(b"", 6)) == 6
    air.transaction(b"\xec\x05", 0)
    air.step(0.01)
    assert len(air.transaction(b"", 9)) == 9
