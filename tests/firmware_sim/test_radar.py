"""The radar's dialect against its golden bytes, and its behaviour, bad habits included."""

import struct
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_sim.radar import tinyframe as tf
from firmware_sim.radar.kinds import RADARS
from firmware_sim.radar.mr60bha2 import LD6002, RAD_PER_MM, Echo, Mr60bha2
from firmware_sim.radar.noise import spoilt
from tests.wire import xm125

GOLDEN = [  # /sensors reference, section 1.1
    (0x8001, tf.BREATH_RATE, tf.rate(16.0), "01 80 01 00 04 0A 14 65 00 00 80 41 3E"),
    (0x8002, tf.HEART_RATE, tf.rate(72.0), "01 80 02 00 04 0A 15 67 00 00 90 42 2D"),
    (
        0x8003,
        tf.DISTANCE,
        tf.distance(valid=True, cm=85.5),
        "01 80 03 00 08 0A 16 69 01 00 00 00 00 00 AB 42 17",
    ),
    (
        0x8000,
        tf.PHASES,
        tf.phases(0.5, 1.25, -0.125),
        "01 80 00 00 0C 0A 13 6B 00 00 00 3F 00 00 A0 3F 00 00 00 BE E1",
    ),
    (0x8004, tf.PRESENCE, tf.presence(somebody=True), "01 80 04 00 01 0F 09 7D 01 FE"),
]


@pytest.mark.parametrize(("number", "kind", "content", "golden"), GOLDEN)
def test_a_frame_is_byte_for_byte_the_reference(number, kind, content, golden):
    assert tf.frame(number, kind, content) == bytes.fromhex(golden)


def test_frames_are_numbered_from_8000_and_round():
    framer = tf.Framer()
    numbers = [int.from_bytes(framer.frame(0, b"")[1:3], "big") for _ in range(0x8001)]
    assert (numbers[0], numbers[0x7FFF], numbers[0x8000]) == (0x8000, 0xFFFF, 0x0000)


def frames(sent: bytes) -> list[tuple[int, bytes]]:
    """A strict reading of a clean wire; anything out of place fails."""
    found = []
    while sent:
        start, _, length, kind = struct.unpack(">BHHH", sent[:7])
        assert start == 0x01
        assert tf.check(sent[:7]) == sent[7]
        content, sent = sent[8 : 8 + length], sent[8 + length :]
        assert tf.check(content) == sent[0]
        found.append((kind, content))
        sent = sent[1:]
    return found


def watch(radar, seconds, echo):
    return frames(b"".join(radar.step(0.025, echo) for _ in range(round(seconds * 40))))


def said(heard, kind, layout):
    return [struct.unpack(layout, content) for each, content in heard if each == kind]


IN_BED, NOBODY = Echo(in_cone=True, displacement_mm=1.0), Echo(in_cone=False)


def test_phases_come_eight_times_a_second_and_the_rest_each_second():
    heard = watch(Mr60bha2(Random(1)), 60, IN_BED)
    assert len(said(heard, tf.PHASES, "<3f")) == pytest.approx(480, abs=1)
    for kind in (tf.BREATH_RATE, tf.HEART_RATE, tf.DISTANCE, tf.PRESENCE, tf.TARGETS):
        assert sum(each == kind for each, _ in heard) == pytest.approx(60, abs=1)


def test_the_phase_is_the_chests_way_in_wavelengths():
    heard = watch(Mr60bha2(Random(1)), 10, IN_BED)
    totals = [total for total, _, _ in said(heard, tf.PHASES, "<3f")]
    assert sum(totals) / len(totals) == pytest.approx(RAD_PER_MM * 1.0, abs=0.02)
    assert pytest.approx(2.515, abs=0.001) == RAD_PER_MM


def test_vital_signs_are_zero_until_a_minute_has_passed():
    radar = Mr60bha2(Random(1))
    early, late = watch(radar, 58, IN_BED), watch(radar, 10, IN_BED)
    assert {rate for (rate,) in said(early, tf.HEART_RATE, "<f")} == {0.0}
    assert said(late, tf.HEART_RATE, "<f")[-1][0] > 40


def test_it_goes_on_reporting_somebody_who_has_left_and_then_stops():
    radar = Mr60bha2(Random(1))
    watch(radar, 100, IN_BED)
    soon, later = watch(radar, 30, NOBODY), watch(radar, 120, NOBODY)[-200:]
    assert {somebody for (somebody,) in said(soon, tf.PRESENCE, "<?")} == {True}
    assert min(rate for (rate,) in said(soon, tf.HEART_RATE, "<f")) > 40
    assert {somebody for (somebody,) in said(later, tf.PRESENCE, "<?")} == {False}
    assert {rate for (rate,) in said(later, tf.HEART_RATE, "<f")} == {0.0}
    assert {valid for valid, _ in said(later, tf.DISTANCE, "<If")} == {0}


def test_its_own_rate_does_not_show_that_breathing_stopped():
    radar = Mr60bha2(Random(1))
    watch(radar, 120, IN_BED)
    for i in range(40 * 90):
        radar.step(0.025, Echo(True, 3 * (i / 40 * 15 / 60 % 1 < 0.5)))
    assert said(watch(radar, 60, IN_BED), tf.BREATH_RATE, "<f")[-1][0] > 0


def test_an_ld6002_says_phases_rates_and_distance_all_at_one_pace_and_no_more():
    heard = watch(Mr60bha2(Random(1), LD6002), 60, IN_BED)
    assert {kind for kind, _ in heard} == {tf.PHASES, tf.BREATH_RATE, tf.HEART_RATE, tf.DISTANCE}
    for kind in (tf.PHASES, tf.BREATH_RATE, tf.HEART_RATE, tf.DISTANCE):
        assert sum(each == kind for each, _ in heard) == pytest.approx(480, abs=1)


@pytest.mark.parametrize("name", RADARS)
def test_every_radar_that_a_room_can_have_speaks_when_it_is_spoken_to(name):
    radar = RADARS[name](Random(1))
    asked = xm125.SETUP + xm125.START
    assert radar.hear(asked) + b"".join(radar.step(0.05, IN_BED) for _ in range(100))


@given(seed=st.integers(0, 2**32))
def test_a_bad_cable_never_makes_the_simulator_stumble(seed):
    rng = Random(seed)
    sent = tf.frame(0x8000, tf.PHASES, tf.phases(1, 2, 3))
    assert isinstance(spoilt(sent, rng), bytes)
    assert isinstance(spoilt(b"", rng), bytes)


def test_a_bad_cable_spoils_much_and_not_all():
    rng, sent = Random(1), tf.frame(0x8000, tf.PHASES, tf.phases(1, 2, 3))
    arrived = [spoilt(sent, rng) for _ in range(200)]
    whole = sum(each.endswith(sent) for each in arrived)
    assert all(each != sent for each in arrived) or whole < 200
    assert 40 < whole < 180
