"""A set of whole numbers that mostly follow one another, kept as stretches."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator


class Stretches:
    """Numbers as rising stretches, first and last, that never touch; ``count`` is how many."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self.count = 0
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        for first, last in stretches:
            self.add(first, last)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._firsts, self._lasts, strict=True)

    def __contains__(self, number: int) -> bool:
        return self.next_gap(number) != number

    def add(self, first: int, last: int) -> None:
        """All from the first to the last; nothing when the last is below the first."""
        if last < first:
            return
        begin, end = bisect_left(self._lasts, first - 1), bisect_right(self._firsts, last + 1)
        if begin < end:
            first, last = min(first, self._firsts[begin]), max(last, self._lasts[end - 1])
        before = sum(self._lasts[i] - self._firsts[i] + 1 for i in range(begin, end))
        self._firsts[begin:end], self._lasts[begin:end] = [first], [last]
        self.count += last - first + 1 - before

    def holds(self, first: int, last: int) -> bool:
        """Whether all from the first to the last are in it."""
        return self.next_gap(first) > last

    def next_gap(self, number: int) -> int:
        """The least number, this one or later, that is not in it."""
        place = bisect_left(self._lasts, number)
        if place < len(self._firsts) and self._firsts[place] <= number:
            return self._lasts[place] + 1
        return number


def stretches_of(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """The same numbers as stretches."""
    return tuple(Stretches((number, number) for number in numbers))
