"""Quality against what came of it: of answers of one quality, the share within tolerance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from attune.play import ink
from tests.bench.vitals.figures import Answer, figured

EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.001)
SIDE, LEFT, TOP = 360.0, 60.0, 50.0
COLOURS = ("#005eb8", "#b10e1e", "#007f3b", "#8a5a00")


@dataclass(frozen=True)
class Point:
    """Answers of about this quality, and the share of them that were right."""

    said: float
    right: float
    answers: int


def shares(answers: Sequence[Answer], tolerance: float) -> list[Point]:
    points = []
    for low, high in pairwise(EDGES):
        here = [a for a in answers if a.verdict and low <= a.verdict.quality < high]
        if here:
            said = sum(a.verdict.quality for a in here if a.verdict) / len(here)
            points.append(Point(said, figured(here, tolerance).within, len(here)))
    return points


def calibration_svg(curves: Mapping[str, Sequence[Point]]) -> str:
    parts = [
        ink.text(LEFT, 24, "Quality said, and share within tolerance", size=16),
        _line(_x(0), _y(0), _x(1), _y(1), ink.QUIET),
    ]
    for tenth in range(0, 11, 2):
        share = tenth / 10
        parts += [
            _line(_x(0), _y(share), _x(1), _y(share), ink.RULE),
            ink.text(LEFT - 34, _y(share) + 4, f"{share:.1f}"),
            ink.text(_x(share) - 8, TOP + SIDE + 18, f"{share:.1f}"),
        ]
    for (name, points), colour in zip(curves.items(), COLOURS, strict=False):
        for here, there in pairwise(points):
            parts.append(_line(*_place(here), *_place(there), colour))
        for point in points:
            x, y = _place(point)
            told = f"{name}: {point.answers} answers of {point.said:.2f}, {point.right:.0%} right"
            size = 2 + point.answers**0.5 / 2
            parts.append(ink.element("circle", told, cx=x, cy=y, r=min(size, 9), fill=colour))
    for row, (name, colour) in enumerate(zip(curves, COLOURS, strict=False)):
        parts.append(ink.text(LEFT + 12, TOP + 20 + 16 * row, name, fill=colour))
    return ink.whole(LEFT + SIDE + 40, TOP + SIDE + 40, parts, "Calibration of quality")


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return ink.element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=1.5)


def _place(point: Point) -> tuple[float, float]:
    return _x(point.said), _y(point.right)


def _x(share: float) -> float:
    return LEFT + SIDE * share


def _y(share: float) -> float:
    return TOP + SIDE * (1 - share)
