"""`make bench ARGS=vitals`: everything measured, on the screen and into docs/vital-signs.md."""

import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

import numpy as np
import psutil

from attune.vitals.listen import listen
from attune.vitals.recording import load
from edge.sense import chest as estimator
from edge.sense.chest import Chest
from tests.bench.vitals import bodies, peers
from tests.bench.vitals.calibration import calibration_svg, shares
from tests.bench.vitals.figures import Answer, Measured, figured, gated, measure
from tests.bench.vitals.sets import APNOEA_S, BELT, ECG, ICU, NO_PULSE, Set
from tests.bench.vitals.simulated import simulated_lines
from tests.conftest import CHECKOUT, where_shared

PAGE = CHECKOUT / "docs" / "vital-signs.md"
PLOT = CHECKOUT / "docs" / "images" / "vital-signs-calibration.svg"
WINDOWS_S = (30, 60)
LEASTS = np.arange(0.4, 0.96, 0.05)  # thresholds to choose from when one session is left out
ENOUGH_RIGHT = {("xm125_belt", 30): 0.92}  # what the issue asks for; elsewhere
ELSEWHERE_RIGHT = 0.97
DAY_S, SETTLED_S = 86_400, 600

# What others' methods reach on the same windows: data/radar/README.md.
PEERS = {
    ("xm125_belt", 30): "maker's app 2.07, 72 %, all; naive 1.46, 80 %, all",
    ("xm125_belt", 60): "naive 1.53, 88 %, all; better naive 0.61, 97.5 %, all",
    ("mmwave_phase_ecg", 30): "naive 4.96, 79 %, all; gated naive 0.90, 98.5 %, 51 %",
    ("bidmc_icu", 60): "bedside monitor 1.24, 88.5 %, all; naive 0.54, 97 %, all",
}


def report_vitals() -> None:
    shared = where_shared() / "data"
    if not (shared / "radar").is_dir():
        print(f"not measured: there are no recordings in {shared}")
        return
    with ProcessPoolExecutor() as beside:
        parts = (beside.submit(simulated_lines), beside.submit(day_mib))
        page = "\n".join(_page(shared, *parts))
    PAGE.write_text(page + "\n")
    print(page)


def _page(shared: Path, bodies_told: Future[list[str]], day: Future[float]) -> Iterator[str]:
    measured = {
        (each.name, s): measure(each, shared, s)
        for each in (BELT, ECG, ICU, NO_PULSE)
        for s in WINDOWS_S
    }
    yield (Path(__file__).parent / "head.md").read_text().rstrip()
    yield from _recordings(measured)
    yield from _left_out(measured)
    yield from _apnoea(shared)
    yield from _compared(shared)
    yield from _calibrated(measured)
    yield from bodies_told.result()
    yield from _cost(day.result())


def _recordings(measured: dict[tuple[str, int], Measured]) -> Iterator[str]:
    yield "\n## Recordings\n"
    yield "`xm125_belt` is one healthy adult, seated, beside a consumer belt. `bidmc_icu` is no"
    yield "radar but the impedance of ICU patients' chests, some of whom a machine breathes for."
    yield "`iwr6843_vitals_h10` holds no pulse: every answer there is wrong, so few is good.\n"
    yield "| set | of | window | MAE | within ± | answered | others, on the same |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for each in (BELT, ECG, ICU, NO_PULSE):
        for s in WINDOWS_S:
            beside = PEERS.get((each.name, s), "")
            row = measured[each.name, s].figures.row()
            yield f"| {each.name} | {each.vital} | {s} s | {row} | {beside} |"
    for s in WINDOWS_S:
        figures = measured[BELT.name, s].figures
        yield (
            f"\nEmpty seat, {s} s: {figures.empty_answers} of {figures.empty_lines} lines have a "
            "rate of anything (maker's app 98.5 % of frames, gated naive 18 of 37 windows)."
        )


def _left_out(measured: dict[tuple[str, int], Measured]) -> Iterator[str]:
    """The one number chosen on recordings, chosen anew without the session that it then judges."""
    yield "\n## Leaving one session out\n"
    yield "Chosen with an eye on these recordings is the least quality that is said. Here it is"
    yield "chosen for each session on the others alone, as the lowest with the share right that is"
    yield "asked for: 97 %, of breathing over 30 s 92 %.\n"
    yield "| set | window | MAE | within ± | answered | thresholds |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for each in (BELT, ECG):
        for s in WINDOWS_S:
            answers, used = _leave_out(each, s)
            figures = figured(answers, each.tolerance)
            yield f"| {each.name} | {s} s | {figures.row()} | {min(used):.2f} to {max(used):.2f} |"


def _leave_out(the_set: Set, window_s: int) -> tuple[list[Answer], list[float]]:
    answers = _ungated(the_set, window_s)
    enough = ENOUGH_RIGHT.get((the_set.name, window_s), ELSEWHERE_RIGHT)
    out: list[Answer] = []
    used: list[float] = []
    for name in sorted({answer.session for answer in answers}):
        others = [answer for answer in answers if answer.session != name]
        right = [
            float(least)
            for least in LEASTS
            if figured(gated(others, float(least)), the_set.tolerance).within >= enough
        ]
        used.append(right[0] if right else float(LEASTS[-1]))
        out += gated([answer for answer in answers if answer.session == name], used[-1])
    return out, used


def _ungated(the_set: Set, window_s: int) -> tuple[Answer, ...]:
    kept = estimator.BREATHING_LEAST, estimator.HEART_LEAST
    estimator.BREATHING_LEAST = estimator.HEART_LEAST = 0.0
    try:
        return measure(the_set, where_shared() / "data", window_s).answers
    finally:
        estimator.BREATHING_LEAST, estimator.HEART_LEAST = kept


def _apnoea(shared: Path) -> Iterator[str]:
    lines = list(listen(load(shared / "radar" / "fmcw_apnea" / "data1.npz"), 30))
    told = [line.t for line in lines if line.heard.no_breath_s is not None]
    yield "\n## A breath held\n"
    yield f"`fmcw_apnea`, held from about {APNOEA_S:.0f} s to the end at 55 s: no breath is told"
    yield f"from {told[0]} s on, {told[0] - APNOEA_S:.0f} s after it began, and no rate after that."


def _compared(shared: Path) -> Iterator[str]:
    yield "\n## Estimators compared\n"
    yield "Every window answered, whatever its quality; 30 s.\n"
    for the_set, methods in ((BELT, peers.BREATHING), (ECG, peers.HEART)):
        yield f"| {the_set.vital}, {the_set.name} | MAE | within ± | |\n| --- | --- | --- | --- |"
        for name, figures in peers.compared(the_set, shared, 30, methods).items():
            yield f"| {name} | {figures.row()} |"
        yield ""


def _calibrated(measured: dict[tuple[str, int], Measured]) -> Iterator[str]:
    curves = {
        f"{each.vital}, {each.name}": shares(_ungated(each, 30), each.tolerance)
        for each in (BELT, ECG)
    }
    curves[f"{ICU.vital}, {ICU.name}"] = shares(measured[ICU.name, 30].answers, ICU.tolerance)
    PLOT.parent.mkdir(exist_ok=True)
    PLOT.write_text(calibration_svg(curves))
    yield "## What quality means\n"
    yield "Of the answers of one quality, the share within tolerance; 30 s. Of radar those too"
    yield "that are not said for want of quality. Under the line, too much is promised.\n"
    yield f"![calibration](images/{PLOT.name})\n"
    yield "| of | quality | answers | within ± |\n| --- | --- | --- | --- |"
    for name, points in curves.items():
        for point in points:
            yield f"| {name} | {point.said:.2f} | {point.answers} | {point.right:.0%} |"


def cost_ms(seconds: int = 100) -> float:
    """Processor time of one radar second, 20 frames of 4 ranges one by one, while it estimates."""
    echoes = bodies.echoes(bodies.lying(14, 70, 0, 100 + seconds), np.random.default_rng(0))
    one = Chest(bodies.RATE_HZ, 4, is_complex=True)
    for i in range(0, 2000, 20):
        one.feed(echoes[i : i + 20])
        one.heard()
    began = time.process_time()
    for i in range(2000, 2000 + 20 * seconds):
        one.feed(echoes[i : i + 1])
        if i % 20 == 19:
            one.heard()
    return 1000 * (time.process_time() - began) / seconds


def grows_kib(seconds: int) -> float:
    """What memory has grown by after so many radar seconds more, the first hundred aside."""
    echoes = bodies.echoes(bodies.lying(14, 70, 0, 100), np.random.default_rng(0))
    one = Chest(bodies.RATE_HZ, 4, is_complex=True)

    def play(count: int) -> None:
        for second in range(count):
            at = 20 * (second % 100)
            one.feed(echoes[at : at + 20])
            one.heard()

    play(100)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    play(seconds)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / 1024


def day_mib() -> float:
    """What a process grows by in a day of radar seconds asked every fifth, ten minutes aside."""
    echoes = bodies.echoes(bodies.lying(14, 70, 0, 100), np.random.default_rng(0))
    one, process = Chest(bodies.RATE_HZ, 4, is_complex=True), psutil.Process()
    before = 0
    for second in range(DAY_S):
        at = 20 * (second % 100)
        one.feed(echoes[at : at + 20])
        if second % 5 == 0:
            one.heard()
        if second == SETTLED_S:
            before = process.memory_info().rss
    return (process.memory_info().rss - before) / 2**20


def _cost(grown_mib: float) -> Iterator[str]:
    spent = sorted(cost_ms() for _ in range(3))
    yield "\n## Cost\n"
    yield "20 frames/s of 4 ranges, 60 s windows, both vital signs, this machine being busy as it"
    yield f"was: {spent[0]:.2f} ms of one core per radar second, {spent[-1]:.2f} at worst of three."
    yield f"After 2,000 radar seconds more, its objects have grown by {grows_kib(2000):.0f} KiB,"
    yield f"and after a day of them, 86,400, asked every fifth, a process by {grown_mib:.1f} MiB."
