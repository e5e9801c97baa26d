"""What chance alone would give: how likely so many are, of so many, by nothing but chance."""

from itertools import pairwise
from math import exp, lgamma, log

NEGLIGIBLE = 1e-18


def at_least(hits: int, of: int, share: float) -> float:
    """How likely it is that ``hits`` or more of ``of`` hit, where each does with that share.

    The upper tail of the binomial distribution. Raises ``ValueError`` for what no count can be.
    """
    if not (0 <= hits <= of and 0.0 <= share <= 1.0):
        raise ValueError(f"{hits} of {of} at a share of {share} cannot be")
    if hits == 0 or share == 1.0:
        return 1.0
    if share == 0.0:
        return 0.0
    mean = share * of
    likely = exp(_log_of(hits, of, share))
    total = 0.0
    for here, _ in pairwise(range(hits, of + 2)):
        total += likely
        if here > mean and likely < total * NEGLIGIBLE:
            break
        likely *= (of - here) / (here + 1) * share / (1 - share)
    return min(total, 1.0)


def _log_of(hits: int, of: int, share: float) -> float:
    """The logarithm of the chance of exactly so many."""
    ways = lgamma(of + 1) - lgamma(hits + 1) - lgamma(of - hits + 1)
    return ways + hits * log(share) + (of - hits) * log(1 - share)
