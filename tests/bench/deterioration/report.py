"""`make bench ARGS=deterioration`: delays and false alarms, on the screen and in a page of docs."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from firmware_sim.days.day import PUBLISHED
from firmware_sim.days.worse import Kind
from hub.deterioration.numbers import STEP_S
from tests.bench.deterioration.days import Heard, changes, quiet_day, worse_day
from tests.bench.deterioration.icu import icu_lines
from tests.bench.deterioration.picture import curves_svg
from tests.bench.deterioration.rivals import RIVALS, Hits
from tests.bench.deterioration.stretches import stretch_lines
from tests.conftest import CHECKOUT

PAGE = CHECKOUT / "docs" / "deterioration.md"
PLOT = CHECKOUT / "docs" / "images" / "deterioration-detectors.svg"
HEAD = CHECKOUT / "tests" / "bench" / "deterioration" / "head.md"
OTHERS = tuple(range(3001, 3021))  # looked at by nobody while numbers were chosen
FIRMNESS = (0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5)
APART_S = 1800  # hits further apart are two alarms
Curve = list[tuple[float, float, int]]  # false a day, median delay in min, missed


def report_deterioration() -> None:
    curves = {name: curve(name) for name in RIVALS}
    lines = [HEAD.read_text(encoding="utf-8"), *_lines(curves)]
    text = "\n".join(lines)
    print(text)
    PAGE.write_text(text + "\n", encoding="utf-8")
    PLOT.write_text(curves_svg(curves), encoding="utf-8")


def _lines(curves: dict[str, Curve]) -> Iterator[str]:
    for words, seeds in (("the published seeds, 1 to 20", PUBLISHED), ("other seeds", OTHERS)):
        yield f"\n## Quiet days and worse ones: {words}\n"
        yield from _false(seeds)
        yield from _delays(seeds)
    yield from _compared(curves)
    yield from stretch_lines()
    yield from icu_lines()


def _false(seeds: Sequence[int]) -> Iterator[str]:
    quiet = [quiet_day(seed) for seed in seeds]
    named = Counter(alarm.name for day in quiet for alarm in day.alarms)
    count = sum(named.values())
    yield f"{len(quiet)} quiet room-days, seeds {seeds[0]} to {seeds[-1]}:"
    yield f"**{count / len(quiet):.2f} false clinical alarms a room-day**, all kinds together.\n"
    yield "| alarm | in all | a room-day |\n| --- | --- | --- |"
    yield from (f"| {name} | {n} | {n / len(quiet):.2f} |" for name, n in named.most_common())
    worst = max(quiet, key=lambda day: len(day.alarms))
    yield f"\nThe day with most of them, seed {worst.seed}, has {len(worst.alarms)}.\n"


def _delays(seeds: Sequence[int]) -> Iterator[str]:
    days = [worse_day(seed) for seed in seeds]
    flagged = sum(day.flagged is not None for day in days)
    yield f"{flagged} of {len(days)} deteriorations are flagged.\n"
    yield "| seed | what goes wrong | over | comes to | flagged by | after | false before |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield from (_row(day) for day in days)
    for kind in Kind:
        lasts = [_after_min(day) for day in days if day.worse and day.worse.kind is kind]
        known = [each for each in lasts if each is not None]
        if known:
            yield f"\n* {kind}: {np.median(known):.0f} min in the middle, {max(known):.0f} at most"


def _after_min(day: Heard) -> float | None:
    if day.flagged is None or day.worse is None:
        return None
    return (day.flagged.at_s - day.worse.begins_s) / 60


def _row(day: Heard) -> str:
    how, flagged, after = day.worse, day.flagged, _after_min(day)
    if how is None:
        raise ValueError(f"seed {day.seed} is of a quiet day")
    rates = (("breathing", how.breathing), ("pulse", how.pulse))
    to = ", ".join(f"{name} {rate:.0f}" for name, rate in rates if rate is not None)
    by = flagged.name if flagged else "**not flagged**"
    late = "-" if after is None else f"{after:.1f} min"
    over = f"{how.over_s / 60:.0f} min"
    return f"| {day.seed} | {how.kind} | {over} | {to or '-'} | {by} | {late} | {len(day.false)} |"


# ---- detectors beside each other ----------------------------------------------------------------


def curve(name: str) -> Curve:
    """On both twenties: as firm as it was set, and firmer, and less so."""
    return [_point(name, firm) for firm in FIRMNESS]


def _point(name: str, firm: float) -> tuple[float, float, int]:
    seeds = (*PUBLISHED, *OTHERS)
    false = sum(len(_alarms(name, quiet_day(seed), firm)) for seed in seeds)
    delays, missed = [], 0
    for seed in seeds:
        day = worse_day(seed)
        if day.worse is None or day.worse.kind is Kind.STOPS:
            continue  # another rule's
        later = [at for at in _hits(name, day, firm) if at * STEP_S >= day.worse.begins_s]
        missed += not later
        delays += [(min(later) * STEP_S - day.worse.begins_s) / 60] if later else []
    return false / len(seeds), float(np.median(delays)), missed


def _hits(name: str, day: Heard, firm: float) -> Hits:
    return sorted(
        hit for change in changes() for hit in RIVALS[name](change, day.points[change.vital], firm)
    )


def _alarms(name: str, day: Heard, firm: float) -> list[int]:
    """Hits of one change that are near each other are one alarm."""
    out = []
    for change in changes():
        last = -APART_S
        for hit in RIVALS[name](change, day.points[change.vital], firm):
            out += [hit] if (hit - last) * STEP_S > APART_S else []
            last = hit
    return out


def _compared(curves: dict[str, Curve]) -> Iterator[str]:
    yield "\n## Detectors compared\n"
    yield "Each with its limits times so much, on forty quiet days and thirty-six worse ones"
    yield "of both twenties (a stop is another rule's): false alarms a room-day, the delay in the"
    yield "middle, and how many were never told. Further left and lower is better.\n"
    yield "![delay against false alarms](images/deterioration-detectors.svg)\n"
    yield f"| detector | {' | '.join(f'times {firm:g}' for firm in FIRMNESS)} |"
    yield f"| --- |{' --- |' * len(FIRMNESS)}"
    for name, points in curves.items():
        cells = (f"{false:.2f} a day, {late:.1f} min, {miss}" for false, late, miss in points)
        yield f"| {name} | {' | '.join(cells)} |"
