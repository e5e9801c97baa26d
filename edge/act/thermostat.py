"""The thermostat: how much to heat or to cool, held to what suits the person, and never beyond.

PI with time proportioning over two relays that are never on together. The target it steers by
moves at the profile's pace, so nobody is met by a blast, and the loop does not run past it.
"""

from edge.act.loop import Loop, Tuning
from edge.act.relay import Pace, Relay
from edge.act.window import Window
from ward.profile import TEMPERATURE_LEAST_C, TEMPERATURE_MOST_C

# Our own proposals, tried on simulated rooms with every parameter up to half more or less.
HEATING = Pace(owes_s=60, on_least_s=60, off_least_s=60)
COOLING = Pace(owes_s=45, on_least_s=60, off_least_s=60)  # a valve
# Where a compressor is fitted: its shortest run cools a light room by more than a degree.
COMPRESSOR = Pace(owes_s=30, on_least_s=180, off_least_s=180, begins_k=0.45)
TUNING = Tuning(share_per_k=0.35, integral_s=1800)
PACE_K_PER_S = 1 / 1800  # clinical.md §6, our own proposal: at most 1 °C in half an hour
PACE_LEAST_K_PER_S = 0.1 / 3600  # of a profile that asks for none at all
HEAD_START_K = 0.5  # at once, so that whoever asked sees that something begins
AHEAD_MOST_K = 1.0  # how far the target that moves runs ahead of a room that cannot follow
COOLS_BELOW = -0.12  # power: between this and nought nothing is done, so they do not take turns
STEPS_EVERY_S = 5.0
SURFACE_MOST_C, SURFACE_AGAIN_C = 43.0, 41.0  # HSE: a surface that people may touch
USUAL_OVER_S = 6 * 3600.0  # what this room lately needed, for when nothing can be measured
SAFE_DUTY_MOST = 0.30
SAFE_FOR_S = 12 * 3600.0
AT_LIMIT_AFTER_S = 900.0
AT_LIMIT_K = 0.5


class Thermostat:
    """Heats below the target, cools above it, never both.

    The leading thermometer steers, but any of them may veto: one stuck at 16 °C cannot heat a
    room in which another says 28. Without any, it gives for some hours what the room lately
    needed, a little at most, and does not cool.
    """

    def __init__(
        self,
        up_s: float,
        heating: Pace = HEATING,
        cooling: Pace = COOLING,
        *,
        too_hot_to_touch: bool = False,
    ) -> None:
        self._heating, self._cooling = Relay(heating, up_s), Relay(cooling, up_s)
        self._loop, self._window = Loop(TUNING), Window()
        self._steers_by_c: float | None = None
        self._stepped_up_s = self._measured_up_s = self._able_up_s = up_s
        self._usual = self._given = 0.0
        self._too_hot_to_touch = too_hot_to_touch
        self._pace_k_per_s = PACE_K_PER_S

    @property
    def heating(self) -> bool:
        return self._heating.on

    @property
    def cooling(self) -> bool:
        return self._cooling.on

    @property
    def power(self) -> float:
        """What the loop gives, from -1, all it can cool, to 1, all it can heat."""
        return self._loop.power

    @property
    def given(self) -> float:
        """The same as far as it may be given: nothing while a window is open, or a surface hot."""
        return self._given

    @property
    def too_hot_to_touch(self) -> bool:
        """A surface was, and no probe has said otherwise since: a restart is no probe either."""
        return self._too_hot_to_touch

    @property
    def guessing(self) -> bool:
        """Nothing can be measured: it gives what the room lately needed, or nothing."""
        return self._steers_by_c is None

    @property
    def steers_by_c(self) -> float | None:
        """The target on its way to what was asked."""
        return self._steers_by_c

    def at_limit(self, up_s: float) -> bool:
        """It does all it can, and for a quarter of an hour that was not enough."""
        return up_s - self._able_up_s >= AT_LIMIT_AFTER_S

    def follow(
        self,
        target_c: float,
        measured_c: tuple[float, ...],
        up_s: float,
        *,
        surface_c: float | None = None,
        pace_k_per_s: float = PACE_K_PER_S,
        duty_most: float = 1.0,
    ) -> None:
        """Steer by the first of these; any of them may veto.

        ``surface_c`` is what the hottest surface has, where a probe is fitted. No pace is faster
        than the hard one.
        """
        self._pace_k_per_s = max(PACE_LEAST_K_PER_S, min(PACE_K_PER_S, pace_k_per_s))
        self._touch(surface_c)
        if not measured_c:
            self._feel_the_way(up_s)
            return
        self._measured_up_s = up_s
        open_to_outside = self._window.is_open(measured_c[0], up_s)
        self._step(target_c, measured_c[0], up_s, hold=open_to_outside)
        power = self._loop.power
        too_hot = max(measured_c) >= TEMPERATURE_MOST_C or self._too_hot_to_touch
        barred = too_hot or open_to_outside or self.cooling
        self._given = 0.0 if barred else min(power, duty_most)
        _drive(self._heating, min(power, duty_most), barred, up_s)
        too_cold = min(measured_c) <= TEMPERATURE_LEAST_C
        cold = -power if power < COOLS_BELOW else 0.0
        over_k = measured_c[0] - self._steers_by_c if power < 0 and self._steers_by_c else 0.0
        _drive(self._cooling, cold, too_cold or self.heating, up_s, over_k)

    def _step(self, target_c: float, leading_c: float, up_s: float, *, hold: bool) -> None:
        dt = up_s - self._stepped_up_s
        if dt < STEPS_EVERY_S and self._steers_by_c is not None:
            return
        dt, self._stepped_up_s = min(dt, 60.0), up_s
        self._steers_by_c = self._nearer(target_c, leading_c, dt)
        power = self._loop.step(self._steers_by_c - leading_c, dt, hold=hold)
        self._usual += (max(power, 0.0) - self._usual) * dt / USUAL_OVER_S
        wanting_k = abs(target_c - leading_c)
        if abs(power) < 1 or wanting_k < AT_LIMIT_K:
            self._able_up_s = up_s

    def _nearer(self, target_c: float, leading_c: float, dt: float) -> float:
        """The target on its way: at the pace, and never far ahead of the room."""
        start = leading_c + max(-HEAD_START_K, min(HEAD_START_K, target_c - leading_c))
        before = start if self._steers_by_c is None else self._steers_by_c
        if (target_c - leading_c) * (before - leading_c) < 0:
            before = start  # it was on its way to the other side of where the room is
        most = self._pace_k_per_s * dt
        paced = before + max(-most, min(most, target_c - before))
        held = max(leading_c - AHEAD_MOST_K, min(leading_c + AHEAD_MOST_K, paced))
        return max(TEMPERATURE_LEAST_C, min(TEMPERATURE_MOST_C, held))

    def _touch(self, surface_c: float | None) -> None:
        """A probe that is lost cools nothing: what was too hot is, until a probe says otherwise."""
        if surface_c is None:
            return
        if surface_c <= SURFACE_AGAIN_C:
            self._too_hot_to_touch = False
        elif surface_c >= SURFACE_MOST_C:
            self._too_hot_to_touch = True

    def _feel_the_way(self, up_s: float) -> None:
        """Nothing can be measured: what the room lately needed, for some hours, and no cold."""
        self._cooling.forbid(up_s)
        just_lost, self._steers_by_c = self._steers_by_c is not None, None
        too_long = up_s - self._measured_up_s > SAFE_FOR_S
        if just_lost or too_long or self._too_hot_to_touch:
            self._heating.forbid(up_s)
        else:
            self._heating.follow(min(self._usual, SAFE_DUTY_MOST), up_s)


def _drive(relay: Relay, duty: float, barred: bool, up_s: float, off_by_k: float = 0.0) -> None:
    """What is merely not wanted any more keeps its least times; what is barred is off at once."""
    if barred:
        relay.forbid(up_s)
    else:
        relay.follow(min(max(duty, 0.0), 1.0), up_s, off_by_k)
