"""The ledger: of one boot's numbers, which are given and which are owed no longer."""

from collections.abc import Iterable

from edge.stretches import Stretches
from ward.envelope import Owes


class Ledger:
    """Every number up to ``last`` is owed, or else settled: by a receipt, or given up and counted.

    A receipt for a number that was never given settles nothing: it is yet to be owed.
    """

    def __init__(self, last: int = 0) -> None:
        self.last = last
        self.settled = Stretches()

    @classmethod
    def of(cls, owed: Iterable[tuple[int, int]]) -> "Ledger":
        """Of a boot of which only these stretches are left to be owed."""
        ledger, before = cls(), 0
        for first, last in Stretches(owed):
            ledger.settled.add(before + 1, first - 1)
            ledger.last = before = last
        return ledger

    @property
    def owed(self) -> int:
        """How many numbers."""
        return self.last - self.settled.count

    def give(self) -> int:
        """The next number."""
        self.last += 1
        return self.last

    def settle(self, first: int, last: int) -> int:
        """From the first to the last; how many of them were owed until now."""
        before = self.owed
        self.settled.add(max(1, first), min(last, self.last))
        return before - self.owed

    def owes(self, boot: str) -> Owes | None:
        if not self.owed:
            return None
        return Owes(boot=boot, oldest=self.settled.next_gap(1), count=self.owed)
