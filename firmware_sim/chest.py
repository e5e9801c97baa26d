"""How a chest moves: breathing that is never quite the same twice, with a heart inside."""

from math import cos, exp, pi
from random import Random
from typing import Protocol

BREATH_MM = 5.0  # front wall at rest, peak to peak; 4 to 12 mm is usual lying down
HEART_MM = 0.3  # 0.1 to 0.5 mm is usual
IN_SHARE, OUT_SHARE = 0.38, 0.50  # of one breath; the rest is the pause
MEAN_FULLNESS = (IN_SHARE + OUT_SHARE) / 2
RATE_SPREAD, DEPTH_SPREAD = 0.04, 0.10  # from one breath to the next, as a share
RATE_MEMORY, DEPTH_MEMORY = 0.7, 0.5  # how much of it carries over to the next breath
BEAT_SPREAD = 0.02
SINUS_ARRHYTHMIA = 0.03  # the heart quickens on breathing in
SHALLOW_BELOW_PER_MIN = 3.0  # breathing that is stopping gets shallow first
FADE_S = 1.5


class Chest(Protocol):
    """What moves in front of the radar while its owner lies still."""

    about: str

    def step(self, dt: float) -> None:
        """Let ``dt`` seconds pass."""

    def breathe(self, per_min: float, over_s: float) -> None:
        """Change to this rate over so many seconds; 0 stops."""

    def beat(self, per_min: float, over_s: float) -> None:
        """Let the heart change to this rate over so many seconds."""

    @property
    def mm(self) -> float:
        """How far the chest wall is out, towards the radar."""

    @property
    def breathing_per_min(self) -> float:
        """The rate that is being breathed now."""

    @property
    def heart_per_min(self) -> float:
        """The rate that the heart beats at now."""


class Ramp:
    """A value on its way to another in a straight line."""

    def __init__(self, value: float) -> None:
        self.value = value
        self._target = value
        self._left_s = 0.0

    def towards(self, target: float, over_s: float) -> None:
        self._target, self._left_s = target, over_s

    def step(self, dt: float) -> None:
        if dt >= self._left_s:
            self.value, self._left_s = self._target, 0.0
            return
        self.value += (self._target - self.value) * dt / self._left_s
        self._left_s -= dt


def nearer(value: float, target: float, dt: float, time_constant_s: float) -> float:
    """Where exponential settling brings ``value`` after ``dt``; exact, so bounded for any dt."""
    return target + (value - target) * exp(-dt / time_constant_s)


def breath_shape(phase: float) -> float:
    """How full the chest is, 0 to 1, at this part of a breath; smooth, 0 at both ends."""
    if phase < IN_SHARE:
        return 0.5 - 0.5 * cos(pi * phase / IN_SHARE)
    if phase < IN_SHARE + OUT_SHARE:
        return 0.5 + 0.5 * cos(pi * (phase - IN_SHARE) / OUT_SHARE)
    return 0.0


def beat_shape(phase: float) -> float:
    """The chest wall's answer to one heartbeat: a knock, and a smaller rebound."""
    return exp(-(((phase - 0.20) / 0.08) ** 2)) - 0.4 * exp(-(((phase - 0.48) / 0.10) ** 2))


class Heart:
    """A heart that beats at its rate, a little unevenly."""

    def __init__(self, per_min: float, rng: Random) -> None:
        self._rate = Ramp(per_min)
        self._rng = rng
        self._phase = rng.random()
        self._uneven = 1.0

    def step(self, dt: float, fuller_than_usual: float = 0.0) -> None:
        self._rate.step(dt)
        quickened = 1 + 2 * SINUS_ARRHYTHMIA * fuller_than_usual
        self._phase += dt * self.per_min * self._uneven * quickened / 60
        if self._phase >= 1:
            self._phase %= 1
            self._uneven = exp(self._rng.gauss(0, BEAT_SPREAD))

    def beat(self, per_min: float, over_s: float) -> None:
        self._rate.towards(per_min, over_s)

    @property
    def per_min(self) -> float:
        return self._rate.value

    @property
    def mm(self) -> float:
        return HEART_MM * beat_shape(self._phase)


class SyntheticChest:
    """Breathes at a rate that may be asked for; each breath has its own length and depth.

    Surprising: stopped, it falls to the end of a breath out within seconds, and the heart goes on.
    """

    def __init__(self, breathing_per_min: float, heart_per_min: float, rng: Random) -> None:
        self.about = "synthetic body"
        self._rate = Ramp(breathing_per_min)
        self._heart = Heart(heart_per_min, rng)
        self._rng = rng
        self._phase = rng.random()
        self._rate_drift = self._depth_drift = 0.0
        self._will = 1.0  # 1 breathing, 0 stopped, in between fading

    def step(self, dt: float) -> None:
        self._rate.step(dt)
        self._phase += dt * self._rate.value * exp(self._rate_drift) / 60
        if self._phase >= 1:
            self._phase %= 1
            self._next_breath()
        will = min(1.0, self._rate.value / SHALLOW_BELOW_PER_MIN)
        self._will = nearer(self._will, will, dt, FADE_S)
        self._heart.step(dt, self._will * (breath_shape(self._phase) - MEAN_FULLNESS))

    def breathe(self, per_min: float, over_s: float) -> None:
        self._rate.towards(per_min, over_s)

    def beat(self, per_min: float, over_s: float) -> None:
        self._heart.beat(per_min, over_s)

    @property
    def mm(self) -> float:
        depth = BREATH_MM * exp(self._depth_drift) * self._will
        return depth * breath_shape(self._phase) + self._heart.mm

    @property
    def breathing_per_min(self) -> float:
        return self._rate.value

    @property
    def heart_per_min(self) -> float:
        return self._heart.per_min

    def _next_breath(self) -> None:
        gauss = self._rng.gauss
        self._rate_drift = RATE_MEMORY * self._rate_drift + gauss(0, RATE_SPREAD)
        self._depth_drift = DEPTH_MEMORY * self._depth_drift + gauss(0, DEPTH_SPREAD)
