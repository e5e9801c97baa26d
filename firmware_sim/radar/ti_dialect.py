"""The dialect of Texas Instruments' vital-signs demonstrations on the data line, 921600 baud.

Written from the layouts in two parsers and a real capture, which it writes again byte for byte.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

MAGIC = struct.pack("<4H", 0x0102, 0x0304, 0x0506, 0x0708)
VERSION, PLATFORM = 0x02000004, 0x000A1642  # of the capture
ALIGNED, FILLER = 32, b"\x0f"
RANGE_PROFILE, LAB_VITALS, TARGETS, PEOPLE_VITALS = 2, 6, 1010, 1040
LAB_FLOATS, WAVE_FLOATS = 28, 15


@dataclass(frozen=True, slots=True)
class LabVitals:
    """TLV 6. ``floats`` begin with phase, breath and heart after its filters, then its rates."""

    strongest_bin: int
    chosen_bin: int
    power: float
    cycles: int
    first_bin: int
    last_bin: int
    floats: tuple[float, ...]

    def content(self) -> bytes:
        bins = struct.pack("<HHfI", self.strongest_bin, self.chosen_bin, self.power, self.cycles)
        span = struct.pack("<HH", self.first_bin, self.last_bin)
        filled = (*self.floats, *(0.0,) * (LAB_FLOATS - len(self.floats)))
        return bins + span + struct.pack(f"<{LAB_FLOATS}f", *filled)


def profile(points: Sequence[tuple[int, int]]) -> bytes:
    """TLV 2: the echo by bin, each real part before its imaginary."""
    return b"".join(struct.pack("<hh", *point) for point in points)


def people_vitals(
    who: int, bin_: int, rates: Sequence[float], waves: Sequence[Sequence[float]]
) -> bytes:
    """TLV 1040. Rates: how much breath deviates, heart, breath. Waves: heart, breath."""
    heart, breath = waves
    return struct.pack(f"<HH3f{2 * WAVE_FLOATS}f", who, bin_, *rates, *heart, *breath)


def packet(
    number: int, parts: Sequence[tuple[int, bytes]], *, cycles: int = 0, objects: int = 0,
) -> bytes:  # fmt: skip
    """One frame's packet with its TLVs, filled up to a multiple of 32 bytes."""
    body = b"".join(struct.pack("<II", kind, len(part)) + part for kind, part in parts)
    size = len(MAGIC) + 32 + len(body)
    filler = -size % ALIGNED
    words = (VERSION, size + filler, PLATFORM, number, cycles, objects, len(parts), 0)
    return MAGIC + struct.pack("<8I", *words) + body + FILLER * filler
