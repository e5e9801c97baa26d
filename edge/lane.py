"""A lane of the outbox: parcels that go out in order, so many at once, again and again."""

from bisect import bisect_left, bisect_right, insort
from collections import OrderedDict
from itertools import islice
from math import inf

from edge.parcel import Name, Parcel

BREATH_S = 0.2  # a hub receipts within a quarter of it; one whose disk takes nothing never does
AGAIN_AFTER_S = 2.0  # what was said so lately is not said again, though somebody misses it


class Lane:
    """What has yet to go out on this connection goes before what is sent again.

    So a parcel that the hub never receipts does not hold up the others, nor does one that it asks
    for again and again and never takes: it goes before them once. To ask what is due costs
    as much as what goes out, however much is owed.
    """

    def __init__(self, window: int, retry_after_s: float, at_once: int | None = None) -> None:
        self.fresh: OrderedDict[Name, None] = OrderedDict()
        self._window, self._retry_after_s = window, retry_after_s
        self._at_once = at_once or window
        self._all: OrderedDict[Name, Parcel] = OrderedDict()
        self._out: OrderedDict[Name, float] = OrderedDict()  # since when, the longest first
        self._late: OrderedDict[Name, None] = OrderedDict()
        self._hurried: set[Name] = set()  # on this connection, because somebody missed it
        self._of_boot: dict[str, list[int]] = {}  # first numbers, rising

    def __len__(self) -> int:
        return len(self._all)

    def __contains__(self, name: Name) -> bool:
        return name in self._all

    def put(self, name: Name, parcel: Parcel) -> None:
        self._all[name] = parcel
        self.fresh[name] = None
        insort(self._of_boot.setdefault(name[0], []), name[1])

    def near(self, boot: str, first: int, last: int) -> tuple[Parcel, ...]:
        """All of this boot that may hold a number from the first to the last."""
        firsts = self._of_boot.get(boot, [])
        begin = max(0, bisect_right(firsts, first) - 1)
        return tuple(self._all[boot, n] for n in firsts[begin : bisect_right(firsts, last)])

    def drop(self, name: Name) -> Parcel:
        """It is owed no longer. Raises ``KeyError`` when it was not."""
        parcel = self._all.pop(name)
        for where in (self.fresh, self._out, self._late):
            where.pop(name, None)
        self._hurried.discard(name)
        firsts = self._of_boot[name[0]]
        del firsts[bisect_left(firsts, name[1])]
        if not firsts:
            del self._of_boot[name[0]]
        return parcel

    def reconnected(self) -> None:
        """Whatever was on the way may be gone, so all of it is to go again, in its order."""
        self.fresh = OrderedDict.fromkeys(self._all)
        self._out.clear()
        self._late.clear()
        self._hurried.clear()

    def missed(self, name: Name, up_s: float) -> None:
        """Somebody misses it, and it is not yet to go, nor has it only just gone.

        Once it goes before all others, and from then on after what has yet to go.
        """
        if name not in self._all or name in self.fresh:
            return
        if up_s - self._out.get(name, 0.0) < AGAIN_AFTER_S and name in self._out:
            return
        self._out.pop(name, None)
        if name in self._hurried:
            self._late[name] = None
            return
        self._hurried.add(name)
        self._late.pop(name, None)
        self.fresh[name] = None
        self.fresh.move_to_end(name, last=False)

    def due(self, up_s: float) -> tuple[Parcel, ...]:
        """What is to go out now. Ask only while connected."""
        self._lapse(up_s)
        going: list[Parcel] = []
        for waiting in (self.fresh, self._late):
            while waiting and self._may_go(up_s):
                name, _ = waiting.popitem(last=False)
                self._out[name] = up_s
                going.append(self._all[name])
        return tuple(going)

    def _may_go(self, up_s: float) -> bool:
        """Few at once that nobody has receipted: whoever has more to say lets others begin."""
        latest = islice(reversed(self._out.values()), self._at_once - 1, None)
        return len(self._out) < self._window and up_s - next(latest, -inf) >= BREATH_S

    def _lapse(self, up_s: float) -> None:
        """What has been on the way for too long is late."""
        while self._out:
            name, since_up_s = next(iter(self._out.items()))
            if up_s - since_up_s < self._retry_after_s:
                return
            del self._out[name]
            self._late[name] = None
