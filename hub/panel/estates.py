"""The estates of a site as the panel has them: its clauses, and what is known of each room now."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from hub.estates.answers import Measured, Standing
from hub.estates.catalogue import Catalogue
from hub.estates.evidence import evidence
from hub.estates.fitness import Fitness, fitness
from hub.estates.rooms import NOTHING_MEASURED, standings
from hub.panel.estates_words import today
from hub.panel.glass import Glass
from hub.panel.local import Local
from hub.rooms.replaced import replace
from hub.rooms.state import RoomState
from hub.rooms.upkeep import Evidence
from ward.rooms import RoomId
from ward.units import Instant

Measuring = Callable[[Sequence[RoomId], Instant], Iterable[Measured]]


def nothing_measured(_rooms: Sequence[RoomId], _now: Instant) -> Iterable[Measured]:
    return NOTHING_MEASURED


class Estates:
    """Worked out anew for each page: nothing of it is kept that could be old."""

    def __init__(
        self, glass: Glass, catalogue: Catalogue, measured: Measuring = nothing_measured
    ) -> None:
        self.glass = glass
        self.catalogue = catalogue
        self._measured = measured

    def standings(
        self, rooms: Sequence[RoomId], local: Local
    ) -> Mapping[RoomId, tuple[Standing, ...]]:
        """Of these rooms every clause."""
        measured = self._measured(rooms, local.now)
        return standings(self.catalogue, rooms, self.looks(rooms, local), measured, local.now)

    def looks(self, rooms: Sequence[RoomId], local: Local) -> list[Evidence]:
        """Whatever was looked at there, each under the initials of whoever looked."""
        upkeeps = {room: self.state(room).upkeep for room in rooms}
        seen = evidence(upkeeps, today(local), local.now)
        return [replace(one, by=self.known_as(one.by)) for one in seen]

    def fitness(
        self, known: Mapping[RoomId, tuple[Standing, ...]], local: Local
    ) -> Mapping[RoomId, Fitness]:
        return {
            room: fitness(
                room,
                found,
                self.state(room).upkeep,
                local.now,
                in_use=self.state(room).episode is not None,
            )
            for room, found in known.items()
        }

    def state(self, room: RoomId) -> RoomState:
        return self.glass.desk.state(room)

    def known_as(self, who: str) -> str:
        """Initials where the register knows them, else what was written."""
        register = self.glass.desk.office.register
        staff = register.by_ref.get(who) or register.left.get(who)
        return staff.initials if staff else who
