"""The rate-reporting module's dialect against its golden bytes, and its habits."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_sim.radar import r60_dialect as r60
from firmware_sim.radar.mr60bha2 import Echo
from firmware_sim.radar.r60abd1 import R60abd1, recorded, state_of

GOLDEN = [  # sensors reference, section 1.2
    (r60.HEART_RATE, r60.byte(72), "53 59 85 02 00 01 48 7C 54 43"),
    (r60.BREATH_RATE, r60.byte(16), "53 59 81 02 00 01 10 40 54 43"),
    (r60.PRESENCE, r60.byte(1), "53 59 80 01 00 01 01 2F 54 43"),
    (r60.DISTANCE, r60.centimetres(85), "53 59 80 04 00 02 00 55 87 54 43"),
    (r60.RESET, r60.byte(0x0F), "53 59 01 02 00 01 0F BF 54 43"),
]
IN_BED, NOBODY = Echo(in_cone=True), Echo(in_cone=False)


@pytest.mark.parametrize(("kind", "content", "golden"), GOLDEN)
def test_a_frame_is_byte_for_byte_the_reference(kind, content, golden):
    assert r60.frame(kind, content) == bytes.fromhex(golden)


def frames(sent: bytes) -> list[tuple[tuple[int, int], bytes]]:
    """A strict reading of a clean wire; anything out of place fails."""
    found = []
    while sent:
        size = 9 + int.from_bytes(sent[4:6], "big")
        each, sent = sent[:size], sent[size:]
        assert (each[:2], each[-2:]) == (b"\x53\x59", b"\x54\x43")
        assert sum(each[:-3]) & 0xFF == each[-3]
        found.append(((each[2], each[3]), each[6:-3]))
    return found


def watch(radar, seconds, echo, breaths=14.0):
    return frames(b"".join(radar.step(0.25, echo, breaths) for _ in range(seconds * 4)))


def said(heard, kind):
    return [content for each, content in heard if each == kind]


def test_it_keeps_the_manuals_pace():
    heard = watch(R60abd1(Random(1)), 60, IN_BED)
    expected = {
        r60.MOVEMENT: 60, r60.BREATH_WAVE: 60, r60.HEART_WAVE: 60, r60.DISTANCE: 30,
        r60.POSITION: 30, r60.BREATH_RATE: 20, r60.HEART_RATE: 20,
    }  # fmt: skip
    for kind, times in expected.items():
        assert len(said(heard, kind)) == pytest.approx(times, abs=1), kind
    assert said(heard, r60.PRESENCE) == [b"\x00", b"\x01"]


def test_nobody_has_a_heart_and_a_breath_too():
    heard = watch(R60abd1(Random(1)), 300, NOBODY, 0.0)
    assert said(heard, r60.PRESENCE) == [b"\x00"]
    assert all(60 <= content[0] <= 120 for content in said(heard, r60.HEART_RATE))
    assert all(content[0] > 8 for content in said(heard, r60.BREATH_RATE))


def test_whoever_leaves_is_missed_after_forty_seconds():
    radar = R60abd1(Random(1))
    watch(radar, 10, IN_BED)
    assert said(watch(radar, 39, NOBODY), r60.PRESENCE) == []
    assert said(watch(radar, 2, NOBODY), r60.PRESENCE) == [b"\x00"]


@pytest.mark.parametrize(("breaths", "state"), [(0, 4), (9, 3), (10, 1), (25, 1), (26, 2)])
def test_breathing_is_one_of_four_words(breaths, state):
    assert state_of(breaths) == state


def test_a_reset_is_answered_and_everything_is_said_again():
    radar = R60abd1(Random(1))
    watch(radar, 5, IN_BED)
    asked = bytes.fromhex("53 59 01 02 00 01 0F BF 54 43")
    assert radar.hear(asked) == asked
    assert said(watch(radar, 2, IN_BED), r60.MOTION) == [b"\x01"]


@given(st.lists(st.floats(-300, 300), max_size=9), st.integers(-40000, 40000))
def test_whatever_it_sees_it_is_bytes(samples, cm):
    assert len(r60.wave(*samples)) == len(samples)
    assert len(r60.position(cm, 0, 0)) == 6


def test_a_recorded_message_is_a_frame_of_it():
    assert recorded("heart_rate", 72) == bytes.fromhex(GOLDEN[0][2])
    assert recorded("distance", 85.4) == bytes.fromhex(GOLDEN[3][2])
