"""The outbox's file: SQLite, opened and checked, read whole, and written a commit at a time."""

import fcntl
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from edge.memory import Memory
from edge.parcel import Name, Parcel, Sheaf, UnreadableError, name_of, unsqueezed
from ward.codec import encode
from ward.envelope import Envelope
from ward.rooms import RoomId

OURS = 0x41744F62  # "AtOb", in the file's own header
SHAPE = 1
BUSY_MOST_S = 1.0  # somebody who reads the heads is soon done
PAGE_BYTES = 1024  # measured: 5 KB written for a happening, 8 KB with pages of 4096
WAL_MOST_BYTES = 1_048_576  # to which the log beside the file is cut back
ASIDE_MOST = 5  # files moved aside that are kept; the oldest go
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
_ROOM, _MARK = "room", "file"
_TABLES = """
CREATE TABLE owed (seq INTEGER PRIMARY KEY, boot TEXT, numbers TEXT, body BLOB NOT NULL);
CREATE TABLE kept (name TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
"""


class DamagedError(Exception):
    """A file that is not, or no longer, this room's outbox; the text says what it is instead."""


class InUseError(Exception):
    """Another program has this outbox; the text says so to whoever started this one."""


@dataclass(frozen=True, slots=True)
class Found:
    """All that is in a file: ``stand`` says in which row; ``spare`` rows say a thing again."""

    memory: Memory = field(default_factory=Memory)
    stand: Mapping[Name, int] = field(default_factory=dict)
    spare: tuple[int, ...] = ()
    unreadable: int = 0


class OutboxFile:
    """One open file. Whatever it raises but ``DamagedError`` may pass: try again later.

    Written ahead in a log and synced at every commit, which costs the fewest bytes and one
    sync for each.
    """

    def __init__(self, path: Path, room: RoomId) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._db = sqlite3.connect(path, timeout=BUSY_MOST_S, isolation_level=None)
        try:
            self._prepare(room)
        except sqlite3.Error as failed:
            self._db.close()
            raise _named(failed) from failed
        except BaseException:
            self._db.close()
            raise
        self._inode = path.stat().st_ino

    @property
    def mark(self) -> bytes:
        """What no other file has."""
        row = self._db.execute("SELECT body FROM kept WHERE name = ?", (_MARK,)).fetchone()
        return bytes(row[0]) if row else b""

    @property
    def is_there(self) -> bool:
        """Whether the file that is open still has its name."""
        try:
            return self._path.stat().st_ino == self._inode
        except OSError:
            return False

    def read(self, room: RoomId) -> Found:
        try:
            return _read(self._db, room)
        except sqlite3.Error as failed:
            raise _named(failed) from failed

    def write(
        self, gone: Iterable[int], parcels: Iterable[Parcel], kept: Mapping[str, bytes | None]
    ) -> dict[Name, int]:
        """All of it in one synced commit, or none of it; where the parcels stand."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("DELETE FROM owed WHERE seq = ?", [(seq,) for seq in gone])
            stand = {name_of(parcel): self._insert(parcel) for parcel in parcels}
            for name, body in kept.items():
                self._remember(name, body)
            self._db.execute("COMMIT")
        except sqlite3.Error as failed:
            if self._db.in_transaction:
                self._db.rollback()
            raise _named(failed) from failed
        return stand

    def close(self) -> None:
        self._db.close()

    def _prepare(self, room: RoomId) -> None:
        """Make it ours if it is new. Raises ``DamagedError`` for another's."""
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        is_new = not application and not tables
        if not is_new:
            self._check(application, room)
        if is_new:
            self._db.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute(f"PRAGMA journal_size_limit = {WAL_MOST_BYTES}")
        if is_new:
            self._begin(room)

    def _begin(self, room: RoomId) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        for statement in _TABLES.strip().splitlines():
            self._db.execute(statement)
        self._remember(_ROOM, str(room).encode())
        self._remember(_MARK, os.urandom(16))
        self._db.execute(f"PRAGMA user_version = {SHAPE}")
        self._db.execute(f"PRAGMA application_id = {OURS}")
        self._db.execute("COMMIT")

    def _check(self, application: int, room: RoomId) -> None:
        (shape,) = self._db.execute("PRAGMA user_version").fetchone()
        if (application, shape) != (OURS, SHAPE):
            raise DamagedError("it is no outbox of this program")
        found = [row[0] for row in self._db.execute("PRAGMA quick_check(1)")]
        if found != ["ok"]:
            raise DamagedError(f"it is damaged ({str(found[0])[:80]})")
        row = self._db.execute("SELECT body FROM kept WHERE name = ?", (_ROOM,)).fetchone()
        if row is None or bytes(row[0]) != str(room).encode():
            raise DamagedError(f"it is not of {room}")

    def _insert(self, parcel: Parcel) -> int:
        row: tuple[str | None, str | None, bytes] = (None, None, b"")
        if isinstance(parcel, Sheaf):
            row = (parcel.boot, json.dumps(parcel.stretches), parcel.squeezed)
        else:
            row = (None, None, encode(parcel))
        done = self._db.execute("INSERT INTO owed (boot, numbers, body) VALUES (?, ?, ?)", row)
        return done.lastrowid or 0

    def _remember(self, name: str, body: bytes | None) -> None:
        if body is None:
            self._db.execute("DELETE FROM kept WHERE name = ?", (name,))
        else:
            self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, body))


def look_into(path: Path, room: RoomId) -> Memory:
    """What is in a file that somebody else may be writing, or nobody can write.

    Raises ``OSError`` or ``DamagedError``.
    """
    path.stat()
    try:
        return _looked(f"{path.absolute().as_uri()}?mode=ro", room)
    except sqlite3.OperationalError:
        return _look_into_copy(path, room)
    except sqlite3.DatabaseError as bad:
        raise DamagedError(f"it is damaged ({bad})") from bad


def _look_into_copy(path: Path, room: RoomId) -> Memory:
    """On a disk that takes nothing, not even the reader's mark, a copy can still be read."""
    with tempfile.TemporaryDirectory(prefix="attune-") as folder:
        copy = Path(folder, path.name)
        for end in ("", "-wal"):
            source = path.with_name(path.name + end)
            if source.exists():
                shutil.copyfile(source, copy.with_name(copy.name + end))
        try:
            return _looked(copy.as_uri(), room)
        except sqlite3.Error as bad:
            raise DamagedError(f"it is damaged ({bad})") from bad


def _looked(uri: str, room: RoomId) -> Memory:
    with closing(sqlite3.connect(uri, timeout=BUSY_MOST_S, uri=True)) as db:
        return _read(db, room).memory


def move_aside(path: Path) -> str:
    """Out of the way and kept, under a name with the time in it, which is returned."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    aside = path.with_name(f"{path.name}.aside-{stamp}")
    path.rename(aside)
    for end in ("-wal", "-shm"):
        beside = path.with_name(path.name + end)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + end))
    for old in sorted(path.parent.glob(f"{path.name}.aside-*Z"))[:-ASIDE_MOST]:
        for each in (old, *old.parent.glob(f"{old.name}-*")):
            each.unlink()
    return aside.name


def lock(path: Path) -> int | None:
    """A lock that only one program has, or ``None`` where none can be had for the disk's sake.

    Raises ``InUseError``.
    """
    beside = path.with_name(f"{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = os.open(beside, os.O_CREAT | os.O_RDONLY | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise InUseError(
            f"the outbox {path} is in use: another node of this room is running already."
        ) from None
    except OSError:
        os.close(held)
        return None
    return held


def _read(db: sqlite3.Connection, room: RoomId) -> Found:
    stand: dict[Name, int] = {}
    parcels: list[Parcel] = []
    spare: list[int] = []
    unreadable = 0
    for seq, boot, numbers, body in db.execute("SELECT * FROM owed ORDER BY seq"):
        parcel = _parcel(boot, numbers, body, room)
        if parcel is None:
            unreadable += 1
        elif name_of(parcel) in stand:
            spare.append(seq)
        else:
            stand[name_of(parcel)] = seq
            parcels.append(parcel)
    kept = {str(name): bytes(body) for name, body in db.execute("SELECT name, body FROM kept")}
    ours = {name: body for name, body in kept.items() if name not in {_ROOM, _MARK}}
    return Found(Memory(tuple(parcels), ours), stand, tuple(spare), unreadable)


def _parcel(boot: str | None, numbers: str | None, body: bytes, room: RoomId) -> Parcel | None:
    """One row; ``None`` when it is not what was written, or another room's."""
    try:
        if boot is None or numbers is None:
            envelope = Envelope.model_validate_json(body)
            return envelope if envelope.room == room else None
        unsqueezed(body)
        return Sheaf(boot, tuple((first, last) for first, last in json.loads(numbers)), body)
    except (ValidationError, UnreadableError, ValueError, TypeError):
        return None


def _named(failed: sqlite3.Error) -> Exception:
    """A damaged file told from a disk that is full, read-only or away."""
    code = getattr(failed, "sqlite_errorcode", 0) & 0xFF
    return DamagedError(f"it is damaged ({failed})") if code in _DAMAGED else failed
