"""The estates of a site as the panel has them: its clauses, and what is known of each room now."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from hub.estates.answers import Measured, Standing
from hub.estates.catalogue import Catalogue
from hub.estates.evidence import evidence
from hub.estates.fitness import Fitness, fitness
from hub.estates.rooms import standings
from hub.estates.sensed import NOTHING_SENSED, Sensed
from hub.panel.estates_words import today
from hub.panel.glass import Glass
from hub.panel.local import Local
from hub.panel.photographs import NoPhotographs, Photographs
from hub.rooms.replaced import replace
from hub.rooms.state import RoomState
from hub.rooms.upkeep import Evidence
from ward.rooms import RoomId


class AskedOfRooms(NamedTuple):
    """What is asked of rooms here, whoever knows what they measured, and who keeps pictures."""

    catalogue: Catalogue
    sensed: Callable[[], Sensed] = lambda: NOTHING_SENSED
    photographs: Photographs = NoPhotographs()


class Estates:
    """Worked out anew for each page: nothing of it is kept that could be old."""

    def __init__(self, glass: Glass, asked: AskedOfRooms) -> None:
        self.glass = glass
        self.catalogue = asked.catalogue
        self.photographs = asked.photographs
        self._sensed = asked.sensed

    def sensed(self, local: Local) -> Sensed:
        """What the rooms measured, as far as it is new enough to be shown."""
        return self._sensed().at(local.now)

    def standings(
        self, rooms: Sequence[RoomId], local: Local
    ) -> Mapping[RoomId, tuple[Standing, ...]]:
        """Of these rooms every clause."""
        looks, measured = self.looks(rooms, local), self.sensed(local).measured
        return standings(self.catalogue, rooms, looks, measured, local.now)

    def looks(self, rooms: Sequence[RoomId], local: Local) -> list[Evidence]:
        """Whatever was looked at or tried there, each under the initials of whoever did."""
        upkeeps = {room: self.state(room).upkeep for room in rooms}
        seen = evidence(upkeeps, today(local), local.now)
        tried = (one for one in self.sensed(local).tried if one.room in upkeeps)
        return [replace(one, by=self.known_as(one.by)) for one in (*seen, *tried)]

    def measured(self, room: RoomId, clause: str, local: Local) -> Measured | None:
        """What this room measured of this clause lately."""
        known = self.sensed(local).measured
        return next((one for one in known if (one.room, one.clause) == (room, clause)), None)

    def daily(self, room: RoomId, clause: str, local: Local) -> list[Measured]:
        """The same of each calendar day."""
        known = self.sensed(local).daily
        return [one for one in known if (one.room, one.clause) == (room, clause)]

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

    def fit(self, room: RoomId) -> Fitness:
        """Whether this one is fit for use now."""
        local = self.glass.local()
        return self.fitness(self.standings((room,), local), local)[room]

    def state(self, room: RoomId) -> RoomState:
        return self.glass.desk.state(room)

    def known_as(self, who: str) -> str:
        """Initials where the register knows them, else what was written."""
        return self.glass.desk.office.register.known_as(who)
