"""Whether somebody is there, and whether they lie still: told apart from any rate."""

from collections import deque

import numpy as np

from edge.sense.signals import Signal

SPEEDS_KEPT = 60  # seconds of them
USUAL_LEAST = 5  # seconds, before a speed is called usual
STIR_RATIO = 3.0  # times the usual speed is no breath
STIR_LEAST = 10.0  # rad/s; 4 mm/s at 60 GHz: 5 mm of breath at 20/min reaches this
STIR_MOST = 40.0  # rad/s; 16 mm/s: no breath at all, and near what frames can tell apart
SPEED_SHARE = 80  # per cent of a second's steps that are slower than its speed
LEAVE_SHARE = 0.5  # of what it takes to be there: less than this, after moving, is nobody


def speed_of(change: Signal, rate_hz: float) -> float:
    """How fast the chest goes in these steps, rad/s, not heeding a few."""
    return float(np.percentile(np.abs(change), SPEED_SHARE)) * rate_hz if len(change) else 0.0


class Stillness:
    """Moving is faster than this chest's own breathing."""

    def __init__(self) -> None:
        self._speeds: deque[float] = deque(maxlen=SPEEDS_KEPT)

    def feed(self, speed: float) -> bool:
        """Whether the second of this speed was one of movement."""
        moving = speed > self._stir()
        self._speeds.append(speed)
        return moving

    def forget(self) -> None:
        self._speeds.clear()

    def _stir(self) -> float:
        if len(self._speeds) < USUAL_LEAST:
            return STIR_MOST
        usual = STIR_RATIO * float(np.median(self._speeds))
        return min(max(usual, STIR_LEAST), STIR_MOST)


class Presence:
    """Nobody leaves without moving.

    So somebody whose chest falls still is there until they moved first: a chest that stopped is
    never an empty bed. ``liveliness`` is 1 where somebody may be believed to be there.
    """

    def __init__(self) -> None:
        self.is_there = False
        self.has_stirred = False  # since they last breathed

    def feed(self, liveliness: float, *, moved: bool) -> None:
        """One second more; whether something moved in it that need not be breathing."""
        self.has_stirred = self.has_stirred or moved
        if liveliness >= 1:
            self.is_there = True
        elif liveliness < LEAVE_SHARE and self.has_stirred:
            self.is_there = False

    def breathes(self) -> None:
        """Whoever breathes has not left, however much they moved before."""
        self.has_stirred = False
