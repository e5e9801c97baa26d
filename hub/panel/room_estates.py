"""One room as a building: whether it is fit, what is lacking, what to look at next, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hub.deciding.upkeep import DUE_MOST, grave
from hub.estates.answers import Answer, Standing, due
from hub.estates.clause import Clause, Way
from hub.estates.fitness import Fitness
from hub.panel.calendar import SOON, walked
from hub.panel.estates import Estates
from hub.panel.estates_words import (
    KNOWN_BY,
    MARKS,
    SEVERITIES,
    Mark,
    asked_by,
    authority_of,
    day,
)
from hub.panel.local import Local
from hub.panel.matrix import path_of
from hub.panel.upkeep_words import DefectWords, OfClause, defect_words
from hub.rooms.state import RoomState
from hub.rooms.upkeep import REGARDLESS_MOST, Severity
from ward.rooms import RoomId


@dataclass(frozen=True, slots=True)
class Line:
    """One clause in this room, on one line."""

    id: str
    heading: str
    mark: Mark
    because: str
    when: str
    until: str
    path: str
    look: str
    must: bool
    authority: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is fit, in a shape and in words, and who answers for it where it is not."""

    shape: str
    tone: str
    title: str
    detail: str
    lacking: tuple[Line, ...]
    dangers: tuple[str, ...]
    allowed: str
    unanswered: str
    aside: tuple[Line, ...] = ()


DANGER_OPEN = "A danger is open, of a clause that is asked here no more."


def verdict(fit: Fitness, estates: Estates, local: Local) -> Verdict:
    """Never “safe”: only what is known of the clauses that a room may not be used without."""
    name, count = fit.room.spoken, len(fit.lacking)
    if fit.is_fit:
        title = f"{name} is fit for use"
        return Verdict("✓", "well", title, _fit_detail(fit), (), (), "", "", _aside(fit, local))
    have = "1 must-have is" if count == 1 else f"{count} must-haves are"
    unanswered = "Somebody is confined here, and nobody has said why the room is used so."
    return Verdict(
        "✕",
        "high",
        f"{name} is not fit for use",
        f"{have} not known to be met, or a danger is open." if count else DANGER_OPEN,
        tuple(line(fit.room, one, local) for one in fit.lacking),
        tuple(f"{one.words} ({one.clause})" for one in fit.dangers),
        _allowed(fit, estates, local),
        unanswered if fit.is_unanswered else "",
        _aside(fit, local),
    )


def _fit_detail(fit: Fitness) -> str:
    """What somebody set aside is counted by itself, and never as met."""
    aside = len(fit.aside)
    if not aside:
        return "Every must-have is known to be met, and no danger is open."
    said = "1 is said not to apply" if aside == 1 else f"{aside} are said not to apply"
    return f"Of the must-haves {said}. Every other is known to be met, and no danger is open."


def _aside(fit: Fitness, local: Local) -> tuple[Line, ...]:
    return tuple(line(fit.room, one, local) for one in fit.aside)


def _allowed(fit: Fitness, estates: Estates, local: Local) -> str:
    said = fit.allowed
    if said is None:
        return ""
    who, since = estates.known_as(said.by), day(said.at, local)
    until = local.clock(said.at + REGARDLESS_MOST)
    return f"Used all the same: {who} answers for it since {since}, until {until}. {said.why}"


def line(room: RoomId, one: Standing, local: Local) -> Line:
    return Line(
        id=one.clause.id,
        heading=one.clause.heading,
        mark=MARKS[one.answer],
        because=one.because,
        when=day(one.at, local) if one.at else "",
        until=_until(one, local),
        path=path_of(room, one.clause),
        look=f"/rooms/{room}/estates/round?clause={one.clause.id}",
        must=one.clause.must,
        authority=authority_of(one.clause),
    )


def _until(one: Standing, local: Local) -> str:
    """For how long evidence holds; of what is not met that says nothing."""
    if one.until is None or one.answer is Answer.UNMET:
        return ""
    word = "was good" if one.answer is Answer.EXPIRED else "good"
    return f"{word} until {day(one.until, local)}"


def lines(room: RoomId, found: Iterable[Standing], local: Local) -> tuple[Line, ...]:
    """What is open first, the worst at the top."""
    order = tuple(MARKS)
    by_worst = sorted(found, key=lambda one: order.index(one.answer))
    return tuple(line(room, one, local) for one in by_worst)


def defects(room: RoomId, estates: Estates, local: Local, *, over: bool) -> tuple[DefectWords, ...]:
    """Those that are open, by their day; or those that are over, the last first."""
    upkeep = estates.state(room).upkeep
    closed = tuple(one for one in reversed(upkeep.defects) if not one.is_open)
    return tuple(
        defect_words(room, one, of_clause(estates, one.clause), estates.known_as, local)
        for one in (closed if over else upkeep.open)
    )


def of_clause(estates: Estates, id_: str) -> OfClause:
    """Its heading, or its name where it is asked no more; and the number that it asks of a look."""
    clause = estates.catalogue.clause(id_)
    if clause is None:
        return OfClause(id_)
    if clause.kind is Way.MEASURED:
        return OfClause(clause.heading)
    return OfClause(clause.heading, clause.number, bounds(clause))


def inside(state: RoomState, local: Local) -> str:
    """Why whoever walks round should ask first; empty where nobody is in there, as far as known."""
    if state.episode is None and not state.standing.is_inside(local.now):
        return ""
    return "Somebody is in there. Ask the nurse in charge before you go in."


def is_due(one: Standing, local: Local) -> bool:
    """Only in the last quarter of its time: what is looked at weekly is not due again at once."""
    good_for = one.clause.good_for
    return one.until is None or good_for is None or one.until - local.now <= good_for / 4


class Next(NamedTuple):
    """What to look at now, and how far the round is."""

    now: Standing | None
    after: Standing | None
    left: int
    of: int


def upcoming(found: Sequence[Standing], chosen: str, local: Local) -> Next:
    """The clause that was chosen, else the first that is due; and the one after it."""
    all_of = walked(found)
    ahead = tuple(one for one in due(all_of, local.now, SOON) if is_due(one, local))
    known = next((one for one in found if one.clause.id == chosen), None)
    now = known or (ahead[0] if ahead else None)
    rest = [one for one in ahead if now is None or one.clause.id != now.clause.id]
    place = next((i for i, one in enumerate(ahead) if one is now), -1)
    after = (*ahead[place + 1 :], *ahead[:place])[:1] if place >= 0 else tuple(rest[:1])
    return Next(now, after[0] if after else None, len(ahead), len(all_of))


def severity_items(clause: Clause | None, state: RoomState) -> list[dict[str, object]]:
    """To choose from, each with how long it may take; nothing is chosen before somebody does.

    Where a defect of it is open, only what is graver than that.
    """
    known = state.upkeep.open_of(clause.id) if clause else None
    graver = list(SEVERITIES) if known is None else list(Severity)[: grave(known.severity)]
    return [
        {"value": one.value, "text": words, "hint": {"text": within_words(DUE_MOST[one].days)}}
        for one, words in SEVERITIES.items()
        if one in graver
    ]


def within_words(days: int) -> str:
    return "to be mended by tomorrow" if days == 1 else f"to be mended within {days} days"


@dataclass(frozen=True, slots=True)
class Asked:
    """One clause as somebody in the room reads it."""

    id: str
    heading: str
    wording: str
    criterion: str
    evidence: str
    breach: str
    asked_by: str
    known_by: str
    must: bool
    number: str
    bounds: str
    measured: bool
    met_with: str
    lasts: str
    broken: str  # who is to mend what is open of it


def asked(clause: Clause, state: RoomState) -> Asked:
    measure, broken = clause.measure, state.upkeep.open_of(clause.id)
    return Asked(
        id=clause.id,
        heading=clause.heading,
        wording=clause.wording,
        criterion=clause.criterion,
        evidence=clause.evidence,
        breach=clause.breach,
        asked_by=asked_by(clause),
        known_by=KNOWN_BY[clause.kind],
        must=clause.must,
        number=f"{measure.of}, {measure.unit}" if measure else "",
        bounds=bounds(clause),
        measured=clause.kind is Way.MEASURED,
        met_with=clause.met_with or "",
        lasts=f"{clause.good_for_days} days" if clause.good_for_days else "",
        broken=broken.owner if broken else "",
    )


def bounds(clause: Clause) -> str:
    """``at most 0.5 m``, and whose number that is."""
    measure = clause.measure
    if measure is None:
        return ""
    said = (
        f"at least {measure.least:g}" if measure.least is not None else "",
        f"at most {measure.most:g}" if measure.most is not None else "",
    )
    words = " and ".join(filter(None, said))
    return f"{words} {measure.unit} ({measure.source}, {measure.authority})"
