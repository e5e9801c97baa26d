"""A few stretches of seeded days through the whole signal chain, beside what the days say."""

from collections.abc import Iterator

import numpy as np

from firmware_sim.days.day import Day, deteriorating, quiet
from firmware_sim.days.doing import Doing
from tests.bench.deterioration.chain import fair, through_the_chain

BEFORE_S, LASTS_S = 600, 2400


def stretch_lines() -> list[str]:
    return list(_lines())


def _lines() -> Iterator[str]:
    yield "\n## The rates beside the whole chain\n"
    yield "The same stretches as chests before a simulated radar, through the node's own estimator,"
    yield "breath by breath as in real patients: the days are a fair stand-in if they are answered"
    yield "about as often, and are as far off what the body did. Off is of a minute's true mean, in"
    yield "the middle, and in the worst of fifty answers.\n"
    yield (
        "| stretch of forty minutes | of | answered: days | chain | "
        "off: days | chain | worst: days | chain |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for words, day, begins in _stretches():
        chain, here = (
            through_the_chain(day, begins, begins + LASTS_S),
            slice(begins, begins + LASTS_S),
        )
        both = (
            ("breathing", day.body.breathing, day.breathing.rate, chain.breathing),
            ("pulse", day.body.pulse, day.heart.rate, chain.pulse),
        )
        for of, truth, said, heard in both:
            one = fair(words, truth[here], said[here], heard)
            cells = [f"{each:.0%}" for each in one.answered]
            cells += [f"{each:.1f}" for each in (*one.off, *one.worst)]
            yield f"| {words} | {of} | {' | '.join(cells)} |"


def _stretches() -> Iterator[tuple[str, Day, int]]:
    day = quiet(2)
    lying = np.flatnonzero(day.doing == Doing.LYING)
    yield "quiet 2, awake on the bed", day, int(lying[len(lying) // 3])
    day = quiet(4)
    yield "quiet 4, falls asleep", day, int(np.flatnonzero(day.doing == Doing.DEEP_SLEEP)[0]) - 600
    for seed in (2, 16):
        day = deteriorating(seed)
        if day.worse is not None:
            yield f"worse {seed}: {day.worse.kind}", day, day.worse.begins_s - BEFORE_S
