"""What the facts of a building change in what is known of a room."""

from collections.abc import Callable

from hub.rooms.replaced import replace
from hub.rooms.upkeep import Defect, Evidence, Found, Regardless, Upkeep
from hub.rooms.upkeep_facts import (
    DefectChecked,
    DefectHandedOn,
    DefectMended,
    Inspected,
    OfUpkeep,
    UsedRegardless,
)
from ward.units import Instant

LOOKS_MOST = 12  # of each clause; the journal has them all
CLOSED_MOST = 40  # defects that are over
ALLOWED_MOST = 20  # times that somebody answered for its use


def after_upkeep(upkeep: Upkeep, fact: OfUpkeep) -> Upkeep:
    """The same with this fact in it."""
    match fact:
        case Inspected():
            return _inspected(upkeep, fact)
        case DefectMended():
            return _mended(upkeep, fact)
        case DefectHandedOn():
            return _handed_on(upkeep, fact)
        case DefectChecked():
            return _checked(upkeep, fact)
    return _allowed(upkeep, fact)


def made_at(fact: OfUpkeep) -> Instant:
    """When somebody looked or did it, which may be long before it was written down."""
    match fact:
        case Inspected():
            return fact.looked_at
        case UsedRegardless():
            return fact.at
    return fact.done


def look_of(fact: Inspected | DefectChecked) -> Evidence:
    """What somebody saw of the clause; a check of what was mended is a look too."""
    if isinstance(fact, DefectChecked):
        found = Found.MET if fact.holds else Found.UNMET
        return Evidence(fact.room, fact.clause, fact.done, fact.by, found, fact.value, fact.words)
    return Evidence(
        fact.room,
        fact.clause,
        fact.looked_at,
        fact.by,
        fact.found,
        fact.value,
        fact.words,
        fact.photograph,
    )


def _inspected(upkeep: Upkeep, fact: Inspected) -> Upkeep:
    look = look_of(fact)
    upkeep = _seen(upkeep, look)
    if fact.defect is None:
        return _broken_again(upkeep, look)
    noted = fact.defect
    known = upkeep.open_of(fact.clause)
    if known is not None and known.id == noted.id:
        return _broken_again(_otherwise(upkeep, noted.id, lambda one: _graver(one, fact)), look)
    defect = Defect(
        id=noted.id,
        clause=fact.clause,
        words=fact.words,
        severity=noted.severity,
        owner=noted.owner,
        due=noted.due,
        found_at=fact.looked_at,
        found_by=fact.by,
        photograph=fact.photograph,
    )
    return replace(upkeep, defects=(*upkeep.defects, defect))


def _graver(one: Defect, fact: Inspected) -> Defect:
    """As it was noted since: what was said first stays before what is said now."""
    noted = fact.defect
    if noted is None or not one.is_open or one.clause != fact.clause:
        return one
    return replace(
        one,
        severity=noted.severity,
        due=noted.due,
        words=f"{one.words}; graver since: {fact.words}",
        photograph=fact.photograph or one.photograph,
    )


def _broken_again(upkeep: Upkeep, look: Evidence) -> Upkeep:
    """What was said to be mended, and was since seen not to be, waits for no check any more."""
    known = upkeep.open_of(look.clause)
    if known is None or known.mended_at is None or look.at < known.mended_at:
        return upkeep
    return _otherwise(upkeep, known.id, _unmended) if look.found is Found.UNMET else upkeep


def _unmended(one: Defect) -> Defect:
    return replace(one, mended_at=None, mended_by="", how="")


def _mended(upkeep: Upkeep, fact: DefectMended) -> Upkeep:
    def mended(one: Defect) -> Defect:
        return replace(one, mended_at=fact.done, mended_by=fact.by, how=fact.words)

    return _otherwise(upkeep, fact.id, mended)


def _handed_on(upkeep: Upkeep, fact: DefectHandedOn) -> Upkeep:
    """The first day stays known, however often it is put off."""

    def handed_on(one: Defect) -> Defect:
        put_off = fact.due > one.due
        first = one.first_due or (one.due if put_off else None)
        return replace(one, owner=fact.owner, due=fact.due, first_due=first)

    return _otherwise(upkeep, fact.id, handed_on)


def _checked(upkeep: Upkeep, fact: DefectChecked) -> Upkeep:
    """A check is a look at the clause too: by it the clause is met again, or still is not."""
    look = look_of(fact)

    def closed(one: Defect) -> Defect:
        return replace(one, checked_at=fact.done, checked_by=fact.by, alone=fact.alone)

    return _otherwise(_seen(upkeep, look), fact.id, closed if fact.holds else _unmended)


def _allowed(upkeep: Upkeep, fact: UsedRegardless) -> Upkeep:
    said = Regardless(fact.at, fact.by, fact.why, fact.lacking)
    return replace(upkeep, regardless=(*upkeep.regardless, said)[-ALLOWED_MOST:])


def _seen(upkeep: Upkeep, look: Evidence) -> Upkeep:
    """Of each clause the newest are kept, by when they were made: an old one told late goes."""
    of_it = sorted((*_of(upkeep, look.clause), look), key=lambda one: one.at)[-LOOKS_MOST:]
    rest = (one for one in upkeep.looks if one.clause != look.clause)
    return replace(upkeep, looks=(*rest, *of_it))


def _of(upkeep: Upkeep, clause: str) -> tuple[Evidence, ...]:
    return tuple(one for one in upkeep.looks if one.clause == clause)


def _otherwise(upkeep: Upkeep, id_: str, change: Callable[[Defect], Defect]) -> Upkeep:
    """With this defect changed. All that are open are kept, and the last of those that are over."""
    defects = tuple(change(one) if one.id == id_ else one for one in upkeep.defects)
    over = [one.id for one in defects if not one.is_open][:-CLOSED_MOST]
    return replace(upkeep, defects=tuple(one for one in defects if one.id not in over))
