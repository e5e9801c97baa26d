"""MR60BHA2: frames to what the radar module said. Layouts from its library and vendor's PDF."""

import struct
from collections.abc import Callable
from math import isfinite

from edge.decode.sayings import Distance, ModuleRate, Phases, Presence, Saying, Targets
from edge.decode.tinyframe import Frame, TinyFrames

TARGETS_MOST = 16  # believed; the module reports up to 3
PHASE_MOST_RAD = 100_000.0  # forty metres of 60 GHz


def _phases(payload: bytes) -> Saying:
    phases = Phases(*_floats(payload, 3))
    if abs(phases.total) > PHASE_MOST_RAD:
        raise ValueError("a phase from outside the room")
    return phases


def _breath_rate(payload: bytes) -> Saying:
    return ModuleRate("breathing", *_floats(payload, 1))


def _heart_rate(payload: bytes) -> Saying:
    return ModuleRate("heart", *_floats(payload, 1))


def _distance(payload: bytes) -> Saying:
    (flag,) = struct.unpack("<I", payload[:4])
    (range_cm,) = _floats(payload[4:], 1)
    return Distance(flag == 1, range_cm)


def _presence(payload: bytes) -> Saying:
    return Presence(payload[0] != 0)


def _targets(payload: bytes) -> Saying:
    (count,) = struct.unpack("<I", payload[:4])
    if count > TARGETS_MOST:
        raise ValueError(f"{count} targets are more than any module tells apart")
    return Targets(count)


def _floats(payload: bytes, count: int) -> tuple[float, ...]:
    values: tuple[float, ...] = struct.unpack(f"<{count}f", payload)
    if not all(map(isfinite, values)):
        raise ValueError("a float that is no number")
    return values


# The vendor's PDF, its library and two other parsers say flag first, and centimetres; one differs.
_READERS: dict[int, Callable[[bytes], Saying]] = {
    0x0A13: _phases,
    0x0A14: _breath_rate,
    0x0A15: _heart_rate,
    0x0A16: _distance,
    0x0F09: _presence,
    0x0A04: _targets,
    0x0A08: _targets,
}


class Mr60bha2:
    """What the module said, out of its bytes. Frames that make no sense are counted, not raised."""

    def __init__(self) -> None:
        self.frames = TinyFrames()
        self.malformed = 0
        self.unknown = 0

    @property
    def counters(self) -> dict[str, int]:
        return {
            "radar junk bytes": self.frames.junk_bytes,
            "radar bad checks": self.frames.bad_checks,
            "radar malformed": self.malformed,
            "radar unknown": self.unknown,
        }

    def feed(self, data: bytes) -> tuple[Saying, ...]:
        """Take bytes; return the sayings they completed, oldest first."""
        said = (self._read(frame) for frame in self.frames.feed(data))
        return tuple(saying for saying in said if saying is not None)

    def forget(self) -> None:
        """The port was closed: what was half received will never be whole."""
        self.frames.forget()

    def _read(self, frame: Frame) -> Saying | None:
        reader = _READERS.get(frame.kind)
        if reader is None:
            self.unknown += 1
            return None
        try:
            return reader(frame.payload)
        except (struct.error, ValueError, IndexError):
            self.malformed += 1
            return None
