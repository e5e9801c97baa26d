"""What is over a bed: a radar of the simulator, and the node's own part that hears it."""

from random import Random
from typing import Protocol

from attune.play.setting import Radar
from edge.events import Event, RadarBytes, RatesReported
from edge.sense.bedside import AtBed, Bedside
from edge.sense.reported import ReportedBedside
from firmware_sim.radar.mr60bha2 import Echo, Mr60bha2
from firmware_sim.radar.rates import RatesModule

NOISE_BYTES = 40  # junk in one step of a noisy wire


class OverBed(Protocol):
    """A radar, as the world moves it on."""

    hardware: str
    kind: str

    def step(self, dt: float, echo: Echo, breaths_per_min: float) -> Event | None:
        """What it says meanwhile, if anything."""

    def noise(self, rng: Random) -> Event | None:
        """Junk on its wire, where there is a wire."""

    def bedside(self) -> AtBed:
        """What a node that boots now is fitted with."""


class Waveform:
    """The module's bytes, from the displacement of a chest."""

    hardware = "a simulated room"
    kind = "mr60bha2"

    def __init__(self, rng: Random) -> None:
        self._radar = Mr60bha2(rng)

    def step(self, dt: float, echo: Echo, _breaths_per_min: float) -> Event | None:
        return RadarBytes(self._radar.step(dt, echo))

    def noise(self, rng: Random) -> Event | None:
        return RadarBytes(rng.randbytes(NOISE_BYTES))

    def bedside(self) -> AtBed:
        return Bedside()


class Rates:
    """A module's reports, one in three seconds."""

    hardware = "a simulated room; its rates are a module's own, for play only"
    kind = "rates"

    def __init__(self, rng: Random) -> None:
        self._module = RatesModule(rng)

    def step(self, dt: float, echo: Echo, breaths_per_min: float) -> Event | None:
        said = self._module.step(dt, echo, breaths_per_min)
        if said is None:
            return None
        return RatesReported(said.somebody, said.moving, said.breaths_per_min)

    def noise(self, _rng: Random) -> Event | None:
        return None

    def bedside(self) -> AtBed:
        return ReportedBedside()


def over_bed(radar: Radar, rng: Random) -> OverBed:
    return Waveform(rng) if radar is Radar.WAVEFORM else Rates(rng)
