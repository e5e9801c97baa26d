"""A picture of two courses over each other, as SVG: lines, a band, and words, no more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

WIDE, HIGH, LEFT, TOP, FOOT = 900, 260, 56, 34, 30
POINTS_MOST = 700


@dataclass(frozen=True)
class Line:
    name: str
    values: Sequence[float]
    ink: str
    dashed: bool = False


@dataclass(frozen=True)
class Plot:
    title: str
    unit: str
    least: float
    most: float
    band: tuple[float, float]
    lines: tuple[Line, ...]
    ticks: tuple[str, ...]  # along the foot, evenly


def drawn(plots: Sequence[Plot]) -> str:
    """All of them below each other. Lines differ by dashes too, never by colour alone."""
    step = HIGH + TOP + FOOT + 16
    parts = [_plot(plot, step * k) for k, plot in enumerate(plots)]
    size = f'width="{WIDE + LEFT + 30}" height="{step * len(plots)}"'
    style = 'font-family="sans-serif" font-size="13"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>'
    return "\n".join([head, '<rect width="100%" height="100%" fill="#fff"/>', *parts, "</svg>\n"])


def _plot(plot: Plot, down: int) -> str:
    def y(value: float) -> float:
        share = (min(max(value, plot.least), plot.most) - plot.least) / (plot.most - plot.least)
        return down + TOP + HIGH * (1 - share)

    low, high = plot.band
    out = [
        f'<text x="{LEFT}" y="{down + 20}" font-weight="bold">{plot.title}</text>',
        f'<rect x="{LEFT}" y="{y(high):.1f}" width="{WIDE}" height="{y(low) - y(high):.1f}" '
        'fill="#dcebdc"/>',
    ]
    for k in range(5):
        value = plot.least + (plot.most - plot.least) * k / 4
        out.append(f'<line x1="{LEFT}" x2="{LEFT + WIDE}" y1="{y(value):.1f}" y2="{y(value):.1f}" '
                   'stroke="#ccc"/>')  # fmt: skip
        out.append(
            f'<text x="{LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:g}</text>'
        )
    out.append(f'<text x="6" y="{down + TOP - 6}">{plot.unit}</text>')
    for k, tick in enumerate(plot.ticks):
        x = LEFT + WIDE * k / (len(plot.ticks) - 1)
        foot = down + TOP + HIGH + 18
        out.append(f'<text x="{x:.0f}" y="{foot}" text-anchor="middle">{tick}</text>')
    for k, line in enumerate(plot.lines):
        out.append(_line(line, y))
        x = LEFT + WIDE - 250 * (len(plot.lines) - k)
        dash = ' stroke-dasharray="5 3"' if line.dashed else ""
        out.append(f'<line x1="{x}" x2="{x + 30}" y1="{down + 16}" y2="{down + 16}" '
                   f'stroke="{line.ink}" stroke-width="2"{dash}/>')  # fmt: skip
        out.append(f'<text x="{x + 36}" y="{down + 20}">{line.name}</text>')
    return "\n".join(out)


def _line(line: Line, y: Callable[[float], float]) -> str:
    every = max(1, len(line.values) // POINTS_MOST)
    chosen = line.values[::every]
    points = " ".join(
        f"{LEFT + WIDE * k / (len(chosen) - 1):.1f},{y(value):.1f}"
        for k, value in enumerate(chosen)
    )
    dash = ' stroke-dasharray="5 3"' if line.dashed else ""
    return f'<polyline points="{points}" fill="none" stroke="{line.ink}" stroke-width="1.5"{dash}/>'
