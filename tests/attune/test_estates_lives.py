"""Whatever happens to the defects of a room, it comes back out of its export as it was."""

import random
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hub.acts import On
from hub.config import load
from hub.device import COMMAND_LINE
from hub.effects import Keep
from hub.outside.store import Store
from hub.rooms.facts import AnyFact
from hub.rooms.upkeep import Found, Severity, Upkeep
from hub.round import Round
from hub.upkeep_acts import Broken, CheckMended, HandOn, Inspect, Mend, UpkeepAct
from tests.attune.test_estates import estates, two_sites
from ward.rooms import RoomId
from ward.units import Instant

ROOM = RoomId("ash", 1)
WORDS = ("cracked", "=1+1", "'quoted", "two\nlines", "two\r\nlines", 'a "b", c', "w" * 500)
STEPS = 40


def looked(chance: random.Random, clause: str, now: Instant) -> Inspect:
    """Now or told late; not met with a defect or without."""
    found, late, at = chance.choice((Found.MET, Found.UNMET, Found.UNMET)), None, now
    if chance.random() < 0.3:
        late = at = now - timedelta(minutes=chance.choice((5, 600, 60 * 48, 60 * 24 * 9)))
    broken = None
    if found is Found.UNMET and chance.random() < 0.8:
        severity = chance.choice(tuple(Severity))
        days = {Severity.DANGER: 1, Severity.BROKEN: 20, Severity.WORN: 100}[severity]
        broken = Broken(severity, chance.choice(("Hale", "E.S.")), (at + timedelta(days)).date())
    by, words = chance.choice(("st-08", "st-09")), chance.choice(WORDS)
    return Inspect(ROOM, clause, found, by, words, None, late, broken)


def whatever(chance: random.Random, upkeep: Upkeep, now: Instant) -> UpkeepAct:
    clause, by = chance.choice(("framework.30", "framework.31")), chance.choice(("st-08", "st-09"))
    defect, words = upkeep.open_of(clause), chance.choice(WORDS)
    which = chance.randrange(6)
    if defect is None or which < 2:
        return looked(chance, clause, now)
    if which == 2:
        due = defect.due + timedelta(days=chance.choice((-2, 0, 3)))
        return HandOn(ROOM, defect.id, by, chance.choice(("Hale", "Peg", "'tis")), due, words)
    if not defect.is_mended:
        return Mend(ROOM, defect.id, by, words)
    alone = "nobody else" if chance.random() < 0.7 else ""
    return CheckMended(ROOM, defect.id, by, chance.random() < 0.6, words, alone)


def lived(home: Path, seed: int) -> None:
    """One room's defects, as they were told to a hub over some months."""
    chance, now = random.Random(seed), datetime(2025, 6, 20, 9, tzinfo=UTC)
    config = load(home / "hub.toml")
    machine, facts = Round(config.site.by_clock(config.panel.zone), now), list[AnyFact]()
    for _ in range(STEPS):
        now += timedelta(minutes=chance.choice((1, 7, 60, 60 * 26, 60 * 24 * 9)), microseconds=7)
        act = whatever(chance, machine.state(ROOM).upkeep, now)
        facts += [
            one.fact for one in machine.feed(On(act, COMMAND_LINE), now) if isinstance(one, Keep)
        ]
    with closing(Store(config.store.file)) as store:
        store.commit(facts, ())


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happened_to_the_defects_of_a_room_comes_back(tmp_path: Path, seed: int) -> None:
    first, second = two_sites(tmp_path)
    lived(first, seed)
    assert estates("export", first, "-o", first / "out.csv") == 0
    assert estates("import", second, first / "out.csv") == 0
    assert estates("export", second, "-o", second / "out.csv") == 0
    assert (second / "out.csv").read_bytes() == (first / "out.csv").read_bytes()
