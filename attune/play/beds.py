"""What is over a bed: a radar of the simulator, and the node's own part that hears it."""

from random import Random
from typing import Protocol

from attune.play.setting import Radar
from edge.events import Event, RadarBytes, RatesReported
from edge.sense.bedside import AtBed, Bedside
from edge.sense.reported import ReportedBedside
from firmware_sim.radar.mr60bha2 import PHASES_EVERY_S, Echo, Mr60bha2
from firmware_sim.radar.rates import RatesModule

FAN = (22.0, 92.0)  # breathing and pulse that a fan was taken for; clinical.md, part 8
NOISE_BYTES = 40  # junk in one step of a noisy wire


class OverBed(Protocol):
    """A radar, as the world moves it on."""

    hardware: str
    kind: str
    glances_s: float  # how finely it looks at the chest
    fan: bool  # one runs in the room

    def step(self, dt: float, echo: Echo, rates: tuple[float, float]) -> Event | None:
        """What it says meanwhile, if anything; ``rates`` are of the body's breathing and heart."""

    def noise(self, rng: Random) -> Event | None:
        """Junk on its wire, where there is a wire."""

    def bedside(self) -> AtBed:
        """What a node that boots now is fitted with."""


class Waveform:
    """The module's bytes, from the displacement of a chest."""

    hardware = "a simulated room"
    kind = "mr60bha2"
    glances_s = PHASES_EVERY_S

    def __init__(self, rng: Random) -> None:
        self._radar = Mr60bha2(rng)
        self.fan = False  # from the phases of its bytes nobody works out a rate of an empty bed

    def step(self, dt: float, echo: Echo, _rates: tuple[float, float]) -> Event | None:
        return RadarBytes(self._radar.step(dt, echo))

    def noise(self, rng: Random) -> Event | None:
        return RadarBytes(rng.randbytes(NOISE_BYTES))

    def bedside(self) -> AtBed:
        return Bedside()


class Rates:
    """A module's reports, one in three seconds."""

    hardware = "a simulated room; its rates are a module's own, for play only"
    kind = "rates"
    glances_s = 1.0

    def __init__(self, rng: Random, *, pulses: bool = False) -> None:
        self._module, self._pulses = RatesModule(rng), pulses
        self.fan = False

    def step(self, dt: float, echo: Echo, rates: tuple[float, float]) -> Event | None:
        """The pulse as it is: nobody tells a module's own estimate of it from a guess."""
        fan = self.fan and not echo.in_cone
        rates = FAN if fan else rates
        said = self._module.step(dt, echo, rates[0], machine=fan)
        if said is None:
            return None
        beats = rates[1] if self._pulses else None
        return RatesReported(said.somebody, said.moving, said.breaths_per_min, beats)

    def noise(self, _rng: Random) -> Event | None:
        return None

    def bedside(self) -> AtBed:
        return ReportedBedside()


def together(said: tuple[Event, ...]) -> Event | None:
    """What it said in one step, as one port hands it over."""
    if len(said) > 1 and all(isinstance(each, RadarBytes) for each in said):
        return RadarBytes(b"".join(each.data for each in said if isinstance(each, RadarBytes)))
    return said[-1] if said else None


def over_bed(radar: Radar, rng: Random) -> OverBed:
    if radar is Radar.WAVEFORM:
        return Waveform(rng)
    return Rates(rng, pulses=radar is Radar.PULSES)
