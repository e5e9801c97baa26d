"""How a module behaves that reports rates and no phase: its manual's pace, and its bad habits."""

from dataclasses import dataclass, field
from math import pi, sin
from random import Random

from firmware_sim.radar import r60_dialect as r60
from firmware_sim.radar.mr60bha2 import Echo

# Manual V3.0: how often it says what is not said on change.
MOVEMENT_EVERY_S, WAVES_EVERY_S = 1.0, 1.0
DISTANCE_EVERY_S = 2.0
RATES_EVERY_S = 3.0
HEARTBEAT_EVERY_S = 60.0  # not in the manual as far as it was read: a guess
LEAVES_AFTER_S, COMES_AFTER_S = 40.0, 0.5  # somebody to nobody, and back
SLOW_BELOW, FAST_ABOVE = 10, 25  # breaths a minute
BREATHS_MOST = 35
BEATS_LEAST, BEATS_MOST = 60, 120
WAVE_HZ = 5
NORMAL, FAST, SLOW, NONE = 1, 2, 3, 4
NOBODY, STILL, ACTIVE = 0, 1, 2
MOVEMENT_STILL, MOVEMENT_ACTIVE = 1, 60
WAVE_SIZE = 60.0


@dataclass(slots=True)
class Due:
    """Something that is said every so often."""

    every_s: float
    in_s: float = field(default=0.0)

    def after(self, dt: float) -> bool:
        self.in_s -= dt
        if self.in_s > 0:
            return False
        self.in_s += self.every_s
        return True


class R60abd1:
    """Says what it makes of the echo, in whole numbers.

    Surprising, as was seen of the family: it reports a heart and a breath over an empty chair,
    and its heart rate is always between 60 and 120, whatever the heart does.
    """

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._gone_s, self._there_s = LEAVES_AFTER_S, 0.0
        self._said: dict[tuple[int, int], bytes] = {}
        self._now_s = 0.0
        self._movement, self._waves = Due(MOVEMENT_EVERY_S), Due(WAVES_EVERY_S)
        self._distance, self._rates = Due(DISTANCE_EVERY_S), Due(RATES_EVERY_S)
        self._heartbeat = Due(HEARTBEAT_EVERY_S)
        self._beats, self._breaths = 78.0, 14.0

    def step(self, dt: float, echo: Echo, breaths_per_min: float = 14.0) -> bytes:
        """Let time pass in front of this echo; what goes out on the wire meanwhile."""
        self._now_s += dt
        self._there_s = self._there_s + dt if echo.in_cone else 0.0
        self._gone_s = 0.0 if echo.in_cone else self._gone_s + dt
        self._guess(echo, breaths_per_min)
        out = b"".join(
            self._on_change(kind, said) for kind, said in self._standing(echo, breaths_per_min)
        )
        return out + b"".join(self._on_time(dt, echo))

    def hear(self, received: bytes) -> bytes:
        """Somebody speaks to it. A reset is answered, and everything begins anew."""
        asked = r60.frame(r60.RESET, r60.byte(0x0F))
        if asked not in received:
            return b""
        self._said.clear()
        return asked

    @property
    def _somebody(self) -> bool:
        if self._said.get(r60.PRESENCE) == b"\x01":
            return self._gone_s < LEAVES_AFTER_S
        return self._there_s >= COMES_AFTER_S

    def _standing(self, echo: Echo, breaths: float) -> tuple[tuple[tuple[int, int], bytes], ...]:
        """What is said when it changes."""
        somebody = self._somebody
        stirs = (ACTIVE if echo.moving else STILL) if somebody else NOBODY
        return (
            (r60.PRESENCE, r60.byte(somebody)),
            (r60.MOTION, r60.byte(stirs)),
            (r60.BREATH_STATE, r60.byte(state_of(breaths if echo.in_cone else 0.0))),
        )

    def _on_change(self, kind: tuple[int, int], said: bytes) -> bytes:
        if self._said.get(kind) == said:
            return b""
        self._said[kind] = said
        return r60.frame(kind, said)

    def _on_time(self, dt: float, echo: Echo) -> list[bytes]:
        out = []
        if self._movement.after(dt):
            level = MOVEMENT_ACTIVE if echo.moving else MOVEMENT_STILL
            out.append(r60.frame(r60.MOVEMENT, r60.byte(level if self._somebody else 0)))
        if self._waves.after(dt):
            out.append(r60.frame(r60.BREATH_WAVE, self._wave(self._breaths)))
            out.append(r60.frame(r60.HEART_WAVE, self._wave(self._beats)))
        if self._distance.after(dt):
            cm = round(echo.distance_cm)
            out.append(r60.frame(r60.DISTANCE, r60.centimetres(cm)))
            out.append(r60.frame(r60.POSITION, r60.position(-4, cm, 12)))
        if self._rates.after(dt):
            out.append(r60.frame(r60.BREATH_RATE, r60.byte(round(self._breaths))))
            out.append(r60.frame(r60.HEART_RATE, r60.byte(round(self._beats))))
        if self._heartbeat.after(dt):
            out.append(r60.frame(r60.HEARTBEAT, r60.byte(0x0F)))
        return out

    def _guess(self, echo: Echo, breaths: float) -> None:
        """A rate for everybody, and for nobody too."""
        wandering = self._rng.gauss(0, 0.02)
        self._beats = min(max(self._beats + wandering, BEATS_LEAST), BEATS_MOST)
        if echo.in_cone and breaths:
            self._breaths += 0.01 * (min(breaths, BREATHS_MOST) - self._breaths)

    def _wave(self, per_min: float) -> bytes:
        turns = (per_min / 60 * (self._now_s + i / WAVE_HZ) for i in range(WAVE_HZ))
        return r60.wave(*(WAVE_SIZE * sin(2 * pi * turn) for turn in turns))


def state_of(breaths_per_min: float) -> int:
    """The manual's four words for breathing."""
    if not breaths_per_min:
        return NONE
    if breaths_per_min < SLOW_BELOW:
        return SLOW
    return FAST if breaths_per_min > FAST_ABOVE else NORMAL


# What the recorded traces of such a module call its messages, and the frame of each.
RECORDED = {
    "heart_rate": (r60.HEART_RATE, r60.byte),
    "respiratory_rate": (r60.BREATH_RATE, r60.byte),
    "body_value": (r60.MOVEMENT, r60.byte),
    "distance": (r60.DISTANCE, r60.centimetres),
}


def recorded(event: str, value: float) -> bytes:
    """One message of a trace as it was on the wire."""
    kind, content = RECORDED[event]
    return r60.frame(kind, content(round(value)))
