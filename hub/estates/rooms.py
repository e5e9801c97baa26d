"""Every room against every clause: what is known, of what was looked at there and measured there.

The one place where evidence and measurements meet. Pages, reports and the command all ask it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from hub.estates.answers import Answer, Evidence, Measured, Standing, outweighs, standing
from hub.estates.catalogue import Catalogue
from hub.estates.clause import Clause, Way
from ward.rooms import RoomId
from ward.units import Instant

NOTHING_MEASURED: tuple[Measured, ...] = ()

Of = tuple[RoomId, str]  # a clause, by its id, in a room


def standings(
    catalogue: Catalogue,
    rooms: Iterable[RoomId],
    evidence: Iterable[Evidence],
    measured: Iterable[Measured],
    now: Instant,
) -> Mapping[RoomId, tuple[Standing, ...]]:
    """Of each room every clause, in the catalogue's order.

    Whatever is handed in counts in the room and for the clause that it names, and nowhere else. Of
    several measurements of one clause the latest stretch counts: hand in the one that is asked for.
    """
    known = Known(catalogue, _by_clause(evidence), _latest(measured))
    return {room: known.of(room, now) for room in rooms}


@dataclass(frozen=True, slots=True)
class Known:
    """All that was handed in, by room and clause."""

    catalogue: Catalogue
    looked: Mapping[Of, Sequence[Evidence]]
    measured: Mapping[Of, Measured]

    def of(self, room: RoomId, now: Instant) -> tuple[Standing, ...]:
        return tuple(self._answered(clause, room, now) for clause in self.catalogue.clauses)

    def _answered(self, clause: Clause, room: RoomId, now: Instant) -> Standing:
        """What another clause asks as well is answered there, unless this was since seen unmet."""
        if clause.is_yet_to_come(now):
            return Standing(clause, Answer.NOT_YET, f"Asked from {clause.asked_from:%d %b %Y} on")
        own = self._own(clause, room, now)
        other = self.catalogue.clause(clause.met_with) if clause.met_with else None
        if other is None:
            return own
        there = self._own(other, room, now)
        if own.answer is Answer.UNMET and self._is_since(own, there, room):
            return own
        return replace(there, clause=clause, because=f"As “{other.heading}”: {there.because}")

    def _is_since(self, own: Standing, there: Standing, room: RoomId) -> bool:
        """Whether this was seen after whatever answers the other clause, or is still open."""
        if there.clause.kind is Way.MEASURED:
            return outweighs(own, there, self.measured.get((room, there.clause.id)))
        return own.stands or own.at is None or there.at is None or own.at > there.at

    def _own(self, clause: Clause, room: RoomId, now: Instant) -> Standing:
        of = (room, clause.id)
        return standing(clause, self.looked.get(of, ()), self.measured.get(of), now)


def _by_clause(evidence: Iterable[Evidence]) -> Mapping[Of, Sequence[Evidence]]:
    found: dict[Of, list[Evidence]] = {}
    for one in evidence:
        found.setdefault((one.room, one.clause), []).append(one)
    return found


def _latest(measured: Iterable[Measured]) -> Mapping[Of, Measured]:
    found: dict[Of, Measured] = {}
    for one in measured:
        known = found.get((one.room, one.clause))
        if known is None or one.until >= known.until:
            found[one.room, one.clause] = one
    return found
