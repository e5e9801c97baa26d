"""Dim: whether a lamp that seems to give little does, or the sensor does not see it.

One sensor sees both lamps. What is before it takes as much from the one as from the other, and what
is wrong with a lamp takes from that alone. With one lamp seen nobody can tell from afar.
"""

from dataclasses import dataclass
from enum import StrEnum

WEAK = 0.25  # share of what was set down at commissioning: of less it is said by day too
SOUND = 2 / 3  # one that aged still gives 70 % (LEDs are rated so), and vouches for the sensor
ODD = 1.5  # of one that seems to give more nothing follows: the sky moved, or it was set down wrong
ALIKE = 2.0  # times: what is before the sensor takes about as much from both


class Likely(StrEnum):
    """Which of the two it is, as far as can be told."""

    SENSOR = "it is most likely the light sensor: look whether it is covered or dirty"
    LAMP = "the other is seen well, so it is most likely the lamp"
    EITHER = "lamp or sensor, which of the two cannot be told from here: look at both"


def likely(seen: float | None, other: float | None, below: float = WEAK) -> Likely | None:
    """Of one lamp, by the shares that were seen of it and of the other; ``None``: nothing wrong."""
    if seen is None or seen >= below:
        return None
    if vouches(other):
        return Likely.LAMP
    alike = other is not None and (other < WEAK or other < ALIKE * seen)
    return Likely.SENSOR if alike else Likely.EITHER


def vouches(other: float | None) -> bool:
    """So much is seen of the other lamp that the sensor sees well."""
    return other is not None and SOUND <= other <= ODD


def is_doubted(seen: float | None, other: float | None) -> bool:
    """That so little is seen of it may be the sensor's: no lamp that is well vouches for it."""
    return likely(seen, other, SOUND) in {Likely.SENSOR, Likely.EITHER}


@dataclass(frozen=True, slots=True)
class Dimmed:
    """One lamp: what share of it was seen, and whether the night's ceiling is held without it."""

    name: str
    seen: float | None
    held_down: bool = False

    @property
    def below(self) -> float:
        """From which share on it is to be said."""
        return SOUND if self.held_down else WEAK


def dim_words(main: Dimmed, night: Dimmed) -> tuple[str, ...]:
    """In words for the door and the hub; both at once where the sensor is behind both."""
    pairs = ((main, night), (night, main))
    found = [(one, likely(one.seen, other.seen, one.below)) for one, other in pairs]
    if all(why is Likely.SENSOR for _, why in found):
        return (f"light: both lamps seem to give little of what was set down; {Likely.SENSOR}",)
    return tuple(_said(one, why) for one, why in found if why is not None)


def _said(one: Dimmed, why: Likely) -> str:
    held = ", by which it is held at night" if one.held_down else ""
    share = f"{one.seen or 0.0:.0%}".replace("%", " %")
    return f"light: the {one.name} light seems to give {share} of what was set down{held}; {why}"
