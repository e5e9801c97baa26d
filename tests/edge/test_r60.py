"""The rate-reporting radars' wire: torn, noisy and lying."""

import struct
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.decode.r60 import R60
from edge.decode.r60_frames import HEADER, LENGTH_MOST, TAIL, R60Frame, R60Frames
from edge.decode.sayings import (
    BodyMovement,
    BreathWord,
    Distance,
    ModuleBreath,
    ModuleRate,
    ModuleWave,
    Motion,
    Place,
    Presence,
    Stir,
)
from tests.wire import r60 as golden

HOLDS_MOST = HEADER.size + LENGTH_MOST + 1 + len(TAIL)


def framed(control: int, command: int, payload: bytes, *, claims: int | None = None) -> bytes:
    """A frame as the manual has it; written here again, apart from decoder and simulator."""
    length = len(payload) if claims is None else claims
    body = struct.pack(">BBBBH", 0x53, 0x59, control, command, length) + payload
    return body + struct.pack("BBB", sum(body) & 0xFF, 0x54, 0x43)


def sent(frame: R60Frame) -> bytes:
    return framed(frame.control, frame.command, frame.payload)


frames = st.builds(
    R60Frame,
    control=st.integers(0, 255),
    command=st.integers(0, 255),
    payload=st.binary(max_size=LENGTH_MOST),
)
# Noise in which no frame can begin: it holds no first byte of one.
noise = st.binary(max_size=40).map(lambda data: data.replace(b"\x53", b"\x52"))


def test_the_golden_bytes_say_what_the_manual_says() -> None:
    assert R60().feed(golden.ALL) == (
        ModuleRate("heart", 72.0),
        ModuleRate("breathing", 16.0),
        Presence(is_there=True),
        Distance(is_valid=True, range_cm=85.0),
    )


@pytest.mark.parametrize(
    ("control", "command", "payload", "said"),
    [
        (0x80, 0x01, "00", Presence(is_there=False)),
        (0x80, 0x02, "00", Motion(Stir.NONE)),
        (0x80, 0x02, "01", Motion(Stir.STILL)),
        (0x80, 0x02, "02", Motion(Stir.ACTIVE)),
        (0x80, 0x03, "64", BodyMovement(100)),
        (0x80, 0x05, "8004 0055 FFFF", Place(-4, 85, -32767)),
        (0x81, 0x01, "04", ModuleBreath(BreathWord.NONE)),
        (0x81, 0x05, "80 FF 00 81 7F", ModuleWave("breathing", (0.0, 127.0, -128.0, 1.0, -1.0))),
        (0x85, 0x05, "80 80 80 80 54", ModuleWave("heart", (0.0, 0.0, 0.0, 0.0, -44.0))),
    ],
)
def test_every_word_of_the_manual_is_read(control, command, payload, said) -> None:
    assert R60().feed(framed(control, command, bytes.fromhex(payload))) == (said,)


@pytest.mark.parametrize(
    ("control", "command", "payload"),
    [
        (0x80, 0x01, "02"),
        (0x80, 0x01, ""),
        (0x80, 0x02, "03"),
        (0x80, 0x03, "65"),
        (0x80, 0x04, "55"),
        (0x80, 0x05, "0001 0002"),
        (0x81, 0x01, "00"),
        (0x81, 0x02, "10 10"),
        (0x85, 0x05, "80 80 80 80"),
    ],
)
def test_a_word_that_the_manual_does_not_know_is_counted(control, command, payload) -> None:
    radar = R60()
    assert radar.feed(framed(control, command, bytes.fromhex(payload))) == ()
    assert radar.counters["radar malformed"] == 1


def test_what_is_of_no_use_is_counted_apart_from_what_nobody_knows() -> None:
    radar = R60()
    assert radar.feed(framed(0x84, 0x0C, bytes(8)) + framed(0x99, 1, b"\x01") + golden.RESET) == ()
    assert (radar.counters["radar unread"], radar.counters["radar unknown"]) == (2, 1)


def test_one_byte_at_a_time_is_as_good_as_all_at_once() -> None:
    radar = R60()
    said = [saying for byte in golden.ALL for saying in radar.feed(bytes([byte]))]
    assert tuple(said) == R60().feed(golden.ALL)


@given(st.lists(frames, max_size=6), st.lists(st.integers(0, 1000), max_size=12))
def test_however_the_port_cuts_the_bytes_the_frames_are_the_same(
    some: list[R60Frame], cuts: list[int]
) -> None:
    data = b"".join(sent(frame) for frame in some)
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    decoder = R60Frames()
    found = [frame for a, b in pairwise(edges) for frame in decoder.feed(data[a:b])]
    assert found == some


@given(st.lists(st.tuples(noise, frames), max_size=6), noise)
def test_noise_costs_no_frame_and_is_counted(
    some: list[tuple[bytes, R60Frame]], after: bytes
) -> None:
    decoder = R60Frames()
    data = b"".join(junk + sent(frame) for junk, frame in some) + after
    assert list(decoder.feed(data)) == [frame for _, frame in some]
    assert decoder.junk_bytes == sum(len(junk) for junk, _ in some) + len(after)


@given(st.binary(max_size=12))
def test_a_false_start_never_costs_more_than_the_longest_frame(prefix: bytes) -> None:
    decoder = R60Frames()
    rest = golden.SOMEBODY * (HOLDS_MOST // len(golden.SOMEBODY) + 3)
    assert decoder.feed(b"\x53\x59" + prefix + rest)[-1] == R60Frame(0x80, 0x01, b"\x01")


def test_a_tail_inside_the_content_ends_nothing() -> None:
    assert R60Frames().feed(framed(0x85, 0x05, b"\x54\x43\x54\x43\x54")) == (
        R60Frame(0x85, 0x05, b"\x54\x43\x54\x43\x54"),
    )


@pytest.mark.parametrize("at", range(2, len(golden.DISTANCE_85_CM)))
@pytest.mark.parametrize("bit", range(8))
def test_a_flipped_bit_loses_its_frame_and_not_the_next(at: int, bit: int) -> None:
    spoilt = bytearray(golden.DISTANCE_85_CM)
    spoilt[at] ^= 1 << bit
    decoder = R60Frames()
    found = decoder.feed(bytes(spoilt) + golden.SOMEBODY * 8)
    assert found == (R60Frame(0x80, 0x01, b"\x01"),) * 8
    assert decoder.junk_bytes == len(spoilt)


def test_a_length_that_is_a_lie_is_not_waited_for() -> None:
    decoder = R60Frames()
    lie = framed(0x80, 0x01, b"\x01", claims=LENGTH_MOST + 1)
    assert decoder.feed(lie + golden.SOMEBODY) == (R60Frame(0x80, 0x01, b"\x01"),)


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_no_bytes_whatever_make_it_raise_or_hold_more_than_one_frame(pieces: list[bytes]) -> None:
    radar = R60()
    for piece in pieces:
        radar.feed(piece)
        assert len(radar.frames._held) <= HOLDS_MOST


@given(
    st.sampled_from([0x80, 0x81, 0x84, 0x85]) | st.integers(0, 255),
    st.integers(0, 8),
    st.binary(max_size=64),
)
def test_any_content_is_a_saying_or_a_count(control: int, command: int, payload: bytes) -> None:
    radar = R60()
    said = radar.feed(framed(control, command, payload))
    assert len(said) + radar.malformed + radar.unknown + radar.unread == 1
