"""A PI loop whose integral stops where the plant can do no more."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuning:
    """Share of full power for each K of error, and the seconds in which the integral doubles it."""

    share_per_k: float
    integral_s: float


class Loop:
    """Power from -1, all it can cool, to +1, all it can heat."""

    def __init__(self, tuning: Tuning) -> None:
        self._tuning = tuning
        self._integral = 0.0
        self.power = 0.0

    def step(self, error_k: float, dt: float, *, hold: bool = False) -> float:
        """What to give after ``dt`` seconds of this error, positive when it is too cold.

        While it is at its end, or told to ``hold``, the integral does not grow further that way:
        it would have to be undone again before anything is done (anti-windup).
        """
        share = self._tuning.share_per_k
        power = share * error_k + self._integral
        at_its_end = (power >= 1 and error_k > 0) or (power <= -1 and error_k < 0)
        if not at_its_end and not hold:
            self._integral += share * error_k * dt / self._tuning.integral_s
        self._integral = max(-1.0, min(1.0, self._integral))
        self.power = max(-1.0, min(1.0, share * error_k + self._integral))
        return self.power
