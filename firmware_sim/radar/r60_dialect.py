"""The dialect of Micradar's R60ABD1 and Seeed's MR60BHA1: frames with a head and a tail.

Written from the maker's manual V3.0. Somebody who asks is answered by the same command.
"""

import struct

HEAD, TAIL = bytes((0x53, 0x59)), bytes((0x54, 0x43))
WAVE_ZERO = 128
COORDINATE_MOST = 0x7FFF

# Control and command of each.
HEARTBEAT, RESET = (0x01, 0x01), (0x01, 0x02)
PRESENCE, MOTION, MOVEMENT = (0x80, 0x01), (0x80, 0x02), (0x80, 0x03)
DISTANCE, POSITION = (0x80, 0x04), (0x80, 0x05)
BREATH_STATE, BREATH_RATE, BREATH_WAVE = (0x81, 0x01), (0x81, 0x02), (0x81, 0x05)
HEART_RATE, HEART_WAVE = (0x85, 0x02), (0x85, 0x05)


def frame(kind: tuple[int, int], content: bytes) -> bytes:
    """Head, control, command, length, content, the sum of all that in one byte, tail."""
    body = HEAD + bytes(kind) + len(content).to_bytes(2, "big") + content
    return body + bytes((sum(body) % 256,)) + TAIL


def byte(value: int) -> bytes:
    return bytes((value,))


def centimetres(cm: int) -> bytes:
    return struct.pack(">H", cm)


def position(*xyz_cm: int) -> bytes:
    """Three coordinates, each its size with the sign in the highest bit."""
    return b"".join(
        struct.pack(">H", min(abs(cm), COORDINATE_MOST) + 0x8000 * (cm < 0)) for cm in xyz_cm
    )


def wave(*samples: float) -> bytes:
    """Samples of -128 to 127 as what lies that far from the middle of a byte."""
    return bytes(min(max(round(each) + WAVE_ZERO, 0), 255) for each in samples)
