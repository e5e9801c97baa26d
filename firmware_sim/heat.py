"""The heat of one room: air, fabric, radiator and cooler, each settling towards the others."""

from dataclasses import dataclass

from firmware_sim.building import Building
from firmware_sim.chest import nearer

LONGEST_STEP_S = 10.0  # within it each part is taken to see the others stand still
MOST_STEPS = 1000  # of a longer time they are as much longer; settling stays bounded for any
PERSON_W, LAMP_W = 80.0, 40.0
DOOR_W_K = 250.0  # what air carries through an open door
WINDOW_W_K = 150.0  # and through an open window


@dataclass(frozen=True, slots=True)
class Around:
    """What the room leans on at this moment, and what goes on in it."""

    outside_c: float
    corridor_c: float
    sun: float = 0.0
    people: int = 0
    lamps: float = 0.0
    heating: bool = False
    cooling: bool = False
    door_open: bool = False
    window_open: bool = False


class Heat:
    """Temperatures in °C; it begins even throughout."""

    def __init__(self, building: Building, temperature_c: float) -> None:
        self._of = building
        self.air_c = self.fabric_c = self.radiator_c = temperature_c
        self.cooler = 0.0  # 0 off, 1 at full power

    def step(self, dt: float, around: Around) -> None:
        """Let time pass, any length of it."""
        longest_s = max(LONGEST_STEP_S, dt / MOST_STEPS)
        while dt > 0:
            part, dt = min(dt, longest_s), dt - longest_s
            self._step(part, around)

    def _step(self, dt: float, around: Around) -> None:
        of = self._of
        fed_c = self.air_c + of.heating_w / of.radiator_w_k * around.heating
        self.radiator_c = nearer(self.radiator_c, fed_c, dt, of.radiator_j_k / of.radiator_w_k)
        self.cooler = nearer(self.cooler, around.cooling, dt, of.cooler_settles_s)
        self.air_c = self._settled(dt, self.air_c, of.air_j_k, self._air_leans_on(around))
        self.fabric_c = self._settled(
            dt, self.fabric_c, of.fabric_j_k, self._fabric_leans_on(around)
        )

    def _air_leans_on(self, around: Around) -> tuple[tuple[float, float], float]:
        """Conductances summed with what they lead to, and watts besides."""
        of = self._of
        out = of.air_to_outside_w_k + WINDOW_W_K * around.window_open
        corridor = of.air_to_corridor_w_k + DOOR_W_K * around.door_open
        leans = (
            (out, around.outside_c),
            (corridor, around.corridor_c),
            (of.air_to_fabric_w_k, self.fabric_c),
            (of.radiator_w_k, self.radiator_c),
        )
        watts = PERSON_W * around.people + LAMP_W * around.lamps + of.sun_w * around.sun / 2
        watts -= of.cooling_w * self.cooler
        return _together(leans), watts

    def _fabric_leans_on(self, around: Around) -> tuple[tuple[float, float], float]:
        of = self._of
        leans = (
            (of.fabric_to_outside_w_k, around.outside_c),
            (of.fabric_to_corridor_w_k, around.corridor_c),
            (of.air_to_fabric_w_k, self.air_c),
        )
        return _together(leans), of.sun_w * around.sun / 2

    @staticmethod
    def _settled(
        dt: float, now_c: float, holds_j_k: float, leans_on: tuple[tuple[float, float], float]
    ) -> float:
        (conducts_w_k, rest_c), watts = leans_on
        return nearer(now_c, rest_c + watts / conducts_w_k, dt, holds_j_k / conducts_w_k)


def _together(leans: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    """The sum of the conductances, and the temperature at which nothing would flow."""
    conducts = sum(each for each, _ in leans)
    return conducts, sum(each * at for each, at in leans) / conducts
