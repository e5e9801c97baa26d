"""Memory: what a node wakes up with after a power cut, and how what follows changes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from edge.events import Follows, Remember, Settle, Store
from edge.parcel import Name, Parcel, name_of
from ward.announcements import Head, Status
from ward.care import Care
from ward.codec import TurnedAwayError, encode, parse
from ward.units import Instant, Wire, Word

CARE, WATCH, MODES = "care", "watch", "modes"
HEAD_LATEST, HEAD_OF_HOUR, HEAD_DISPUTE = "head latest", "head of ", "head dispute "


class LastKnown(Wire):
    """When the person was last seen, as this door knew it.

    ``own_at`` is what the door witnessed itself, by the node's own clock; ``synced`` says whether
    that clock was set. ``told`` is the hub's last word that knew of as much.
    """

    own_at: Instant | None = None
    own_by: Word | None = None
    synced: bool = False
    told: Status | None = None


class Dispute(Wire):
    """Two heads of the hub's journal that cannot both be true, in the order in which they came."""

    before: Head
    after: Head


W = TypeVar("W", bound=Wire)


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is on the disk: parcels in the order stored, and what is remembered, by name.

    What cannot be read is as if it had never been remembered.
    """

    parcels: tuple[Parcel, ...] = ()
    kept: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def care(self) -> Care | None:
        return self.read(CARE, Care)

    @property
    def watch(self) -> LastKnown | None:
        return self.read(WATCH, LastKnown)

    def read(self, name: str, model: type[W]) -> W | None:
        try:
            return parse(model, self.kept[name])
        except (KeyError, TurnedAwayError):
            return None

    def names(self, beginning: str) -> tuple[str, ...]:
        """What is remembered under names that begin so, rising."""
        return tuple(sorted(name for name in self.kept if name.startswith(beginning)))

    def after(self, follows: Iterable[Follows]) -> "Memory":
        """What it is once these have been carried out."""
        shelf = Shelf(self)
        for each in follows:
            shelf.take(each)
        return shelf.memory()


class Shelf:
    """A disk in memory: it takes what a node says to store, and hands it to the next boot."""

    def __init__(self, memory: Memory | None = None) -> None:
        begun = memory or Memory()
        self.parcels: dict[Name, Parcel] = {name_of(each): each for each in begun.parcels}
        self.kept: dict[str, bytes] = dict(begun.kept)

    def take(self, follows: Follows) -> None:
        """Carry this out, if it is a disk's to do."""
        match follows:
            case Store(parcels):
                self.parcels.update((name_of(each), each) for each in parcels)
            case Settle(names):
                for name in names:
                    self.parcels.pop(name, None)
            case Remember(name, None):
                self.kept.pop(name, None)
            case Remember(name, Wire() as kept):
                self.kept[name] = encode(kept)

    def memory(self) -> Memory:
        """As the next boot finds it."""
        return Memory(tuple(self.parcels.values()), dict(self.kept))
