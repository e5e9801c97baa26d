"""What is stored of each boot of each node, so that after a restart nothing is taken twice."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or_change

from hub.effects import Took
from hub.ingest import tally
from hub.outside import schema
from hub.outside.sqlite import Prepared
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
_NAMED = ("room", "boot", "stretches")
_AS_NEWEST = Prepared(insert(schema.taken).prefix_with("OR REPLACE"), *_NAMED)
_change = insert_or_change(schema.taken)
_IN_PLACE = Prepared(
    _change.on_conflict_do_update(
        index_elements=["room", "boot"], set_={"stretches": _change.excluded.stretches}
    ),
    *_NAMED,
)


class Boots:
    """What ``write`` did is remembered by ``took`` and not before, for a commit may fail."""

    def __init__(self) -> None:
        self._known: set[Boot] = set()
        self._newest: dict[str, str] = {}  # of each room, the boot that was written last

    def write(self, connection: Connection, taken: Sequence[Took]) -> Mapping[Boot, Took]:
        """Of several of one boot the last says it all. What is to be remembered.

        One of which nothing is taken any more is forgotten, and takes no other's place. Where
        the boot is the one that was written last, which is nearly always, its row stays where it
        is: to move it writes three pages instead of one, and with 2,000 rooms no two are shared.
        """
        last = {(str(took.room), took.boot): took for took in taken}
        boots = Counter(room for room, _ in last)
        in_place, as_newest = list[tuple[str, str, str]](), list[tuple[str, str, str]]()
        for (room, boot), took in last.items():
            if took.stretches:
                stays = boots[room] == 1 and self._newest.get(room) == boot
                (in_place if stays else as_newest).append((room, boot, _written(took)))
            else:
                connection.execute(_DROP, {"of": room, "named": boot})
        _IN_PLACE(connection, in_place)
        _AS_NEWEST(connection, as_newest)
        for room in {room for room, _ in last.keys() - self._known}:
            connection.execute(_FORGET, {"of": room})
        return last

    def took(self, written: Mapping[Boot, Took]) -> None:
        self._known |= written.keys()
        for room, boot in written:
            self._newest[room] = boot


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
