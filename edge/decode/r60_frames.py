"""The framing of Micradar R60ABD1 and Seeed MR60BHA1: bytes to frames.

    53 59 | CTRL | CMD | LEN(2,BE) | DATA(LEN) | SUM | 54 43

SUM is the low byte of the sum of everything before it. Source: the maker's manual V3.0, by way of
its two drivers. The tail is no delimiter: 54 and 43 may stand in DATA, so LEN is honoured.
"""

import struct
from dataclasses import dataclass

SYNC = b"\x53\x59"
TAIL = b"\x54\x43"
HEADER = struct.Struct(">2xBBH")  # after the sync: control, command, length
LENGTH_MOST = 64  # of DATA; the longest that the manual lays out, a night's summary, has 12


@dataclass(frozen=True, slots=True)
class R60Frame:
    """One whole frame with sum and tail right."""

    control: int
    command: int
    payload: bytes


class R60Frames:
    """Whole frames out of whatever pieces the wire delivers; what is dropped is counted.

    A header that claims more than ``LENGTH_MOST`` is junk and never waited for, so that at most one
    such frame is held.
    """

    def __init__(self) -> None:
        self.junk_bytes = 0
        self.bad_checks = 0
        self._held = bytearray()

    def feed(self, data: bytes) -> tuple[R60Frame, ...]:
        """Take bytes; return the frames they completed, oldest first."""
        self._held += data
        frames = []
        while self._align() and (size := self._whole()):
            if self._ends_well(size):
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
            if start < 0:
                self._skip(len(self._held) - self._held.endswith(SYNC[:1]))
                return False
            self._skip(start)
            if len(self._held) < HEADER.size:
                return False
            if self._length() <= LENGTH_MOST:
                return True
            self._skip(1)

    def _length(self) -> int:
        return int(HEADER.unpack_from(self._held)[2])

    def _whole(self) -> int:
        """The size of the frame at the front once all of it is here, else 0."""
        size = HEADER.size + self._length() + 1 + len(TAIL)
        return size if len(self._held) >= size else 0

    def _ends_well(self, size: int) -> bool:
        frame = self._held[:size]
        covered, check = frame[: -1 - len(TAIL)], frame[-1 - len(TAIL)]
        return frame.endswith(TAIL) and sum(covered) & 0xFF == check

    def _take(self, size: int) -> R60Frame:
        control, command, length = HEADER.unpack_from(self._held)
        payload = bytes(self._held[HEADER.size : HEADER.size + length])
        del self._held[:size]
        return R60Frame(control, command, payload)

    def _skip(self, count: int) -> None:
        self.junk_bytes += count
        del self._held[:count]
