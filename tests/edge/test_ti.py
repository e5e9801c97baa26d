"""Texas Instruments' packets: real ones, torn ones, and ones that lie about their lengths."""

import cmath
import struct
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.decode.sayings import (
    ModuleRate,
    ModuleWave,
    Phases,
    RangeBins,
    Saying,
    Targets,
    heard,
)
from edge.decode.ti_packets import LENGTH_MOST, MAGIC, Packet, TiPackets, Tlv
from edge.decode.ti_vitals import TiVitals
from firmware_sim.radar import ti_dialect
from firmware_sim.radar.mr60bha2 import Echo
from firmware_sim.radar.ti_lab import WAVELENGTH_MM, TiLab
from tests.wire import ti as golden


def framed(packet: Packet) -> bytes:
    """A packet as it is documented; written here again, apart from decoder and simulator."""
    body = b"".join(
        struct.pack("<II", tlv.kind, len(tlv.payload)) + tlv.payload for tlv in packet.tlvs
    )
    size = 40 + len(body) + -(40 + len(body)) % 32
    head = MAGIC + struct.pack("<8I", 1, size, 2, packet.number, 3, 0, len(packet.tlvs), 0)
    return (head + body).ljust(size, b"\x0f")


tlvs = st.builds(Tlv, kind=st.integers(0, 2**32 - 1), payload=st.binary(max_size=60))
packets = st.builds(
    Packet, number=st.integers(0, 2**32 - 1), tlvs=st.lists(tlvs, max_size=4).map(tuple)
)
# Noise in which no packet can begin.
noise = st.binary(max_size=40).map(lambda data: data.replace(MAGIC[:1], b"\x03"))


def test_the_golden_bytes_of_the_lab_say_what_the_layout_says() -> None:
    assert TiVitals().feed(golden.LAB_PACKET) == (
        Phases(1.0, 0.5, -0.125),
        *(ModuleRate("heart", each) for each in (72.0, 144.0, 70.0, 20.0)),
        *(ModuleRate("breathing", each) for each in (16.0, 15.0, 14.0)),
        RangeBins(first_bin=8, chosen_bin=9, iq=(1 - 2j, 100 - 101j, 32767j)),
    )


def test_the_golden_bytes_of_people_tracking_say_what_the_layout_says() -> None:
    assert TiVitals().feed(golden.PEOPLE_PACKET) == (
        ModuleRate("heart", 72.0),
        ModuleRate("breathing", 16.0),
        ModuleWave("heart", (0.5,) * 15),
        ModuleWave("breathing", (-2.0,) * 15),
    )


def test_of_people_tracking_nothing_is_heard_but_how_many_there_are() -> None:
    two = Packet(1, (Tlv(1010, bytes(224)), Tlv(1040, golden.PEOPLE_VITALS)))
    assert heard(TiVitals().feed(framed(two))) == (Targets(2),)


@pytest.mark.parametrize(
    "tlv",
    [
        Tlv(6, golden.LAB_VITALS[:-4]),
        Tlv(6, golden.LAB_VITALS[:16] + struct.pack("<f", float("nan")) + golden.LAB_VITALS[20:]),
        Tlv(6, golden.LAB_VITALS[:16] + struct.pack("<f", 1e9) + golden.LAB_VITALS[20:]),
        Tlv(2, golden.RANGE_PROFILE),  # of bins that no TLV 6 names
        Tlv(1010, bytes(100)),
        Tlv(1010, bytes(112 * 33)),
        Tlv(1040, golden.PEOPLE_VITALS + b"\x00"),
        Tlv(1040, golden.PEOPLE_VITALS[:4] + b"\xff" * 132),
    ],
)
def test_a_part_that_makes_no_sense_is_counted(tlv: Tlv) -> None:
    radar = TiVitals()
    assert radar.feed(framed(Packet(1, (tlv,)))) == ()
    assert radar.counters["radar malformed"] == 1


@pytest.mark.parametrize("profile", [golden.RANGE_PROFILE + bytes(4), golden.RANGE_PROFILE[:-1]])
def test_a_profile_of_other_bins_than_are_named_is_counted(profile: bytes) -> None:
    radar = TiVitals()
    said = radar.feed(framed(Packet(1, (Tlv(6, golden.LAB_VITALS), Tlv(2, profile)))))
    assert not any(isinstance(each, RangeBins) for each in said)
    assert radar.malformed == 1


def test_what_is_of_no_use_is_counted_apart_from_what_nobody_knows() -> None:
    radar = TiVitals()
    radar.feed(framed(Packet(1, (Tlv(1020, b"abc"), Tlv(77, b"")))))
    assert (radar.unread, radar.unknown) == (1, 1)


def test_one_byte_at_a_time_is_as_good_as_all_at_once() -> None:
    data, radar = golden.LAB_PACKET + golden.PEOPLE_PACKET, TiVitals()
    said = [saying for byte in data for saying in radar.feed(bytes([byte]))]
    assert tuple(said) == TiVitals().feed(data)


@given(st.lists(packets, max_size=4), st.lists(st.integers(0, 1000), max_size=12))
def test_however_the_port_cuts_the_bytes_the_packets_are_the_same(
    some: list[Packet], cuts: list[int]
) -> None:
    data = b"".join(map(framed, some))
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    decoder = TiPackets()
    assert [packet for a, b in pairwise(edges) for packet in decoder.feed(data[a:b])] == some


@given(st.lists(st.tuples(noise, packets), max_size=4), noise)
def test_noise_costs_no_packet_and_is_counted(
    some: list[tuple[bytes, Packet]], after: bytes
) -> None:
    decoder = TiPackets()
    data = b"".join(junk + framed(packet) for junk, packet in some) + after
    assert list(decoder.feed(data)) == [packet for _, packet in some]
    kept = len(decoder._held)
    assert decoder.junk_bytes + kept == sum(len(junk) for junk, _ in some) + len(after)
    assert kept < len(MAGIC)


@given(st.integers(9, len(golden.LAB_PACKET) - 1))
def test_a_packet_cut_short_costs_itself_and_at_most_the_next(at: int) -> None:
    decoder = TiPackets()
    found = decoder.feed(golden.LAB_PACKET[:at] + golden.PEOPLE_PACKET * 3)
    assert 2 <= sum(len(packet.tlvs) == 1 for packet in found) <= 3
    assert decoder.junk_bytes >= min(at, 180)


@given(st.binary(max_size=40))
def test_a_false_start_never_costs_more_than_the_longest_packet(prefix: bytes) -> None:
    decoder = TiPackets()
    rest = golden.PEOPLE_PACKET * (LENGTH_MOST // len(golden.PEOPLE_PACKET) + 3)
    assert decoder.feed(MAGIC + prefix + rest)[-1] == Packet(
        131, (Tlv(1040, golden.PEOPLE_VITALS),)
    )


@pytest.mark.parametrize("size", [0, 39, 191, 193, 223, 224, LENGTH_MOST + 1, 2**32 - 1])
def test_a_length_that_is_a_lie_is_not_believed(size: int) -> None:
    lie = bytearray(golden.PEOPLE_PACKET)
    lie[12:16] = size.to_bytes(4, "little")
    decoder = TiPackets()
    found = decoder.feed(bytes(lie) + golden.LAB_PACKET * 2)
    assert [len(packet.tlvs) for packet in found] == [2, 2]


@pytest.mark.parametrize("at", [32, 40 + 4])
@pytest.mark.parametrize("worth", [0, 3, 500, 2**32 - 1])
def test_parts_that_do_not_add_up_are_no_packet(at: int, worth: int) -> None:
    lie = bytearray(golden.LAB_PACKET)
    lie[at : at + 4] = worth.to_bytes(4, "little")
    decoder = TiPackets()
    assert [len(packet.tlvs) for packet in decoder.feed(bytes(lie) + golden.PEOPLE_PACKET)] == [1]
    assert decoder.bad_checks == 1


pieces = st.binary(max_size=200) | st.sampled_from([MAGIC, golden.LAB_PACKET[:60]])


@given(st.lists(pieces, max_size=20))
def test_no_bytes_whatever_make_it_raise_or_hold_more_than_one_packet(some: list[bytes]) -> None:
    radar = TiVitals()
    for piece in some:
        radar.feed(piece)
        assert len(radar.packets._held) <= LENGTH_MOST


# ---- real packets ------------------------------------------------------------------------------

SIZE = 288


def capture(shared_data: Path) -> bytes:
    return (shared_data / "radar" / "ti_vitals_lab" / "wire_capture_288B_packets.bin").read_bytes()


def test_all_real_packets_are_read_with_nothing_left_over(shared_data: Path) -> None:
    decoder = TiPackets()
    found = decoder.feed(capture(shared_data))
    assert [packet.number for packet in found] == list(range(131, 379))
    assert {tuple(tlv.kind for tlv in packet.tlvs) for packet in found} == {(6, 2)}
    assert (decoder.junk_bytes, decoder.bad_checks, len(decoder._held)) == (0, 0, 0)


def each_frame(said: tuple[Saying, ...]) -> list[tuple[Phases, RangeBins]]:
    phases = [each for each in said if isinstance(each, Phases)]
    bins = [each for each in said if isinstance(each, RangeBins)]
    return list(zip(phases, bins, strict=True))


def test_the_phase_of_a_real_packet_is_the_angle_of_the_bin_it_chose(shared_data: Path) -> None:
    """Two TLVs, read apart, agree to seven digits: no layout that is off by a field could."""
    found = each_frame(TiVitals().feed(capture(shared_data)))
    assert len(found) == 248
    for phases, bins in found:
        echo = bins.iq[bins.chosen_bin - bins.first_bin]
        away = cmath.exp(1j * phases.total) / (echo / abs(echo))
        assert abs(cmath.phase(away)) < 1e-6


def test_real_packets_claim_rates_and_none_of_them_is_heard(shared_data: Path) -> None:
    radar = TiVitals()
    said = radar.feed(capture(shared_data))
    claims = [each for each in said if isinstance(each, ModuleRate)]
    assert len(claims) == 248 * 7
    assert not any(radar.counters.values())
    assert {type(each) for each in heard(said)} == {Phases, RangeBins}


def test_real_packets_in_odd_pieces_over_a_bad_wire_are_read_all_but_the_spoilt(
    shared_data: Path,
) -> None:
    rng, data = Random(1), capture(shared_data)
    whole = [data[at : at + SIZE] for at in range(0, len(data), SIZE)]
    torn = {10, 77, 200}
    sent = b"".join(
        packet[: rng.randrange(9, SIZE - 28)] if number in torn else packet
        for number, packet in enumerate(whole)
    )
    decoder, found, at = TiPackets(), 0, 0
    while at < len(sent):
        size = rng.randrange(1, 700)
        found += len(decoder.feed(sent[at : at + size]))
        at += size
    assert found == 248 - len(torn)


def test_the_simulator_writes_every_real_packet_again_byte_for_byte(shared_data: Path) -> None:
    data = capture(shared_data)
    for at in range(0, len(data), SIZE):
        real = data[at : at + SIZE]
        _, _, _, number, cycles, objects, _, _ = struct.unpack("<8I", real[8:40])
        strongest, chosen, power, spent, first, last, *floats = struct.unpack(
            "<HHfIHH28f", real[48:176]
        )
        points = [
            (int(re), int(im)) for re, im in np.frombuffer(real[184:260], "<i2").reshape(-1, 2)
        ]
        vitals = ti_dialect.LabVitals(strongest, chosen, power, spent, first, last, tuple(floats))
        parts = (
            (ti_dialect.LAB_VITALS, vitals.content()),
            (ti_dialect.RANGE_PROFILE, ti_dialect.profile(points)),
        )
        assert ti_dialect.packet(number, parts, cycles=cycles, objects=objects) == real


# ---- the simulated lab -------------------------------------------------------------------------


def test_the_simulator_writes_the_golden_packets() -> None:
    floats = (1.0, 0.5, -0.125, 72.0, 144.0, 70.0, 20.0, 16.0, 15.0, 14.0)
    vitals = ti_dialect.LabVitals(0, 9, 2.0, 5, 8, 10, floats)
    profile = ti_dialect.profile([(1, -2), (100, -101), (0, 32767)])
    parts = ((6, vitals.content()), (2, profile))
    assert ti_dialect.packet(131, parts, cycles=0x5204D072, objects=99) == golden.LAB_PACKET
    people = ti_dialect.people_vitals(3, 17, (0.25, 72.0, 16.0), ([0.5] * 15, [-2.0] * 15))
    parts = ((1040, people),)  # type: ignore[assignment]
    assert ti_dialect.packet(131, parts, cycles=0x5204D072, objects=99) == golden.PEOPLE_PACKET


def test_a_simulated_chest_turns_the_phase_by_its_way() -> None:
    lab, radar = TiLab(Random(1)), TiVitals()
    found = [
        each_frame(radar.feed(lab.step(0.05, Echo(True, mm / 100, 73.0))))[0] for mm in range(100)
    ]
    (_, first), (_, last) = found[0], found[-1]
    still = lab._walls[17]
    turned = cmath.phase((last.iq[9] - still) / (first.iq[9] - still))
    assert turned == pytest.approx(4 * np.pi * 0.99 / WAVELENGTH_MM, abs=0.1)
    assert not any(radar.counters.values())


def test_a_simulated_empty_room_has_rates_all_the_same() -> None:
    said = TiVitals().feed(TiLab(Random(2)).step(1.0, Echo(in_cone=False)))
    assert sum(isinstance(each, ModuleRate) for each in said) >= 7 * 20
