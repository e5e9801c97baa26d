"""Sparklines: the last hour of one series as a path, with its gaps left open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ward.units import Instant, Span, seconds

WIDTH, HEIGHT, MARGIN = 300, 60, 4
GAP = seconds(45)  # two points further apart than this are not joined: nothing was seen between

Point = tuple[Instant, float]


@dataclass(frozen=True, slots=True)
class Sparkline:
    """One curve. ``words`` say what the eye sees, for those who cannot."""

    title: str
    path: str
    words: str
    low: str
    high: str


def sparkline(
    title: str, unit: str, points: Sequence[Point], since: Instant, until: Instant
) -> Sparkline:
    """The points between two moments; none of them is a curve that says so."""
    shown = [point for point in points if since <= point[0] <= until]
    if not shown:
        return Sparkline(title, "", f"{title}: nothing measured in this time", "", "")
    low, high = min(v for _, v in shown), max(v for _, v in shown)
    span = max(high - low, 1.0)
    middle = (low + high) / 2

    def at(point: Point) -> str:
        x = WIDTH * ((point[0] - since) / (until - since))
        y = HEIGHT / 2 - (point[1] - middle) / span * (HEIGHT - 2 * MARGIN)
        return f"{x:.1f},{y:.1f}"

    path = "".join(_stroke([at(point) for point in run]) for run in _runs(shown, GAP))
    words = f"{title}: {low:.1f} to {high:.1f} {unit}"
    return Sparkline(title, path, words, f"{low:.1f}", f"{high:.1f}")


def _stroke(corners: Sequence[str]) -> str:
    """A lone point is drawn too, as a dot."""
    rest = corners[1:] or corners
    return f"M{corners[0]}L{' '.join(rest)}"


def _runs(points: Sequence[Point], gap: Span) -> Iterator[list[Point]]:
    run: list[Point] = []
    for point in points:
        if run and point[0] - run[-1][0] > gap:
            yield run
            run = []
        run.append(point)
    yield run
