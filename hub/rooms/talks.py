"""Talks through the open door: how many, and the last of them. No watch is moved by any."""

from dataclasses import dataclass

from hub.rooms.facts import Observed
from ward.units import Instant
from ward.verdicts import counts_as_talk


@dataclass(frozen=True, slots=True)
class Talks:
    """Those that count, with whoever is confined here: the door was open, and staff stayed."""

    count: int = 0
    at: Instant | None = None
    by: str = ""


NO_TALKS = Talks()


def talked(before: Talks, fact: Observed) -> Talks:
    """One more, if it was one. Told late it is counted, and is not the last for it."""
    evidence = fact.observation.evidence
    if fact.untimed or evidence.by is None or not counts_as_talk(fact.observation):
        return before
    if before.at is not None and fact.observed_at <= before.at:
        return Talks(before.count + 1, before.at, before.by)
    return Talks(before.count + 1, fact.observed_at, evidence.by)
