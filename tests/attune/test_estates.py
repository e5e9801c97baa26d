"""The simulated site: all that was planted is found, and nothing else is."""

import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from attune.__main__ import main
from attune.estates.gathered import Asked, Site, site
from hub.config import load
from hub.estates.evidence_table import parsed
from hub.outside import standards

pytestmark = pytest.mark.hazard("H-60")

UNTIL, DAYS = datetime(2026, 11, 1, tzinfo=UTC), 14
# Of several that were planted for one clause of a room, what outranks the others.
RANKED = ("not met", "not measured", "expired", "not checked", "met")


def made(home: Path, seed: int) -> Path:
    asked = ["--home", home, "--seed", seed, "--rooms", 16, "--days", DAYS]
    assert main(["estates", "simulate", *map(str, asked)]) == 0
    return home


def held(home: Path, days: int = DAYS) -> Site:
    """The site against its standards, with what was seen on its walk-rounds."""
    config, known = load(home / "hub.toml"), standards.load([home / "trust.yaml"])
    text = (home / "evidence.csv").read_text(encoding="utf-8")
    looked = parsed(text, "evidence.csv", known, config.site.rooms)
    zone = ZoneInfo(config.panel.zone)
    default = config.site.by_clock(config.panel.zone).profile
    since = UNTIL - timedelta(days=days)
    rooms = tuple(config.site.rooms)
    return site(Asked(config.store.file, rooms, since, UNTIL, zone, default, known), looked)


def differences(home: Path, found: Site) -> list[str]:
    """What was planted and not found, and what was found and never planted."""
    planted = defaultdict(list)
    for one in json.loads((home / "planted.json").read_text(encoding="utf-8")):
        planted[one["room"], one["clause"]].append(one["answer"])
    wrong = []
    for room, standings in found.standings.items():
        for one in standings:
            asked = planted[str(room), one.clause.met_with or one.clause.id]
            expected = min(asked, key=RANKED.index, default="met")
            if one.answer != expected:
                said = f"{one.answer} ({one.because})"
                wrong.append(f"{room} {one.clause.id}: {expected}, and found was {said}")
    return wrong


@pytest.mark.parametrize("seed", [1, 2])
def test_all_that_was_planted_is_found_and_nothing_is_invented(tmp_path: Path, seed: int) -> None:
    home = made(tmp_path / "site", seed)
    assert differences(home, held(home)) == []
