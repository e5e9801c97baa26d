"""`attune patterns`: what is worth asking about, in words and as JSON lines."""

import json
from pathlib import Path

import pytest

from attune.__main__ import main
from hub.patterns.pattern import NO_ACCUSATION
from tests.hub.journal.entries import store_with
from tests.hub.patterns.entries import KO, REGISTER, at, badge, seen, typed


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The night of scenario 4, and one second with two badges at one door."""
    run = [typed(at(f"17:40:{10 * n:02}"), at(f"17:{15 * n:02}"), "asleep") for n in range(3)]
    both = [badge(at("18:00")), badge(at("18:00:01"), KO.badge)]
    return store_with(tmp_path / "s", [*REGISTER, seen(at("16:45")), *run, *both])


def patterns(*arguments: object) -> int:
    return main(["patterns", *map(str, arguments)])


def test_what_was_found_comes_with_its_evidence_and_what_explains_it(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert patterns(store) == 0
    said = capsys.readouterr()
    assert said.err == ""
    lines = said.out.splitlines()
    assert lines[0].startswith("From Mon 16 Nov 16:45:00 to Mon 16 Nov 18:00:02.")
    assert lines[0].endswith(NO_ACCUSATION)
    assert lines[2] == "RUNS OF ENTRIES WRITTEN AFTERWARDS"
    assert lines[4].startswith("* M.T., Ash 4: 3 entries written between 16 Nov 17:40 and 17:40")
    assert lines[5] == (
        "    Mon 16 Nov 17:00:00  ash/04   entry typed at the station, by M.T., “asleep”"
    )
    assert lines[8].startswith("What may explain it: An emergency elsewhere")
    assert "* K.O. and M.T.: once." in lines
    assert "LOOKED FOR, AND NOTHING FOUND" in lines
    assert "* Stays under 5 s, in one stay with a badge" in lines


def test_as_json_every_pattern_is_an_object_also_one_with_nothing_in_it(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert patterns(store, "--json") == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["pattern"] for one in said if one["cases"]] == ["back-filled", "two-badges"]
    assert len(said) == 8
    row = said[0]["cases"][0]["rows"][0]
    assert row["at"] == "2026-11-16T17:00:00+00:00"
    assert row["rooms"] == ["ash/04"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--from", "2026-11-16T17:50"), ["two-badges"]),
        (("--to", "2026-11-16T17:50"), ["back-filled"]),
        (("--to", "2026-11-16T18:50", "--zone", "Europe/Berlin"), ["back-filled"]),
        (("--ward", "ash"), ["back-filled", "two-badges"]),
    ],
)
def test_only_what_is_asked_for_is_looked_at(
    store: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], found: list[str]
) -> None:
    assert patterns(store, "--json", *options) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["pattern"] for one in said if one["cases"]] == found


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--ward", "oak"), "--ward is oak; in that time there is something of ash."),
        (("--from", "noon"), "--from is noon; expected a time like 2026-11-23T02:14."),
        (
            ("--from", "2026-11-17", "--to", "2026-11-16"),
            "--to is not after --from: there is nothing between them.",
        ),
        (("--zone", "Mars/Base"), "--zone is Mars/Base; expected one like Europe/London."),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_one_sentence(
    store: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], says: str
) -> None:
    assert patterns(store, *options) == 2
    assert capsys.readouterr().err == f"{says}\n"


def test_what_is_no_store_is_refused_and_an_empty_one_has_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert patterns(tmp_path / "none") == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none'}: there is no such file.\n"
    assert patterns(store_with(tmp_path / "s", [])) == 0
    assert "Runs of entries written afterwards, in 0 entries" in capsys.readouterr().out
