"""The setting of a played ward: its site, how finely it is played, and the habits of its wires."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from hub.alarms.route import Route
from hub.site import Site
from ward.rooms import RoomId
from ward.units import Instant

FIRST = datetime(2026, 11, 23, 2, tzinfo=UTC)


class Radar(StrEnum):
    """How the bed is seen. ``RATES`` costs a tenth, for long nights."""

    WAVEFORM = "waveform"  # the module's own bytes, from a chest that moves
    RATES = "rates"  # a simulated module whose rates are believed
    PULSES = "pulses"  # the same, with the pulse


@dataclass(frozen=True, slots=True)
class Tenant:
    """How a room is at the beginning. Nobody in it has ``breathing`` of ``None``."""

    breathing: float | None = 14.0
    locked: bool = True


@dataclass(frozen=True, slots=True)
class Habits:
    """After how long a broken connection is noticed, and tried anew; the real shells' own."""

    notice_s: float = 7.5  # one and a half keepalives of 5 s
    retry_s: float = 1.0
    hub_restart_s: float = 2.0  # when its store refused it


AT_ONCE = Habits(notice_s=0.0, retry_s=0.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """All that a played ward is made of."""

    site: Site
    seed: int = 1
    began: Instant = FIRST
    radar: Radar = Radar.WAVEFORM
    habits: Habits = field(default_factory=Habits)
    tenants: dict[RoomId, Tenant] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()  # of the tellers; without any, nobody is told

    @property
    def step_s(self) -> float:
        """As the real node ticks; where a module reports rates, once a second is enough."""
        return 0.25 if self.radar is Radar.WAVEFORM else 1.0

    @property
    def readings_every_s(self) -> int:
        return 2 if self.radar is Radar.WAVEFORM else 10
