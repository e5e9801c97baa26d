"""Snapshots: what is written of a room as bytes, and back, so that a start replays less.

How to use them: between two turns, when all facts are committed, take ``Round.written()``, and keep
it with ``stamp()`` and the number of the last fact. At a start, if the newest snapshot bears this
program's ``stamp()``, hand it to ``Round.restore`` and replay the facts after that number only;
otherwise replay them all. A snapshot is never needed, and never the truth: the facts are.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from hashlib import sha256

from pydantic import TypeAdapter, ValidationError

from hub.rooms import state
from hub.rooms.facts import FACTS
from hub.rooms.state import RoomState
from ward.conditions import BY_NAME
from ward.rooms import RoomId
from ward.units import Instant

MEANING = 3  # raise it when a fact comes to mean something else though no shape has changed

_WRITTEN: TypeAdapter[state.Written] = TypeAdapter(state.Written)
_FIELDS = tuple(field.name for field in fields(state.Written))


@cache
def stamp() -> str:
    """What a snapshot must bear to be believed: the meaning, and the shapes of state and facts."""
    shapes = json.dumps([_WRITTEN.json_schema(), FACTS.json_schema()], sort_keys=True)
    return f"{MEANING}-{sha256(shapes.encode()).hexdigest()[:16]}"


def dump(room: state.Written) -> bytes:
    """What is written of this room, and nothing that was only heard. One state, one text."""
    written = state.Written(**{name: getattr(room, name) for name in _FIELDS})
    whole = _WRITTEN.dump_python(written, mode="json")
    return json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def load(dumped: bytes, *, since: Instant) -> RoomState:
    """The room as it was written, listened to since then. Raises ``ValueError``.

    Alarms of conditions that are known no longer are left out, as they are in a replay.
    """
    try:
        written = _WRITTEN.validate_json(dumped)
    except ValidationError as wrong:
        raise ValueError(f"not a snapshot of a room: {wrong.error_count()} faults") from None
    whole = {name: getattr(written, name) for name in _FIELDS}
    known = tuple(alarm for alarm in written.alarms if alarm.condition in BY_NAME)
    return RoomState(**{**whole, "alarms": known}, since=since)


class Written(Mapping[RoomId, bytes]):
    """Rooms as they were at one moment, each dumped when it is looked at."""

    def __init__(self, rooms: Mapping[RoomId, state.Written]) -> None:
        self._rooms = rooms

    def __getitem__(self, room: RoomId) -> bytes:
        return dump(self._rooms[room])

    def __iter__(self) -> Iterator[RoomId]:
        return iter(self._rooms)

    def __len__(self) -> int:
        return len(self._rooms)
