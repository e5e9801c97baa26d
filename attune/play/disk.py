"""Disks of played machines: what survives a power cut, and can be full."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from edge.events import Follows
from edge.memory import Memory, Shelf
from hub.effects import Chart, Took
from hub.rooms.facts import FACTS, AnyFact
from ward.rooms import RoomId


class DiskFullError(Exception):
    """Nothing of what was to be written is written."""


class NodeDisk:
    """What one node wrote down. While it is full all of it waits in the node's own memory."""

    def __init__(self) -> None:
        self.full = False
        self.refused = 0
        self._shelf = Shelf()
        self._waiting: list[Follows] = []

    def take(self, follow: Follows) -> None:
        """Write it down, and before it whatever had to wait."""
        self._waiting.append(follow)
        if self.full:
            self.refused += 1
            return
        for each in self._waiting:
            self._shelf.take(each)
        self._waiting.clear()

    def wake(self) -> Memory:
        """What the next boot finds: the power took what had to wait."""
        self._waiting.clear()
        return self._shelf.memory()


@dataclass(slots=True)
class Commit:
    """What followed from the events of one turn."""

    facts: list[AnyFact] = field(default_factory=list)
    points: list[Chart] = field(default_factory=list)
    took: dict[tuple[RoomId, str], Took] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.facts or self.points or self.took)


class HubDisk:
    """Facts, points and numbers taken; all of one turn, or nothing of it."""

    def __init__(self) -> None:
        self.full = False
        self.facts: list[AnyFact] = []
        self.points: list[Chart] = []
        self.took: dict[tuple[RoomId, str], Took] = {}
        self.commits = 0

    def commit(self, turn: Commit) -> None:
        """Raises ``DiskFullError``, and then nothing is stored."""
        if not turn:
            return
        if self.full:
            raise DiskFullError
        self.facts += turn.facts
        self.points += turn.points
        self.took.update(turn.took)
        self.commits += 1

    def read(self) -> Iterable[AnyFact]:
        """Every fact as it comes off the disk: written out and read again."""
        return reread(self.facts)


def reread(facts: Sequence[AnyFact]) -> Iterable[AnyFact]:
    for fact in facts:
        yield FACTS.validate_json(FACTS.dump_json(fact))
