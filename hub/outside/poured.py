"""Whole courses poured into a store at once, as a hub would have written them over months."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import insert

from hub.outside import schema, sqlite
from ward.rooms import RoomId

_ADD = "INSERT OR IGNORE INTO points (line, at, value) VALUES (?, ?, ?)"


class Course(NamedTuple):
    """All points of one series of one sensor; ``at`` in microseconds since 1970, rising."""

    room: RoomId
    series: str
    sensor: str
    at: Sequence[int]
    value: Sequence[float]


def pour(path: Path, courses: Iterable[Course]) -> int:
    """How many points went in. Only into a store that no hub has open."""
    engine, count = sqlite.engine(path), 0
    try:
        with engine.connect() as connection:
            for course in courses:
                named = dict(zip(("room", "series", "sensor"), map(str, course[:3]), strict=True))
                line = connection.execute(
                    insert(schema.lines).returning(schema.lines.c.id), named
                ).scalar_one()
                with closing(sqlite.driver_of(connection).cursor()) as cursor:
                    cursor.executemany(_ADD, zip(repeat(line), course.at, course.value))
                connection.commit()
                count += len(course.at)
    finally:
        engine.dispose()
    return count
