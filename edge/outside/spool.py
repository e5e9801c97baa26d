"""The spool: what the pure node says to store, carried out on the disk, whatever the disk does."""

import logging
import os
import sqlite3
import time
from pathlib import Path

from edge.events import Counted, Event, FaultBegan, FaultEnded, Follows, Remember, Settle, Store
from edge.memory import Memory, Shelf
from edge.outside.failure import in_words
from edge.outside.outbox_file import DamagedError, OutboxFile, lock, look_into, move_aside
from edge.parcel import Name, Parcel, name_of
from ward.rooms import RoomId

RETRY_S = 5.0
FAILING, FOUND = "outbox", "outbox file"  # the two things that can be wrong, as devices

_log = logging.getLogger(__name__)


class Spool:
    """Nothing that the disk does stops the node; what is owed is then kept in memory only.

    ``memory`` is what was found. ``news`` is what the node is to be told. Whatever is yet to be
    written is written with the next commit that succeeds, so a disk that is mended has it all.
    Raises ``InUseError`` where another program writes the same file.
    """

    def __init__(self, path: Path, room: RoomId) -> None:
        self.commits = 0
        self._path, self._room = path, room
        self._news: list[Event] = []
        self._written: dict[Name, int] = {}
        self._unwritten: dict[Name, Parcel] = {}
        self._gone: dict[Name, int] = {}
        self._spare: tuple[int, ...] = ()
        self._changed: dict[str, None] = {}
        self._due_s = 0.0  # when what changed is to be written by itself
        self._failures = 0
        self._retry_s: float | None = None
        self._mark = b""
        self._file: OutboxFile | None = None
        self._lock = lock(path)
        self.memory = self._begun()
        self._shelf = Shelf(self.memory)

    def news(self) -> tuple[Event, ...]:
        """What became known of the disk since this was last asked."""
        news, self._news = tuple(self._news), []
        return news

    def take(self, follows: Follows) -> None:
        """Carry it out, if it is for the disk. What is to be stored is, when this returns."""
        match follows:
            case Store(parcels):
                self._shelf.take(follows)
                self._unwritten.update((name_of(each), each) for each in parcels)
                self._write()
            case Settle(names):
                self._shelf.take(follows)
                for name in names:
                    self._let_go(name)
            case Remember(name, _, within_s):
                self._shelf.take(follows)
                due_s = time.monotonic() + within_s
                self._due_s = min(self._due_s, due_s) if self._changed else due_s
                self._changed[name] = None

    def tend(self) -> None:
        """Write what is due, and try again what failed. Asked a few times a second."""
        if self._retry_s is not None or (self._changed and time.monotonic() >= self._due_s):
            self._write()

    def close(self) -> None:
        """Write the rest, if the disk takes it."""
        if self._changed or self._unwritten or self._gone:
            self._retry_s = None
            self._write()
        self._hang_up()
        if self._lock is not None:
            os.close(self._lock)

    # ---- opening ---------------------------------------------------------------------------

    def _begun(self) -> Memory:
        """What is there to be taken over, be it that the disk can only be read."""
        try:
            self._file = self._open()
            return self._joined(self._file)
        except (OSError, sqlite3.Error, DamagedError) as failed:
            self._failed(failed)
        try:
            return look_into(self._path, self._room)
        except (OSError, sqlite3.Error, DamagedError):
            return Memory()

    def _open(self) -> OutboxFile:
        """The file, or a new one where it was if it is damaged or somebody else's."""
        try:
            return OutboxFile(self._path, self._room)
        except DamagedError as damaged:
            aside = move_aside(self._path)
            words = (
                f"{self._path.name} was moved aside as {aside}, for {damaged}; a new one is begun"
            )
            _log.error("%s", words)
            self._news.append(FaultBegan(FOUND, words))
            return OutboxFile(self._path, self._room)

    def _joined(self, opened: OutboxFile) -> Memory:
        """What is in a file that was not written by this spool so far."""
        found = opened.read(self._room)
        self._mark, self._written, self._spare = opened.mark, dict(found.stand), found.spare
        if found.unreadable:
            words = (
                f"{found.unreadable} things in {self._path.name} cannot be read; they stay in it"
            )
            self._news.append(FaultBegan(FOUND, words))
        return found.memory

    def _reopened(self) -> OutboxFile:
        """Again after a failure, or another under the same name: all that it lacks is written.

        What it holds that this boot never knew of is left in it for the next, and that is a fault:
        nobody is told of it until then.
        """
        opened = self._open()
        found, mine = opened.read(self._room), self._shelf.parcels
        known = {name_of(parcel) for parcel in self.memory.parcels} | self._gone.keys()
        self._spare = found.spare
        self._gone = {n: seq for n, seq in found.stand.items() if n in known and n not in mine}
        self._written = {n: seq for n, seq in found.stand.items() if n in mine}
        self._unwritten = {n: parcel for n, parcel in mine.items() if n not in found.stand}
        if left := len(found.stand) - len(self._gone) - len(self._written):
            words = f"{left} things in {self._path.name} were not there when the node began"
            self._news.append(FaultBegan(FOUND, f"{words}; they are said after its next start"))
        if opened.mark != self._mark:
            self._mark = opened.mark
            self._changed = dict.fromkeys(self._shelf.kept)
        return opened

    # ---- writing ---------------------------------------------------------------------------

    def _let_go(self, name: Name) -> None:
        """With a later commit: a power cut before it only says again what the hub knows."""
        self._unwritten.pop(name, None)
        if (seq := self._written.pop(name, None)) is not None:
            self._gone[name] = seq

    def _write(self) -> None:
        """All that is yet to be written, unless it has only just failed."""
        if self._retry_s is not None and time.monotonic() < self._retry_s:
            return
        try:
            self._commit()
        except DamagedError as damaged:
            _log.error("the outbox: %s", damaged)
            self._begin_anew()
        except (OSError, sqlite3.Error) as failed:
            self._failed(failed)
        else:
            self._healed()

    def _commit(self) -> None:
        if self._file and not self._file.is_there:
            self._hang_up()
        self._file = self._file or self._reopened()
        kept = {name: self._shelf.kept.get(name) for name in self._changed}
        gone = (*self._gone.values(), *self._spare)
        self._written |= self._file.write(gone, self._unwritten.values(), kept)
        self.commits += 1
        self._gone, self._spare, self._unwritten, self._changed = {}, (), {}, {}

    def _begin_anew(self) -> None:
        """The file is damaged: once more at once, which moves it aside."""
        self._hang_up()
        try:
            self._commit()
        except (OSError, sqlite3.Error, DamagedError) as failed:
            self._failed(failed)
        else:
            self._healed()

    def _failed(self, failed: Exception) -> None:
        self._retry_s = time.monotonic() + RETRY_S
        self._failures += 1
        words = f"the outbox cannot be written: {in_words(failed)}"
        if self._failures == 1:
            _log.error("%s", words)
        self._news += [
            FaultBegan(FAILING, f"{words}; what is owed is kept in memory only"),
            Counted("outbox writes failed", self._failures),
        ]
        self._hang_up()

    def _hang_up(self) -> None:
        if self._file:
            self._file.close()
            self._file = None

    def _healed(self) -> None:
        if self._retry_s is not None:
            self._retry_s = None
            _log.info("the outbox is written again")
            self._news.append(FaultEnded(FAILING))
