"""`make bench ARGS=deterioration`: delays and false alarms, on the screen and in a page of docs."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from time import monotonic

import numpy as np

from firmware_sim.days.day import PUBLISHED
from firmware_sim.days.worse import Kind, Worse
from tests.bench.deterioration.alarms import STATED_MIN, after_min, flagged, in_time
from tests.bench.deterioration.compared import FIRMNESS, compared, curves
from tests.bench.deterioration.days import OURS, Heard, quiet_day, worse_day
from tests.bench.deterioration.fixed import FIXED
from tests.bench.deterioration.icu import icu_lines
from tests.bench.deterioration.picture import curves_svg
from tests.bench.deterioration.stretches import stretch_lines
from tests.conftest import CHECKOUT

PAGE = CHECKOUT / "docs" / "deterioration.md"
PLOT = CHECKOUT / "docs" / "images" / "deterioration-detectors.svg"
HEAD = CHECKOUT / "tests" / "bench" / "deterioration" / "head.md"
SETS: dict[str, Sequence[int]] = {
    "Seeds 7001 to 7040, looked at by nobody before": range(7001, 7041),
    "Seeds 4001 to 4020, looked at by nobody while numbers were chosen": range(4001, 4021),
    "Seeds 3001 to 3020, seen once before": range(3001, 3021),
    "The published seeds, 1 to 20, seen before": PUBLISHED,
    "Seeds 2001 to 2020, seen before": range(2001, 2021),
    "Seeds 1001 to 1040, on which all numbers were chosen": range(1001, 1041),
}
MONITORS = (OURS, *FIXED)


def report_deterioration() -> None:
    """Some minutes; how far it has come is said on the way."""
    began, lines = monotonic(), [HEAD.read_text(encoding="utf-8").rstrip()]
    for line in _lines():
        print(line, flush=True)
        lines.append(line)
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    PLOT.write_text(curves_svg(curves()), encoding="utf-8")
    print(f"\nwritten: {PAGE.relative_to(CHECKOUT)}, {monotonic() - began:.0f} s")


def _lines() -> Iterator[str]:
    for words, seeds in SETS.items():
        yield f"\n## {words}\n"
        quiet, worse = _played(words, seeds)
        yield from _false(quiet)
        yield from _delays(worse)
    _progress(f"detectors beside each other, {len(FIRMNESS)} times each")
    yield from compared()
    _progress("stretches through the whole signal chain")
    yield from stretch_lines()
    _progress("real patients")
    yield from icu_lines()


def _progress(words: str) -> None:
    print(f"… {words}", file=sys.stderr, flush=True)


def _played(words: str, seeds: Sequence[int]) -> tuple[list[Heard], list[Heard]]:
    quiet, worse = [], []
    for place, seed in enumerate(seeds):
        if place % 10 == 0:
            _progress(f"{words}: {2 * place} of {2 * len(seeds)} days")
        quiet.append(quiet_day(seed))
        worse.append(worse_day(seed))
    return quiet, worse


def _false(quiet: Sequence[Heard]) -> Iterator[str]:
    count = {whom: Counter(a.name for day in quiet for a in day.by(whom)) for whom in MONITORS}
    ours = count[OURS].total()
    worst = max(quiet, key=lambda day: len(day.alarms))
    yield (
        f"{len(quiet)} quiet room-days, {ours} alarms: **{ours / len(quiet):.2f} false clinical "
        f"alarms a room-day**, all kinds together;"
    )
    yield f"{len(worst.alarms)} on the day with most of them, seed {worst.seed}.\n"
    yield f"| false alarms a room-day | {' | '.join(MONITORS)} |"
    yield f"| --- |{' --- |' * len(MONITORS)}"
    names = sorted(set().union(*count.values()))
    for name in names:
        yield _row(name, [f"{count[whom][name] / len(quiet):.2f}" for whom in MONITORS])
    yield _row("all", [f"{count[whom].total() / len(quiet):.2f}" for whom in MONITORS])


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _delays(days: Sequence[Heard]) -> Iterator[str]:
    known = [(day, day.worse) for day in days if day.worse is not None]
    told = sum(flagged(how, day.alarms) is not None for day, how in known)
    punctual = sum(in_time(how, day.alarms) for day, how in known)
    false = sum(len(day.false()) for day, _ in known)
    hours = sum(how.begins_s for _, how in known) / 3600
    yield f"\n**{told} of {len(known)} deteriorations are flagged**, {punctual} within what is"
    yield f"stated; before anything was wrong with them there were {false} alarms in"
    yield f"{hours:.0f} h. Minutes from when it began: in the middle, and at most.\n"
    yield f"| what goes wrong | days | stated | {' | '.join(MONITORS)} |"
    yield f"| --- | --- | --- |{' --- |' * len(MONITORS)}"
    for kind in Kind:
        of = [(day, how) for day, how in known if how.kind is kind]
        cells = [_late(of, whom) for whom in MONITORS]
        yield _row(str(kind), [str(len(of)), f"{STATED_MIN[kind]:g}", *cells])
    yield "\n| seed | what goes wrong | over | comes to | flagged by | after | false before |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield from (_each(day, how) for day, how in known)


def _late(days: Sequence[tuple[Heard, Worse]], whom: str) -> str:
    lasts = [after_min(how, day.by(whom)) for day, how in days]
    known = [each for each in lasts if each is not None]
    missed = f", {len(lasts) - len(known)} **missed**" if len(known) < len(lasts) else ""
    return f"{np.median(known):.1f}, {max(known):.1f}{missed}" if known else "all **missed**"


def _each(day: Heard, how: Worse) -> str:
    first, after = flagged(how, day.alarms), after_min(how, day.alarms)
    rates = (("breathing", how.breathing), ("pulse", how.pulse))
    to = ", ".join(f"{name} {rate:.0f}" for name, rate in rates if rate is not None)
    by = first.name if first else "**not flagged**"
    late = "-" if after is None else f"{after:.1f} min"
    if not in_time(how, day.alarms):
        late = f"**{late}**"
    over = f"{how.over_s / 60:.0f} min"
    return (
        f"| {day.seed} | {how.kind} | {over} | {to or '-'} | {by} | {late} | {len(day.false())} |"
    )
