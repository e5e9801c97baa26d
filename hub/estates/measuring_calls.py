"""Measured clauses of calling for help: the line's tests, and how long whoever called waited."""

from collections.abc import Sequence
from math import inf

import numpy as np

from hub.estates.seen import Came, Day, Seen, worst
from hub.estates.trace import HOUR_S, Mask, each_until_next
from ward.conditions import NODE_SILENT
from ward.happenings import LineWord

TESTED_WITHIN_S = 25 * HOUR_S  # our own proposal: each day, and an hour for it


def line(seen: Seen) -> Came:
    """The share of the time in which the line was known to work, by its test of the day."""
    known = _known_to_work(seen)
    covered = float(known.mean()) if len(known) else 0.0
    failed = _failed(seen)
    if not seen.told.lines:
        return Came(None, 0.0, "The line was never tested")
    words = f"Known to work for {covered:.1%} of the time"
    return Came(covered, covered, words, _failed_words(seen, failed))


def calls(seen: Seen) -> Came:
    """The longest wait for somebody at the door, while the line was known to work."""
    of_line = line(seen)
    waits = _waits(seen)
    if of_line.value is None:
        return of_line
    found = worst(waits)
    if found is None:
        return Came(0.0, of_line.covered, "No call in this time", of_line.wrong)
    words = f"{len(waits):,} calls; the longest wait from {seen.stretch.clock(found[0])}"
    return Came(round(found[1]), of_line.covered, words, of_line.wrong, days=tuple(waits))


def _known_to_work(seen: Seen) -> Mask:
    """In which minutes it was: tested lately, and heard. What is silent proves nothing."""
    tests = sorted(seen.told.lines, key=lambda one: one[0])
    spans = each_until_next([at for at, _, _ in tests], inf)
    worked = [
        (at, min(end, at + TESTED_WITHIN_S))
        for (at, end), (_, word, _) in zip(spans, tests, strict=True)
        if word is LineWord.WORKS
    ]
    silent = seen.stretch.during(seen.told.alarms.get(NODE_SILENT.name, ()))
    return np.asarray(seen.stretch.during(worked) & ~silent)


def _failed(seen: Seen) -> Sequence[tuple[float, str]]:
    """When it failed within this stretch, or had failed before and was not mended by then."""
    stretch, tests = seen.stretch, sorted(seen.told.lines, key=lambda one: one[0])
    spans = each_until_next([at for at, _, _ in tests], inf)
    return [
        (max(at, stretch.since), words)
        for (at, end), (_, word, words) in zip(spans, tests, strict=True)
        if word is LineWord.FAILS and at < stretch.until and end > stretch.since
    ]


def _failed_words(seen: Seen, failed: Sequence[tuple[float, str]]) -> str:
    if not failed:
        return ""
    at, words = failed[0]
    more = f", and {len(failed) - 1} times more" if len(failed) > 1 else ""
    return f"The line did not pass on {seen.stretch.clock(at)}: {words or 'it failed'}{more}"


def _waits(seen: Seen) -> list[Day]:
    """Each call from its first press to the first sign of somebody, in seconds.

    A press while an earlier one waits is of the same call. Whoever waited beyond the end of the
    time waited as long as they did; one that nobody has answered yet waits until that end.
    """
    answers = np.sort(np.array(seen.told.answers, dtype=np.float64))
    waits: list[Day] = []
    answered = -inf
    for pressed in sorted(seen.told.presses):
        if pressed < answered or not seen.stretch.since <= pressed < seen.stretch.until:
            continue
        place = int(np.searchsorted(answers, pressed))
        answered = float(answers[place]) if place < len(answers) else inf
        waited_until = answered if answered < inf else seen.stretch.until
        waits.append((pressed, waited_until - pressed))
    return waits
