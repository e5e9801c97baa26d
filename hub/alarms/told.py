"""What of each notice is on its way, was taken or was given up, by which teller."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from hub.alarms.notice import Notice
from hub.rooms.alarm import Step
from ward.units import Instant, Span, minutes

AGAIN_AFTER = minutes(1)  # our own proposal: what reached nobody is tried again, while it shows
ANSWERED_WITHIN = minutes(3)  # longer than any teller may try: then it counts as given up


class Outcome(Enum):
    """What became of it."""

    ON_ITS_WAY = "on its way"
    TOOK = "took"
    GAVE_UP = "gave up"


@dataclass(frozen=True, slots=True)
class Sent:
    """One notice at one teller."""

    at: Instant
    outcome: Outcome = Outcome.ON_ITS_WAY
    words: str = ""


@dataclass(slots=True)
class Case:
    """One notice, and what became of it at each teller that was given it."""

    notice: Notice
    by: dict[str, Sent] = field(default_factory=dict)

    def tellers(self, outcome: Outcome) -> frozenset[str]:
        return frozenset(name for name, sent in self.by.items() if sent.outcome is outcome)

    @property
    def is_open(self) -> bool:
        """Whether something of it is still on its way."""
        return bool(self.tellers(Outcome.ON_ITS_WAY))

    @property
    def reached_nobody(self) -> bool:
        """Given up by every teller."""
        return bool(self.by) and self.tellers(Outcome.GAVE_UP) == frozenset(self.by)

    def unanswered(self, now: Instant) -> Iterator[str]:
        """Tellers of which nothing was heard for too long; after a clock set back, at once."""
        for name, sent in self.by.items():
            waits = sent.at <= now < sent.at + ANSWERED_WITHIN
            if sent.outcome is Outcome.ON_ITS_WAY and not waits:
                yield name

    def why(self) -> str:
        """Why it reached nobody."""
        said = (f"{name}: {sent.words}" for name, sent in self.by.items())
        return "; ".join(said)[:500]


def had_by(case: Case | None, step: Step, now: Instant) -> tuple[frozenset[str], bool]:
    """The tellers that have a notice or are not to be asked now; whether time may change that.

    Once anybody has it, whoever gave it up is asked no more. While nobody has, all are asked again.
    """
    by: Mapping[str, Sent] = case.by if case else {}
    gave_up = {name for name, sent in by.items() if sent.outcome is Outcome.GAVE_UP}
    if step.told or gave_up != set(by):
        return frozenset(by) | frozenset(step.told_by), False
    waiting = {name for name in gave_up if _waits(by[name].at, now, AGAIN_AFTER)}
    return frozenset(waiting), bool(waiting)


def _waits(since: Instant, now: Instant, span: Span) -> bool:
    """By a clock that was set back nothing waits."""
    return since <= now < since + span
