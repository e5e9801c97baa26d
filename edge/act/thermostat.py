"""The thermostat: whether to heat, to cool or to leave be. The full controller comes later."""

from dataclasses import dataclass

from ward.care import TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C


@dataclass(frozen=True, slots=True)
class Pace:
    """One plant's band about the target and its least times; local settings, ours to propose."""

    begins_off_c: float  # so far beyond the target it begins
    ends_off_c: float  # so far beyond the target it ends
    on_least_s: float
    off_least_s: float


HEATING = Pace(begins_off_c=0.5, ends_off_c=0.0, on_least_s=60, off_least_s=60)
COOLING = Pace(begins_off_c=1.0, ends_off_c=0.3, on_least_s=180, off_least_s=180)  # a compressor


class Switch:
    """One relay with hysteresis and least times on and off. It begins off, as of now."""

    def __init__(self, pace: Pace, up_s: float) -> None:
        self.on = False
        self._pace = pace
        self._since_up_s = up_s

    def follow(self, beyond_c: float, up_s: float) -> None:
        """``beyond_c`` is by how much it is needed; negative when it is not."""
        least_s = self._pace.on_least_s if self.on else self._pace.off_least_s
        bound_c = self._pace.ends_off_c if self.on else self._pace.begins_off_c
        wanted = beyond_c > bound_c
        if wanted != self.on and up_s - self._since_up_s >= least_s:
            self._turn(wanted, up_s)

    def forbid(self, up_s: float) -> None:
        """Off at once, whatever the least time: safety goes before wear."""
        if self.on:
            self._turn(False, up_s)

    def _turn(self, on: bool, up_s: float) -> None:
        self.on, self._since_up_s = on, up_s


class Thermostat:
    """Heats below the target, cools above it, never both; without a believable number, neither.

    The leading thermometer steers, but any of them may veto: one stuck at 16 °C cannot heat a
    room in which another says 28.
    """

    def __init__(self, up_s: float, heating: Pace = HEATING, cooling: Pace = COOLING) -> None:
        self._heating = Switch(heating, up_s)
        self._cooling = Switch(cooling, up_s)

    @property
    def heating(self) -> bool:
        return self._heating.on

    @property
    def cooling(self) -> bool:
        return self._cooling.on

    def follow(self, target_c: float, measured_c: tuple[float, ...], up_s: float) -> None:
        if not measured_c:
            self._heating.forbid(up_s)
            self._cooling.forbid(up_s)
            return
        leading_c = measured_c[0]
        _drive(self._heating, target_c - leading_c, max(measured_c) < TEMPERATURE_MOST_C, up_s)
        may_cool = min(measured_c) > TEMPERATURE_LEAST_C
        _drive(self._cooling, leading_c - target_c, may_cool, up_s)
        if self._cooling.on:
            self._heating.forbid(up_s)


def _drive(switch: Switch, beyond_c: float, may: bool, up_s: float) -> None:
    if may:
        switch.follow(beyond_c, up_s)
    else:
        switch.forbid(up_s)
