"""The dialect of Seeed's MR60BHA2 (and Hi-Link's LD6002): "TinyFrame" frames of bytes."""

import struct
from functools import reduce

START = 0x01
FIRST_ID = 0x8000

PHASES, BREATH_RATE, HEART_RATE, DISTANCE = 0x0A13, 0x0A14, 0x0A15, 0x0A16
TARGETS, PRESENCE = 0x0A04, 0x0F09


def check(part: bytes) -> int:
    """All bytes together by exclusive or, inverted."""
    return ~reduce(int.__xor__, part, 0) & 0xFF


def frame(frame_id: int, kind: int, content: bytes) -> bytes:
    """One whole frame; a frame without content still carries its content's check."""
    head = struct.pack(">BHHH", START, frame_id & 0xFFFF, len(content), kind)
    return head + bytes([check(head)]) + content + bytes([check(content)])


def phases(total_rad: float, breath_rad: float, heart_rad: float) -> bytes:
    return struct.pack("<3f", total_rad, breath_rad, heart_rad)


def rate(per_min: float) -> bytes:
    return struct.pack("<f", per_min)


def distance(*, valid: bool, cm: float) -> bytes:
    return struct.pack("<If", valid, cm)


def presence(*, somebody: bool) -> bytes:
    return bytes([somebody])


def targets(*at: tuple[float, float, int, int]) -> bytes:
    """Each target: x and y in metres, its doppler index, its cluster's number."""
    return struct.pack("<I", len(at)) + b"".join(struct.pack("<2f2i", *each) for each in at)


class Framer:
    """Numbers frames as they go out, from 0x8000 on, round after 0xFFFF."""

    def __init__(self) -> None:
        self._next_id = FIRST_ID

    def frame(self, kind: int, content: bytes) -> bytes:
        this_id, self._next_id = self._next_id, (self._next_id + 1) & 0xFFFF
        return frame(this_id, kind, content)
