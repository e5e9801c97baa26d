"""A room's course out of a store: points while they are there, then what hours came to."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.effects import Chart
from hub.estates.trace import Trace
from hub.outside.reading import Reading
from hub.outside.store import Store
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.units import hours, seconds

pytestmark = pytest.mark.hazard("H-60")

ROOM, NEXT_DOOR = RoomId("ash", 4), RoomId("ash", 5)
BEGAN = datetime(2026, 11, 1, tzinfo=UTC)
EVERY_S, LASTS_H = 10, 6
LINE = (str(Quantity.TEMPERATURE), "sht4x")


def celsius(second: int) -> float:
    """Twenty degrees, and thirty for a minute of the third hour."""
    return 30.0 if 2.5 * 3600 <= second < 2.5 * 3600 + 60 else 20.0 + (second // EVERY_S % 7) / 100


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.sqlite3"
    points = [
        Chart(room, Quantity.TEMPERATURE, "sht4x", BEGAN + seconds(at), celsius(at) + more)
        for at in range(0, LASTS_H * 3600, EVERY_S)
        for room, more in ((ROOM, 0.0), (NEXT_DOOR, -10.0))
    ]
    with closing(Store(path)) as kept:
        kept.commit((), points)
    return path


def course(store: Path) -> Trace:
    with closing(Reading(store)) as reading:
        found = reading.courses(ROOM, {LINE[0]}, BEGAN, BEGAN + hours(24))
    assert list(found) == [LINE]
    return found[LINE]


def test_while_points_are_there_the_course_is_the_points(store: Path) -> None:
    found = course(store)
    assert len(found) == LASTS_H * 3600 // EVERY_S
    assert found.at[0] == BEGAN.timestamp()
    assert found.value.max() == 30.0
    assert found.value.min() == 20.0


def forget(store: Path, at_h: float) -> None:
    """As a hub does so many hours after it all began."""
    with closing(Store(store)) as kept:
        while kept.prune(BEGAN + hours(at_h)):
            pass


def test_once_they_are_forgotten_it_is_what_its_hours_came_to(store: Path) -> None:
    forget(store, 24 * 8)
    found = course(store)
    assert found.value.max() == 30.0
    assert found.value.min() == 20.0
    assert len(found) == LASTS_H * 12
    assert found.held_s(found.at[-1] + 300).sum() == pytest.approx(LASTS_H * 3600, rel=0.02)


def test_where_some_are_forgotten_it_is_both_and_nothing_twice(store: Path) -> None:
    forget(store, 24 * 7 + 3)
    found = course(store)
    assert list(found.at) == sorted(set(found.at))
    assert len(found) == 3 * 12 + (LASTS_H - 3) * 3600 // EVERY_S
