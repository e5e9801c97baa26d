"""`attune play` prints what happened, and its exit code says whether everything was so."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from attune.__main__ import main
from attune.play.command import read
from attune.play.timeline import KINDS
from tests.play.nights import FIRST, HEAD

SHORT = HEAD.replace("ends 03:00", "ends 02:04").replace("every 15 min", "every 2 min")
STORY = """\
radar rates
02:01 ash/04 visit by M.T. for 20 s
02:01:30 ash/04 CCTV look by K.O.
02:01:40 ash/04 ask night light 20 % by K.O.
02:02 hub is killed for 20 s
02:02:05 ash/04 CCTV look by K.O.
"""
SO = "expect seen in ash/04 by M.T. at 02:01:20\n"
NOT_SO = 'expect at 02:02 ash/04 has "blank spell"\n'


def written(folder: Path, text: str) -> str:
    file = folder / "sample.night"
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(("expected", "code"), [("", 0), (SO, 0), (NOT_SO, 1), (SO + NOT_SO, 1)])
def test_the_exit_code_says_whether_everything_expected_was_so(
    expected: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", written(tmp_path, SHORT + STORY + expected)]) == code
    said = capsys.readouterr().out
    assert ("NOT MET" in said) == (code == 1)
    assert ("instead: " in said) == (code == 1)


@pytest.mark.parametrize("wrong", ["02:01 ash/04 badg M.T.", "02:01 ash/09 call"])
def test_a_night_that_cannot_be_played_is_refused_before_anything_happens(
    wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, SHORT + wrong)
    assert main(["play", file]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{file}:{FIRST}: ")
    assert len(said.err.splitlines()) == 1


def test_a_file_that_is_not_there_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.night"
    assert main(["play", str(missing)]) == 2
    assert capsys.readouterr().err == f"{missing}: No such file or directory\n"


def test_every_line_of_json_says_when_and_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", "--json", written(tmp_path, SHORT + STORY + SO)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["kind"] for line in lines} <= set(KINDS)
    assert {"act", "fault", "befell", "observation", "look", "order", "says", "denied"} <= {
        line["kind"] for line in lines
    }
    happened = [line["at"] for line in lines if line["kind"] not in ("spell", "expectation")]
    assert happened == sorted(happened)
    assert all(at.endswith("Z") and at.startswith("2026-11-23T02:0") for at in happened)
    (seen,) = [line for line in lines if line["kind"] == "observation"]
    assert (seen["room"], seen["by"], seen["counts"]) == ("ash/04", "M.T.", True)
    assert lines[-1]["kind"] == "summary"
    assert (lines[-1]["met"], lines[-1]["expected"]) == (1, 1)


def test_the_text_is_aligned_and_without_colours_where_nobody_watches(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["play", written(tmp_path, SHORT + STORY)])
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "02:01:20  ash/04  seen      by M.T.; counts, grade full\n" in said
    assert "02:02:00  ward    FAULT     hub is killed for 20 s\n" in said


def test_whoever_names_no_night_is_told_which_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["play"]) == 2
    assert "no folder nights" in capsys.readouterr().err
    (tmp_path / "nights").mkdir()
    written(tmp_path / "nights", SHORT)
    assert main(["play"]) == 0
    assert "nights/sample.night                       4 min  Sample" in capsys.readouterr().out


def test_a_night_that_is_read_keeps_its_name(tmp_path: Path) -> None:
    assert read(Path(written(tmp_path, SHORT))).name == "sample"


def test_whoever_stops_reading_is_not_told_of_a_broken_pipe() -> None:
    play = "exec " + shlex.quote(sys.executable) + " -m attune play --explain"
    line = ["bash", "-c", f"{play} | true"]
    told = subprocess.run(line, capture_output=True, text=True, check=True)
    assert told.stderr == ""
