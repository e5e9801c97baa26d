"""The outbox: what a node owes its hub, kept in order until the hub itself says it is stored."""

from collections import OrderedDict
from dataclasses import dataclass

from edge.lane import Lane
from edge.ledger import Ledger
from edge.parcel import Name, Parcel, Sheaf, name_of, size_of
from ward.envelope import Envelope

KEEP_MOST = 5_000  # single parcels; a busy door makes some 200 happenings an hour: a day alone
SHEAVES_MOST = 10_000  # of readings and vital signs; a room alone ties two in fifty seconds
BYTES_MOST = 24 * 1_048_576  # of all parcels, as they lie on the disk and in memory
RETRY_AFTER_S = 10.0  # a hub commits within a second; ten is past every honest delay
WINDOW = 100  # single parcels on the way at once, so that a reconnection is no flood
AT_ONCE = 10  # of them within a breath: each room of a ward that comes back is heard early
SHEAF_WINDOW = 4  # sheaves on the way at once: each is up to 32 KB, and none is news

# When it is full, the least precious goes first: a sheaf is for the charts, an old answer is to
# an order long expired, a lost happening heals by the standing, and nothing heals a lost look.
SHEAF = "readings and vital signs"
SINGLES = ("answer", "happening", "charted", "observation")
KINDS = (SHEAF, *SINGLES)


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A parcel for which there was no room any more, and what it was."""

    parcel: Parcel
    kind: str


class Outbox:
    """Every parcel put in is settled by a receipt, or returned by ``overflow`` as given up.

    The broker's word is not enough: only ``settle``, from the hub's receipt, lets go of a parcel.
    """

    def __init__(
        self,
        keep_most: int = KEEP_MOST,
        retry_after_s: float = RETRY_AFTER_S,
        window: int = WINDOW,
        sheaves_most: int = SHEAVES_MOST,
        bytes_most: int = BYTES_MOST,
    ) -> None:
        if min(keep_most, window, sheaves_most, bytes_most) < 1:
            raise ValueError(
                f"an outbox of {keep_most} parcels, {window} at once, delivers nothing"
            )
        self._most, self._sheaves_most, self._bytes_most = keep_most, sheaves_most, bytes_most
        self._singles = Lane(window, retry_after_s, AT_ONCE)
        self._sheaves = Lane(SHEAF_WINDOW, retry_after_s)
        self._sizes = {kind: OrderedDict[Name, int]() for kind in KINDS}
        self._bytes = 0

    def __len__(self) -> int:
        """How many parcels."""
        return len(self._singles) + len(self._sheaves)

    @property
    def singles(self) -> int:
        """How many single parcels the hub has yet to receipt."""
        return len(self._singles)

    @property
    def waiting(self) -> int:
        """How many single parcels have yet to go out on this connection."""
        return len(self._singles.fresh)

    @property
    def full_percent(self) -> int:
        """The fullest of its bounds."""
        singles, sheaves = len(self._singles) / self._most, len(self._sheaves) / self._sheaves_most
        return round(100 * max(singles, sheaves, self._bytes / self._bytes_most))

    def put(self, parcel: Parcel) -> None:
        """Owe this one. Raises ``KeyError`` for a kind that is never owed by itself."""
        name, size = name_of(parcel), size_of(parcel)
        self._sizes[kind_of(parcel)][name] = size
        self._bytes += size
        self._lane_of(parcel).put(name, parcel)

    def overflow(self) -> tuple[GivenUp, ...]:
        """Give up what is beyond the bounds: the oldest of the least precious first."""
        gone: list[GivenUp] = []
        while len(self._sheaves) > self._sheaves_most:
            gone.append(self._give_up(KINDS))
        while len(self._singles) > self._most:
            gone.append(self._give_up(SINGLES))
        while self._bytes > self._bytes_most and len(self) > 1:
            gone.append(self._give_up(KINDS))
        return tuple(gone)

    def settle(self, boot: str, ledger: Ledger, first: int, last: int) -> tuple[Name, ...]:
        """Let go of what is settled from the first of these numbers to the last; its names."""
        near = (*self._singles.near(boot, first, last), *self._sheaves.near(boot, first, last))
        gone = [
            name_of(parcel)
            for parcel in near
            if all(ledger.settled.holds(*stretch) for stretch in stretches_in(parcel))
        ]
        for name in gone:
            self.drop(name)
        return tuple(gone)

    def drop(self, name: Name) -> Parcel:
        """It is owed no longer. Raises ``KeyError`` when it was not."""
        for sizes in self._sizes.values():
            self._bytes -= sizes.pop(name, 0)
        return (self._singles if name in self._singles else self._sheaves).drop(name)

    def reconnected(self) -> None:
        """A new connection: whatever was on the way may be gone, so all of it is to go again."""
        self._singles.reconnected()
        self._sheaves.reconnected()

    def missed(self, boot: str, first: int, last: int, up_s: float) -> None:
        """The hub misses these: what of them is owed goes first, unless it has only just gone."""
        for lane in (self._singles, self._sheaves):
            for parcel in reversed(lane.near(boot, first, last)):
                if stretches_in(parcel)[-1][1] >= first:
                    lane.missed(name_of(parcel), up_s)

    def due(self, up_s: float) -> tuple[Envelope, ...]:
        """What is to go out now by itself, oldest first. Ask only while connected."""
        return tuple(each for each in self._singles.due(up_s) if isinstance(each, Envelope))

    def old(self, up_s: float) -> tuple[Sheaf, ...]:
        """The sheaves that are to go out now: none while anything else has yet to."""
        if self.waiting:
            return ()
        return tuple(each for each in self._sheaves.due(up_s) if isinstance(each, Sheaf))

    def _lane_of(self, parcel: Parcel) -> Lane:
        return self._sheaves if isinstance(parcel, Sheaf) else self._singles

    def _give_up(self, kinds: tuple[str, ...]) -> GivenUp:
        """The oldest of the first of these kinds of which there is any."""
        kind = next(kind for kind in kinds if self._sizes[kind])
        return GivenUp(self.drop(next(iter(self._sizes[kind]))), kind)


def kind_of(parcel: Parcel) -> str:
    return SHEAF if isinstance(parcel, Sheaf) else parcel.body.kind


def stretches_in(parcel: Parcel) -> tuple[tuple[int, int], ...]:
    """The numbers that this parcel carries."""
    return parcel.stretches if isinstance(parcel, Sheaf) else ((parcel.n, parcel.n),)
