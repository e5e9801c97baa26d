"""The tables of a store, and how a file is known to be one."""

from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

VERSION = 1
APPLICATION_ID = 0x41747475  # "Attu", in the header of the file

metadata = MetaData()

# ``at`` is microseconds since 1970, UTC. A fact's own text says the same in full.
facts = Table(
    "facts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("room", String, nullable=False),
    Column("at", Integer, nullable=False),
    Column("fact", String, nullable=False),
    Column("body", String, nullable=False),
)
lines = Table(
    "lines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("room", String, nullable=False),
    Column("series", String, nullable=False),
    Column("sensor", String, nullable=False),
    UniqueConstraint("room", "series", "sensor"),
)
# One narrow tree in the order in which charts read it; a point that comes twice is one point.
points = Table(
    "points",
    metadata,
    Column("line", Integer, ForeignKey("lines.id"), primary_key=True, autoincrement=False),
    Column("at", Integer, primary_key=True, autoincrement=False),
    Column("value", Float, nullable=False),
    sqlite_with_rowid=False,
)

_APPEND_ONLY = """
CREATE TRIGGER facts_are_never_{done} BEFORE {verb} ON facts
BEGIN SELECT RAISE(ABORT, 'facts are never {done}'); END
"""


def create(connection: Connection) -> None:
    """All of it or nothing, whenever the power goes. Expects a connection in autocommit."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    metadata.create_all(connection, checkfirst=False)
    for verb, done in (("UPDATE", "edited"), ("DELETE", "deleted")):
        connection.exec_driver_sql(_APPEND_ONLY.format(verb=verb, done=done))
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
    connection.exec_driver_sql("COMMIT")


def what_is_wrong(connection: Connection) -> str | None:
    """Why this file is no store that this program may use; ``None`` when it is one."""
    if number(connection, "application_id") != APPLICATION_ID:
        return "is a database of some other program"
    if (version := number(connection, "user_version")) != VERSION:
        return f"is a store of version {version}; this program reads version {VERSION}"
    found = connection.exec_driver_sql("PRAGMA quick_check(facts)").scalar()
    return None if found == "ok" else f"is damaged: {found}"


def is_empty(connection: Connection) -> bool:
    """A file just made, in which nothing was ever written."""
    return number(connection, "schema_version") == 0


def number(connection: Connection, pragma: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one())
