"""Blank spells in the facts of one room: as the hub believed them then, and as is known now.

Each fact comes with when it was stored, by a clock that may be better than the hub's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from hub.rooms.absence import watched
from hub.rooms.absence_facts import AbsenceContradicted
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded, PlanSet
from hub.rooms.facts import AnyFact, Happened, Observed, room_of
from hub.rooms.handover_facts import SpellAtHandover
from hub.rooms.mode_facts import ModeChanged
from hub.rooms.moded import closer, sooner
from hub.rooms.watch import Watch
from ward.conditions import BLANK_SPELL
from ward.modes import Mode, ModeBegun, RestraintNoted, RestraintReleased
from ward.rooms import RoomId
from ward.units import Instant, Span

Told = tuple[Instant, AnyFact]


@dataclass(frozen=True, slots=True)
class Spell:
    """Nobody came in person from then until then. ``until`` of ``None``: still nobody.

    ``due_at`` is when somebody must have come. Known then, it ends when the hub came to know.
    ``handovers`` are those that it fell into, by the rota as it was then. ``room`` is said where
    the facts are of several: of whoever was moved.
    """

    since: Instant
    due_at: Instant
    until: Instant | None = None
    handovers: tuple[SpellAtHandover, ...] = ()
    room: RoomId | None = None

    def lasted(self, ends: Instant) -> Span:
        """Up to then, where it is open."""
        return (self.until or ends) - self.since


def of_span(
    before: Iterable[Told], told: Iterable[Told], since: Instant, ends: Instant
) -> tuple[tuple[Spell, ...], tuple[Spell, ...]]:
    """Known now and known then, as far as they reach into that span.

    ``before`` are the plans and the last visit from before it: without them nobody knows since
    when a spell has lasted that was under way. Each room by itself: a visit at the door that
    somebody was moved from ends nothing at the door that they were moved to.
    """
    rooms: dict[RoomId, list[Told]] = {}
    for at, fact in (*before, *told):
        if room := room_of(fact):
            rooms.setdefault(room, []).append((at, fact))
    if len(rooms) == 1:
        return _of_one([*before, *told], since, ends)
    now: list[Spell] = []
    then: list[Spell] = []
    for room, facts in rooms.items():
        known_here, flagged_here = _of_one(facts, since, ends)
        now += (replace(one, room=room) for one in known_here)
        then += (replace(one, room=room) for one in flagged_here)
    return tuple(now), tuple(then)


def _of_one(
    facts: list[Told], since: Instant, ends: Instant
) -> tuple[tuple[Spell, ...], tuple[Spell, ...]]:
    """As known now, and as known then."""
    now, then = known_now(facts, ends), known_then(facts)
    return tuple(_reaching(now, since)), tuple(_reaching(then, since))


def _reaching(found: Iterable[Spell], since: Instant) -> Iterator[Spell]:
    return (one for one in found if one.until is None or one.until > since)


def known_now(told: Iterable[Told], ends: Instant) -> tuple[Spell, ...]:
    """With everything that was known by the end, late words included."""
    in_order = sorted((_moment(fact, at), n, fact) for n, (at, fact) in enumerate(told))
    over = _Over()
    spells: list[Spell] = []
    for moment, _, fact in in_order:
        if over.watch is not None and _ends(fact) and moment > over.watch.due_at:
            spells.append(Spell(over.watch.since, over.watch.due_at, moment))
        over = _after(over, fact, moment, moment)
    if over.watch is not None and over.watch.overdue(ends):
        spells.append(Spell(over.watch.since, over.watch.due_at))
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
    over = _Over()
    spells: list[Spell] = []
    for at, fact in told:
        if isinstance(fact, AlarmBegan) and fact.condition == BLANK_SPELL.name:
            since, due_at = (over.watch.since, over.watch.due_at) if over.watch else (at, at)
            spells.append(Spell(since, due_at))
        elif isinstance(fact, AlarmEnded) and fact.condition == BLANK_SPELL.name and spells:
            spells[-1] = replace(spells[-1], until=at)
        elif isinstance(fact, SpellAtHandover) and spells:
            spells[-1] = replace(spells[-1], handovers=(*spells[-1].handovers, fact))
        over = _after(over, fact, _moment(fact, at), at)
    return tuple(spells)


class _Over(NamedTuple):
    """The watch over somebody, and the modes that make it closer."""

    watch: Watch | None = None
    modes: tuple[Mode, ...] = ()


def _ends(fact: AnyFact) -> bool:
    return isinstance(fact, Observed) and fact.ends_spell


def _moment(fact: AnyFact, at: Instant) -> Instant:
    """When it was so; for most facts that is when it was known."""
    if isinstance(fact, Happened):
        return fact.at if fact.untimed else fact.observed_at
    return fact.observed_at if isinstance(fact, Observed) else at


def _after(over: _Over, fact: AnyFact, moment: Instant, known: Instant) -> _Over:
    """The watch with this fact in it, of that moment, and known since then.

    An episode that ends overdue leaves its spell open.
    """
    watch, modes = over
    if isinstance(fact, EpisodeBegan):
        began = Watch.begin(fact.watch_since, fact.plan, moment)
        began = began.inheriting(fact.watch_since, fact.watch_due).under_modes(fact.modes)
        return _Over(began, fact.modes)
    return over if watch is None else _during(watch, modes, fact, moment, known)


def _during(
    watch: Watch, modes: tuple[Mode, ...], fact: AnyFact, moment: Instant, known: Instant
) -> _Over:
    match fact:
        case PlanSet():
            return _Over(watch.under(fact.plan, moment), modes)
        case EpisodeEnded():
            return _Over(watch if watch.overdue(moment) else None)
        case Observed(ends_spell=True):
            return _Over(sooner(watched(watch, fact, moment), modes, fact), modes)
        case AbsenceContradicted():
            return _Over(watch.contradicted(moment, fact.by), modes)
        case ModeChanged(change=said):
            pass
        case Happened(happening=ModeBegun() | RestraintNoted() | RestraintReleased() as said):
            pass
        case _:
            return _Over(watch, modes)
    return _Over(*closer(watch, modes, said, moment, known))
