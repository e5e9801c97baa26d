"""What is held against the truth is found out, whichever way it is wrong."""

import json
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.effects import Chart
from hub.outside.store import Store
from hub.rooms.doubted import code_of, series_of
from hub.rooms.facts import Happened
from tests.farm.compared import compare
from tests.farm.truth import Owed, read_truth
from ward.happenings import CallPressed, DoorMoved
from ward.rooms import RoomId
from ward.units import seconds
from ward.vitals import Doubt, Vital

ASH_4 = RoomId("ash", 4)
AT = datetime(2026, 11, 23, 2, 14, tzinfo=UTC)
CALL = Owed(
    "ash/04",
    "b",
    1,
    AT.isoformat(),
    "happening",
    {"kind": "happening", "happening": {"what": "call"}},
)
WARMTH = Owed(
    "ash/04",
    "b",
    2,
    AT.isoformat(),
    "readings",
    {"readings": [{"quantity": "temperature", "sensor": "sht4x", "value": 21.4}]},
)
CALLED = Happened(room=ASH_4, at=AT, observed_at=AT, boot="b", n=1, happening=CallPressed())
WARM = Chart(ASH_4, "temperature", "sht4x", AT, 21.4)
OPENED = CALLED.model_copy(update={"happening": DoorMoved(is_open=True)})
OTHER = CALLED.model_copy(update={"n": 7})


@pytest.mark.parametrize(
    ("facts", "points", "wrong"),
    [
        ([CALLED], [WARM], ""),
        ([], [WARM], "1 missing"),
        ([CALLED], [], "1 missing"),
        ([CALLED, CALLED], [WARM], "1 doubled"),
        ([OPENED], [WARM], "1 altered"),
        ([CALLED, OTHER], [WARM], "1 invented"),
        ([CALLED], [WARM, replace(WARM, at=AT + seconds(1))], "1 invented"),
        ([CALLED], [replace(WARM, value=21.5)], "1 missing"),
    ],
)
def test_a_store_that_is_not_what_was_owed_is_found_out(
    tmp_path: Path, facts: list[Happened], points: list[Chart], wrong: str
) -> None:
    with closing(Store(tmp_path / "store")) as store:
        store.commit(facts, points)
    found = compare([CALL, WARMTH], tmp_path / "store").wrong
    assert found.startswith(wrong)
    assert bool(found) == bool(wrong)


def test_only_readings_are_ever_spared(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "store")) as store:
        store.commit([], [])
    found = compare([CALL, WARMTH], tmp_path / "store", spared=lambda _: True)
    assert found.missing == [CALL.key]


@pytest.mark.parametrize(
    ("stored", "wrong"),
    [(Doubt.NOT_AUTHORISED, ""), (None, ""), (Doubt.MOVING, "1 invented")],
)
def test_a_doubt_is_stored_or_not_as_the_hub_judges_but_never_another_than_was_said(
    tmp_path: Path, stored: Doubt | None, wrong: str
) -> None:
    doubt = {"says": "doubt", "doubt": "not authorised"}
    said = replace(WARMTH, kind="vital", body={"vital": "breathing", "said": doubt})
    doubts = () if stored is None else (code_of(stored),)
    series = series_of(Vital.BREATHING)
    with closing(Store(tmp_path / "store")) as store:
        store.commit([CALLED], [Chart(ASH_4, series, "radar", AT, code) for code in doubts])
    found = compare([CALL, said], tmp_path / "store").wrong
    assert found.startswith(wrong)
    assert bool(found) == bool(wrong)


def test_a_line_that_a_kill_tore_is_none(tmp_path: Path) -> None:
    truth = tmp_path / "truth.jsonl"
    whole = json.dumps(asdict(CALL)) + "\n"
    truth.write_text(whole + whole[:40], encoding="utf-8")
    assert [one.n for one in read_truth(truth)] == [1]
