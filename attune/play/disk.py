"""Disks of played machines: what survives a power cut, and can be full."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from edge.events import Follows, Remember, Settle, Store
from edge.memory import Memory, Shelf
from hub.effects import Chart, Took
from hub.rooms.facts import FACTS, AnyFact
from hub.staff.facts import OF_OFFICE
from ward.rooms import RoomId
from ward.units import Instant, seconds


class DiskFullError(Exception):
    """Nothing of what was to be written is written."""


class NodeDisk:
    """What one node wrote down, and what it is yet to write.

    A stored parcel is on the disk before anything that follows it is carried out, unless the disk
    is full: then it waits, and a power cut loses it. What is only settled or remembered waits for
    the next commit.
    """

    def __init__(self) -> None:
        self.full = False
        self.refused = 0
        self.shelf = Shelf()
        self.tells: Callable[[Follows], None] = lambda _follow: None
        self._waiting: list[Follows] = []
        self._due_at: Instant | None = None

    @property
    def failing(self) -> bool:
        """Whether something waits only because the disk takes nothing."""
        return self.full and self._due_at is not None

    def take(self, follow: Store | Settle | Remember, now: Instant) -> None:
        """Write it now, or when it is due."""
        self._waiting.append(follow)
        if isinstance(follow, Settle):
            return
        due = now + seconds(follow.within_s if isinstance(follow, Remember) else 0)
        self._due_at = min(due, self._due_at or due)
        self.tick(now)

    def tick(self, now: Instant) -> None:
        if self._due_at is None or now < self._due_at:
            return
        if self.full:
            self.refused += 1
            return
        for follow in self._waiting:
            self.shelf.take(follow)
            self.tells(follow)
        self.cut()

    def cut(self) -> None:
        """The power is gone, and what waits with it."""
        self._waiting.clear()
        self._due_at = None

    def wake(self) -> Memory:
        """What the next boot finds."""
        return self.shelf.memory()


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
        self.snapshot: tuple[int, Mapping[RoomId, bytes]] | None = None  # after so many facts
        self.commits = 0

    def commit(self, turn: Commit) -> None:
        """Raises ``DiskFullError``, and then nothing is stored."""
        if not turn:
            return
        if self.full:
            raise DiskFullError
        self.facts += turn.facts
        self.points += turn.points
        for boot, took in turn.took.items():
            if took.stretches:
                self.took[boot] = took
            else:
                self.took.pop(boot, None)
        self.commits += 1

    def read(self, begun: int = 0) -> Iterable[AnyFact]:
        """Every fact after so many, and the office's: off the disk, written out and read again."""
        office = [fact for fact in self.facts[:begun] if fact.fact in OF_OFFICE]
        return reread([*office, *self.facts[begun:]])


def reread(facts: Sequence[AnyFact]) -> Iterable[AnyFact]:
    for fact in facts:
        yield FACTS.validate_json(FACTS.dump_json(fact))
