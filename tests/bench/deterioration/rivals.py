"""Change detectors beside each other: the hub's own, and three that were not taken.

Each is given the same points and says in which quarter minutes its change is there. ``firm`` makes
each slower to speak or quicker: 1 as it was set, after trying, on seeds that are not published.
"""

from collections.abc import Callable, Sequence
from statistics import median

from hub.deterioration.change import Mark, is_there, weighed
from hub.deterioration.numbers import FORGOTTEN_S, STEP_S, STEPS_LEAST, Change
from tests.bench.deterioration.days import Point

Hits = list[int]
Rival = Callable[[Change, Sequence[Point], float], Hits]
SPARED, SUM_MOST, SUM_CLIPPED = 0.75, 4.0, 1.6  # of a change, tried on the same seeds as ours
WINDOW_S = {True: 180, False: 300}  # of line and middle, at a fall of breathing, and else
HOLDS = 2  # quarter minutes that line and middle must go on being beyond


def running_mean(change: Change, points: Sequence[Point], firm: float) -> Hits:
    """The hub's own: a clipped running mean."""
    asked, mark, hits = _firmer(change, firm), Mark(), []
    for point in _judged(change, points):
        mark = weighed(mark, asked, point.share(change), point.step, stands=False)
        hits += [point.step] if is_there(mark, asked) else []
    return hits


def cumulative_sum(change: Change, points: Sequence[Point], firm: float) -> Hits:
    """CUSUM, clipped likewise: what is beyond three quarters of the change adds up."""
    asked, total, last, hits = _firmer(change, firm), 0.0, None, []
    for point in _judged(change, points):
        if last is not None and (point.step - last) * STEP_S > FORGOTTEN_S:
            total = 0.0
        last, share = point.step, min(point.share(change) / asked.by, SUM_CLIPPED)
        total = min(max(0.0, total + share - SPARED), 1.5 * SUM_MOST)
        hits += [point.step] if total > SUM_MOST else []
    return hits


def robust_line(change: Change, points: Sequence[Point], firm: float) -> Hits:
    """Theil's line through the last minutes, read at its end."""
    return _windowed(change, points, firm, _line_now)


def middle(change: Change, points: Sequence[Point], firm: float) -> Hits:
    """The median of the last minutes."""
    return _windowed(change, points, firm, _middle_now)


RIVALS: dict[str, Rival] = {
    "clipped running mean (ours)": running_mean,
    "cumulative sum (CUSUM)": cumulative_sum,
    "robust line (Theil-Sen)": robust_line,
    "median of the last minutes": middle,
}
Shares = list[tuple[int, float]]
LEVELS: dict[tuple[str, Change, int], Shares] = {}


def _middle_now(shares: Shares) -> float:
    return median(share for _, share in shares)


def _windowed(
    change: Change, points: Sequence[Point], firm: float, level: Callable[[Shares], float]
) -> Hits:
    beyond, hits = 0, Hits()
    for step, share in _levels(change, points, level):
        beyond = beyond + 1 if share >= firm * change.by else 0
        hits += [step] if beyond > HOLDS else []
    return hits


def _levels(change: Change, points: Sequence[Point], level: Callable[[Shares], float]) -> Shares:
    """Worked out once: how firm a rival is asked to be changes none of them."""
    kind = (level.__name__, change, id(points))
    if kind not in LEVELS:
        steps, lately, told = WINDOW_S[change.falls] // STEP_S, Shares(), Shares()
        for point in _judged(change, points):
            lately = [each for each in lately if each[0] > point.step - steps]
            lately.append((point.step, point.share(change)))
            if len(lately) >= STEPS_LEAST:
                told.append((point.step, level(lately)))
        LEVELS[kind] = told
    return LEVELS[kind]


def _line_now(shares: Shares) -> float:
    slopes = [
        (later - earlier) / (b - a)
        for at, (a, earlier) in enumerate(shares)
        for b, later in shares[at + 1 :]
    ]
    slope, now = median(slopes), shares[-1][0]
    height = median(share + slope * (now - step) for step, share in shares)
    seen = [share for _, share in shares]
    return min(max(height, min(seen)), max(seen))


def _judged(change: Change, points: Sequence[Point]) -> Sequence[Point]:
    return [point for point in points if point.rested] if change.at_rest else points


def _firmer(change: Change, firm: float) -> Change:
    return Change(
        change.vital, change.falls, change.by * firm, change.memory_s, change.at_rest,
        change.authority, change.source,
    )  # fmt: skip
