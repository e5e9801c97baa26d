"""`attune alarms`: a journal's alarms counted, as a table, as JSON lines and as CSV."""

import csv
import json
from pathlib import Path

import pytest

from attune.__main__ import main
from hub.acts import MarkAlarm
from hub.rooms.alarm_facts import AlarmBegan
from tests.hub.journal.entries import store_with
from tests.hub.world import ASH_1, ASH_4, World
from ward.happenings import CallPressed, TalkMoved


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Four calls of Ash 4, answered after ten seconds each, one marked; and Ash 1 lost its node."""
    ward = World()
    for _ in range(4):
        ward.happens(ASH_4, CallPressed())
        ward.wait(10)
        ward.happens(ASH_4, TalkMoved(is_talking=True))
        ward.happens(ASH_4, TalkMoved(is_talking=False))
        ward.wait(60)
    (first, *_) = [fact.id for fact in ward.facts if isinstance(fact, AlarmBegan)]
    ward.does(MarkAlarm(ASH_4, first, False, "M.T."))
    ward.alive.discard(ASH_1)
    ward.wait(20)
    return store_with(tmp_path / "s", ward.facts)


def alarms(*arguments: object) -> int:
    return main(["alarms", *map(str, arguments)])


def test_a_table_of_rows_then_shifts_then_one_sentence(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert alarms(store) == 0
    said = capsys.readouterr()
    assert said.err == ""
    lines = said.out.splitlines()
    assert lines[0].split()[:4] == ["day", "room", "condition", "alarms"]
    assert lines[1].startswith("2026-11-23  ash/01  !!  node silent")
    assert lines[2].split("  ")[:4] == ["2026-11-23", "ash/04", "!!", "call unanswered"]
    assert lines[2].split()[-8:] == ["1", "3", "10", "s", "10", "s", "-", "-"]
    assert "2026-11-22 19:30  night  ash/04  4 clinical of at most 3, OVER BUDGET" in said.out
    assert lines[-1].startswith("5 alarms, 0 marked as worth acting on, 4 not marked; 1 of 2")


def test_as_json_there_is_one_object_a_line(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert alarms(store, "--json") == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (calls,) = [one for one in said if one.get("condition") == "call unanswered"]
    assert (calls["what"], calls["room"], calls["day"]) == ("alarms", "ash/04", "2026-11-23")
    assert (calls["count"], calls["not_actionable"], calls["unmarked"]) == (4, 1, 3)
    assert (calls["door_median_s"], calls["priority"]) == (10, "MEDIUM")
    (shift,) = [one for one in said if one["what"] == "shift" and one["room"] == "ash/04"]
    assert (shift["clinical"], shift["budget"], shift["over_budget"]) == (4, 3, True)
    assert shift["begins_at"] == "2026-11-22T19:30:00+00:00"


def test_as_csv_the_rows_stand_under_their_names(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert alarms(store, "--csv") == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(row["room"], row["condition"], row["count"]) for row in rows] == [
        ("ash/01", "node silent", "1"),
        ("ash/04", "call unanswered", "4"),
    ]
    assert rows[0]["door_median_s"] == ""


@pytest.mark.parametrize(
    ("options", "counted"),
    [
        (("--since", "2026-11-23T02:01"), 4),
        (("--until", "2026-11-23T02:01"), 1),
        (("--since", "2026-11-23T03:00"), 0),
        (("--since", "2026-11-23T03:01", "--zone", "Europe/Berlin"), 4),
    ],
)
def test_only_the_span_that_is_asked_for_is_counted(
    store: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], counted: int
) -> None:
    assert alarms(store, "--json", *options) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sum(one.get("count", 0) for one in said) == counted


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--since", "yesterday", "--since is yesterday; expected a time like 2026-11-23T02:14."),
        ("--zone", "Mars/Base", "--zone is Mars/Base; expected one like Europe/London."),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_one_sentence(
    store: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, says: str
) -> None:
    assert alarms(store, option, value) == 2
    assert capsys.readouterr().err == f"{says}\n"


def test_what_is_no_store_is_refused_and_one_without_alarms_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert alarms(tmp_path / "none") == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none'}: there is no such file.\n"
    assert alarms(store_with(tmp_path / "s", World().facts)) == 0
    assert capsys.readouterr().out == "No alarm began.\n"
