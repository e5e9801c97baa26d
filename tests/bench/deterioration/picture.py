"""The picture of the detectors: delay against false alarms, a line for each."""

from collections.abc import Iterator, Mapping, Sequence
from math import log10

WIDTH, HEIGHT, LEFT, TOP, PLOT_W, PLOT_H = 640, 400, 60, 20, 400, 320
INKS = ("#005eb8", "#b54708", "#4c6272", "#7c2855")
DASHES = ("", "6 3", "2 3", "9 3 2 3")
FALSE = (0.03, 10.0)  # a room-day, on a scale of tens
MOST_MIN = 60.0


def curves_svg(curves: Mapping[str, Sequence[tuple[float, float, int]]]) -> str:
    return "\n".join(_svg(curves)) + "\n"


def _svg(curves: Mapping[str, Sequence[tuple[float, float, int]]]) -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
    yield ' aria-label="Delay to detection against false alarms a room-day, by detector"'
    yield ' font-family="sans-serif" font-size="12">'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    frame = f'x="{LEFT}" y="{TOP}" width="{PLOT_W}" height="{PLOT_H}"'
    yield f'<rect {frame} fill="none" stroke="#999"/>'
    under = f'y="{TOP + PLOT_H + 16}" text-anchor="middle"'
    for false in (0.1, 1.0, 10.0):
        yield f'<text x="{_x(false):.0f}" {under}>{false:g}</text>'
    for late in (0, 20, 40, 60):
        yield f'<text x="{LEFT - 6}" y="{_y(late) + 4:.0f}" text-anchor="end">{late}</text>'
    axes = "false alarms a room-day; minutes to the alarm, upwards"
    yield f'<text x="{LEFT}" y="{HEIGHT - 16}">{axes}</text>'
    yield f'<path d="M{_x(1):.0f} {TOP}v{PLOT_H}" stroke="#ccc"/>'
    for place, (name, points) in enumerate(curves.items()):
        ink, dash, at = INKS[place % 4], DASHES[place % 4], TOP + 20 + 22 * place
        line = " ".join(f"{_x(false):.1f},{_y(late):.1f}" for false, late, _ in points)
        style = f'fill="none" stroke="{ink}" stroke-width="2" stroke-dasharray="{dash}"'
        yield f'<polyline points="{line}" {style}/>'
        yield f'<path d="M{LEFT + PLOT_W + 10} {at - 4}h24" {style}/>'
        yield f'<text x="{LEFT + PLOT_W + 38}" y="{at}" font-size="10">{name}</text>'
    yield "</svg>"


def _x(false: float) -> float:
    least, most = (log10(each) for each in FALSE)
    return LEFT + PLOT_W * (log10(min(max(false, FALSE[0]), FALSE[1])) - least) / (most - least)


def _y(late: float) -> float:
    return TOP + PLOT_H * (1 - min(late, MOST_MIN) / MOST_MIN)
