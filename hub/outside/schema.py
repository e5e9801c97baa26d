"""The tables of a store. ``at`` is microseconds since 1970, UTC."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from ward.units import Instant

VERSION = 4
CHAINED_SINCE, PINS_SINCE = 2, 3

metadata = MetaData()

# The journal. A number without a gap; ``room`` is empty where the entry is about the journal.
entries = Table(
    "entries",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("room", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Index("entries_by_kind", "kind"),
    sqlite_strict=True,
)
# Of the heads that were signed: the newest, and the last of every stretch of entries.
heads = Table(
    "heads",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    Column("at", Integer, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    sqlite_strict=True,
)
# Discarding a row here is what erases a person. The name is all that entries know of it.
person_keys = Table(
    "person_keys",
    metadata,
    Column("name", Text, primary_key=True),
    Column("person", Text, nullable=False, unique=True),
    Column("secret", LargeBinary, nullable=False),
    sqlite_strict=True,
)
# Every room as it stood after that entry: only to start sooner, and only one is kept.
snapshots = Table(
    "snapshots",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    Column("stamp", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    sqlite_strict=True,
)
snapshot_rooms = Table(
    "snapshot_rooms",
    metadata,
    Column("room", Text, primary_key=True),
    Column("state", LargeBinary, nullable=False),
    sqlite_strict=True,
)
# What is stored of each boot of each node. ``id`` rises with every writing: the newest last.
taken = Table(
    "taken",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("room", Text, nullable=False),
    Column("boot", Text, nullable=False),
    Column("stretches", Text, nullable=False),
    UniqueConstraint("room", "boot"),
    sqlite_strict=True,
)
# Of every member of staff who may sign. No entry holds a hash: a journal is shown and copied.
pins = Table(
    "pins",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("set_at", Integer, nullable=False),
    Column("set_by", Text, nullable=False),
    sqlite_strict=True,
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
# What each hour of a line came to, kept for years; ``hour`` counts from 1970, ``covered`` seconds.
hours = Table(
    "hours",
    metadata,
    Column("line", Integer, ForeignKey("lines.id"), primary_key=True, autoincrement=False),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("covered", Integer, nullable=False),
    Column("least", Float),
    Column("mean", Float),
    Column("most", Float),
    sqlite_with_rowid=False,
)
# How far each line has come: see ``hub.outside.progress``.
progress = Table(
    "progress",
    metadata,
    Column("line", Integer, ForeignKey("lines.id"), primary_key=True, autoincrement=False),
    Column("rolled", Integer, nullable=False),
    Column("closed", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("dropped", Integer, nullable=False),
    sqlite_strict=True,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: Instant) -> int:
    return (at - _EPOCH) // _MICROSECOND


def instant(at: int) -> Instant:
    return _EPOCH + at * _MICROSECOND
