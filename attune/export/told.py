"""What a record tells: its alarms, spells and summary, and times as the ward's clocks have them."""

from collections.abc import Iterable
from dataclasses import dataclass

from attune.export.gathered import Gathered
from hub.record import provenance
from hub.record.alarms import Flagged, flagged
from hub.record.chosen import Chosen, OfRoom
from hub.record.spells import Told as Dated
from hub.record.spells import of_span
from hub.record.summary import Summary, summed
from hub.rooms.fact import Fact
from hub.rooms.facts import AnyFact
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class Told:
    """A record and what follows from it."""

    record: Gathered
    alarms: tuple[Flagged, ...]
    summary: Summary

    def clock(self, at: Instant) -> str:
        """``23 Nov 2026, 02:14:07 GMT``: nobody who reads it should have to ask by which clock."""
        local = at.astimezone(self.record.zone)
        return f"{local.day} {local:%b %Y, %H:%M:%S %Z}"


def told(record: Gathered, chosen: Chosen) -> Told:
    """Everything that is told of it, up to the last thing that is known."""
    facts = record.facts
    since, ends = _span(record, chosen)
    alarms = flagged(facts)
    before = [one.fact for one in record.context if one.fact is not None]
    spells = of_span(_of_room(before), _of_room(fact for _, fact in facts), since, ends)
    return Told(record, alarms, summed(facts, alarms, spells, (since, ends), before))


def _of_room(facts: Iterable[AnyFact]) -> list[Dated]:
    return [(fact.at, fact) for fact in facts if isinstance(fact, Fact)]


def _span(record: Gathered, chosen: Chosen) -> tuple[Instant, Instant]:
    """Of an episode, from when the person was unseen to its end, or to the last word of it.

    What runs still is known up to the last word of any room: until then the hub watched.
    """
    if isinstance(chosen, OfRoom):
        return chosen.since, min(chosen.until, record.known_until)
    one = record.episode
    if one is None:
        raise RuntimeError("a record is of an episode or of a room's time")
    since = min(one.watch_since, one.began_at)
    if one.ended_at is None:
        return since, record.known_until
    return since, max(one.ended_at, _newest(record)) if one.unseen else one.ended_at


def _newest(record: Gathered) -> Instant:
    of_room = [fact for _, fact in record.facts if isinstance(fact, Fact)]
    return max(max(fact.at, provenance.of(fact).happened_at) for fact in of_room)
