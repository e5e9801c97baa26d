"""The outbox: what a node owes its hub, kept in order until the hub itself says it is stored."""

from collections import OrderedDict
from dataclasses import dataclass

from ward.envelope import Envelope

KEEP_MOST = 5_000  # parcels; a busy door makes some 200 happenings an hour, so about a day alone
RETRY_AFTER_S = 10.0  # a hub commits within a second; ten is past every honest delay
WINDOW = 100  # parcels on the way at once, so that a reconnection is no flood

# When it is full, the least precious goes first: an old answer is to an order long expired, a
# lost happening heals by the standing, and nothing heals a lost observation.
PRECIOUS = {"answer": 0, "happening": 1, "observation": 2}


@dataclass(slots=True)
class Parcel:
    """One envelope owed, and when it last went out on this connection."""

    envelope: Envelope
    sent_up_s: float | None = None

    @property
    def rank(self) -> int:
        return PRECIOUS[self.envelope.body.kind]


class Outbox:
    """Every parcel put in is delivered, or counted in ``lost``.

    The broker's word is not enough: only ``acknowledged``, from the hub's receipt, lets go of a
    parcel. One that the hub never acknowledges does not hold up the others: what has not gone
    out yet goes before what is sent again.
    """

    def __init__(
        self,
        keep_most: int = KEEP_MOST,
        retry_after_s: float = RETRY_AFTER_S,
        window: int = WINDOW,
    ) -> None:
        if keep_most < 1 or window < 1:
            raise ValueError(
                f"an outbox of {keep_most} parcels, {window} at once, delivers nothing"
            )
        self.lost = 0
        self._keep_most = keep_most
        self._retry_after_s = retry_after_s
        self._window = window
        self._owed: OrderedDict[int, Parcel] = OrderedDict()

    def __len__(self) -> int:
        return len(self._owed)

    def put(self, envelope: Envelope) -> None:
        """Owe this one. Raises ``KeyError`` for a kind that is never owed."""
        parcel = Parcel(envelope)
        self._owed[envelope.n] = parcel
        if parcel.rank >= 0 and len(self._owed) > self._keep_most:
            self._lose_one()

    def acknowledged(self, numbers: tuple[int, ...]) -> None:
        """The hub has stored these. A number that is not owed, or no longer, is no matter."""
        for number in numbers:
            self._owed.pop(number, None)

    def reconnected(self) -> None:
        """A new connection: whatever was on the way may be gone, so all of it is to go again."""
        for parcel in self._owed.values():
            parcel.sent_up_s = None

    def due(self, up_s: float) -> tuple[Envelope, ...]:
        """What is to go out now, oldest first. Ask only while connected."""
        room = self._window - sum(self._under_way(p, up_s) for p in self._owed.values())
        fresh = [p for p in self._owed.values() if p.sent_up_s is None]
        again = [
            p
            for p in self._owed.values()
            if p.sent_up_s is not None and not self._under_way(p, up_s)
        ]
        going = (fresh + again)[: max(0, room)]
        for parcel in going:
            parcel.sent_up_s = up_s
        return tuple(parcel.envelope for parcel in going)

    def _under_way(self, parcel: Parcel, up_s: float) -> bool:
        return parcel.sent_up_s is not None and up_s - parcel.sent_up_s < self._retry_after_s

    def _lose_one(self) -> None:
        """Let go of the oldest of the least precious, be it the newest that came."""
        least = min(self._owed.values(), key=lambda parcel: (parcel.rank, parcel.envelope.n))
        del self._owed[least.envelope.n]
        self.lost += 1
