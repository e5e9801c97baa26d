"""R60ABD1 and MR60BHA1: frames to what the module said. Layouts from the maker's manual V3.0.

What this family cannot do, and why its rates serve for nothing:

| | what it can report | so it cannot show |
| --- | --- | --- |
| breathing | 0 to 35 a minute, in whole breaths, every 3 s | more than 35 |
| heart | 60 to 120 a minute, every 3 s | a slow heart, or a fast one |
| nobody there | 40 s after somebody left | that they have just gone |
| an empty chair | a heart rate and a breathing rate all the same | anything |

A real module of the family was seen to report a heart rate of 127, so not even its bounds hold.
There is no phase: only waves behind its own filters, five bytes a second, which are claims too.
"""

import struct
from collections.abc import Callable

from edge.decode.r60_frames import R60Frame, R60Frames
from edge.decode.sayings import (
    BodyMovement,
    BreathWord,
    Distance,
    ModuleBreath,
    ModuleRate,
    ModuleWave,
    Motion,
    Place,
    Presence,
    Saying,
    Stir,
)

BODY_MOVEMENT_MOST = 100  # manual, 80 03
WAVE_REST = 128  # what stands for nothing in a wave, 81 05 and 85 05
SIGN, MAGNITUDE = 0x8000, 0x7FFF  # of a coordinate, 80 05


def _presence(payload: bytes) -> Saying:
    (word,) = payload
    if word not in (0, 1):
        raise ValueError("neither somebody nor nobody")
    return Presence(word == 1)


def _motion(payload: bytes) -> Saying:
    (word,) = payload
    return Motion(Stir(word))


def _body_movement(payload: bytes) -> Saying:
    (level,) = payload
    if level > BODY_MOVEMENT_MOST:
        raise ValueError(f"a movement of {level} in {BODY_MOVEMENT_MOST}")
    return BodyMovement(level)


def _distance(payload: bytes) -> Saying:
    (range_cm,) = struct.unpack(">H", payload)
    return Distance(is_valid=True, range_cm=float(range_cm))


def _place(payload: bytes) -> Saying:
    x_cm, y_cm, z_cm = (
        -(word & MAGNITUDE) if word & SIGN else word for word in struct.unpack(">3H", payload)
    )
    return Place(x_cm, y_cm, z_cm)


def _breath_word(payload: bytes) -> Saying:
    (word,) = payload
    return ModuleBreath(BreathWord(word))


def _rate_of(vital: str) -> Callable[[bytes], Saying]:
    def rate(payload: bytes) -> Saying:
        (per_min,) = payload
        return ModuleRate(vital, float(per_min))

    return rate


def _wave_of(vital: str) -> Callable[[bytes], Saying]:
    def wave(payload: bytes) -> Saying:
        samples = struct.unpack("5B", payload)
        return ModuleWave(vital, tuple(float(each - WAVE_REST) for each in samples))

    return wave


# Control and command, as the manual numbers them.
_READERS: dict[tuple[int, int], Callable[[bytes], Saying]] = {
    (0x80, 0x01): _presence,  # on change
    (0x80, 0x02): _motion,  # on change
    (0x80, 0x03): _body_movement,  # every second
    (0x80, 0x04): _distance,  # every 2 s
    (0x80, 0x05): _place,  # every 2 s
    (0x81, 0x01): _breath_word,  # on change
    (0x81, 0x02): _rate_of("breathing"),  # every 3 s
    (0x81, 0x05): _wave_of("breathing"),  # every second, five samples
    (0x85, 0x02): _rate_of("heart"),  # every 3 s
    (0x85, 0x05): _wave_of("heart"),  # every second, five samples
}
# In the manual too, and of no use here: heartbeat and reset, product texts, initialised, in or out
# of range, and what it makes of a night's sleep.
_UNREAD = {0x01, 0x02, 0x05, 0x07, 0x84}


class R60:
    """What the module said, out of its bytes. Frames that make no sense are counted, not raised."""

    def __init__(self) -> None:
        self.frames = R60Frames()
        self.malformed = 0
        self.unknown = 0
        self.unread = 0

    @property
    def counters(self) -> dict[str, int]:
        return {
            "radar junk bytes": self.frames.junk_bytes,
            "radar bad checks": self.frames.bad_checks,
            "radar malformed": self.malformed,
            "radar unknown": self.unknown,
            "radar unread": self.unread,
        }

    def feed(self, data: bytes) -> tuple[Saying, ...]:
        """Take bytes; return the sayings they completed, oldest first."""
        said = (self._read(frame) for frame in self.frames.feed(data))
        return tuple(saying for saying in said if saying is not None)

    def forget(self) -> None:
        """The port was closed: what was half received will never be whole."""
        self.frames.forget()

    def _read(self, frame: R60Frame) -> Saying | None:
        reader = _READERS.get((frame.control, frame.command))
        if reader is None:
            self._pass_over(frame)
            return None
        try:
            return reader(frame.payload)
        except (struct.error, ValueError):
            self.malformed += 1
            return None

    def _pass_over(self, frame: R60Frame) -> None:
        if frame.control in _UNREAD:
            self.unread += 1
        else:
            self.unknown += 1
