"""`attune estates sensed`: what a hub asks for its own pages is what a check finds."""

import subprocess
import sys
from contextlib import closing
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from attune.estates.gathered import Asked, Of, measure
from hub.effects import Chart
from hub.estates.answers import Answer, Found
from hub.estates.fitness import fitness
from hub.estates.sensed import read
from hub.estates.told import LampAsked, Told
from hub.estates.trials import BOTH_LAMPS
from hub.outside import standards
from hub.outside.store import Store
from hub.panel.estates import AskedOfRooms, Estates
from hub.panel.glass import Glass
from hub.panel.local import LONDON, Local
from hub.rooms.upkeep import UNLOOKED
from tests.attune.test_estates import TIME, UNTIL, held, made
from tests.hub.panel.night import FakeDesk, empty
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.ward_default import DEFAULT

pytestmark = pytest.mark.hazard("H-60")
ROOM = RoomId("ash", 4)


def asked(config: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """In a program of its own: it lets every other go first from then on."""
    command = [sys.executable, "-m", "attune", "estates", "sensed", str(config), *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=300)


def test_the_panels_pages_show_what_a_check_finds(tmp_path: Path) -> None:
    home = made(tmp_path / "site", 5)
    found = held(home)
    with (home / "hub.toml").open("a", encoding="utf-8") as config:
        config.write('\n[estates]\nstandards = ["trust.yaml"]\n')
    answer = asked(home / "hub.toml", *TIME)
    assert answer.returncode == 0, answer.stderr.decode()
    sensed = read(answer.stdout)
    assert {(one.room, one.clause): one for one in sensed.measured} == found.measured
    whole = {(one.room, one.clause): one for one in sensed.measured}
    for day in sensed.daily:
        of_all = whole[day.room, day.clause]
        assert of_all.since <= day.since < day.until <= of_all.until
    assert {(one.room, one.clause) for one in sensed.daily} == set(whole)
    rooms = tuple(found.standings)
    desk = FakeDesk(*(empty(room, UNTIL) for room in rooms), start=UNTIL)
    known = Estates(Glass(desk, LONDON), AskedOfRooms(found.asked.catalogue, lambda: sensed))
    shown = known.standings(rooms, Local(UNTIL))
    for room in rooms:
        for one, checked in zip(shown[room], found.standings[room], strict=True):
            if one.clause.kind == "measured":
                assert (one.clause.id, one.answer) == (checked.clause.id, checked.answer)
    answers = {one.answer for of in shown.values() for one in of}
    assert {Answer.MET, Answer.UNMET, Answer.NOT_MEASURED} <= answers
    assert not any(
        fitness(room, shown[room], UNLOOKED, UNTIL, in_use=False).is_fit for room in rooms
    )


def lit(store: Path, night_lux: float) -> Asked:
    """A test of both lamps in an empty room, some days before the time that is asked for."""
    began = UNTIL - timedelta(days=4)
    points = [
        Chart(ROOM, Quantity.LIGHT, "bh1750", began + timedelta(seconds=at), lux + at % 7 / 100)
        for from_s, lux in ((0, 98.0), (300, night_lux))
        for at in range(from_s, from_s + 300, 10)
    ]
    with closing(Store(store)) as kept:
        kept.commit((), points)
    since = UNTIL - timedelta(days=1)
    return Asked(store, (ROOM,), since, UNTIL, UTC, DEFAULT, standards.load())


@pytest.mark.parametrize(("night_lux", "stands"), [(0.4, True), (4.8, False)])
def test_a_failed_test_of_the_lamps_of_before_stands_until_one_is_passed(
    tmp_path: Path, night_lux: float, *, stands: bool
) -> None:
    asked, began = lit(tmp_path / "s", night_lux), (UNTIL - timedelta(days=4)).timestamp()
    told = Told(
        heard=True, lamps=[LampAsked(began, "main", 100), LampAsked(began + 300, "night", 5)]
    )
    tried = measure(Of(ROOM, told, asked)).tried
    assert [(one.clause, one.found) for one in tried] == [(BOTH_LAMPS, Found.UNMET)] * stands
    later = began + 86_400
    told.lamps += [LampAsked(later, "main", 100), LampAsked(later + 300, "night", 5)]
    assert len(measure(Of(ROOM, told, asked)).tried) == stands, "nobody knows what came of that one"


def test_a_hub_without_a_store_is_told_so(tmp_path: Path) -> None:
    config = tmp_path / "hub.toml"
    config.write_text('[site]\nrooms = ["ash/01"]\n', encoding="utf-8")
    answer = asked(config)
    assert answer.returncode == 2
    assert b"there is no store yet" in answer.stderr
