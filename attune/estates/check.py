"""`attune estates check`: every room against every clause, in words or as JSON lines."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from attune.estates.asked import AskedError, asked_of
from attune.estates.gathered import Site, site
from attune.saying import say
from hub.estates.answers import Answer, Measured, Standing
from hub.estates.fitness import Fitness, fitness
from hub.outside.journal import UnreadableFactError
from hub.outside.reading import DamagedError
from hub.outside.store import StoreError
from hub.panel.estates_words import MARKS
from hub.rooms.upkeep import UNLOOKED, Defect, Severity
from ward.rooms import RoomId

FINE, NOT_FIT, UNUSABLE = 0, 1, 2


def check(chosen: argparse.Namespace) -> int:
    """Print it; the process's exit code."""
    found = found_or_said(chosen)
    if found is None:
        return UNUSABLE
    fit = all(fit_for_use(found, room).is_fit for room in found.asked.rooms)
    lines = as_json(found) if chosen.json else as_text(found, everything=chosen.all)
    return say(lines, FINE if fit else NOT_FIT)


def found_or_said(chosen: argparse.Namespace, *, like: bool = False) -> Site | None:
    """The site, or why not, said on standard error."""
    try:
        return site(asked_of(chosen)._replace(like=like))
    except (AskedError, StoreError) as wrong:
        sys.stderr.write(f"attune: {str(wrong).removesuffix('.')}.\n")
    except (DamagedError, UnreadableFactError) as damage:
        sys.stderr.write(f"attune: the store cannot be read on: {damage}.\n")
    return None


def fit_for_use(found: Site, room: RoomId) -> Fitness:
    """By the same rule as the panel has, as of the end of the time."""
    upkeep = found.upkeeps.get(room, UNLOOKED)
    return fitness(room, found.standings[room], upkeep, found.asked.until, in_use=False)


def as_text(found: Site, *, everything: bool) -> Iterator[str]:
    """Room by room what somebody has to do something about; then what it came to."""
    asked = found.asked
    begins, ends = (f"{at.astimezone(asked.zone):%d %b %Y %H:%M}" for at in asked[2:4])
    yield f"From {begins} to {ends}. Attune is not a certified medical device."
    for room, standings in found.standings.items():
        open_ = [one for one in standings if everything or one.is_open]
        fit = fit_for_use(found, room)
        dangers = dangers_of(found, room)
        yield f"\n{room}  {_fit_words(fit, len(dangers))}"
        yield from (f"  !! danger: {one.words} [{one.clause}]" for one in dangers)
        yield from (f"  {_line(one)}" for one in sorted(open_, key=_worst_first))
    yield ""
    yield _summed(found)


def dangers_of(found: Site, room: RoomId) -> Sequence[Defect]:
    """Those that are open, of whichever clause."""
    open_ = found.upkeeps.get(room, UNLOOKED).open
    return [one for one in open_ if one.severity is Severity.DANGER]


def _fit_words(fit: Fitness, dangers: int) -> str:
    if fit.is_fit:
        return f"fit, {len(fit.aside)} must-haves said not to apply" if fit.aside else "fit"
    musts = sum(one.clause.must and one.is_open for one in fit.lacking)
    open_ = f"{dangers} {'danger' if dangers == 1 else 'dangers'} open" if dangers else ""
    said = (f"{musts} must-haves open" if musts else "", open_)
    return f"NOT FIT, {', '.join(filter(None, said))}"


def _worst_first(one: Standing) -> tuple[int, bool]:
    return list(MARKS).index(one.answer), not one.clause.must


def _line(one: Standing) -> str:
    mark = MARKS[one.answer]
    must = "*" if one.clause.must else " "
    return (
        f"{mark.shape}{must} {mark.word:13} {one.clause.heading} [{one.clause.id}]: {one.because}"
    )


def _summed(found: Site) -> str:
    counts = Counter(one.answer for standings in found.standings.values() for one in standings)
    said = ", ".join(
        f"{counts[answer]:,} {MARKS[answer].word}" for answer in MARKS if counts[answer]
    )
    fit = sum(fit_for_use(found, room).is_fit for room in found.standings)
    many = len(found.asked.catalogue.clauses)
    return (
        f"{len(found.standings)} rooms, {many} clauses: {said}. {fit} rooms are fit. * must-have."
    )


def as_json(found: Site) -> Iterator[str]:
    """One object for each room and clause."""
    for room, standings in found.standings.items():
        for one in standings:
            yield json.dumps(row(room, one, found), ensure_ascii=False)


def row(room: RoomId, one: Standing, found: Site) -> dict[str, object]:
    """All that is known of a clause in a room, as plain values."""
    clause, came = one.clause, found.measured.get((room, one.clause.id))
    return {
        "room": str(room),
        "clause": clause.id,
        "heading": clause.heading,
        "must": clause.must,
        "kind": str(clause.kind),
        "answer": str(one.answer),
        "because": one.because,
        "at": one.at.isoformat() if one.at else None,
        "good_until": one.until.isoformat() if one.until else None,
        "value": came.value if came else None,
        "unit": clause.measure.unit if clause.measure and came else None,
        "covered": round(came.covered, 4) if came else None,
        "days_not_met": len(days_not_met(one, came)),
        "first_not_met": _first(one, came),
        "authority": str(clause.authority),
        "source": clause.source,
        "asked_closer": clause.asked_closer,
    }


def days_not_met(one: Standing, came: Measured | None) -> Sequence[str]:
    """The days of which the measure alone breaks the clause, oldest first."""
    if came is None or one.clause.measure is None or one.answer is not Answer.UNMET:
        return []
    allows = one.clause.measure.allows
    return [at.isoformat() for at, value in sorted(came.days) if not allows(value)]


def _first(one: Standing, came: Measured | None) -> str | None:
    return next(iter(days_not_met(one, came)), None)
