"""The radars that a simulated room can have over its bed, by the names that sim.toml gives them."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Protocol

from firmware_sim.radar.exploration import ExplorationServer
from firmware_sim.radar.mr60bha2 import LD6002, MR60BHA2, Echo, Mr60bha2
from firmware_sim.radar.r60abd1 import R60abd1
from firmware_sim.radar.ti_lab import TiLab


class Radar(Protocol):
    """Something over a bed that speaks on a wire, and may be spoken to."""

    def step(self, dt: float, echo: Echo) -> bytes:
        """Let time pass in front of this echo; what goes out on the wire meanwhile."""

    def hear(self, received: bytes) -> bytes:
        """What the node sent; what is answered at once."""


RADARS: Mapping[str, Callable[[Random], Radar]] = {
    "mr60bha2": lambda rng: Mr60bha2(rng, MR60BHA2),
    "ld6002": lambda rng: Mr60bha2(rng, LD6002),
    "r60abd1": R60abd1,
    "xm125": ExplorationServer,
    "ti-lab": TiLab,
}
