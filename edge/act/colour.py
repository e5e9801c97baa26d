"""Colour: a main light of a warm and a cold channel, mixed to a colour temperature.

The arithmetic. Of two whites that are lit together, each with its share of the light, the mixture
lies on the straight line between them; there the mired, M = 1,000,000 / K, is near enough the mean
of theirs by share (the line leaves the curve of black bodies by a few steps that nobody sees). So
the cold channel's share is s = (Mw - M) / (Mw - Mc). Mostly Mw = 1,000,000 / 2700 = 370 and Mc =
1,000,000 / 6500 = 154: 4000 K is 250, and s = (370 - 250) / (370 - 154) = 0.56. At a level L the
cold channel stands at L s and the warm one at L (1 - s), together L: a change of colour changes no
brightness, and full is as bright in any colour.

Colour goes from one end to the other in fifty seconds at the quickest, and only while the
brightness stands: so no channel is ever quicker than a light may be. In the dark it is free.
"""

from dataclasses import dataclass

WARM_K, COLD_K = 2700, 6500  # where nobody says which; docs/hardware.md says which to buy
BY_DAY_K = 4000  # clinical.md §6: usual on a ward; where nobody has said another
PACE_PER_S = 0.02  # share of the cold channel; our own proposal
LOOKS_MOST_S = 0.5  # a program that was held up does not catch up
DARK = 0.002


@dataclass(frozen=True, slots=True)
class Channels:
    """Where the two channels of the main light stand, 0 to 1."""

    cold: float
    warm: float


@dataclass(frozen=True, slots=True)
class Whites:
    """The two whites of a fitting, in kelvin, as its maker has them on the label."""

    warm_k: int = WARM_K
    cold_k: int = COLD_K


USUAL = Whites()


def cold_share(kelvin: int, whites: Whites = USUAL) -> float:
    """Of the light, for this colour; what the fitting cannot reach is its nearer end."""
    warm, cold = 1e6 / whites.warm_k, 1e6 / whites.cold_k
    return max(0.0, min(1.0, (warm - 1e6 / kelvin) / (warm - cold)))


def kelvin_of(share: float, whites: Whites = USUAL) -> int:
    """The colour of this share, to ten kelvin."""
    warm, cold = 1e6 / whites.warm_k, 1e6 / whites.cold_k
    return round(1e6 / (warm - share * (warm - cold)) / 10) * 10


class Colour:
    """The share of the cold channel on its way. It begins warm, or as the lamps were found."""

    def __init__(self, up_s: float) -> None:
        self.share, self.whites = 0.0, USUAL
        self._level, self._up_s = 0.0, up_s

    @property
    def kelvin(self) -> int:
        return kelvin_of(self.share, self.whites)

    def found(self, cold: float, warm: float) -> None:
        """The channels stand so: go on from there."""
        if cold + warm > DARK:
            self.share = max(0.0, min(1.0, cold / (cold + warm)))

    def follow(self, kelvin: int | None, level: float, up_s: float) -> Channels:
        """The channels of a light that stands at ``level`` now; of no ``kelvin`` it stays."""
        passed_s, self._up_s = max(0.0, up_s - self._up_s), max(up_s, self._up_s)
        fades, self._level = level != self._level, level
        wanted = self.share if kelvin is None else cold_share(kelvin, self.whites)
        if level <= DARK:
            self.share = wanted
        elif not fades:
            step = PACE_PER_S * min(passed_s, LOOKS_MOST_S)
            self.share += max(-step, min(step, wanted - self.share))
        return Channels(cold=level * self.share, warm=level * (1 - self.share))
