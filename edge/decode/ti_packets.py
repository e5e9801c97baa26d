"""The packets of Texas Instruments' radar demonstrations: bytes to packets of TLVs.

    magic(8) | version, length of all, platform, frame number, cycles, objects, TLVs, subframe
    then each TLV: type(4) | length(4), of the payload alone | payload; padded to a multiple of 32

The eight words after the magic have four bytes each; all is little-endian. From real captures and
two parsers. There is no check sum, so a flipped bit in a payload cannot be seen. A torn packet can:
its TLVs do not add up, or the next one begins inside.
"""

import struct
from dataclasses import dataclass

MAGIC = bytes.fromhex("0201040306050807")
HEADER = struct.Struct("<8x8I")
TLV = struct.Struct("<2I")
LENGTH_MOST = 8192  # of a packet, a tenth of a second at this speed; 288 seen
TLVS_MOST = 32
PADDING = 32


@dataclass(frozen=True, slots=True)
class Tlv:
    """One part of a packet."""

    kind: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Packet:
    """One whole packet, that is one frame of the radar."""

    number: int
    tlvs: tuple[Tlv, ...]


class TiPackets:
    """Whole packets out of whatever pieces the wire delivers; what is dropped is counted."""

    def __init__(self) -> None:
        self.junk_bytes = 0
        self.bad_checks = 0
        self._held = bytearray()

    def feed(self, data: bytes) -> tuple[Packet, ...]:
        """Take bytes; return the packets they completed, oldest first."""
        self._held += data
        packets = []
        while self._align() and (size := self._whole()):
            packet = _parsed(bytes(self._held[:size]))
            if packet is None:
                self.bad_checks += 1
                self._skip(1)  # one byte only: a real packet may start inside
            else:
                packets.append(packet)
                del self._held[:size]
        return tuple(packets)

    def forget(self) -> None:
        """The port was closed: what was half received will never be whole."""
        self._skip(len(self._held))

    def _align(self) -> bool:
        """Drop everything before the next header that could be one; say whether it is all here."""
        while True:
            start = self._held.find(MAGIC)
            if start < 0:
                self._skip(max(0, len(self._held) - len(MAGIC) + 1))
                return False
            self._skip(start)
            if len(self._held) < HEADER.size:
                return False
            if self._length_holds():
                return True
            self._skip(1)

    def _length_holds(self) -> bool:
        length = self._length()
        return HEADER.size <= length <= LENGTH_MOST and length % PADDING == 0

    def _length(self) -> int:
        return int(HEADER.unpack_from(self._held)[1])

    def _whole(self) -> int:
        """The size of the packet at the front once all of it is here, else 0."""
        size = self._length()
        return size if len(self._held) >= size else 0

    def _skip(self, count: int) -> None:
        self.junk_bytes += count
        del self._held[:count]


def _parsed(packet: bytes) -> Packet | None:
    """The packet that these bytes are, if they add up to one and no other begins inside."""
    _, _, _, number, _, _, count, _ = HEADER.unpack_from(packet)
    if count > TLVS_MOST or MAGIC in packet[1:]:
        return None
    tlvs, at = [], HEADER.size
    for _ in range(count):
        if at + TLV.size > len(packet):
            return None
        kind, length = TLV.unpack_from(packet, at)
        at += TLV.size
        tlvs.append(Tlv(kind, packet[at : at + length]))
        at += length
        if at > len(packet):
            return None
    return Packet(number, tuple(tlvs)) if len(packet) - at < PADDING else None
