"""What a radar can say, whatever its dialect; and which of it anybody may listen to.

``Heard`` is what a sensor measured. A ``Claim`` is what a module made of it by itself: rates, words
about breathing, waveforms behind its own filters. Both families of module have been seen to claim
plausible rates over an empty chair (428 of 497 messages in the traces that the tests replay), so a
claim is decoded, to be counted and looked at, and no more: ``heard`` lets none through, what
listens takes ``Heard`` alone, and a house rule holds ``edge`` to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

# ---- what was measured ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Phases:
    """Phase of the echo in radians: whole, and as the module's own filters split it."""

    total: float
    breath: float
    heart: float


@dataclass(frozen=True, slots=True)
class Distance:
    """How far the nearest echo is; ``is_valid`` is the module's flag, true if it has none."""

    is_valid: bool
    range_cm: float


@dataclass(frozen=True, slots=True)
class Presence:
    """The module says somebody is there, or nobody."""

    is_there: bool


@dataclass(frozen=True, slots=True)
class Targets:
    """How many bodies the module tells apart."""

    count: int


class Stir(Enum):
    """How much whoever is there moves, in a module's three words."""

    NONE = 0
    STILL = 1
    ACTIVE = 2


@dataclass(frozen=True, slots=True)
class Motion:
    """The module says how much whoever is there moves."""

    stir: Stir


@dataclass(frozen=True, slots=True)
class BodyMovement:
    """The same as a number, 0 to 100, in no unit that its maker states."""

    level: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where the module sees a body, in centimetres from itself."""

    x_cm: int
    y_cm: int
    z_cm: int


@dataclass(frozen=True, slots=True)
class RangeBins:
    """The echo by range bin, ``iq`` from ``first_bin`` on; the module listens to ``chosen_bin``.

    In the module's own unit. How wide a bin is, and how often this comes, no wire says.
    """

    first_bin: int
    chosen_bin: int
    iq: tuple[complex, ...]


# ---- what a module made of it -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ModuleRate:
    """The module's own rate, kept apart from every rate that Attune says.

    It is never believed: in an empty room it is as plausible as in any other. Surprising: it is
    no number, and its one field is named like no other, so that it cannot be taken for a rate.
    """

    vital: str
    claimed_per_min: float


class BreathWord(Enum):
    """A module's one word on somebody's breathing."""

    NORMAL = 1
    FAST = 2
    SLOW = 3
    NONE = 4


@dataclass(frozen=True, slots=True)
class ModuleBreath:
    """The module's own word on breathing: its rate again, in other clothes."""

    word: BreathWord


@dataclass(frozen=True, slots=True)
class ModuleWave:
    """A waveform behind the module's own filters, in its own units, oldest sample first.

    Such a wave looks like a pulse whether or not it is one: over 124 recordings one of this kind
    had nothing to do with the electrocardiogram beside it.
    """

    vital: str
    samples: tuple[float, ...]


Heard = Phases | Distance | Presence | Targets | Motion | BodyMovement | Place | RangeBins
Claim = ModuleRate | ModuleBreath | ModuleWave
Saying = Heard | Claim


def heard(sayings: Iterable[Saying]) -> tuple[Heard, ...]:
    """What of this may be listened to, in its order: everything but the module's claims."""
    return tuple(
        saying
        for saying in sayings
        if not isinstance(saying, (ModuleRate, ModuleBreath, ModuleWave))
    )
