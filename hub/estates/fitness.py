"""Whether a room is fit for use, what is lacking, and who answers for it where it is used so."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hub.estates.answers import Answer, Standing
from hub.estates.clause import Way
from hub.rooms.upkeep import Defect, Regardless, Severity, Upkeep
from ward.rooms import RoomId
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class Fitness:
    """``lacking`` is what it may not be used without, and is not known to have; the worst first.

    ``allowed`` is who answers for its use all the same: that makes no room fit. ``dangers`` are
    open ones of a clause that is asked here no more: they hurt all the same. ``aside`` are
    must-haves of which somebody said that they do not apply: nobody knows them to be met.
    """

    room: RoomId
    lacking: tuple[Standing, ...]
    in_use: bool
    allowed: Regardless | None = None
    dangers: tuple[Defect, ...] = ()
    aside: tuple[Standing, ...] = ()

    @property
    def is_fit(self) -> bool:
        return not (self.lacking or self.dangers)

    @property
    def ids(self) -> tuple[str, ...]:
        """The clauses that make it unfit, by name, also of what is asked no more."""
        known = (one.clause.id for one in self.lacking)
        return tuple(dict.fromkeys((*known, *(one.clause for one in self.dangers))))

    @property
    def is_unanswered(self) -> bool:
        """Somebody is confined there though it is not fit, and nobody has said why."""
        return self.in_use and not self.is_fit and self.allowed is None


def fitness(
    room: RoomId, standings: Iterable[Standing], upkeep: Upkeep, now: Instant, *, in_use: bool
) -> Fitness:
    """A must-have that is not known to be met, or a danger that is not mended and checked."""
    known = tuple(standings)
    dangers = [one for one in upkeep.open if one.severity is Severity.DANGER]
    lacking = [one for one in known if _lacks(one, {danger.clause for danger in dangers})]
    worst_first = tuple(sorted(lacking, key=lambda one: one.answer is not Answer.UNMET))
    asked = {one.clause.id for one in known}
    beside = tuple(one for one in dangers if one.clause not in asked)
    aside = tuple(one for one in known if _is_aside(one))
    found = Fitness(room, worst_first, in_use, dangers=beside, aside=aside)
    return replace(found, allowed=upkeep.allowed(found.ids, now))


def _lacks(one: Standing, dangers: set[str]) -> bool:
    return (one.clause.must and one.is_open) or one.clause.id in dangers


def _is_aside(one: Standing) -> bool:
    """By somebody's word; what the room says itself, where nobody lived there, is none."""
    is_said = one.answer is Answer.NOT_APPLICABLE and one.clause.kind is not Way.MEASURED
    return is_said and one.clause.must
