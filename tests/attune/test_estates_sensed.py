"""`attune estates sensed`: what a hub asks for its own pages is what a check finds."""

import subprocess
import sys
from pathlib import Path

import pytest

from hub.estates.answers import Answer
from hub.estates.fitness import fitness
from hub.estates.sensed import read
from hub.panel.estates import AskedOfRooms, Estates
from hub.panel.glass import Glass
from hub.panel.local import LONDON, Local
from hub.rooms.upkeep import UNLOOKED
from tests.attune.test_estates import TIME, UNTIL, held, made
from tests.hub.panel.night import FakeDesk, empty

pytestmark = pytest.mark.hazard("H-60")


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


def test_a_hub_without_a_store_is_told_so(tmp_path: Path) -> None:
    config = tmp_path / "hub.toml"
    config.write_text('[site]\nrooms = ["ash/01"]\n', encoding="utf-8")
    answer = asked(config)
    assert answer.returncode == 2
    assert b"there is no store yet" in answer.stderr
