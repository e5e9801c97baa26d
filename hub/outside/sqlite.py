"""SQLite's own ways, all in one place: pragmas, triggers, what a file is, and its error words.

Everything else speaks SQLAlchemy Core. Another database needs another module like this one.
"""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Select, create_engine, event, func, select, union
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.dml import Delete, Insert

from hub.outside import schema

APPLICATION_ID = 0x41747475  # "Attu", in the header of the file
BUSY_MS = 5_000
# Every 32 MiB: a checkpoint syncs twice more, and at SQLite's own 4 MiB one alarm in 100 met it.
CHECKPOINT_PAGES = 8_000
_PRAGMAS = (
    "synchronous=FULL",
    f"busy_timeout={BUSY_MS}",
    "foreign_keys=ON",
    f"wal_autocheckpoint={CHECKPOINT_PAGES}",
    "secure_delete=ON",  # a discarded key is overwritten, not only unlinked
)
_NEVER = """
CREATE TRIGGER {table}_are_never_{done} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are never {done}'); END
"""
_NEWEST_STAYS = """
CREATE TRIGGER the_newest_head_stays BEFORE DELETE ON heads
WHEN OLD.entry = (SELECT max(entry) FROM heads)
BEGIN SELECT RAISE(ABORT, 'the newest head is never deleted'); END
"""
TRIGGERS = (
    _NEVER.format(table="entries", verb="UPDATE", done="edited"),
    _NEVER.format(table="entries", verb="DELETE", done="deleted"),
    _NEVER.format(table="heads", verb="UPDATE", done="edited"),
    _NEWEST_STAYS,
)
AS_BYTES = """
SELECT number, CAST(room AS BLOB), at, CAST(kind AS BLOB), CAST(body AS BLOB), hash
FROM entries ORDER BY number
"""
_PLAIN = {
    "database or disk is full": "the disk is full",
    "attempt to write a readonly database": "it may be read but not written",
    "disk I/O error": "the disk does not answer as it should (input/output error)",
    "database is locked": "some other program keeps it locked",
    "database disk image is malformed": "it is damaged",
}
_OF_THE_DISK = ("database or disk is full", "disk I/O error", "unable to open database file")


def engine(path: Path) -> Engine:
    """Connections to this file; every one of them with the same promises."""
    made = create_engine(URL.create("sqlite", database=str(path)))
    _begin_with(made, _PRAGMAS)
    return made


def engine_for_a_full_disk(path: Path) -> Engine:
    """Connections that read, one at a time, and need no file beside it: it could not be made."""
    made = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    _begin_with(made, ("locking_mode=EXCLUSIVE", *_PRAGMAS))
    return made


def _begin_with(made: Engine, pragmas: Sequence[str]) -> None:
    @event.listens_for(made, "connect")
    def _(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def reading_engine(path: Path) -> Engine:
    """Connections that write nothing; what each reads is the file of one moment."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    if not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists():
        address += "&immutable=1"  # nobody writes it, and no file may be made beside it
    made = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(address, uri=True), poolclass=NullPool
    )

    @event.listens_for(made, "connect")
    def _(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        connection.execute("BEGIN")

    return made


class Prepared:
    """One of SQLAlchemy's statements, put into words once and carried out by the driver itself.

    Every alarm waits for a commit, and SQLAlchemy's own way to the driver costs 20 µs a statement,
    thrice that on a processor that was idle. Raises the driver's own ``sqlite3.Error``.
    """

    def __init__(self, statement: Insert | Delete, *columns: str) -> None:
        """``columns`` in the order in which their values will be given."""
        worded = statement.compile(dialect=dialect(), column_keys=columns)
        if tuple(worded.positiontup or ()) != columns:
            raise ValueError(f"{worded} takes its values in another order than {columns}")
        self._words = str(worded)

    def __call__(self, connection: Connection, rows: Iterable[tuple[object, ...]]) -> None:
        """Within the transaction of this connection."""
        driver_of(connection).executemany(self._words, rows)


def driver_of(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection under this one, and in its transaction."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"a {type(driver).__name__} is no connection of SQLite's")
    return driver


def make_private(path: Path) -> None:
    """A file that is not there yet is made for its owner alone. Raises ``OSError``."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def create(connection: Connection) -> None:
    """All of it or nothing, whenever the power goes. Expects a connection in autocommit."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    schema.metadata.create_all(connection, checkfirst=False)
    for trigger in TRIGGERS:
        connection.exec_driver_sql(trigger)
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={schema.VERSION}")
    connection.exec_driver_sql("COMMIT")


def what_is_foreign(connection: Connection) -> str | None:
    """Why this file is no store at all, or not yet one that this program knows."""
    if number(connection, "application_id") != APPLICATION_ID:
        return "is a database of some other program"
    if (found := version(connection)) > schema.VERSION:
        return f"is a store of version {found}; this program reads version {schema.VERSION}"
    return None


def what_is_other(connection: Connection) -> str | None:
    """Why this file is not a store of this version."""
    if foreign := what_is_foreign(connection):
        return foreign
    if (found := version(connection)) != schema.VERSION:
        return f"is a store of version {found}; this program reads version {schema.VERSION}"
    return None


def what_cannot_be_read(connection: Connection) -> str | None:
    """Why the journal in this file cannot be read, by a program that writes nothing."""
    if foreign := what_is_foreign(connection):
        return foreign
    if (found := version(connection)) < schema.CHAINED_SINCE:
        oldest = schema.CHAINED_SINCE
        return f"is a store of version {found}; this program reads version {oldest} and later"
    return None


def foreign_triggers(connection: Connection) -> list[str]:
    """By name. One of them could drop, unseen, what is written."""
    asked = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    names = connection.exec_driver_sql(asked).scalars()
    return [name for name in names if not any(f"TRIGGER {name} " in ours for ours in TRIGGERS)]


def what_is_wrong(connection: Connection) -> str | None:
    """Why this file is no store that this program may use; ``None`` when it is one."""
    if other := what_is_other(connection):
        return other
    if foreign := foreign_triggers(connection):
        return f"has a trigger that no hub made: {', '.join(foreign)}"
    damage = connection.exec_driver_sql("PRAGMA quick_check(entries)").scalar()
    return None if damage == "ok" else f"is damaged: {damage}"


def version(connection: Connection) -> int:
    return number(connection, "user_version")


def forget_what_was_written_over(connection: Connection) -> bool:
    """Into the file and out of the log beside it, where an older page might still be read.

    Whether it is done: not while somebody else reads, who may need that page.
    """
    return number(connection, "wal_checkpoint(TRUNCATE)") == 0  # of three, the first: busy


def is_empty(connection: Connection) -> bool:
    """A file just made, in which nothing was ever written."""
    return number(connection, "schema_version") == 0


def number(connection: Connection, pragma: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {pragma}").one()[0])


def plain(path: Path, refused: DBAPIError | str) -> str:
    """One sentence, without the statement and its parameters, which are about people."""
    words = words_of(refused) if isinstance(refused, DBAPIError) else _PLAIN.get(refused, refused)
    words = words.splitlines()[-1]
    return f"{path} {words}." if words.startswith("is ") else f"{path}: {words}."


def takes_nothing(refused: Exception) -> bool:
    """Whether it is the disk that refuses, and not what stands on it."""
    words = str(refused.orig) if isinstance(refused, DBAPIError) else str(refused)
    return words.strip() in _OF_THE_DISK


def words_of(refused: DBAPIError) -> str:
    """What SQLite says, in our words where we have some."""
    words = str(refused.orig).strip()
    return _PLAIN.get(words, words) or "it does not say why"


def thinned(numbers: Sequence[int], since: int, most: int) -> Any:
    """The lowest and the highest point of each stretch; SQLite gives the row of its min or max."""
    at, value = schema.points.c.at, schema.points.c.value
    wanted = schema.points.c.line.in_(numbers) & (at >= since)
    newest = select(func.max(at)).where(wanted).scalar_subquery()
    count = select(func.count()).select_from(schema.points).where(wanted).scalar_subquery()
    stretch = func.iif(count <= most, 1, 1 + (newest - since) // max(1, most // 2))
    group = (at - since) // stretch

    def row(extreme: Any) -> Select[Any]:
        return select(at.label("at"), extreme.label("value")).where(wanted).group_by(group)

    return union(row(func.min(value)), row(func.max(value))).order_by("at", "value")
