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
    """One envelope owed; when to send it again, or ``None`` if it has yet to go out at all."""

    envelope: Envelope
    rank: int
    again_up_s: float | None = None


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
        self._idle_until_up_s = 0.0

    def __len__(self) -> int:
        return len(self._owed)

    def put(self, envelope: Envelope) -> None:
        """Owe this one. Raises ``KeyError`` for a kind that is never owed."""
        parcel = Parcel(envelope, PRECIOUS[envelope.body.kind])
        self._owed[envelope.n] = parcel
        self._idle_until_up_s = 0.0
        if len(self._owed) > self._keep_most:
            self._lose_one()

    def acknowledged(self, numbers: tuple[int, ...]) -> None:
        """The hub has stored these. A number that is not owed, or no longer, is no matter."""
        for number in numbers:
            self._owed.pop(number, None)
        self._idle_until_up_s = 0.0

    def reconnected(self) -> None:
        """A new connection: whatever was on the way may be gone, so all of it is to go again."""
        for parcel in self._owed.values():
            parcel.again_up_s = None
        self._idle_until_up_s = 0.0

    def due(self, up_s: float) -> tuple[Envelope, ...]:
        """What is to go out now, oldest first. Ask only while connected."""
        if up_s < self._idle_until_up_s:
            return ()
        fresh = [p for p in self._owed.values() if p.again_up_s is None]
        late = [p for p in self._owed.values() if p.again_up_s is not None and p.again_up_s <= up_s]
        under_way = len(self._owed) - len(fresh) - len(late)
        going = (fresh + late)[: max(0, self._window - under_way)]
        for parcel in going:
            parcel.again_up_s = up_s + self._retry_after_s
        self._rest(up_s)
        return tuple(parcel.envelope for parcel in going)

    def _rest(self, up_s: float) -> None:
        """Until the first retry, or a parcel or receipt, there is nothing to look for."""
        retries = [p.again_up_s for p in self._owed.values() if p.again_up_s is not None]
        self._idle_until_up_s = min((r for r in retries if r > up_s), default=up_s)

    def _lose_one(self) -> None:
        """Let go of the oldest of the least precious, be it the newest that came."""
        least = min(self._owed.values(), key=lambda parcel: (parcel.rank, parcel.envelope.n))
        del self._owed[least.envelope.n]
        self.lost += 1
