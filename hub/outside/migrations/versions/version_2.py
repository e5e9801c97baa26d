"""Version 2: facts become entries of a chain, sealed and signed."""

from alembic import context, op

from hub.outside.rechaining import rechain

revision = "2"
down_revision = "1"

TABLES = (
    """CREATE TABLE entries (
    number INTEGER NOT NULL, room TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
    body TEXT NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (number)) STRICT""",
    "CREATE INDEX entries_by_kind ON entries (kind)",
    """CREATE TABLE heads (
    entry INTEGER NOT NULL, hash BLOB NOT NULL, at INTEGER NOT NULL, key BLOB NOT NULL,
    signature BLOB NOT NULL, PRIMARY KEY (entry)) STRICT""",
    """CREATE TABLE person_keys (
    name TEXT NOT NULL, person TEXT NOT NULL, secret BLOB NOT NULL,
    PRIMARY KEY (name), UNIQUE (person)) STRICT""",
    """CREATE TABLE snapshots (
    entry INTEGER NOT NULL, hash BLOB NOT NULL, stamp TEXT NOT NULL, signature BLOB NOT NULL,
    PRIMARY KEY (entry)) STRICT""",
    """CREATE TABLE snapshot_rooms (
    room TEXT NOT NULL, state BLOB NOT NULL, PRIMARY KEY (room)) STRICT""",
    """CREATE TABLE taken (
    id INTEGER NOT NULL, room TEXT NOT NULL, boot TEXT NOT NULL, stretches TEXT NOT NULL,
    PRIMARY KEY (id), UNIQUE (room, boot)) STRICT""",
)
TRIGGERS = (
    """CREATE TRIGGER entries_are_never_edited BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are never edited'); END""",
    """CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END""",
    """CREATE TRIGGER heads_are_never_edited BEFORE UPDATE ON heads
    BEGIN SELECT RAISE(ABORT, 'heads are never edited'); END""",
    """CREATE TRIGGER the_newest_head_stays BEFORE DELETE ON heads
    WHEN OLD.entry = (SELECT max(entry) FROM heads)
    BEGIN SELECT RAISE(ABORT, 'the newest head is never deleted'); END""",
)


def upgrade() -> None:
    for statement in (*TABLES, *TRIGGERS):
        op.execute(statement)
    rechain(op.get_bind(), context.config.attributes["key"])
    op.execute("DROP TABLE facts")
