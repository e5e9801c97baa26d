"""Snapshots: every room as it stood after one entry, so that a start need not read all before."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from hub.outside import schema
from hub.outside.signing import SigningKey
from ward.rooms import RoomId

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The newest that fits its journal. Facts after ``entry`` are not in it."""

    entry: int
    rooms: Mapping[RoomId, bytes]


def write(
    connection: Connection, key: SigningKey, entry: int, stamp: str, rooms: Mapping[RoomId, bytes]
) -> None:
    """In place of the one before. Raises ``LookupError`` where there is no such entry."""
    digest = _hash_at(connection, entry)
    if digest is None:
        raise LookupError(f"there is no entry {entry} to keep a snapshot of")
    named = {str(room): state for room, state in rooms.items()}  # which may be what makes them
    signature = key.sign(_signed(entry, digest, stamp, named))
    discard(connection)
    row = {"entry": entry, "hash": digest, "stamp": stamp, "signature": signature}
    connection.execute(insert(schema.snapshots), row)
    rows = [{"room": room, "state": state} for room, state in named.items()]
    if rows:
        connection.execute(insert(schema.snapshot_rooms), rows)


def discard(connection: Connection) -> None:
    connection.execute(delete(schema.snapshots))
    connection.execute(delete(schema.snapshot_rooms))


def read(connection: Connection, key: SigningKey, stamp: str) -> Snapshot | None:
    """The snapshot, if there is one that can be believed; why not is logged."""
    row = connection.execute(select(schema.snapshots)).first()
    if row is None:
        return None
    rooms = {one.room: one.state for one in connection.execute(select(schema.snapshot_rooms))}
    if wrong := _what_is_wrong(connection, key, stamp, row, rooms):
        _log.warning("the snapshot at entry %d is passed over: %s", row.entry, wrong)
        return None
    return Snapshot(row.entry, {RoomId.parse(room): state for room, state in rooms.items()})


def _what_is_wrong(
    connection: Connection, key: SigningKey, stamp: str, row: Row[Any], rooms: Mapping[str, bytes]
) -> str | None:
    entry, digest = row.entry, row.hash
    if row.stamp != stamp:
        return "it was written by another version of this program"
    if _hash_at(connection, entry) != digest:
        return "it is of another journal"
    if not key.signed(_signed(entry, digest, stamp, rooms), row.signature):
        return "it is not what this hub's key signed"
    return None


def _hash_at(connection: Connection, entry: int) -> bytes | None:
    asked = select(schema.entries.c.hash).where(schema.entries.c.number == entry)
    found: bytes | None = connection.execute(asked).scalar()
    return found


def _signed(entry: int, digest: bytes, stamp: str, rooms: Mapping[str, bytes]) -> bytes:
    lines = [f"{room} {hashlib.sha256(state).hexdigest()}" for room, state in sorted(rooms.items())]
    return "\n".join(["attune snapshot 1", str(entry), digest.hex(), stamp, *lines, ""]).encode()
