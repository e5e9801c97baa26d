"""What nodes owed, held against what a hub stored: each once, and word for word."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hub.measurements import HUB, of
from hub.outside.store import Store
from hub.rooms.doubted import code_of, series_of
from hub.rooms.facts import AnyFact, Happened, Observed
from tests.farm.truth import Owed
from ward.vitals import Doubt, Vital

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Key = tuple[str, str, int]
Point = tuple[str, str, str, int, float]  # room, series, sensor, microseconds since 1970, value


@dataclass(slots=True)
class Compared:
    """``missing`` was owed and is not stored; ``invented`` is stored and was never owed."""

    facts: int = 0
    points: int = 0
    missing: list[object] = field(default_factory=list)
    doubled: list[object] = field(default_factory=list)
    altered: list[object] = field(default_factory=list)
    invented: list[object] = field(default_factory=list)

    @property
    def wrong(self) -> str:
        """Nothing, or what is wrong with some examples."""
        names = ("missing", "doubled", "altered", "invented")
        found = ((name, getattr(self, name)) for name in names)
        return "; ".join(f"{len(each)} {name}, such as {each[:3]}" for name, each in found if each)


def compare(
    owed: Iterable[Owed], store: Path, spared: Callable[[Owed], bool] = lambda _: False
) -> Compared:
    """All of it, but that readings that are ``spared`` may be missing.

    The store must be whole and nobody's at the moment.
    """
    said = list(owed)
    compared = Compared()
    _facts(compared, said, facts_of(store))
    _points(compared, said, points_of(store), spared)
    return compared


def facts_of(path: Path) -> list[AnyFact]:
    """Every fact, as the hub itself reads them."""
    store = Store(path)
    try:
        return list(store.facts())
    finally:
        store.close()


def points_of(path: Path) -> set[Point]:
    """Every point that a node gave: the hub's own, of each minute and alarm, nobody owed."""
    asked = """SELECT room, series, sensor, points.at, value
               FROM points JOIN lines ON lines.id = points.line"""
    with sqlite3.connect(path) as connection:
        found = set(connection.execute(asked).fetchall())
    connection.close()
    return {point for point in found if point[2] != HUB and of(point[1]).tag == "sensor"}


def _facts(compared: Compared, said: list[Owed], facts: list[AnyFact]) -> None:
    """Happenings and observations, which are facts by their own boot and number."""
    wanted = {one.key: _content(one.body) for one in said if one.kind in KEPT_AS}
    stored = [fact for fact in facts if isinstance(fact, Happened | Observed)]
    found = {
        _key(fact): _content(fact.model_dump(mode="json", exclude_none=True)) for fact in stored
    }
    times = Counter(_key(fact) for fact in stored)
    compared.facts = len(stored)
    compared.missing += sorted(wanted.keys() - found.keys())
    compared.invented += sorted(found.keys() - wanted.keys())
    compared.doubled += [key for key, count in times.items() if count > 1]
    both = wanted.keys() & found.keys()
    compared.altered += [
        (key, wanted[key], found[key]) for key in both if wanted[key] != found[key]
    ]


KEPT_AS = ("happening", "observation")


def _content(body: dict[str, Any]) -> str:
    """What was said in it, whatever stands around it."""
    return json.dumps(body.get("happening") or body.get("observation"), sort_keys=True)


def _key(fact: Happened | Observed) -> Key:
    return str(fact.room), fact.boot, fact.n


def _points(
    compared: Compared, said: list[Owed], found: set[Point], spared: Callable[[Owed], bool]
) -> None:
    """Readings and rates, at the moments at which they were so.

    A doubt may be stored where one was said: that it need not be said twice is the hub's to judge.
    """
    wanted = {point: one for one in said for point in _points_in(one)}
    doubted = {point for one in said for point in _doubts_in(one)}
    compared.points = len(found)
    missing = wanted.keys() - found
    compared.missing += sorted(point for point in missing if not spared(wanted[point]))
    compared.invented += sorted(found - wanted.keys() - doubted)


def _points_in(one: Owed) -> list[Point]:
    at = _stored_at(one)
    match one.body:
        case {"readings": readings}:
            return [
                (one.room, each["quantity"], each["sensor"], at, each["value"])
                for each in readings
                if isinstance(each["value"], float | int)
            ]
        case {"vital": vital, "said": {"per_minute": rate}}:
            return [(one.room, vital, "radar", at, rate)]
    return []


def _doubts_in(one: Owed) -> list[Point]:
    match one.body:
        case {"vital": vital, "said": {"doubt": doubt}}:
            series, code = series_of(Vital(vital)), code_of(Doubt(doubt))
            return [(one.room, series, "radar", _stored_at(one), code)]
    return []


def _stored_at(one: Owed) -> int:
    return (one.moment - EPOCH) // timedelta(microseconds=1)
