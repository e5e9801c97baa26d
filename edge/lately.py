"""Lately: readings and vital signs that were said live, and are not receipted yet."""

from collections import OrderedDict
from collections.abc import Iterable

from edge.ledger import Ledger
from ward.envelope import Kept

KEPT_LIVE_S = 60.0  # a hub that works receipts them within five seconds
TIED_UP_TO_S = 10.0  # ago; younger ones may be receipted yet
LATELY_MOST = 2_000  # items; a room says some 90 a minute
MISSED_EVERY_S = 2.0  # and no oftener are they said again
MISSED_MOST = 192  # items said again at once


class Lately:
    """In memory only: a power cut costs a minute of readings, and no write for each of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Kept] = OrderedDict()
        self._said_again_up_s = 0.0

    def __len__(self) -> int:
        return len(self._kept)

    def put(self, kept: Kept) -> None:
        self._kept[kept.n] = kept

    def settle(self, ledger: Ledger, first: int, last: int) -> None:
        """Let go of what is settled from the first of these numbers to the last."""
        if first == last:
            if first in ledger.settled:
                self._kept.pop(first, None)
            return
        while self._kept and (n := next(iter(self._kept))) <= last and n in ledger.settled:
            del self._kept[n]

    def old(self, up_s: float) -> tuple[Kept, ...]:
        """What is to be tied up, once the oldest has waited for too long; it leaves memory."""
        if not self._kept:
            return ()
        oldest = next(iter(self._kept.values()))
        if len(self._kept) > LATELY_MOST:
            return self._take(up_s)
        return self._take(up_s - TIED_UP_TO_S) if up_s - oldest.up >= KEPT_LIVE_S else ()

    def missed(self, stretches: Iterable[tuple[int, int]], up_s: float) -> tuple[Kept, ...]:
        """What of these is still owed, to be said again at once; nothing if it only just was."""
        if up_s - self._said_again_up_s < MISSED_EVERY_S:
            return ()
        wanted = tuple(stretches)
        found = [
            kept
            for n, kept in self._kept.items()
            if any(first <= n <= last for first, last in wanted)
        ][:MISSED_MOST]
        if found:
            self._said_again_up_s = up_s
        return tuple(found)

    def _take(self, until_up_s: float) -> tuple[Kept, ...]:
        taken = []
        while self._kept and next(iter(self._kept.values())).up <= until_up_s:
            taken.append(self._kept.popitem(last=False)[1])
        return tuple(taken)
