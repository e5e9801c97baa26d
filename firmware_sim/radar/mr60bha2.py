"""How 60 GHz breathing and heart modules behave that speak TinyFrame, bad habits included."""

from collections import deque
from dataclasses import dataclass
from math import cos, pi, sin
from random import Random

from firmware_sim.radar import tinyframe as tf

WAVELENGTH_MM = 299_792_458_000 / 60e9
RAD_PER_MM = 4 * pi / WAVELENGTH_MM
PHASES_EVERY_S, REST_EVERY_S = 0.125, 1.0
SETTLES_S = 60.0  # no rates before; the maker's own figure
HOLDS_PRESENCE_S = 40.0  # somebody there to nobody there, as its sister module's manual says
HOLDS_RATES_S = 75.0
BREATH_HZ, BREATH_Q = 0.3, 0.5  # its own filters: centre and sharpness
HEART_HZ, HEART_Q = 1.3, 1.0
COUNTS_OVER_S = 30.0
MOST_BREATHS_PER_MIN = 35.0
LEAST_BEATS_PER_MIN, MOST_BEATS_PER_MIN = 52.0, 118.0
PHASE_NOISE_RAD = 0.03
NOBODY_NOISE_RAD = 0.5
HEART_WANDERS_PER_MIN = 1.5


@dataclass(frozen=True, slots=True)
class Habits:
    """In what two modules of this family differ: what is said beside the phases, and how often."""

    rest_every_s: float
    says: frozenset[int]


MR60BHA2 = Habits(
    REST_EVERY_S,
    frozenset({tf.BREATH_RATE, tf.HEART_RATE, tf.DISTANCE, tf.PRESENCE, tf.TARGETS}),
)
# All that its vendor's PDF lays out; "everything at about 8 Hz" was seen.
LD6002 = Habits(PHASES_EVERY_S, frozenset({tf.BREATH_RATE, tf.HEART_RATE, tf.DISTANCE}))


@dataclass(frozen=True, slots=True)
class Echo:
    """What comes back from the cone: the chest, or nothing that matters."""

    in_cone: bool
    displacement_mm: float = 0.0
    distance_cm: float = 85.0
    moving: bool = False
    people: int = 1  # within reach of the module, when anybody is


class Bandpass:
    """What of a signal lies about one frequency: a second-order resonator, peak gain one."""

    def __init__(self, centre_hz: float, sharpness: float) -> None:
        turn = 2 * pi * centre_hz * PHASES_EVERY_S
        width = sin(turn) / (2 * sharpness)
        self._gain = width / (1 + width)
        self._back = (-2 * cos(turn) / (1 + width), (1 - width) / (1 + width))
        self._in = self._out = (0.0, 0.0)

    def feed(self, value: float) -> float:
        out = self._gain * (value - self._in[1])
        out -= self._back[0] * self._out[0] + self._back[1] * self._out[1]
        self._in, self._out = (value, self._in[0]), (out, self._out[0])
        return out


class Crossings:
    """A rate by counting upward zero crossings, as cheap firmware does it."""

    def __init__(self) -> None:
        self._at_s: deque[float] = deque()
        self._was = 0.0

    def feed(self, value: float, now_s: float) -> None:
        if self._was < 0 <= value:
            self._at_s.append(now_s)
        while self._at_s and self._at_s[0] < now_s - COUNTS_OVER_S:
            self._at_s.popleft()
        self._was = value

    @property
    def per_min(self) -> float | None:
        if len(self._at_s) < 2:  # noqa: PLR2004 - one interval needs two ends
            return None
        return 60 * (len(self._at_s) - 1) / (self._at_s[-1] - self._at_s[0])


class Mr60bha2:
    """Says phases eight times a second, and the rest as its habits are.

    Surprising, as seen of the family: after somebody left it goes on reporting
    presence and its last rates; its rates do not show that breathing stopped; the heart
    rate is hardly more than a guess. Only the phases are what they say.
    """

    def __init__(self, rng: Random, habits: Habits = MR60BHA2) -> None:
        self._rng = rng
        self._habits = habits
        self._framer = tf.Framer()
        self._now_s = 0.0
        self._phases_due_s = rng.random() * PHASES_EVERY_S
        self._rest_due_s = rng.random() * habits.rest_every_s
        self._watched_s = 0.0
        self._gone_s = HOLDS_RATES_S
        self._distance_cm = 0.0
        self._total = 0.0
        self._breath_band = Bandpass(BREATH_HZ, BREATH_Q)
        self._heart_bands = (Bandpass(HEART_HZ, HEART_Q), Bandpass(HEART_HZ, HEART_Q))
        self._breaths = Crossings()
        self._breath_rate = self._heart_rate = 0.0

    def step(self, dt: float, echo: Echo) -> bytes:
        """Let time pass in front of this echo; what goes out on the wire meanwhile."""
        self._now_s += dt
        self._watch(dt, echo)
        out = bytearray()
        while self._phases_due_s <= self._now_s:
            self._phases_due_s += PHASES_EVERY_S
            out += self._say_phases(echo)
        while self._rest_due_s <= self._now_s:
            self._rest_due_s += self._habits.rest_every_s
            out += self._say_rest(echo)
        return bytes(out)

    def _watch(self, dt: float, echo: Echo) -> None:
        if echo.in_cone:
            self._watched_s, self._gone_s = self._watched_s + dt, 0.0
            self._distance_cm = echo.distance_cm
            return
        self._gone_s += dt
        if self._gone_s > HOLDS_RATES_S:
            self._watched_s = self._breath_rate = self._heart_rate = 0.0

    def _say_phases(self, echo: Echo) -> bytes:
        noise = self._rng.gauss(0, PHASE_NOISE_RAD if echo.in_cone else NOBODY_NOISE_RAD)
        if echo.in_cone:
            self._total = echo.displacement_mm * RAD_PER_MM
        total = self._total + noise
        breath, heart = self._breath_band.feed(total), total
        for band in self._heart_bands:
            heart = band.feed(heart)
        self._breaths.feed(breath, self._now_s)
        return self._framer.frame(tf.PHASES, tf.phases(total, breath, heart))

    def hear(self, _received: bytes) -> bytes:
        """It is never told anything: one command would put it into its upgrade mode."""
        return b""

    def _say_rest(self, echo: Echo) -> bytes:
        self._guess_rates(echo)
        somebody = self._gone_s < HOLDS_PRESENCE_S
        metres = self._distance_cm / 100
        doppler = self._rng.randint(-3, 3) if echo.moving else 0
        seen = ((0.0, metres, doppler, 0),) * (echo.people if somebody else 0)
        content = (
            (tf.BREATH_RATE, tf.rate(self._breath_rate)),
            (tf.HEART_RATE, tf.rate(self._heart_rate)),
            (tf.DISTANCE, tf.distance(valid=somebody, cm=self._distance_cm if somebody else 0.0)),
            (tf.PRESENCE, tf.presence(somebody=somebody)),
            (tf.TARGETS, tf.targets(*seen)),
        )
        said = ((kind, each) for kind, each in content if kind in self._habits.says)
        return b"".join(self._framer.frame(kind, each) for kind, each in said)

    def _guess_rates(self, echo: Echo) -> None:
        """Its own rates, once settled; kept as they were when it cannot tell."""
        if self._watched_s < SETTLES_S or not echo.in_cone:
            return
        counted = self._breaths.per_min
        if counted is not None:
            self._breath_rate = round(min(counted, MOST_BREATHS_PER_MIN))
        guess = (self._heart_rate or 74.0) + self._rng.gauss(0, HEART_WANDERS_PER_MIN)
        self._heart_rate = round(min(max(guess, LEAST_BEATS_PER_MIN), MOST_BEATS_PER_MIN))
