"""The badge reader speaks with the makers' driver over a real pseudo-terminal."""

import os
import threading
from contextlib import contextmanager

import pytest
import serial
from adafruit_pn532.uart import PN532_UART
from hypothesis import given
from hypothesis import strategies as st

from firmware_sim.badge import ACK, Pn532, framed
from firmware_sim.outside.serial_line import SerialLine

UID = bytes.fromhex("04A2B3C4")
WAKE = b"\x55\x55" + bytes(14)
ASK_FOR_CARD = framed(b"\xd4\x4a\x01\x00")
CARD_SEEN = framed(b"\xd5\x4b\x01\x01\x00\x04\x08\x04" + UID)


def awake():
    reader = Pn532()
    reader.feed(WAKE)
    return reader


@contextmanager
def on_a_line(tmp_path, reader):
    """The reader behind a terminal, kept going by a thread until the test is over."""
    line, over = SerialLine(tmp_path / "badge"), threading.Event()

    def keep_going():
        while not over.wait(0.005):
            line.send(reader.feed(line.received()))
            line.send(reader.step(0.005))

    thread = threading.Thread(target=keep_going)
    thread.start()
    try:
        yield serial.Serial(str(tmp_path / "badge"), 115200, timeout=0.1)
    finally:
        over.set()
        thread.join()
        line.close()


def test_adafruits_driver_finds_the_reader_and_reads_a_badge(tmp_path):
    reader = Pn532()
    with on_a_line(tmp_path, reader) as port:
        driver = PN532_UART(port)
        driver.SAM_configuration()
        assert driver.firmware_version == (0x32, 1, 6, 7)
        assert driver.read_passive_target(timeout=0.1) is None
        reader.present(UID)
        assert driver.read_passive_target(timeout=0.5) == UID
        reader.present(bytes.fromhex("04112233445566"))
        assert driver.read_passive_target(timeout=0.5) == bytes.fromhex("04112233445566")
        port.close()


def test_a_reader_that_went_to_sleep_wakes_for_the_driver(tmp_path):
    reader = Pn532()
    with on_a_line(tmp_path, reader) as port:
        driver = PN532_UART(port)
        assert driver.power_down()
        reader.present(UID)
        assert driver.read_passive_target(timeout=0.5) == UID
        port.close()


def test_a_reader_says_nothing_until_it_is_woken():
    reader = Pn532()
    assert reader.feed(ASK_FOR_CARD) == b""
    assert reader.feed(WAKE + framed(b"\xd4\x02")).startswith(ACK)


def test_a_waiting_reader_answers_when_a_card_comes():
    reader = awake()
    assert reader.feed(ASK_FOR_CARD) == ACK
    assert reader.step(1) == b""
    reader.present(UID)
    assert reader.step(0.02) == CARD_SEEN
    assert reader.step(0.02) == b""


def test_a_card_is_reported_as_often_as_asked_and_is_gone_after_a_second():
    reader = awake()
    reader.present(UID)
    assert reader.feed(ASK_FOR_CARD) == ACK + CARD_SEEN
    reader.step(0.5)
    assert reader.feed(ASK_FOR_CARD) == ACK + CARD_SEEN
    reader.step(0.6)
    assert reader.feed(ASK_FOR_CARD) == ACK


@pytest.mark.parametrize("ends_it", [ACK, framed(b"\xd4\x02")])
def test_an_acknowledgement_or_another_command_ends_the_waiting(ends_it):
    reader = awake()
    reader.feed(ASK_FOR_CARD)
    reader.feed(ends_it)
    reader.present(UID)
    assert reader.step(0.02) == b""


def test_a_command_of_another_kind_is_a_syntax_error_and_a_spoilt_one_is_ignored():
    reader = awake()
    assert reader.feed(framed(b"\xd4\x7e")) == ACK + bytes.fromhex("0000ff01ff7f8100")
    spoilt = bytearray(framed(b"\xd4\x02"))
    spoilt[-2] ^= 1
    assert reader.feed(bytes(spoilt)) == b""
    assert reader.feed(framed(b"\xd4\x02")) == ACK + framed(b"\xd5\x03\x32\x01\x06\x07")


@given(cuts=st.lists(st.integers(1, 6), max_size=40))
def test_a_command_may_come_in_pieces(cuts):
    reader, rest, out = awake(), framed(b"\xd4\x14\x01\x14\x01") + framed(b"\xd4\x02"), b""
    for cut in cuts:
        out, rest = out + reader.feed(rest[:cut]), rest[cut:]
    out += reader.feed(rest)
    assert out == ACK + framed(b"\xd5\x15") + ACK + framed(b"\xd5\x03\x32\x01\x06\x07")


@given(junk=st.lists(st.binary(max_size=60), max_size=20))
def test_no_bytes_make_the_reader_stumble(junk):
    reader = awake()
    for each in junk:
        reader.feed(each)
        reader.step(0.01)
    reader.feed(bytes(300))  # whatever was promised has come by now
    assert reader.feed(WAKE + framed(b"\xd4\x02")).endswith(framed(b"\xd5\x03\x32\x01\x06\x07"))


def test_a_line_that_nobody_reads_drops_and_counts_and_never_waits(tmp_path):
    line = SerialLine(tmp_path / "radar")
    line.send(bytes(100))
    assert line.dropped_bytes == 100
    with serial.Serial(str(tmp_path / "radar"), timeout=0.2) as port:
        line.send(b"heard")
        assert port.read(5) == b"heard"
        for _ in range(100):
            line.send(bytes(1000))
        assert line.dropped_bytes > 50_000
    line.close()
    assert not (tmp_path / "radar").is_symlink()


def test_a_line_carries_every_byte_as_it_is_both_ways(tmp_path):
    line, every = SerialLine(tmp_path / "radar"), bytes(range(256))
    with serial.Serial(str(tmp_path / "radar"), timeout=0.2) as port:
        line.send(every)
        assert port.read(256) == every
        port.write(every)
        assert line.received() == every
    line.close()


def test_a_line_is_raw_for_whoever_just_opens_it(tmp_path):
    line = SerialLine(tmp_path / "radar")
    plain = os.open(tmp_path / "radar", os.O_RDWR | os.O_NOCTTY)
    line.send(b"\r\x04\x11")
    assert os.read(plain, 10) == b"\r\x04\x11"
    assert line.received() == b""  # no echo
    os.close(plain)
    line.close()


def test_a_new_line_replaces_the_link_of_an_old_one(tmp_path):
    old = SerialLine(tmp_path / "radar")
    new = SerialLine(tmp_path / "radar")
    old.close()
    assert (tmp_path / "radar").is_symlink()
    new.close()
