"""A few stretches of seeded days through the whole signal chain, beside what the days say."""

from collections.abc import Iterator

import numpy as np

from firmware_sim.days.day import Day, deteriorating, quiet
from firmware_sim.days.doing import Doing
from tests.bench.deterioration.alarms import after_min, flagged
from tests.bench.deterioration.chain import Fair, Heard, fair, instead, through_the_chain
from tests.bench.deterioration.days import listened, worse_day

BEFORE_S, LASTS_S = 600, 2400
WORSE = (2, 14, 16, 17, 19)  # one or two of each kind that is soon told


def stretch_lines() -> list[str]:
    return list(_lines())


def _lines() -> Iterator[str]:
    yield "\n## The rates beside the whole chain\n"
    yield "The same stretches as chests before a simulated radar, through the node's own estimator,"
    yield "breath by breath and beat by beat as in real patients of `bidmc_icu`: the days are a"
    yield "fair stand-in where answered about as often or less, and as far off or further."
    yield "Off is of a minute's true mean, in the middle, and in the worst of fifty answers.\n"
    yield (
        "| stretch of forty minutes | of | answered: days | chain | "
        "off: days | chain | worst: days | chain |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    told = []
    for words, day, begins in _stretches():
        chain = through_the_chain(day, begins, begins + LASTS_S)
        yield from _compared(words, day, begins, chain)
        told += [_told(day, begins, chain)] if day.worse else []
    yield "\nWho gets worse there, told by the days' words and by the chain's:\n"
    yield "| seed | what goes wrong | on the days' words | on the chain's |"
    yield "| --- | --- | --- | --- |"
    yield from told


def _compared(words: str, day: Day, begins: int, chain: Heard) -> Iterator[str]:
    here = slice(begins, begins + LASTS_S)
    both = (
        ("breathing", day.body.breathing, day.breathing.rate, chain.breathing.rate),
        ("pulse", day.body.pulse, day.heart.rate, chain.pulse.rate),
    )
    for of, truth, said, heard in both:
        yield _row(f"{words} | {of}", fair(words, truth[here], said[here], heard))


def _row(words: str, one: Fair) -> str:
    cells = [f"{each:.0%}" for each in one.answered]
    cells += [f"{each:.1f}" for each in (*one.off, *one.worst)]
    return f"| {words} | {' | '.join(cells)} |"


def _told(day: Day, begins: int, chain: Heard) -> str:
    """The stretch ends half an hour after it began: what is told by then."""
    how, by = day.worse, []
    if how is None:
        raise ValueError(f"seed {day.seed} is of a quiet day")
    spliced = listened(instead(day, begins, chain))
    for alarms in (worse_day(day.seed).alarms, spliced.alarms):
        first, after = flagged(how, alarms), after_min(how, alarms)
        soon = first is not None and first.at_s <= begins + LASTS_S
        by.append(f"{first.name}, {after:.1f} min" if soon and first else "not in half an hour")
    return f"| {day.seed} | {how.kind} | {' | '.join(by)} |"


def _stretches() -> Iterator[tuple[str, Day, int]]:
    day = quiet(2)
    lying = np.flatnonzero(day.doing == Doing.LYING)
    yield "quiet 2, awake on the bed", day, int(lying[len(lying) // 3])
    day = quiet(4)
    yield "quiet 4, falls asleep", day, int(np.flatnonzero(day.doing == Doing.DEEP_SLEEP)[0]) - 600
    for seed in WORSE:
        day = deteriorating(seed)
        if day.worse is not None:
            yield f"worse {seed}: {day.worse.kind}", day, day.worse.begins_s - BEFORE_S
