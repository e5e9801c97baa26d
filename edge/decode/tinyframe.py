"""TinyFrame, the framing of Seeed MR60BHA2 and Hi-Link HLK-LD6002: bytes to frames.

    01 | ID(2,BE) | LEN(2,BE) | TYPE(2,BE) | HEAD_CKSUM | DATA(LEN) | DATA_CKSUM

HEAD_CKSUM is the complement of the XOR of the seven bytes before it, DATA_CKSUM of DATA.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import xor

SYNC = b"\x01"
HEADER = struct.Struct(">xHHHB")  # after the sync byte: id, length, type, check
LENGTH_MOST = 512  # of DATA; the longest known is 3 targets, 52 bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """One whole frame with both checks right."""

    kind: int
    payload: bytes


class TinyFrames:
    """Whole frames out of whatever pieces the wire delivers.

    Junk is skipped and a frame whose check is wrong is dropped; both are counted, so that a
    failing cable is a number on a dashboard before it is a silence. A header that claims more
    than ``LENGTH_MOST`` is junk and never waited for, so that at most one such frame is held.
    """

    def __init__(self) -> None:
        self.junk_bytes = 0
        self.bad_checks = 0
        self._held = bytearray()

    def feed(self, data: bytes) -> tuple[Frame, ...]:
        """Take bytes; return the frames they completed, oldest first."""
        self._held += data
        frames = []
        while self._align() and (size := self._whole()):
            if check_of(self._held[HEADER.size : size - 1]) == self._held[size - 1]:
                frames.append(self._take(size))
            else:
                self.bad_checks += 1
                self._skip(1)  # one byte only: a real frame may start inside
        return tuple(frames)

    def forget(self) -> None:
        """The port was closed: what was half received will never be whole."""
        self._skip(len(self._held))

    def _align(self) -> bool:
        """Drop everything before the next header that could be one; say whether it is all here."""
        while True:
            start = self._held.find(SYNC)
            self._skip(len(self._held) if start < 0 else start)
            if len(self._held) < HEADER.size:
                return False
            if self._header_holds():
                return True
            self._skip(1)

    def _header_holds(self) -> bool:
        _, length, _, check = HEADER.unpack_from(self._held)
        if check_of(self._held[: HEADER.size - 1]) != check:
            self.bad_checks += 1
            return False
        return bool(length <= LENGTH_MOST)

    def _whole(self) -> int:
        """The size of the frame at the front once all of it is here, else 0."""
        size = HEADER.size + int(HEADER.unpack_from(self._held)[1]) + 1
        return size if len(self._held) >= size else 0

    def _take(self, size: int) -> Frame:
        frame = Frame(
            kind=HEADER.unpack_from(self._held)[2],
            payload=bytes(self._held[HEADER.size : size - 1]),
        )
        del self._held[:size]
        return frame

    def _skip(self, count: int) -> None:
        self.junk_bytes += count
        del self._held[:count]


def check_of(covered: Iterable[int]) -> int:
    """The complement of the XOR; of nothing it is 0xFF."""
    return ~reduce(xor, covered, 0) & 0xFF
