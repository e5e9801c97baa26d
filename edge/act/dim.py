"""Dim: whether a lamp that seems to give little does, or the sensor does not see it.

One sensor sees both lamps. What is before it takes as much from the one as from the other, and what
is wrong with a lamp takes from that alone. With one lamp seen nobody can tell from afar.
"""

from enum import StrEnum

WEAK = 0.25  # share of what was set down at commissioning; a lamp that aged still gives more
SOUND = 0.5  # of a lamp that vouches for the sensor


class Likely(StrEnum):
    """Which of the two it is, as far as can be told."""

    SENSOR = "it is most likely the light sensor: look whether it is covered or dirty"
    LAMP = "the other is seen well, so it is most likely the lamp"
    EITHER = "lamp or sensor, which of the two cannot be told from here: look at both"


def likely(seen: float | None, other: float | None) -> Likely | None:
    """Of one lamp, by the shares that were seen of it and of the other; ``None``: nothing wrong."""
    if seen is None or seen >= WEAK:
        return None
    if other is None or WEAK <= other < SOUND:
        return Likely.EITHER
    return Likely.SENSOR if other < WEAK else Likely.LAMP


def dim_words(main: float | None, night: float | None) -> tuple[str, ...]:
    """In words for the door and the hub; both at once where the sensor is behind both."""
    found = {"main": (main, likely(main, night)), "night": (night, likely(night, main))}
    if all(why is Likely.SENSOR for _, why in found.values()):
        return (f"light: both lamps seem to give little of what was set down; {Likely.SENSOR}",)
    return tuple(
        f"light: the {name} light seems to give {seen:.0%} of what was set down; {why}".replace(
            "%", " %"
        )
        for name, (seen, why) in found.items()
        if why is not None and seen is not None
    )
