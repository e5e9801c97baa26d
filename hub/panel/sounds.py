"""Sounds of the station, as a table: bursts in the shapes of IEC 60601-1-8. A script plays them.

Where a number stands in a source that we read, it says so; "from memory" is of the standard's
text, and is to be checked against it. Sounds are for the station, never for a person's room.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from ward.conditions import Priority

C4, A3, E4 = 262.0, 220.0, 330.0  # Hz, equal temperament

# The standard wants a fundamental of 150 to 1000 Hz and at least four more harmonics within 15 dB
# of it (from memory). These are each partial's loudness, the fundamental first: the weakest is
# 10 dB below it. What a loudspeaker makes of them has to be measured where it hangs.
PARTIALS = (1.0, 0.9, 0.75, 0.6, 0.45, 0.32)


@dataclass(frozen=True, slots=True)
class Pulse:
    """One note: so long after the burst began, and how high."""

    after_s: float
    pitch_hz: float


@dataclass(frozen=True, slots=True)
class Burst:
    """A group of pulses, and how long after its end it comes again. ``rise_s`` in and out."""

    pulses: tuple[Pulse, ...]
    pulse_s: float
    rise_s: float
    rest_s: float

    @property
    def lasts_s(self) -> float:
        """From its first sound to its last."""
        return self.pulses[-1].after_s + self.pulse_s


def _pulses(pitch_hz: float, count: int, apart_s: float, from_s: float = 0.0) -> Iterator[Pulse]:
    for number in range(count):
        yield Pulse(round(from_s + number * apart_s, 3), pitch_hz)


def _ten(pitch_hz: float, pulse_s: float, gap_s: float, middle_s: float) -> tuple[Pulse, ...]:
    """Three and two, and again: the gap before the two is as long as two gaps and a pulse."""
    apart = pulse_s + gap_s
    two = 3 * apart + gap_s + pulse_s
    half = two + 2 * apart - gap_s + middle_s
    return tuple(
        pulse
        for from_s in (0.0, half)
        for pulse in (
            *_pulses(pitch_hz, 3, apart, from_s),
            *_pulses(pitch_hz, 2, apart, from_s + two),
        )
    )


BURSTS: dict[Priority, Burst] = {
    Priority.HIGH: Burst(
        # 10 pulses, 3+2 repeated: seen. Gaps of 50 to 125 ms, 350 to 1300 ms between the halves:
        # from memory.
        _ten(C4, pulse_s=0.15, gap_s=0.1, middle_s=0.5),
        pulse_s=0.15,  # 75 to 200 ms from memory; a chip made for it offers 80 to 150 ms: seen
        rise_s=0.02,  # 10 to 20 % of the pulse: from memory
        rest_s=3.0,  # 2.5 to 15 s from memory; that chip 2.55 to 3.8 s: seen
    ),
    Priority.MEDIUM: Burst(
        tuple(_pulses(C4, 3, 0.2 + 0.2)),  # 3 pulses: seen. Gaps of 125 to 250 ms: from memory
        pulse_s=0.2,  # 125 to 250 ms from memory; that chip from 130 ms on: seen
        rise_s=0.03,
        rest_s=8.0,  # 2.5 to 30 s from memory
    ),
    Priority.LOW: Burst(
        (Pulse(0.0, C4),),  # 1, or 2: seen
        pulse_s=0.2,  # as medium
        rise_s=0.03,
        rest_s=20.0,  # more than 15 s, or not again: from memory; that chip 16 s: seen
    ),
}
# The screen has lost its stream: two falling notes, unlike any alarm about a person. Our own.
BLIND = Burst((Pulse(0.0, E4), Pulse(0.4, A3)), pulse_s=0.25, rise_s=0.04, rest_s=8.0)
# What is heard when sound is turned on: one low pulse, so that somebody knows that it works.
TRIED = Burst((Pulse(0.0, C4),), pulse_s=0.2, rise_s=0.03, rest_s=0.0)


def table() -> dict[str, object]:
    """As the page's script reads it, by priority."""
    named = {str(priority.value): burst for priority, burst in BURSTS.items()}
    bursts = named | {"blind": BLIND, "tried": TRIED}
    return {
        "partials": PARTIALS,
        "bursts": {name: asdict(one) | {"lasts_s": one.lasts_s} for name, one in bursts.items()},
    }
