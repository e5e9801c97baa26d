"""A record in plain words: its spells, visits, looks from afar, alarms and plans; by whose word."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hub.record.alarms import Flagged
from hub.record.chosen import Numbered
from hub.record.spells import Spell
from hub.rooms.episode_facts import EpisodeBegan, PlanSet
from hub.rooms.facts import AnyFact, How, LookedRemotely, Observed, Refused
from hub.rules.words import lasting, looks
from ward.authority import Authority
from ward.care import Plan
from ward.grading import Grade
from ward.plans import said
from ward.units import Instant, Span

Clock = Callable[[Instant], str]
AFAR = {
    How.CCTV: "by CCTV",
    How.VITALS: "at the vital signs",
    How.STATION: "typed at the station",
}
GRADES = (Grade.FULL, Grade.WEAK, Grade.NONE)


@dataclass(frozen=True, slots=True)
class Basis:
    """A rule that the record speaks of, and by whose word it holds."""

    what: str
    authority: Authority
    source: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What an investigator asks first. ``ends`` is up to when anything is known."""

    since: Instant
    ends: Instant
    spells_now: tuple[Spell, ...]
    spells_then: tuple[Spell, ...]
    visits: Counter[str]
    counted: int
    looks: Counter[How]
    alarms: Counter[str]
    plans: tuple[Plan, ...]
    refused: int

    @property
    def longest(self) -> Spell | None:
        """Of the blank spells as known now."""
        return max(self.spells_now, key=lambda one: one.lasted(self.ends), default=None)

    @property
    def lasted(self) -> Span:
        return self.ends - self.since


def summed(
    facts: Sequence[Numbered],
    alarms: Sequence[Flagged],
    spells: tuple[tuple[Spell, ...], tuple[Spell, ...]],
    span: tuple[Instant, Instant],
    before: Sequence[AnyFact] = (),
) -> Summary:
    """``spells`` are those known now, and those known then; ``before`` is what stood by then."""
    told = [fact for _, fact in facts]
    visits = [fact for fact in told if isinstance(fact, Observed)]
    return Summary(
        since=span[0],
        ends=span[1],
        spells_now=spells[0],
        spells_then=spells[1],
        visits=Counter(fact.grade for fact in visits),
        counted=sum(fact.ends_spell for fact in visits),
        looks=Counter(fact.how for fact in told if isinstance(fact, LookedRemotely)),
        alarms=Counter(one.condition for one in alarms),
        plans=tuple(_plans([*before, *told])),
        refused=sum(isinstance(fact, Refused) for fact in told),
    )


def _plans(told: Sequence[AnyFact]) -> Iterator[Plan]:
    """Each that was set. A move sets none: the plan comes along."""
    begun: set[str] = set()
    for fact in told:
        if isinstance(fact, EpisodeBegan):
            if fact.id not in begun or fact.came_from is None:
                yield fact.plan
            begun.add(fact.id)
        elif isinstance(fact, PlanSet):
            yield fact.plan


def sentences(found: Summary, clock: Clock) -> Iterator[str]:
    """Each to be read by itself."""
    yield f"It covers {lasting(found.lasted)}, from {clock(found.since)} to {clock(found.ends)}."
    yield from _of_spells(found, clock)
    yield from _of_people(found)
    if found.alarms:
        named = ", ".join(f"{count} {name}" for name, count in sorted(found.alarms.items()))
        yield f"Alarms: {named}."
    else:
        yield "No alarm began."
    if found.plans:
        first, *others = found.plans
        changed = f" It was set anew {_times(len(others))}." if others else ""
        yield f"The plan at the beginning: {in_words(first).removesuffix('.')}.{changed}"
    if found.refused:
        yield f"Something was asked for and refused {_times(found.refused)}."


def _of_spells(found: Summary, clock: Clock) -> Iterator[str]:
    longest = found.longest
    if longest is None:
        yield "As is known now, there was no blank spell: somebody came in person whenever due."
    else:
        open_still = "and nobody had come by the end of this record"
        until = f"until {clock(longest.until)}" if longest.until else open_still
        lasted = lasting(longest.lasted(found.ends))
        count = len(found.spells_now)
        many = "This is the only blank spell" if count == 1 else f"There were {count} blank spells"
        yield (
            f"The longest time in which nobody came in person: {lasted}, since "
            f"{clock(longest.since)} {until}. {many}, as is known now."
        )
    tagged = sum(bool(one.handovers) for one in found.spells_now)
    if tagged:
        yield f"At a handover, by the rota as it was then: {tagged} of {len(found.spells_now)}."
    then = len(found.spells_then)
    yield f"The hub flagged {'none' if not then else 'one' if then == 1 else then} at the time."


def _of_people(found: Summary) -> Iterator[str]:
    total = found.visits.total()
    grades = ", ".join(f"{found.visits[grade]} {grade}" for grade in GRADES)
    yield f"Visits recorded at the door: {total} ({grades}); {found.counted} ended the wait."
    if found.looks:
        named = ", ".join(
            f"{found.looks[how]} {words}" for how, words in AFAR.items() if found.looks[how]
        )
        yield f"{looks(found.looks.total()).capitalize()} from afar ({named}): none of them counts."
    else:
        yield "Nobody is on record as having looked from afar."


def in_words(plan: Plan) -> str:
    """With the mark of whose word it is."""
    source = f", {plan.source}" if plan.source else ""
    return f"{_asked(plan)} ({plan.authority}{source}), set by {plan.set_by}"


def _asked(plan: Plan) -> str:
    """``every 15 min, somebody within sight and sound``."""
    return said(plan).removesuffix(f" ({plan.authority})")


def bases(found: Summary, alarms: Sequence[Flagged]) -> tuple[Basis, ...]:
    """By whose word each rule holds that this record speaks of, each once."""
    told = [Basis(f"Observed {_asked(one)}", one.authority, one.source) for one in found.plans]
    known = [one.known for one in alarms if one.known is not None]
    told += [Basis(f"Alarm: {one.name}", one.authority, one.source) for one in known]
    told.append(
        Basis(
            "What counts as a visit, and its grade", Authority.LOCAL, "our own proposal, after the "
            "framework: CCTV is not a replacement for in-person observation",
        )
    )  # fmt: skip
    return tuple(dict.fromkeys(told))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
