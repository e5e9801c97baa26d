"""Evidence as rows of a table: out of the facts of a journal, and into what is done on a panel."""

from collections.abc import Iterable, Iterator
from datetime import date

from hub.estates.catalogue import Catalogue
from hub.estates.evidence_table import Row, Step
from hub.rooms.kept_up import look_of
from hub.rooms.upkeep import Evidence, Found, Upkeep
from hub.rooms.upkeep_facts import (
    DefectChecked,
    DefectHandedOn,
    DefectMended,
    Inspected,
    Noted,
    OfUpkeep,
)
from hub.upkeep_acts import Broken, CheckMended, HandOn, Inspect, Mend, UpkeepAct
from ward.units import Instant, hours


def rows_of(facts: Iterable[OfUpkeep]) -> Iterator[Row]:
    """Everything that anybody looked at or did about a defect, in the order in which it was told.

    That a room is used although it is not fit is no evidence, and has no row.
    """
    clauses = dict[str, str]()
    for fact in facts:
        match fact:
            case Inspected():
                if fact.defect is not None:
                    clauses[fact.defect.id] = fact.clause
                yield _looked(fact, fact.defect)
            case DefectChecked():
                yield Row(0, look_of(fact), step=Step.CHECKED, alone=fact.alone)
            case DefectMended():
                yield Row(0, _done(fact, clauses, fact.words), step=Step.MENDED)
            case DefectHandedOn():
                one = _done(fact, clauses, fact.why)
                yield Row(0, one, owner=fact.owner, due=fact.due, step=Step.HANDED_ON)


def _looked(fact: Inspected, noted: Noted | None) -> Row:
    if noted is None:
        return Row(0, look_of(fact))
    return Row(0, look_of(fact), noted.severity, noted.owner, noted.due)


def _done(fact: DefectMended | DefectHandedOn, clauses: dict[str, str], words: str) -> Evidence:
    clause = clauses.get(fact.id, "")
    return Evidence(fact.room, clause, fact.done, fact.by, Found.UNMET, words=words)


def act_of(row: Row, upkeep: Upkeep, catalogue: Catalogue, now: Instant) -> UpkeepAct:
    """As if it were said on the panel, of the defect of its clause that is open there."""
    if row.step is Step.LOOKED:
        return _look(row, catalogue, now)
    one, broken = row.evidence, upkeep.open_of(row.evidence.clause)
    id_, due = broken.id if broken else "", _day(row.due, now)
    if row.step is Step.MENDED:
        return Mend(one.room, id_, one.by, one.words, one.at)
    if row.step is Step.HANDED_ON and due is not None:
        return HandOn(one.room, id_, one.by, row.owner, due, one.words, one.at)
    holds = one.found is Found.MET
    return CheckMended(one.room, id_, one.by, holds, one.words, row.alone, one.value, one.at)


def _look(row: Row, catalogue: Catalogue, now: Instant) -> Inspect:
    one, broken, due = row.evidence, None, _day(row.due, now)
    if row.severity is not None and due is not None:
        broken = Broken(row.severity, row.owner, due)
    aside = catalogue.sets_aside(one.clause, one.found)
    return Inspect(
        one.room, one.clause, one.found, one.by, one.words, one.value, one.at, broken,
        sets_aside=aside,
    )  # fmt: skip


def _day(due: date | int | None, now: Instant) -> date | None:
    return (now + hours(24 * due)).date() if isinstance(due, int) else due
