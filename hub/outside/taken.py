"""What is stored of each boot of each node, so that after a restart nothing is taken twice."""

import json
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from hub.effects import Took
from hub.outside import schema
from ward.rooms import RoomId

BOOTS_MOST = 64  # of one room; the newest


def write(connection: Connection, taken: Sequence[Took]) -> None:
    """Of several of one boot the last says it all."""
    last = {(str(took.room), took.boot): took for took in taken}
    if not last:
        return
    rows = [
        {"room": room, "boot": boot, "stretches": json.dumps(took.stretches)}
        for (room, boot), took in last.items()
    ]
    connection.execute(insert(schema.taken).prefix_with("OR REPLACE"), rows)
    for room in {room for room, _ in last}:
        connection.execute(delete(schema.taken).where(_beyond(room)))


def read(connection: Connection) -> tuple[Took, ...]:
    """All of them, the newest last."""
    rows = connection.execute(select(schema.taken).order_by(schema.taken.c.id))
    return tuple(Took(RoomId.parse(row.room), row.boot, _pairs(row.stretches)) for row in rows)


def _beyond(room: str) -> ColumnElement[bool]:
    at, number = schema.taken.c.room, schema.taken.c.id
    newest = select(number).where(at == room).order_by(number.desc()).limit(BOOTS_MOST)
    return (at == room) & number.not_in(newest)


def _pairs(stretches: str) -> tuple[tuple[int, int], ...]:
    return tuple((first, last) for first, last in json.loads(stretches))
