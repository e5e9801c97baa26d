"""MQTT as bytes: any pieces make the same packets, and nothing that comes fills the memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.outside import packets
from hub.outside.packets import (
    PAYLOAD_KEPT,
    Answered,
    Kind,
    Packet,
    PacketError,
    Packets,
    Published,
)

CONNACK = b"\x20\x02\x00\x00"
GIANT = 3 * PAYLOAD_KEPT

published = st.builds(
    packets.publish,
    st.integers(1, 0xFFFF),
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.one_of(st.binary(max_size=300), st.just(bytes(GIANT))),
    retained=st.booleans(),
)
acknowledged = st.integers(1, 0xFFFF).map(packets.acknowledge)
stream = st.lists(st.one_of(published, acknowledged, st.just(CONNACK)), max_size=8).map(b"".join)


@given(stream, st.lists(st.integers(1, 5000), max_size=30))
def test_whatever_pieces_the_wire_delivers_the_same_packets_come_out(
    said: bytes, cuts: list[int]
) -> None:
    whole, pieces = Packets(), Packets()
    found: list[Packet] = []
    left = said
    for cut in cuts:
        found += pieces.feed(left[:cut])
        left = left[cut:]
    found += pieces.feed(left)
    assert tuple(found) == whole.feed(said)


@given(
    st.text(st.characters(codec="utf-8"), max_size=100),
    st.binary(max_size=1000),
    st.booleans(),
    st.integers(1, 0xFFFF),
)
def test_what_one_end_publishes_the_other_reads(
    topic: str, payload: bytes, retained: bool, number: int
) -> None:
    said = packets.publish(number, topic, payload, retained=retained)
    assert Packets().feed(said) == (Published(topic, payload, retained, number),)


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_whatever_else_comes_is_refused_by_one_name(junk: list[bytes]) -> None:
    reading = Packets()
    try:
        for piece in junk:
            reading.feed(piece)
    except PacketError:
        return


def test_a_giant_is_cut_and_what_follows_it_is_read() -> None:
    reading = Packets()
    said = packets.publish(7, "t", bytes(GIANT), retained=False) + packets.acknowledge(9)
    found: list[Packet] = []
    for at in range(0, len(said), 1000):
        found += reading.feed(said[at : at + 1000])
        assert len(reading._held) < 3 * PAYLOAD_KEPT
    assert found == [
        Published("t", bytes(PAYLOAD_KEPT), False, 7),
        Answered(Kind.PUBACK, b"\x00\x09"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        b"\x30\xff\xff\xff\xff\x7f",  # a length of five bytes
        b"\x30\x01\x00",  # a message without a topic
        b"\x32\x04\x00\x01tn",  # one whose number is cut short
        b"\x34\x05\x00\x01t\x00\x01",  # QoS 2
        b"\x40\x01\x00",  # an acknowledgement of nothing
        b"\x10\x00",  # what only clients say
        b"\x00\x00",
    ],
)
def test_what_is_not_of_a_broker_is_refused(wrong: bytes) -> None:
    with pytest.raises(PacketError):
        Packets().feed(wrong)


def test_a_topic_that_is_not_utf_8_is_a_message_all_the_same() -> None:
    said = Packets().feed(b"\x30\x06\x00\x02\xff\xfeok")
    assert said == (Published(None, b"ok", False, None),)


def test_what_the_hub_says_is_as_the_standard_has_it() -> None:
    assert packets.connect("hub", 5, "u", "pw") == (
        b"\x10\x16\x00\x04MQTT\x04\xc2\x00\x05\x00\x03hub\x00\x01u\x00\x02pw"
    )
    assert packets.connect("hub", 5, None, None) == (
        b"\x10\x0f\x00\x04MQTT\x04\x02\x00\x05\x00\x03hub"
    )
    assert packets.subscribe(1, ["a/+", "b"]) == b"\x82\x0c\x00\x01\x00\x03a/+\x01\x00\x01b\x01"
    assert (
        packets.publish(3, "a", b"x" * 200, retained=True)[:8] == b"\x33\xcd\x01\x00\x01a\x00\x03"
    )
    assert (packets.PING, packets.DISCONNECT) == (b"\xc0\x00", b"\xe0\x00")
