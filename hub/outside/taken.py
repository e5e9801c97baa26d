"""What is stored of each boot of each node, so that after a restart nothing is taken twice."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from hub.effects import Took
from hub.ingest import tally
from hub.outside import schema
from ward.rooms import RoomId

BOOTS_MOST = 2 * tally.BOOTS_MOST  # of one room; the round itself says which it forgets

Boot = tuple[str, str]  # room and boot
Stretches = tuple[tuple[int, int], ...]

_at, _number = schema.taken.c.room, schema.taken.c.id
_newest = select(_number).where(_at == bindparam("of")).order_by(_number.desc()).limit(BOOTS_MOST)
_FORGET = delete(schema.taken).where(_at == bindparam("of"), _number.not_in(_newest))
_DROP = delete(schema.taken).where(
    _at == bindparam("of"), schema.taken.c.boot == bindparam("named")
)
_WRITE = insert(schema.taken).prefix_with("OR REPLACE")


def write(connection: Connection, taken: Sequence[Took], known: frozenset[Boot]) -> frozenset[Boot]:
    """Of several of one boot the last says it all. Returns the boots that were not yet known.

    One of which nothing is taken any more is forgotten, and takes no other's place.
    """
    last = {(str(took.room), took.boot): took for took in taken}
    rows = [
        {"room": room, "boot": boot, "stretches": _written(took)}
        for (room, boot), took in last.items()
        if took.stretches
    ]
    if rows:
        connection.execute(_WRITE, rows)
    for (room, boot), took in last.items():
        if not took.stretches:
            connection.execute(_DROP, {"of": room, "named": boot})
    new = frozenset(last) - known
    for room in {room for room, _ in new}:
        connection.execute(_FORGET, {"of": room})
    return new


def read(connection: Connection) -> tuple[Took, ...]:
    """All of them, the newest last."""
    rows = connection.execute(select(schema.taken).order_by(schema.taken.c.id))
    return tuple(
        Took(RoomId.parse(row.room), row.boot, *_read(json.loads(row.stretches))) for row in rows
    )


def _written(took: Took) -> str:
    """The stretches, or what is in and what of it was lost, where anything was."""
    return json.dumps({"in": took.stretches, "lost": took.lost} if took.lost else took.stretches)


def _read(written: dict[str, list[list[int]]] | list[list[int]]) -> tuple[Stretches, Stretches]:
    if isinstance(written, list):
        return _pairs(written), ()
    return _pairs(written["in"]), _pairs(written["lost"])


def _pairs(stretches: list[list[int]]) -> Stretches:
    return tuple((first, last) for first, last in stretches)
