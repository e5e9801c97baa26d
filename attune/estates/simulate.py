"""`attune estates simulate`: a hub's store of months, and a file of everything planted in it."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from attune.estates.journalled import facts_of, moment
from attune.journal_show import moment as said_moment
from attune.journal_show import zone_named
from firmware_sim.estate.ordinary import SURFACE
from firmware_sim.estate.parts import Looked, Planted, Room
from firmware_sim.estate.site import Wanted, make
from hub.estates.clause import Way
from hub.estates.evidence_table import YEARS, Row, written
from hub.outside.poured import Course, pour
from hub.outside.standards import load
from hub.outside.store import Store, StoreError
from hub.rooms.facts import RoomFact
from hub.rooms.upkeep import Evidence, Found, Severity
from ward.rooms import RoomId

FINE, UNUSABLE = 0, 2
FACTS_AT_A_TIME = 1_000
INSPECTOR = "st-09"
OF_ROOMS_OWN_TEST = "framework.38"
TIGHTER = "trust.surface"
TIGHTER_MOST_C = 41.0
STANDARD = """\
# A trust's own set, switched on in the middle of a month.
standard: trust
title: The trust's own
clauses:
  - id: trust.surface
    heading: Cooler surfaces
    wording: Nothing that can be touched is hotter than a hot bath.
    source: the trust's own
    authority: local
    kind: measured
    criterion: The heater's surface is never above 41 degrees.
    evidence: The probe on the heater.
    measure: {{of: hottest surface, unit: "°C", most: 41, authority: local, source: own rule}}
    measured_as: local.surface
    asked_from: {since}
    breach: It was hotter.
"""
CONFIG = """\
# A simulated site. It says no broker of its own: its nodes are nowhere.
[site]
rooms = {rooms}
[[site.staff]]
ref = "{inspector}"
initials = "E.S."
role = "estates"
badge = "04A1B2C3"
[panel]
zone = "{zone}"
[store]
path = "store.sqlite3"
"""


def simulate(chosen: argparse.Namespace) -> int:
    """Make it; the process's exit code."""
    home: Path = chosen.home
    try:
        until, zone = _until(chosen.until), zone_named(chosen.zone).key
        wanted = Wanted(chosen.seed, chosen.rooms, chosen.days, until.timestamp(), zone, good_for())
        home.mkdir(parents=True, exist_ok=True)
        points = write(_free(home), make(wanted), wanted)
    except (ValueError, StoreError) as wrong:
        sys.stderr.write(f"attune: {str(wrong).removesuffix('.')}.\n")
        return UNUSABLE
    except OSError as refused:
        sys.stderr.write(f"attune: {home} cannot be written ({refused.strerror}).\n")
        return UNUSABLE
    since = until - timedelta(days=chosen.days)
    sys.stdout.write(
        f"{home}: {chosen.rooms} rooms, {chosen.days} days, {points:,} points, "
        f"seed {chosen.seed}.\n"
        f"What was planted: {home / 'planted.json'}\n"
        f"  attune estates import {home / 'hub.toml'} {home / 'evidence.csv'}\n"
        f"  attune estates check {home / 'hub.toml'} --standards {home / 'trust.yaml'} "
        f"--from {since:%Y-%m-%dT%H:%MZ} --to {until:%Y-%m-%dT%H:%MZ}\n"
    )
    return FINE


def _free(home: Path) -> Path:
    """Raises ``ValueError`` where something stands already."""
    if (home / "store.sqlite3").exists():
        raise ValueError(f"{home} holds a store already; name a folder without one")
    return home


def _until(text: str) -> datetime:
    """Raises ``ValueError``, one sentence."""
    until = said_moment("--until", text, UTC)
    if until is None or until.year not in YEARS:
        raise ValueError(f"--until is {text}; expected a time like 2026-11-01T00:00.")
    return until


def good_for() -> Mapping[str, int]:
    """What somebody has to look at, and for how many days that holds."""
    return {
        clause.id: clause.good_for_days
        for clause in load().clauses
        if clause.kind is not Way.MEASURED
        and clause.good_for_days is not None
        and clause.id != OF_ROOMS_OWN_TEST
    }


def write(home: Path, rooms: Sequence[Room], wanted: Wanted) -> int:
    """Configuration, store, evidence, a standard of its own, and what was planted."""
    since = moment(wanted.until - wanted.days * 43_200).date()
    named = json.dumps([room.name for room in rooms])
    _put(home / "hub.toml", CONFIG.format(rooms=named, zone=wanted.zone, inspector=INSPECTOR))
    _put(home / "trust.yaml", STANDARD.format(since=since))
    _put(home / "evidence.csv", evidence(rooms))
    midnight = datetime.combine(since, datetime.min.time(), UTC).timestamp()
    planted = [*_planted(rooms), *_tighter(rooms, midnight)]
    _put(home / "planted.json", json.dumps([asdict(one) for one in planted], indent=1))
    store = Store(home / "store.sqlite3")
    try:
        facts = sorted(_facts(rooms, wanted.zone), key=lambda fact: fact.at)
        for begins in range(0, len(facts), FACTS_AT_A_TIME):
            store.commit(facts[begins : begins + FACTS_AT_A_TIME], ())
    finally:
        store.close()
    return pour(home / "store.sqlite3", _courses(rooms))


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _planted(rooms: Sequence[Room]) -> list[Planted]:
    return [one for room in rooms for one in room.planted]


def _tighter(rooms: Sequence[Room], since: float) -> Iterator[Planted]:
    """What the standard that was switched on meanwhile finds, from then on alone."""
    for room in rooms:
        surface = room.lines.get(SURFACE)
        if surface is None:
            answer, words = "not measured", "no node is there"
        elif np.isnan(surface[room.span.at >= since]).mean() > 0.05:  # noqa: PLR2004  (a gap too long)
            answer, words = "not measured", "the node was away for days"
        elif np.nanmax(surface[room.span.at >= since]) > TIGHTER_MOST_C:
            answer, words = "not met", "hotter than 41 °C since it is asked"
        else:
            continue
        yield Planted(room.name, TIGHTER, answer, since, room.span.until, words)


def evidence(rooms: Sequence[Room]) -> str:
    """As `attune estates import` takes it."""
    return written(_row(one) for room in rooms for one in room.looked)


def _row(one: Looked) -> Row:
    at = moment(round(one.at))
    found = Found.MET if one.met else Found.UNMET
    value = number(one.clause) if one.met else None
    look = Evidence(RoomId.parse(one.room), one.clause, at, INSPECTOR, found, value, one.words)
    return Row(0, look) if one.met else Row(0, look, Severity.WORN, "estates", 90)


@cache
def number(id_: str) -> float | None:
    """One that just meets the clause, where it asks for a number."""
    clause = load().clause(id_)
    measure = clause.measure if clause else None
    if measure is None:
        return None
    return measure.most if measure.most is not None else measure.least


def _facts(rooms: Sequence[Room], zone: str) -> Iterator[RoomFact]:
    for room in rooms:
        yield from facts_of(room, zone)


def _courses(rooms: Sequence[Room]) -> Iterator[Course]:
    for room in rooms:
        for (series, sensor), values in room.lines.items():
            said = ~np.isnan(values)
            at = np.round(room.span.at[said] * 1e6).astype(np.int64).tolist()
            yield Course(RoomId.parse(room.name), series, sensor, at, values[said].tolist())
