"""Blank spells in the facts of one room: as the hub believed them then, and as is known now.

Each fact comes with when it was stored, by a clock that may be better than the hub's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hub.rooms.absence import watched
from hub.rooms.absence_facts import AbsenceContradicted
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded, PlanSet
from hub.rooms.facts import AnyFact, Observed
from hub.rooms.handover_facts import SpellAtHandover
from hub.rooms.watch import Watch
from ward.conditions import BLANK_SPELL
from ward.units import Instant, Span

Told = tuple[Instant, AnyFact]


@dataclass(frozen=True, slots=True)
class Spell:
    """Nobody came in person from then until then. ``until`` of ``None``: still nobody.

    ``due_at`` is when somebody must have come. Known then, it ends when the hub came to know.
    ``handovers`` are those that it fell into, by the rota as it was then.
    """

    since: Instant
    due_at: Instant
    until: Instant | None = None
    handovers: tuple[SpellAtHandover, ...] = ()

    def lasted(self, ends: Instant) -> Span:
        """Up to then, where it is open."""
        return (self.until or ends) - self.since


def of_span(
    before: Iterable[Told], told: Iterable[Told], since: Instant, ends: Instant
) -> tuple[tuple[Spell, ...], tuple[Spell, ...]]:
    """Known now and known then, as far as they reach into that span.

    ``before`` are the plans and the last visit from before it: without them nobody knows since
    when a spell has lasted that was under way.
    """
    facts = [*before, *told]
    now, then = known_now(facts, ends), known_then(facts)
    return tuple(_reaching(now, since)), tuple(_reaching(then, since))


def _reaching(found: Iterable[Spell], since: Instant) -> Iterator[Spell]:
    return (one for one in found if one.until is None or one.until > since)


def known_now(told: Iterable[Told], ends: Instant) -> tuple[Spell, ...]:
    """With everything that was known by the end, late words included."""
    in_order = sorted((_moment(fact, at), n, fact) for n, (at, fact) in enumerate(told))
    watch: Watch | None = None
    spells: list[Spell] = []
    for moment, _, fact in in_order:
        if watch is not None and _ends(fact) and moment > watch.due_at:
            spells.append(Spell(watch.since, watch.due_at, moment))
        watch = _after(watch, fact, moment)
    if watch is not None and watch.overdue(ends):
        spells.append(Spell(watch.since, watch.due_at))
    tags = [fact for _, _, fact in in_order if isinstance(fact, SpellAtHandover)]
    return tuple(_tagged(one, tags, ends) for one in spells)


def _tagged(spell: Spell, tags: Iterable[SpellAtHandover], ends: Instant) -> Spell:
    """With the handovers that were seen then, of which some lies in it as it is known now."""
    until = spell.until or ends
    of_it = (one for one in tags if one.begins_at < until and spell.since < one.ends_at)
    once = {(one.duty, one.changes_at): one for one in of_it}
    return replace(spell, handovers=tuple(once.values()))


def known_then(told: Iterable[Told]) -> tuple[Spell, ...]:
    """As the hub flagged them, each until it knew that somebody had come."""
    watch: Watch | None = None
    spells: list[Spell] = []
    for at, fact in told:
        if isinstance(fact, AlarmBegan) and fact.condition == BLANK_SPELL.name:
            since, due_at = (watch.since, watch.due_at) if watch else (at, at)
            spells.append(Spell(since, due_at))
        elif isinstance(fact, AlarmEnded) and fact.condition == BLANK_SPELL.name and spells:
            spells[-1] = replace(spells[-1], until=at)
        elif isinstance(fact, SpellAtHandover) and spells:
            spells[-1] = replace(spells[-1], handovers=(*spells[-1].handovers, fact))
        watch = _after(watch, fact, _moment(fact, at))
    return tuple(spells)


def _ends(fact: AnyFact) -> bool:
    return isinstance(fact, Observed) and fact.ends_spell


def _moment(fact: AnyFact, at: Instant) -> Instant:
    """When it was so; for most facts that is when it was known."""
    return fact.observed_at if isinstance(fact, Observed) else at


def _after(watch: Watch | None, fact: AnyFact, moment: Instant) -> Watch | None:
    """The watch with this fact in it. An episode that ends overdue leaves its spell open."""
    match fact:
        case EpisodeBegan():
            began = Watch.begin(fact.watch_since, fact.plan, moment)
            return began.inheriting(fact.watch_since, fact.watch_due)
        case PlanSet() if watch is not None:
            return watch.under(fact.plan, moment)
        case EpisodeEnded() if watch is not None:
            return watch if watch.overdue(moment) else None
        case Observed(ends_spell=True) if watch is not None:
            return watched(watch, fact, moment)
        case AbsenceContradicted() if watch is not None:
            return watch.contradicted(moment, fact.by)
    return watch
