"""Closer watch: the modes in force here, by the hub's care and by what was pressed at this door."""

from typing import NamedTuple

from edge.memory import MODES, Memory
from edge.mode_events import (
    AtDoor,
    NotedAtDoor,
    ReleasedAtDoor,
    RestrainedAtDoor,
    TranquillisedAtDoor,
)
from edge.moment import Moment
from ward import mode_table as modes
from ward.care import Care, Role, Staff
from ward.modes import (
    Mode,
    ModeBegun,
    ModeChange,
    ModeKind,
    RestraintNoted,
    RestraintReleased,
)
from ward.schedules import Schedules
from ward.units import Instant, Wire, minutes

NOBODY_KNOWN = "nobody known"  # by whom, where no badge was shown
OWN_MOST = 16  # presses the hub has yet to answer; the newest are kept
GIVES = frozenset({Role.NURSE, Role.IN_CHARGE, Role.DOCTOR, Role.MANAGER})  # hub.staff.authority


class Pressed(Wire):
    """One change that was pressed here, and when by this node's clock."""

    at: Instant
    confinement: str
    change: ModeChange


class OwnModes(Wire):
    """What was pressed here and is not in the hub's care yet; it outlives a power cut."""

    pressed: tuple[Pressed, ...] = ()


class Answer(NamedTuple):
    """What is to be told of a press; or why nothing is, in words for whoever pressed."""

    change: ModeBegun | RestraintNoted | RestraintReleased | None
    refused: str = ""


class Here(NamedTuple):
    """What a press finds: what is in force, when it is, and how often the site asks to come."""

    known: tuple[Mode, ...]
    at: Instant
    own: Schedules


class Closer:
    """A press holds here from the moment it is made, with the hub dead, until care answers it.

    Care answers what it names; and all that was pressed before it was issued, once nothing is
    owed to the hub any more: then what it lacks has been ended there, or never was.
    """

    def __init__(self, memory: Memory) -> None:
        kept = memory.read(MODES, OwnModes)
        self.own: tuple[Pressed, ...] = kept.pressed if kept else ()

    def in_force(self, care: Care | None) -> tuple[Mode, ...]:
        """What whoever is confined here is watched after."""
        confinement = care.confinement if care else None
        if confinement is None:
            return ()
        known = confinement.modes
        for one in self.own:
            if one.confinement == confinement.id:
                known = modes.after(known, one.change, one.at)
        return known

    def answered(self, care: Care | None, *, owes: bool) -> bool:
        """Forget what care has answered; whether anything was."""
        before = self.own
        self.own = tuple(one for one in before if not _is_answered(one, care, owes=owes))
        return self.own != before

    def pressed(
        self, event: AtDoor, id_: str, by: Staff | None, care: Care | None, now: Moment
    ) -> Answer:
        """What follows of a press. Anybody may say that somebody is held; a drug takes a badge."""
        confinement = care.confinement if care else None
        if confinement is None:
            return Answer(None, "Nobody is recorded as confined here.")
        own = care.schedules if care else ()
        answer = _change(event, id_, by, Here(self.in_force(care), now.at, own))
        if answer.change is not None:
            pressed = Pressed(at=now.at, confinement=confinement.id, change=answer.change)
            self.own = (*self.own[1 - OWN_MOST :], pressed)
        return answer


def _is_answered(one: Pressed, care: Care | None, *, owes: bool) -> bool:
    confinement = care.confinement if care else None
    if care is None:
        return False
    if confinement is None or confinement.id != one.confinement:
        return not owes
    mode = next((each for each in confinement.modes if each.id == _of(one.change)), None)
    if mode is None:
        return not owes and care.issued_at >= one.at
    match one.change:
        case RestraintNoted():
            return mode.noted_at is not None and not owes
        case RestraintReleased():
            return mode.released_at is not None
    return True


def _of(change: ModeChange) -> str:
    return change.mode.id if isinstance(change, ModeBegun) else change.mode


def _change(event: AtDoor, id_: str, by: Staff | None, here: Here) -> Answer:
    known, at, own = here
    held, who = next((one for one in known if one.is_held), None), by.ref if by else NOBODY_KNOWN
    match event:
        case TranquillisedAtDoor():
            return _given(event, id_, by, at, own)
        case RestrainedAtDoor() if held is None:
            return Answer(ModeBegun(mode=modes.restraint(id_, who, at)))
        case NotedAtDoor(position, airway) if held is not None:
            noted = RestraintNoted(mode=held.id, by=who, position=position, airway=airway)
            return Answer(noted)
        case ReleasedAtDoor() if held is not None:
            asked = modes.schedule(ModeKind.RESTRAINT, at, own)
            return Answer(RestraintReleased(mode=held.id, by=who, schedule=asked))
    if held is not None:
        return Answer(None, "Restraint has begun already.")
    return Answer(None, "Nobody is recorded as held here.")


def _given(
    event: TranquillisedAtDoor, id_: str, by: Staff | None, at: Instant, own: Schedules
) -> Answer:
    if by is None or by.role not in GIVES:
        return Answer(None, "Show the badge of a nurse or a doctor first.")
    said = at - minutes(event.ago_min) if event.ago_min else None
    given = modes.Given(event.drug, event.route, said)
    return Answer(ModeBegun(mode=modes.tranquillised(id_, by.ref, given, at, own)))
