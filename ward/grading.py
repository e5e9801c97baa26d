"""How good an observation is as evidence, and whether it ends a blank spell: one table."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from ward.authority import Authority
from ward.observations import Awareness, BreathingSeen, Content, Evidence, Observation

STAY_LEAST_S = 10.0  # our own proposal, a local setting: a tap in passing is not a look


class Grade(StrEnum):
    """Strength of an observation."""

    FULL = "full"
    WEAK = "weak"
    NONE = "none"


class Stay(StrEnum):
    """What the presence sensor in front of the door says of the stay."""

    ENOUGH = "long enough"
    SHORT = "too short"
    UNKNOWN = "not known"


class Cell(NamedTuple):
    """One combination of evidence: what a row is looked up by."""

    form: bool
    badge: bool
    stay: Stay
    door: bool
    talk: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class Graded:
    """The verdict on one observation, with its reason and who says so."""

    grade: Grade
    ends_spell: bool
    because: str
    authority: Authority = Authority.LOCAL


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the values that each kind of evidence may have in it, and why so."""

    form: frozenset[bool]
    badge: frozenset[bool]
    stay: frozenset[Stay]
    door: frozenset[bool]
    talk: frozenset[bool]
    seen: frozenset[bool]
    graded: Graded
    source: str = "our own proposal"

    def cells(self) -> Iterator[Cell]:
        """Every combination that this line is about."""
        columns = (self.form, self.badge, self.stay, self.door, self.talk, self.seen)
        return (Cell(*values) for values in product(*columns))


YES, NO, ANY = frozenset({True}), frozenset({False}), frozenset({True, False})
LONG, SHORT = frozenset({Stay.ENOUGH}), frozenset({Stay.SHORT})
UNKNOWN, LACKING = frozenset({Stay.UNKNOWN}), frozenset({Stay.SHORT, Stay.UNKNOWN})
STAYS = frozenset(Stay)
FRAMEWORK = "Framework, Accommodation: CCTV is not a replacement for in-person observation"


def _full(because: str) -> Graded:
    return Graded(Grade.FULL, True, because)


def _weak(because: str) -> Graded:
    return Graded(Grade.WEAK, False, because)


def _none(because: str, authority: Authority = Authority.LOCAL) -> Graded:
    return Graded(Grade.NONE, False, because, authority)


# Form completed on that door unit · badge of known staff at that door · how long somebody stayed in
# front of it · the door opened in that visit · a talk at the door · what was seen is complete.
# Every combination is in one line and in one only. Door and talk say that somebody was there, and
# never how the person is: they make no grade full, and end nothing.
ROWS: tuple[Row, ...] = (
    Row(NO, ANY, STAYS, ANY, ANY, ANY, _none("not recorded at the door", Authority.PROPOSAL),
        FRAMEWORK),
    Row(YES, YES, LONG, ANY, ANY, YES, _full("badge, stay and what was seen")),
    Row(YES, YES, LONG, ANY, ANY, NO, _weak("what was seen is not complete")),
    Row(YES, YES, SHORT, ANY, ANY, YES, _weak("nobody stayed at the door long enough")),
    Row(YES, YES, UNKNOWN, ANY, ANY, YES,
        _weak("the sensor in front of the door is not heard: nobody knows who stayed")),
    Row(YES, YES, LACKING, ANY, ANY, NO, _weak("a badge, but no stay and nothing seen")),
    Row(YES, NO, LONG, ANY, ANY, YES, _weak("no badge of known staff at this door")),
    Row(YES, NO, LONG, YES, ANY, NO,
        _weak("somebody stayed and the door opened, but no badge, and not all was seen")),
    Row(YES, NO, LONG, NO, YES, NO,
        _weak("somebody stayed and talked, but no badge, and not all was seen")),
    Row(YES, NO, LONG, NO, NO, NO, _none("no badge and what was seen is not complete")),
    Row(YES, NO, LACKING, YES, ANY, YES,
        _weak("the door opened, but no badge, and nobody stayed long enough")),
    Row(YES, NO, LACKING, NO, YES, YES,
        _weak("a talk at the door, but no badge, and nobody stayed long enough")),
    Row(YES, NO, LACKING, NO, NO, YES, _none("no badge and nobody stayed at the door")),
    Row(YES, NO, LACKING, ANY, ANY, NO, _none("no badge, no stay, nothing seen")),
)  # fmt: skip
TABLE: dict[Cell, Graded] = {cell: row.graded for row in ROWS for cell in row.cells()}


def graded(observation: Observation) -> Graded:
    """The table's verdict."""
    return TABLE[cell_of(observation)]


def cell_of(observation: Observation) -> Cell:
    """What the table is asked about this observation."""
    evidence = observation.evidence
    return Cell(
        form=evidence.form_here,
        badge=evidence.badge is not None and evidence.by is not None,
        stay=stay_of(evidence),
        door=evidence.door_opened,
        talk=evidence.talked,
        seen=not unanswered(observation.content),
    )


def stay_of(evidence: Evidence) -> Stay:
    """A sensor that is not heard lends nobody a stay, and calls nobody's too short."""
    if not evidence.stay_sensed:
        return Stay.UNKNOWN
    return Stay.ENOUGH if stayed_enough(evidence) else Stay.SHORT


def stayed_enough(evidence: Evidence) -> bool:
    return evidence.stay_sensed and evidence.stayed_s >= STAY_LEAST_S


def unanswered(content: Content) -> tuple[str, ...]:
    """What is still missing from a complete record, in words for the observer.

    Asleep is not enough: whoever is not awake must be seen to breathe, and roused or
    said to have been left asleep.
    """
    asked = {
        "awake or asleep": content.awareness,
        "breathing": content.breathing,
        "colour": content.colour,
        "position": content.position,
        "could it end now": content.could_end,
    }
    missing = [question for question, answer in asked.items() if answer is None]
    if content.awareness not in (None, Awareness.AWAKE):
        if content.rousable is None:
            missing.append("can they be roused")
        if content.breathing is BreathingSeen.NOT_SEEN:
            missing.append("breathing, seen or heard")
    return tuple(missing)
