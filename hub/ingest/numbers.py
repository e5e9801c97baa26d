"""Running numbers of one boot: which are stored, as rising stretches, and which are missing."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

Stretch = tuple[int, int]  # first and last


class Numbers:
    """Which numbers from 1 on are in. Stretches that meet become one.

    However the numbers came, the same numbers are the same stretches. It grows by one stretch
    for every hole; whoever adds keeps that within bounds by closing the first.
    """

    __slots__ = ("_firsts", "_lasts")

    def __init__(self, stretches: Iterable[Stretch] = ()) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        for first, last in sorted(stretches):
            self.close(first, last)

    def __contains__(self, n: int) -> bool:
        at = bisect_right(self._firsts, n) - 1
        return at >= 0 and n <= self._lasts[at]

    def __len__(self) -> int:
        """How many stretches."""
        return len(self._firsts)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        return tuple(zip(self._firsts, self._lasts, strict=True))

    @property
    def through(self) -> int:
        """Up to which all is in; 0 for none."""
        return self._lasts[0] if self._firsts and self._firsts[0] == 1 else 0

    @property
    def last(self) -> int:
        """The highest; 0 for none."""
        return self._lasts[-1] if self._lasts else 0

    def add(self, n: int) -> None:
        if self._lasts and n == self._lasts[-1] + 1:  # nearly always
            self._lasts[-1] = n
        else:
            self.close(n, n)

    def close(self, first: int, last: int) -> None:
        """All from first to last is in."""
        if last < first or first < 1:
            return
        low = bisect_left(self._lasts, first - 1)
        high = bisect_right(self._firsts, last + 1)
        if low < high:
            first = min(first, self._firsts[low])
            last = max(last, self._lasts[high - 1])
        self._firsts[low:high] = [first]
        self._lasts[low:high] = [last]

    def open(self, n: int) -> None:
        """That one is in no longer."""
        if n in self:
            at = bisect_right(self._firsts, n) - 1
            first, last = self._firsts.pop(at), self._lasts.pop(at)
            self.close(first, n - 1)
            self.close(n + 1, last)

    def drop_first(self) -> None:
        """The first stretch is in no longer."""
        del self._firsts[:1], self._lasts[:1]

    def missing(self, through: int, since: int = 1) -> tuple[Stretch, ...]:
        """The holes from one number through another, rising."""
        holes = []
        at = bisect_left(self._lasts, since)
        begin = since
        while begin <= through:
            if at == len(self._firsts):
                holes.append((begin, through))
                break
            if self._firsts[at] > begin:
                holes.append((begin, min(self._firsts[at] - 1, through)))
            begin = self._lasts[at] + 1
            at += 1
        return tuple(holes)

    def count_since(self, n: int) -> int:
        """How many from that number on."""
        at = bisect_left(self._lasts, n)
        return sum(
            last - max(first, n) + 1
            for first, last in zip(self._firsts[at:], self._lasts[at:], strict=True)
        )
