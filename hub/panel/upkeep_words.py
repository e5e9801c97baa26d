"""What is written of a room as a building: each fact as a sentence, each defect in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from hub.panel.estates_words import FOUND, SEVERITIES, day, of_day, today
from hub.panel.local import Local
from hub.panel.seen import known_as
from hub.rooms.state import RoomState
from hub.rooms.upkeep import Defect, Severity
from hub.rooms.upkeep_facts import (
    DefectChecked,
    DefectHandedOn,
    DefectMended,
    Inspected,
    OfUpkeep,
)
from ward.rooms import RoomId

SHAPES = {Severity.DANGER: "!!!", Severity.BROKEN: "!!", Severity.WORN: "!"}
TONES = {Severity.DANGER: "high", Severity.BROKEN: "medium", Severity.WORN: "low"}


def of_upkeep(fact: OfUpkeep, state: RoomState) -> str:
    """What was found, mended, checked or answered for."""
    who = known_as(state, fact.by)
    match fact:
        case Inspected():
            words = f": {fact.words}" if fact.words else ""
            return f"{fact.clause}: {FOUND[fact.found].word}{words}, by {who}"
        case DefectMended():
            return f"Mended, to be checked: {fact.words}, by {who}"
        case DefectHandedOn():
            why = f": {fact.why}" if fact.why else ""
            return f"To be mended by {fact.owner} by {fact.due:%d.%m.%Y} now{why}, by {who}"
        case DefectChecked():
            how = "holds" if fact.holds else f"does not hold: {fact.words}"
            alone = f" (alone: {fact.alone})" if fact.alone else ""
            return f"Checked what was mended of {fact.clause}: it {how}, by {who}{alone}"
    return f"Used though not fit, {who} answers for it: {fact.why}"


@dataclass(frozen=True, slots=True)
class DefectWords:
    """A defect as it is listed."""

    id: str
    room: str
    base: str
    heading: str
    words: str
    shape: str
    tone: str
    severity: str
    owner: str
    due: str
    late: str
    put_off: str
    due_day: str
    found: str
    mended: str
    by_same: str
    over: str
    photograph: str
    number: str  # which one its clause asks of whoever looks; empty where none is
    bounds: str


class OfClause(NamedTuple):
    """What is said of its clause beside a defect."""

    heading: str
    number: str = ""
    bounds: str = ""


def defect_words(
    room: RoomId,
    defect: Defect,
    of: OfClause,
    known: Callable[[str], str],
    local: Local,
) -> DefectWords:
    here, first = today(local), defect.first_due
    return DefectWords(
        id=defect.id,
        room=room.spoken,
        base=f"/rooms/{room}/estates",
        heading=of.heading,
        words=defect.words,
        shape=SHAPES[defect.severity],
        tone=TONES[defect.severity],
        severity=SEVERITIES[defect.severity].partition(":")[0],
        owner=defect.owner,
        due=of_day(defect.due, local),
        late=_late(defect, here),
        put_off=f"Put off: first due {of_day(first, local)}." if first else "",
        due_day=defect.due.isoformat(),
        found=f"Found by {known(defect.found_by)} on {day(defect.found_at, local)}.",
        mended=_mended(defect, known, local),
        by_same=known(defect.mended_by) if defect.mended_by else "",
        over=_over(defect, known, local),
        photograph=defect.photograph,
        number=of.number,
        bounds=of.bounds,
    )


def _late(defect: Defect, here: date) -> str:
    if not defect.is_overdue(here):
        return ""
    days = (here - defect.due).days
    return "1 day past its day" if days == 1 else f"{days} days past its day"


def _mended(defect: Defect, known: Callable[[str], str], local: Local) -> str:
    if defect.mended_at is None or not defect.is_open:
        return ""
    who, when = known(defect.mended_by), day(defect.mended_at, local)
    return f"Said to be mended {when} by {who}: {defect.how}"


def _over(defect: Defect, known: Callable[[str], str], local: Local) -> str:
    if defect.checked_at is None:
        return ""
    mended, checked = known(defect.mended_by), known(defect.checked_by)
    alone = f" Nobody else checked: {defect.alone}." if defect.alone else ""
    when = day(defect.checked_at, local)
    return f"Mended by {mended}: {defect.how}. Checked {when} by {checked}.{alone}"
