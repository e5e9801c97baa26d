"""The radar's wire, as it comes: in pieces, with junk, torn, and with promises of long frames."""

import struct
from functools import reduce
from itertools import pairwise
from operator import xor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge.decode.mr60bha2 import Mr60bha2
from edge.decode.sayings import Distance, ModuleRate, Phases, Presence, Targets
from edge.decode.tinyframe import HEADER, LENGTH_MOST, Frame, TinyFrames
from tests.wire import mr60bha2 as golden

HOLDS_MOST = HEADER.size + LENGTH_MOST + 1


def framed(kind: int, payload: bytes, *, claims: int | None = None) -> bytes:
    """A frame as the data sheet has it; written here again, apart from the decoder."""
    length = len(payload) if claims is None else claims
    head = struct.pack(">BHHH", 1, 0x8000, length, kind)
    return head + bytes([checked(head)]) + payload + bytes([checked(payload)])


def checked(covered: bytes) -> int:
    return 0xFF ^ reduce(xor, covered, 0)


frames = st.builds(Frame, kind=st.integers(0, 0xFFFF), payload=st.binary(max_size=60))
# Noise in which no frame can begin: it holds no start byte.
noise = st.binary(max_size=40).map(lambda data: data.replace(b"\x01", b"\x02"))


def fed_in_pieces(decoder: TinyFrames, data: bytes, cuts: list[int]) -> list[Frame]:
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    pieces = [data[a:b] for a, b in pairwise(edges)]
    return [frame for piece in pieces for frame in decoder.feed(piece)]


def test_the_golden_bytes_say_what_the_data_sheet_says() -> None:
    assert Mr60bha2().feed(golden.ALL) == (
        ModuleRate("breathing", 16.0),
        ModuleRate("heart", 72.0),
        Distance(is_valid=True, range_cm=85.5),
        Phases(0.5, 1.25, -0.125),
        Presence(is_there=True),
    )


def test_the_vendors_own_example_of_a_rate_is_read() -> None:
    (said,) = Mr60bha2().feed(framed(0x0A14, bytes.fromhex("6666A241")))
    assert isinstance(said, ModuleRate)
    assert said.claimed_per_min == pytest.approx(20.3, abs=1e-5)


def test_one_byte_at_a_time_is_as_good_as_all_at_once() -> None:
    decoder = Mr60bha2()
    said = [saying for byte in golden.ALL for saying in decoder.feed(bytes([byte]))]
    assert tuple(said) == Mr60bha2().feed(golden.ALL)


@settings(deadline=None)
@given(st.lists(frames, max_size=6), st.lists(st.integers(0, 1000), max_size=12))
def test_however_the_port_cuts_the_bytes_the_frames_are_the_same(
    sent: list[Frame], cuts: list[int]
) -> None:
    data = b"".join(framed(frame.kind, frame.payload) for frame in sent)
    assert fed_in_pieces(TinyFrames(), data, cuts) == sent


@settings(deadline=None)
@given(st.lists(st.tuples(noise, frames), max_size=6), noise)
def test_noise_before_and_between_frames_costs_no_frame_and_is_counted(
    sent: list[tuple[bytes, Frame]], after: bytes
) -> None:
    decoder = TinyFrames()
    data = b"".join(junk + framed(frame.kind, frame.payload) for junk, frame in sent) + after
    assert list(decoder.feed(data)) == [frame for _, frame in sent]
    assert decoder.junk_bytes == sum(len(junk) for junk, _ in sent) + len(after)


@settings(deadline=None)
@given(st.binary(max_size=12))
def test_a_false_start_never_costs_more_than_the_longest_frame(prefix: bytes) -> None:
    decoder = TinyFrames()
    rest = golden.SOMEBODY * (HOLDS_MOST // len(golden.SOMEBODY) + 3)
    heard = decoder.feed(b"\x01" + prefix + rest)
    assert heard[-1] == Frame(0x0F09, b"\x01")


def test_a_frame_that_begins_inside_a_spoilt_one_is_found() -> None:
    spoilt = bytearray(framed(0x0A13, golden.SOMEBODY + bytes(2)))
    spoilt[-1] ^= 0x40
    decoder = TinyFrames()
    assert decoder.feed(bytes(spoilt)) == (Frame(0x0F09, b"\x01"),)
    assert decoder.bad_checks >= 1


def test_a_flipped_bit_loses_its_frame_and_no_other() -> None:
    spoilt = bytearray(golden.ALL)
    spoilt[10] ^= 1  # in the first frame's number
    decoder = Mr60bha2()
    assert len(decoder.feed(bytes(spoilt))) == 4
    assert decoder.frames.bad_checks >= 1


def test_a_frame_that_claims_an_absurd_length_is_not_waited_for() -> None:
    decoder = TinyFrames()
    absurd = framed(0x0A13, b"", claims=0xFFFF)
    assert decoder.feed(absurd + golden.SOMEBODY) == (Frame(0x0F09, b"\x01"),)
    assert decoder.junk_bytes == len(absurd)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=20))
def test_no_bytes_whatever_make_it_raise_or_hold_more_than_one_frame(pieces: list[bytes]) -> None:
    decoder = Mr60bha2()
    for piece in pieces:
        decoder.feed(piece)
        assert len(decoder.frames._held) <= HOLDS_MOST


@settings(deadline=None)
@given(st.integers(0, 0xFFFF) | st.sampled_from([0x0A13, 0x0A16, 0x0F09, 0x0A04]), st.binary())
def test_any_payload_is_a_saying_or_a_count_and_nothing_is_raised(
    kind: int, payload: bytes
) -> None:
    decoder = Mr60bha2()
    whole = framed(kind, payload[:LENGTH_MOST])
    assert len(decoder.feed(whole)) + decoder.malformed + decoder.unknown == 1


@pytest.mark.parametrize("worth", [float("nan"), float("inf"), -float("inf"), 3e38])
def test_a_phase_that_is_no_number_or_out_of_the_world_is_refused(worth: float) -> None:
    decoder = Mr60bha2()
    assert decoder.feed(framed(0x0A13, struct.pack("<3f", worth, 0, 0))) == ()
    assert decoder.malformed == 1


def test_a_presence_of_four_bytes_is_read_like_one_of_one() -> None:
    decoder = Mr60bha2()
    said = decoder.feed(framed(0x0F09, bytes(4)) + framed(0x0F09, b"\x01\x00\x00\x00"))
    assert said == (Presence(is_there=False), Presence(is_there=True))


def test_the_count_of_targets_is_heard_and_an_absurd_one_is_not() -> None:
    decoder = Mr60bha2()
    two = struct.pack("<I", 2) + struct.pack("<ffii", 0.1, 0.8, 0, 0) * 2
    assert decoder.feed(framed(0x0A04, two)) == (Targets(2),)
    assert decoder.feed(framed(0x0A08, struct.pack("<I", 4_000_000))) == ()
    assert decoder.malformed == 1


def test_half_a_frame_is_forgotten_when_the_port_closes() -> None:
    decoder = TinyFrames()
    decoder.feed(golden.PHASES[:15])
    decoder.forget()
    assert decoder.feed(golden.SOMEBODY) == (Frame(0x0F09, b"\x01"),)
