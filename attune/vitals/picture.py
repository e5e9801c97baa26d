"""Rates, doubts and whatever reference the file has, one above the other on one time axis."""

from collections.abc import Sequence

from attune.vitals.listen import Line
from attune.vitals.png import LETTER, TALL, Colour, Paper
from attune.vitals.recording import Recording
from edge.sense.witnesses import Verdict
from ward.vitals import Doubt, Vital

WIDTH, LEFT, RIGHT, TOP = 1400, 110, 30, 60
PANEL, BETWEEN, LEGEND = 300, 60, 30
MOST = {Vital.BREATHING: 45.0, Vital.HEART: 165.0}
LINES = {Vital.BREATHING: 10.0, Vital.HEART: 30.0}
TICKS_S = (10, 20, 30, 60, 120, 300, 600, 1800, 3600)
TICKS_MOST = 14
TEXT, QUIET = (33, 43, 50), (216, 221, 224)
RATE, REFERENCE, STOPPED = (0, 94, 184), (138, 90, 0), (177, 14, 30)
DOUBTS: dict[Doubt, Colour] = {
    Doubt.NOBODY_THERE: (232, 237, 238),
    Doubt.MOVING: (255, 233, 174),
    Doubt.SETTLING: (201, 227, 246),
    Doubt.WEAK_SIGNAL: (225, 213, 235),
    Doubt.MACHINE_LIKE: (245, 205, 205),
    Doubt.SENSOR_LOST: (190, 190, 190),
}


def draw(recording: Recording, lines: Sequence[Line]) -> Paper:
    """The picture; empty but for its axes where nothing was heard."""
    lasts_s = max(len(lines), 1)
    paper = Paper(WIDTH, TOP + 2 * (PANEL + BETWEEN) + LEGEND)
    paper.text(4, 8, recording.name, TEXT)
    for place, vital in enumerate(Vital):
        top = TOP + place * (PANEL + BETWEEN)
        _doubts(paper, vital, lines, top, lasts_s)
        _axes(paper, vital, top, lasts_s)
        _reference(paper, recording, vital, top, lasts_s)
        _rates(paper, vital, lines, top, lasts_s)
    _legend(paper, TOP + 2 * (PANEL + BETWEEN))
    return paper


def _x(second: float, lasts_s: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * second / lasts_s


def _y(per_minute: float, vital: Vital, top: float) -> float:
    return top + PANEL * (1 - min(per_minute / MOST[vital], 1.0))


def _found(line: Line, vital: Vital) -> Verdict | Doubt | None:
    return line.heard.breathing if vital is Vital.BREATHING else line.heard.heart


def _doubts(paper: Paper, vital: Vital, lines: Sequence[Line], top: float, lasts_s: float) -> None:
    wide = (WIDTH - LEFT - RIGHT) / lasts_s + 1
    for line in lines:
        found = _found(line, vital)
        colour = DOUBTS.get(found) if isinstance(found, Doubt) else STOPPED
        if not isinstance(found, Verdict) and colour:
            paper.box(_x(line.t - 1, lasts_s), top, wide, PANEL, colour)


def _axes(paper: Paper, vital: Vital, top: float, lasts_s: float) -> None:
    paper.text(4, top - 26, f"{vital.value} /min", TEXT)
    per_minute = 0.0
    while per_minute <= MOST[vital]:
        y = _y(per_minute, vital, top)
        paper.box(LEFT, y, WIDTH - LEFT - RIGHT, 1, QUIET)
        words = f"{per_minute:.0f}"
        paper.text(LEFT - (len(words) + 1) * LETTER, y - TALL / 2, words, TEXT)
        per_minute += LINES[vital]
    every = next((each for each in TICKS_S if lasts_s / each <= TICKS_MOST), TICKS_S[-1])
    for second in range(0, int(lasts_s) + 1, every):
        paper.box(_x(second, lasts_s), top, 1, PANEL, QUIET)
        paper.text(_x(second, lasts_s) - LETTER, top + PANEL + 8, f"{second} s", TEXT)


def _reference(
    paper: Paper, recording: Recording, vital: Vital, top: float, lasts_s: float
) -> None:
    for second, per_minute in zip(*recording.references.get(vital, ((), ())), strict=True):
        if 0 <= second <= lasts_s:
            x, y = _x(float(second), lasts_s), _y(float(per_minute), vital, top)
            paper.box(x - 5, y - 5, 10, 10, REFERENCE)


def _rates(paper: Paper, vital: Vital, lines: Sequence[Line], top: float, lasts_s: float) -> None:
    before: tuple[float, float] | None = None
    for line in lines:
        found = _found(line, vital)
        if not isinstance(found, Verdict):
            before = None
            continue
        here = (_x(line.t, lasts_s), _y(found.per_minute, vital, top))
        paper.line(before or here, here, RATE)
        before = here


def _legend(paper: Paper, y: float) -> None:
    x = float(LEFT)
    named = [("rate", RATE), ("reference", REFERENCE), ("no breathing", STOPPED)]
    for words, colour in (*named, *((doubt.value, colour) for doubt, colour in DOUBTS.items())):
        paper.box(x, y, TALL, TALL, colour)
        paper.text(x + TALL + 6, y, words.split(" signal")[0], TEXT)
        x += TALL + (len(words.split(" signal")[0]) + 2) * LETTER
