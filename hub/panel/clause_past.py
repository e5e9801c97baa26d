"""What is known of one clause in one room from before: each look, and what was so since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hub.estates.answers import Answer, Measured
from hub.estates.clause import Clause, Way
from hub.estates.history import Stretch, history, of_days, stopped_at
from hub.panel.estates_words import FOUND, MARKS, Mark, day
from hub.panel.local import Local
from hub.rooms.upkeep import Evidence


@dataclass(frozen=True, slots=True)
class Look:
    """One piece of evidence."""

    when: str
    mark: Mark
    number: str
    words: str
    by: str
    photograph: str


def looks(clause: Clause, found: Iterable[Evidence], local: Local) -> tuple[Look, ...]:
    """The newest first."""
    newest = sorted(found, key=lambda one: one.at, reverse=True)
    unit = clause.measure.unit if clause.measure else ""
    return tuple(
        Look(
            day(one.at, local),
            FOUND[one.found],
            "" if one.value is None else f"{one.value:g} {unit}",
            one.words,
            one.by,
            one.photograph,
        )
        for one in newest
    )


@dataclass(frozen=True, slots=True)
class Past:
    """What was so since when, the newest first, and when it stopped being met."""

    stretches: tuple[tuple[str, Mark, str], ...]
    stopped: str


def past(clause: Clause, found: Sequence[Evidence], days: Sequence[Measured], local: Local) -> Past:
    """Of what is measured by calendar days, as far back as it was worked out."""
    if clause.kind is Way.MEASURED:
        told = of_days(clause, found, days, local.now)
        return Past(tuple(_stretch(one, local) for one in reversed(told)), _not_met(told, local))
    told = history(clause, found, (), local.now)
    stopped = stopped_at(told)
    words = f"It stopped being met on {day(stopped, local)}." if stopped else ""
    return Past(tuple(_stretch(one, local) for one in reversed(told)), words)


def _not_met(told: Sequence[Stretch], local: Local) -> str:
    """When it last stopped being met, and what the days since came to; empty where none broke it.

    A whole stretch is not met for one day in it, though every day since was.
    """
    last = max((i for i, one in enumerate(told) if one.answer is Answer.UNMET), default=None)
    if last is None:
        return ""
    on, after = day(told[last].since, local), told[last + 1 :]
    if last == 0:
        words = f"It was not met on {on}, the first day that is known here."
    elif told[last - 1].answer is Answer.MET:
        words = f"It stopped being met on {on}."
    else:
        words = f"It was not met on {on}; before that it was {MARKS[told[last - 1].answer].word}."
    if after:
        since, so = day(after[-1].since, local), MARKS[after[-1].answer].word
        words += f" By single days it is {so} since {since}."
    return words


def _stretch(one: Stretch, local: Local) -> tuple[str, Mark, str]:
    return day(one.since, local), MARKS[one.answer], one.because
