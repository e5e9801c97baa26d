"""An older store becomes one of this version, after its file was copied aside."""

import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from hub.outside import schema
from hub.outside.signing import SigningKey

OLDEST = 1
# What a change from that version means for what the store held.
_SINCE = {
    1: ": what it held is chained from here on, and nobody can say what was done to it before",
}

_log = logging.getLogger(__name__)


def migrate(connection: Connection, path: Path, found: int, key: SigningKey) -> None:
    """All of it or nothing. Expects a connection in autocommit; raises what the disk says."""
    logging.getLogger("alembic").setLevel(logging.WARNING)  # what it does is said here
    from alembic import command  # noqa: PLC0415  (a start without a change has no use for it)
    from alembic.config import Config  # noqa: PLC0415

    aside = copy_aside(path, found)
    _log.warning("%s is of version %d; it was copied to %s", path, found, aside.name)
    config = Config(attributes={"connection": connection, "key": key})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    path.chmod(path.stat().st_mode & ~0o007)  # from now on there are keys in it
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        command.stamp(config, str(found))
        command.upgrade(config, str(schema.VERSION))
        connection.exec_driver_sql("DROP TABLE alembic_version")  # the file itself says it
        connection.exec_driver_sql(f"PRAGMA user_version={schema.VERSION}")
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    _log.warning("%s is now of version %d%s", path, schema.VERSION, _SINCE.get(found, ""))
    _log.warning("%s still names people: delete it once you do not need it", aside.name)


def copy_aside(path: Path, version: int) -> Path:
    """A whole copy beside it, for its owner alone, in place of an earlier one."""
    aside = path.with_name(f"{path.name}.version-{version}")
    new = path.with_name(f"{aside.name}.new")
    new.unlink(missing_ok=True)
    os.close(os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(new)) as copy:
            source.backup(copy)
    except BaseException:
        new.unlink()  # it would fill a disk that is full already, and it names people
        raise
    new.rename(aside)
    return aside


def copies_of(path: Path) -> list[Path]:
    """Copies made before a change of version: nothing that is erased later is erased there."""
    return sorted(path.parent.glob(f"{path.name}.version-*"))
