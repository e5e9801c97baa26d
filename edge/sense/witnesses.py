"""Witnesses: several estimators speak for every possible rate; where they agree is the rate.

Each witness is a curve over one grid of rates, 1 where it is surest and 0 or less where it has
nothing to say for a rate. They are added with equal weight, so that nothing is fitted but how
much certainty an agreement is worth (``certainty``), and the share of the certainty that lies
within the tolerance of the answer is its quality.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from edge.sense.signals import Signal

HALFWAY = 0.5  # of the likeness after half an interval speaks against the whole one


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rate a minute, and how sure the witnesses are that it is within tolerance, 0 to 1."""

    per_minute: float
    quality: float


@dataclass(frozen=True, slots=True)
class Court:
    """What rates are possible, how far off is still right, and what an agreement is worth."""

    rates: Signal
    tolerance: float
    certainty: float
    breadth: float  # of one interval, as a share: how unlike two intervals of one rate may be

    def verdict(self, witnesses: Sequence[Signal]) -> Verdict:
        heard = sum(witnesses) / len(witnesses)
        belief = np.exp(self.certainty * (heard - np.max(heard)))
        near = np.abs(self.rates - self.rates[np.argmax(heard)]) <= self.tolerance
        mass = belief[near].sum()
        rate = float(np.dot(belief[near], self.rates[near]) / mass)
        return Verdict(rate, float(mass / belief.sum()))

    def of_intervals(self, intervals_s: Signal) -> Signal:
        """The witness of single breaths or beats: each speaks for its own rate, while it lasts."""
        if not len(intervals_s):
            return np.zeros_like(self.rates)
        step = self.rates[1] - self.rates[0]
        places = np.rint((60 / np.maximum(intervals_s, 1e-3) - self.rates[0]) / step).astype(int)
        known = (places >= 0) & (places < len(self.rates))
        lasting = np.bincount(places[known], intervals_s[known], len(self.rates))
        return scaled(_spread(self.rates[0], step, len(self.rates), self.breadth) @ lasting)

    def of_lags(self, lags: Signal, lags_a_second: float) -> Signal:
        """The witness of an autocorrelation: how like itself the signal is, one interval later.

        What is as like itself after half as long has two intervals there, and not one.
        """
        places, lag = np.arange(len(lags)), 60 / self.rates * lags_a_second
        halfway = np.maximum(np.interp(lag / 2, places, lags), 0)
        return scaled(np.interp(lag, places, lags) - HALFWAY * halfway)


@lru_cache(maxsize=8)
def _spread(slowest: float, step: float, count: int, breadth: float) -> Signal:
    """How much an interval of one rate speaks for another, as a share of the likeness."""
    rates = np.log(slowest + step * np.arange(count))
    return np.asarray(np.exp(-0.5 * ((rates[:, None] - rates[None, :]) / breadth) ** 2))


def scaled(curve: Signal) -> Signal:
    """At most 1, and never below 0; all 0 for a curve that has nothing to say."""
    curve = np.maximum(curve, 0)
    return np.asarray(curve / max(float(curve.max()), 1e-12))
