"""What is known of one clause in one room from before: each look, and what was so since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hub.estates.clause import Clause
from hub.estates.history import Stretch, history, stopped_at
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


def past(clause: Clause, found: Sequence[Evidence], local: Local) -> Past:
    told = history(clause, found, (), local.now)
    stopped = stopped_at(told)
    words = f"It stopped being met on {day(stopped, local)}." if stopped else ""
    return Past(tuple(_stretch(one, local) for one in reversed(told)), words)


def _stretch(one: Stretch, local: Local) -> tuple[str, Mark, str]:
    return day(one.since, local), MARKS[one.answer], one.because
