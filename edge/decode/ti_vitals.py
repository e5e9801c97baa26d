"""Texas Instruments' two vital-signs demonstrations: TLVs to what the radar said.

| demonstration | TLV | heard | a claim |
| --- | --- | --- | --- |
| lab0026, "vital signs" | 6, 2 | phase of the chosen bin; echo by range bin | seven rates |
| "vital signs with people tracking" | 1040, 1010 | how many bodies | two rates, two waves |

Source: real captures and two parsers. The phase of TLV 6 is the unwrapped angle of the bin that
TLV 2 gives as chosen (held to it by a test), and jumps when the radar chooses another. A heart
rate of three million was seen in 1040; over 124 recordings neither its rate nor its wave had
anything to do with the heart.
"""

import struct
from collections.abc import Callable
from math import isfinite

from edge.decode.sayings import ModuleRate, ModuleWave, Phases, RangeBins, Saying, Targets
from edge.decode.ti_packets import Packet, TiPackets, Tlv

RANGE_PROFILE, LAB_VITALS, TARGETS, PEOPLE_VITALS = 2, 6, 1010, 1040
# Indices and heights of targets, compressed points, presence, occupancy: no use, or no layout.
UNREAD = frozenset({1011, 1012, 1020, 1021, 1030})
LAB = struct.Struct("<2HfI2H28f")  # bins: strongest, chosen; power; cycles; first and last bin
LAB_RATES = ("heart",) * 4 + ("breathing",) * 3  # spectrum, its double, correlation, peaks; ...
PEOPLE = struct.Struct("<2H33f")  # id, bin; deviation, heart rate, breath rate; two waves of 15
WAVE = 15
TARGET_SIZE = 112
TARGETS_MOST = 32  # believed
PHASE_MOST_RAD = 100_000.0


def _people_vitals(payload: bytes) -> tuple[Saying, ...]:
    _, _, _, heart, breath, *waves = _finite(PEOPLE.unpack(payload))
    return (
        ModuleRate("heart", heart),
        ModuleRate("breathing", breath),
        ModuleWave("heart", tuple(waves[:WAVE])),
        ModuleWave("breathing", tuple(waves[WAVE:])),
    )


def _targets(payload: bytes) -> tuple[Saying, ...]:
    count, rest = divmod(len(payload), TARGET_SIZE)
    if rest or count > TARGETS_MOST:
        raise ValueError(f"{len(payload)} bytes of targets")
    return (Targets(count),)


def _lab_vitals(payload: bytes) -> tuple[Saying, ...]:
    _, _, _, _, _, _, total, breath, heart, *rest = _finite(LAB.unpack(payload))
    if abs(total) > PHASE_MOST_RAD:
        raise ValueError("a phase from outside the room")
    rates = zip(LAB_RATES, rest, strict=False)
    return (Phases(total, breath, heart), *(ModuleRate(vital, rate) for vital, rate in rates))


def _range_bins(profile: bytes, vitals: bytes) -> RangeBins:
    """The echo by bin; which bins they are, the other TLV of the packet says."""
    _, chosen, _, _, first, last, *_ = LAB.unpack(vitals)
    parts = struct.unpack(f"<{len(profile) // 2}h", profile)
    iq = tuple(complex(re, im) for re, im in zip(parts[::2], parts[1::2], strict=True))
    if len(iq) != last - first + 1 or not first <= chosen <= last:
        raise ValueError(f"{len(iq)} bins from {first} to {last}, {chosen} of them chosen")
    return RangeBins(first, chosen, iq)


def _finite(values: tuple[float, ...]) -> tuple[float, ...]:
    if not all(map(isfinite, values)):
        raise ValueError("a float that is no number")
    return values


_READERS: dict[int, Callable[[bytes], tuple[Saying, ...]]] = {
    LAB_VITALS: _lab_vitals,
    TARGETS: _targets,
    PEOPLE_VITALS: _people_vitals,
}


class TiVitals:
    """What the radar said, out of its bytes. TLVs that make no sense are counted, not raised."""

    def __init__(self) -> None:
        self.packets = TiPackets()
        self.malformed = 0
        self.unknown = 0
        self.unread = 0

    @property
    def counters(self) -> dict[str, int]:
        return {
            "radar junk bytes": self.packets.junk_bytes,
            "radar bad checks": self.packets.bad_checks,
            "radar malformed": self.malformed,
            "radar unknown": self.unknown,
            "radar unread": self.unread,
        }

    def feed(self, data: bytes) -> tuple[Saying, ...]:
        """Take bytes; return the sayings they completed, oldest first."""
        said: list[Saying] = []
        for packet in self.packets.feed(data):
            for tlv in packet.tlvs:
                said += self._read(tlv, packet)
        return tuple(said)

    def forget(self) -> None:
        """The port was closed: what was half received will never be whole."""
        self.packets.forget()

    def _read(self, tlv: Tlv, packet: Packet) -> tuple[Saying, ...]:
        try:
            if tlv.kind == RANGE_PROFILE:
                return (_range_bins(tlv.payload, _of(LAB_VITALS, packet)),)
            if reader := _READERS.get(tlv.kind):
                return reader(tlv.payload)
        except (struct.error, ValueError):
            self.malformed += 1
            return ()
        self.unread += tlv.kind in UNREAD
        self.unknown += tlv.kind not in UNREAD
        return ()


def _of(kind: int, packet: Packet) -> bytes:
    """The payload of the packet's TLV of this kind, or nothing."""
    return next((tlv.payload for tlv in packet.tlvs if tlv.kind == kind), b"")
