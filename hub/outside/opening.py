"""Opening a store: to be written, or, while the disk takes nothing, only read."""

import fcntl
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from hub.outside import schema, sqlite
from hub.outside.journal import Journal, UnreadableFactError
from hub.outside.migrating import OLDEST, migrate
from hub.outside.sealing import TamperedError
from hub.outside.series import Series
from hub.outside.signing import SigningKey, key_beside
from ward.units import Instant


class StoreError(Exception):
    """The store cannot be used, or did not take what it was given; the text is for people."""


class StoreInUseError(StoreError):
    """Another program has it open: most likely a hub that runs."""


# What disk, driver, or what stands in the file may say.
REFUSALS = (StoreError, UnreadableFactError, TamperedError, DBAPIError, sqlite3.Error, OSError)


@dataclass(frozen=True, slots=True)
class Opened:
    """A store's file and what was found in it. ``only_read`` while the disk takes nothing."""

    engine: Engine
    key: SigningKey
    journal: Journal
    series: Series
    only_read: bool = False


def opened(path: Path) -> Opened:
    """To be written, or else, where only the disk is against it, to be read. ``StoreError``."""
    try:
        return opened_to_write(path)
    except REFUSALS as refused:
        found = _opened_to_read(path) if sqlite.takes_nothing(refused) else None
        if found is None:
            raise plain(path, refused) from None
        return found


def opened_to_write(path: Path) -> Opened:
    """Nothing is written to a file before it is known to be a store. Raises what refuses."""
    engine = sqlite.engine(path)
    try:
        return _begun(engine, path)
    except REFUSALS:
        engine.dispose()
        raise


def _begun(engine: Engine, path: Path) -> Opened:
    sqlite.make_private(path)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        if sqlite.is_empty(connection):
            sqlite.create(connection)
        elif wrong := sqlite.what_is_foreign(connection):
            raise StoreError(wrong)
        key = key_beside(path)
        found = sqlite.version(connection)
        if OLDEST <= found < schema.VERSION:
            migrate(connection, path, found, key)
        if wrong := sqlite.what_is_wrong(connection):
            raise StoreError(wrong)
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    made = Opened(engine, key, Journal(key), Series())
    with engine.begin() as connection:
        made.series.load(connection)
        made.journal.load(connection)
        made.journal.begin(connection)
    return made


def _opened_to_read(path: Path) -> Opened | None:
    """Nothing, where it is no store to go on from."""
    engine, series = sqlite.engine_for_a_full_disk(path), Series()
    try:
        with engine.connect() as connection:
            if sqlite.what_is_wrong(connection):
                return None
            key = key_beside(path)
            journal = Journal(key)
            series.load(connection)
            journal.load(connection)
    except REFUSALS:
        return None
    return Opened(engine, key, journal, series, only_read=True) if journal.is_signed else None


def only_writer(path: Path) -> int:
    """A lock that goes with the process, however it ends."""
    try:
        lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as refused:
        raise StoreError(f"{path}: the store cannot be opened ({refused.strerror}).") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise StoreInUseError(f"{path}: another hub has this store open.") from None
    return lock


def file_at(path: Path) -> tuple[int, int] | None:
    """Which file stands there; ``None`` for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def last_written_at(path: Path) -> Instant:
    """When the store was last written, by the clock of this machine as it went then.

    A hub writes every second or so: it is how one that starts knows that its clock was set back.
    """
    found = [one for one in (path, path.with_name(f"{path.name}-wal")) if one.exists()]
    return schema.instant(max((one.stat().st_mtime_ns for one in found), default=0) // 1000)


def plain(path: Path, refused: Exception) -> StoreError:
    if isinstance(refused, OSError):
        return StoreError(f"{path}: the store cannot be opened ({refused.strerror}).")
    return StoreError(
        sqlite.plain(path, refused if isinstance(refused, DBAPIError) else str(refused))
    )
