"""Whether what was expected of a night was so, and what was so instead, nearest in time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from attune.play.night import Expectation, Night
from attune.play.record import Record
from attune.play.verdicts import alarms, deeds, nodes, notices, people, scores
from attune.play.verdicts.question import Answer, Question


@dataclass(frozen=True, slots=True)
class Verdict:
    """One expectation, whether it was met, and if not, what was so instead."""

    expectation: Expectation
    met: bool
    instead: str = ""


VERDICTS: Mapping[str, Callable[[Question], Answer]] = {
    **alarms.ANSWERS,
    **deeds.ANSWERS,
    **people.ANSWERS,
    **nodes.ANSWERS,
    **notices.ANSWERS,
    **scores.ANSWERS,
}


def judged(night: Night, record: Record) -> tuple[Verdict, ...]:
    """A verdict on everything that was expected, in the file's order."""
    return tuple(_judge(each, record, night.head.tolerance) for each in night.expectations)


def _judge(expectation: Expectation, record: Record, tolerance: timedelta) -> Verdict:
    own = expectation.values.get("SPAN")
    question = Question(record, expectation.values, tolerance if own is None else own)
    met, instead = VERDICTS[expectation.pattern](question)
    return Verdict(expectation, met, "" if met else instead)
