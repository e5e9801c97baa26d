"""What one node writes to its SD card in a day: ``python -m tests.bench.sd_card [FOLDER]``.

The real node and the real spool live a day of virtual time, once with the hub there and once
wholly cut off. Bytes are those that the kernel counts for this process (``write_bytes`` of
/proc/self/io): whole pages of 4096 that go to the disk, without the file system's own journal.
FOLDER must be on a disk; memory counts nothing.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from edge.events import (
    Arrived,
    BadgeSensed,
    CallSensed,
    Connected,
    Event,
    Follows,
    FormCompleted,
    Measured,
    PresenceSensed,
    Remember,
    Send,
    Settle,
    Store,
)
from edge.moment import Moment
from edge.node import Node
from edge.outside.spool import Spool
from tests.edge.night import AMAS_CARD, ASH_4, FITTED, SEEN_WELL, arrived, care, confined
from ward.announcements import Head, Receipt, Status
from ward.envelope import Envelope
from ward.happenings import Place
from ward.readings import Quantity, Reading

DAY_S = 86_400
LOOKS, HAPPENINGS = 100, 2_000
RECEIPT_S = 5  # how often a hub receipts readings
BEGAN = datetime(2026, 11, 23, tzinfo=UTC)
QUANTITIES = (*Quantity, Quantity.TEMPERATURE)


@dataclass
class Day:
    """One room's day; ``hub`` says whether anybody receipts."""

    hub: bool
    path: Path
    chance: Random = field(default_factory=lambda: Random(1))
    entry: int = 0
    happenings: int = 0
    looks: int = 0

    def __post_init__(self) -> None:
        self.spool = Spool(self.path, ASH_4)
        self.node = Node(ASH_4, "a-day", "0.1", "bench", FITTED, self.at(0))
        self.waiting: list[int] = []

    def at(self, second: float) -> Moment:
        return Moment(BEGAN + timedelta(seconds=second), second)

    def live(self, seconds: int = DAY_S) -> None:
        if self.hub:
            self.feed(0, Connected())
        self.feed(0, arrived(care(1, confinement=confined())))
        happens = dict.fromkeys(self.chance.sample(range(seconds), self.share(seconds)), "call")
        for look in range(LOOKS * seconds // DAY_S):
            happens[60 + look * (DAY_S // LOOKS)] = "look"
        for second in range(seconds):
            for event in self.events(second, happens.get(second)):
                self.feed(second, event)
            self.took(second, self.node.tick(self.at(second)))
            if self.hub and second % RECEIPT_S == 0:
                self.receipted(second, through=self.node._post.next_n - 1)
        self.spool.close()

    def share(self, seconds: int) -> int:
        """Happenings besides those that each look brings with it."""
        return (HAPPENINGS - 2 * LOOKS) * seconds // DAY_S

    def events(self, second: int, happens: str | None) -> Iterator[Event]:
        if second % 2 == 0:
            yield Measured(
                tuple(
                    Reading(quantity=what, sensor=what.value, value=self.chance.gauss(20, 2))
                    for what in QUANTITIES
                )
            )
        if happens == "call":
            yield CallSensed()
        elif happens == "look":
            self.looks += 1
            yield from (PresenceSensed(Place.DOORSIDE, True), BadgeSensed(AMAS_CARD))
            yield FormCompleted(SEEN_WELL.model_copy(update={"said": "I could not sleep"}))
            yield PresenceSensed(Place.DOORSIDE, False)

    def feed(self, second: float, event: Event) -> None:
        self.took(second, self.node.feed(event, self.at(second)))

    def took(self, second: float, follows: tuple[Follows, ...]) -> None:
        for each in follows:
            match each:
                case Store() | Settle() | Remember():
                    self.spool.take(each)
                case Send(message=Envelope(body=body, n=n)) if self.hub:
                    if body.kind in {"happening", "observation", "answer"}:
                        self.happenings += 1
                        self.waiting.append(n)
        self.spool.tend()
        if self.waiting:
            numbers, self.waiting = tuple(self.waiting), []
            self.receipted(second, numbers=numbers)

    def receipted(self, second: float, through: int = 0, numbers: tuple[int, ...] = ()) -> None:
        self.entry += len(numbers)
        at = self.at(second).at
        head = Head(
            entry=self.entry, hash=f"{self.entry:064x}", at=at, key="b" * 64, signature="c" * 128
        )
        receipt = Receipt(room=ASH_4, boot="a-day", numbers=numbers, through=through, head=head)
        self.feed(second, heard(receipt))
        if numbers and self.looks:
            self.feed(second, heard(Status(room=ASH_4, at=at, linked=True)))


def heard(message: Receipt | Status) -> Arrived:
    return arrived(message)


def written_bytes() -> int:
    """What the kernel has counted for this process so far."""
    for line in Path("/proc/self/io").read_text(encoding="ascii").splitlines():
        if line.startswith("write_bytes"):
            return int(line.split()[1])
    raise AssertionError("this kernel does not count")


def measured(folder: Path, *, hub: bool, seconds: int = DAY_S) -> tuple[float, int, float]:
    """Mebibytes written, commits (each one sync), and mebibytes of the file afterwards."""
    path = folder / f"outbox-{'hub' if hub else 'alone'}.sqlite3"
    day = Day(hub, path)
    before = written_bytes()
    day.live(seconds)
    mebibyte = 1_048_576
    return (
        (written_bytes() - before) / mebibyte,
        day.spool.commits,
        path.stat().st_size / mebibyte,
    )


def main(folder: Path | None) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as home:
        for hub, words in ((True, "with the hub there"), (False, "wholly cut off")):
            written, commits, size = measured(Path(home), hub=hub)
            print(
                f"a day {words}: {written:.1f} MiB written in {commits} commits; "
                f"the file is {size:.1f} MiB"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
