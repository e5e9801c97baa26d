"""Whether a room meets a clause: by what evidence, how old it is, and what is not known.

A gap is never an answer: what nobody measured is "not measured", what nobody looked at is "not
checked", and neither counts as met. Evidence that has expired says what it said, and no more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hub.estates.clause import Clause, Way
from hub.rooms.upkeep import Evidence, Found
from ward.rooms import RoomId
from ward.units import Instant, Span

__all__ = [
    "COVERED_LEAST",
    "Answer",
    "Evidence",
    "Found",
    "Measured",
    "Standing",
    "due",
    "of_evidence",
    "of_measured",
    "outweighs",
    "standing",
    "unfit",
]

COVERED_LEAST = 0.95  # our own proposal: of the time asked about, before nothing found is "met"


class Answer(StrEnum):
    """What is known of one clause in one room."""

    MET = "met"
    UNMET = "not met"
    EXPIRED = "expired"
    NOT_CHECKED = "not checked"
    NOT_MEASURED = "not measured"
    NOT_APPLICABLE = "does not apply"
    NOT_YET = "not asked yet"


@dataclass(frozen=True, slots=True)
class Measured:
    """What the room's own sensors came to over a stretch: the worst, and how much was covered.

    ``value`` is the clause's own measure; ``covered`` the share of the stretch with a believable
    reading, 0 to 1. ``wrong`` is a breach that is in no number, and breaks the clause whatever the
    number says. ``days`` is what single days came to, where that has a meaning. ``left_open`` are
    hours of which so little is kept that it may have been broken in them. It ``applies`` unless
    nobody was there of whom it is asked: an empty room is not unfit for want of a person.
    """

    room: RoomId
    clause: str
    since: Instant
    until: Instant
    value: float | None
    covered: float
    words: str = ""
    wrong: str = ""
    days: tuple[tuple[Instant, float], ...] = ()
    left_open: int = 0
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer, since when it is so, and what shows it.

    It ``stands`` while a defect behind it is open, whatever is measured meanwhile.
    """

    clause: Clause
    answer: Answer
    because: str
    at: Instant | None = None
    until: Instant | None = None
    stands: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody has something to do about it."""
        return self.answer not in (Answer.MET, Answer.NOT_APPLICABLE, Answer.NOT_YET)


def of_evidence(clause: Clause, found: Iterable[Evidence], now: Instant) -> Standing:
    """By what was looked at, tried or said: the newest decides, until it expires.

    What is dated later than now decides nothing: a report of July knows nothing of August. What
    stands is not undone by what somebody ticked since.
    """
    known = [one for one in found if one.clause == clause.id and one.at <= now]
    newest = max(known, key=lambda one: (one.stands, one.at), default=None)
    if newest is None:
        return Standing(clause, Answer.NOT_CHECKED, "Nobody has looked")
    until = None if clause.good_for is None else newest.at + clause.good_for
    said = f"{newest.words or newest.found}, by {newest.by}"
    if _lacks_number(clause, newest):
        why = f"{said}: without the number that is asked, {clause.number}"
        return Standing(clause, Answer.NOT_CHECKED, why, newest.at)
    if _is_unmet(clause, newest):
        return Standing(  # that does not expire
            clause, Answer.UNMET, said, newest.at, until, newest.stands
        )
    if until is not None and now > until:
        return Standing(clause, Answer.EXPIRED, f"{said}: too long ago", newest.at, until)
    if newest.found is Found.NOT_APPLICABLE:
        said = f"Said not to apply by {newest.by}: {newest.words or 'nobody wrote down why'}"
        return Standing(clause, Answer.NOT_APPLICABLE, said, newest.at, until)
    return Standing(clause, Answer.MET, said, newest.at, until)


def _lacks_number(clause: Clause, one: Evidence) -> bool:
    """A check that what was mended holds ends the defect; the number is still to be given."""
    return clause.measure is not None and one.found is Found.MET and one.value is None


def _is_unmet(clause: Clause, one: Evidence) -> bool:
    """Said to be, or by its own number; whoever ticks "met" beside a number out of bounds errs."""
    if one.found is Found.NOT_APPLICABLE:
        return False
    out = clause.measure and one.value is not None and not clause.measure.allows(one.value)
    return one.found is Found.UNMET or bool(out)


def of_measured(clause: Clause, found: Measured | None) -> Standing:
    """By the room's own sensors. A breach shows however little was covered; a gap is never met."""
    if found is None:
        return Standing(clause, Answer.NOT_MEASURED, "Nothing was measured")
    if found.wrong:
        return Standing(clause, Answer.UNMET, found.wrong, found.until)
    if found.value is None:
        return _of_no_number(clause, found)
    number = f"{_number(clause, found.value)}{found.words and f'. {found.words}'}"
    if clause.measure is not None and not clause.measure.allows(found.value):
        return Standing(clause, Answer.UNMET, number, found.until)
    if lacks := _lacks(found):
        return Standing(clause, Answer.NOT_MEASURED, f"{number}, but {lacks}", found.until)
    return Standing(clause, Answer.MET, f"{number}{_not_measured(found)}", found.until)


def _not_measured(found: Measured) -> str:
    """How much of the time nobody knows, however little; empty where it is next to nothing."""
    gap = f"{1 - found.covered:.1%}"
    return "" if found.covered >= 1 or gap == "0.0%" else f"; {gap} of the time was not measured"


def _of_no_number(clause: Clause, found: Measured) -> Standing:
    """What is asked of whoever lives there does not apply where nobody did; else it is a gap."""
    if not found.applies:
        return Standing(clause, Answer.NOT_APPLICABLE, found.words, found.until)
    return Standing(clause, Answer.NOT_MEASURED, found.words or "Nothing was measured")


def _lacks(found: Measured) -> str:
    """Why nothing is met by it, though nothing was broken either; empty where it is."""
    if found.covered < COVERED_LEAST:
        return f"only {found.covered:.0%} of the time is measured"
    if found.left_open:
        return f"{found.left_open:,} h of which too little is kept leave it open"
    return ""


def _number(clause: Clause, value: float) -> str:
    if clause.measure is None:
        return f"{value:g}"
    return f"{clause.measure.of.capitalize()}: {value:g} {clause.measure.unit}"


def standing(
    clause: Clause,
    found: Sequence[Evidence],
    measured: Measured | None,
    now: Instant,
) -> Standing:
    """What is known of this clause in this room.

    What is to be measured is not met by anybody's word; somebody who saw that it is not so is
    believed all the same, for as long as ``outweighs`` says.
    """
    looked = of_evidence(clause, found, now)
    if clause.kind is not Way.MEASURED:
        return looked
    seen = of_measured(clause, measured)
    return looked if outweighs(looked, seen, measured) else seen


def outweighs(looked: Standing, seen: Standing, measured: Measured | None) -> bool:
    """Whether what somebody saw not to be so counts over what was measured.

    While its defect is open; without one, until all of a stretch that has a number lies after it:
    a mean of the week in which it was seen is no answer to it.
    """
    if looked.answer is not Answer.UNMET or looked.at is None:
        return False
    if looked.stands or measured is None or seen.answer not in (Answer.MET, Answer.UNMET):
        return True
    return measured.since < looked.at


def unfit(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """What a room may not be used without, and is not known to have. Empty where it is fit."""
    return tuple(one for one in standings if one.clause.must and one.is_open)


def due(standings: Iterable[Standing], now: Instant, within: Span) -> tuple[Standing, ...]:
    """What expires soon, or has, or was never looked at; the soonest first."""
    never = now.replace(year=1)
    soon = [
        one
        for one in standings
        if one.answer in (Answer.NOT_CHECKED, Answer.EXPIRED)
        or (one.until is not None and one.until <= now + within)
    ]
    return tuple(sorted(soon, key=lambda one: one.until or never))
