"""One turn of the hub: what was taken together, what followed, and who waits to hear of it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hub.acts import Act, Event
from hub.effects import Changed, Chart, Effect, Keep, Publish, Took
from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from ward.rooms import RoomId
from ward.units import Instant


class Machine(Protocol):
    """The hub without its shell: ``hub.round.Round``."""

    @property
    def rooms(self) -> tuple[RoomId, ...]: ...

    @property
    def counters(self) -> Mapping[str, int]: ...

    def feed(self, event: Event, now: Instant) -> tuple[Effect, ...]: ...

    def tick(self, now: Instant) -> tuple[Effect, ...]: ...

    def state(self, room: RoomId) -> RoomState: ...

    def findings(self, room: RoomId) -> tuple[Finding, ...]: ...


class Mouth(Protocol):
    """What speaks on the wire: ``hub.outside.mqtt.Wire``."""

    @property
    def connected(self) -> bool: ...

    @property
    def counters(self) -> Mapping[str, int]: ...

    def publish(self, topic: str, payload: bytes, *, retained: bool = False) -> bool: ...

    def check(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody did at the panel, and where its answer is waited for."""

    act: Act
    answer: asyncio.Future[Sequence[str]]


@dataclass(slots=True)
class Turn:
    """What followed from the events taken together, all of it stored in one commit."""

    facts: list[Keep] = field(default_factory=list)
    points: list[Chart] = field(default_factory=list)
    taken: list[Took] = field(default_factory=list)
    publishes: list[Publish] = field(default_factory=list)
    rooms: set[RoomId] = field(default_factory=set)
    answers: list[tuple[Asked, Sequence[str]]] = field(default_factory=list)

    def add(self, effects: Sequence[Effect]) -> None:
        for effect in effects:
            match effect:
                case Keep():
                    self.facts.append(effect)
                    self.rooms.add(effect.fact.room)
                case Chart():
                    self.points.append(effect)
                case Took():
                    self.taken.append(effect)
                case Publish():
                    self.publishes.append(effect)
                case Changed():
                    self.rooms.add(effect.room)

    def answer(self, instead: Sequence[str] | None = None) -> None:
        """Tell everybody who did something what came of it."""
        for asked, words in self.answers:
            if not asked.answer.done():
                asked.answer.set_result(words if instead is None else instead)
